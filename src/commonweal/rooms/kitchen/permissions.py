"""Who may do what at the common table. Asked in the deed."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from commonweal.commons.people import permissions as people_permissions
from commonweal.commons.people import queries as people
from commonweal.core.vf.problems import NotFound, NotYours
from commonweal.rooms.kitchen import errors


def require_kitchen(*, by: UUID, union: UUID, at: datetime) -> None:
    """Refuse unless they hold a mandate for the kitchen."""
    people_permissions.require(by=by, union=union, scope="kitchen", at=at)


def require_associate(*, by: UUID, union: UUID, at: datetime) -> None:
    """Refuse unless they are an associate of this union."""
    people_permissions.require(by=by, union=union, scope="associate", at=at)


def require_for(
    *, person: UUID, by: UUID, union: UUID, at: datetime
) -> people.PersonView:
    """Refuse who may not speak for this person; return the person.

    Everyone speaks for themselves, guests of the house too; whoever types lists (scope
    "paper" or "kitchen") for others, because paper is as good as a screen (I-22).
    """
    found = people.find_person(person=person)
    if found is None or found.union != union:
        raise NotFound(errors.no_person("person"))
    if person == by:
        people_permissions.require_token(scope="associate")
        return found
    for scope in ("kitchen", "paper"):
        if people_permissions.may(by=by, union=union, scope=scope, at=at):
            people_permissions.require(by=by, union=union, scope=scope, at=at)
            return found
    raise NotYours(errors.not_for_others(found.name))


def require_for_codes(*, person: UUID, by: UUID, union: UUID, at: datetime) -> None:
    """Refuse who may not say what not to serve somebody: they, or a typing helper."""
    found = people.find_person(person=person)
    if found is None or found.union != union:
        raise NotFound(errors.no_person("person"))
    if person == by:
        people_permissions.require_token(scope="associate")
    else:
        people_permissions.require(by=by, union=union, scope="paper", at=at)


def may_kitchen(*, by: UUID, union: UUID, at: datetime) -> bool:
    """Say whether they hold a mandate for the kitchen."""
    return people_permissions.may(by=by, union=union, scope="kitchen", at=at)


def require_paper(*, by: UUID, union: UUID, at: datetime) -> None:
    """Refuse unless they hold a mandate to type for others."""
    people_permissions.require(by=by, union=union, scope="paper", at=at)
