"""What the bank side of the purse speaks of: statements, lines, mappings, rules, matches.

Amounts are signed here: what came into the account is positive, what left it negative.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import Literal
from uuid import UUID

from commonweal.core.vf.measure import Measure
from commonweal.core.vf.problems import N_

#: A year of 20,000 lines in the wordiest format is about 30 MB.
STATEMENT_MAX_BYTES = 40 * 1024 * 1024
LINES_MAX = 100_000
TEXT_MAX = 500

Format = Literal["camt053", "mt940", "ofx", "csv"]
DecimalSign = Literal[",", "."]
DayOrder = Literal["dmy", "ymd", "mdy"]
How = Literal["rule", "suggestion", "hand", "made"]

FORMATS: Mapping[str, str] = MappingProxyType(
    {
        "camt053": N_("CAMT.053 (XML)"),
        "mt940": N_("MT940 (SWIFT)"),
        "ofx": N_("OFX"),
        "csv": N_("CSV with a mapping"),
    }
)

#: The columns a mapping can name; amount, or money in and money out, is needed.
MAPPED: Mapping[str, str] = MappingProxyType(
    {
        "day": N_("Day of booking"),
        "value_day": N_("Day of value"),
        "amount": N_("Amount with its sign"),
        "money_in": N_("Amount that came in"),
        "money_out": N_("Amount that went out"),
        "direction": N_("In or out (a letter or word)"),
        "currency": N_("Currency"),
        "account": N_("Our account"),
        "reference": N_("The bank's reference"),
        "counterparty": N_("Other side: name"),
        "counterparty_iban": N_("Other side: account"),
        "text": N_("Text"),
        "closing": N_("What is in the account after the line"),
    }
)

_NO_COLUMNS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementLine:
    """One line of a statement as the bank's file says it; ``row`` is its place there."""

    row: int
    day: date
    amount: Measure
    value_day: date | None = None
    #: The bank's own reference of the line; empty when it gives none.
    reference: str = ""
    #: What whoever paid gave along, such as our own payment list's.
    end_to_end: str = ""
    counterparty: str = ""
    counterparty_iban: str = ""
    text: str = ""
    bank_code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One statement of one account. ``opening`` and ``closing`` are None if not said."""

    row: int
    format: Format
    #: The IBAN, or the number the bank uses, or empty when the file does not say.
    account: str
    currency: str
    number: str = ""
    opening: Measure | None = None
    closing: Measure | None = None
    first_day: date
    last_day: date
    lines: tuple[StatementLine, ...] = ()
    #: Lines the bank has not booked yet; they are left out.
    n_pending: int = 0
    #: A later page: it begins with what the page before left.
    is_later_page: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CsvMapping:
    """How a bank writes its CSV: which column is what, and how days and amounts look.

    ``text`` and ``counterparty`` may name several columns, parted by ``+``.
    """

    name: str
    columns: Mapping[str, str]
    decimal: DecimalSign = ","
    days: DayOrder = "dmy"
    #: Words in the column ``direction`` that mean money went out.
    out_words: tuple[str, ...] = ("d", "s", "soll", "debit", "af", "out")
    currency: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CsvGlance:
    """The start of a CSV file and what we take its columns for."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    header_row: int
    guess: CsvMapping


@dataclass(frozen=True, slots=True)
class MappingView:
    """A saved mapping of a union."""

    id: UUID
    mapping: CsvMapping
    account: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementFile:
    """A file somebody brings in. ``account`` None: each statement finds its own."""

    content: bytes = field(repr=False)
    filename: str
    account: UUID | None = None
    #: A saved mapping, needed for CSV.
    mapping: UUID | None = None
    #: Take lines in although an earlier statement of the same days did not have them.
    add_to_days_taken_in: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenIn:
    """What taking a statement in came to."""

    account: UUID
    statement: UUID
    first_day: date
    last_day: date
    n_lines: int
    n_new: int
    n_pending: int
    opening: Measure | None
    closing: Measure | None
    #: The bank's amounts jump between the statement before and this one.
    is_gap_before: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedStatements:
    """What a whole file came to; repeated imports give no new lines."""

    statements: tuple[TakenIn, ...]
    #: Accounts in the file that are not ours, shortened.
    not_ours: tuple[str, ...] = ()

    @property
    def n_new(self) -> int:
        """Count the lines that were not here before."""
        return sum(taken.n_new for taken in self.statements)


