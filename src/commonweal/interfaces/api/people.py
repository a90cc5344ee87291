"""People for programs: oneself, the people and circles of one's union, notices."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext
from ninja import Router, Schema, Status

from commonweal.commons.notices import queries as notices_queries
from commonweal.commons.notices import services as notices_services
from commonweal.commons.people import queries as people
from commonweal.commons.people import services
from commonweal.interfaces.api import auth, base, paging

router = Router(tags=["people"])


class UnionOut(Schema):
    """A union."""

    id: UUID
    name: str
    place: str
    language: str
    currency: str
    time_zone: str
    is_being_founded: bool


class MeOut(Schema):
    """Oneself, as this node knows one."""

    id: UUID
    name: str
    circle: UUID | None
    status: str
    language: str
    union: UnionOut
    scopes: list[str]
    token_scopes: list[str]


class PersonOut(Schema):
    """Somebody of the union."""

    id: UUID
    name: str
    circle: UUID | None
    status: str
    has_account: bool


class CircleOut(Schema):
    """A circle. How many receive there is no secret inside the union."""

    id: UUID
    name: str
    n_people: int


class NoticeOut(Schema):
    """A fact that was told."""

    id: UUID
    kind: str
    words: str
    facts: dict[str, Any]
    told_at: datetime
    is_read: bool


class NameIn(Schema):
    """A name."""

    name: str


class LanguageIn(Schema):
    """A language code; empty for the union's."""

    language: str


class ChoiceIn(Schema):
    """A circle; null for the union as a whole."""

    circle: UUID | None = None


class PersonIn(Schema):
    """Somebody who does not sign in."""

    name: str
    circle: UUID | None = None
    status: str = "associate"


@router.get("/me", response=MeOut, operation_id="get_me")
def get_me(request: HttpRequest) -> dict[str, object]:
    """Say who one is here and what one may do, oneself and with this token."""
    who = auth.caller(request)
    scopes = people.scopes_of(person=who.person.id, at=who.at)
    return {
        "id": who.person.id,
        "name": who.person.name,
        "circle": who.person.circle,
        "status": who.person.status,
        "language": who.person.language,
        "union": who.union,
        "scopes": sorted(scopes),
        "token_scopes": sorted(scopes & set(who.token.scopes)),
    }


@router.get("/me/data", response=dict[str, Any], operation_id="get_own_data")
def get_own_data(request: HttpRequest) -> dict[str, Any]:
    """Give everything kept about oneself, as tables by name."""
    person, _union, at = auth.actor(request)
    return dict(services.export_own_data(person=person, by=person, at=at))


@router.post("/me/name", response=PersonOut, operation_id="rename_me")
def rename_me(request: HttpRequest, body: NameIn) -> people.PersonView:
    """Be called otherwise."""
    person, _union, at = auth.actor(request)
    return services.rename_person(person=person, name=body.name, by=person, at=at)


@router.post("/me/language", response=PersonOut, operation_id="choose_language")
def choose_language(request: HttpRequest, body: LanguageIn) -> people.PersonView:
    """Choose the language one is spoken to in."""
    person, _union, at = auth.actor(request)
    return services.choose_language(
        person=person, language=body.language, by=person, at=at
    )


@router.post("/me/circle", response=PersonOut, operation_id="choose_circle")
def choose_circle(request: HttpRequest, body: ChoiceIn) -> people.PersonView:
    """Choose where one receives. It changes nothing one may have."""
    person, _union, at = auth.actor(request)
    return services.move_to_circle(person=person, circle=body.circle, by=person, at=at)


@router.post("/me/leave", response={204: None}, operation_id="leave")
def leave(request: HttpRequest) -> Status[None]:
    """Leave the union now and be forgotten. Nobody is asked; it cannot be taken back."""
    person, _union, at = auth.actor(request)
    services.leave(person=person, by=person, at=at)
    return Status(204, None)


@router.get("/union", response=UnionOut, operation_id="get_union")
def get_union(request: HttpRequest) -> people.UnionView:
    """Say which union this is."""
    return auth.caller(request).union


