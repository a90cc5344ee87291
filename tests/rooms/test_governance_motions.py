"""A motion from its draft to what it changes, and everything refused on the way."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from commonweal.commons.people import services as people
from commonweal.core.vf.problems import NotFound, NotYours, Refused
from commonweal.rooms.governance import queries, services
from commonweal.rooms.governance.models import Answer, Motion, Step, Version
from commonweal.rooms.governance.queries import register
from commonweal.rooms.governance.words import TextDraft
from tests.rooms.governance_cast import (
    AT,
    DAY,
    THREE_OPTIONS,
    all_say,
    answers,
    bring,
    circle_of,
    frozen,
    later,
    talked,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(kofi, lena, ben, chidi):
    """Four associates: half of them are two whole people."""
    return (kofi, lena, ben, chidi)


def view(motion, person, at=AT):
    return queries.get_motion(
        union=person.union, motion=motion, person=person.id, at=at
    )


def refused(deed, **said) -> list[str]:
    with pytest.raises(Refused) as caught:
        deed(**said)
    return [str(problem) for problem in caught.value.problems]


def test_a_motion_goes_from_a_draft_into_the_register(house, ben):
    motion = frozen(ben)
    opens = later(15)  # two weeks of talk, then a day for a consent round
    all_say(motion, house[:3], "consent", opens)
    services.advance(union=ben.union, at=later(22))
    assert view(motion, ben, later(22)).stage == "closed"

    services.advance(union=ben.union, at=later(25))

    seen = view(motion, ben, later(25))
    assert (seen.stage, seen.outcome) == ("carried_out", "adopted")
    entry = register.find(union=ben.union, number=seen.decision, on=later(25).date())
    assert entry.line.title == "Shoes off in the kitchen"
    assert [step.kind for step in seen.steps] == [
        "brought", "discussed", "frozen", "opened", "counted", "adopted", "carried_out",
    ]  # fmt: skip
    assert queries.motion_of_decision(union=ben.union, decision=seen.decision) == motion


def test_the_same_form_sent_twice_brings_one_motion(ben):
    assert bring(ben) == bring(ben)
    assert Motion.objects.count() == 1


def test_every_problem_of_a_draft_is_said_together(ben):
    said = refused(
        bring, person=ben, title=" ", sentence="", text="x" * 20_001, review_on=DAY
    )

    assert said == [
        "Give the motion a title.",
        "Say in one sentence what the motion is about.",
        (
            "This has 20001 letters; 20000 fit. Shorten it, or move parts into a motion of "
            "their own."
        ),
        (
            "The review date 2026-11-23 is not after 2026-11-23. Choose a later day: the "
            "decision is looked at again then."
        ),
    ]


def test_a_motion_without_a_review_date_gets_the_usual_one(ben):
    assert view(bring(ben), ben).version.review_on == DAY + timedelta(days=365)


def test_an_unknown_matter_names_the_known_ones(ben):
    (said,) = refused(bring, person=ben, matter="taste")

    assert said.startswith(
        "There is no matter called “taste”. Choose one of: role_act, circle_policy, "
    )


def test_one_motion_of_a_person_for_a_matter_is_going_on_at_a_time(ben, chidi):
    first = bring(ben)

    (said,) = refused(bring, person=ben, key="another")

    assert said == (
        "“Shoes off in the kitchen” of yours is still going on. At most 1 at a time from "
        "one person for one kind of matter: bring this when that is decided, or withdraw "
        "that."
    )
    bring(chidi)
    bring(ben, matter="agreement", key="another matter")
    services.withdraw_motion(motion=first, union=ben.union, by=ben.id, at=AT)
    bring(ben, key="another")


def test_another_union_finds_no_motion_here(ben, dalia):
    motion = bring(ben)

    with pytest.raises(NotFound):
        view(motion, dalia)
    with pytest.raises(NotYours):
        services.withdraw_motion(motion=motion, union=ben.union, by=dalia.id, at=AT)


def test_drafts_are_written_together_and_the_bringer_says_which_stands(ben, chidi):
    motion = bring(ben)
    text = TextDraft("Shoes off", "We leave our shoes.", "1. Shoes stay at the door.")

    number = services.write_version(
        motion=motion, text=text, why="shorter", union=ben.union, by=chidi.id, key="v",
        at=AT,
    )  # fmt: skip

    assert (number, view(motion, ben).version.number) == (2, 1)
    (said,) = refused(
        services.take_version, motion=motion, number=2, union=ben.union, by=chidi.id,
        at=AT,
    )  # fmt: skip
    assert said == "Only who brought this motion can do this."
    services.take_version(motion=motion, number=2, union=ben.union, by=ben.id, at=AT)
    assert view(motion, ben).version.text == "1. Shoes stay at the door."
    lines = queries.compare_versions(union=ben.union, motion=motion, before=1, after=2)
    assert [(line.kind, line.before, line.after) for line in lines][:4] == [
        ("changed", "Shoes off in the kitchen", "Shoes off"),
        ("changed", "We leave our shoes at the kitchen door.", "We leave our shoes."),
        ("same", "1. Shoes stay at the door.", "1. Shoes stay at the door."),
        ("gone", "2. Guests may keep theirs.", ""),
    ]


def test_the_talk_has_its_days_before_anything_is_frozen(ben):
    motion = talked(ben)

    (said,) = refused(
        services.freeze_motion, motion=motion, union=ben.union, by=ben.id, at=later(4)
    )

    assert said == (
        "It is talked about since 2026-11-23 08:00, and can be frozen from 2026-11-28 "
        "08:00 on. Everybody is to have that time."
    )


def test_a_called_meeting_opens_a_motion_a_day_ahead_at_the_soonest(house, ben):
    motion = talked(ben, matter="agreement")
    freeze = {"motion": motion, "union": ben.union, "by": ben.id, "at": later(5)}

    (said,) = refused(services.freeze_motion, **freeze, meeting=later(5, hours=23))
    services.freeze_motion(**freeze, meeting=later(6))

    assert (
        said
        == "A meeting that decides is called a day ahead: from 2026-11-29 08:00 on."
    )
    seen = view(motion, ben, later(6))
    assert (seen.stage, seen.closes_at) == ("open", later(7))


def test_what_is_frozen_has_a_hash_and_its_rule_and_stays(house, ben):
    motion = frozen(ben, days=5)
    seen = view(motion, ben, later(5))

    assert len(seen.text_hash) == 64
    assert seen.rule.process == "consent"
    text = TextDraft("Other", "Other.", "Other.")
    (said,) = refused(
        services.write_version, motion=motion, text=text, why="", union=ben.union,
        by=ben.id, key="late", at=later(5),
    )  # fmt: skip
    assert said == (
        "The text is frozen. Take the motion back to the talk first: answers given so far "
        "are void then, and all are told."
    )


def test_reopening_voids_answers_and_tells_everybody(house, ben, chidi):
    motion = frozen(ben, days=5)
    answers(motion, later(6), {"chidi": (chidi, "consent")})

    services.reopen_motion(
        motion=motion, words="A clause was missing.", union=ben.union, by=ben.id,
        at=later(7),
    )  # fmt: skip

    assert not Answer.objects.exists()
    seen = view(motion, chidi, later(7))
    assert (seen.stage, seen.list_hash, seen.own_answer) == ("discussion", "", None)
    services.freeze_motion(motion=motion, union=ben.union, by=ben.id, at=later(7))
    assert view(motion, ben, later(8)).closes_at == later(15)


def test_a_motion_withdrawn_mid_round_takes_no_answers_and_stays_readable(
    house, ben, chidi, lena
):
    motion = frozen(ben, days=5)
    answers(motion, later(6), {"chidi": (chidi, "concern", "Cold feet.")})
    services.speak(
        motion=motion, kind="dissent", words="I keep mine on.", union=ben.union,
        by=lena.id, key="d", at=later(6),
    )  # fmt: skip

    (said,) = refused(
        services.withdraw_motion, motion=motion, union=ben.union, by=chidi.id,
        at=later(7),
    )  # fmt: skip
    assert said == "Only who brought this motion can do this."
    services.withdraw_motion(motion=motion, union=ben.union, by=ben.id, at=later(7))

    (said,) = refused(
        answers, motion=motion, at=later(7), given={"c": (chidi, "consent")}
    )
    assert said == (
        "This motion was withdrawn on 2026-11-30. No answers are needed any more."
    )
    seen = view(motion, lena, later(7))
    assert [voice.words for voice in seen.voices] == ["I keep mine on."]
    assert not Answer.objects.exists()


def test_a_clock_that_jumped_back_does_nothing(house, ben):
    motion = frozen(ben, days=14)

    (said,) = refused(
        services.withdraw_motion, motion=motion, union=ben.union, by=ben.id, at=later(1)
    )

    assert said == (
        "The clock here says 2026-11-24 08:00, but this motion went on at 2026-12-07 "
        "08:00 already. Nothing was done. Have the clock of this computer set right, then "
        "try again."
    )
    assert services.advance(union=ben.union, at=later(1)) == 0
    assert view(motion, ben, later(14)).stage == "frozen"


def test_a_node_that_slept_through_a_window_takes_nobodys_voice(house, ben):
    motion = frozen(ben, days=5)  # opens on day 6, would close on day 13

    services.advance(union=ben.union, at=later(40))

    seen = view(motion, ben, later(40))
    assert (seen.stage, seen.closes_at) == ("open", later(47))


def test_what_nobody_takes_further_lapses(ben):
    motion = bring(ben)

    services.advance(union=ben.union, at=later(181))

    assert view(motion, ben, later(181)).stage == "lapsed"
    (said,) = refused(
        services.start_discussion, motion=motion, union=ben.union, by=ben.id,
        at=later(182),
    )  # fmt: skip
    assert said == "This motion has ended: lapsed. Bring a new one."


def test_a_circle_decides_its_own_matters_and_no_others(lentil_house, ben, chidi, lena):
    kitchen = circle_of(ben.union, ben, chidi)

    bring(ben, body=kitchen)
    (said,) = refused(bring, person=ben, body=kitchen, matter="charter", key="c")
    assert said == "This matter is for the assembly. Bring it there."
    (said,) = refused(bring, person=lena, body=kitchen)
    assert (
        said
        == "Only who is in “Kitchen” takes part in what it decides. Ask to join it."
    )


def test_options_are_named_once_and_shares_have_costs(ben):
    twice = (THREE_OPTIONS[0], replace(THREE_OPTIONS[1], label="benches "))

    assert refused(bring, person=ben, matter="choice", options=twice) == [
        "The option “benches” is there twice. Keep it once."
    ]
    assert refused(bring, person=ben, matter="choice") == [
        "This is decided between options. Write at least 2."
    ]
    dear = (replace(THREE_OPTIONS[0], cost="900"), THREE_OPTIONS[1])
    assert refused(bring, person=ben, matter="budget", options=dear, budget="500") == [
        "“Benches” costs more than all there is to share out.",
        "Say what “Chairs” costs, above zero.",
    ]


def test_who_leaves_takes_their_name_along_and_nothing_else(house, ben, chidi):
    motion = frozen(ben, days=5)
    answers(motion, later(6), {"ben": (ben, "consent"), "chidi": (chidi, "consent")})

    people.leave(person=ben.id, by=ben.id, at=later(7))

    seen = view(motion, chidi, later(7))
    assert (seen.brought_by_name, seen.version.by_name) == ("", "")
    assert (seen.participation.n_answered, seen.participation.n_voters) == (1, 3)
    assert Version.objects.count() == 1
    assert Step.objects.filter(by=ben.id).count() == 0
    services.withdraw_motion(motion=motion, union=chidi.union, by=chidi.id, at=later(7))


def test_what_is_kept_of_a_person_is_given_to_them(ben):
    bring(ben)

    (kept,) = queries.own_data(person=ben.id, union=ben.union, at=AT)["decide_motions"]

    assert kept["title"] == "Shoes off in the kitchen"


def test_lists_show_what_waits_for_whom(house, ben, chidi):
    motion = frozen(ben, days=5)
    services.advance(union=ben.union, at=later(6))

    def ids(person, stage):
        found = queries.list_motions(
            union=person.union, person=person.id, at=later(6), stage=stage
        )
        return [line.id for line in found]

    assert ids(chidi, "waiting") == [motion]
    answers(motion, later(6), {"chidi": (chidi, "consent")})
    assert ids(chidi, "waiting") == []
    assert ids(ben, "mine") == ids(chidi, "open") == ids(chidi, "going") == [motion]
    assert ids(chidi, "ended") == []
