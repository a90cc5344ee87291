"""Membership: notice, hearing, somebody at one's side, the urn, an appeal outside (H11)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest

from commonweal.commons.notices import queries as notices
from commonweal.commons.people import queries as people
from commonweal.commons.people.models import Person
from commonweal.core.vf.problems import NotFound, NotYours, Refused
from commonweal.rooms.governance.models import Body, MembershipCase, Motion
from commonweal.rooms.governance.queries import memberships
from commonweal.rooms.governance.services import appeals, bringing, keeping_cases
from commonweal.rooms.governance.services import memberships as deeds
from commonweal.rooms.governance.words import MotionDraft
from commonweal.rooms.kitchen import queries as kitchen
from commonweal.rooms.needs import queries as needs
from commonweal.rooms.needs import services as needs_services
from commonweal.rooms.purse import queries as purse
from tests.rooms.kitchen_cast import TUESDAY, add_dish, add_food, counts, line, plan
from tests.rooms.needs_cast import add_kind, written
from tests.rooms.purse_cast import note, purse_of

AT = datetime(2026, 11, 23, 8, tzinfo=UTC)
DAY = date(2026, 11, 23)


@pytest.fixture
def cast(lentil_house, kofi, lena, ana, ben, chidi):
    return SimpleNamespace(
        union=lentil_house, id=lentil_house.id, kofi=kofi, lena=lena, ana=ana, ben=ben,
        chidi=chidi,
    )  # fmt: skip


def how(cast, by, days=0):
    return {"union": cast.id, "by": by.id, "at": AT + timedelta(days=days)}


def ask(cast, *others, key="c"):
    """Let kofi ask about ben's membership, with others."""
    others = others or (cast.lena, cast.ana)
    return deeds.ask_ending(
        person=cast.ben.id, others=tuple(one.id for one in others), key=key,
        **how(cast, cast.kofi),
    )  # fmt: skip


def with_notice(cast):
    case = ask(cast)
    for one in (cast.lena, cast.ana):
        deeds.answer_asking(case=case, is_in=True, **how(cast, one))
    return case


def view(cast, case, person=None, days=0):
    return memberships.get_case(
        union=cast.id, case=case, person=(person or cast.ben).id,
        at=AT + timedelta(days=days),
    )  # fmt: skip


def bring(cast, case, days):
    return deeds.bring_to_the_urn(
        case=case, title="A membership", sentence="Whether it ends.",
        text="Why is said at the hearing.", **how(cast, cast.kofi, days),
    )  # fmt: skip


def decide(cast, case, days, *, adopted=True):
    """Let the urn say what it says; counting has its own tests."""
    motion = MembershipCase.objects.get(id=case).motion_id
    Motion.objects.filter(id=motion).update(
        stage="adopted" if adopted else "not_adopted"
    )
    keeping_cases.keep_cases(union=cast.id, at=AT + timedelta(days=days))


def to_the_urn(cast):
    case = with_notice(cast)
    deeds.note_heard(case=case, **how(cast, cast.ben, 14))
    bring(cast, case, 14)
    return case


def test_nobody_is_told_before_enough_people_ask(cast):
    """H11: no sock puppets and no pile-on; fewer than three leave no trace."""
    case = ask(cast)

    assert memberships.list_cases(union=cast.id, person=cast.ben.id, at=AT) == ()
    with pytest.raises(NotFound):
        view(cast, case, cast.ben)
    with pytest.raises(NotFound):
        view(cast, case, cast.chidi)
    deeds.answer_asking(case=case, is_in=True, **how(cast, cast.lena))
    deeds.answer_asking(case=case, is_in=False, **how(cast, cast.ana))

    assert not MembershipCase.objects.exists()
    assert [
        n for n in notices.list_for(person=cast.ben.id, at=AT) if "talk" in n.kind
    ] == []


def test_asking_alone_or_about_oneself_is_refused(cast, dalia):
    with pytest.raises(Refused) as refused:
        deeds.ask_ending(
            person=cast.kofi.id, others=(cast.lena.id,), key="x", **how(cast, cast.kofi)
        )
    assert [str(one) for one in refused.value.problems] == [
        "You leave on your own page, now, and ask nobody.",
        "At least 3 members ask this together. Choose 1 more.",
    ]
    with pytest.raises(Refused, match="This person is not an associate of this union"):
        deeds.ask_ending(
            person=dalia.id, others=(cast.lena.id, cast.ana.id), key="y",
            **how(cast, cast.kofi),
        )  # fmt: skip


