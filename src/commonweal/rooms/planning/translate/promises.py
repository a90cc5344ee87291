"""From an accepted outcome to ledger words: processes and promises."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from commonweal.core.vf import laws
from commonweal.core.vf.actions import Action
from commonweal.core.vf.flows import CommitmentDraft, Process
from commonweal.core.vf.measure import Measure
from commonweal.core.vf.units import UNITS

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """An accepted run, and what its promises are written under."""

    run: UUID
    union: UUID
    plan: UUID
    outside: UUID
    outcome: Mapping[str, Any]  # an Outcome, read back from JSON

    def process_id(self, made: Mapping[str, Any]) -> UUID:
        """Return the id of the process that a line of the plan becomes."""
        parts = (self.run, made["recipe"], made["place"], made["period"])
        key = ":".join(str(part) for part in parts)
        return laws.id_of(union=self.union, what="process", key=key)

    def first_day(self, period: int) -> date:
        """Return the first day of a period, also of one after the plan's end."""
        periods = self.outcome["periods"]
        if period < len(periods):
            return date.fromisoformat(periods[period][0])
        first = date.fromisoformat(periods[0][0])
        end = date.fromisoformat(periods[-1][1])
        days = (end - first).days / len(periods)
        return end + timedelta(days=round(days * (period - len(periods))))

    def last_day(self, period: int) -> date:
        """Return the last day of a period."""
        return self.first_day(period + 1) - _ONE_DAY

    def measure(self, kind: str, amount: int) -> Measure:
        """Return an amount of a kind."""
        return Measure(amount, UNITS[self.outcome["units"][kind]])


def processes_of(accepted: Accepted) -> tuple[Process, ...]:
    """Return one process for each recipe that starts in a period."""
    return tuple(
        Process(
            id=accepted.process_id(made),
            union=accepted.union,
            name=accepted.outcome["names"][made["recipe"]],
            based_on=UUID(made["recipe"]),
            planned_within=accepted.plan,
            has_beginning=accepted.first_day(made["period"]),
            has_end=accepted.last_day(_last_period(made)),
        )
        for made in accepted.outcome["made"]
    )


def commitments_of(accepted: Accepted) -> tuple[CommitmentDraft, ...]:
    """Return everything the plan promises: making, buying, giving."""
    return (
        *_making(accepted),
        *_buying(accepted),
        *_giving(accepted),
    )


def _last_period(made: Mapping[str, Any]) -> int:
    return max((int(flow["period"]) for flow in made["flows"]), default=made["period"])


def _making(accepted: Accepted) -> Iterator[CommitmentDraft]:
    for made in accepted.outcome["made"]:
        process = accepted.process_id(made)
        for number, flow in enumerate(made["flows"]):
            if flow["amount"]:  # less than half a smallest step is no promise
                yield _flow(accepted, process, number, flow)


def _flow(
    accepted: Accepted, process: UUID, number: int, flow: Mapping[str, Any]
) -> CommitmentDraft:
    action = Action(flow["action"])
    amount = accepted.measure(flow["kind"], flow["amount"])
    is_effort = action is Action.WORK
    is_output = action is Action.PRODUCE
    last = flow["period"] + flow.get("periods", 1) - 1
    return CommitmentDraft(
        key=f"plan:{accepted.run}:{process}:{number}",
        union=accepted.union,
        action=action,
        provider=accepted.union,
        receiver=accepted.union,
        resource_conforms_to=UUID(flow["kind"]),
        resource_quantity=None if is_effort else amount,
        effort_quantity=amount if is_effort else None,
        has_beginning=accepted.first_day(flow["period"]),
        has_end=accepted.last_day(last),
        due=accepted.last_day(last),
        input_of=None if is_output else process,
        output_of=process if is_output else None,
        planned_within=accepted.plan,
    )


def _buying(accepted: Accepted) -> Iterable[CommitmentDraft]:
    for line in accepted.outcome["bought"]:
        yield CommitmentDraft(
            key=f"plan:{accepted.run}:buy:{line['kind']}:{line['period']}",
            union=accepted.union,
            action=Action.TRANSFER,
            provider=accepted.outside,
            receiver=accepted.union,
            resource_conforms_to=UUID(line["kind"]),
            resource_quantity=accepted.measure(line["kind"], line["amount"]),
            due=accepted.last_day(line["period"]),
            planned_within=accepted.plan,
        )


def _giving(accepted: Accepted) -> Iterable[CommitmentDraft]:
    for line in accepted.outcome["given"]:
        whose = line["intent"] or "contents"
        parts = (line["group"], whose, line["kind"], line["period"])
        yield CommitmentDraft(
            key=f"plan:{accepted.run}:give:{':'.join(str(part) for part in parts)}",
            union=accepted.union,
            action=Action.CONSUME,
            provider=accepted.union,
            receiver=UUID(line["group"]),
            resource_conforms_to=UUID(line["kind"]),
            resource_quantity=accepted.measure(line["kind"], line["amount"]),
            has_beginning=accepted.first_day(line["period"]),
            has_end=accepted.last_day(line["period"]),
            due=accepted.last_day(line["period"]),
            planned_within=accepted.plan,
            satisfies=UUID(line["intent"]) if line["intent"] else None,
        )
