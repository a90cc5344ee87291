"""Shapes of what programs send and get about announcing, pledging, repeating, leaving."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.utils.translation import gettext
from ninja import Schema
from pydantic import Field

from commonweal.interfaces.api.purse_shapes import MaybeMoney, Money
from commonweal.interfaces.api.store_shapes import Strict
from commonweal.rooms.purse.words import together

_AMOUNT = Field(max_length=60, description='as people write it, such as "12.50"')
_MAYBE_AMOUNT = Field("", max_length=60, description="empty: nothing, or the usual")
_CURRENCY = Field("", max_length=20, description="empty: the union's")


class SpendIn(Strict):
    """A spend above the threshold, announced to all."""

    amount: str = _AMOUNT
    what_for: str = Field(max_length=400)
    day: date
    currency: str = _CURRENCY
    category: UUID | None = None
    purse: UUID | None = None


class ConcernIn(Strict):
    """A concern, in a line."""

    words: str = Field(max_length=1000)


class TalkIn(Strict):
    """What a talk came to: it goes, or is withdrawn."""

    came_to: str = Field(max_length=1000)
    goes: bool


class ConcernOut(Schema):
    """A concern and what the talk came to."""

    id: UUID
    who: str
    words: str
    said_on: date
    is_open: bool
    came_to: str
    is_mine: bool
    typed_by: str


class SpendOut(Schema):
    """An announced spend; ``state``: waits, talk, stands, done, withdrawn."""

    id: UUID
    amount: Money
    spent: Money
    left: Money
    category: UUID | None
    category_name: str
    purse: UUID | None
    what_for: str
    day: date
    repeats: bool
    happened_anyway: bool
    announced_on: date
    stands_from: date
    state: str
    n_support: int
    concerns: list[ConcernOut]
    my_voice: str
    is_mine: bool
    who: str
    typed_by: str


class PledgeRoundIn(Strict):
    """A contribution round; ``needed`` is for all its months together."""

    name: str = Field(max_length=400)
    needed: str = _AMOUNT
    months: int
    closes_on: date
    if_not_covered: str = Field(
        max_length=20, description="decided beforehand: again, less or reserve"
    )
    n_people: int = Field(0, description="left at 0: all associates")
    currency: str = _CURRENCY


class PledgeIn(Strict):
    """What one could give a month; ``person`` only when typed from paper for somebody."""

    green: str = _AMOUNT
    yellow: str = _MAYBE_AMOUNT
    red: str = _MAYBE_AMOUNT
    person: UUID | None = None


class PledgeRoundOut(Schema):
    """A contribution round: one total a month when it is closed, null for few people."""

    id: UUID
    name: str
    needed: Money
    months: int
    n_people: int
    guide: Money
    if_not_covered: str
    opened_on: date
    closes_on: date
    status: str
    colour: str
    is_covered: bool | None
    total: MaybeMoney
    missing: MaybeMoney


class OwnPledgeOut(Schema):
    """One's own pledge, and what it becomes a month."""

    green: Money
    yellow: Money
    red: Money
    becomes: MaybeMoney
    forgotten_on: date | None
    is_typed: bool


class RepeatingIn(Strict):
    """Something that comes in or goes out again and again, until its last day."""

    name: str = Field(max_length=400)
    direction: str = Field(max_length=10, description="in or out")
    amount: str = _AMOUNT
    every: str = Field(max_length=10, description="week, month, quarter or year")
    starts_on: date
    ends_on: date
    category: UUID
    account: UUID
    purse: UUID | None = None
    currency: str = _CURRENCY


class RepeatingOut(Schema):
    """Something repeating; ``status``: runs, waits, paused, ended."""

    id: UUID
    name: str
    direction: str
    amount: Money
    every: str
    category: UUID
    category_name: str
    account: UUID
    account_name: str
    purse: UUID | None
    starts_on: date
    ends_on: date
    status: str
    due: list[date]
    next_due: date | None
    n_noted: int
    spend: UUID | None


class DueIn(Strict):
    """One due day."""

    due: date


class NotedOut(Schema):
    """How many periods were noted."""

    n_noted: int


class BudgetLineIn(Strict):
    """A category and what is planned for it."""

    category: UUID
    baseline: str = _MAYBE_AMOUNT
    buffer: str = _MAYBE_AMOUNT
    slack: str = _MAYBE_AMOUNT