def test_the_person_has_notice_names_and_somebody_at_their_side(cast):
    case = with_notice(cast)
    seen = view(cast, case)

    assert (seen.status, seen.notice_on, seen.hearing_on) == (
        "notice", DAY, date(2026, 12, 7),
    )  # fmt: skip
    assert seen.askers == ("Ana", "Kofi", "Lena")
    deeds.name_support(case=case, person=cast.chidi.id, **how(cast, cast.ben))
    deeds.answer_support(case=case, is_in=True, **how(cast, cast.chidi))
    deeds.move_hearing(case=case, day=date(2026, 12, 21), **how(cast, cast.chidi))
    with pytest.raises(Refused, match="moved once already"):
        deeds.move_hearing(case=case, day=date(2026, 12, 22), **how(cast, cast.ben))
    assert view(cast, case).hearing_on == date(2026, 12, 21)
    with pytest.raises(Refused, match="A question about this membership is open"):
        ask(cast, key="again")


def test_no_step_is_skipped(cast):
    case = with_notice(cast)

    with pytest.raises(Refused, match="not possible at this step"):
        bring(cast, case, 1)
    with pytest.raises(Refused, match="The hearing is on"):
        deeds.note_heard(case=case, **how(cast, cast.ben, 13))
    with pytest.raises(Refused, match="Wait until"):
        deeds.note_heard(case=case, **how(cast, cast.kofi, 20))
    deeds.note_heard(case=case, **how(cast, cast.kofi, 21))

    assert not view(cast, case).was_there
    with pytest.raises(NotFound):  # chidi is not in it
        deeds.bring_to_the_urn(
            case=case, title="t", sentence="s", text="t", **how(cast, cast.chidi, 21)
        )
    motion = Motion.objects.get(id=bring(cast, case, 21))
    assert (motion.matter, motion.about) == ("membership", cast.ben.id)
    assert bring(cast, case, 21) == motion.id  # twice is once


def test_a_decision_can_be_appealed_to_people_who_did_not_decide(cast):
    case = to_the_urn(cast)
    decide(cast, case, 20)
    seen = view(cast, case, days=20)

    assert (seen.status, seen.is_adopted) == ("decided", True)
    assert seen.appeal_until == date(2026, 12, 27)
    assert seen.basics_until == DAY + timedelta(days=20 + 90)
    with pytest.raises(NotYours):
        appeals.appeal(case=case, seed="4", **how(cast, cast.kofi, 21))
    with pytest.raises(Refused, match="All of us decided this"):
        appeals.appeal(case=case, seed="4", **how(cast, cast.ben, 21))
    outside = ("Dalia", "Emil", "Farah")
    appeals.appeal(case=case, seed="4", outside=outside, **how(cast, cast.ben, 21))
    seats = view(cast, case, days=21).seats
    with pytest.raises(NotYours, match="typed in by somebody who neither asked"):
        appeals.say_in_appeal(
            case=case, seat=seats[0].id, said="stands", **how(cast, cast.kofi, 22)
        )
    for seat, said in zip(seats, ("undone", "stands", "undone"), strict=True):
        appeals.say_in_appeal(
            case=case, seat=seat.id, said=said, **how(cast, cast.chidi, 22)
        )

    ended = view(cast, case, days=22)
    assert (ended.status, ended.appeal_said) == ("over", "undone")


def test_a_circles_decision_is_looked_at_by_a_lot_of_others(cast, people25):
    case = to_the_urn(cast)
    decide(cast, case, 20)
    circle = Body.objects.create(
        id=cast.kofi.id, union_id=cast.id, kind="circle", name="House", formed_at=AT
    )
    MembershipCase.objects.update(body_id=circle.id)

    appeals.appeal(case=case, seed="4", **how(cast, cast.ben, 21))

    seats = MembershipCase.objects.get().seats.all()
    bound = {cast.kofi.id, cast.lena.id, cast.ana.id, cast.ben.id}
    assert len(seats) == 3
    assert not {one.person_id for one in seats} & bound


