"""Closing: quorum and its one extension, objections, challenges, the register."""

from __future__ import annotations

import pytest

from commonweal.commons.charter import queries as charter
from commonweal.core.vf.problems import Refused
from commonweal.rooms.governance import queries, services
from commonweal.rooms.governance.models import Answer, Motion
from commonweal.rooms.governance.words import EffectDraft, TextDraft
from tests.rooms.governance_cast import (
    THREE_OPTIONS,
    all_say,
    answers,
    circle_of,
    frozen,
    later,
    talked,
)

pytestmark = pytest.mark.django_db
OPEN = later(days=15)


@pytest.fixture
def house(kofi, lena, ben, chidi):
    return (kofi, lena, ben, chidi)


@pytest.fixture
def consent(house, ben):
    """A consent round that is open from day 15 to day 22."""
    motion = frozen(ben)
    services.advance(union=ben.union, at=OPEN)
    return motion


def refused(deed, **said) -> list[str]:
    with pytest.raises(Refused) as caught:
        deed(**said)
    return [str(problem) for problem in caught.value.problems]


def seen(motion, person, at):
    return queries.get_motion(
        union=person.union, motion=motion, person=person.id, at=at
    )


def close(motion, person, at):
    services.close_motion(motion=motion, union=person.union, by=person.id, at=at)


def kinds(view) -> list[str]:
    return [step.kind for step in view.steps]


def objection(motion, person, at):
    """Return the id of the one objection that is talked over."""
    voices = queries.list_voices(
        union=person.union, motion=motion, person=person.id, at=at
    )
    (found,) = [voice for voice in voices if voice.kind == "objection"]
    return found


def test_too_few_answers_extend_it_once_and_then_it_is_not_adopted(consent, ben, chidi):
    answers(consent, OPEN, {"ben": (ben, "consent")})

    services.advance(union=ben.union, at=later(22))
    view = seen(consent, ben, later(22))
    assert (view.stage, view.is_extended, view.closes_at) == ("open", True, later(29))

    services.advance(union=ben.union, at=later(29))
    view = seen(consent, ben, later(29))
    assert (view.stage, view.outcome) == ("closed", "not_adopted")
    assert [str(one) for one in view.words] == [
        (
            "1 of 4 have answered; 2 were needed. The time was extended once already, so it "
            "is not adopted."
        )
    ]
    services.advance(union=ben.union, at=later(32))
    assert seen(consent, ben, later(32)).stage == "not_adopted"


def test_it_closes_early_only_when_all_have_answered(consent, house, ben):
    all_say(consent, house[:3], "consent", OPEN)

    assert refused(close, motion=consent, person=ben, at=later(16)) == [
        "3 of 4 have answered. It closes on 2026-12-15 08:00, or earlier when all have."
    ]
    all_say(consent, house[3:], "consent", later(16))
    close(consent, ben, later(16))
    assert seen(consent, ben, later(16)).stage == "closed"
    assert refused(close, motion=consent, person=ben, at=later(16)) == [
        "It is closed already, and counted once."
    ]


def test_the_time_is_lengthened_once_with_a_reason_and_never_shortened(
    consent, ben, lena
):
    ask = {"motion": consent, "union": ben.union, "at": later(16)}

    assert refused(services.lengthen, **ask, by=lena.id, words=" ") == [
        "Say why, so that everybody can follow."
    ]
    services.lengthen(**ask, by=lena.id, words="Harvest week.")
    assert seen(consent, ben, later(16)).closes_at == later(29)
    assert refused(services.lengthen, **ask, by=ben.id, words="More.") == [
        "The time was lengthened before, and that is done once."
    ]


def test_an_objection_is_talked_over_and_asked_about_again(consent, house, ben, chidi):
    all_say(consent, house[:3], "consent", OPEN)
    answers(consent, OPEN, {"chidi": (chidi, "objection", "I slip in socks.")})

    close(consent, ben, later(16))

    view = seen(consent, ben, later(16))
    assert (view.stage, view.attempt) == ("discussion", 2)
    raised = objection(consent, chidi, later(16))
    assert (raised.words, raised.by_name, raised.status) == (
        "I slip in socks.", "Chidi", "open",
    )  # fmt: skip
    settle = {"voice": raised.id, "union": ben.union, "at": later(17)}
    assert refused(
        services.settle_voice, **settle, how="integrated", words="", by=ben.id
    ) == [
        "Only who said it can put it away. Answer it, or change the text so that they can."
    ]
    assert refused(
        services.settle_voice, **settle, how="answered", words="No.", by=ben.id
    ) == ["This cannot be settled like that."]
    text = TextDraft("Shoes off", "Shoes stay at the door.", "Slippers are there.")
    services.write_version(
        motion=consent, text=text, why="slippers", union=ben.union, by=ben.id, key="2",
        at=later(17),
    )  # fmt: skip
    services.settle_voice(**settle, how="integrated", words="Slippers!", by=chidi.id)
    services.freeze_motion(motion=consent, union=ben.union, by=ben.id, at=later(17))
    all_say(consent, house, "consent", later(18))
    close(consent, ben, later(18))

    view = seen(consent, ben, later(18))
    assert (view.outcome, view.attempt, view.version.number) == ("adopted", 2, 2)


