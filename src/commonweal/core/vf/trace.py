"""Track and trace: where a thing went, where it came from, along the flows.

The walk follows ValueFlows' own description (concepts/track-trace): forwards, a thing
leads to the events that take from it, such an event to the process it feeds or the
store it fills, a process to what comes out of it; backwards the same, reversed. In
time order: what a store received after an event took from it is not the event's past.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from typing import Literal, Protocol
from uuid import UUID

from commonweal.core.vf.actions import ACTIONS, FACTORS
from commonweal.core.vf.flows import EconomicEvent, Step

Kind = Literal["event", "process", "resource"]
Start = tuple[Kind, UUID]
#: Something the walk stands at: what, which, and the event number it was reached by.
_Stand = tuple[Kind, UUID, int, EconomicEvent | None]


class Flows(Protocol):
    """Where the walk looks flows up."""

    def event(self, event: UUID) -> EconomicEvent:
        """Return an event."""

    def events_of_resource(self, resource: UUID) -> Iterable[EconomicEvent]:
        """Return the events that name a resource, oldest first."""

    def events_of_process(self, process: UUID) -> Iterable[EconomicEvent]:
        """Return the events into and out of a process, oldest first."""


def track(flows: Flows, start: Start, most: int) -> tuple[Step, ...]:
    """Return the steps from a thing or event forwards; at most ``most``."""
    return _walk(flows, start, most, _onwards)


def trace(flows: Flows, start: Start, most: int) -> tuple[Step, ...]:
    """Return the steps from a thing or event backwards; at most ``most``."""
    return _walk(flows, start, most, _back)


def _walk(
    flows: Flows,
    start: Start,
    most: int,
    onwards: Callable[[Flows, _Stand], list[_Stand]],
) -> tuple[Step, ...]:
    kind, first = start
    event = flows.event(first) if kind == "event" else None
    seq = event.seq if event is not None else -1
    steps = [Step(kind=kind, id=first, depth=0, came_from=None, event=event)]
    seen = {first}
    waiting: deque[tuple[_Stand, int]] = deque([((kind, first, seq, event), 0)])
    while waiting and len(steps) < most:
        stand, depth = waiting.popleft()
        for onward in onwards(flows, stand):
            if onward[1] in seen:
                continue
            seen.add(onward[1])
            steps.append(
                Step(
                    kind=onward[0],
                    id=onward[1],
                    depth=depth + 1,
                    came_from=stand[1],
                    event=onward[3],
                )
            )
            waiting.append((onward, depth + 1))
    return tuple(steps[:most])


def _onwards(flows: Flows, stand: _Stand) -> list[_Stand]:
    kind, here, seq, event = stand
    if kind == "resource":
        return [
            ("event", one.id, one.seq, one)
            for one in flows.events_of_resource(here)
            if one.seq > seq and _leaves(one, here)
        ]
    if kind == "process":
        return [
            ("event", one.id, one.seq, one)
            for one in flows.events_of_process(here)
            if one.output_of == here
        ]
    assert event is not None
    return _ends(event, event.input_of, _filled(event))


def _back(flows: Flows, stand: _Stand) -> list[_Stand]:
    kind, here, seq, event = stand
    if kind == "resource":
        return [
            ("event", one.id, one.seq, one)
            for one in flows.events_of_resource(here)
            if (seq < 0 or one.seq < seq) and _arrives(one, here)
        ]
    if kind == "process":
        return [
            ("event", one.id, one.seq, one)
            for one in flows.events_of_process(here)
            if one.input_of == here
        ]
    assert event is not None
    return _ends(event, event.output_of, _emptied(event))


def _ends(
    event: EconomicEvent, process: UUID | None, resource: UUID | None
) -> list[_Stand]:
    ends: list[_Stand] = []
    if process is not None:
        ends.append(("process", process, event.seq, None))
    if resource is not None:
        ends.append(("resource", resource, event.seq, None))
    return ends


def _leaves(event: EconomicEvent, resource: UUID) -> bool:
    return event.resource_inventoried_as == resource and not _fills_its_own(event)


def _arrives(event: EconomicEvent, resource: UUID) -> bool:
    return _filled(event) == resource


def _filled(event: EconomicEvent) -> UUID | None:
    if event.to_resource_inventoried_as is not None:
        return event.to_resource_inventoried_as
    return event.resource_inventoried_as if _fills_its_own(event) else None


def _emptied(event: EconomicEvent) -> UUID | None:
    return None if _fills_its_own(event) else event.resource_inventoried_as


def _fills_its_own(event: EconomicEvent) -> bool:
    """Whether the event puts into the resource it names (produce, raise, modify …)."""
    factors = FACTORS[event.action]
    return (
        factors.onhand > 0
        or factors.accounting > 0
        or ACTIONS[event.action].input_output == "output"
    )
