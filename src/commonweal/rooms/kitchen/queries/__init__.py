"""The questions of the kitchen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from commonweal.core.vf.flows import Recipe, Specification
from commonweal.rooms.kitchen import words

# ruff: noqa: D103


def list_foods(*, union: UUID) -> tuple[Specification, ...]:
    """Kinds that can be in a dish."""
    raise NotImplementedError


def list_dishes(
    *, union: UUID, with_retired: bool = False
) -> tuple[words.DishView, ...]:
    raise NotImplementedError


def get_dish(*, union: UUID, dish: UUID) -> words.DishView:
    raise NotImplementedError


def list_recipes(*, union: UUID) -> tuple[Recipe, ...]:
    """Recipes of the ledger that make food and are no dish here yet."""
    raise NotImplementedError


def list_meals(
    *, union: UUID, from_day: date, until: date, at: datetime
) -> tuple[words.MealView, ...]:
    raise NotImplementedError


def get_meal(*, union: UUID, meal: UUID, at: datetime) -> words.MealView:
    raise NotImplementedError


def counts(*, union: UUID, meals: Sequence[UUID]) -> Mapping[UUID, words.Counts]:
    raise NotImplementedError


def my_meals(
    *, union: UUID, person: UUID, days: tuple[date, date], at: datetime
) -> tuple[words.MyMeal, ...]:
    raise NotImplementedError


def own_usual(*, union: UUID, person: UUID, on: date) -> tuple[words.UsualView, ...]:
    raise NotImplementedError


def own_codes(*, union: UUID, person: UUID, at: datetime) -> words.CodesView | None:
    raise NotImplementedError


def readers_of_codes(*, union: UUID, at: datetime) -> tuple[str, ...]:
    """Names of those who may read what not to serve somebody."""
    raise NotImplementedError


def sign_out_list(*, union: UUID) -> tuple[words.PaperLine, ...]:
    raise NotImplementedError


def safe_table(*, union: UUID, meal: UUID, by: UUID, at: datetime) -> words.SafeTable:
    """For the kitchen and who cooks this meal; others are refused."""
    raise NotImplementedError


def list_turns(
    *, union: UUID, days: tuple[date, date], by: UUID
) -> tuple[words.TurnView, ...]:
    raise NotImplementedError


def cooks_sheet(*, union: UUID, meal: UUID, by: UUID, at: datetime) -> words.CooksSheet:
    """For the kitchen and who has a turn at this meal; others are refused."""
    raise NotImplementedError


def cook_lines(*, union: UUID, meal: UUID, at: datetime) -> tuple[words.CookLine, ...]:
    raise NotImplementedError


def cooked(*, union: UUID, meal: UUID) -> words.Cooked:
    raise NotImplementedError


def shopping_list(
    *, union: UUID, days: tuple[date, date], at: datetime
) -> words.ShoppingList:
    raise NotImplementedError


def list_sections(*, union: UUID) -> tuple[words.SectionView, ...]:
    raise NotImplementedError


def list_cards(*, union: UUID, at: datetime) -> tuple[words.CardView, ...]:
    """One line per kind of food, with or without a card."""
    raise NotImplementedError


def expiring(*, union: UUID, at: datetime, days: int = 7) -> tuple[words.Expiring, ...]:
    raise NotImplementedError


def coming(*, union: UUID, days: tuple[date, date]) -> tuple[words.Coming, ...]:
    raise NotImplementedError


def count_list(*, union: UUID) -> tuple[words.CountLine, ...]:
    """Stores of food to count by hand."""
    raise NotImplementedError


def leftovers(*, union: UUID, at: datetime) -> tuple[words.Leftover, ...]:
    raise NotImplementedError


def week_table(*, union: UUID, first_day: date) -> words.WeekTable:
    raise NotImplementedError
