"""Shapes of what programs send and get about the books of the purse.

Amounts are sent as texts, as people write them; they come back as exact decimals.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from ninja import Schema
from pydantic import BeforeValidator, Field

from commonweal.interfaces.api.store_shapes import Amount, Strict, measure_out
from commonweal.rooms.purse import words

#: Amounts are kept as exact steps and written as texts in whole units.
Money = Annotated[Amount, BeforeValidator(measure_out)]
MaybeMoney = Annotated[Amount | None, BeforeValidator(measure_out)]

_LONG, _SHORT = 400, 60
_AMOUNT = Field(max_length=_SHORT, description='as people write it, such as "12.50"')


class AccountIn(Strict):
    """A real account: at a bank, a cash drawer, a prepaid card."""

    name: str = Field(max_length=_LONG)
    kind: str = Field("bank", max_length=_SHORT, description="bank, drawer or card")
    currency: str = Field("", max_length=_SHORT, description="empty: the union's")
    iban: str = Field("", max_length=_SHORT)
    bic: str = Field("", max_length=_SHORT)
    holder: str = Field("", max_length=_LONG)


class PurseIn(Strict):
    """A part of the money kept apart."""

    name: str = Field(max_length=_LONG)
    kind: str = Field("earmarked", max_length=_SHORT)


class NameIn(Strict):
    """A name."""

    name: str = Field(max_length=_LONG)


class CategoryIn(Strict):
    """What money goes for, or comes from."""

    name: str = Field(max_length=_LONG)
    direction: str = Field("out", max_length=_SHORT, description="in or out")
    picture: str = Field("other", max_length=_SHORT)
    is_personal: bool = False


class EntryIn(Strict):
    """One line of the books: an amount and what it was for; the rest has usual values.

    ``kind``: taken, paid, came_in. ``with_name`` keeps one's name where the charter lets
    people choose. ``spend`` is an announced spend, ``decision`` one that allows it;
    ``happened_anyway`` says that the money has gone already, so that it is announced
    afterwards.
    """

    amount: str = _AMOUNT
    category: UUID | None = None
    kind: str = Field("taken", max_length=_SHORT)
    account: UUID | None = None
    purse: UUID | None = None
    day: date | None = None
    currency: str = Field("", max_length=_SHORT)
    note: str = Field("", max_length=2000)
    with_name: bool = False
    commitments: list[UUID] = Field([], max_length=500)
    spend: UUID | None = None
    happened_anyway: bool = False
    decision: int | None = None

    def draft(self, person: UUID | None, **more: object) -> words.EntryDraft:
        """Return it as the room takes it."""
        facts: dict[str, Any] = {"person": person, **self.dict(), **more}
        return words.EntryDraft(**facts | {"commitments": tuple(self.commitments)})


class ListedIn(EntryIn):
    """A line of a pencil list; ``person`` whose line it is, if their name is kept."""

    person: UUID | None = None


class EntriesIn(Strict):
    """A pencil list: all lines are noted or none."""

    entries: list[ListedIn] = Field(max_length=1000)


class CorrectionIn(Strict):
    """What an entry should have been; null takes it back and puts nothing instead."""

    entry: EntryIn | None = None


class MoveIn(Strict):
    """Money moved between our accounts, between our purses, or both."""

    amount: str = _AMOUNT
    account: UUID
    to_account: UUID
    purse: UUID | None = None
    to_purse: UUID | None = None
    day: date | None = None
    note: str = Field("", max_length=2000)


class ExchangeIn(MoveIn):
    """Money of one currency given for another; the two amounts are the only rate."""

    to_amount: str = _AMOUNT


class OpeningIn(Strict):
    """What was there when the books began; a minus: below zero at the bank."""

    account: UUID
    amount: str = _AMOUNT
    purse: UUID | None = None
    day: date | None = None


class OpeningsIn(Strict):
    """What was there, account by account."""

    openings: list[OpeningIn] = Field(max_length=500)


class PocketIn(Strict):
    """Paid with money of one's own; ``person`` only when typed for somebody."""

    amount: str = _AMOUNT
    category: UUID
    purse: UUID | None = None
    day: date | None = None
    currency: str = Field("", max_length=_SHORT)
    note: str = Field("", max_length=2000)
    person: UUID | None = None
    iban: str = Field("", max_length=_SHORT)
    name_on_account: str = Field("", max_length=_LONG)
    spend: UUID | None = None
    happened_anyway: bool = False
    commitments: list[UUID] = Field([], max_length=500)

    def draft(self) -> words.PocketDraft:
        """Return it as the room takes it."""
        facts: dict[str, Any] = self.dict()
        return words.PocketDraft(**facts | {"commitments": tuple(self.commitments)})


