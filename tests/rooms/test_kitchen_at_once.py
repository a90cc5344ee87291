"""At the same moment: taps, turns and stores that two hands reach for (I-23)."""

from __future__ import annotations

import pytest

from commonweal.commons.people import permissions
from commonweal.core.vf.problems import NotYours, Refused
from commonweal.rooms.kitchen import queries, services, words
from commonweal.rooms.kitchen.models import Answer, Meal, TurnTaken
from commonweal.rooms.planning import services as planning
from commonweal.rooms.planning.words import StockDraft
from tests.commons.test_people_at_once import at_once
from tests.rooms.kitchen_cast import (
    AT,
    MONDAY,
    SUNDAY,
    TUESDAY,
    add_dish,
    add_food,
    counts,
    here,
    line,
    plan,
    sign,
    stock,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def lentils(lentil_house):
    return add_food(lentil_house, "lentils", codes=[])


@pytest.fixture
def soup(lentil_house, cook, lentils):
    return add_dish(lentil_house, cook, "Soup", line(lentils, "2"))


@pytest.fixture
def supper(lentil_house, cook, soup, ben, chidi):
    return plan(lentil_house, cook, soup)


def test_one_place_of_a_turn_goes_to_one_of_three(
    lentil_house, supper, ben, chidi, kofi
):
    turns = queries.list_turns(union=lentil_house.id, days=(MONDAY, SUNDAY), by=ben.id)
    serving = next(turn.id for turn in turns if turn.task == "serving")

    came = at_once(
        *(
            lambda p=p: services.take_turn(
                turn=serving, person=p.id, union=lentil_house.id, by=p.id, at=AT
            )
            for p in (ben, chidi, kofi)
        )
    )

    assert sum(isinstance(one, Refused) for one in came) == 2
    assert TurnTaken.objects.filter(turn=serving).count() == 1


def test_one_tap_sent_three_times_at_once_is_one(lentil_house, supper, ben):
    """I-23: a phone that sends again while the first is on its way."""
    tap = lambda: services.opt_out(  # noqa: E731
        sign=sign(supper, ben), union=lentil_house.id, by=ben.id, at=AT
    )

    came = at_once(tap, tap, tap)

    assert came == [None, None, None]
    assert Answer.objects.count() == 1
    assert counts(lentil_house, supper).heads == 4


def test_one_supper_planned_by_two_cooks_at_once_is_one(lentil_house, cook, soup):
    def planning_as(key):
        draft = words.MealDraft(day=TUESDAY, time="supper", dishes=(soup,))
        return lambda: services.plan_meal(
            draft=draft, union=lentil_house.id, by=cook.id, key=key, at=AT
        )

    came = at_once(planning_as("a"), planning_as("b"))

    assert sum(isinstance(one, Refused) for one in came) == 1
    assert Meal.objects.count() == 1


def test_one_pot_written_down_twice_at_once_takes_once(
    lentil_house, cook, supper, lentils
):
    """5 people: 1 kg of 3 kg, whoever is first."""
    stock(lentil_house, lentils, "3")
    evening = AT.replace(day=24, hour=20)
    pot = lambda: services.cook(  # noqa: E731
        draft=words.CookDraft(meal=supper),
        union=lentil_house.id,
        by=cook.id,
        at=evening,
    )

    came = at_once(pot, pot)

    assert came[0] == came[1]
    assert here(lentil_house, lentils) == "2 kg"


def test_the_kitchens_store_is_the_unions_store(lentil_house, cook, lentils):
    """What is put away lies with what the store room added: one store, one count."""
    given = {"union": lentil_house.id, "by": cook.id, "at": AT}
    shelf = planning.add_place(name="Shelf", key="p", **given)
    planning.add_stock(
        draft=StockDraft(
            kind=lentils.id, place=shelf.id, amount="2", expires_on=SUNDAY
        ),
        key="s",
        **given,
    )

    rows = (words.BoughtRow(kind=lentils.id, amount="1", good_until=SUNDAY),)
    services.put_away(
        draft=words.PutAwayDraft(place=shelf.id, rows=rows), key="b", **given
    )

    [one] = queries.count_list(union=lentil_house.id)
    assert (str(one.here), one.place_name) == ("3 kg", "Shelf")


def test_a_token_that_only_reads_signs_nothing(lentil_house, supper, ben):
    with permissions.only({"needs"}), pytest.raises(NotYours):
        services.opt_out(
            sign=sign(supper, ben), union=lentil_house.id, by=ben.id, at=AT
        )
    with permissions.only({"needs"}), pytest.raises(NotYours):
        services.state_codes(
            draft=words.CodesDraft(person=ben.id, codes=("nuts",)),
            union=lentil_house.id, by=ben.id, at=AT,
        )  # fmt: skip

    assert not Answer.objects.exists()
