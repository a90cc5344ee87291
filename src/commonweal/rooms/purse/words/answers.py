"""The answers of the books: what people read again. Frozen values; nobody is named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from commonweal.core.vf.measure import Measure


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
    number of the entry that takes this one back. ``is_typed``: from paper, by a helper.
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
    is_typed: bool = False
    corrects: int | None = None
    taken_back_by: int | None = None
    spend: UUID | None = None
    decision: int | None = None


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
