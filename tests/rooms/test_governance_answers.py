"""Answering: the last one counts, in person before online, hidden until the close."""

from __future__ import annotations

import pytest

from commonweal.commons.people import services as people
from commonweal.core.vf.problems import NotYours, Refused
from commonweal.rooms.governance import queries, services
from commonweal.rooms.governance.models import Answer, Motion, Voter
from commonweal.rooms.governance.services import answering
from tests.conftest import join
from tests.rooms.governance_cast import (
    THREE_OPTIONS,
    all_say,
    answers,
    bring,
    frozen,
    later,
)

pytestmark = pytest.mark.django_db
OPEN = later(days=15)


@pytest.fixture
def house(kofi, lena, ben, chidi):
    return (kofi, lena, ben, chidi)


@pytest.fixture
def consent(house, ben):
    """A consent round that is open from day 15 to day 22."""
    return frozen(ben)


@pytest.fixture
def choice(house, ben):
    """A ranking with receipts, open from day 17 to day 24."""
    return frozen(ben, matter="choice", options=THREE_OPTIONS)


def refused(deed, **said) -> list[str]:
    with pytest.raises(Refused) as caught:
        deed(**said)
    return [str(problem) for problem in caught.value.problems]


def say(motion, person, said, at=OPEN, **more):
    return services.answer(
        motion=motion, answer=said, union=person.union, by=person.id,
        key=more.pop("key", f"{person.id}:{said}"), at=at, **more,
    )  # fmt: skip


def say_for(motion, person, said, first, second, at=OPEN):
    return services.answer_for(
        motion=motion, person=person.id, answer=said, second=second.id,
        union=first.union, by=first.id, key="helped", at=at,
    )  # fmt: skip


def seen(motion, person, at=OPEN):
    return queries.get_motion(
        union=person.union, motion=motion, person=person.id, at=at
    )


def test_answers_are_taken_only_in_their_window(consent, chidi):
    assert refused(say, motion=consent, person=chidi, said="consent", at=later(14)) == [
        "Answers are taken from 2026-12-08 08:00 on."
    ]
    services.advance(union=chidi.union, at=OPEN)
    say(consent, chidi, "consent", later(21, hours=23))
    assert refused(say, motion=consent, person=chidi, said="concern", at=later(22)) == [
        (
            "Answers were taken until 2026-12-15 08:00. What was answered until then is "
            "counted; yours from before that stands."
        )
    ]
    assert seen(consent, chidi).own_answer.answer == "consent"


def test_the_last_answer_counts(consent, chidi):
    say(consent, chidi, "consent")
    say(consent, chidi, "concern", reason="Cold feet.")

    assert Answer.objects.count() == 1
    assert seen(consent, chidi).own_answer.answer == "concern"


def test_the_list_is_fixed_when_it_opens_and_late_joiners_wait(
    consent, house, lentil_house, kofi
):
    services.advance(union=kofi.union, at=OPEN)
    late = join(lentil_house, kofi, "Mira")

    assert refused(say, motion=consent, person=late, said="consent") == [
        (
            "You are not among those who answer: the list was fixed when it opened, on "
            "2026-12-08. You answer from the next motion on."
        )
    ]
    view = seen(consent, kofi)
    assert (view.participation.n_voters, len(view.list_hash)) == (4, 64)
    assert queries.list_voter_names(union=kofi.union, motion=consent) == (
        "Ben", "Chidi", "Kofi", "Lena",
    )  # fmt: skip


def test_who_said_they_are_away_is_not_counted_and_one_act_brings_them_back(
    house, ben, chidi, lena
):
    services.set_away(until=later(30).date(), union=ben.union, by=chidi.id, at=later(1))
    services.set_away(until=later(30).date(), union=ben.union, by=lena.id, at=later(1))
    services.set_back(union=ben.union, by=lena.id, at=later(2))
    motion = frozen(ben)

    services.advance(union=ben.union, at=OPEN)

    assert set(Voter.objects.values_list("person_id", flat=True)) == {
        house[0].id, lena.id, ben.id,
    }  # fmt: skip
    with pytest.raises(NotYours):
        say(motion, chidi, "consent")


def test_an_answer_must_be_one_of_the_process(consent, choice, chidi):
    assert refused(say, motion=consent, person=chidi, said="maybe") == [
        "“maybe” is not an answer here. Choose one of: consent, concern, objection."
    ]
    (said,) = refused(say, motion=consent, person=chidi, said="objection")
    assert said.startswith("Say why you object: ")
    twice = refused(
        say, motion=choice, person=chidi, said=["o1", "o2", "o1"], at=later(17)
    )
    assert twice == ["“Benches” is on places 1 and 3. Keep one of them."]
    (unknown,) = refused(say, motion=choice, person=chidi, said=["o9"], at=later(17))
    assert unknown.startswith("“o9” is not on the ballot. Options are: ")


def test_a_long_reason_says_how_long_it_may_be(consent, chidi):
    said = refused(say, motion=consent, person=chidi, said="concern", reason="x" * 2001)

    assert said == ["The reason has 2001 letters; 2000 fit."]


def test_two_helpers_type_what_somebody_said_and_they_may_change_it(
    consent, ben, chidi, lena, kofi
):
    say_for(consent, chidi, "consent", lena, kofi)

    own = seen(consent, chidi).own_answer
    assert (own.answer, own.channel, own.helpers) == (
        "consent",
        "helped",
        ("Lena", "Kofi"),
    )
    say(consent, chidi, "concern", reason="Cold feet.")
    assert seen(consent, chidi).own_answer.channel == "online"


