"""Lots and voices refuse what cannot be drawn from or counted, all of it at once."""

from __future__ import annotations

import hashlib
from fractions import Fraction

import pytest

from commonweal.core.tally import lots, voices
from commonweal.core.tally.thresholds import MORE_THAN_HALF, Threshold
from commonweal.core.tally.words import BadBallots

NAMES = ("ana", "ben", "chidi")


def said(refused) -> list[str]:
    return [str(fault) for fault in refused.value.faults]


def test_more_places_than_names_cannot_be_drawn():
    for places in (-1, 4):
        with pytest.raises(BadBallots) as refused:
            lots.lottery(NAMES, places, reveals=["x"])
        assert said(refused) == [f"{places} places cannot be drawn from 3 names."]
    assert len(lots.lottery(NAMES, 3, reveals=["x"]).chosen) == 3


def test_a_list_with_names_twice_or_missing_is_refused():
    with pytest.raises(BadBallots) as refused:
        lots.lottery(["ana", "", "ana", None], 1, reveals=["x"])

    assert said(refused) == [
        "2: This line holds no name.",
        "4: This line holds no name.",
        "“ana” is on the list twice.",
    ]


def test_panels_of_people_who_are_not_there_are_refused():
    with pytest.raises(BadBallots) as refused:
        lots.panel_lottery(NAMES, [[0, 1], [1, 1], [2, 3]], reveals=["x"])
    assert said(refused) == [
        "Panel 1 names people who are not on the list.",
        "Panel 2 names people who are not on the list.",
    ]
    with pytest.raises(BadBallots, match="There are no panels to draw from"):
        lots.panel_lottery(NAMES, [], reveals=["x"])


def test_from_nothing_no_number_is_drawn():
    with pytest.raises(ValueError, match="nothing to draw from"):
        lots.draw("47", 0)


def test_numbers_beyond_the_last_whole_multiple_are_thrown_away():
    """Nearly every second number of SHA-256 lies beyond 2 ** 255 + 1."""
    below = 2**255 + 1

    def block(seed: str, counter: int) -> int:
        return int(hashlib.sha256(f"{seed}:{counter}".encode()).hexdigest(), 16)

    beyond = next(s for s in "abcdefgh" if block(s, 0) >= below > block(s, 1))
    within = next(s for s in "abcdefgh" if block(s, 0) < below)

    assert lots.draw(beyond, below) == block(beyond, 1)
    assert lots.draw(within, below) == block(within, 0)


def test_a_part_of_a_whole_is_from_nothing_to_all():
    for part in (Fraction(-1, 2), Fraction(3, 2)):
        with pytest.raises(ValueError, match="is not a part of a whole"):
            Threshold(part)
    assert Threshold(Fraction(1)).people_of(3) == 3


def test_a_round_without_a_name_is_refused_with_its_line():
    with pytest.raises(BadBallots) as refused:
        voices.count_names(["ana", "", 7], seed="47")

    assert said(refused) == [
        "2: This line holds no name.",
        "3: This line holds no name.",
    ]


def test_an_answer_that_was_not_asked_for_is_refused_with_its_line():
    question = voices.Question(("yes", "no"), ("yes",), None, MORE_THAN_HALF)
    half = Threshold(Fraction(1, 2))

    with pytest.raises(BadBallots) as refused:
        voices.count_voices(
            question, ["yes", "perhaps", ["no"]], n_voters=3, quorum=half
        )

    assert said(refused) == [
        "2: “perhaps” is not an answer here. Answers are yes, no.",
        "3: “['no']” is not an answer here. Answers are yes, no.",
    ]
