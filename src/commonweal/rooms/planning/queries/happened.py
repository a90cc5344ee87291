"""What an accepted plan promised, and what has happened of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from commonweal.commons.charter import queries as charter
from commonweal.commons.ledger import queries as ledger
from commonweal.commons.people import queries as people
from commonweal.core.vf import laws
from commonweal.core.vf.actions import Action
from commonweal.core.vf.flows import Commitment
from commonweal.core.vf.measure import Measure
from commonweal.core.vf.problems import Refused
from commonweal.rooms.planning import errors
from commonweal.rooms.planning.models import PlanRun, Status
from commonweal.rooms.planning.queries import runs


@dataclass(frozen=True, slots=True, kw_only=True)
class HappenedView:
    """A promise and what has happened of it; hidden where few people receive."""

    commitment: UUID
    action: str
    kind: UUID
    name: str
    receiver: UUID
    receiver_name: str
    process: UUID | None
    process_name: str
    due: date | None
    planned: Measure | None
    happened: Measure | None
    is_finished: bool
    is_hidden: bool

    @property
    def level(self) -> float:
        """The part that has happened; 0 where it is hidden."""
        if self.planned is None or self.happened is None or not self.planned.amount:
            return 0.0
        return self.happened.amount / self.planned.amount


def planned_vs_happened(
    *, union: UUID, run: UUID, at: datetime
) -> tuple[HappenedView, ...]:
    """Compare promises with what fulfilled them, by day."""
    row = runs.get_row(union=union, run=run)
    if row.status != Status.ACCEPTED:
        raise Refused(errors.not_accepted())
    plan = ledger_plan(row)
    names = {kind.id: kind.name for kind in ledger.list_specifications(union=union)}
    receivers = {
        agent.id: agent.name or "" for agent in ledger.list_agents(union=union)
    }
    small = _small_gifts(row, at)
    names |= {
        process.id: process.name for process in ledger.list_processes(union=union)
    }
    views = (
        _view(promise, names, receivers, is_hidden=_gift(promise) in small)
        for promise in ledger.list_commitments(union=union, planned_within=plan)
    )
    return tuple(
        sorted(views, key=lambda view: (view.due or date.max, view.action, view.name))
    )


def ledger_plan(row: PlanRun) -> UUID:
    """Return the id that an accepted run has as a plan of the ledger."""
    return laws.id_of(union=row.union_id, what="plan", key=f"plan:{row.id}")


_Gift = tuple[str, str, str | None]


def _gift(promise: Commitment) -> _Gift:
    intent = None if promise.satisfies is None else str(promise.satisfies)
    return str(promise.receiver), str(promise.resource_conforms_to), intent


def _small_gifts(row: PlanRun, at: datetime) -> set[_Gift]:
    day = people.local_day(union=row.union_id, at=at)
    smallest = charter.whole(union=row.union_id, key="privacy.smallest_group", on=day)
    outcome = row.outcome or {}
    return {
        (line["group"], line["kind"], line["intent"])
        for line in outcome.get("given", [])
        if line["n_people"] < smallest
    }


def _view(
    promise: Commitment,
    names: dict[UUID, str],
    receivers: dict[UUID, str],
    *,
    is_hidden: bool,
) -> HappenedView:
    planned = promise.resource_quantity or promise.effort_quantity
    happened = promise.fulfilled_quantity
    if happened is None and planned is not None:
        happened = Measure(0, planned.unit)
    kind = promise.resource_conforms_to or promise.id
    process = promise.input_of or promise.output_of
    is_gift = promise.action is Action.CONSUME and promise.input_of is None
    return HappenedView(
        commitment=promise.id,
        action="give" if is_gift else _action(promise.action),
        kind=kind,
        name=names.get(kind, ""),
        receiver=promise.receiver,
        receiver_name=receivers.get(promise.receiver, "") if is_gift else "",
        process=process,
        process_name=names.get(process, "") if process else "",
        due=promise.due,
        planned=None if is_hidden else planned,
        happened=None if is_hidden else happened,
        is_finished=promise.finished,
        is_hidden=is_hidden,
    )


def _action(action: Action) -> str:
    return "buy" if action is Action.TRANSFER else str(action)