class SquareIn(Strict):
    """Which laid-out amounts the purse squares, and from where."""

    pockets: list[UUID] = Field(max_length=500)
    account: UUID
    purse: UUID | None = None
    day: date | None = None

    def draft(self) -> words.SquareDraft:
        """Return it as the room takes it."""
        facts: dict[str, Any] = self.dict()
        return words.SquareDraft(**facts | {"pockets": tuple(self.pockets)})


class CountIn(Strict):
    """What somebody found in a drawer."""

    account: UUID
    counted: str = _AMOUNT
    purse: UUID | None = None


class AccountOut(Schema):
    """A real account."""

    id: UUID
    name: str
    kind: str
    currency: str
    iban: str
    bic: str
    holder: str
    is_closed: bool


class PurseOut(Schema):
    """A purse kept apart."""

    id: UUID
    name: str
    kind: str
    is_closed: bool


class CategoryOut(Schema):
    """What money goes for, or comes from."""

    id: UUID
    name: str
    direction: str
    picture: str
    code: str
    is_personal: bool
    is_built_in: bool
    is_retired: bool


class EntryOut(Schema):
    """One line of the books. It never says who, but whether it is one's own."""

    id: UUID
    number: int
    kind: str
    day: date
    amount: Money
    account: UUID | None
    account_name: str
    purse: UUID | None
    purse_name: str
    to_account: UUID | None
    to_account_name: str
    to_purse: UUID | None
    to_purse_name: str
    to_amount: MaybeMoney
    category: UUID | None
    category_name: str
    picture: str
    direction: str
    note: str
    is_own: bool
    is_typed: bool
    corrects: int | None
    taken_back_by: int | None
    spend: UUID | None
    decision: int | None = Field(description="the decision that allowed a spend")


class PocketOut(Schema):
    """An amount laid out from a pocket, waiting for the purse."""

    id: UUID
    entry: UUID
    number: int
    day: date
    amount: Money
    category_name: str
    note: str
    person: UUID | None
    iban: str
    name_on_account: str


class CountingOut(Schema):
    """A drawer counted by one person, confirmed by another."""

    id: UUID
    account: UUID
    account_name: str
    day: date
    counted: Money
    written: Money
    difference: Money
    is_confirmed: bool
    may_confirm: bool


class StandingLineOut(Schema):
    """What is in one purse at one account."""

    account: UUID
    account_name: str
    account_kind: str
    purse: UUID
    purse_name: str
    purse_kind: str
    amount: Money


class LineOut(Schema):
    """A name and an amount."""

    id: UUID
    name: str
    amount: Money
    kind: str


class StandingOut(Schema):
    """What is there: by account and purse, by account, by purse, in all."""

    on: date | None
    lines: list[StandingLineOut]
    accounts: list[LineOut]
    purses: list[LineOut]
    totals: list[Money]
    pockets: list[Money]


class SheetLineOut(Schema):
    """A line of the wall sheet; no category where few entries are put together."""

    category: UUID | None
    name: str
    picture: str
    amount: Money
    per_head: MaybeMoney


class BankMatchOut(Schema):
    """Whether an account's books agree with the bank, or with a count."""

    account: UUID
    name: str
    kind: str
    books: Money
    bank: MaybeMoney
    bank_day: date | None
    agrees: bool | None


class CurrencySheetOut(Schema):
    """The month in one currency."""

    currency: str
    left_before: Money
    came_in: Money
    went_out: Money
    other: Money
    left: Money
    per_head: MaybeMoney
    ins: list[SheetLineOut]
    outs: list[SheetLineOut]
    purses: list[LineOut]
    reserve: Money
    weeks_of_cover: Decimal | None
    pockets: Money
    bank: list[BankMatchOut]


class WallSheetOut(Schema):
    """One month for the wall. No personal lines."""

    month: date
    last_day: date
    n_people: int
    is_small: bool
    n_written_later: int
    sheets: list[CurrencySheetOut]


class ShoppingOut(Schema):
    """Something a plan or a meal asks the purse to buy."""

    commitment: UUID
    kind: UUID
    kind_name: str
    amount: Money
    due: date | None
    why: str
