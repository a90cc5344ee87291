"""Who may state needs for whom, and who may run rounds. Asked in the deed."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from commonweal.commons.people import permissions as people_permissions
from commonweal.commons.people import queries as people
from commonweal.core.vf.problems import NotFound, NotYours, Problem
from commonweal.rooms.needs import queries, words


def union_of(*, by: UUID, at: datetime) -> UUID:
    """Return the union of who acts; refuse who takes no part in one."""
    union = people.get_person(person=by).union
    people_permissions.require(by=by, union=union, scope="associate", at=at)
    return union


def require_for(
    *, by: UUID, person: people.PersonView, union: UUID, at: datetime
) -> UUID | None:
    """Refuse who may not state needs for this person; return who typed, if another.

    Everyone states their own; whoever holds a mandate for paper may type for those who
    do not want to use the software (I-22).
    """
    if person.union != union:
        raise NotFound(Problem("who", words.NO_PERSON))
    if person.id == by:
        return None
    if not people_permissions.may(by=by, union=union, scope="paper", at=at):
        raise NotYours(Problem("who", words.TYPE_FOR_OTHERS, {"who": person.name}))
    people_permissions.require(by=by, union=union, scope="paper", at=at)
    return by


def require_rounds(*, by: UUID, union: UUID, at: datetime) -> None:
    """Refuse who holds no mandate to open rounds and hand over."""
    people_permissions.require(by=by, union=union, scope="rounds", at=at)


def require_to_see(
    *, share: queries.ShareView, by: UUID, union: UUID, at: datetime
) -> None:
    """Refuse, as if it were not there, a share that is neither one's own nor to hand over."""
    if share.person == by:
        return
    try:
        require_rounds(by=by, union=union, at=at)
    except NotYours:
        raise NotFound(Problem("share", words.NO_SHARE)) from None
