"""Where a thing came from and where it went: steps of the ledger, as words and links.

Circles too small to be named stand together; persons are never named at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from commonweal.core.vf.actions import Action
from commonweal.core.vf.flows import EconomicEvent, Step
from commonweal.core.vf.measure import Measure
from commonweal.interfaces.web import charts
from commonweal.interfaces.web.templatetags import words


@dataclass(frozen=True, slots=True)
class Names:
    """What things, makings and circles are called on this page.

    ``small`` are the circles with so few people that an amount would say who.
    """

    resources: Mapping[UUID, str]
    processes: Mapping[UUID, str]
    agents: Mapping[UUID, str]
    small: frozenset[UUID]

    def resource(self, resource: UUID | None) -> str:
        """Say what a store is called."""
        return self.resources.get(resource, _("something")) if resource else ""

    def process(self, process: UUID | None) -> str:
        """Say what was made."""
        return self.processes.get(process, _("a making")) if process else ""

    def agent(self, agent: UUID) -> str:
        """Say who received: a circle, or small circles together."""
        if agent in self.small:
            return _("small circles")
        return self.agents.get(agent, _("an associate"))


@dataclass(frozen=True, slots=True)
class Happening:
    """One step of the way: when, from where to where, and how much."""

    at: datetime
    seq: int
    source: str
    target: str
    amount: Measure
    resource: UUID | None
    is_correction: bool


def happenings(
    steps: Iterable[Step], *, names: Names, newest_first: bool = False
) -> tuple[Happening, ...]:
    """Tell the events among the steps, each once, in the order they were written."""
    events = {step.event.id: step.event for step in steps if step.event is not None}
    told = (_happening(event, names) for event in events.values())
    found = [one for one in told if one is not None]
    return tuple(sorted(found, key=lambda one: one.seq, reverse=newest_first))


def links(told: Sequence[Happening]) -> tuple[charts.Link, ...]:
    """Add happenings between the same two places up to one band each."""
    sums: dict[tuple[str, str, str], Measure] = {}
    for one in told:
        pair = (one.source, one.target, one.amount.unit.code)
        before = sums.get(pair)
        sums[pair] = one.amount if before is None else before + one.amount
    return tuple(
        charts.Link(source, target, float(total.decimal), words.amount(total))
        for (source, target, _unit), total in sums.items()
        if total.amount > 0
    )


def _happening(event: EconomicEvent, names: Names) -> Happening | None:
    ends = _ends(event, names)
    if ends is None or event.resource_quantity is None:
        return None
    return Happening(
        at=event.has_point_in_time,
        seq=event.seq,
        source=ends[0],
        target=ends[1],
        amount=event.resource_quantity,
        resource=event.to_resource_inventoried_as or event.resource_inventoried_as,
        is_correction=event.corrects is not None,
    )


def _ends(event: EconomicEvent, names: Names) -> tuple[str, str] | None:
    """Return from where and to where, or None for what moves nothing."""
    here = names.resource(event.resource_inventoried_as)
    there: str | None = None
    match event.action:
        case Action.RAISE:
            here, there = _("brought in or counted"), here
        case Action.LOWER:
            there = _("spoiled, or less was counted")
        case Action.PRODUCE:
            here, there = names.process(event.output_of) or _("made"), here
        case Action.CONSUME:
            there = names.process(event.input_of) or names.agent(event.receiver)
        case Action.MOVE | Action.TRANSFER | Action.TRANSFER_CUSTODY:
            to_store = names.resource(event.to_resource_inventoried_as)
            there = to_store or names.agent(event.receiver)
        case _:
            pass
    return None if there is None else (here, there)
