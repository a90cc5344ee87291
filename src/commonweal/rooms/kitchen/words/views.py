"""What the kitchen's questions answer: menus, who eats, who signs, what is safe."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from datetime import time as hour
from decimal import Decimal
from uuid import UUID

from commonweal.core.vf.measure import Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class DishLineView:
    """One line of a dish; ``amount`` None means "to taste", as ``note`` says."""

    kind: UUID
    kind_name: str
    amount: Measure | None
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DishView:
    """A dish. ``unclear`` are kinds of which nobody has said what they hold."""

    id: UUID
    name: str
    serves: int
    minutes: int | None
    steps: str
    source: str
    recipe: UUID | None
    makes: UUID | None
    lines: tuple[DishLineView, ...]
    codes: tuple[str, ...]
    extra_codes: tuple[str, ...]
    unclear: tuple[str, ...]
    is_retired: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MealDishView:
    """A dish at a meal. ``instead_of``: the line it stands in for where that is unsafe."""

    id: UUID
    dish: UUID
    name: str
    instead_of: UUID | None
    codes: tuple[str, ...]
    unclear: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MealView:
    """A meal. ``status``: planned, cooked or called_off. ``seen`` is its menu in words.

    Forms hand ``seen`` back, so that a tap made on an older menu is noticed.
    """

    id: UUID
    day: date
    time: str
    name: str
    serves_at: hour
    closes_at: datetime
    is_closed: bool
    status: str
    place: UUID | None
    place_name: str
    note: str
    dishes: tuple[MealDishView, ...]
    seen: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many eat. ``plates`` weighs sizes: a half plate counts a half.

    ``heads`` are people of the union; ``guests`` come on top. ``sizes`` are (size, how
    many), guests included.
    """

    meal: UUID
    heads: int
    guests: int
    late_plates: int
    plates: Decimal
    sizes: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GuestView:
    """One's own guests at a meal."""

    id: UUID
    n: int
    size: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MyMeal:
    """A meal as one person sees it; nobody else sees this line.

    ``holds`` are (dish, code) of what they asked not to be served; ``unclear`` dishes
    of which nobody knows enough. ``instead`` are dishes made for them instead.
    """

    meal: MealView
    is_in: bool
    size: str
    late_plate: bool
    guests: tuple[GuestView, ...]
    holds: tuple[tuple[str, str], ...]
    unclear: tuple[str, ...]
    instead: tuple[str, ...]
    turns: tuple[TurnView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UsualView:
    """When one usually eats here. ``eats`` None means every meal; () of a time, never."""

    id: UUID
    starts_on: date
    ends_on: date | None
    eats: tuple[tuple[str, tuple[str, ...]], ...] | None
    size: str
    late_plate: bool
    is_away: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CodesView:
    """One's own codes, until when they are kept, and who can read them."""

    codes: tuple[str, ...]
    is_named: bool
    keep_until: date
    readers: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Safety:
    """For how many a dish is safe. Names only of those who chose to be named.

    ``not_for`` are (code, how many). ``unclear_for`` counts those with a code while
    nobody has said what is in ``unclear``.
    """

    meal_dish: UUID
    name: str
    safe_for: int
    not_safe_for: int
    unclear_for: int
    not_for: tuple[tuple[str, int], ...]
    names: tuple[str, ...]
    unclear: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """So many who eat have nothing in place of a dish. ``could_be`` are safe dishes."""

    meal_dish: UUID
    name: str
    n: int
    codes: tuple[str, ...]
    names: tuple[str, ...]
    could_be: tuple[tuple[UUID, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SafeTable:
    """What is safe at a meal, for how many; gaps wait for a second dish or a change."""

    meal: UUID
    dishes: tuple[Safety, ...]
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnView:
    """An open task of a meal. ``names`` are filled in on the cook's sheet only."""

    id: UUID
    meal: UUID
    task: str
    places: int
    open: int
    is_mine: bool
    names: tuple[str, ...] = ()
