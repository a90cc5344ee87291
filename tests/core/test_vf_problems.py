"""A refusal names every problem, its field, its row and what to do."""

from __future__ import annotations

import pytest

from commonweal.core.vf.problems import N_, NotYours, Problem, Refused, require

FIRST = Problem(
    "amount", N_("%(amount)s kg is more than the store holds."), {"amount": 9}
)
SECOND = Problem("due", N_("The day is past. Choose a later one."))


def test_a_refusal_carries_all_problems_at_once():
    with pytest.raises(Refused) as refusal:
        require([FIRST, SECOND])

    assert [p.field for p in refusal.value.problems] == ["amount", "due"]
    assert str(refusal.value) == (
        "9 kg is more than the store holds.; The day is past. Choose a later one."
    )


def test_nothing_wrong_refuses_nothing():
    assert require([]) is None


def test_one_problem_alone_can_be_refused():
    assert NotYours(SECOND).problems == (SECOND,)


def test_a_problem_knows_its_row_when_it_came_from_a_table():
    assert FIRST.row is None
    assert FIRST.at_row(7) == Problem("amount", FIRST.message, {"amount": 9}, row=7)


def test_marking_for_translation_changes_no_word():
    assert N_("three") == "three"
