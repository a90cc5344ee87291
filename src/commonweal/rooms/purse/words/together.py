"""What is announced, pledged, repeated, budgeted and settled: drafts in, views out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Literal
from uuid import UUID

from commonweal.core.vf.measure import Measure
from commonweal.core.vf.problems import N_
from commonweal.rooms.purse.words.budget_parts import BudgetTotals, SetApart

#: How an announcement or a shift is doing. "waits" until its day, "talk" while a concern
#: is open, "stands" after, "done" and "withdrawn" at the end.
State = Literal["waits", "talk", "stands", "done", "withdrawn"]
STATES: Mapping[str, str] = MappingProxyType(
    {
        "waits": N_("announced, open for support and concerns"),
        "talk": N_("a concern is open; it waits for the talk"),
        "stands": N_("stands, go ahead"),
        "done": N_("done"),
        "withdrawn": N_("withdrawn"),
    }
)

RepeatingStatus = Literal["runs", "paused", "waits", "ended"]
SettlementStatus = Literal["asked", "agreed", "paid", "withdrawn"]

IF_NOT_COVERED: Mapping[str, str] = MappingProxyType(
    {
        "again": N_("there is another round"),
        "less": N_("we plan with less"),
        "reserve": N_("the reserve gives the rest"),
    }
)
COLOURS: Mapping[str, str] = MappingProxyType(
    {
        "green": N_("green: what is easy to give covers it"),
        "yellow": N_("yellow: what takes some effort covers it"),
        "red": N_("red: only what is possible at most covers it"),
        "": N_("not covered"),
    }
)
EVERY: Mapping[str, str] = MappingProxyType(
    {
        "week": N_("every week"),
        "month": N_("every month"),
        "quarter": N_("every three months"),
        "year": N_("every year"),
    }
)

WHAT_FOR_LETTERS = 120
TALK_LETTERS = 200
NAME_LETTERS = 80
#: A repeating thing ends at the latest so many years after it starts; it can be renewed.
REPEATING_YEARS_MAX = 5
BUDGET_DAYS_MAX = 366
ROUND_MONTHS_MAX = 36
ROUND_DAYS_MAX = 92


@dataclass(frozen=True, slots=True, kw_only=True)
class SpendDraft:
    """A spend above the threshold, as it is announced."""

    amount: str
    what_for: str
    day: date
    currency: str = ""  # the union's, when left empty
    category: UUID | None = None
    purse: UUID | None = None


@dataclass(frozen=True, slots=True)
class ConcernView:
    """A concern, with names so that one can talk; ``typed_by``: from paper, by whom."""

    id: UUID
    who: str
    words: str
    said_on: date
    is_open: bool
    came_to: str
    is_mine: bool
    typed_by: str = ""


@dataclass(frozen=True, slots=True)
class SpendView:
    """An announced spend, as everybody sees it; ``typed_by`` when it came on paper."""

    id: UUID
    amount: Measure
    spent: Measure
    left: Measure
    category: UUID | None
    category_name: str
    purse: UUID | None
    what_for: str
    day: date
    repeats: bool
    happened_anyway: bool
    announced_on: date
    stands_from: date
    state: State
    n_support: int
    concerns: tuple[ConcernView, ...]
    my_voice: str  # "", "support" or "concern"
    is_mine: bool
    who: str
    typed_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundDraft:
    """A contribution round as it is opened: what is needed for all the months together."""

    name: str
    needed: str
    months: int
    closes_on: date
    if_not_covered: str
    n_people: int = 0  # everybody, when left at nothing
    currency: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PledgeDraft:
    """What somebody could give a month. Nothing at all is a pledge like any other."""

    green: str
    yellow: str
    red: str


@dataclass(frozen=True, slots=True)
class RoundView:
    """A contribution round. ``total`` a month is None before it closes, or for few people.

    No view of any pledge but one's own exists.
    """

    id: UUID
    name: str
    needed: Measure
    months: int
    n_people: int
    guide: Measure
    if_not_covered: str
    opened_on: date
    closes_on: date
    status: str
    colour: str
    is_covered: bool | None
    total: Measure | None
    missing: Measure | None


@dataclass(frozen=True, slots=True)
class OwnPledge:
    """One's own pledge, and after the round what it becomes a month.

    ``is_typed``: by a helper, from a slip.
    """

    green: Measure
    yellow: Measure
    red: Measure
    becomes: Measure | None
    forgotten_on: date | None
    is_typed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RepeatingDraft:
    """Something that comes in or goes out again and again. It always has a last day."""

    name: str
    direction: str
    amount: str
    every: str
    starts_on: date
    ends_on: date
    category: UUID
    account: UUID
    purse: UUID | None = None
    currency: str = ""


@dataclass(frozen=True, slots=True)
class RepeatingView:
    """Something repeating, what is due of it now, and when it comes next."""

    id: UUID
    name: str
    direction: str
    amount: Measure
    every: str
    category: UUID
    category_name: str
    account: UUID
    account_name: str
    purse: UUID | None
    starts_on: date
    ends_on: date
    status: RepeatingStatus
    due: tuple[date, ...]
    next_due: date | None
    n_noted: int
    spend: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetLineDraft:
    """One line of a budget, as written."""

    category: UUID
    baseline: str = ""
    buffer: str = ""
    slack: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetDraft:
    """A budget as it is made."""

    name: str
    starts_on: date
    ends_on: date
    lines: tuple[BudgetLineDraft, ...]
    currency: str = ""


@dataclass(frozen=True, slots=True)
class BudgetLineView:
    """One category on one line. ``left`` = approved - committed - spent.

    ``approved`` is what is planned until a decision approves the budget; ``shifted`` is
    what standing shifts have brought (or taken, below nothing). On a line that comes
    in, ``spent`` is what came in and ``left`` is what is still awaited. ``decision`` is
    set where a decision sets the line apart: what it says stands instead of the plan.
    """

    id: UUID
    category: UUID
    category_name: str
    direction: str
    baseline: Measure
    buffer: Measure
    slack: Measure
    shifted: Measure
    approved: Measure
    committed: Measure
    spent: Measure
    left: Measure
    decision: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftDraft:
    """An amount to be moved from one line of a budget to another."""

    budget: UUID
    from_line: UUID
    to_line: UUID
    amount: str
    what_for: str = ""


@dataclass(frozen=True, slots=True)
class ShiftView:
    """A proposal to move an amount between two lines."""

    id: UUID
    budget: UUID
    from_line: UUID
    from_name: str
    to_line: UUID
    to_name: str
    amount: Measure
    what_for: str
    proposed_on: date
    stands_from: date
    state: State
    n_support: int
    concerns: tuple[ConcernView, ...]
    my_voice: str
    is_mine: bool


@dataclass(frozen=True, slots=True)
class BudgetName:
    """A budget in a list."""

    id: UUID
    name: str
    starts_on: date
    ends_on: date
    decision: int | None


@dataclass(frozen=True, slots=True)
class BudgetView:
    """A budget with its lines; ``decision`` is None while it is a draft.

    ``n_to_buy``: things that plans and meals of these days ask to buy; what they will
    take is not known before, so they are counted and not added up.
    """

    id: UUID
    name: str
    starts_on: date
    ends_on: date
    currency: str
    decision: int | None
    approved_on: date | None
    lines: tuple[BudgetLineView, ...]
    coming_in: BudgetTotals
    going_out: BudgetTotals
    unplanned: Measure  # what comes in minus what goes out, as approved
    n_to_buy: int
    shifts: tuple[ShiftView, ...]
    set_apart: tuple[SetApart, ...] = ()


@dataclass(frozen=True, slots=True)
class Effect:
    """What one's own input changed: a sentence, ready to be translated."""

    about: Literal["spend", "shift"]
    subject: UUID
    day: date
    message: str
    params: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExitDraft:
    """One's own numbers for an exit settlement. They are computed with, never kept."""

    full_years: int
    children: int = 0
    carers: int = 1


@dataclass(frozen=True, slots=True)
class ExitView:
    """The settlement that the union's formula gives, part by part."""

    base: Measure
    for_children: Measure
    for_years: Measure
    total: Measure
    years_counted: int
    most_years: int


@dataclass(frozen=True, slots=True)
class SettlementView:
    """A settlement between the union and one who leaves. No name is in it."""

    id: UUID
    computed: Measure
    amount: Measure
    paid: Measure
    left: Measure
    leaver_agreed_on: date | None
    purse_agreed_on: date | None
    asked_on: date
    status: SettlementStatus
    is_mine: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SettlementPaymentDraft:
    """A payment of a settlement, whole when no amount is given."""

    account: UUID
    purse: UUID | None = None
    amount: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A settlement just asked for, with the code that is shown this once."""

    settlement: SettlementView
    code: str
