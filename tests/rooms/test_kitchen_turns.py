"""Turns: open tasks, visible when uncovered, counted by nobody (issue 3, table 7)."""

from __future__ import annotations

import dataclasses
import inspect

import pytest

from commonweal.core.vf.problems import NotYours, Refused
from commonweal.rooms.kitchen import models, queries, services, words
from commonweal.rooms.kitchen.models import TurnTaken
from tests.rooms.kitchen_cast import (
    AT,
    MONDAY,
    SUNDAY,
    add_dish,
    add_food,
    line,
    plan,
    problems,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def supper(lentil_house, cook):
    lentils = add_food(lentil_house, "lentils", codes=[])
    return plan(
        lentil_house, cook, add_dish(lentil_house, cook, "Soup", line(lentils, "1"))
    )


def turn_of(union, task, by):
    turns = queries.list_turns(union=union.id, days=(MONDAY, SUNDAY), by=by.id)
    return next(turn for turn in turns if turn.task == task)


def take(union, task, person, by=None):
    services.take_turn(
        turn=turn_of(union, task, person).id,
        person=person.id,
        union=union.id,
        by=(by or person).id,
        at=AT,
    )


def test_an_uncovered_turn_is_seen_by_all_and_taken_in_one_tap(
    lentil_house, supper, ben
):
    assert turn_of(lentil_house, "serving", ben).open == 1

    for _tap in range(2):
        take(lentil_house, "serving", ben)

    turn = turn_of(lentil_house, "serving", ben)
    assert (turn.open, turn.is_mine, turn.names) == (0, True, ())
    assert TurnTaken.objects.count() == 1


def test_a_full_turn_says_so_and_a_left_one_is_open_again(
    lentil_house, supper, ben, chidi
):
    take(lentil_house, "serving", ben)
    with pytest.raises(Refused, match="All places of this turn are taken"):
        take(lentil_house, "serving", chidi)

    turn = turn_of(lentil_house, "serving", ben)
    services.leave_turn(
        turn=turn.id, person=ben.id, union=lentil_house.id, by=ben.id, at=AT
    )

    take(lentil_house, "serving", chidi)
    assert turn_of(lentil_house, "serving", chidi).is_mine


def test_a_helper_signs_somebody_up_from_paper(lentil_house, supper, ana, ben, chidi):
    """I-22: the list on the wall is as good as a screen."""
    take(lentil_house, "cooking", ben, by=ana)

    assert turn_of(lentil_house, "cooking", ben).is_mine
    with pytest.raises(NotYours):
        take(lentil_house, "cooking", ben, by=chidi)


def test_the_kitchen_says_how_many_hands_a_meal_needs(lentil_house, supper, cook):
    given = {"meal": supper, "union": lentil_house.id, "by": cook.id, "at": AT}

    found = problems(services.set_turns, places={"dancing": 2, "cooking": 99}, **given)
    services.set_turns(places={"cooking": 4, "serving": 0}, **given)

    assert [field for _row, field, _said in found] == ["task", "cooking"]
    turns = queries.list_turns(union=lentil_house.id, days=(MONDAY, SUNDAY), by=cook.id)
    assert [(t.task, t.places) for t in turns] == [("cooking", 4), ("washing_up", 2)]


def test_nothing_totals_what_a_person_ate_or_did():
    """I-11: no answer but one's own and the day's sheet names a person; none counts one."""
    named = {"PaperLine", "PaperRow", "SignDraft", "CodesDraft", "UsualDraft"}
    answers = [
        value for value in vars(words).values() if dataclasses.is_dataclass(value)
    ]

    holding = {
        answer.__name__
        for answer in answers
        if {"person", "persons", "host"} & {f.name for f in dataclasses.fields(answer)}
    }

    assert holding <= named | {"GuestDraft"}
    asked = {
        name
        for name in queries.__all__
        if "person" in inspect.signature(getattr(queries, name)).parameters
    }
    assert asked == {"my_meals", "own_codes", "own_data", "own_usual"}


def test_what_one_gets_to_eat_knows_nothing_of_what_one_did(
    lentil_house, supper, ben, chidi
):
    """I-12: taking every turn or none changes no plate."""
    before = queries.counts(union=lentil_house.id, meals=[supper])[supper]

    for task in words.TASKS:
        take(lentil_house, task, ben)

    assert queries.counts(union=lentil_house.id, meals=[supper])[supper] == before
    on_turns = {f.name for f in models.TurnTaken._meta.concrete_fields}
    assert on_turns == {"id", "turn", "person_id", "made_at", "keep_until"}
    for module in (queries.presence, queries.scaling):
        assert "Turn" not in inspect.getsource(module)
