"""Deeds after the urn: its outcome is taken over, and people outside are asked (H11)."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from commonweal.commons import deeds
from commonweal.commons.people import queries as people
from commonweal.core.tally import lots
from commonweal.core.vf.problems import NotFound, NotYours, Problem, Refused, require
from commonweal.rooms.governance.errors import cases as says
from commonweal.rooms.governance.models import (
    AppealSeat,
    MembershipCase,
    Motion,
)
from commonweal.rooms.governance.queries import sitting
from commonweal.rooms.governance.services import _case_pen as pen
from commonweal.rooms.governance.services import _membership_pen
from commonweal.rooms.governance.words import cases as words


@deeds.deed
def note_decided(*, case: UUID, union: UUID, by: UUID, at: datetime) -> None:
    """Take over what the urn said, with the days for an appeal and for the basics."""
    row, today = _membership_pen.case_of(case, union, by, at)
    settle(row, today, at)


@deeds.deed
def appeal(  # noqa: PLR0913 - by whom, with which lot or which people outside
    *,
    case: UUID,
    seed: str,
    outside: tuple[str, ...] = (),
    union: UUID,
    by: UUID,
    at: datetime,
) -> None:
    """Appeal, as the person or who is at their side, to people who did not decide.

    Three drawn by lot from who is not in the body; where all of us decided, three of
    another union, by name.
    """
    row, today = _membership_pen.case_of(case, union, by, at)
    settle(row, today, at)
    _membership_pen.require_theirs(row, by)
    _membership_pen.require_status(row, "decided")
    assert row.appeal_until is not None  # noqa: S101 - settled with its day
    if today > row.appeal_until:
        raise Refused(Problem("", says.APPEAL_OVER, {"day": row.appeal_until}))
    members = sitting.members_of(union=union, body=row.body_id, at=at).names
    bound = {row.person_id, row.support_id}
    bound |= set(row.askers.values_list("person_id", flat=True))
    everybody = {one.id for one in people.list_associates(union=union)}
    pool = everybody - set(members) - bound
    if len(pool) >= words.APPEAL_SEATS:
        drawn = lots.in_order_of_lot(seed, [str(one) for one in pool])
        for one in drawn[: words.APPEAL_SEATS]:
            AppealSeat.objects.create(case=row, person_id=UUID(one))
            pen.tell(union, UUID(one), f"membership:{row.id}:appeal", at)
    else:
        for name in _outside_names(outside):
            AppealSeat.objects.create(case=row, name=name)
    row.status, row.appealed_on = "appeal", today
    row.save(update_fields=["status", "appealed_on"])


@deeds.deed
def say_in_appeal(  # noqa: PLR0913 - which seat, what it says
    *, case: UUID, seat: UUID, said: str, union: UUID, by: UUID, at: datetime
) -> None:
    """Say, on one's seat, whether the decision stands. When all have, it is over."""
    row = _membership_pen.row_of(case, union)
    today = pen.require_associate(by=by, union=union, at=at)
    place = row.seats.filter(id=seat).first()
    if place is None:
        raise NotFound(Problem("seat", says.NO_CASE))
    _membership_pen.require_status(row, "appeal")
    if place.person_id is not None and place.person_id != by:
        raise NotYours(Problem("", says.NOT_YOUR_SEAT))
    askers = set(row.askers.values_list("person_id", flat=True))
    if place.person_id is None and by in askers | {row.person_id}:
        raise NotYours(Problem("", says.NOT_YOU_TO_TYPE))
    if said not in words.APPEAL_SAYS:
        raise Refused(Problem("said", says.UNKNOWN_APPEAL))
    place.said = said
    place.save(update_fields=["said"])
    spoken = list(row.seats.values_list("said", flat=True))
    if all(spoken):
        _end_appeal(row, spoken, today, at)


def settle(row: MembershipCase, today: date, at: datetime) -> None:
    """Take over the outcome of the motion, once it has one; part of a deed."""
    if row.status != "motion":
        return
    assert row.motion_id is not None  # noqa: S101 - the step gives it its motion
    motion = Motion.objects.get(id=row.motion_id)
    if motion.stage in {"withdrawn", "lapsed"}:
        _membership_pen.over(row, today)
        return
    if motion.stage not in {"adopted", "carried_out", "blocked", "not_adopted"}:
        return
    union = row.union_id
    row.is_adopted = motion.stage != "not_adopted"
    row.decided_on = today
    row.appeal_until = today + pen.days_of(union, "membership.appeal_days", today)
    row.basics_until = today + pen.days_of(union, "membership.basics_days", today)
    row.status = "decided"
    row.save()
    pen.tell(union, row.person_id, f"membership:{row.id}:decided", at)


def end_if_over(row: MembershipCase, today: date) -> None:
    """End a decided case when its days for an appeal have passed; part of a deed."""
    if row.status == "decided" and row.appeal_until and today > row.appeal_until:
        _membership_pen.over(row, today)


def _end_appeal(
    row: MembershipCase, spoken: list[str], today: date, at: datetime
) -> None:
    """End an appeal with what most seats said; where none has most, it is again."""
    most = max(words.APPEAL_SAYS, key=spoken.count)
    row.appeal_said = most if spoken.count(most) * 2 > len(spoken) else "again"
    if row.appeal_said == "again":
        row.status = "heard"
        row.motion_id = row.decided_on = row.is_adopted = None
        row.appeal_until = row.basics_until = row.appealed_on = None
        row.save()
        row.seats.all().delete()
    else:
        row.save(update_fields=["appeal_said"])
        _membership_pen.over(row, today)
    pen.tell(row.union_id, row.person_id, f"membership:{row.id}:appealed:{today}", at)


def _outside_names(outside: tuple[str, ...]) -> tuple[str, ...]:
    problems: list[Problem] = []
    facts = {"n": words.APPEAL_SEATS}
    written = [name for name in outside if name.strip()]
    if len(written) != words.APPEAL_SEATS:
        raise Refused(Problem("outside", says.OUTSIDE_PEOPLE, facts))
    found = tuple(
        pen.text_of(
            name,
            field="outside",
            most=words.NAME_LETTERS,
            empty=says.GIVE_A_NAME,
            problems=problems,
        )
        for name in written
    )
    require(problems)
    return found
