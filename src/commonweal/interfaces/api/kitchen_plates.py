"""How somebody eats, for programs: what is usual, days away, what not to serve."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Router, Status

from commonweal.commons.people import permissions
from commonweal.commons.people import queries as people
from commonweal.core.vf.problems import NotFound
from commonweal.interfaces.api import auth
from commonweal.interfaces.api import kitchen_shapes as shapes
from commonweal.interfaces.api.store_shapes import IdOut, Strict
from commonweal.interfaces.api.stores import associate
from commonweal.rooms.kitchen import errors, queries, services, words

router = Router(tags=["kitchen"])


class UsualIn(Strict):
    """When somebody usually eats here. ``eats`` null: every meal; a time left out: never."""

    starts_on: date
    ends_on: date | None = None
    eats: dict[str, list[str]] | None = None
    size: str = "whole"
    late_plate: bool = False


class AwayIn(Strict):
    """The first and the last day away."""

    first: date
    last: date


class CodesIn(Strict):
    """What not to serve somebody; none at all forgets it."""

    codes: list[str] = Field(max_length=100)
    is_named: bool = False


@router.get(
    "/table/plates/{uuid:person}/usual",
    response=list[shapes.UsualOut],
    operation_id="list_usual",
)
def list_usual(request: HttpRequest, person: UUID) -> object:
    """List when somebody usually eats here: oneself, or who one types for."""
    union, on = _may_read(request, person)
    return list(queries.own_usual(union=union, person=person, on=on))


@router.post(
    "/table/plates/{uuid:person}/usual",
    response={201: IdOut},
    operation_id="set_usual",
)
def set_usual(
    request: HttpRequest, person: UUID, body: UsualIn
) -> Status[dict[str, UUID]]:
    """Say when somebody usually eats here, and which plate."""
    by, union, at = auth.actor(request)
    eats = None
    if body.eats is not None:
        eats = {time: tuple(days) for time, days in body.eats.items()}
    draft = words.UsualDraft(person=person, **{**body.dict(), "eats": eats})
    made = services.set_usual(draft=draft, union=union, by=by, at=at)
    return Status(201, {"id": made})


@router.post(
    "/table/plates/{uuid:person}/away", response={201: IdOut}, operation_id="be_away"
)
def be_away(
    request: HttpRequest, person: UUID, body: AwayIn
) -> Status[dict[str, UUID]]:
    """Eat elsewhere on some days. Nobody asks why."""
    by, union, at = auth.actor(request)
    made = services.be_away(
        person=person, days=(body.first, body.last), union=union, by=by, at=at
    )
    return Status(201, {"id": made})


@router.delete(
    "/table/usual/{uuid:usual}", response={204: None}, operation_id="end_usual"
)
def end_usual(request: HttpRequest, usual: UUID) -> Status[None]:
    """Take back what was said of usual days or days away."""
    by, union, at = auth.actor(request)
    services.end_usual(usual=usual, union=union, by=by, at=at)
    return Status(204, None)


@router.get(
    "/table/plates/{uuid:person}/codes",
    response=shapes.CodesOut,
    operation_id="get_codes",
)
def get_codes(request: HttpRequest, person: UUID) -> object:
    """Give what not to serve somebody: oneself, or who one types for."""
    union, _on = _may_read(request, person)
    _by, _union, at = auth.actor(request)
    kept = queries.own_codes(union=union, person=person, at=at)
    if kept is not None:
        return kept
    readers = queries.readers_of_codes(union=union, at=at)
    return {"codes": [], "is_named": False, "keep_until": None, "readers": readers}


@router.put(
    "/table/plates/{uuid:person}/codes",
    response={204: None},
    operation_id="state_codes",
)
def state_codes(request: HttpRequest, person: UUID, body: CodesIn) -> Status[None]:
    """Say what not to serve somebody. Never why."""
    by, union, at = auth.actor(request)
    draft = words.CodesDraft(
        person=person, codes=tuple(body.codes), is_named=body.is_named
    )
    services.state_codes(draft=draft, union=union, by=by, at=at)
    return Status(204, None)


@router.post(
    "/table/plates/{uuid:person}/codes/renew",
    response={204: None},
    operation_id="renew_codes",
)
def renew_codes(request: HttpRequest, person: UUID) -> Status[None]:
    """Keep what not to serve somebody for another time."""
    by, union, at = auth.actor(request)
    services.renew_codes(person=person, union=union, by=by, at=at)
    return Status(204, None)


def _may_read(request: HttpRequest, person: UUID) -> tuple[UUID, date]:
    """Refuse who asks about somebody they do not type for; return union and today."""
    by, union, at = associate(request)
    found = people.find_person(person=person)
    if found is None or found.union != union:
        raise NotFound(errors.no_person("person"))
    if person != by:
        permissions.require(by=by, union=union, scope="paper", at=at)
    return union, people.local_day(union=union, at=at)
