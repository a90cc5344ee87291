"""What happened, and along which flows a thing came and went."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.db import connection

from commonweal.commons.ledger import translate
from commonweal.core.vf import trace as flows_along
from commonweal.core.vf.actions import Action
from commonweal.core.vf.flows import EconomicEvent, Step
from commonweal.core.vf.problems import N_, NotFound, Problem

_SELECT = f"SELECT {', '.join(translate.EVENT_COLUMNS)} FROM ledger_event "  # noqa: S608
#: The longest walk along flows; further than this nobody reads.
LONGEST_WALK = 2000


def list_events(  # noqa: PLR0913 - each argument narrows the answer
    *,
    union: UUID,
    after_seq: int = 0,
    limit: int = 200,
    resource: UUID | None = None,
    from_: date | None = None,
    until: date | None = None,
) -> tuple[EconomicEvent, ...]:
    """Return what happened, in order of writing; days are of has_point_in_time."""
    where, parameters = _narrowed(union, after_seq, from_, until)
    if resource is None:
        return _events(f"{where} ORDER BY seq LIMIT %s", [*parameters, limit])
    stored = translate.as_stored(resource)
    taken, given = (
        _events(
            f"{where} AND {side} = %s ORDER BY seq LIMIT %s",
            [*parameters, stored, limit],
        )
        for side in ("resource_inventoried_as_id", "to_resource_inventoried_as_id")
    )
    return tuple(heapq.merge(taken, given, key=attrgetter("seq")))[:limit]


def list_account_events(  # noqa: PLR0913 - each argument narrows the answer
    *,
    union: UUID,
    conforms_to: UUID,
    after_seq: int = 0,
    limit: int = 200,
    from_: date | None = None,
    until: date | None = None,
) -> tuple[EconomicEvent, ...]:
    """Return what passed between stores or accounts of one kind, in order of writing.

    Money moves by this action and no other; an index of its own makes a page of it
    cost the same after 100,000 entries.
    """
    where, parameters = _narrowed(union, after_seq, from_, until)
    return _events(
        f"{where} AND action = '{Action.TRANSFER_ALL_RIGHTS.value}' "
        "AND resource_conforms_to_id = %s ORDER BY seq LIMIT %s",
        [*parameters, translate.as_stored(conforms_to), limit],
    )


def _narrowed(
    union: UUID, after_seq: int, from_: date | None, until: date | None
) -> tuple[str, list[Any]]:
    where = ["union_id = %s", "seq > %s"]
    parameters: list[Any] = [translate.as_stored(union), after_seq]
    if from_ is not None:
        where.append("has_point_in_time >= %s")
        parameters.append(_midnight(from_))
    if until is not None:
        where.append("has_point_in_time < %s")
        parameters.append(_midnight(until + timedelta(days=1)))
    return f"WHERE {' AND '.join(where)}", parameters


def find_event(*, union: UUID, event: UUID) -> EconomicEvent | None:
    """Return one event, or None."""
    found = _events(
        "WHERE id = %s AND union_id = %s",
        [translate.as_stored(event), translate.as_stored(union)],
    )
    return found[0] if found else None


def get_event(*, union: UUID, event: UUID) -> EconomicEvent:
    """Return one event, or raise NotFound."""
    found = find_event(union=union, event=event)
    if found is None:
        raise NotFound(Problem("event", N_("This entry is not known here.")))
    return found


def iterate_events(*, union: UUID, batch: int = 2000) -> Iterator[EconomicEvent]:
    """Yield all events of a union in order, a batch in memory at a time."""
    after = 0
    while True:
        events = list_events(union=union, after_seq=after, limit=batch)
        yield from events
        if len(events) < batch:
            return
        after = events[-1].seq


def track(
    *, union: UUID, resource: UUID | None = None, event: UUID | None = None
) -> tuple[Step, ...]:
    """Return where it went: forwards along the flows."""
    return flows_along.track(_Flows(union), _start(resource, event), LONGEST_WALK)


def trace(
    *, union: UUID, resource: UUID | None = None, event: UUID | None = None
) -> tuple[Step, ...]:
    """Return where it came from: backwards along the flows."""
    return flows_along.trace(_Flows(union), _start(resource, event), LONGEST_WALK)


def _start(resource: UUID | None, event: UUID | None) -> flows_along.Start:
    if resource is not None:
        return ("resource", resource)
    if event is not None:
        return ("event", event)
    raise NotFound(Problem("resource", N_("Say which store or entry to follow.")))


class _Flows:
    """The flows of one union, looked up as the walk reaches them."""

    def __init__(self, union: UUID) -> None:
        self._union = union

    def event(self, event: UUID) -> EconomicEvent:
        return get_event(union=self._union, event=event)

    def events_of_resource(self, resource: UUID) -> tuple[EconomicEvent, ...]:
        return list_events(union=self._union, resource=resource, limit=LONGEST_WALK)

    def events_of_process(self, process: UUID) -> tuple[EconomicEvent, ...]:
        stored = translate.as_stored(process)
        return _events(
            "WHERE union_id = %s AND (input_of_id = %s OR output_of_id = %s) "
            "ORDER BY seq LIMIT %s",
            [translate.as_stored(self._union), stored, stored, LONGEST_WALK],
        )


def _events(where: str, parameters: list[Any]) -> tuple[EconomicEvent, ...]:
    with connection.cursor() as cursor:
        cursor.execute(_SELECT + where, parameters)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return tuple(map(translate.event_of, rows))


def _midnight(day: date) -> object:
    return translate.moment_as_stored(datetime.combine(day, time(), UTC))
