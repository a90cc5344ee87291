"""What the kitchen's lists answer: the cook's sheet, shopping, the store, the week."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from commonweal.core.vf.measure import Measure
from commonweal.core.vf.problems import Problem
from commonweal.rooms.kitchen.words import views


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetLine:
    """One line to weigh out; ``here`` is what of it is in store and good that day.

    ``amount`` and ``here`` None mean to taste.
    """

    kind: UUID
    kind_name: str
    amount: Measure | None
    here: Measure | None
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetDish:
    """A dish scaled to the plates it is cooked for."""

    meal_dish: UUID
    dish: UUID
    name: str
    plates: Decimal
    instead_of: str
    minutes: int | None
    steps: str
    lines: tuple[SheetLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Leftover:
    """What is left of an earlier meal; ``feeds`` when it is on this meal's table."""

    resource: UUID
    name: str
    amount: Measure
    good_until: date | None
    feeds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CooksSheet:
    """One page for the cook: counts, quantities, safe foods, steps, who helps."""

    meal: views.MealView
    counts: views.Counts
    dishes: tuple[SheetDish, ...]
    safe: views.SafeTable
    turns: tuple[views.TurnView, ...]
    leftovers: tuple[Leftover, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CookLine:
    """What a meal takes of a kind: planned, here, and what can be used of it."""

    kind: UUID
    kind_name: str
    planned: Measure
    here: Measure
    suggested: Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class Cooked:
    """What was used and made of a meal, from the ledger."""

    meal: UUID
    used: tuple[tuple[str, Measure], ...]
    made: tuple[tuple[str, Measure], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A meal that needs so much of a kind, and what of it is to be bought.

    Without a meal it fills the store up to the least on hand.
    """

    meal: UUID | None
    day: date | None
    time: str
    name: str
    amount: Measure
    to_buy: Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class ShoppingLine:
    """What to buy of a kind, and why.

    ``needed`` by the meals, of it ``here`` from stock, ``garden`` from what is promised
    to be made in time and ``planned`` from what a plan buys anyway; ``to_buy`` is the
    rest and what is missing to the least on hand. ``made_by`` is the recipe of ours that
    makes it, if there is one: then it can be made instead of bought.
    """

    kind: UUID
    kind_name: str
    needed: Measure
    here: Measure
    garden: Measure
    planned: Measure
    to_buy: Measure
    meals: tuple[Mention, ...]
    made_by: str
    is_kept: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ShoppingSection:
    """Lines of one section of our shop; the last section has no name."""

    section: UUID | None
    name: str
    lines: tuple[ShoppingLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShoppingList:
    """Meals minus stock, in the order of our shop. ``to_taste`` are kinds without amount."""

    from_day: date
    until: date
    sections: tuple[ShoppingSection, ...]
    to_taste: tuple[str, ...]
    n_meals: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionView:
    """A section of our shop, in its order."""

    id: UUID
    name: str
    n_kinds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CardView:
    """What the kitchen knows of a kind. ``codes`` None: nobody has said."""

    kind: UUID
    kind_name: str
    unit: str
    section: UUID | None
    least: Measure | None
    here: Measure
    codes: tuple[str, ...] | None
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Expiring:
    """A store that expires soon, and dishes that use it up."""

    resource: UUID
    kind: UUID
    kind_name: str
    amount: Measure
    expires_on: date
    is_past: bool
    dishes: tuple[tuple[UUID, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """What the garden or the bakery has promised to bring by a day."""

    kind: UUID
    kind_name: str
    amount: Measure
    due: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CountLine:
    """A line of the stock list, to count by hand."""

    resource: UUID
    kind_name: str
    place_name: str
    here: Measure
    expires_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentRow:
    """One content of the week's food. Never about a person.

    ``brought`` for one whole plate, if the whole day were like these meals, beside a
    day's ``reference`` intake. ``holders`` are kinds here that hold it, for whoever
    wants to close a gap.
    """

    content: UUID
    name: str
    brought: Measure
    reference: Measure
    percent: int
    is_gap: bool
    holders: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekTable:
    """A week's table against reference intakes, for the table as a whole.

    ``part_of_day``: what part of the week's food these meals stand for, per cent.
    ``unknown`` are kinds that nobody has figures for, and are not counted.
    """

    first_day: date
    n_meals: int
    plates: Decimal
    part_of_day: int
    rows: tuple[ContentRow, ...]
    unknown: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadLine:
    """A line of a recipe as read: what it became, or what is wrong with it.

    ``kind`` None with ``near`` means: not known, did you mean this? ``problem`` says it
    in full, with its row.
    """

    row: int
    written: str
    name: str
    kind: UUID | None
    kind_name: str
    amount: Measure | None
    note: str
    near: str
    problem: Problem | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperLine:
    """A line of the sign-out list: a name and empty boxes, nothing about them."""

    person: UUID
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadRecipe:
    """A recipe as read from a page, a file or text; nothing is saved by reading."""

    name: str
    serves: str
    minutes: str
    steps: str
    source: str
    lines: tuple[ReadLine, ...]
