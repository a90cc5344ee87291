"""The words of the books: kinds, pictures, first categories, and what people write down.

Amounts typed by people travel as text until the deed reads them, so that what is wrong
can be said about what was typed. Everything kept is an exact amount.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Literal
from uuid import UUID

from commonweal.core.vf.problems import N_

#: Most lines of one pencil list, and of one screen of openings.
MOST_LINES = 200

ACCOUNT_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "bank": N_("Bank account"),
        "drawer": N_("Cash drawer"),
        "card": N_("Prepaid card"),
    }
)

PURSE_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "everyday": N_("Everyday purse"),
        "capital": N_("Capital"),
        "emergency": N_("Reserve for emergencies"),
        "reinvestment": N_("Reserve for reinvestment"),
        "solidarity": N_("Reserve for solidarity"),
        "earmarked": N_("Set aside for something"),
    }
)

#: What an entry says happened, in plain words.
ENTRY_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "taken": N_("taken"),
        "paid": N_("paid"),
        "came_in": N_("came in"),
        "moved": N_("moved between our own"),
        "exchanged": N_("exchanged"),
        "from_pocket": N_("paid from a pocket"),
        "squared": N_("squared with a pocket"),
        "difference": N_("difference found by counting"),
        "opening": N_("was there at the beginning"),
        "settlement": N_("given to somebody who left"),
        "correction": N_("takes an entry back"),
    }
)
#: Kinds a person writes with ``note_entry``; those that spend come first.
OUT_KINDS: tuple[str, ...] = ("taken", "paid", "from_pocket")
#: Which decision allowed a spend (E5).
ALLOWED_BY = N_("Allowed by decision %(decision)s (%(what)s).")
ALLOWED_BUDGET = N_("Within the budget line “%(what)s” of decision %(decision)s.")
ALLOWED_ANNOUNCED = N_(
    "Announced to all, and it stands: the rule of decision %(decision)s."
)
ALLOWED_BELOW = N_(
    "Decision %(decision)s says that nobody is asked below %(amount)s, and that more is "
    "told to all."
)
#: Kinds that are announced first when they exceed the threshold (I-10).
ASKED_ABOVE: frozenset[str] = frozenset(OUT_KINDS)

PICTURES: tuple[str, ...] = (
    "food", "home", "energy", "health", "clothing", "travel", "learning", "leisure",
    "children", "care", "tools", "giving", "people", "enterprise", "gift", "drawer",
    "exchange", "difference", "other",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Starter:
    """A category every purse begins with.

    ``is_personal``: entries may tell something about one person, so that few of them
    are put together on the wall sheet. ``is_built_in``: the books use it themselves.
    """

    code: str
    name: str
    direction: Literal["in", "out"]
    picture: str
    is_personal: bool = False
    is_built_in: bool = False


STARTER: tuple[Starter, ...] = (
    Starter("food", N_("Food"), "out", "food"),
    Starter("home", N_("Home"), "out", "home"),
    Starter("energy", N_("Energy and water"), "out", "energy"),
    Starter("health", N_("Health"), "out", "health", is_personal=True),
    Starter("clothing", N_("Clothing"), "out", "clothing", is_personal=True),
    Starter("travel", N_("Travel"), "out", "travel", is_personal=True),
    Starter("learning", N_("Learning"), "out", "learning", is_personal=True),
    Starter("leisure", N_("Leisure"), "out", "leisure", is_personal=True),
    Starter("children", N_("Children"), "out", "children", is_personal=True),
    Starter("care", N_("Care"), "out", "care", is_personal=True),
    Starter("tools", N_("Tools and materials"), "out", "tools"),
    Starter("giving", N_("Giving"), "out", "giving"),
    Starter("other_out", N_("Other things"), "out", "other"),
    Starter("people", N_("Income of people"), "in", "people", is_personal=True),
    Starter("enterprises", N_("Enterprises"), "in", "enterprise"),
    Starter("gifts", N_("Gifts"), "in", "gift", is_personal=True),
    Starter("other_in", N_("Other income"), "in", "other"),
    Starter(
        "counted_more", N_("Counted more than written down"), "in", "difference",
        is_built_in=True,
    ),
    Starter(
        "counted_less", N_("Counted less than written down"), "out", "difference",
        is_built_in=True,
    ),
    Starter("opening", N_("There at the beginning"), "in", "other", is_built_in=True),
    Starter(
        "opening_below", N_("Below zero at the beginning"), "out", "other",
        is_built_in=True,
    ),
    Starter(
        "settlement", N_("Given to those who left"), "out", "giving",
        is_personal=True, is_built_in=True,
    ),
)  # fmt: skip


# --- what people write --------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountDraft:
    """A real account: at a bank, a drawer, a card. Several under one purse are usual."""

    name: str
    kind: str = "bank"
    currency: str = ""  # empty: the union's
    iban: str = ""
    bic: str = ""
    holder: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PurseDraft:
    """A purse kept apart from the others."""

    name: str
    kind: str = "earmarked"


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryDraft:
    """What money goes for, or comes from."""

    name: str
    direction: str = "out"
    picture: str = "other"
    is_personal: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryDraft:
    """One line somebody writes down: an amount and what it was for; the rest has usual values.

    ``amount`` is as typed ("12,50", "1.234,50 EUR"). No ``account`` means the drawer
    or account used first, no ``purse`` the everyday purse, no ``day`` today.
    ``with_name`` keeps the name of ``person`` where the charter lets people choose.
    ``spend`` is an announced spend that stands; ``decision`` one that allows it without
    announcing; ``happened_anyway`` says the money has gone already (a line of the bank,
    an emergency) and announces it afterwards.
    ``key`` is needed only where several are handed in together by a program.
    """

    amount: str
    category: UUID | None = None
    kind: str = "taken"
    account: UUID | None = None
    purse: UUID | None = None
    day: date | None = None
    currency: str = ""
    note: str = ""
    person: UUID | None = None
    with_name: bool = False
    commitments: tuple[UUID, ...] = ()
    spend: UUID | None = None
    happened_anyway: bool = False
    decision: int | None = None
    row: int | None = None
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveDraft:
    """Money moved between our own: between accounts, between purses, or both."""

    amount: str
    account: UUID
    to_account: UUID
    purse: UUID | None = None
    to_purse: UUID | None = None
    day: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangeDraft:
    """Money of one currency given for another; the two amounts are the only rate."""

    amount: str
    to_amount: str
    account: UUID
    to_account: UUID
    purse: UUID | None = None
    to_purse: UUID | None = None
    day: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningDraft:
    """What was there when the books began; a minus means the bank waited for us."""

    account: UUID
    amount: str
    purse: UUID | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PocketDraft:
    """Somebody paid with money of their own; the purse will square it.

    ``row`` is its line on a typed list.
    """

    amount: str
    category: UUID | None
    purse: UUID | None = None
    day: date | None = None
    currency: str = ""
    note: str = ""
    person: UUID | None = None  # None: who writes it
    iban: str = ""
    name_on_account: str = ""
    spend: UUID | None = None
    happened_anyway: bool = False
    commitments: tuple[UUID, ...] = ()
    row: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SquareDraft:
    """Which laid-out amounts the purse squares now, and from where."""

    pockets: tuple[UUID, ...]
    account: UUID
    purse: UUID | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CountDraft:
    """What somebody found in a drawer."""

    account: UUID
    counted: str
    purse: UUID | None = None
