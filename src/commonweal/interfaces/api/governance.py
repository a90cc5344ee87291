"""Who decides and how, for programs: bodies, methods, being away, what awaits me."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status

from commonweal.commons.people import queries as people
from commonweal.interfaces.api import auth, paging
from commonweal.interfaces.api import governance_in_shapes as sent
from commonweal.interfaces.api import governance_shapes as shapes
from commonweal.interfaces.api.stores import associate
from commonweal.rooms.governance import queries, services
from commonweal.rooms.governance.words import BodyView

router = Router(tags=["deciding"])


@router.get(
    "/decide/bodies", response=paging.Page[shapes.BodyOut], operation_id="list_bodies"
)
def list_bodies(request: HttpRequest, asked: paging.Paged) -> dict[str, object]:
    """List the assembly and the circles."""
    person, union, _at = associate(request)
    listed = queries.list_bodies(union=union, person=person)
    return paging.page_of(listed, asked, key=lambda one: one.id)


@router.get(
    "/decide/bodies/{uuid:body}", response=shapes.BodyOut, operation_id="get_body"
)
def get_body(request: HttpRequest, body: UUID) -> BodyView:
    """Give one body."""
    person, union, _at = associate(request)
    return queries.get_body(union=union, body=body, person=person)


@router.get(
    "/decide/bodies/{uuid:body}/members",
    response=paging.Page[shapes.MemberOut],
    operation_id="list_body_members",
)
def list_members(
    request: HttpRequest, body: UUID, asked: paging.Paged
) -> dict[str, object]:
    """List who is in a circle, and who asks to be."""
    _person, union, _at = associate(request)
    listed = queries.list_members(union=union, body=body)
    return paging.page_of(listed, asked, key=lambda one: one.person)


@router.get(
    "/decide/bodies/{uuid:body}/methods",
    response=paging.Page[shapes.MethodOut],
    operation_id="list_methods",
)
def list_methods(
    request: HttpRequest, body: UUID, asked: paging.Paged
) -> dict[str, object]:
    """List how a body decides each matter."""
    person, union, at = associate(request)
    queries.get_body(union=union, body=body, person=person)
    on = people.local_day(union=union, at=at)
    listed = queries.list_methods(union=union, body=body, on=on)
    return paging.page_of(listed, asked, key=lambda one: one.matter)


@router.put(
    "/decide/bodies/{uuid:body}/membership",
    response={204: None},
    operation_id="join_body",
)
def join_body(request: HttpRequest, body: UUID) -> Status[None]:
    """Ask to be in a circle."""
    by, union, at = auth.actor(request)
    services.join_body(body=body, union=union, by=by, at=at)
    return Status(204, None)


@router.delete(
    "/decide/bodies/{uuid:body}/membership",
    response={204: None},
    operation_id="leave_body",
)
def leave_body(request: HttpRequest, body: UUID) -> Status[None]:
    """Leave a circle, now and without a reason."""
    by, union, at = auth.actor(request)
    services.leave_body(body=body, union=union, by=by, at=at)
    return Status(204, None)


@router.post(
    "/decide/bodies/{uuid:body}/welcome",
    response={204: None},
    operation_id="welcome_to_body",
)
def welcome(request: HttpRequest, body: UUID, welcomed: sent.WelcomeIn) -> Status[None]:
    """Say yes to somebody who asked."""
    by, union, at = auth.actor(request)
    services.welcome(body=body, person=welcomed.person, union=union, by=by, at=at)
    return Status(204, None)


@router.get("/me/away", response=shapes.AwayOut, operation_id="get_away")
def get_away(request: HttpRequest) -> dict[str, object]:
    """Say until when one is away."""
    person, union, at = associate(request)
    return {"until": queries.away_until(union=union, person=person, at=at)}


@router.put("/me/away", response={204: None}, operation_id="set_away")
def set_away(request: HttpRequest, away: sent.AwayIn) -> Status[None]:
    """Say that one is away until a day; it takes no right."""
    by, union, at = auth.actor(request)
    services.set_away(until=away.until, union=union, by=by, at=at)
    return Status(204, None)


@router.delete("/me/away", response={204: None}, operation_id="set_back")
def set_back(request: HttpRequest) -> Status[None]:
    """Say that one is back."""
    by, union, at = auth.actor(request)
    services.set_back(union=union, by=by, at=at)
    return Status(204, None)
