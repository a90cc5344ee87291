"""The house that tests of the kitchen's pages and API begin with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from commonweal.commons.ledger import services as ledger
from commonweal.rooms.kitchen import queries
from tests.rooms import kitchen_cast as cast


@dataclass
class House:
    """A union with a kitchen: lentils and bread are here, a supper is on Tuesday."""

    union: Any
    lentils: Any
    bread: Any
    stew: UUID
    loaf: UUID
    salad: UUID
    supper: UUID
    cellar: UUID


def furnish(union, ana, kofi, lena) -> House:
    """Give Ana the kitchen, some foods, dishes, and a meal on Tuesday evening."""
    cast.let_cook(union, ana, kofi, lena)
    lentils = cast.add_food(union, "lentils", codes=("pulses",))
    bread = cast.add_food(union, "bread", codes=("gluten",))
    cabbage = cast.add_food(union, "cabbage", codes=())
    cast.stock(union, lentils, "5")
    cast.stock(union, bread, "0.5")
    place = ledger.add_place(union=union.id, name="Cellar", key="cellar", at=cast.AT)
    stew = cast.add_dish(
        union, ana, "Lentil stew", cast.line(lentils, "1 kg"), steps="Simmer."
    )
    loaf = cast.add_dish(union, ana, "Bread board", cast.line(bread, "2 kg"))
    salad = cast.add_dish(union, ana, "Cabbage salad", cast.line(cabbage, "2 kg"))
    supper = cast.plan(union, ana, stew, loaf)
    return House(union, lentils, bread, stew, loaf, salad, supper, place.id)


def mine(house, person):
    """Return Tuesday's supper as one person sees it."""
    (one,) = queries.my_meals(
        union=house.union.id,
        person=person.id,
        days=(cast.TUESDAY, cast.TUESDAY),
        at=cast.AT,
    )
    return one


def said(house, person, **parts):
    return {"seen": mine(house, person).meal.seen, "back": "2026-11-23", **parts}


def counted(house):
    found = cast.counts(house.union, house.supper)
    return found.heads, found.guests, found.late_plates