class BudgetIn(Strict):
    """A budget as it is made or changed."""

    name: str = Field(max_length=400)
    starts_on: date
    ends_on: date
    lines: list[BudgetLineIn] = Field(max_length=1000)
    currency: str = _CURRENCY

    def draft(self) -> together.BudgetDraft:
        """Return it as the room takes it."""
        lines = tuple(together.BudgetLineDraft(**line.dict()) for line in self.lines)
        return together.BudgetDraft(**{**self.dict(), "lines": lines})


class ApprovedIn(Strict):
    """The number of the decision that approved a budget."""

    decision: int


class ShiftIn(Strict):
    """An amount to be moved from one line to another."""

    from_line: UUID
    to_line: UUID
    amount: str = _AMOUNT
    what_for: str = Field("", max_length=400)


class BudgetNameOut(Schema):
    """A budget in a list; a draft has no decision."""

    id: UUID
    name: str
    starts_on: date
    ends_on: date
    decision: int | None


class BudgetLineOut(Schema):
    """A category on one line: left = approved - committed - spent."""

    id: UUID
    category: UUID
    category_name: str
    direction: str
    baseline: Money
    buffer: Money
    slack: Money
    shifted: Money
    approved: Money
    committed: Money
    spent: Money
    left: Money


class BudgetTotalsOut(Schema):
    """All lines of one direction together."""

    approved: Money
    committed: Money
    spent: Money
    left: Money


class ShiftOut(Schema):
    """A proposal to move an amount."""

    id: UUID
    budget: UUID
    from_line: UUID
    from_name: str
    to_line: UUID
    to_name: str
    amount: Money
    what_for: str
    proposed_on: date
    stands_from: date
    state: str
    n_support: int
    concerns: list[ConcernOut]
    my_voice: str
    is_mine: bool


class BudgetOut(Schema):
    """A budget with its lines and shifts."""

    id: UUID
    name: str
    starts_on: date
    ends_on: date
    currency: str
    decision: int | None
    approved_on: date | None
    lines: list[BudgetLineOut]
    coming_in: BudgetTotalsOut
    going_out: BudgetTotalsOut
    unplanned: Money
    n_to_buy: int
    shifts: list[ShiftOut]


class EffectOut(Schema):
    """What one's own input changed, as a sentence."""

    about: str
    subject: UUID
    day: date
    sentence: str


class ExitAsked(Schema):
    """One's own numbers; they are computed with and not kept."""

    full_years: int
    children: int = 0
    carers: int = 1


class SettlementIn(Strict):
    """One's own numbers, and another amount than the formula's when it is needed."""

    full_years: int
    children: int = 0
    carers: int = 1
    wished: str = _MAYBE_AMOUNT


class AmountIn(Strict):
    """An amount."""

    amount: str = _AMOUNT


class CodeIn(Strict):
    """A leaver's code; with an amount their wish, without one their yes."""

    code: str = Field(max_length=60)
    amount: str = _MAYBE_AMOUNT


class PaymentIn(Strict):
    """A payment of a settlement; all that is left when no amount is given."""

    account: UUID
    purse: UUID | None = None
    amount: str = _MAYBE_AMOUNT
    day: date | None = None


class ExitOut(Schema):
    """What the union's formula gives, part by part."""

    base: Money
    for_children: Money
    for_years: Money
    total: Money
    years_counted: int
    most_years: int


class SettlementOut(Schema):
    """A settlement; ``status``: asked, agreed, paid, withdrawn. No name is in it."""

    id: UUID
    computed: Money
    amount: Money
    paid: Money
    left: Money
    leaver_agreed_on: date | None
    purse_agreed_on: date | None
    asked_on: date
    status: str
    is_mine: bool


class AskedOut(Schema):
    """A settlement asked for, with the code that is shown this once."""

    settlement: SettlementOut
    code: str


def effects_out(effects: Iterable[together.Effect]) -> list[dict[str, object]]:
    """Write effects as sentences in the reader's language."""
    return [
        {
            "about": effect.about,
            "subject": effect.subject,
            "day": effect.day,
            "sentence": gettext(effect.message) % dict(effect.params),
        }
        for effect in effects
    ]
