"""Sentences read well with one of a thing, with pieces, and with no unit at all."""

from __future__ import annotations

import pytest

from commonweal.core.planner import Problem, Sentence, solve, whatif_words
from commonweal.core.planner.terms import (
    Capacity,
    Flow,
    Good,
    Need,
    Period,
    Recipe,
    Stock,
    Tier,
    Use,
)
from commonweal.core.planner.whatif import LateArrival, LateReady, LateStart

WEEK = (Period("week 14"),)
HOME = ("home",)


def blankets(wanted: float, **more) -> Problem:
    """Wool blankets for the north, made of wool on a loom."""
    need = Need(
        "blankets", "home", "north", Tier.VITAL, 0, wanted, {"wool blankets": 1.0},
        ("north",), unit="piece",
    )  # fmt: skip
    return Problem(
        periods=WEEK,
        places=HOME,
        goods=(Good("wool blankets", "piece"), Good("wool", "kg")),
        needs=(need,),
        **more,
    )


def test_more_of_what_is_counted_is_said_in_whole_ones_without_the_word_piece():
    problem = blankets(5.5, stocks=(Stock("home", "wool blankets", 1.2),))

    (short,) = solve(problem).shorts

    assert [str(limit.words) for limit in short.limits] == [
        "All 1.2 wool blankets that there are in week 14 are used."
    ]
    assert [str(help_.words) for relief in short.reliefs for help_ in relief.helps] == [
        "5 more wool blankets in week 14"
    ]


def test_rooms_that_are_counted_are_in_use_by_their_name():
    weave = Recipe(
        "weave",
        inputs=(Flow("wool", 1.0),),
        outputs=(Flow("wool blankets", 1.0),),
        uses=(Use("looms", 1.0),),
    )
    problem = blankets(
        5.0,
        recipes=(weave,),
        stocks=(Stock("home", "wool", 9.0),),
        capacities=(Capacity("home", "looms", 0, 2.0, "piece"),),
    )

    (short,) = solve(problem).shorts

    assert str(short.limits[0].words) == "All 2 looms in week 14 are in use."
    assert "3 more looms in week 14" in [
        str(help_.words) for relief in short.reliefs for help_ in relief.helps
    ]


@pytest.mark.parametrize(
    ("whatif", "words"),
    [
        (LateStart(1), "Every season begins one period later."),
        (LateReady(1), "What takes a while is ready one period later."),
        (LateArrival(1), "What is to come in comes one period later."),
        (LateArrival(1, "flour"), "flour comes in one period later."),
        (LateStart(3), "Every season begins 3 periods later."),
    ],
)
def test_one_period_is_said_as_one(whatif, words):
    problem = Problem(periods=WEEK, places=HOME)

    assert [str(one) for one in whatif_words.said(problem, whatif)] == [words]


def test_every_label_in_a_sentence_gets_the_name_people_use():
    names = {"r1": "the night's rest", "g1": "flour", "p1": "bread, sent", "p2": "jam"}
    sentence = Sentence(
        "%(rest)s; %(what)s; %(label)s; %(promises)s; %(recipes)s",
        {
            "rest": "r1",
            "what": "g1",
            "label": "g1",
            "promises": "p1, p2",
            "recipes": "x",
        },
    )

    assert str(sentence.named(names)) == (
        "the night's rest; flour; flour; bread, sent, jam; x"
    )


def test_an_amount_without_a_unit_leaves_no_gap():
    assert str(Sentence("%(n)s %(unit)s more", {"n": 4, "unit": ""})) == "4 more"
    assert str(Sentence("Two  gaps  as they are.")) == "Two  gaps  as they are."


def test_an_empty_unit_leaves_no_gap_before_the_full_stop():
    said = Sentence("%(n)s of %(most)s %(unit)s.", {"n": 4, "most": 10, "unit": ""})

    assert str(said) == "4 of 10."
