"""Deeds of membership: notice, a hearing, somebody at one's side, the urn, an appeal.

The software takes nothing from anybody: it keeps days, refuses to skip a step, and hands
the question to the urn (H11). Why somebody asks is said at the hearing and to the person,
on paper; it is not typed in here. Nothing on this way is read by any other room, so that
needs, meals and purse go on as before.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from commonweal.commons import deeds
from commonweal.commons.charter import queries as charter
from commonweal.commons.people import queries as people
from commonweal.core.vf import ids
from commonweal.core.vf.problems import NotYours, Problem, Refused, require
from commonweal.rooms.governance.errors import cases as says
from commonweal.rooms.governance.models import (
    MembershipAsker,
    MembershipCase,
)
from commonweal.rooms.governance.queries import sitting
from commonweal.rooms.governance.services import _case_pen as pen
from commonweal.rooms.governance.services import _membership_pen, bringing
from commonweal.rooms.governance.words import cases as words
from commonweal.rooms.governance.words import motions as motion_words


@deeds.deed
def ask_admission(
    *, person: UUID, union: UUID, by: UUID, key: str, at: datetime
) -> UUID:
    """Ask that somebody who is a guest or on trial belongs. They have notice at once."""
    today = pen.require_associate(by=by, union=union, at=at)
    made = ids.id_from_key(union, f"ask_admission:{by}:{key}")
    if MembershipCase.objects.filter(id=made).exists():
        return made
    found = people.find_person(person=person)
    problems: list[Problem] = []
    if found is None or found.union != union:
        problems.append(Problem("person", says.NO_PERSON))
    elif found.status == "associate":
        problems.append(Problem("person", says.IS_ASSOCIATE))
    problems += _problems_with_open(union, person)
    require(problems)
    row = _open_case(made, union, person, "admission", today)
    MembershipAsker.objects.create(case=row, person_id=by, is_in=True)
    _give_notice(row, today, at)
    return made


@deeds.deed
def ask_ending(  # noqa: PLR0913 - about whom, with whom, by whom
    *,
    person: UUID,
    others: tuple[UUID, ...],
    union: UUID,
    by: UUID,
    key: str,
    at: datetime,
) -> UUID:
    """Ask, with others, whether a membership ends. Until all said yes nobody is told."""
    today = pen.require_associate(by=by, union=union, at=at)
    made = ids.id_from_key(union, f"ask_ending:{by}:{key}")
    if MembershipCase.objects.filter(id=made).exists():
        return made
    problems: list[Problem] = []
    if person == by:
        problems.append(Problem("person", says.NOT_ABOUT_YOURSELF))
    elif person not in {one.id for one in people.list_associates(union=union)}:
        problems.append(Problem("person", says.NOT_AN_ASSOCIATE))
    needed = _n_askers(union, today)
    missing = needed - 1 - len(set(others))
    if missing > 0:
        facts = {"n": needed, "more": missing}
        problems.append(Problem("others", says.MORE_ASKERS, facts))
    else:
        pen.people_of(
            others,
            union=union,
            by=by,
            field="others",
            most=words.PARTIES_MOST * 4,
            none=says.NO_PERSON,
            problems=problems,
        )
        if person in others:
            problems.append(Problem("others", says.NO_PERSON))
    problems += _problems_with_open(union, person)
    require(problems)
    row = _open_case(made, union, person, "ending", today)
    MembershipAsker.objects.create(case=row, person_id=by, is_in=True)
    for one in others:
        MembershipAsker.objects.create(case=row, person_id=one)
        pen.tell(union, one, f"membership:{row.id}:asked", at)
    return made


@deeds.deed
def answer_asking(
    *, case: UUID, is_in: bool, union: UUID, by: UUID, at: datetime
) -> None:
    """Say whether one asks this too. Too few left: it is erased, and nobody was told."""
    row, today = _membership_pen.case_of(case, union, by, at)
    asker = row.askers.filter(person_id=by).first()
    if asker is None:
        raise NotYours(Problem("", says.ONLY_AN_ASKER))
    _membership_pen.require_status(row, "asked", "notice", "heard")
    needed = 1 if row.kind == "admission" else _n_askers(union, today)
    if is_in:
        asker.is_in = True
        asker.save(update_fields=["is_in"])
        enough = row.askers.filter(is_in=True).count() >= needed
        if row.status == "asked" and enough:
            _give_notice(row, today, at)
        return
    asker.delete()
    if row.askers.count() < needed:
        if row.status != "asked":
            pen.tell(union, row.person_id, f"membership:{row.id}:over", at)
        row.delete()


@deeds.deed
def name_support(
    *, case: UUID, person: UUID, union: UUID, by: UUID, at: datetime
) -> None:
    """Choose somebody to be at one's side, as the one this is about."""
    row, _today = _membership_pen.case_of(case, union, by, at)
    if by != row.person_id:
        raise NotYours(Problem("", says.ONLY_THE_PERSON))
    known = {one.id for one in people.list_people(union=union)}
    askers = set(row.askers.values_list("person_id", flat=True))
    if person not in known - askers - {by}:
        raise Refused(Problem("person", says.NO_PERSON))
    row.support_id, row.support_is_in = person, False
    row.save(update_fields=["support_id", "support_is_in"])
    pen.tell(union, person, f"membership:{row.id}:support", at)


