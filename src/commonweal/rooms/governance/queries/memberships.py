"""What can be asked about questions of membership, by those who are part of one."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q

from commonweal.commons.charter import queries as charter
from commonweal.commons.people import queries as people
from commonweal.core.vf.problems import NotFound, Problem
from commonweal.rooms.governance.errors import cases as says
from commonweal.rooms.governance.models import AppealSeat, MembershipCase
from commonweal.rooms.governance.queries import sitting
from commonweal.rooms.governance.words import cases as words
from commonweal.rooms.governance.words import motions

LIST_LIMIT = 100


def list_cases(
    *, union: UUID, person: UUID, at: datetime
) -> tuple[words.CaseView, ...]:
    """List the questions somebody is part of. The person reads from the notice on."""
    today = people.local_day(union=union, at=at)
    about_me = Q(person_id=person) & ~Q(status="asked")
    found = (
        MembershipCase.objects.filter(union_id=union)
        .filter(
            about_me
            | Q(askers__person_id=person)
            | Q(support_id=person)
            | Q(seats__person_id=person)
        )
        .distinct()
        .order_by("-asked_on", "id")[:LIST_LIMIT]
    )
    names = sitting.names_of(union)
    return tuple(_view(row, names, person, today) for row in found)


def get_case(*, union: UUID, case: UUID, person: UUID, at: datetime) -> words.CaseView:
    """Return a question of membership to somebody in it; for others there is none.

    While an appeal waits for what people of another union said, any associate who is
    given the address can read that, to type it in.
    """
    row = MembershipCase.objects.filter(union_id=union, id=case).first()
    if row is None or not (may_read(row, person) or _may_type(row)):
        raise NotFound(Problem("case", says.NO_CASE))
    today = people.local_day(union=union, at=at)
    return _view(row, sitting.names_of(union), person, today)


def problems_with(draft: motions.MotionDraft, union: UUID) -> list[Problem]:
    """Return what is wrong with a motion of membership: nobody goes past the hearing."""
    if draft.matter != "membership":
        return []
    named = {one.params.get("person", "") for one in draft.effects}
    about = {str(draft.about)} if draft.about is not None else set()
    heard = MembershipCase.objects.filter(
        union_id=union, status__in=["heard", "motion"]
    ).values_list("person_id", flat=True)
    if (named | about) - {""} <= {str(one) for one in heard} and about:
        return []
    return [Problem("about", says.NOTICE_AND_HEARING_FIRST)]


def may_read(row: MembershipCase, person: UUID) -> bool:
    """Say whether somebody is in this: the person not before they have notice."""
    if person == row.person_id:
        return row.status != "asked"
    return (
        person == row.support_id
        or row.askers.filter(person_id=person).exists()
        or row.seats.filter(person_id=person).exists()
    )


def _may_type(row: MembershipCase) -> bool:
    return row.status == "appeal" and row.seats.filter(person_id=None).exists()


def _view(
    row: MembershipCase, names: sitting.Names, person: UUID, today: date
) -> words.CaseView:
    asking = row.askers.filter(is_in=True).values_list("person_id", flat=True)
    return words.CaseView(
        id=row.id,
        kind=row.kind,
        person=row.person_id,
        person_name=names.get(row.person_id, ""),
        is_about_me=row.person_id == person,
        status=row.status,
        askers=tuple(sorted(names[one] for one in asking if one in names)),
        n_askers_needed=1
        if row.kind == "admission"
        else charter.whole(union=row.union_id, key="membership.askers", on=today),
        asked_on=row.asked_on,
        notice_on=row.notice_on,
        hearing_on=row.hearing_on,
        heard_on=row.heard_on,
        was_there=row.was_there,
        support=row.support_id,
        support_name=names.get(row.support_id, "") if row.support_id else "",
        support_is_in=row.support_is_in,
        motion=row.motion_id,
        decided_on=row.decided_on,
        is_adopted=row.is_adopted,
        appeal_until=row.appeal_until,
        appeal_said=row.appeal_said,
        basics_until=row.basics_until,
        seats=tuple(_seat(one, names, person) for one in row.seats.order_by("id")),
        may=_may(row, person, today),
    )


def _seat(row: AppealSeat, names: sitting.Names, person: UUID) -> words.SeatView:
    typed = row.person_id is None
    return words.SeatView(
        id=row.id,
        name=row.name if row.person_id is None else names.get(row.person_id, ""),
        is_mine=row.person_id == person,
        is_typed=typed,
        has_said=bool(row.said),
    )


def _may(row: MembershipCase, person: UUID, today: date) -> frozenset[str]:
    """Return what the reader can do now."""
    asker = row.askers.filter(person_id=person).first()
    theirs = person == row.person_id or (person == row.support_id and row.support_is_in)
    hearing = row.hearing_on or today
    waited = hearing + timedelta(days=words.WAIT_DAYS)
    is_asking = asker is not None and asker.is_in
    in_time = row.appeal_until is not None and today <= row.appeal_until
    allowed = {
        "answer_asking": asker is not None
        and not asker.is_in
        and row.status == "asked",
        "take_back": is_asking and row.status in {"asked", "notice", "heard"},
        "name_support": person == row.person_id and row.status != "over",
        "answer_support": person == row.support_id and not row.support_is_in,
        "move_hearing": theirs and row.status == "notice" and not row.was_moved,
        "note_heard": row.status == "notice"
        and ((theirs and today >= hearing) or (is_asking and today >= waited)),
        "bring": is_asking and row.status == "heard",
        "appeal": theirs and row.status == "decided" and in_time,
        "say": row.status == "appeal"
        and (
            row.seats.filter(person_id=person).exists()
            or (_may_type(row) and asker is None and person != row.person_id)
        ),
    }
    return frozenset(name for name, is_allowed in allowed.items() if is_allowed)
