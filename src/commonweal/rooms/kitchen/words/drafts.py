"""What people write down for the kitchen, as they wrote it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from datetime import time as hour
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class LineDraft:
    """One line of a dish. ``kind`` or ``name`` says what; ``amount`` may be "a pinch".

    ``amount`` and ``unit`` are text: "1 1/2" and "cups", or "200 g" and "". With
    ``is_new`` a name that is not known yet becomes a new kind of food, in kilos.
    """

    kind: UUID | None = None
    name: str = ""
    amount: str = ""
    unit: str = ""
    note: str = ""
    is_new: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DishDraft:
    """A dish for so many people. ``codes`` are those besides what its lines hold."""

    name: str
    serves: str
    lines: tuple[LineDraft, ...]
    steps: str = ""
    minutes: str = ""
    source: str = ""
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FileDraft:
    """A recipe as a page, a file or text: uploaded or pasted, never fetched."""

    content: bytes
    filename: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardDraft:
    """What the kitchen knows of a kind: where the shop keeps it, the least on hand.

    ``codes`` None leaves what it holds unsaid; () says that it holds none of them.
    """

    kind: UUID
    section: UUID | None = None
    least: str = ""
    codes: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MealDraft:
    """A meal. ``closes_at`` None follows the charter; ``serves_at`` None the usual hour."""

    day: date
    time: str
    name: str = ""
    dishes: tuple[UUID, ...] = ()
    place: UUID | None = None
    serves_at: hour | None = None
    closes_at: datetime | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignDraft:
    """Who says something about which meal. ``seen``: the menu as their screen showed it.

    With ``seen`` the deed is refused when the menu has changed since (an action kept
    without a network may be hours old); without it nothing is compared.
    """

    meal: UUID
    person: UUID
    seen: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GuestDraft:
    """Guests of one person at one meal. No names; codes are what not to serve them."""

    meal: UUID
    host: UUID
    n: str = "1"
    size: str = "whole"
    codes: tuple[str, ...] = ()
    seen: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UsualDraft:
    """When somebody usually eats with us: weekdays by meal time, and which plate.

    ``eats`` maps a meal time to weekdays ("mon" …); a time left out means never. None
    means every meal. ``ends_on`` None: until said otherwise.
    """

    person: UUID
    starts_on: date
    ends_on: date | None = None
    eats: Mapping[str, tuple[str, ...]] | None = None
    size: str = "whole"
    late_plate: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CodesDraft:
    """What not to serve somebody. ``is_named``: the cook may read the name with it."""

    person: UUID
    codes: tuple[str, ...]
    is_named: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperRow:
    """One line of the list in the kitchen: "out", "in" or "late", and guests."""

    person: UUID
    says: str = "out"
    guests: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperDraft:
    """The list of one meal, typed by a helper: all lines or none."""

    meal: UUID
    rows: tuple[PaperRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CountRow:
    """What was found in a store; ``seen`` is what the list showed."""

    resource: UUID
    counted: str
    seen: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BoughtRow:
    """A line of the shopping list that was bought and put away."""

    kind: UUID
    amount: str
    unit: str = ""
    good_until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PutAwayDraft:
    """What came home from the shop, and where it was put."""

    place: UUID
    rows: tuple[BoughtRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftoverDraft:
    """What is left of a dish, good until a day."""

    dish: UUID
    amount: str
    good_until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CookDraft:
    """What was really used, by kind; a kind left out means as planned.

    ``amounts`` is text by kind; "0" means none was used. ``place`` is where leftovers
    and scraps are; None means where the meal is.
    """

    meal: UUID
    amounts: Mapping[UUID, str] = field(default_factory=dict)
    leftovers: tuple[LeftoverDraft, ...] = ()
    scraps: str = ""
    place: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ServeDraft:
    """Leftovers that go on to a meal, and how many people they feed."""

    meal: UUID
    resource: UUID
    amount: str
    feeds: str