@deeds.deed
def answer_support(
    *, case: UUID, is_in: bool, union: UUID, by: UUID, at: datetime
) -> None:
    """Say whether one is at their side."""
    row, _today = _membership_pen.case_of(case, union, by, at)
    if by != row.support_id:
        raise NotYours(Problem("", says.ONLY_THE_PERSON))
    row.support_is_in = is_in
    if not is_in:
        row.support_id = None
    row.save(update_fields=["support_id", "support_is_in"])
    pen.tell(union, row.person_id, f"membership:{row.id}:support:{by}:{is_in}", at)


@deeds.deed
def move_hearing(*, case: UUID, day: date, union: UUID, by: UUID, at: datetime) -> None:
    """Move the hearing once, as the person or who is at their side."""
    row, today = _membership_pen.case_of(case, union, by, at)
    _membership_pen.require_theirs(row, by)
    _membership_pen.require_status(row, "notice")
    if row.was_moved:
        raise Refused(Problem("", says.MOVED_ALREADY))
    assert row.hearing_on is not None  # noqa: S101 - notice gives it its day
    last = row.hearing_on + timedelta(days=words.MOVE_DAYS_MOST)
    if not today <= day <= last:
        raise Refused(Problem("day", says.DAY_OUT_OF_RANGE, {"last": last}))
    row.hearing_on, row.was_moved = day, True
    row.save(update_fields=["hearing_on", "was_moved"])
    for one in row.askers.all():
        pen.tell(union, one.person_id, f"membership:{row.id}:moved", at)


@deeds.deed
def note_heard(*, case: UUID, union: UUID, by: UUID, at: datetime) -> None:
    """Write down that the hearing was held.

    The person, or who is at their side, says so on the day or after. If they do not
    come, somebody who asks can write that down a week later; nobody waits for ever.
    """
    row, today = _membership_pen.case_of(case, union, by, at)
    _membership_pen.require_status(row, "notice")
    assert row.hearing_on is not None  # noqa: S101 - notice gives it its day
    theirs = by in {row.person_id, row.support_id}
    first = row.hearing_on
    if not theirs:
        if not row.askers.filter(person_id=by, is_in=True).exists():
            raise NotYours(Problem("", says.ONLY_AN_ASKER))
        first += timedelta(days=words.WAIT_DAYS)
    if today < first:
        wrong = says.HEARING_TO_COME if theirs else says.WAIT_FOR_THEM
        raise Refused(Problem("", wrong, {"day": first}))
    row.heard_on, row.was_there, row.status = today, theirs, "heard"
    row.save(update_fields=["heard_on", "was_there", "status"])


def bring_to_the_urn(  # noqa: PLR0913 - the question as the page words it
    *,
    case: UUID,
    title: str,
    sentence: str,
    text: str,
    union: UUID,
    by: UUID,
    at: datetime,
) -> UUID:
    """Bring the motion, after the hearing, as one who asks. Repeating changes nothing.

    The motion names the person and no grounds. An admission takes effect by itself; the
    end of a membership does not: people see to it, not before the days for basics.
    """
    row = _may_bring(case=case, union=union, by=by, at=at)
    if row.motion_id is not None:
        return row.motion_id
    effects: tuple[motion_words.EffectDraft, ...] = ()
    if row.kind == "admission":
        params = {"person": str(row.person_id)}
        effects = (motion_words.EffectDraft("member.admit", params),)
    draft = motion_words.MotionDraft(
        title=title,
        sentence=sentence,
        text=text,
        matter="membership",
        effects=effects,
        about=row.person_id,
    )
    motion = bringing.bring_motion(
        draft=draft, union=union, by=by, key=f"membership:{case}", at=at
    )
    _link(case=case, motion=motion, union=union, by=by, at=at)
    return motion


def _open_case(
    made: UUID, union: UUID, person: UUID, kind: str, today: date
) -> MembershipCase:
    return MembershipCase.objects.create(
        id=made,
        union_id=union,
        person_id=person,
        kind=kind,
        body_id=sitting.assembly_of(union),
        asked_on=today,
    )


def _give_notice(row: MembershipCase, today: date, at: datetime) -> None:
    """Tell the person. Those who were asked and have not said yes ask no more."""
    row.askers.filter(is_in=False).delete()
    row.status = "notice"
    row.notice_on = today
    row.hearing_on = today + pen.days_of(row.union_id, "membership.notice_days", today)
    row.save(update_fields=["status", "notice_on", "hearing_on"])
    pen.tell(row.union_id, row.person_id, f"membership:{row.id}:notice", at)


@deeds.deed
def _may_bring(*, case: UUID, union: UUID, by: UUID, at: datetime) -> MembershipCase:
    row, _today = _membership_pen.case_of(case, union, by, at)
    if not row.askers.filter(person_id=by, is_in=True).exists():
        raise NotYours(Problem("", says.ONLY_AN_ASKER))
    if row.motion_id is None:
        _membership_pen.require_status(row, "heard")
    return row


@deeds.deed
def _link(*, case: UUID, motion: UUID, union: UUID, by: UUID, at: datetime) -> None:
    row, _today = _membership_pen.case_of(case, union, by, at)
    row.motion_id, row.status = motion, "motion"
    row.save(update_fields=["motion_id", "status"])


def _n_askers(union: UUID, today: date) -> int:
    return charter.whole(union=union, key="membership.askers", on=today)


def _problems_with_open(union: UUID, person: UUID) -> list[Problem]:
    rows = MembershipCase.objects.filter(union_id=union, person_id=person)
    if rows.exclude(status="over").exists():
        return [Problem("person", says.ASKED_ALREADY)]
    return []
