"""The ledger for programs: what happened, what is here, where things came from and went.

Flows are written as ValueFlows' JSON-LD (``@context`` at /api/v1/context). Events of a
circle too small to be told apart from its people say "the union" instead (n < 5).
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from commonweal.commons.charter import queries as charter
from commonweal.commons.ledger import queries as ledger
from commonweal.commons.people import permissions
from commonweal.commons.people import queries as people
from commonweal.core.vf import wire
from commonweal.core.vf.flows import EconomicEvent, Step, StockLine
from commonweal.core.vf.measure import Measure
from commonweal.core.vf.problems import N_, NotYours, Problem
from commonweal.interfaces.api import auth, paging

router = Router(tags=["ledger"])

#: A flow or thing in JSON-LD; its fields are those of ValueFlows 1.0.0.
Flow = dict[str, Any]
_BATCH = 1000
#: Beyond this a month is told as far as it was read, and says so.
_MOST_EVENTS = 200_000
_LARGEST_SEQ = 2**63 - 1


class EventsAsked(Schema):
    """Which events are wanted."""

    after: int = Field(
        0, ge=0, le=_LARGEST_SEQ, description="`next` of the page before"
    )
    limit: int = Field(50, ge=1, le=paging.LARGEST_PAGE)
    resource: UUID | None = None
    from_: date | None = Field(None, alias="from")
    until: date | None = None


class Amount(Schema):
    """So much of a unit."""

    amount: str
    unit: str


class StockOut(Schema):
    """What is in one store."""

    resource: UUID
    name: str
    specification: UUID
    place: UUID | None
    onhand: Amount
    accounting: Amount
    expires_on: date | None


class StepOut(Schema):
    """One step along the flows."""

    kind: str
    id: UUID
    depth: int
    came_from: UUID | None
    event: Flow | None


class TotalOut(Schema):
    """How much of one kind one action moved in the month."""

    action: str
    specification: UUID
    name: str
    total: Amount


class MonthOut(Schema):
    """A month of a union; never of a person or a circle."""

    month: str
    n_events: int
    is_whole: bool
    totals: list[TotalOut]


@router.get("/context", response=dict[str, str], auth=None, operation_id="context")
def context(request: HttpRequest) -> dict[str, str]:
    """Give the JSON-LD context of all flows."""
    del request
    return dict(wire.CONTEXT)


@router.get("/events", response=paging.Page[Flow], operation_id="list_events")
def list_events(
    request: HttpRequest, asked: Annotated[EventsAsked, Query(...)]
) -> dict[str, object]:
    """List what happened, in the order it was written down."""
    union, veiled = _associate(request)
    events = ledger.list_events(
        union=union,
        after_seq=asked.after,
        limit=asked.limit + 1,
        resource=asked.resource,
        from_=asked.from_,
        until=asked.until,
    )
    shown = events[: asked.limit]
    return {
        "items": [_event(event, veiled) for event in shown],
        "next": str(shown[-1].seq) if len(events) > asked.limit else None,
    }


@router.get("/events/{uuid:event}", response=Flow, operation_id="get_event")
def get_event(request: HttpRequest, event: UUID) -> Flow:
    """Give one event."""
    union, veiled = _associate(request)
    return _event(ledger.get_event(union=union, event=event), veiled)


@router.get("/resources", response=paging.Page[StockOut], operation_id="list_resources")
def list_resources(request: HttpRequest, asked: paging.Paged) -> dict[str, object]:
    """List what is in store, what expires first at the top."""
    union, _veiled = _associate(request)
    stock = ledger.list_stock(union=union, with_empty=True)
    return paging.page_of(stock, asked, key=lambda line: line.resource, shown=_stock)


@router.get("/resources/{uuid:resource}", response=Flow, operation_id="get_resource")
def get_resource(request: HttpRequest, resource: UUID) -> Flow:
    """Give one store or thing."""
    union, _veiled = _associate(request)
    return wire.to_wire(ledger.get_resource(union=union, resource=resource))


@router.get(
    "/resources/{uuid:resource}/track",
    response=list[StepOut],
    operation_id="track_resource",
)
def track(request: HttpRequest, resource: UUID) -> list[dict[str, object]]:
    """Follow a store or thing forwards: where did it go."""
    union, veiled = _associate(request)
    ledger.get_resource(union=union, resource=resource)
    return _steps(ledger.track(union=union, resource=resource), veiled)


@router.get(
    "/resources/{uuid:resource}/trace",
    response=list[StepOut],
    operation_id="trace_resource",
)
def trace(request: HttpRequest, resource: UUID) -> list[dict[str, object]]:
    """Follow a store or thing backwards: where did it come from."""
    union, veiled = _associate(request)
    ledger.get_resource(union=union, resource=resource)
    return _steps(ledger.trace(union=union, resource=resource), veiled)


@router.get(
    "/specifications", response=paging.Page[Flow], operation_id="list_specifications"
)
def list_specifications(request: HttpRequest, asked: paging.Paged) -> dict[str, object]:
    """List the kinds of things and of help."""
    union, _veiled = _associate(request)
    return _things(ledger.list_specifications(union=union), asked)


@router.get("/places", response=paging.Page[Flow], operation_id="list_places")
def list_places(request: HttpRequest, asked: paging.Paged) -> dict[str, object]:
    """List the places."""
    union, _veiled = _associate(request)
    return _things(ledger.list_places(union=union), asked)


@router.get("/recipes", response=paging.Page[Flow], operation_id="list_recipes")
def list_recipes(request: HttpRequest, asked: paging.Paged) -> dict[str, object]:
    """List how things are made."""
    union, _veiled = _associate(request)
    return _things(ledger.list_recipes(union=union), asked)


@router.get("/totals", response=MonthOut, operation_id="month_totals")
def totals(
    request: HttpRequest,
    month: Annotated[
        str, Query(pattern=r"^2\d{3}-(0[1-9]|1[0-2])$", description="such as 2026-11")
    ],
) -> dict[str, object]:
    """Add a month up by action and kind."""
    union, _veiled = _associate(request)
    first = date.fromisoformat(f"{month}-01")
    sums: dict[tuple[str, UUID], Measure] = {}
    n_events = 0
    for event in _events_of(union, first):
        n_events += 1
        if event.resource_conforms_to is None or event.resource_quantity is None:
            continue
        place = (event.action.value, event.resource_conforms_to)
        before = sums.get(place)
        amount = event.resource_quantity
        sums[place] = amount if before is None else before + amount
    names = {s.id: s.name for s in ledger.list_specifications(union=union)}
    return {
        "month": month,
        "n_events": n_events,
        "is_whole": n_events < _MOST_EVENTS,
        "totals": [
            {
                "action": action,
                "specification": kind,
                "name": names[kind],
                "total": _amount(total),
            }
            for (action, kind), total in sorted(
                sums.items(), key=lambda item: (item[0][0], names[item[0][1]])
            )
        ],
    }


def _associate(request: HttpRequest) -> tuple[UUID, frozenset[UUID]]:
    """Return the union, and the circles too small to be named; associates only."""
    person, union, at = auth.actor(request)
    if not permissions.may(by=person, union=union, scope="associate", at=at):
        raise NotYours(Problem("", N_("Only associates of this union may see this.")))
    today = people.local_day(union=union, at=at)
    smallest = charter.whole(union=union, key="privacy.smallest_group", on=today)
    circles = people.list_circles(union=union)
    return union, frozenset(c.agent for c in circles if c.n_people < smallest)


def _event(event: EconomicEvent, veiled: frozenset[UUID]) -> Flow:
    """Write an event; a small circle becomes the union, without what gives it away."""
    if event.receiver not in veiled and event.provider not in veiled:
        return wire.to_wire(event)
    hidden = replace(
        event,
        receiver=event.union if event.receiver in veiled else event.receiver,
        provider=event.union if event.provider in veiled else event.provider,
    )
    telling = {"cw:hash", "cw:previousHash", "cw:key", "satisfies", "fulfills"}
    return {k: v for k, v in wire.to_wire(hidden).items() if k not in telling}


def _steps(steps: tuple[Step, ...], veiled: frozenset[UUID]) -> list[dict[str, object]]:
    return [
        {
            "kind": step.kind,
            "id": step.id,
            "depth": step.depth,
            "came_from": step.came_from,
            "event": None if step.event is None else _event(step.event, veiled),
        }
        for step in steps
    ]


def _things(things: tuple[Any, ...], asked: paging.Asked) -> dict[str, object]:
    return paging.page_of(things, asked, key=lambda thing: thing.id, shown=wire.to_wire)


def _stock(line: StockLine) -> dict[str, object]:
    return {
        "resource": line.resource,
        "name": line.name,
        "specification": line.spec.id,
        "place": None if line.place is None else line.place.id,
        "onhand": _amount(line.onhand),
        "accounting": _amount(line.accounting),
        "expires_on": line.expires_on,
    }


def _amount(measure: Measure) -> dict[str, str]:
    return {
        "amount": f"{measure.decimal.normalize():f}",
        "unit": measure.unit.code,
    }


def _events_of(union: UUID, first: date) -> Iterator[EconomicEvent]:
    last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
    after = 0
    for _batch in range(_MOST_EVENTS // _BATCH):
        events = ledger.list_events(
            union=union, after_seq=after, limit=_BATCH, from_=first, until=last
        )
        yield from events
        if len(events) < _BATCH:
            return
        after = events[-1].seq
