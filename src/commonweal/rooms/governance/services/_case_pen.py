"""What the deeds of talks and memberships share: texts, days, neutral notices."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from commonweal.commons.charter import queries as charter
from commonweal.commons.notices import services as notices
from commonweal.commons.people import permissions as people_permissions
from commonweal.commons.people import queries as people
from commonweal.core.vf.problems import NotFound, Problem
from commonweal.rooms.governance.errors import cases as says
from commonweal.rooms.governance.models import Talk, TalkPart


def require_associate(*, by: UUID, union: UUID, at: datetime) -> date:
    """Refuse who is no associate; return the union's day."""
    people_permissions.require(by=by, union=union, scope="associate", at=at)
    return people.local_day(union=union, at=at)


def days_of(union: UUID, key: str, on: date) -> timedelta:
    """Return so many days as the charter says."""
    return timedelta(days=charter.whole(union=union, key=key, on=on))


def tell(union: UUID, to: UUID, key: str, at: datetime) -> None:
    """Tell one person that something waits, in words that say nothing to others."""
    notices.tell(union=union, to=to, kind="talks.something", facts={}, key=key, at=at)


def text_of(
    text: str, *, field: str, most: int, empty: str | None, problems: list[Problem]
) -> str:
    """Return a text of several lines; what is wrong with it is added."""
    plain = text.replace("\r\n", "\n").strip()
    if not plain and empty is not None:
        problems.append(Problem(field, empty))
    elif len(plain) > most:
        problems.append(Problem(field, says.TOO_LONG, {"most": most}))
    elif not plain.replace("\n", "").replace("\t", "").isprintable():
        problems.append(Problem(field, says.NOT_PRINTABLE))
    return plain


def people_of(  # noqa: PLR0913 - one list and what may be wrong with it
    chosen: Iterable[UUID],
    *,
    union: UUID,
    by: UUID,
    field: str,
    most: int,
    none: str,
    problems: list[Problem],
) -> tuple[UUID, ...]:
    """Return the people chosen; each of the union, once, and not who chooses."""
    found = tuple(chosen)
    known = {one.id for one in people.list_associates(union=union)} - {by}
    if not 1 <= len(found) <= most:
        problems.append(Problem(field, none, {"most": most}))
    elif len(set(found)) != len(found) or not set(found) <= known:
        problems.append(Problem(field, says.NO_PERSON))
    return found


def talk_of(
    *, talk: UUID, union: UUID, by: UUID, at: datetime
) -> tuple[Talk, TalkPart]:
    """Lock a talk for somebody in it; for anybody else there is none."""
    require_associate(by=by, union=union, at=at)
    row = Talk.objects.select_for_update().filter(union_id=union, id=talk).first()
    part = None if row is None else row.parts.filter(person_id=by).first()
    if row is None or part is None:
        raise NotFound(Problem("talk", says.NO_TALK))
    return row, part
