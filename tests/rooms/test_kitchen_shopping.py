"""Meals minus stock, in the order of our shop, each line with its why (issue 3, table 4)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from commonweal.commons.ledger import queries as ledger
from commonweal.commons.ledger import services as ledger_services
from commonweal.core.vf import ids
from commonweal.core.vf.actions import Action
from commonweal.core.vf.flows import RecipeDraft, RecipeFlow
from commonweal.core.vf.measure import measure_of
from commonweal.core.vf.problems import NotYours, Refused
from commonweal.rooms.kitchen import queries, services, words
from commonweal.rooms.kitchen.models import ShoppingPromise, ShopSection
from commonweal.rooms.planning import services as planning
from tests.rooms.kitchen_cast import (
    AT,
    MONDAY,
    SUNDAY,
    TUESDAY,
    WEDNESDAY,
    add_dish,
    add_food,
    here,
    line,
    plan,
    problems,
    sign,
    stock,
    will_bring,
)

pytestmark = pytest.mark.django_db(transaction=True)
WEEK = (MONDAY, SUNDAY)


@pytest.fixture
def lentils(lentil_house):
    return add_food(lentil_house, "lentils", codes=[])


@pytest.fixture
def carrots(lentil_house):
    return add_food(lentil_house, "carrots", codes=[])


@pytest.fixture
def soup(lentil_house, cook, lentils, carrots):
    """For ten: 2 kg lentils, 1 kg carrots. Three eat here: 0.6 and 0.3 kg."""
    return add_dish(lentil_house, cook, "Soup", line(lentils, "2"), line(carrots, "1"))


def listed(union, days=WEEK):
    shopping = queries.shopping_list(union=union.id, days=days, at=AT)
    return {
        line.kind_name: line for section in shopping.sections for line in section.lines
    }


def test_the_list_is_meals_minus_stock_and_says_which_meal(
    lentil_house, cook, soup, lentils
):
    """Story 2. 0.6 kg lentils at each of two meals, 0.8 kg are here."""
    plan(lentil_house, cook, soup, day=TUESDAY)
    plan(lentil_house, cook, soup, day=WEDNESDAY)
    stock(lentil_house, lentils, "0.8")

    lines = listed(lentil_house)

    told = lines["lentils"]
    assert [str(one) for one in (told.needed, told.here, told.to_buy)] == [
        "1.2 kg", "0.8 kg", "0.4 kg",
    ]  # fmt: skip
    assert [(why.day, str(why.amount), str(why.to_buy)) for why in told.meals] == [
        (TUESDAY, "0.6 kg", "0 kg"), (WEDNESDAY, "0.6 kg", "0.4 kg"),
    ]  # fmt: skip
    assert str(lines["carrots"].to_buy) == "0.6 kg"


def test_fewer_people_need_less(lentil_house, cook, soup, kofi):
    meal = plan(lentil_house, cook, soup)

    services.opt_out(sign=sign(meal, kofi), union=lentil_house.id, by=kofi.id, at=AT)

    assert str(listed(lentil_house)["lentils"].to_buy) == "0.4 kg"


def test_stock_past_its_day_feeds_nobody(lentil_house, cook, soup, lentils):
    """What expires on Tuesday is used on Tuesday first, and not on Wednesday."""
    plan(lentil_house, cook, soup, day=TUESDAY)
    plan(lentil_house, cook, soup, day=WEDNESDAY)
    stock(lentil_house, lentils, "0.9", until=TUESDAY)
    stock(lentil_house, lentils, "0.1")

    told = listed(lentil_house)["lentils"]

    assert (str(told.here), str(told.to_buy)) == ("0.7 kg", "0.5 kg")


def test_meals_before_the_list_take_their_part_first(lentil_house, cook, soup, lentils):
    plan(lentil_house, cook, soup, day=TUESDAY)
    plan(lentil_house, cook, soup, day=WEDNESDAY)
    stock(lentil_house, lentils, "0.6")

    told = listed(lentil_house, (WEDNESDAY, SUNDAY))["lentils"]

    assert (str(told.needed), str(told.to_buy)) == ("0.6 kg", "0.6 kg")


def test_what_the_garden_brings_in_time_is_not_bought(
    lentil_house, cook, soup, carrots
):
    plan(lentil_house, cook, soup, day=TUESDAY)
    plan(lentil_house, cook, soup, day=WEDNESDAY)
    will_bring(lentil_house, carrots, "5", WEDNESDAY)

    told = listed(lentil_house)["carrots"]

    assert (str(told.garden), str(told.to_buy)) == ("0.3 kg", "0.3 kg")
    [comes] = queries.coming(union=lentil_house.id, days=WEEK)
    assert (comes.kind_name, str(comes.amount), comes.due) == (
        "carrots", "5 kg", WEDNESDAY,
    )  # fmt: skip


def test_the_list_goes_through_the_shop_as_we_do(
    lentil_house, cook, soup, lentils, carrots
):
    plan(lentil_house, cook, soup)
    given = {"union": lentil_house.id, "by": cook.id, "at": AT}
    services.set_sections(names=("Greens", " Dry  goods"), **given)
    greens, dry = ShopSection.objects.order_by("place")
    for kind, section in ((lentils, dry), (carrots, greens)):
        services.set_card(
            draft=words.CardDraft(kind=kind.id, section=section.id, codes=()), **given
        )

    shopping = queries.shopping_list(union=lentil_house.id, days=WEEK, at=AT)

    assert [(s.name, [one.kind_name for one in s.lines]) for s in shopping.sections] == [
        ("Greens", ["carrots"]), ("Dry goods", ["lentils"]),
    ]  # fmt: skip
    services.set_sections(names=("Dry goods",), **given)
    names = [
        s.name
        for s in queries.shopping_list(union=lentil_house.id, days=WEEK, at=AT).sections
    ]
    assert names == ["Dry goods", ""]


def test_sections_twice_are_refused(lentil_house, cook):
    found = problems(
        services.set_sections,
        names=("Greens", "greens"), union=lentil_house.id, by=cook.id, at=AT,
    )  # fmt: skip

    assert found == [(None, "names", "“greens” is there twice. Keep one of them.")]


def test_the_least_on_hand_is_filled_up(lentil_house, cook, soup, lentils):
    """B9: 3 kg at least; 2 kg are here, 0.6 kg of them go on Tuesday."""
    plan(lentil_house, cook, soup)
    stock(lentil_house, lentils, "2")
    given = {"union": lentil_house.id, "by": cook.id, "at": AT}
    services.set_card(draft=words.CardDraft(kind=lentils.id, least="3"), **given)

    told = listed(lentil_house)["lentils"]

    assert str(told.to_buy) == "1.6 kg"
    assert [(why.meal is None, str(why.to_buy)) for why in told.meals] == [
        (False, "0 kg"), (True, "1.6 kg"),
    ]  # fmt: skip


def test_a_card_says_all_that_is_wrong(lentil_house, cook, lentils):
    draft = words.CardDraft(
        kind=lentils.id, section=cook.id, least="-1", codes=("gravel",)
    )

    found = problems(
        services.set_card, draft=draft, union=lentil_house.id, by=cook.id, at=AT
    )

    assert [field for _row, field, _said in found] == ["section", "codes", "least"]


def test_a_list_that_ends_before_it_begins_or_is_too_long_is_refused(lentil_house):
    with pytest.raises(Refused, match="lies before the first"):
        listed(lentil_house, (TUESDAY, MONDAY))
    with pytest.raises(Refused, match="covers 31 days at most"):
        listed(lentil_house, (MONDAY, MONDAY + timedelta(days=60)))


# --- promises that the purse sees ---------------------------------------------------------------


def open_promises(union):
    kinds = {kind.id: kind.name for kind in ledger.list_specifications(union=union.id)}
    return [
        (kinds[p.resource_conforms_to], str(p.resource_quantity), p.due)
        for p in ledger.list_commitments(union=union.id, with_finished=False)
        if p.provider == ids.id_from_key(union.id, "outside")
    ]


def keep(union, cook, at=AT):
    return services.keep_shopping(days=WEEK, union=union.id, by=cook.id, at=at)


def test_a_kept_list_becomes_promises_from_outside_once(lentil_house, cook, soup):
    plan(lentil_house, cook, soup)

    assert [keep(lentil_house, cook) for _again in range(2)] == [2, 2]

    assert sorted(open_promises(lentil_house)) == [
        ("carrots", "0.3 kg", TUESDAY), ("lentils", "0.6 kg", TUESDAY),
    ]  # fmt: skip
    assert listed(lentil_house)["lentils"].is_kept


def test_what_we_make_ourselves_is_not_promised_from_outside(
    lentil_house, cook, soup, lentils, carrots
):
    """Need first in kind: the line names our own recipe; what we make is not bought."""
    plan(lentil_house, cook, soup)
    draw = RecipeFlow(
        action=Action.PRODUCE,
        resource_conforms_to=carrots.id,
        is_input=False,
        resource_quantity=measure_of("9", carrots.unit),
    )
    recipe = RecipeDraft(
        key="r", union=lentil_house.id, name="Lift carrots", flows=(draw,)
    )
    ledger_services.add_recipe(draft=recipe, at=AT)
    assert listed(lentil_house)["carrots"].made_by == "Lift carrots"

    assert keep(lentil_house, cook) == 1

    assert open_promises(lentil_house) == [("lentils", "0.6 kg", TUESDAY)]


def test_a_changed_list_replaces_what_was_promised(lentil_house, cook, soup, kofi):
    meal = plan(lentil_house, cook, soup)
    keep(lentil_house, cook)
    services.opt_out(sign=sign(meal, kofi), union=lentil_house.id, by=kofi.id, at=AT)
    assert not listed(lentil_house)["lentils"].is_kept

    keep(lentil_house, cook)

    assert sorted(open_promises(lentil_house)) == [
        ("carrots", "0.2 kg", TUESDAY), ("lentils", "0.4 kg", TUESDAY),
    ]  # fmt: skip
    services.call_off_meal(meal=meal, union=lentil_house.id, by=cook.id, at=AT)
    assert open_promises(lentil_house) == []


def test_what_was_bought_is_put_away_and_fulfils_the_list(
    lentil_house, cook, soup, lentils
):
    """Bought, then in the pantry: the list is shorter by it, twice is once."""
    plan(lentil_house, cook, soup)
    keep(lentil_house, cook)
    shelf = planning.add_place(
        name="Shelf", union=lentil_house.id, by=cook.id, key="p", at=AT
    )
    draft = words.PutAwayDraft(
        place=shelf.id,
        rows=(
            words.BoughtRow(
                kind=lentils.id, amount="1000", unit="g", good_until=SUNDAY
            ),
        ),
    )

    for _again in range(2):
        services.put_away(
            draft=draft, union=lentil_house.id, by=cook.id, key="a", at=AT
        )

    assert here(lentil_house, lentils) == "1 kg"
    assert [name for name, *_ in open_promises(lentil_house)] == ["carrots"]
    assert str(listed(lentil_house)["lentils"].to_buy) == "0 kg"
    assert not ShoppingPromise.objects.filter(kind=lentils.id, is_open=True).exists()


def test_everything_wrong_with_what_was_bought_is_said_by_line(
    lentil_house, cook, lentils, carrots
):
    rows = (
        words.BoughtRow(kind=lentils.id, amount="-1"),
        words.BoughtRow(kind=cook.id, amount="1"),
        words.BoughtRow(
            kind=carrots.id, amount="1", good_until=MONDAY - timedelta(days=1)
        ),
        words.BoughtRow(kind=carrots.id, amount="2 bunches"),
    )

    found = problems(
        services.put_away,
        draft=words.PutAwayDraft(place=cook.id, rows=rows),
        union=lentil_house.id, by=cook.id, key="a", at=AT,
    )  # fmt: skip

    assert [(row, field) for row, field, _said in found] == [
        (None, "place"), (1, "amount"), (2, "kind"), (3, "good_until"), (4, "amount"),
    ]  # fmt: skip
    assert here(lentil_house, carrots) == "0 kg"


# --- the store ------------------------------------------------------------------------------


def test_what_expires_first_comes_with_dishes_that_use_it(
    lentil_house, cook, soup, lentils
):
    stock(lentil_house, lentils, "1", until=WEDNESDAY)
    stock(lentil_house, lentils, "9", until=MONDAY + timedelta(days=90))

    [line] = queries.expiring(union=lentil_house.id, at=AT)

    assert (str(line.amount), line.expires_on, line.is_past) == (
        "1 kg",
        WEDNESDAY,
        False,
    )
    assert [name for _id, name in line.dishes] == ["Soup"]


def test_a_count_changes_the_store_once_and_is_never_older_than_the_list(
    lentil_house, cook, lentils, carrots
):
    some = stock(lentil_house, lentils, "3")
    other = stock(lentil_house, carrots, "2")
    given = {"union": lentil_house.id, "by": cook.id, "at": AT}
    rows = (
        words.CountRow(resource=some.id, counted="2.5", seen="3 kg"),
        words.CountRow(resource=other.id, counted="2", seen="2 kg"),
    )

    assert services.count_shelf(rows=rows, key="a", **given) == 1
    assert services.count_shelf(rows=rows, key="a", **given) == 0
    found = problems(services.count_shelf, rows=rows, key="b", **given)

    assert here(lentil_house, lentils) == "2.5 kg"
    assert found == [
        (1, "counted", "lentils has changed since this list was made: the book says 2.5 kg now. Count it again.")
    ]  # fmt: skip


def test_a_count_with_a_bad_line_keeps_nothing(lentil_house, cook, lentils, carrots):
    some = stock(lentil_house, lentils, "3")
    other = stock(lentil_house, carrots, "2")
    rows = (
        words.CountRow(resource=some.id, counted="1"),
        words.CountRow(resource=other.id, counted="-2"),
        words.CountRow(resource=cook.id, counted="2"),
    )

    found = problems(
        services.count_shelf,
        rows=rows,
        union=lentil_house.id,
        by=cook.id,
        key="a",
        at=AT,
    )

    assert [(row, field) for row, field, _said in found] == [
        (2, "counted"),
        (3, "resource"),
    ]
    assert here(lentil_house, lentils) == "3 kg"


def test_the_kitchens_deeds_are_the_kitchens(lentil_house, ben):
    with pytest.raises(NotYours):
        keep(lentil_house, ben)
    with pytest.raises(NotYours):
        services.count_shelf(rows=(), union=lentil_house.id, by=ben.id, key="a", at=AT)
