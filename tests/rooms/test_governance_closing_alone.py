"""Where one person decides after advice, and where a person is recalled (§5.2, §5.8)."""

from __future__ import annotations

import pytest

from commonweal.commons.people import queries as people
from commonweal.core.vf.problems import NotYours, Refused
from commonweal.rooms.governance import queries, services
from commonweal.rooms.governance.services import paper_votes
from commonweal.rooms.governance.words import EffectDraft, OptionDraft
from commonweal.rooms.governance.words.counts import Pile, UrnCount
from commonweal.rooms.governance.words.effects import ELECTED
from tests.conftest import give_mandate
from tests.rooms.governance_cast import all_say, bring, frozen, later, talked

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(kofi, lena, ben, chidi):
    return (kofi, lena, ben, chidi)


@pytest.fixture
def mandate(lentil_house, chidi, kofi, lena):
    """Chidi keeps the stores until next November."""
    return give_mandate(lentil_house, chidi, "stores", by=kofi, confirmed_by=lena)


def refused(deed, **said) -> list[str]:
    with pytest.raises(Refused) as caught:
        deed(**said)
    return [str(problem) for problem in caught.value.problems]


def seen(motion, person, at):
    return queries.get_motion(
        union=person.union, motion=motion, person=person.id, at=at
    )


def ask(motion, by, person, why, at):
    services.ask_for_advice(
        motion=motion, person=person.id, why=why, union=by.union, by=by.id, at=at
    )


def speak(motion, person, kind, words, at):
    return services.speak(
        motion=motion, kind=kind, words=words, union=person.union, by=person.id,
        key=f"{kind}:{words}", at=at,
    )  # fmt: skip


def conclude(motion, person, at, words="I heard both and do it."):
    services.conclude(
        motion=motion, goes=True, words=words, union=person.union, by=person.id, at=at
    )


@pytest.fixture
def advised(house, ben, chidi, lena):
    """Ben asked chidi, who is affected, and lena, who knows; both advised on day 1."""
    motion = talked(ben, matter="role_act")
    ask(motion, ben, chidi, "affected", later(0))
    ask(motion, ben, lena, "knows", later(0))
    for person in (chidi, lena):
        voice = speak(motion, person, "advice", f"{person.name} says wait.", later(1))
        services.settle_voice(
            voice=voice, how="answered", words="I wait a week.", union=ben.union,
            by=ben.id, at=later(1),
        )  # fmt: skip
    return motion


def test_one_person_decides_after_asking_and_answering_advice(advised, ben):
    conclude(advised, ben, later(2))

    view = seen(advised, ben, later(2))
    assert (view.stage, view.outcome) == ("closed", "adopted")
    assert [str(one) for one in view.words] == [
        "Decided by one person after taking advice: I heard both and do it."
    ]
    services.advance(union=ben.union, at=later(5))
    assert seen(advised, ben, later(5)).stage == "carried_out"


def test_nobody_decides_before_advice_is_asked_given_time_and_answered(
    house, ben, chidi, lena
):
    motion = talked(ben, matter="role_act")

    assert refused(conclude, motion=motion, person=ben, at=later(9)) == [
        "Ask at least one person who knows about it.",
        "Ask at least one person who is affected.",
    ]
    ask(motion, ben, chidi, "affected", later(9))
    ask(motion, ben, lena, "knows", later(9))
    speak(motion, lena, "advice", "Wait for the rain.", later(9))
    assert refused(conclude, motion=motion, person=ben, at=later(10)) == [
        (
            "Chidi was asked on 2026-12-02 08:00 and has not answered yet. Wait until "
            "2026-12-05 08:00, so that they have the time."
        ),
        "Every advice is answered, followed or not. Not answered yet: Wait for the rain.",
    ]
    assert refused(
        services.freeze_motion, motion=motion, union=ben.union, by=ben.id, at=later(12)
    ) == [
        "This is decided by one person after taking advice. Nobody votes: conclude it."
    ]


def test_two_who_are_affected_call_it_in_and_a_consent_round_decides(
    advised, house, ben, chidi, lena
):
    conclude(advised, ben, later(2))
    deed = {"motion": advised, "union": ben.union, "key": "c", "at": later(3)}

    services.call_in(**deed, words="It floods my room.", by=chidi.id)
    assert seen(advised, ben, later(3)).stage == "closed"
    services.call_in(**deed, words="Mine too.", by=lena.id)

    view = seen(advised, ben, later(3))
    assert (view.stage, view.rule.process, view.outcome) == (
        "discussion",
        "consent",
        "",
    )
    services.freeze_motion(motion=advised, union=ben.union, by=ben.id, at=later(5))
    all_say(advised, house, "consent", later(6))
    services.close_motion(motion=advised, union=ben.union, by=ben.id, at=later(6))
    assert seen(advised, ben, later(6)).outcome == "adopted"


