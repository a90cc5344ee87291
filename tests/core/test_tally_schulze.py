"""Schulze's method against its author's worked example and by its promises."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.core.tally import ballots, schulze
from commonweal.core.tally.thresholds import Threshold
from commonweal.core.tally.words import BadBallots

#: M. Schulze, Social Choice and Welfare 36, 2011, example 1: 45 voters.
EXAMPLE_1 = {
    "ACBED": 5, "ADECB": 5, "BEDAC": 8, "CABED": 3, "CAEBD": 7, "CBADE": 2,
    "DCEBA": 7, "EBADC": 8,
}  # fmt: skip


def count(cast, options, **more):
    given_ = {tuple(order): n for order, n in cast.items()}
    return schulze.count_schulze(
        ballots.ranked(given_, tuple(options)), seed="47", **more
    )


def test_the_example_of_the_paper_comes_out_pair_by_pair_and_path_by_path():
    counted = count(EXAMPLE_1, "ABCDE")

    assert counted.matrix == (
        (0, 20, 26, 30, 22),
        (25, 0, 16, 33, 18),
        (19, 29, 0, 17, 24),
        (15, 12, 28, 0, 14),
        (23, 27, 21, 31, 0),
    )
    assert counted.paths == (
        (0, 28, 28, 30, 24),
        (25, 0, 28, 33, 24),
        (25, 29, 0, 29, 24),
        (25, 28, 28, 0, 24),
        (25, 28, 28, 31, 0),
    )
    assert counted.tiers == (("E",), ("A",), ("C",), ("B",), ("D",))
    assert (counted.winner, counted.by_lot) == ("E", False)


def test_an_option_must_beat_staying_as_we_are():
    """Two of three agree to neither; the third alone cannot carry it."""
    cast = {("stay", "oven"): 2, ("oven", "stay"): 1}

    counted = count(cast, ("stay", "oven"), stay="stay")

    assert (counted.winner, counted.dropped) == ("stay", ("oven",))
    assert str(counted.words[0]) == (
        "oven is out: 1 of the 3 ballots that tell it from “stay” put it first, "
        "and 2 were needed."
    )


def test_two_thirds_mean_two_thirds():
    cast = {("oven", "stay"): 2, ("stay", "oven"): 1}
    two_thirds = Threshold(Fraction(2, 3))

    assert (
        count(cast, ("stay", "oven"), stay="stay", needed=two_thirds).winner == "oven"
    )
    cast[("stay", "oven")] = 2
    assert (
        count(cast, ("stay", "oven"), stay="stay", needed=two_thirds).winner == "stay"
    )


def test_who_is_equal_to_staying_changes_nothing_and_other_ties_go_by_lot():
    even = {("a", "b"): 1, ("b", "a"): 1}

    first, again = count(even, "ab"), count(even, "ab")

    assert first.by_lot
    assert first.winner == again.winner
    assert first.tiers == (("a", "b"),)


def test_everything_wrong_with_a_file_is_said_with_its_line():
    lines = ['["oak"]', '["oak", "oak"]', '["yew"]', "oak", '["oak"', '["oak"]']

    with pytest.raises(BadBallots) as refused:
        ballots.read_ranked(lines, ("oak", "elm"))

    assert [str(fault) for fault in refused.value.faults] == [
        "2: “oak” is ranked twice.",
        "3: “yew” is not on the ballot. Options are oak, elm.",
        "4: This line is not a ballot. Write a list of names, best first.",
        "5: This line is not a ballot. Write a list of names, best first.",
    ]


def test_equal_lines_are_gathered_and_empty_ones_left_out():
    lines = ['["oak"]', "", '["elm", "oak"]', ' ["oak"] ', "[]"]

    read = ballots.read_ranked(lines, ("oak", "elm"))

    assert read.counts == {((0,),): 2, ((1,), (0,)): 1, (): 1}
    assert read.n_ballots == 4


def test_everything_wrong_with_ballots_is_said_with_its_place():
    with pytest.raises(BadBallots) as refused:
        ballots.ranked([["oak"], ["oak", "oak"], "oak"], ("oak", "elm"))

    assert [str(fault) for fault in refused.value.faults] == [
        "2: “oak” is ranked twice.",
        "3: This line is not a ballot. Write a list of names, best first.",
    ]


def test_what_is_stays_when_nothing_is_better():
    cast = ballots.ranked([["a", "b"], ["b", "a"]], ("a", "b"))

    half = Threshold(Fraction(1, 2))

    strict = schulze.count_schulze(cast, seed="47", stay="b")
    even = schulze.count_schulze(cast, seed="47", stay="b", needed=half)

    assert (strict.winner, strict.by_lot) == (even.winner, even.by_lot) == ("b", False)
    assert strict.tiers == (("b",),)
    assert even.tiers == (("a", "b"),)


def test_one_option_is_no_choice_and_none_stands_twice():
    with pytest.raises(BadBallots, match="stands twice"):
        ballots.read_ranked([], ("oak", "oak"))
    with pytest.raises(BadBallots, match="fewer than two"):
        ballots.ranked({}, ("oak",))


OPTIONS = "abcd"
orders = st.permutations(OPTIONS).flatmap(
    lambda order: st.integers(1, 4).map(lambda n: tuple(order[:n]))
)


@given(st.lists(orders, min_size=1, max_size=12))
def test_one_more_ballot_for_the_winner_alone_never_unseats_it(cast):
    before = schulze.count_schulze(ballots.ranked(cast, OPTIONS), seed="47")
    if before.by_lot:
        return

    more = ballots.ranked([*cast, (before.winner,)], OPTIONS)

    assert schulze.count_schulze(more, seed="47").winner == before.winner


@given(st.lists(orders, min_size=1, max_size=12), st.permutations(OPTIONS))
def test_other_names_and_another_order_change_nothing(cast, names):
    renamed = dict(zip(OPTIONS, names, strict=True))
    one = schulze.count_schulze(ballots.ranked(cast, OPTIONS), seed="47")
    other_cast = [tuple(renamed[o] for o in order) for order in reversed(cast)]
    other = schulze.count_schulze(ballots.ranked(other_cast, sorted(names)), seed="47")

    assert [{renamed[o] for o in tier} for tier in one.tiers] == [
        set(tier) for tier in other.tiers
    ]