def test_after_its_time_nothing_of_it_is_kept(cast):
    case = to_the_urn(cast)
    decide(cast, case, 20, adopted=False)
    keeping_cases.keep_cases(union=cast.id, at=AT + timedelta(days=35))
    assert view(cast, case, days=35).status == "over"

    keeping_cases.keep_cases(union=cast.id, at=AT + timedelta(days=20 + 90 + 31))
    assert not MembershipCase.objects.exists()


def test_an_associate_is_not_admitted_again(cast):
    with pytest.raises(Refused, match="is an associate already"):
        deeds.ask_admission(person=cast.ben.id, key="a", **how(cast, cast.ana))


def test_basics_are_untouched_while_a_membership_is_in_question(cast, cook):
    """H11: needs, meals and purse of the person are the same at every step."""
    add_kind(cast.union, "oats")
    lentils = add_food(cast.union, "lentils", codes=["pulses"])
    soup = add_dish(cast.union, cook, "Soup", line(lentils, "1.5"))
    supper = plan(cast.union, cook, soup)
    needs_services.state_written(lines=[written("a")], by=cast.ben.id, at=AT)
    house = purse_of(cast.union, cast.ana, by=cast.kofi, confirmed_by=cast.lena)

    def basics(days):
        at = AT + timedelta(days=days)
        stated = needs.list_my_needs(person=cast.ben.id, union=cast.id)
        [meal] = kitchen.my_meals(
            union=cast.id, person=cast.ben.id, days=(TUESDAY, TUESDAY), at=AT
        )
        # 150.00 is the threshold up to which nobody is asked
        note(house, cast.ben, "150.00", key=f"spend {days}", at=at)
        return (
            [str(one.quantity) for one in stated],
            (meal.is_in, counts(cast.union, supper).heads),
            purse.list_entries(union=cast.id, limit=1)[0].day == at.date(),
            people.scopes_of(person=cast.ben.id, at=at),
        )

    before = basics(0)
    assert before[0] == ["3 kg"]
    assert before[1:3] == ((True, 5), True)
    case = with_notice(cast)
    assert basics(1) == before
    deeds.note_heard(case=case, **how(cast, cast.kofi, 21))
    bring(cast, case, 21)
    assert basics(21) == before
    decide(cast, case, 25)
    assert basics(25) == before
    appeals.appeal(
        case=case, seed="4", outside=("A", "B", "C"), **how(cast, cast.ben, 26)
    )
    assert basics(26) == before
    for seat in view(cast, case, days=26).seats:
        appeals.say_in_appeal(
            case=case, seat=seat.id, said="stands", **how(cast, cast.chidi, 27)
        )
    assert basics(25 + 90) == before


def test_an_admission_has_notice_and_a_hearing_and_takes_effect_by_itself(cast):
    Person.objects.filter(id=cast.ben.id).update(status="guest")
    case = deeds.ask_admission(person=cast.ben.id, key="a", **how(cast, cast.kofi))
    assert view(cast, case).hearing_on == date(2026, 12, 7)
    deeds.note_heard(case=case, **how(cast, cast.ben, 14))

    motion = Motion.objects.get(id=bring(cast, case, 14))
    [effect] = motion.versions.get().effects
    assert (effect["kind"], effect["params"]) == (
        "member.admit", {"person": str(cast.ben.id)},
    )  # fmt: skip


def test_nobody_goes_past_the_hearing_with_a_motion_of_their_own(cast):
    """H11: the urn is not asked about a person who had no notice and no hearing."""
    draft = MotionDraft(
        title="Out with Ben", sentence="Ben goes.", text="Ben goes.",
        matter="membership", about=cast.ben.id,
    )  # fmt: skip
    with pytest.raises(Refused, match="after notice and a hearing"):
        bringing.bring_motion(draft=draft, key="m", **how(cast, cast.kofi))
    with_notice(cast)
    with pytest.raises(Refused, match="after notice and a hearing"):
        bringing.bring_motion(draft=draft, key="m", **how(cast, cast.kofi))
