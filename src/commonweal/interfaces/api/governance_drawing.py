"""Drawing people by lot, for programs: the crisis roster, and roles nobody wants."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status

from commonweal.commons.people import queries as people
from commonweal.interfaces.api import base
from commonweal.interfaces.api.governance_powers import acting
from commonweal.interfaces.api.store_shapes import IdOut
from commonweal.interfaces.api.stores import associate
from commonweal.rooms.governance.queries import powers
from commonweal.rooms.governance.services import drawing

router = Router(tags=["deciding: powers"])


class DrawIn(Schema):
    """What is drawn from everybody, how many, and who tells."""

    what_for: str
    places: int
    tellers: list[UUID]


class RoleIn(Schema):
    """The decision that says a role is drawn, and its days."""

    decision: int
    duties: str = ""
    begins: date
    ends: date


class SeatOut(Schema):
    """Somebody on the crisis roster."""

    person: UUID
    name: str
    until: date


class SeatedOut(Schema):
    """How many were seated."""

    n_seated: int


@router.get("/decide/roster", response=list[SeatOut], operation_id="list_crisis_roster")
def list_roster(request: HttpRequest) -> list[dict[str, object]]:
    """List who is on the crisis roster now."""
    _person, union, at = associate(request)
    on = people.local_day(union=union, at=at)
    listed = powers.list_roster(union=union, on=on)
    return [
        {"person": who, "name": name, "until": until} for who, name, until in listed
    ]


@router.post("/decide/drawing", response={201: IdOut}, operation_id="begin_drawing")
def begin(
    request: HttpRequest, body: DrawIn, key: base.IdempotencyKey
) -> Status[dict[str, UUID]]:
    """Begin a public lottery among all associates; it goes on as any lottery does."""
    made = drawing.begin_drawing(**body.dict(), key=key, **acting(request))
    return Status(201, {"id": made})


@router.post(
    "/decide/drawing/{uuid:lottery}/roster",
    response=SeatedOut,
    operation_id="seat_crisis_roster",
)
def seat_roster(request: HttpRequest, lottery: UUID) -> dict[str, int]:
    """Seat who was drawn on the crisis roster."""
    return {"n_seated": drawing.seat_roster(lottery=lottery, **acting(request))}


@router.post(
    "/decide/drawing/{uuid:lottery}/role",
    response=SeatedOut,
    operation_id="give_drawn_role",
)
def give_role(request: HttpRequest, lottery: UUID, body: RoleIn) -> dict[str, int]:
    """Give a role without rights to who was drawn for it."""
    given = drawing.give_drawn_role(lottery=lottery, **body.dict(), **acting(request))
    return {"n_seated": len(given)}
