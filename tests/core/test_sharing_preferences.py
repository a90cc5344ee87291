"""Blind preferences: the leximin matching, under code names."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.core.sharing import lots, preferences
from commonweal.core.sharing.values import BadProblem

ITEMS = ["attic", "bay", "corner", "den"]
rankings = st.dictionaries(
    st.sampled_from(["ana", "ben", "chidi", "dalia", "eve"]),
    st.permutations(ITEMS).flatmap(
        lambda order: st.integers(0, 4).map(lambda n: order[:n])
    ),
    min_size=1,
    max_size=5,
)
WITHOUT = 99


def unluckiest_first(ranking_of, given_to):
    return sorted(
        (
            WITHOUT if item is None else ranking_of[person].index(item)
            for person, item in given_to.items()
        ),
        reverse=True,
    )


def best_by_trying_all(ranking_of, items):
    """Try every way to hand out the items; slow and obvious."""
    people = sorted(ranking_of)
    choices = [*items, *[None] * len(people)]
    ways = (
        dict(zip(people, way, strict=True))
        for way in set(itertools.permutations(choices, len(people)))
    )
    wanted = (
        way
        for way in ways
        if all(item is None or item in ranking_of[p] for p, item in way.items())
    )
    return min(unluckiest_first(ranking_of, way) for way in wanted)


@given(ranking_of=rankings, seed=st.text("0123", max_size=3), n=st.integers(1, 3))
def test_the_unluckiest_fare_as_well_as_trying_all_ways_shows(ranking_of, seed, n):
    items = ITEMS[:n]
    ranking_of = {p: [i for i in r if i in items] for p, r in ranking_of.items()}

    matching = preferences.match_blind(ranking_of, items, seed=seed)

    assert unluckiest_first(ranking_of, matching.items) == best_by_trying_all(
        ranking_of, items
    )


@given(ranking_of=rankings, seed=st.text("0123", max_size=3), data=st.data())
def test_the_order_of_people_and_items_changes_nothing(ranking_of, seed, data):
    """I-1: no place in a list is better than another."""
    people = data.draw(st.permutations(sorted(ranking_of)))
    items = data.draw(st.permutations(ITEMS))

    first = preferences.match_blind(ranking_of, ITEMS, seed=seed)
    second = preferences.match_blind(
        {p: ranking_of[p] for p in people}, items, seed=seed
    )

    assert first == second


@given(ranking_of=rankings, seed=st.text("0123", max_size=3))
def test_each_thing_goes_to_one_person_who_wants_it(ranking_of, seed):
    matching = preferences.match_blind(ranking_of, ITEMS, seed=seed)

    given_out = [item for item in matching.items.values() if item is not None]
    assert len(given_out) == len(set(given_out))
    assert all(i is None or i in ranking_of[p] for p, i in matching.items.items())


def test_three_rooms_by_hand():
    """Ana and ben want the attic, chidi too, but ana would take nothing else."""
    ranking_of = {
        "ana": ["attic"],
        "ben": ["attic", "bay"],
        "chidi": ["attic", "bay", "corner"],
    }

    matching = preferences.match_blind(
        ranking_of, ["attic", "bay", "corner"], seed="47"
    )

    assert matching.items == {"ana": "attic", "ben": "bay", "chidi": "corner"}
    assert matching.places == {"ana": 1, "ben": 2, "chidi": 3}


def test_equal_wishes_are_decided_by_lot():
    """I-5: over many seeds each of two equal people gets the attic about half the time."""
    both = {"ana": ["attic"], "ben": ["attic"]}

    won = [
        preferences.match_blind(both, ["attic"], seed=str(i)).items["ana"] is not None
        for i in range(400)
    ]

    assert 150 < sum(won) < 250


def test_the_decision_sees_code_names_only():
    """Domain, hazards: people and things are code names until the matter is decided."""
    matching = preferences.match_blind({"ana": ["attic"]}, ["attic", "bay"], seed="47")

    assert matching.codes["ana"] == "P1"
    assert {matching.codes["attic"], matching.codes["bay"]} == {"T1", "T2"}
    assert lots.code_names("47", ["ana", "ben"], "P") == lots.code_names(
        "47", ["ben", "ana"], "P"
    )


def test_nobody_asking_is_no_trouble():
    matching = preferences.match_blind({}, ["attic"], seed="47")

    assert matching.items == {}


@pytest.mark.parametrize(
    ("ranking_of", "items", "fault"),
    [
        ({"ana": ["attic", "attic"]}, ["attic"], "ana: ranks a thing twice"),
        ({"ana": ["moon"]}, ["attic"], "ana: ranks a thing that is not there"),
        ({}, ["attic", "attic"], "listed twice"),
        ({}, [str(i) for i in range(201)], "more than 200"),
    ],
)
def test_a_bad_ranking_is_refused(ranking_of, items, fault):
    with pytest.raises(BadProblem, match=fault):
        preferences.match_blind(ranking_of, items, seed="47")