def test_a_recall_is_heard_first_counted_from_the_urn_and_ends_the_mandate_at_once(
    mandate, house, ben, chidi, kofi, lena
):
    motion = talked(ben, matter="recall", about=mandate.id)
    freeze = {"motion": motion, "union": ben.union, "by": ben.id}
    assert "stores" in people.scopes_of(person=chidi.id, at=later(7))

    assert refused(services.freeze_motion, **freeze, at=later(7)) == [
        (
            "The person is heard first. Wait until they have said something here, or until "
            "somebody has written down that they were heard or did not wish to be."
        )
    ]
    speak(motion, chidi, "reaction", "I was ill for a month.", later(7))
    services.freeze_motion(**freeze, at=later(7))
    services.advance(union=ben.union, at=later(10))
    services.advance(union=ben.union, at=later(17))
    assert seen(motion, ben, later(17)).waits_for_tellers
    count = UrnCount(papers=3, piles=(Pile("yes", 2), Pile("no", 1)))
    for teller in (kofi, lena):
        paper_votes.type_urn(
            motion=motion, count=count, union=ben.union, by=teller.id, at=later(17)
        )
    services.advance(union=ben.union, at=later(17))

    assert seen(motion, ben, later(17)).stage == "carried_out"
    assert "stores" not in people.scopes_of(person=chidi.id, at=later(17))


def test_a_recall_is_not_asked_for_again_soon_without_new_facts(
    mandate, house, ben, chidi, kofi, lena
):
    motion = talked(ben, matter="recall", about=mandate.id, breach="Gave the key away.")
    services.note_hearing(
        motion=motion, was_heard=False, words="She did not wish to come.",
        union=ben.union, by=lena.id, key="h", at=later(1),
    )  # fmt: skip
    services.freeze_motion(motion=motion, union=ben.union, by=ben.id, at=later(2))
    services.advance(union=ben.union, at=later(5))
    count = UrnCount(papers=3, piles=(Pile("yes", 1), Pile("no", 2)))
    for teller in (kofi, lena):
        paper_votes.type_urn(
            motion=motion, count=count, union=ben.union, by=teller.id, at=later(12)
        )
    services.advance(union=ben.union, at=later(12))
    assert seen(motion, ben, later(12)).stage == "not_adopted"

    again = {"person": ben, "matter": "recall", "about": mandate.id, "key": "again"}
    assert refused(bring, **again, at=later(20)) == [
        (
            "A recall from this role was decided on 2026-12-05. It can be asked for again "
            "from 2027-02-03 on, or now with new facts: write what is new."
        )
    ]
    assert bring(**again, new_facts="The store was empty.", at=later(20))


def test_who_brought_a_recall_does_not_write_down_the_hearing(mandate, house, ben):
    motion = talked(ben, matter="recall", about=mandate.id)

    with pytest.raises(NotYours, match="Somebody else than who brought"):
        services.note_hearing(
            motion=motion, was_heard=True, words="Heard.", union=ben.union, by=ben.id,
            key="h", at=later(1),
        )  # fmt: skip


def test_a_recall_names_a_mandate_in_force(house, ben, chidi):
    (said,) = refused(bring, person=ben, matter="recall")
    assert said == "Say which mandate is to end. It must be one in force."


def test_a_council_elected_in_proportion_is_recalled_as_a_whole(
    house, ben, chidi, lena, kofi
):
    options = tuple(OptionDraft(one.name, person=one.id) for one in (chidi, lena, kofi))
    effect = EffectDraft(
        "mandate.give",
        {
            "person": ELECTED, "title": "Council", "begins": "2026-12-20",
            "ends": "2027-06-20",
        },
    )  # fmt: skip
    election = frozen(
        ben, matter="council", options=options, seats=2, effects=(effect,)
    )
    all_say(election, house, ["o1", "o2", "o3"], later(17))
    services.close_motion(motion=election, union=ben.union, by=ben.id, at=later(17))
    services.advance(union=ben.union, at=later(20))
    assert seen(election, ben, later(20)).stage == "carried_out"
    council = [
        one
        for one in people.list_mandates(union=ben.union, at=later(30))
        if one.title == "Council"
    ]
    assert {one.person_name for one in council} == {"Chidi", "Lena"}

    recall = {"person": ben, "matter": "recall", "at": later(30)}
    assert refused(bring, **recall, about=council[0].id) == [
        (
            "They were elected in proportion, so that differences are mirrored. A majority "
            "cannot take out one of them: ask to elect the whole body anew."
        )
    ]
    motion = bring(**recall, about=election)

    ended = seen(motion, ben, later(30)).version.effects
    assert {one.params["mandate"] for one in ended} == {str(one.id) for one in council}