def test_helpers_are_two_and_neither_brought_the_motion(
    consent, ben, chidi, lena, dalia
):
    def helped(first, second):
        return refused(
            say_for, motion=consent, person=chidi, said="consent", first=first,
            second=second,
        )  # fmt: skip

    assert helped(lena, lena) == [
        "Two people help with an answer: name another one beside you."
    ]
    assert helped(ben, lena) == [
        "Who brought the motion does not help others to answer."
    ]
    assert helped(chidi, lena) == ["Somebody cannot be a helper with their own answer."]
    assert helped(lena, dalia) == [
        "The second helper must be an associate of the union."
    ]


def test_what_was_given_in_person_outranks_what_comes_online(consent, chidi, lena):
    services.advance(union=chidi.union, at=OPEN)
    row = Motion.objects.get(id=consent)
    answering.write_answer(
        row=row, person=chidi.id, answer="consent", reason="", channel="paper", at=OPEN
    )

    assert refused(say, motion=consent, person=chidi, said="concern", reason="No.") == [
        (
            "Your answer was given in person, and that one counts. To change it, give it in "
            "person again."
        )
    ]
    answering.write_answer(
        row=row,
        person=chidi.id,
        answer="concern",
        reason="No.",
        channel="room",
        at=OPEN,
    )
    assert seen(consent, chidi).own_answer.answer == "concern"


def test_a_receipt_stays_when_the_answer_changes_and_nobody_else_has_it(
    choice, chidi, lena
):
    at = later(17)
    first = say(choice, chidi, ["o1"], at, key="same")
    other = say(choice, lena, ["o1"], at, key="same")
    again = say(choice, chidi, ["o2"], at, key="another")

    assert len(first) == 10
    assert first == again != other


def test_the_urn_takes_no_answers_online(house, ben, chidi):
    motion = frozen(ben, matter="membership", about=chidi.id)

    assert refused(say, motion=motion, person=chidi, said="support", at=later(17)) == [
        (
            "This is about a person, so it uses the urn: write your paper and put it in. Two "
            "people count."
        )
    ]


@pytest.mark.parametrize("matter", ["circle_policy", "choice"])
def test_nothing_tells_a_tally_before_the_close(house, ben, chidi, lena, matter):
    options = THREE_OPTIONS if matter == "choice" else ()
    motion = frozen(ben, matter=matter, options=options)
    at = later(17)
    said = ["o3"] if options else "concern"
    say(motion, lena, said, at, reason="Hidden words.")

    view = seen(motion, chidi, at)

    assert (view.participation.n_answered, view.participation.n_voters) == (1, 4)
    assert view.participation.n_needed == 2
    assert (view.outcome, view.winners, view.result, view.words) == ("", (), {}, ())
    assert (view.open_answers, view.voices, view.own_answer) == ((), (), None)
    told = [step.facts for step in view.steps]
    assert "Hidden words." not in repr((view, told))
    assert lena.name not in repr(view)


def test_open_answers_are_read_with_names_after_the_close(consent, house, chidi, lena):
    all_say(consent, house[:3], "consent", OPEN)
    say(consent, chidi, "concern", reason="Cold feet.")

    services.close_motion(motion=consent, union=lena.union, by=lena.id, at=later(16))

    named = seen(consent, lena, later(16)).open_answers
    assert [(one.name, one.answer) for one in named] == [
        ("Ben", "consent"), ("Chidi", "concern"), ("Kofi", "consent"), ("Lena", "consent"),
    ]  # fmt: skip


def test_secret_answers_lose_their_person_at_the_close(choice, house, chidi, lena):
    at = later(17)
    all_say(choice, house, ["o1", "o2"], at)

    services.close_motion(motion=choice, union=lena.union, by=lena.id, at=at)

    assert set(Answer.objects.values_list("person_id", flat=True)) == {None}
    assert seen(choice, chidi, at).own_answer is None
    assert seen(choice, chidi, at).open_answers == ()


def test_votes_of_people_who_left_lapse_and_helpers_are_forgotten(
    consent, house, chidi, lena, kofi
):
    say_for(consent, chidi, "consent", lena, kofi)
    say(consent, lena, "consent")

    people.leave(person=lena.id, by=lena.id, at=OPEN)

    view = seen(consent, chidi)
    assert (view.participation.n_answered, view.participation.n_voters) == (1, 3)
    assert view.own_answer.helpers == ("Kofi",)
    assert len(view.list_hash) == 64  # the published hash of the list stays


def test_who_could_answer_is_forgotten_in_time(consent, house, lena):
    all_say(consent, house, "consent", OPEN)
    services.advance(union=lena.union, at=later(22))
    services.advance(union=lena.union, at=later(25))

    assert services.expire(union=lena.union, at=later(100)) == 0
    assert services.expire(union=lena.union, at=later(25 + 91)) == 8

    assert set(Voter.objects.values_list("person_id", flat=True)) == {None}
    assert set(Answer.objects.values_list("person_id", flat=True)) == {None}


def test_somebody_in_no_union_of_ours_answers_nothing(consent, dalia, ben):
    with pytest.raises(NotYours):
        services.answer(
            motion=consent, answer="consent", union=ben.union, by=dalia.id, key="x",
            at=OPEN,
        )  # fmt: skip
    assert bring(dalia)
    assert answers(consent, OPEN, {"ben": (ben, "consent")}) is None
