"""What the deeds of membership and of appeals share: the row, and whose step it is."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from commonweal.commons.people import permissions as people_permissions
from commonweal.commons.people import queries as people
from commonweal.core.vf.problems import NotFound, NotYours, Problem, Refused
from commonweal.rooms.governance.errors import cases as says
from commonweal.rooms.governance.models import MembershipCase
from commonweal.rooms.governance.queries import memberships
from commonweal.rooms.governance.services import _case_pen


def over(row: MembershipCase, today: date) -> None:
    """End a case; it is erased some days after what it protects."""
    keep = _case_pen.days_of(row.union_id, "talks.keep_days", today)
    row.status = "over"
    row.erase_on = max(today, row.basics_until or today) + keep
    row.save(update_fields=["status", "erase_on"])


def row_of(case: UUID, union: UUID) -> MembershipCase:
    """Lock the row of a case of this union, or refuse."""
    rows = MembershipCase.objects.select_for_update()
    row = rows.filter(union_id=union, id=case).first()
    if row is None:
        raise NotFound(Problem("case", says.NO_CASE))
    return row


def case_of(
    case: UUID, union: UUID, by: UUID, at: datetime
) -> tuple[MembershipCase, date]:
    """Lock a case for somebody in it; for anybody else there is none."""
    people_permissions.require_token(
        scope="associate"
    )  # guests have no scope of theirs
    today = people.local_day(union=union, at=at)
    row = row_of(case, union)
    if not memberships.may_read(row, by):
        raise NotFound(Problem("case", says.NO_CASE))
    return row, today


def require_status(row: MembershipCase, *allowed: str) -> None:
    """Refuse what does not belong to this step."""
    if row.status not in allowed:
        raise Refused(Problem("", says.NOT_NOW))


def require_theirs(row: MembershipCase, by: UUID) -> None:
    """Refuse who is neither the person nor at their side."""
    support = row.support_id if row.support_is_in else None
    if by not in {row.person_id, support}:
        raise NotYours(Problem("", says.ONLY_THE_PERSON))
