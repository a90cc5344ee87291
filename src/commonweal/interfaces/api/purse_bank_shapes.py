"""Shapes of what programs send and get about the bank: statements, lines, payments."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

from commonweal.interfaces.api.purse_shapes import MaybeMoney, Money
from commonweal.interfaces.api.store_shapes import Strict
from commonweal.rooms.purse.words import bank as words

_LONG, _SHORT = 400, 60


class StatementIn(Strict):
    """What is said about a file: its account, if it does not say; for CSV a mapping."""

    account: UUID | None = None
    mapping: UUID | None = None
    add_to_days_taken_in: bool = False


class MatchIn(Strict):
    """The entries a line stands for."""

    entries: list[UUID] = Field(max_length=200)


class MatchAllIn(Strict):
    """Which account's lines are matched; none: all."""

    account: UUID | None = None


class BookingIn(Strict):
    """A waiting line and what it is; ``moved_with`` is another account of ours."""

    line: UUID
    category: UUID | None = None
    purse: UUID | None = None
    moved_with: UUID | None = None
    note: str = Field("", max_length=2000)


class BookingsIn(Strict):
    """Waiting lines; entries are made of all or of none."""

    bookings: list[BookingIn] = Field(max_length=1000)


class RuleIn(Strict):
    """Lines that look like this become an entry of this category and purse."""

    contains: str = Field("", max_length=_LONG)
    counterparty_iban: str = Field("", max_length=_SHORT)
    smallest: str = Field("", max_length=_SHORT)
    largest: str = Field("", max_length=_SHORT)
    account: UUID | None = None
    category: UUID | None = None
    purse: UUID | None = None
    moved_with: UUID | None = None


class MappingIn(Strict):
    """How a bank writes its CSV: which column is what."""

    name: str = Field(max_length=_LONG)
    columns: dict[str, str] = Field(description="what, and the name of its column")
    decimal: Literal[",", "."] = ","
    days: Literal["dmy", "ymd", "mdy"] = "dmy"
    out_words: list[str] = Field([], max_length=50)
    currency: str = Field("", max_length=_SHORT)
    account: UUID | None = None

    def mapping(self) -> words.CsvMapping:
        """Return it as the room takes it."""
        facts: dict[str, Any] = self.dict(exclude={"account", "out_words"})
        if self.out_words:
            facts["out_words"] = tuple(self.out_words)
        return words.CsvMapping(**facts)


class PaymentIn(Strict):
    """One transfer."""

    name: str = Field(max_length=_LONG)
    iban: str = Field(max_length=_SHORT)
    amount: str = Field(max_length=_SHORT)
    text: str = Field("", max_length=_LONG)
    bic: str = Field("", max_length=_SHORT)

    def payment(self) -> words.Payment:
        """Return it as the room takes it."""
        facts: dict[str, Any] = self.dict()
        return words.Payment(**facts)


class PaymentListIn(Strict):
    """Transfers from one of our accounts; of laid-out amounts, or typed."""

    account: UUID
    on: date
    payments: list[PaymentIn] = Field([], max_length=500)
    pockets: list[UUID] = Field([], max_length=500)


class LookIn(Strict):
    """What is said about a file that is only looked at: for CSV a mapping."""

    mapping: UUID | None = None


class ReadLineOut(Schema):
    """A line of a file as the bank says it; ``row`` is its place there."""

    row: int
    day: date
    value_day: date | None
    amount: Money
    reference: str
    counterparty: str
    counterparty_iban: str
    text: str


class ReadOut(Schema):
    """A statement of a file that was looked at; nothing of it is kept."""

    account: str
    currency: str
    number: str
    first_day: date
    last_day: date
    opening: MaybeMoney
    closing: MaybeMoney
    n_pending: int
    lines: list[ReadLineOut]


class TakenInOut(Schema):
    """What taking in one statement came to."""

    account: UUID
    statement: UUID
    first_day: date
    last_day: date
    n_lines: int
    n_new: int
    n_pending: int
    opening: MaybeMoney
    closing: MaybeMoney
    is_gap_before: bool


class ImportedOut(Schema):
    """What a file came to; taking it in again changes nothing."""

    statements: list[TakenInOut]
    not_ours: list[str]
    n_new: int


class StatementOut(Schema):
    """A statement taken in."""

    id: UUID
    account: UUID
    format: str
    number: str
    first_day: date
    last_day: date
    opening: MaybeMoney
    closing: MaybeMoney
    n_lines: int
    taken_in_at: datetime


class BankLineOut(Schema):
    """A line of the bank, and the entries it stands for."""

    id: UUID
    account: UUID
    day: date
    value_day: date | None
    amount: Money
    counterparty: str
    counterparty_iban: str
    text: str
    reference: str
    entries: list[UUID]
    how: str | None


class SuggestionOut(Schema):
    """What a waiting line may be: an entry that is there, or a rule's new entry."""

    line: UUID
    entry: UUID | None
    entry_number: int | None
    entry_day: date | None
    rule: UUID | None
    category: UUID | None
    purse: UUID | None
    moved_with: UUID | None
    days_apart: int
    is_sure: bool


class MatchedOut(Schema):
    """How many lines were matched, and how many still wait."""

    n_by_rule: int
    n_by_suggestion: int
    n_waiting: int


class CheckOut(Schema):
    """What the bank says and what the books say, on one day."""

    account: UUID
    name: str
    on: date
    bank: MaybeMoney
    books: Money
    difference: MaybeMoney
    is_equal: bool
    n_unmatched_lines: int
    n_entries_without_line: int
    gaps: list[tuple[date, date]]


class RuleOut(Schema):
    """A rule; its amounts are in the smallest steps of its currency."""

    id: UUID
    position: int
    contains: str
    counterparty_iban: str
    smallest: int | None
    largest: int | None
    currency: str
    account: UUID | None
    category: UUID | None
    purse: UUID | None
    moved_with: UUID | None


class CsvMappingOut(Schema):
    """How a bank writes its CSV."""

    name: str
    columns: dict[str, str]
    decimal: str
    days: str
    out_words: list[str]
    currency: str


class MappingOut(Schema):
    """A saved mapping."""

    id: UUID
    mapping: CsvMappingOut
    account: UUID | None


class GlanceOut(Schema):
    """The start of a CSV file and what its columns are taken for."""

    columns: list[str]
    rows: list[list[str]]
    header_row: int
    guess: CsvMappingOut


class PaymentOut(Schema):
    """A transfer, to look at before a list is made."""

    name: str
    iban: str
    amount: str
    text: str
    bic: str
    entry: UUID | None


class FileOut(Schema):
    """A file to carry away: write ``content`` out in UTF-8."""

    name: str
    media_type: str
    content: str


def file_out(file: words.TextFile) -> dict[str, str]:
    """Write a file."""
    return {
        "name": file.name,
        "media_type": file.media_type,
        "content": file.content.decode("utf-8"),
    }
