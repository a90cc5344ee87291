"""Majority judgment against the first published field experiment, and by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest

from commonweal.core.tally import judgment
from commonweal.core.tally.thresholds import Threshold
from commonweal.core.tally.words import BadBallots

#: Orsay, 22 April 2007, 1,733 valid ballots, tenths of a per cent, from "excellent" to
#: "to reject". M. Balinski and R. Laraki, "Election by Majority Judgment: Experimental
#: Evidence", in: In Situ and Laboratory Experiments on Electoral Law Reform, 2011.
ORSAY = {
    "Besancenot": (41, 99, 163, 160, 226, 311),
    "Buffet": (25, 76, 125, 206, 264, 304),
    "Schivardi": (5, 10, 39, 95, 249, 602),
    "Bayrou": (136, 307, 251, 148, 84, 74),
    "Bové": (15, 60, 114, 160, 257, 394),
    "Voynet": (29, 93, 175, 237, 261, 205),
    "Villiers": (24, 64, 87, 113, 158, 554),
    "Royal": (167, 227, 191, 168, 122, 125),
    "Nihous": (3, 18, 53, 110, 267, 549),
    "Le Pen": (30, 46, 62, 65, 54, 743),
    "Laguiller": (21, 53, 102, 166, 259, 399),
    "Sarkozy": (191, 198, 143, 115, 71, 282),
}
GRADES = ("excellent", "very good", "good", "acceptable", "poor", "to reject")


def test_orsay_2007_comes_out_as_published():
    counted = judgment.count_judgment(ORSAY, seed="47", grades=GRADES)

    assert [one.option for one in counted.judged] == [
        "Bayrou", "Royal", "Sarkozy", "Voynet", "Besancenot", "Buffet", "Bové",
        "Laguiller", "Nihous", "Villiers", "Schivardi", "Le Pen",
    ]  # fmt: skip
    medians = [GRADES[one.median] for one in counted.judged]
    assert medians == ["good"] * 3 + ["acceptable"] + ["poor"] * 4 + ["to reject"] * 4


def test_the_larger_group_beside_the_middle_speaks():
    lifted = (3, 4, 2, 0, 0)  # three find it better than good, two worse
    held_back = (2, 4, 3, 0, 0)

    counted = judgment.count_judgment({"a": held_back, "b": lifted}, seed="47")

    assert counted.winner == "b"
    assert counted.tied == ()


def test_where_both_groups_are_equal_the_one_below_speaks():
    even, lifted = (2, 4, 2, 0, 0), (2, 5, 1, 0, 0)

    assert judgment.count_judgment({"a": even, "b": lifted}, seed="47").winner == "b"


def test_the_same_grades_throughout_are_parted_by_lot_and_told():
    tallies = {"a": (1, 1, 0, 0, 0), "b": (2, 2, 0, 0, 0)}

    counted = judgment.count_judgment(tallies, seed="47")

    assert set(counted.tied) == {"a", "b"}
    assert counted == judgment.count_judgment(tallies, seed="47")


def test_what_few_have_graded_is_out_but_shown():
    half = Threshold(Fraction(1, 2))

    counted = judgment.count_judgment(
        {"a": (4, 0, 0, 0, 0), "b": (0, 6, 0, 0, 0), "c": (0, 0, 0, 0, 0)},
        seed="47", n_voters=10, graded_by=half,
    )  # fmt: skip

    assert counted.winner == "b"
    assert [one.option for one in counted.judged if not one.is_eligible] == ["a", "c"]
    assert "a was graded by 4 of 10; 5 were needed." in [str(w) for w in counted.words]


def test_nothing_graded_wins_nothing():
    assert judgment.count_judgment({"a": (0, 0, 0, 0, 0)}, seed="47").winner is None


def test_wrong_tallies_are_named_all_at_once():
    with pytest.raises(BadBallots) as refused:
        judgment.count_judgment({"a": (1, 2), "b": (1, -1, 0, 0, 0)}, seed="47")

    assert len(refused.value.faults) == 2


def test_answers_are_told_into_how_many_gave_which_grade():
    answers = [{"a": 0, "b": 2}, {"a": 0}, {}]

    told = judgment.tallies_of(answers, options=("a", "b"), n_grades=3)

    assert told == {"a": (2, 0, 0), "b": (0, 0, 1)}


def test_answers_that_cannot_be_are_named_all_at_once():
    answers = [{"a": 0}, ["a"], {"c": 1, "a": 3}, {"a": True}]

    with pytest.raises(BadBallots) as refused:
        judgment.tallies_of(answers, options=("a", "b"), n_grades=3)

    assert [str(fault) for fault in refused.value.faults] == [
        "2: This answer is not a list of options with a grade each.",
        "3: “c” is not on the ballot.",
        "3: “a” has the grade “3”. Write 0 (best) to 2.",
        "4: “a” has the grade “True”. Write 0 (best) to 2.",
    ]
