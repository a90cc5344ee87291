"""Cooking: stock leaves by events, leftovers and scraps go on (issue 3, table 4)."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from commonweal.commons.ledger import queries as ledger
from commonweal.core.vf.actions import Action
from commonweal.core.vf.problems import NotYours, Refused
from commonweal.rooms.kitchen import queries, services, words
from commonweal.rooms.kitchen.models import Meal
from tests.rooms.kitchen_cast import (
    AT,
    MONDAY,
    TUESDAY,
    WEDNESDAY,
    add_content,
    add_dish,
    add_food,
    here,
    line,
    plan,
    problems,
    sign,
    stock,
)

pytestmark = pytest.mark.django_db(transaction=True)
EVENING = AT + timedelta(days=1, hours=12)


@pytest.fixture
def lentils(lentil_house):
    return add_food(lentil_house, "lentils", codes=[])


@pytest.fixture
def soup(lentil_house, cook, lentils):
    """For ten: 2 kg lentils. Three eat here: 0.6 kg."""
    return add_dish(lentil_house, cook, "Soup", line(lentils, "2"))


@pytest.fixture
def supper(lentil_house, cook, soup):
    return plan(lentil_house, cook, soup)


def do_cook(union, by, meal, *, at=EVENING, **more):
    draft = words.CookDraft(meal=meal, **more)
    return services.cook(draft=draft, union=union.id, by=by.id, at=at)


def events(union):
    return ledger.list_events(union=union.id, limit=1000)


def test_what_expires_first_is_used_first_and_once(lentil_house, cook, supper, lentils):
    old = stock(lentil_house, lentils, "0.4", until=WEDNESDAY)
    new = stock(lentil_house, lentils, "5", until=WEDNESDAY + timedelta(days=90))

    used = [do_cook(lentil_house, cook, supper) for _twice in range(2)]

    assert used[0] == used[1]
    assert [(name, str(amount)) for name, amount in used[0].used] == [
        ("lentils", "0.6 kg")
    ]
    taken = [
        (event.resource_inventoried_as, str(event.resource_quantity))
        for event in events(lentil_house)
        if event.action is Action.CONSUME
    ]
    assert taken == [(old.id, "0.4 kg"), (new.id, "0.2 kg")]
    assert here(lentil_house, lentils) == "4.8 kg"
    assert ledger.verify_union(union=lentil_house.id).is_sound


def test_nobody_is_named_by_what_was_cooked(lentil_house, cook, supper, lentils):
    """I-11: the ledger hears of the union and its process."""
    stock(lentil_house, lentils, "5")

    do_cook(lentil_house, cook, supper)

    told = [event for event in events(lentil_house) if event.action is Action.CONSUME]
    assert {(e.provider, e.receiver) for e in told} == {
        (lentil_house.id, lentil_house.id)
    }


def test_too_little_in_store_says_what_is_here_and_nothing_is_taken(
    lentil_house, cook, supper, lentils
):
    stock(lentil_house, lentils, "0.5")

    found = problems(
        services.cook,
        draft=words.CookDraft(meal=supper),
        union=lentil_house.id, by=cook.id, at=EVENING,
    )  # fmt: skip

    assert found == [
        (None, "amounts", "lentils: 0.5 kg is here, 0.6 kg was to be used. Write what was used, or count the store again.")
    ]  # fmt: skip
    assert here(lentil_house, lentils) == "0.5 kg"
    [told] = queries.cook_lines(union=lentil_house.id, meal=supper, at=EVENING)
    assert [str(one) for one in (told.planned, told.here, told.suggested)] == [
        "0.6 kg", "0.5 kg", "0.5 kg",
    ]  # fmt: skip
    do_cook(lentil_house, cook, supper, amounts={lentils.id: "0.5"})
    assert here(lentil_house, lentils) == "0 kg"


def test_what_was_really_used_is_written_other_foods_too(
    lentil_house, cook, supper, lentils
):
    oil = add_food(lentil_house, "oil", codes=[])
    stock(lentil_house, lentils, "5")
    stock(lentil_house, oil, "1")

    do_cook(lentil_house, cook, supper, amounts={lentils.id: "0", oil.id: "0,2"})

    assert (here(lentil_house, lentils), here(lentil_house, oil)) == ("5 kg", "0.8 kg")


def test_everything_wrong_with_what_was_cooked_is_said_at_once(
    lentil_house, cook, supper, soup, lentils
):
    stock(lentil_house, lentils, "5")

    found = problems(
        services.cook,
        draft=words.CookDraft(
            meal=supper,
            amounts={lentils.id: "-1", cook.id: "1"},
            leftovers=(
                words.LeftoverDraft(dish=cook.id, amount="1", good_until=WEDNESDAY),
                words.LeftoverDraft(dish=soup, amount="0", good_until=MONDAY),
                words.LeftoverDraft(dish=soup, amount="much", good_until=WEDNESDAY),
            ),
            scraps="-2",
            place=cook.id,
        ),
        union=lentil_house.id, by=cook.id, at=EVENING,
    )  # fmt: skip

    assert [(row, field) for row, field, _said in found] == [
        (None, "place"), (None, "amounts"), (None, "amounts"),
        (None, "leftovers"), (2, "good_until"), (3, "leftovers"), (None, "scraps"),
    ]  # fmt: skip
    assert Meal.objects.get().status == "planned"
    assert here(lentil_house, lentils) == "5 kg"


def test_a_meal_to_come_is_not_cooked_yet(lentil_house, cook, supper, lentils):
    stock(lentil_house, lentils, "5")

    with pytest.raises(Refused, match="The meal of 2026-11-24 18:30 is still to come"):
        do_cook(lentil_house, cook, supper, at=AT)


def test_a_meal_of_nobody_is_not_cooked(
    lentil_house, cook, supper, kofi, lena, lentils
):
    """Bad input: a menu with zero people."""
    stock(lentil_house, lentils, "5")
    for person in (cook, kofi, lena):
        services.opt_out(
            sign=sign(supper, person), union=lentil_house.id, by=person.id, at=AT
        )

    with pytest.raises(Refused, match="Nobody eats here at 2026-11-24 18:30: 0 people"):
        do_cook(lentil_house, cook, supper)


def test_a_cooked_meal_stays_as_it_was(lentil_house, cook, supper, soup, kofi, lentils):
    stock(lentil_house, lentils, "5")
    do_cook(lentil_house, cook, supper)
    given = {"union": lentil_house.id, "by": cook.id, "at": EVENING}

    for deed, more in (
        (services.call_off_meal, {"meal": supper}),
        (services.opt_out, {"sign": sign(supper, kofi)}),
    ):
        with pytest.raises(Refused, match="has been cooked"):
            deed(**given | more)


def test_who_took_the_cooking_writes_it_down(lentil_house, supper, ben, lentils):
    """A cook with wet hands needs no mandate; others need one."""
    stock(lentil_house, lentils, "5")
    with pytest.raises(NotYours):
        do_cook(lentil_house, ben, supper)
    days = (TUESDAY, TUESDAY)
    turn = queries.list_turns(union=lentil_house.id, days=days, by=ben.id)[0]
    services.take_turn(
        turn=turn.id, person=ben.id, union=lentil_house.id, by=ben.id, at=AT
    )

    do_cook(lentil_house, ben, supper)

    assert Meal.objects.get().status == "cooked"


def test_leftovers_go_on_to_the_next_meal_and_scraps_to_compost(
    lentil_house, cook, supper, soup, lentils
):
    """1 kg soup left feeds two of the three tomorrow: lentils for one, 0.2 kg."""
    stock(lentil_house, lentils, "5")
    left = words.LeftoverDraft(dish=soup, amount="1", good_until=WEDNESDAY)
    done = do_cook(lentil_house, cook, supper, leftovers=(left,), scraps="0.3")
    assert [(n, str(a)) for n, a in done.made] == [
        ("kitchen scraps", "0.3 kg"), ("leftovers", "1 kg"),
    ]  # fmt: skip
    [one] = queries.leftovers(union=lentil_house.id, at=EVENING)
    assert (one.name, one.good_until) == ("Soup (2026-11-24)", WEDNESDAY)
    lunch = plan(lentil_house, cook, soup, day=WEDNESDAY, at=EVENING)
    draft = words.ServeDraft(meal=lunch, resource=one.resource, amount="1", feeds="2")
    given = {"union": lentil_house.id, "by": cook.id, "at": EVENING}

    services.serve_leftovers(draft=draft, **given)

    assert queries.leftovers(union=lentil_house.id, at=EVENING) == ()
    sheet = queries.cooks_sheet(meal=lunch, **given)
    assert str(sheet.dishes[0].lines[0].amount) == "0.2 kg"
    assert [(o.name, str(o.amount), o.feeds) for o in sheet.leftovers] == [
        ("Soup (2026-11-24)", "1 kg", 2)
    ]
    do_cook(lentil_house, cook, lunch, at=EVENING + timedelta(days=1))
    assert queries.leftovers(union=lentil_house.id, at=EVENING) == ()
    assert here(lentil_house, lentils) == "4.2 kg"
    assert ledger.verify_union(union=lentil_house.id).is_sound


def test_more_than_is_left_or_too_old_is_refused(
    lentil_house, cook, supper, soup, lentils
):
    stock(lentil_house, lentils, "5")
    left = words.LeftoverDraft(dish=soup, amount="1", good_until=TUESDAY)
    do_cook(lentil_house, cook, supper, leftovers=(left,))
    [one] = queries.leftovers(union=lentil_house.id, at=EVENING)
    lunch = plan(lentil_house, cook, soup, day=WEDNESDAY, at=EVENING)
    draft = words.ServeDraft(meal=lunch, resource=one.resource, amount="2", feeds="-1")

    found = problems(
        services.serve_leftovers,
        draft=draft,
        union=lentil_house.id,
        by=cook.id,
        at=EVENING,
    )

    assert [field for _row, field, _said in found] == ["feeds", "amount", "resource"]
    assert "Only 1 kg is left of it" in found[1][2]


# --- the week's table -------------------------------------------------------------------------


def test_a_week_is_set_beside_the_reference_for_the_table_as_a_whole(
    lentil_house, cook, supper, lentils
):
    """One supper of 0.6 kg lentils for 3 plates, each 35 % of a day: 1.05 plate-days.

    A kilo of lentils holds what the food table says; protein 246.3 g a kilo (24.63 g
    per 100 g): 0.6 x 246.3 / 1.05 = 140.7 g, beside 56 g: 251 %.
    """
    add_content(lentil_house, "protein", "g")
    add_content(lentil_house, "vitamin-b12", "ug")

    week = queries.week_table(union=lentil_house.id, first_day=MONDAY)

    assert (week.n_meals, week.plates, week.part_of_day) == (1, Decimal(3), 5)
    protein, b12 = week.rows
    assert (protein.name, str(protein.brought), str(protein.reference)) == (
        "protein", "141 g", "56 g",
    )  # fmt: skip
    assert (protein.percent, protein.is_gap) == (251, False)
    assert (b12.percent, b12.is_gap, b12.holders) == (0, True, ())


def test_foods_without_figures_are_named_and_not_counted(lentil_house, cook):
    mystery = add_food(lentil_house, "mystery", codes=[])
    plan(lentil_house, cook, add_dish(lentil_house, cook, "Pot", line(mystery, "1")))

    week = queries.week_table(union=lentil_house.id, first_day=MONDAY)

    assert week.unknown == ("mystery",)


def test_the_week_table_says_nothing_of_any_person():
    """H13, I-11: no person goes in, none comes out, and no diet is built in."""
    fields = {*words.WeekTable.__slots__, *words.ContentRow.__slots__}

    assert not {"person", "person_id", "names", "codes"} & fields


def test_a_week_table_begins_on_a_monday(lentil_house):
    with pytest.raises(Refused, match="2026-11-24 is not a Monday"):
        queries.week_table(union=lentil_house.id, first_day=TUESDAY)
