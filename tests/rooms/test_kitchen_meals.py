"""Menus: planned, changed, called off, repeated (issue 3, table 1)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from commonweal.core.vf.problems import NotYours, Refused
from commonweal.rooms.kitchen import queries, services, words
from commonweal.rooms.kitchen.models import Meal
from tests.rooms.kitchen_cast import (
    AT,
    MONDAY,
    SUNDAY,
    TUESDAY,
    WEDNESDAY,
    add_dish,
    add_food,
    line,
    plan,
    problems,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def soup(lentil_house, cook):
    lentils = add_food(lentil_house, "lentils", codes=["pulses"])
    return add_dish(lentil_house, cook, "Soup", line(lentils, "1.5"))


@pytest.fixture
def supper(lentil_house, cook, soup, ben, chidi):
    """Supper on Tuesday at half past six; sign-out closes on Monday at that hour."""
    return plan(lentil_house, cook, soup)


def test_a_meal_is_planned_once(lentil_house, cook, soup):
    first = plan(lentil_house, cook, soup)

    assert plan(lentil_house, cook, soup) == first
    view = queries.get_meal(union=lentil_house.id, meal=first, at=AT)
    assert [dish.name for dish in view.dishes] == ["Soup"]
    assert view.seen == "2026-11-24 18:30 Soup"
    turns = queries.list_turns(union=lentil_house.id, days=(MONDAY, SUNDAY), by=cook.id)
    assert [(t.task, t.places, t.open) for t in turns] == [
        ("cooking", 2, 2), ("serving", 1, 1), ("washing_up", 2, 2),
    ]  # fmt: skip


def test_everything_wrong_with_a_meal_is_said_at_once(lentil_house, cook, soup, supper):
    """Bad input: days past, unknown dishes, the same dish twice."""
    draft = words.MealDraft(
        day=MONDAY - timedelta(days=1),
        time="tea",
        dishes=(soup, soup, cook.id),
        place=cook.id,
        name="x" * 81,
        closes_at=AT + timedelta(days=9),
    )

    found = problems(
        services.plan_meal,
        draft=draft,
        union=lentil_house.id,
        by=cook.id,
        key="k",
        at=AT,
    )

    assert [field for _row, field, _said in found] == [
        "day", "dishes", "dishes", "time", "place", "name", "closes_at",
    ]  # fmt: skip
    assert found[0][2] == "2026-11-22 is over. Choose today or a later day."
    assert Meal.objects.count() == 1


def test_two_suppers_on_one_day_are_refused(lentil_house, cook, supper):
    draft = words.MealDraft(day=TUESDAY, time="supper")

    with pytest.raises(Refused, match="There is a meal at 2026-11-24 18:30 already"):
        services.plan_meal(
            draft=draft, union=lentil_house.id, by=cook.id, key="other", at=AT
        )


def test_a_meal_for_nobody_is_refused(lentil_house, cook, soup, ben, chidi, kofi, lena):
    """Bad input: a menu with zero people."""
    for person in (cook, ben, chidi, kofi, lena):
        services.be_away(
            person=person.id, days=(TUESDAY, TUESDAY), union=lentil_house.id, by=person.id, at=AT
        )  # fmt: skip

    with pytest.raises(Refused, match="Nobody eats here at 2026-11-24 18:30: 0 people"):
        plan(lentil_house, cook, soup)

    assert not Meal.objects.exists()


def test_a_week_is_repeated_and_what_is_there_stays(lentil_house, cook, soup, supper):
    plan(lentil_house, cook, soup, day=WEDNESDAY, time="lunch")
    given = {
        "from_monday": MONDAY, "to_monday": MONDAY + timedelta(weeks=1),
        "union": lentil_house.id, "by": cook.id,
    }  # fmt: skip

    made = services.repeat_week(at=AT, **given)

    assert len(made) == 2
    assert services.repeat_week(at=AT + timedelta(hours=1), **given) == ()
    assert Meal.objects.count() == 4


def test_a_week_begins_on_a_monday_and_holds_meals(lentil_house, cook):
    with pytest.raises(Refused, match="2026-11-24 is not a Monday"):
        services.repeat_week(
            from_monday=TUESDAY,
            to_monday=MONDAY,
            union=lentil_house.id,
            by=cook.id,
            at=AT,
        )
    with pytest.raises(Refused, match="There are no meals in the week of 2026-11-23"):
        services.repeat_week(
            from_monday=MONDAY,
            to_monday=MONDAY,
            union=lentil_house.id,
            by=cook.id,
            at=AT,
        )


def test_only_the_kitchen_plans_meals(lentil_house, ben, soup):
    with pytest.raises(NotYours, match="mandate for the kitchen"):
        plan(lentil_house, ben, soup)
