"""Results: hidden until the close, then for anybody to count again (issue 4, Verify)."""

from __future__ import annotations

import json
import uuid
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from commonweal.commons.notices import queries as notices
from commonweal.core.vf.problems import NotFound, Refused
from commonweal.rooms.governance import queries, services
from commonweal.rooms.governance.models import Answer, Published, Voter
from commonweal.rooms.governance.queries import results
from tests.rooms.governance_cast import later
from tests.rooms.governance_counts import (
    PROJECTS,
    THREE_OPTIONS,
    closed,
    house_of_ten,
    motion_row,
    names_as_options,
    opened,
    recounted,
    say,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def ten(lentil_house, ana, ben, chidi):
    return house_of_ten(lentil_house, ana)


def result(motion, person, at=None):
    row = motion_row(motion)
    return results.result(motion=motion, union=person.union, at=at or row.closes_at)


def everything_told(motion, person, at) -> str:
    """Return all that any question tells somebody else about a motion."""
    union = person.union
    asked = {"union": union, "motion": motion}
    told = (
        queries.get_motion(**asked, person=person.id, at=at),
        queries.list_motions(union=union, person=person.id, at=at, stage="going"),
        queries.participation(**asked),
        queries.list_voices(**asked, person=person.id, at=at),
        queries.list_voter_names(**asked),
        results.result(**asked, at=at),
        results.urn(**asked, person=person.id),
        results.list_sheets(**asked),
        results.list_lots(union=union, motion=motion),
        notices.list_for(person=person.id, at=at),
    )
    return repr(told)


@pytest.mark.parametrize(
    ("matter", "options", "before", "after"),
    [
        ("choice", THREE_OPTIONS, ["o1", "as_is"], ["as_is", "o2"]),
        ("circle_policy", (), ("objection", "it is cold"), "consent"),
        ("steward", (), None, None),
    ],
)
def test_nothing_tells_a_tally_before_the_close(
    ten, ben, chidi, kofi, matter, options, before, after
):
    """Whatever somebody answers, every question of others has the same answer."""
    motion = opened(ben, matter=matter, options=options)
    if matter == "steward":
        before = {"name": str(ben.id), "why": "he listens"}
        after = {"name": str(kofi.id), "why": "he knows the boiler"}
    say(motion, {chidi: before, kofi: before})
    at = motion_row(motion).opens_at + timedelta(hours=2)
    with_first = everything_told(motion, ben, at)

    say(motion, {chidi: after})

    assert everything_told(motion, ben, at) == with_first
    shown = result(motion, ben, at)
    assert (shown.state, shown.n_answered, shown.n_voters) == ("open", 2, 10)
    assert (shown.outcome, shown.lines, shown.sentences) == (None, (), ())
    with pytest.raises(Refused) as caught:
        results.published_files(motion=motion, union=ben.union)
    assert "This is still open. It is counted when it has closed." in str(caught.value)


def test_answers_with_receipts_lose_their_person_order_and_hour(ten, ben, chidi):
    motion = opened(ben, matter="choice", options=THREE_OPTIONS)
    at = motion_row(motion).opens_at + timedelta(hours=1)
    receipt = services.answer(
        motion=motion, answer=["o2"], union=chidi.union, by=chidi.id, key="mine",
        at=at, secret="a secret of my very own",
    )  # fmt: skip
    say(motion, {one: ["o1", "o2"] for one in ten if one.id != chidi.id})
    before = set(Answer.objects.filter(motion=motion).values_list("id", flat=True))

    row = closed(motion)

    kept = list(Answer.objects.filter(motion=motion).order_by("id"))
    assert len(kept) == row.n_answered == 10
    assert {one.person_id for one in kept} == {None}
    assert {one.given_on for one in kept} == {row.closes_at.date()}
    assert not before & {one.id for one in kept}
    files = results.published_files(motion=motion, union=ben.union)
    lines = [json.loads(line) for line in files["ballots.jsonl"].splitlines()]
    assert {"answer": ["o2"], "receipt": receipt} in lines
    assert len({line["receipt"] for line in lines}) == 10
    assert not any(one.name in files["ballots.jsonl"] for one in ten)
    assert len(receipt) == 10
    assert queries.own_answer(union=ben.union, motion=motion, person=chidi.id) is None


def test_a_secret_that_could_be_guessed_is_refused(ten, ben, chidi):
    motion = opened(ben, matter="choice", options=THREE_OPTIONS)

    with pytest.raises(Refused) as caught:
        services.answer(
            motion=motion, answer=["o2"], union=chidi.union, by=chidi.id, key="k",
            at=motion_row(motion).opens_at, secret="chidi",
        )  # fmt: skip

    assert str(caught.value) == (
        "A secret of fewer than 16 letters could be guessed, and your answer found by "
        "it. Take a longer one, or none: then chance makes the receipt."
    )


@pytest.fixture
def decided(ten, ana, ben, chidi, kofi):
    """A motion of each method that has a script, answered by nine of ten, and counted."""
    last = ten[-1]
    nine = ten[:-1]
    order = [["o1", "o2"], ["o2", "o3", "o1"], ["o3"]]
    two = names_as_options((ana, ben, chidi))
    motions = {
        "consent": opened(ben, matter="circle_policy", key="1"),
        "consensus": opened(ben, matter="agreement", key="2"),
        "ranking": opened(ben, matter="choice", key="3", options=THREE_OPTIONS),
        "judgment": opened(ben, matter="ordering", key="4", options=THREE_OPTIONS),
        "stv": opened(ben, matter="council", key="5", options=two, seats=2),
        "no_candidates": opened(ben, matter="steward", key="6"),
        "shares": opened(ben, matter="budget", key="7", options=PROJECTS, budget="100"),
    }
    said = {
        "consent": lambda i: ("concern", "it is cold") if i else "consent",
        "consensus": lambda i: "aside" if i < 2 else "support",
        "ranking": lambda i: order[i % 3],
        "judgment": lambda i: {"o1": i % 5, "o2": 1},
        "stv": lambda i: order[i % 3],
        "no_candidates": lambda i: {"name": str((ana, kofi)[i % 2].id), "why": "yes"},
        "shares": lambda i: ["o1"] if i < 5 else ["o1", "o2"],
    }
    for process, motion in motions.items():
        say(motion, {one: said[process](i) for i, one in enumerate(nine)})
        closed(motion)
    return motions, last


def test_the_script_in_each_download_counts_to_the_same_hash(
    decided, ben, kofi, tmp_path
):
    """A program that shares nothing with ours recounts, also when a voter has left.

    I-21: a name goes, what was counted stays countable.
    """
    motions, _last = decided
    for process, motion in motions.items():
        shown = result(motion, ben)
        files = results.published_files(motion=motion, union=ben.union)

        assert shown.state == "counted", process
        assert (shown.n_answered, shown.n_voters) == (9, 10), process
        assert sorted(files) == sorted(shown.files), process
        assert len(files["ballots.jsonl"].splitlines()) == 9, process
        assert recounted(files, tmp_path / process) == shown.hash, process
        assert motion_row(motion).list_hash in files["electorate.txt"]
        assert shown.hash in files["README.txt"]
    services.forget_person(person=kofi.id, union=ben.union, at=later(40))
    for process, motion in motions.items():
        files = results.published_files(motion=motion, union=ben.union)
        assert kofi.name not in files["ballots.jsonl"], process
        again = recounted(files, tmp_path / f"{process} again")
        assert again == result(motion, ben).hash, process
    assert list(results.differences(union=ben.union)) == []
    row = motion_row(motions["stv"])
    with pytest.raises(DatabaseError), transaction.atomic():
        Published.objects.filter(motion=row).update(rule={"seats": 1})
    Answer.objects.create(
        motion=row, round=row.round, answer=["o3"], given_on=row.closes_at.date()
    )
    assert [str(one) for one in results.differences(union=ben.union)] == [
        "“Shoes off in the kitchen”: the answers kept do not count to the result kept."
    ]


def test_a_result_says_names_and_figures_in_words(decided, ben):
    motions, _last = decided

    stv = result(motions["stv"], ben)
    named = result(motions["no_candidates"], ben)
    shares = result(motions["shares"], ben)
    consent = result(motions["consent"], ben)

    assert set(stv.winners) <= {"Ana", "Ben", "Chidi"}
    assert len(stv.winners) == 2
    assert "9 papers, 2 places: the quota is 4." in map(str, stv.sentences)
    assert named.winners == ("Ana",)
    assert [(one.label, one.count) for one in named.lines] == [("Ana", 5), ("Kofi", 4)]
    assert shares.winners == ("Oven", "Van")
    assert [str(one) for one in shares.sentences][:1] == [
        "Oven is bought by 9 people, 6.67 EUR each at most. 9 approved it."
    ]
    assert "it would be: Oven, Van." in str(shares.sentences[-1])
    assert [(one.label, one.count) for one in consent.lines] == [
        ("consent", 1),
        ("concern", 8),
        ("objection", 0),
    ]
    assert {one.name for one in consent.named} >= {"Ana", "Ben"}
    assert {one.reason for one in consent.named} == {"it is cold", ""}


def test_a_vacancy_goes_to_who_the_kept_ballots_name_next(ten, ana, ben, chidi):
    """No later majority takes a minority's seat."""
    motion = opened(
        ben, matter="council", options=names_as_options((ana, ben, chidi)), seats=2
    )
    order = [["o1", "o2"], ["o2", "o3", "o1"], ["o3"]]
    say(motion, {one: order[i % 3] for i, one in enumerate(ten)})
    elected = closed(motion).result["elected"]
    (third,) = {"o1", "o2", "o3"} - set(elected)

    asked = {"motion": motion, "union": ben.union}
    assert results.next_in_line(**asked, left=elected[0]) == third
    with pytest.raises(NotFound):
        results.next_in_line(**asked, left=third)


def test_of_a_secret_vote_of_few_only_the_outcome_is_told(ten, ben):
    """Small-group rule: fewer than five, or fewer than eight who say the same."""
    motion = opened(ben, matter="choice", options=THREE_OPTIONS)
    say(motion, {one: ["o1", "as_is"] for one in ten[:7]})

    row = closed(motion)

    shown = result(motion, ben)
    assert (shown.state, shown.outcome, shown.winners) == (
        "counted", "adopted", ("Benches",),
    )  # fmt: skip
    assert shown.is_small
    assert (shown.lines, shown.reasons, shown.hash, shown.files) == ((), (), "", ())
    assert [str(one) for one in shown.sentences] == [
        (
            "So few answered, or all the same, that figures would tell who said what. "
            "Only what came out is shown."
        )
    ]
    assert results.published_files(motion=motion, union=ben.union) == {}
    assert "matrix" not in row.result
    view = queries.get_motion(
        union=ben.union, motion=motion, person=ben.id, at=row.closes_at
    )
    assert "matrix" not in view.result


def test_nobody_of_another_union_reads_a_result(ten, ben, dalia):
    motion = opened(ben)

    with pytest.raises(NotFound):
        results.result(motion=motion, union=dalia.union, at=later(30))
    with pytest.raises(NotFound):
        results.published_files(motion=motion, union=dalia.union)


def test_a_list_of_voters_moves_to_another_node_and_grows_no_further(ten, ben):
    """I-21: a union that leaves takes its counted motions along, voters and all."""
    motion = opened(ben)
    say(motion, dict.fromkeys(ten, "consent"))
    there = closed(motion)
    there.id = uuid.uuid4()
    there.save(force_insert=True)

    Voter.objects.bulk_create(
        Voter(motion=there, round=there.round, person_id=one.id) for one in ten
    )
    with pytest.raises(DatabaseError, match="nobody_joins"), transaction.atomic():
        Voter.objects.create(motion=there, round=there.round, person_id=uuid.uuid4())