def test_a_doubted_objection_stands_when_one_other_person_sees_its_reason(
    consent, house, ben, chidi, lena, kofi
):
    all_say(consent, house[:3], "consent", OPEN)
    answers(consent, OPEN, {"chidi": (chidi, "objection", "I slip in socks.")})
    close(consent, ben, later(16))
    voice = objection(consent, ben, later(16)).id
    deed = {"voice": voice, "union": ben.union, "at": later(16)}

    assert refused(services.doubt_objection, **deed, by=chidi.id) == [
        "It is your own objection. You can withdraw it."
    ]
    services.doubt_objection(**deed, by=lena.id)
    (said,) = refused(services.see_reason, **deed, by=lena.id)
    assert said.startswith("The reason is looked at by others: ")
    assert refused(
        services.freeze_motion, motion=consent, union=ben.union, by=ben.id, at=later(17)
    ) == [
        (
            "Whether an objection stands is being looked at until 2026-12-12 08:00. Wait for "
            "that."
        )
    ]
    services.see_reason(**deed, by=kofi.id)
    assert objection(consent, ben, later(16)).status == "stands"


def test_an_objection_whose_reason_nobody_sees_counts_as_a_concern(
    consent, house, ben, chidi, lena
):
    why = "I never liked ben."
    all_say(consent, house[:3], "consent", OPEN)
    answers(consent, OPEN, {"chidi": (chidi, "objection", why)})
    close(consent, ben, later(16))
    services.doubt_objection(
        voice=objection(consent, ben, later(16)).id, union=ben.union, by=lena.id,
        at=later(16),
    )  # fmt: skip
    services.advance(union=ben.union, at=later(19))
    assert objection(consent, ben, later(19)).status == "not_seen"

    services.freeze_motion(motion=consent, union=ben.union, by=ben.id, at=later(19))
    all_say(consent, house[:3], "consent", later(20))
    answers(consent, later(20), {"chidi": (chidi, "objection", why)})
    close(consent, ben, later(20))

    assert seen(consent, ben, later(20)).outcome == "adopted"


def test_objections_not_integrated_in_three_weeks_end_it(consent, house, ben, chidi):
    all_say(consent, house[:3], "consent", OPEN)
    answers(consent, OPEN, {"chidi": (chidi, "objection", "I slip in socks.")})
    close(consent, ben, later(16))

    services.advance(union=ben.union, at=later(37))
    assert seen(consent, ben, later(37)).stage == "discussion"
    services.advance(union=ben.union, at=later(37, hours=1))

    view = seen(consent, ben, later(38))
    assert (view.stage, kinds(view)[-1]) == ("not_adopted", "not_integrated")


def test_a_block_stops_a_consensus_twice_and_then_three_quarters_decide(
    house, ben, chidi, lena
):
    motion = frozen(ben, matter="agreement")
    at = later(17)
    for attempt in (1, 2, 3):
        all_say(motion, house[:3], "support", at)
        answers(motion, at, {"chidi": (chidi, "block", "It breaks our aim.")})
        close(motion, ben, at)
        if attempt < 3:
            assert seen(motion, ben, at).stage == "discussion"
            services.freeze_motion(motion=motion, union=ben.union, by=ben.id, at=at)
            at = seen(motion, ben, at).opens_at

    assert seen(motion, ben, at).outcome == "adopted"  # 3 of 4 is three quarters


def test_what_burdens_somebody_has_no_fallback(house, ben, chidi):
    motion = frozen(ben, matter="agreement", burdens="Chidi cleans every day.")

    assert seen(motion, ben, later(17)).rule.fallback is None


def test_two_voters_challenge_a_result_once(consent, house, ben, chidi, lena):
    all_say(consent, house, "consent", OPEN)
    close(consent, ben, OPEN)
    deed = {"motion": consent, "union": ben.union, "broke_rule": False, "key": "c"}
    at = later(16)

    services.challenge(**deed, words="Too quick.", by=chidi.id, at=at)
    assert seen(consent, ben, at).stage == "closed"
    assert refused(
        services.challenge, **{**deed, "key": "d"}, words="Again.", by=chidi.id, at=at
    ) == ["You have said so already. It takes a second person."]
    services.challenge(**deed, words="Too quick for me too.", by=lena.id, at=at)
    view = seen(consent, ben, at)
    assert (view.stage, view.outcome) == ("discussion", "")

    services.freeze_motion(motion=consent, union=ben.union, by=ben.id, at=at)
    all_say(consent, house, "consent", later(17))
    close(consent, ben, later(17))
    assert refused(
        services.challenge,
        **{**deed, "key": "e"},
        words="Again.",
        by=lena.id,
        at=later(17),
    ) == ["This motion was challenged before, and that is done once."]


