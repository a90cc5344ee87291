"""Shapes of what programs get about dishes taken in, shopping, stores and cooking."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

from ninja import Schema

from commonweal.interfaces.api.kitchen_shapes import Much, Names, Said, So, SoOrNot


class CookLineOut(Schema):
    """What a meal takes of a kind, what is here, what can be used of it."""

    kind: UUID
    kind_name: str
    planned: So
    here: So
    suggested: So


class CookedOut(Schema):
    """What was used and made of a meal."""

    meal: UUID
    used: Much
    made: Much


class MentionOut(Schema):
    """A meal that needs so much; without a meal: to have enough here."""

    meal: UUID | None
    day: date | None
    time: str
    amount: So
    to_buy: So


class ShoppingLineOut(Schema):
    """What to buy of a kind, and why."""

    kind: UUID
    kind_name: str
    needed: So
    here: So
    garden: So
    planned: So
    to_buy: So
    meals: list[MentionOut]
    made_by: str
    is_kept: bool


class ShoppingSectionOut(Schema):
    """Lines of one section of our shop."""

    section: UUID | None
    name: str
    lines: list[ShoppingLineOut]


class ShoppingOut(Schema):
    """Meals minus stock, in the order of our shop."""

    from_day: date
    until: date
    n_meals: int
    sections: list[ShoppingSectionOut]
    to_taste: list[str]


class SectionOut(Schema):
    """A section of our shop."""

    id: UUID
    name: str
    n_kinds: int


class FoodOut(Schema):
    """What the kitchen knows of a food. ``codes`` null: nobody has said."""

    kind: UUID
    kind_name: str
    unit: str
    section: UUID | None
    least: SoOrNot
    here: So
    codes: list[str] | None
    source: str


class ExpiringOut(Schema):
    """A store that expires soon, and dishes that use it up."""

    resource: UUID
    kind: UUID
    kind_name: str
    amount: So
    expires_on: date
    is_past: bool
    dishes: Names


class ComingOut(Schema):
    """What the garden has promised to bring."""

    kind: UUID
    kind_name: str
    amount: So
    due: date


class CountLineOut(Schema):
    """A store to count; hand ``seen`` back with the count."""

    resource: UUID
    kind_name: str
    place_name: str
    here: So
    expires_on: date | None
    seen: str


class ContentOut(Schema):
    """A content of the week's food against its reference."""

    content: UUID
    name: str
    brought: So
    reference: So
    percent: int
    is_gap: bool
    holders: list[str]


class WeekTableOut(Schema):
    """A week's food for the table as a whole; never about a person."""

    first_day: date
    n_meals: int
    plates: Decimal
    part_of_day: int
    rows: list[ContentOut]
    unknown: list[str]
    source: str


class ReadLineOut(Schema):
    """A line of a recipe as read; ``problem`` says what is wrong with it."""

    row: int
    written: str
    name: str
    kind: UUID | None
    kind_name: str
    amount: SoOrNot
    note: str
    near: str
    problem: Said


class ReadRecipeOut(Schema):
    """A recipe as read; nothing is kept by reading."""

    name: str
    serves: str
    minutes: str
    steps: str
    source: str
    lines: list[ReadLineOut]
