"""Our tables give a union its first dishes, shop, codes and a week (story 2, demo)."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from commonweal.core.vf.problems import NotYours, Refused
from commonweal.data import cooking, figures
from commonweal.rooms.kitchen import queries, services, words
from commonweal.rooms.kitchen.models import Card, Dish, Meal
from commonweal.rooms.planning import services as planning
from tests.rooms.kitchen_cast import AT, MONDAY, SUNDAY, TUESDAY

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def packed(lentil_house, cook):
    path = figures.HERE / "packs" / "lentil-house.json"
    pack = json.loads(path.read_text())
    planning.adopt_pack(union=lentil_house.id, pack=pack, by=cook.id, at=AT)
    return lentil_house


def adopt(union, cook, first_day=MONDAY):
    return services.adopt_table(first_day=first_day, union=union.id, by=cook.id, at=AT)


def test_a_union_with_a_pack_gets_dishes_a_shop_and_a_week(packed, cook):
    assert adopt(packed, cook) == 10
    assert adopt(packed, cook) == 0

    names = [dish.name for dish in queries.list_dishes(union=packed.id)]
    assert "lentil soup" in names
    assert "Cabbage and carrot salad" in names
    soup = next(
        d for d in queries.list_dishes(union=packed.id) if d.name == "lentil soup"
    )
    assert (soup.serves, soup.minutes) == (20, 60)
    assert [line.kind_name for line in soup.lines] == [
        "lentils", "carrots", "leeks", "potatoes", "sunflower oil", "iodised salt",
    ]  # fmt: skip
    assert soup.codes == ("pulses", "onion")
    assert soup.steps.startswith("Wash the lentils.\n")
    assert [s.name for s in queries.list_sections(union=packed.id)][:2] == [
        "Vegetables", "Fruit",
    ]  # fmt: skip


def test_the_adopted_week_is_all_clear_and_makes_a_list(packed, cook):
    """No dish of ours holds a food nobody looked at; the list follows our shop."""
    adopt(packed, cook)

    meals = queries.list_meals(union=packed.id, from_day=MONDAY, until=SUNDAY, at=AT)
    shopping = queries.shopping_list(union=packed.id, days=(MONDAY, SUNDAY), at=AT)
    week = queries.week_table(union=packed.id, first_day=MONDAY)

    assert {dish.unclear for meal in meals for dish in meal.dishes} == {()}
    assert [s.name for s in shopping.sections] == [
        "Vegetables", "Fruit", "Bread and flour", "Dry goods", "Oil, salt, honey",
    ]  # fmt: skip
    assert week.unknown == ()
    gaps = {row.name for row in week.rows if row.is_gap}
    assert "vitamin B12" in gaps
    assert week.n_meals == 10


def test_what_a_union_has_decided_stays(packed, cook):
    kind = next(k for k in queries.list_foods(union=packed.id) if k.name == "lentils")
    services.set_card(
        draft=words.CardDraft(kind=kind.id, codes=("hot",)),
        union=packed.id, by=cook.id, at=AT,
    )  # fmt: skip

    adopt(packed, cook, None)

    assert Card.objects.get(kind=kind.id).codes == ["hot"]
    assert not Meal.objects.exists()


def test_days_that_are_over_are_not_planned(packed, cook):
    later = AT + timedelta(days=5)

    services.adopt_table(first_day=MONDAY, union=packed.id, by=cook.id, at=later)

    days = set(Meal.objects.values_list("day", flat=True))
    assert days == {MONDAY + timedelta(days=5), SUNDAY}


def test_a_week_begins_on_a_monday_and_by_the_kitchen(packed, cook, ben):
    with pytest.raises(Refused, match="2026-11-24 is not a Monday"):
        adopt(packed, cook, TUESDAY)
    with pytest.raises(NotYours):
        adopt(packed, ben)


def test_a_union_without_those_foods_gets_what_it_can(lentil_house, cook):
    assert adopt(lentil_house, cook) == 0
    assert not Dish.objects.exists()


@pytest.mark.parametrize(
    "pack",
    ["house-of-8", "eco-village-of-60", "urban-union-with-hub", "farm-and-workshop"],
)
def test_every_starter_pack_can_cook(lentil_house, cook, pack):
    path = figures.HERE / "packs" / f"{pack}.json"
    planning.adopt_pack(
        union=lentil_house.id, pack=json.loads(path.read_text()), by=cook.id, at=AT
    )

    assert adopt(lentil_house, cook) >= 8


def test_every_food_of_our_tables_is_classed_and_sourced():
    """A food nobody classed would be called unclear for ever."""
    kinds = {
        row["key"]
        for row in figures.table("tables", "kinds")
        if "food" in row["classes"].split()
    }
    tables = cooking.foods()

    assert set(tables) == kinds
    assert all(food.source for food in tables.values())
    assert {code for food in tables.values() for code in food.codes} <= set(words.CODES)


def test_a_dish_of_our_tables_holds_what_its_lines_hold():
    """Codes of cooked kinds are the sum of their ingredients."""
    tables = cooking.foods()
    lines: dict[str, set[str]] = {}
    for row in figures.table("tables", "dishes"):
        if row["kind"].startswith("out:"):
            continue
        lines.setdefault(row["dish"], set()).update(tables[row["kind"]].codes)

    assert {
        dish: held for dish, held in lines.items() if set(tables[dish].codes) != held
    } == {}
