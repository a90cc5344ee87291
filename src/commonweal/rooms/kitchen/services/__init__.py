"""The deeds of the kitchen."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from commonweal.rooms.kitchen import words

# ruff: noqa: D103


# --- dishes (scope "kitchen") --------------------------------------------------------
def add_dish(
    *, draft: words.DishDraft, union: UUID, by: UUID, key: str, at: datetime
) -> UUID:
    raise NotImplementedError


def change_dish(
    *, dish: UUID, draft: words.DishDraft, union: UUID, by: UUID, at: datetime
) -> None:
    raise NotImplementedError


def retire_dish(*, dish: UUID, union: UUID, by: UUID, at: datetime) -> None:
    raise NotImplementedError


def dish_from_recipe(*, recipe: UUID, union: UUID, by: UUID, at: datetime) -> UUID:
    raise NotImplementedError


def read_recipe(*, file: words.FileDraft, union: UUID) -> words.ReadRecipe:
    """Read, save nothing; lines say what is wrong with each. Refuses what is no recipe."""
    raise NotImplementedError


def import_dish(
    *, file: words.FileDraft, union: UUID, by: UUID, key: str, at: datetime
) -> UUID:
    """Read and keep, or refuse with every line that is wrong."""
    raise NotImplementedError


# --- shop sections, least on hand, codes of kinds (scope "kitchen") -------------------
def set_sections(
    *, names: tuple[str, ...], union: UUID, by: UUID, at: datetime
) -> None:
    """Put the sections of our shop in this order; ones left out end."""
    raise NotImplementedError


def set_card(*, draft: words.CardDraft, union: UUID, by: UUID, at: datetime) -> None:
    raise NotImplementedError


# --- meals (scope "kitchen") ----------------------------------------------------------
def plan_meal(
    *, draft: words.MealDraft, union: UUID, by: UUID, key: str, at: datetime
) -> UUID:
    raise NotImplementedError


def change_meal(
    *, meal: UUID, draft: words.MealDraft, union: UUID, by: UUID, at: datetime
) -> None:
    raise NotImplementedError


def call_off_meal(*, meal: UUID, union: UUID, by: UUID, at: datetime) -> None:
    raise NotImplementedError


def offer_instead(
    *, meal_dish: UUID, dish: UUID, union: UUID, by: UUID, at: datetime
) -> None:
    """Put a second dish on the table for those whom the first is not safe for."""
    raise NotImplementedError


def take_off_table(*, meal_dish: UUID, union: UUID, by: UUID, at: datetime) -> None:
    raise NotImplementedError


def repeat_week(
    *, from_monday: date, to_monday: date, union: UUID, by: UUID, at: datetime
) -> tuple[UUID, ...]:
    raise NotImplementedError


# --- who eats: own, or typed for others (scope "paper" or "kitchen") ------------------
def opt_out(*, sign: words.SignDraft, union: UUID, by: UUID, at: datetime) -> None:
    raise NotImplementedError


def opt_in(*, sign: words.SignDraft, union: UUID, by: UUID, at: datetime) -> None:
    raise NotImplementedError


def ask_late_plate(
    *, sign: words.SignDraft, wanted: bool, union: UUID, by: UUID, at: datetime
) -> None:
    raise NotImplementedError


def add_guests(
    *, draft: words.GuestDraft, union: UUID, by: UUID, key: str, at: datetime
) -> UUID:
    raise NotImplementedError


def remove_guests(*, guests: UUID, union: UUID, by: UUID, at: datetime) -> None:
    raise NotImplementedError


def set_usual(*, draft: words.UsualDraft, union: UUID, by: UUID, at: datetime) -> UUID:
    raise NotImplementedError


def be_away(
    *, person: UUID, days: tuple[date, date], union: UUID, by: UUID, at: datetime
) -> UUID:
    """Eat elsewhere from the first to the last of these days."""
    raise NotImplementedError


def end_usual(*, usual: UUID, union: UUID, by: UUID, at: datetime) -> None:
    raise NotImplementedError


def type_list(*, draft: words.PaperDraft, union: UUID, by: UUID, at: datetime) -> int:
    """Type the list of the kitchen, all lines or none. Late lines: scope "kitchen"."""
    raise NotImplementedError


# --- safe foods: own, or typed for others (scope "paper") -----------------------------
def state_codes(
    *, draft: words.CodesDraft, union: UUID, by: UUID, at: datetime
) -> None:
    """No codes at all forgets them."""
    raise NotImplementedError


def renew_codes(*, person: UUID, union: UUID, by: UUID, at: datetime) -> None:
    raise NotImplementedError


# --- turns (anyone) --------------------------------------------------------------------
def set_turns(
    *, meal: UUID, places: Mapping[str, int], union: UUID, by: UUID, at: datetime
) -> None:
    """How many hands each task of a meal asks for; 0 takes it off (scope "kitchen")."""
    raise NotImplementedError


def take_turn(*, turn: UUID, person: UUID, union: UUID, by: UUID, at: datetime) -> None:
    raise NotImplementedError


def leave_turn(
    *, turn: UUID, person: UUID, union: UUID, by: UUID, at: datetime
) -> None:
    raise NotImplementedError


# --- shopping, store, cooking (scope "kitchen") ----------------------------------------
def keep_shopping(
    *, days: tuple[date, date], union: UUID, by: UUID, at: datetime
) -> int:
    """Write the list as promises from outside, so that the purse sees them."""
    raise NotImplementedError


def put_away(
    *, draft: words.PutAwayDraft, union: UUID, by: UUID, key: str, at: datetime
) -> int:
    raise NotImplementedError


def count_shelf(
    *, rows: tuple[words.CountRow, ...], union: UUID, by: UUID, key: str, at: datetime
) -> int:
    raise NotImplementedError


def cook(
    *, draft: words.CookDraft, union: UUID, by: UUID, at: datetime
) -> words.Cooked:
    raise NotImplementedError


def serve_leftovers(
    *, draft: words.ServeDraft, union: UUID, by: UUID, at: datetime
) -> None:
    raise NotImplementedError


def adopt_table(*, first_day: date | None, union: UUID, by: UUID, at: datetime) -> None:
    """Dishes, sections, codes of kinds from our tables; a week of menus from a Monday."""
    raise NotImplementedError


# --- keeping ----------------------------------------------------------------------------
def expire(*, union: UUID, at: datetime) -> int:
    raise NotImplementedError
