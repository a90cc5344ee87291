"""The words of the books: what people write down, and what they read again.

Amounts typed by people travel as text until the deed reads them, so that what is wrong
can be said about what was typed. Everything kept is an exact amount.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Literal
from uuid import UUID

from commonweal.core.vf.measure import Measure
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
    ``spend`` is an announced spend that stands; ``happened_anyway`` says the money has
    gone already (a line of the bank, an emergency) and announces it afterwards.
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
    """Somebody paid with money of their own; the purse will square it."""

    amount: str
    category: UUID
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


# --- what people read ---------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountView:
    """A real account, as every associate may see it."""

    id: UUID
    name: str
    kind: str
    currency: str
    iban: str = ""
    bic: str = ""
    holder: str = ""
    is_closed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PurseView:
    """A purse kept apart."""

    id: UUID
    name: str
    kind: str
    is_closed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryView:
    """What money goes for, or comes from. Show ``name`` translated: starters are English."""

    id: UUID
    name: str
    direction: str
    picture: str
    code: str = ""
    is_personal: bool = False
    is_built_in: bool = False
    is_retired: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryView:
    """One line of the books. Never says who (I-11), but whether it is one's own.

    ``amount`` is below zero in an entry that takes another back. ``corrects`` is the
    number of the entry this one takes back or stands instead of; ``taken_back_by`` the
    number of the entry that takes this one back.
    """

    id: UUID
    number: int
    kind: str
    day: date
    amount: Measure
    account: UUID | None = None
    account_name: str = ""
    purse: UUID | None = None
    purse_name: str = ""
    to_account: UUID | None = None
    to_account_name: str = ""
    to_purse: UUID | None = None
    to_purse_name: str = ""
    to_amount: Measure | None = None
    category: UUID | None = None
    category_name: str = ""
    picture: str = "other"
    direction: str = ""
    note: str = ""
    is_own: bool = False
    corrects: int | None = None
    taken_back_by: int | None = None
    spend: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PocketView:
    """An amount somebody laid out from their own pocket, waiting for the purse.

    ``person``, ``iban`` and ``name_on_account`` are only in answers to that person and
    to the purse's mandate. Never summed by person.
    """

    id: UUID
    entry: UUID
    number: int
    day: date
    amount: Measure
    category_name: str
    note: str
    person: UUID | None = None
    iban: str = ""
    name_on_account: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountingView:
    """A drawer counted by one person, waiting for another, or done."""

    id: UUID
    account: UUID
    account_name: str
    day: date
    counted: Measure
    written: Measure
    is_confirmed: bool
    may_confirm: bool = False

    @property
    def difference(self) -> Measure:
        """What was found more (or less, below zero) than is written down."""
        return self.counted - self.written


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingLine:
    """What is in one purse at one account."""

    account: UUID
    account_name: str
    account_kind: str
    purse: UUID
    purse_name: str
    purse_kind: str
    amount: Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A name and an amount."""

    id: UUID
    name: str
    amount: Measure
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What is there: by account and purse, by account, by purse, in all.

    ``on``: at the end of that day; None: now. ``pockets``: what the purse will still square, by currency.
    """

    on: date | None
    lines: tuple[StandingLine, ...]
    accounts: tuple[Line, ...]
    purses: tuple[Line, ...]
    totals: tuple[Measure, ...]
    pockets: tuple[Measure, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetLine:
    """A line of the wall sheet. ``category`` is None where few entries are together."""

    category: UUID | None
    name: str
    picture: str
    amount: Measure
    per_head: Measure | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BankMatch:
    """Whether an account's books agree with the bank, or with a count of the drawer.

    ``bank`` and ``bank_day`` are None while no statement (or count) was read.
    """

    account: UUID
    name: str
    kind: str
    books: Measure
    bank: Measure | None = None
    bank_day: date | None = None
    agrees: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CurrencySheet:
    """The month in one currency.

    ``left_before + came_in - went_out + other == left``, to the cent; ``other`` is
    what was exchanged, opened, or laid out by pockets and not yet squared.
    """

    currency: str
    left_before: Measure
    came_in: Measure
    went_out: Measure
    other: Measure
    left: Measure
    per_head: Measure | None
    ins: tuple[SheetLine, ...]
    outs: tuple[SheetLine, ...]
    purses: tuple[Line, ...]
    reserve: Measure
    weeks_of_cover: Decimal | None
    pockets: Measure
    bank: tuple[BankMatch, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WallSheet:
    """One month for the wall. No personal lines.

    ``is_small``: the union has fewer people than the charter's smallest group, so only
    in, out and left are shown. ``n_written_later``: entries of this month written down
    after it was over.
    """

    month: date
    last_day: date
    n_people: int
    is_small: bool
    n_written_later: int
    sheets: tuple[CurrencySheet, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShoppingLine:
    """Something promised to come from outside and not yet bought.

    ``why`` is a template with ``why_facts``: which plan or meal asked for it.
    """

    commitment: UUID
    kind: UUID
    kind_name: str
    amount: Measure
    due: date | None
    why: str
    why_facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyAccount:
    """What a ledger account of money stands for, for writing the books elsewhere.

    ``group`` is "assets" (a purse at a real account), "income", "expenses" (by
    category), "opening", "pockets" (what the purse will square) or "exchange";
    ``parts`` are its names from the general to the particular.
    """

    resource: UUID
    group: str
    parts: tuple[str, ...]
    currency: str
