"""The Scottish rule, by hand, and what holds at every stage."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.core.tally import ballots, scottish_stv
from commonweal.core.tally.scottish_stv import ONE
from commonweal.core.tally.words import BadBallots

#: Reckoned by hand below: quota 5, a has 8 and 3 over.
CAST = {("a", "b", "c"): 6, ("a", "c"): 2, ("b",): 2, ("c",): 3, ("d", "c"): 1}


def counted(cast=CAST, seats=2, options="abcd", **more):
    return scottish_stv.count_stv(
        ballots.ranked(cast, tuple(options)), seats, seed="47", **more
    )


def test_a_surplus_moves_on_at_a_value_cut_to_five_decimals():
    """14 papers, 2 places: quota 14 // 3 + 1 = 5. Of a's 8, 3 / 8 = 0.375 moves on."""
    count = counted()
    first, surplus, last, _rest = count.stages

    assert count.quota == 5
    assert first.votes == {"a": 8 * ONE, "b": 2 * ONE, "c": 3 * ONE, "d": ONE}
    assert surplus.votes == {
        "a": 5 * ONE, "b": 2 * ONE + 6 * 37500, "c": 3 * ONE + 2 * 37500, "d": ONE,
    }  # fmt: skip
    assert (last.action, last.option) == ("exclude", "d")
    assert last.votes["c"] == 3 * ONE + 2 * 37500 + ONE
    assert str(surplus.words[0]) == (
        "a has 3 more than the quota; each of the papers moves on at 0.375 of what it "
        "was worth."
    )


def test_with_one_place_left_the_lower_one_drops_out():
    count = counted()

    assert count.elected == ("a", "c")
    assert not count.by_lot


def test_equal_ones_are_parted_by_the_latest_stage_that_differs_else_by_lot():
    cast = {("a",): 4, ("b",): 1, ("c",): 1}

    count = counted(cast, 1, "abc")
    assert count.elected == ("a",)

    tied = counted({("a",): 2, ("b",): 2, ("c", "a"): 1}, 1, "abc")
    assert (tied.elected, tied.by_lot) == (("a",), False)

    drawn = counted({("a",): 1, ("b",): 1}, 1, "ab")
    assert drawn.by_lot
    assert drawn.elected == counted({("a",): 1, ("b",): 1}, 1, "ab").elected


def test_a_paper_counts_down_to_a_shared_or_missing_rank():
    cast = {("a", ("b", "c"), "d"): 9, ("b",): 1, ("c",): 1, ("d",): 2}

    count = counted(cast, 2)

    assert count.elected[0] == "a"
    assert count.stages[1].votes["d"] == 2 * ONE


def test_too_many_places_are_refused():
    with pytest.raises(BadBallots, match="5 places cannot be filled from 4 names"):
        counted(seats=5)


def test_a_vacancy_goes_to_the_same_voters_next_choice():
    cast = {("a", "b"): 6, ("c", "d"): 6, ("e",): 1}
    kept = ballots.ranked(cast, tuple("abcde"))

    taken = scottish_stv.count_back(kept, sitting=("a", "c"), left="c", seed="47")

    assert taken == "d"


rankings = st.permutations("abcde").flatmap(
    lambda order: st.integers(1, 5).map(lambda n: tuple(order[:n]))
)


@given(st.lists(rankings, min_size=1, max_size=30), st.integers(1, 4))
def test_votes_and_what_cannot_move_add_up_at_every_stage(cast, seats):
    count = counted({order: cast.count(order) for order in set(cast)}, seats, "abcde")

    assert len(count.elected) == seats
    assert len(set(count.elected)) == seats
    for stage in count.stages:
        assert sum(stage.votes.values()) + stage.not_transferable == len(cast) * ONE
        assert stage.not_transferable >= 0