@dataclass(frozen=True, slots=True, kw_only=True)
class BankLineView:
    """A bank line for those who keep the books."""

    id: UUID
    account: UUID
    day: date
    value_day: date | None
    amount: Measure
    counterparty: str
    counterparty_iban: str
    text: str
    reference: str
    #: The entries this line stands for; empty while unmatched.
    entries: tuple[UUID, ...] = ()
    how: How | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """What an unmatched line may be: an entry that is there, or a rule's new entry."""

    line: UUID
    entry: UUID | None = None
    entry_number: int | None = None
    entry_day: date | None = None
    rule: UUID | None = None
    category: UUID | None = None
    purse: UUID | None = None
    moved_with: UUID | None = None
    #: Days between the line and the entry.
    days_apart: int = 0
    #: The only entry that fits, and the only line it fits: safe to take in one tap.
    is_sure: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleDraft:
    """Lines that look like this become an entry of this category and purse.

    Amounts are texts as people write them, without a sign; empty means no limit. Whether
    money comes in or goes out is the category's.
    """

    contains: str = ""
    counterparty_iban: str = ""
    smallest: str = ""
    largest: str = ""
    account: UUID | None = None
    category: UUID | None = None
    purse: UUID | None = None
    #: The other account of ours that money is moved to or from, instead of a category.
    moved_with: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleView:
    """A rule as it is kept; its amounts are in steps, whatever the currency."""

    id: UUID
    position: int
    contains: str
    counterparty_iban: str
    smallest: int | None
    largest: int | None
    #: The currency of its account; empty for a rule of all accounts.
    currency: str
    account: UUID | None
    category: UUID | None
    purse: UUID | None
    moved_with: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LineBooking:
    """An unmatched line and what it is, to become an entry in one tap."""

    line: UUID
    category: UUID | None = None
    purse: UUID | None = None
    moved_with: UUID | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchResult:
    """How many lines were matched, and how many still wait."""

    n_by_rule: int
    n_by_suggestion: int
    n_waiting: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementCheck:
    """What the bank says and what the books say, on one day."""

    account: UUID
    name: str
    on: date
    #: None while no statement says an amount.
    bank: Measure | None
    books: Measure
    difference: Measure | None
    n_unmatched_lines: int
    n_entries_without_line: int
    #: Days between two statements whose amounts do not meet.
    gaps: tuple[tuple[date, date], ...] = ()

    @property
    def is_equal(self) -> bool:
        """Say whether the books match the bank to the cent."""
        return self.difference is not None and self.difference.amount == 0


@dataclass(frozen=True, slots=True)
class BankSays:
    """What the bank says an account holds, in steps, at the end of a day."""

    amount: int
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementView:
    """A statement taken in."""

    id: UUID
    account: UUID
    format: Format
    number: str
    first_day: date
    last_day: date
    opening: Measure | None
    closing: Measure | None
    n_lines: int
    taken_in_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """One transfer of a payment list, as it is typed or chosen."""

    name: str
    iban: str
    amount: str
    text: str
    bic: str = ""
    #: The entry it squares, if it does.
    entry: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentList:
    """Transfers from one of our accounts, to be carried to the bank as one file."""

    account: UUID
    on: date
    payments: tuple[Payment, ...]


@dataclass(frozen=True, slots=True)
class TextFile:
    """A file to carry away."""

    name: str
    content: bytes
    media_type: str