def test_one_voter_who_names_a_broken_rule_is_enough(consent, house, ben, chidi):
    all_say(consent, house, "consent", OPEN)
    close(consent, ben, OPEN)

    services.challenge(
        motion=consent, words="Lena was not on the list.", broke_rule=True,
        union=ben.union, by=chidi.id, key="c", at=OPEN,
    )  # fmt: skip

    assert seen(consent, ben, OPEN).stage == "discussion"


def test_after_the_window_nothing_is_challenged_and_it_is_adopted(
    consent, house, ben, chidi
):
    all_say(consent, house, "consent", OPEN)
    close(consent, ben, OPEN)
    deed = {
        "motion": consent, "words": "Late.", "broke_rule": True, "union": ben.union,
        "by": chidi.id, "key": "c",
    }  # fmt: skip

    assert refused(services.challenge, **deed, at=later(18)) == [
        (
            "A result can be challenged until its window ends. This one cannot be any more, "
            "or not yet."
        )
    ]
    services.advance(union=ben.union, at=later(18))
    services.advance(union=ben.union, at=later(19))
    assert kinds(seen(consent, ben, later(19)))[-2:] == ["adopted", "carried_out"]


def test_silence_lets_a_spend_go_and_a_concern_opens_a_talk(house, ben, chidi):
    quiet = frozen(ben, matter="spend", days=0)
    loud = frozen(chidi, matter="spend", days=0)
    answers(loud, later(1), {"ben": (ben, "concern", "We have two already.")})

    services.advance(union=ben.union, at=later(7))

    assert seen(quiet, ben, later(7)).stage == "carried_out"
    view = seen(loud, ben, later(7))
    assert (view.stage, [voice.words for voice in view.voices]) == (
        "discussion", ["We have two already."],
    )  # fmt: skip


def test_a_tie_with_the_status_quo_leaves_things_as_they_are(house, ben, chidi, lena):
    motion = frozen(ben, matter="choice", options=THREE_OPTIONS)
    said = (["o1", "as_is"], ["o1", "as_is"], ["as_is", "o1"], ["as_is", "o1"])
    answers(
        motion,
        later(17),
        {p.name: (p, one) for p, one in zip(house, said, strict=True)},
    )

    close(motion, ben, later(17))

    assert seen(motion, ben, later(17)).outcome == "not_adopted"


def test_a_majority_is_there_for_who_chooses_it_and_never_the_default(house, ben):
    methods = queries.list_methods(
        union=ben.union, body=queries.assembly_id(ben.union), on=later(0).date()
    )

    by_majority = [one.matter for one in methods if one.rule.process == "majority"]
    assert by_majority == ["emergency"]  # §9 of the rules: nobody waits for consensus


def test_a_decision_changes_the_charter_after_its_window_and_once(house, ben):
    day = later(60).date()
    effect = EffectDraft(
        "parameter.set",
        {"key": "purse.notice_days", "value": "10", "from_day": day.isoformat()},
    )
    motion = frozen(ben, matter="charter", effects=(effect,))
    all_say(motion, house, "support", later(17))
    close(motion, ben, later(17))

    services.advance(union=ben.union, at=later(23))
    assert seen(motion, ben, later(23)).stage == "closed"
    services.advance(union=ben.union, at=later(24))
    services.advance(union=ben.union, at=later(25))

    view = seen(motion, ben, later(25))
    assert (view.stage, len(view.dry_run) > 0) == ("carried_out", True)
    assert charter.whole(union=ben.union, key="purse.notice_days", on=day) == 10
    assert kinds(view).count("carried_out") == 1


def test_a_result_in_a_circle_is_for_its_members(lentil_house, ben, chidi, lena):
    kitchen = circle_of(ben.union, ben, chidi)
    motion = frozen(ben, body=kitchen)
    services.advance(union=ben.union, at=OPEN)

    assert seen(motion, lena, OPEN).may == frozenset()
    assert "answer" in seen(motion, chidi, OPEN).may
    assert Motion.objects.get(id=motion).n_voters == 2


def test_sealed_answers_are_what_was_counted(consent, house, ben):
    all_say(consent, house, "consent", OPEN)
    close(consent, ben, OPEN)

    assert set(Answer.objects.values_list("is_sealed", flat=True)) == {True}
    assert seen(consent, ben, OPEN).participation.n_answered == 4


def test_what_is_not_frozen_is_not_closed(house, ben):
    motion = talked(ben)

    assert refused(close, motion=motion, person=ben, at=later(1)) == [
        "Only an open motion can be closed. This one stands at: discussion."
    ]