@router.get("/people", response=paging.Page[PersonOut], operation_id="list_people")
def list_people(request: HttpRequest, asked: paging.Paged) -> dict[str, object]:
    """List the people of the union by name."""
    _person, union, _at = auth.actor(request)
    return paging.page_of(
        people.list_people(union=union), asked, key=lambda one: one.id
    )


@router.post("/people", response={201: PersonOut}, operation_id="add_person")
def add_person(
    request: HttpRequest, body: PersonIn, key: base.IdempotencyKey
) -> Status[people.PersonView]:
    """Enter somebody who does not sign in; it is recorded who did."""
    person, union, at = auth.actor(request)
    return Status(
        201, services.add_person(union=union, **body.dict(), by=person, at=at, key=key)
    )


@router.post(
    "/people/{person}/circle", response=PersonOut, operation_id="choose_circle_for"
)
def choose_circle_for(
    request: HttpRequest, person: UUID, body: ChoiceIn
) -> people.PersonView:
    """Type for somebody who does not sign in where they receive."""
    by, _union, at = auth.actor(request)
    return services.move_to_circle(person=person, circle=body.circle, by=by, at=at)


@router.post("/people/{person}/leave", response={204: None}, operation_id="leave_for")
def leave_for(request: HttpRequest, person: UUID) -> Status[None]:
    """Type for somebody who does not sign in that they leave."""
    by, _union, at = auth.actor(request)
    services.leave(person=person, by=by, at=at)
    return Status(204, None)


@router.get("/circles", response=paging.Page[CircleOut], operation_id="list_circles")
def list_circles(request: HttpRequest, asked: paging.Paged) -> dict[str, object]:
    """List the circles of the union by name."""
    _person, union, _at = auth.actor(request)
    return paging.page_of(
        people.list_circles(union=union), asked, key=lambda one: one.id
    )


@router.post("/circles", response={201: CircleOut}, operation_id="add_circle")
def add_circle(
    request: HttpRequest, body: NameIn, key: base.IdempotencyKey
) -> Status[people.CircleView]:
    """Form a circle."""
    person, union, at = auth.actor(request)
    return Status(
        201, services.add_circle(union=union, name=body.name, by=person, at=at, key=key)
    )


@router.post("/circles/{circle}/name", response=CircleOut, operation_id="rename_circle")
def rename_circle(
    request: HttpRequest, circle: UUID, body: NameIn
) -> people.CircleView:
    """Call the circle one receives in otherwise."""
    person, union, at = auth.actor(request)
    return services.rename_circle(
        union=union, circle=circle, name=body.name, by=person, at=at
    )


@router.post("/circles/{circle}/end", response={204: None}, operation_id="end_circle")
def end_circle(request: HttpRequest, circle: UUID) -> Status[None]:
    """End a circle nobody receives in."""
    person, union, at = auth.actor(request)
    services.end_circle(union=union, circle=circle, by=person, at=at)
    return Status(204, None)


@router.get("/notices", response=paging.Page[NoticeOut], operation_id="list_notices")
def list_notices(request: HttpRequest, asked: paging.Paged) -> dict[str, object]:
    """List what has been told to one, newest first."""
    person, _union, at = auth.actor(request)
    return paging.page_of(
        notices_queries.list_for(person=person, at=at),
        asked,
        key=lambda one: one.id,
        shown=_notice,
    )


@router.post("/notices/{notice}/away", response={204: None}, operation_id="put_away")
def put_away(request: HttpRequest, notice: UUID) -> Status[None]:
    """Put a notice away."""
    person, _union, at = auth.actor(request)
    notices_services.mark_read(notice=notice, by=person, at=at)
    return Status(204, None)


def _notice(notice: notices_queries.NoticeView) -> dict[str, object]:
    return {
        "id": notice.id,
        "kind": notice.kind,
        "words": gettext(notice.message) % dict(notice.params),
        "facts": dict(notice.facts),
        "told_at": notice.told_at,
        "is_read": notice.is_read,
    }
