"""Shapes of what programs get about the common table."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from datetime import time as clock
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from django.utils.translation import gettext
from ninja import Schema
from pydantic import BeforeValidator

from commonweal.core.vf.measure import Measure
from commonweal.core.vf.problems import Problem
from commonweal.interfaces.api.store_shapes import Amount, measure_out


class NamedOut(Schema):
    """A thing and its name."""

    id: UUID
    name: str


class HowManyOut(Schema):
    """How many of what."""

    what: str
    n: int


class SoMuchOut(Schema):
    """So much of a kind."""

    what: str
    amount: Amount


class HeldOut(Schema):
    """A dish and a food that is in it."""

    dish: str
    food: str


def _amount(measure: object) -> object:
    return measure_out(measure) if isinstance(measure, Measure) else measure


def _pairs(first: str, second: str) -> BeforeValidator:
    def written(pairs: object) -> object:
        if not isinstance(pairs, Iterable):
            return pairs
        return [{first: one, second: _amount(two)} for one, two in pairs]

    return BeforeValidator(written)


def _said(problem: object) -> object:
    if isinstance(problem, Problem):
        return gettext(problem.message) % dict(problem.params)
    return problem


So = Annotated[Amount, BeforeValidator(_amount)]
SoOrNot = Annotated[Amount | None, BeforeValidator(_amount)]
Names = Annotated[list[NamedOut], _pairs("id", "name")]
Many = Annotated[list[HowManyOut], _pairs("what", "n")]
Much = Annotated[list[SoMuchOut], _pairs("what", "amount")]
Held = Annotated[list[HeldOut], _pairs("dish", "food")]
Said = Annotated[str | None, BeforeValidator(_said)]


class MealDishOut(Schema):
    """A dish at a meal; ``instead_of`` the line it stands in for."""

    id: UUID
    dish: UUID
    name: str
    instead_of: UUID | None
    codes: list[str]
    unclear: list[str]


class MealOut(Schema):
    """A meal. ``seen`` is its menu in words; hand it back when signing."""

    id: UUID
    day: date
    time: str
    name: str
    serves_at: clock
    closes_at: datetime
    is_closed: bool
    status: str
    place: UUID | None
    place_name: str
    note: str
    dishes: list[MealDishOut]
    seen: str


class CountsOut(Schema):
    """How many eat; half a plate counts a half in ``plates``."""

    meal: UUID
    heads: int
    guests: int
    late_plates: int
    plates: Decimal
    sizes: Many


class TurnOut(Schema):
    """An open task of a meal; names only on the cook's sheet."""

    id: UUID
    meal: UUID
    task: str
    places: int
    open: int
    is_mine: bool
    names: list[str]


class GuestsOut(Schema):
    """One's own guests."""

    id: UUID
    n: int
    size: str
    codes: list[str]


class MyMealOut(Schema):
    """A meal as one sees it oneself."""

    meal: MealOut
    is_in: bool
    size: str
    late_plate: bool
    guests: list[GuestsOut]
    holds: Held
    unclear: list[str]
    instead: list[str]
    turns: list[TurnOut]


class UsualDaysOut(Schema):
    """A meal time and the weekdays on which one usually eats here."""

    time: str
    weekdays: list[str]


class UsualOut(Schema):
    """When one usually eats here. ``eats`` null: every meal."""

    id: UUID
    starts_on: date
    ends_on: date | None
    eats: Annotated[list[UsualDaysOut] | None, _pairs("time", "weekdays")]
    size: str
    late_plate: bool
    is_away: bool


class CodesOut(Schema):
    """What not to serve somebody, until when it is kept, who can read it."""

    codes: list[str]
    is_named: bool
    keep_until: date | None
    readers: list[str]


class DishLineOut(Schema):
    """A line of a dish; no amount means to taste."""

    kind: UUID
    kind_name: str
    amount: SoOrNot
    note: str


class DishOut(Schema):
    """A dish for so many people."""

    id: UUID
    name: str
    serves: int
    minutes: int | None
    steps: str
    source: str
    lines: list[DishLineOut]
    codes: list[str]
    extra_codes: list[str]
    unclear: list[str]
    is_retired: bool


class SafetyOut(Schema):
    """For how many a dish is safe; names of those who chose to be named."""

    meal_dish: UUID
    name: str
    safe_for: int
    not_safe_for: int
    unclear_for: int
    not_for: Many
    names: list[str]
    unclear: list[str]


class GapOut(Schema):
    """So many have nothing in place of a dish; what would be safe for them."""

    meal_dish: UUID
    name: str
    n: int
    codes: list[str]
    names: list[str]
    could_be: Names


class SafeTableOut(Schema):
    """What is safe at a meal, for how many."""

    meal: UUID
    dishes: list[SafetyOut]
    gaps: list[GapOut]


class SheetLineOut(Schema):
    """A line to weigh out."""

    kind: UUID
    kind_name: str
    amount: SoOrNot
    here: SoOrNot
    note: str


class SheetDishOut(Schema):
    """A dish scaled to the plates it is cooked for."""

    meal_dish: UUID
    dish: UUID
    name: str
    plates: Decimal
    instead_of: str
    minutes: int | None
    steps: str
    lines: list[SheetLineOut]


class LeftoverOut(Schema):
    """What is left of an earlier meal."""

    resource: UUID
    name: str
    amount: So
    good_until: date | None
    feeds: int


class SheetOut(Schema):
    """The cook's sheet."""

    meal: MealOut
    counts: CountsOut
    dishes: list[SheetDishOut]
    safe: SafeTableOut
    turns: list[TurnOut]
    leftovers: list[LeftoverOut]


class PersonOut(Schema):
    """A name of the sign-out list."""

    person: UUID
    name: str


class NumberOut(Schema):
    """How many lines it came to."""

    n: int
