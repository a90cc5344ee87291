"""The words of planning: what people write down, before it is measured.

Amounts are text as typed, in whole units; services read them and refuse all that is
wrong together.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Literal
from uuid import UUID

from commonweal.core.vf.flows import Intent, Recipe, Specification, StockLine
from commonweal.core.vf.measure import Measure

#: What a kind may be classified as, besides free words, with a meaning in this room.
SKILL = "skill"
LAND = "land"
EQUIPMENT = "equipment"
ROOM = "room"
CAPACITY_CLASSES = (LAND, EQUIPMENT, ROOM)

Per = Literal["week", "standing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class KindDraft:
    """A kind of thing or help, as written down."""

    name: str
    unit: str
    classified_as: tuple[str, ...] = ()
    is_content: bool = False
    contents: Mapping[UUID, str] = field(default_factory=dict)
    survives_per_week: str = "1"
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StockDraft:
    """So much of a kind at a place, as written down."""

    kind: UUID
    place: UUID
    amount: str
    unit: str = ""
    expires_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowDraft:
    """A line of a recipe: what goes in or comes out, in which week."""

    kind: UUID
    amount: str
    unit: str = ""
    after_weeks: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class UseDraft:
    """A line of a recipe: what it occupies, for how many weeks."""

    kind: UUID
    amount: str
    unit: str = ""
    weeks: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class RecipeDraft:
    """How we make something, as written down."""

    name: str
    outputs: tuple[FlowDraft, ...]
    inputs: tuple[FlowDraft, ...] = ()
    effort: tuple[FlowDraft, ...] = ()
    uses: tuple[UseDraft, ...] = ()
    place: UUID | None = None
    months: tuple[int, ...] = ()
    toil: str = "1"
    footprint_kg_co2e: str = "0"
    is_whole: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CapacityDraft:
    """Land, oven hours or rooms, as written down."""

    kind: UUID
    amount: str
    per: str
    unit: str = ""
    place: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PurchaseDraft:
    """What may be bought outside, as written down."""

    kind: UUID
    price: str
    footprint_kg_co2e: str = "0"
    most_per_week: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CapacityView:
    """Land, oven hours or rooms that there are."""

    id: UUID
    kind: UUID
    kind_name: str
    place: UUID | None
    place_name: str
    amount: Measure
    per: Per


@dataclass(frozen=True, slots=True, kw_only=True)
class PurchaseView:
    """What may be bought outside, and at which price there."""

    id: UUID
    kind: UUID
    kind_name: str
    price: Measure
    footprint_kg_co2e: Decimal
    most_per_week: Measure | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StockView:
    """A line of the store list. ``days_left`` is None for what keeps."""

    resource: UUID
    kind: UUID
    kind_name: str
    place: UUID | None
    place_name: str
    onhand: Measure
    expires_on: date | None
    days_left: int | None


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import brought: so many rows, all of them."""

    n_rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A period of a plan: whole weeks, from a Monday up to (not including) a Monday."""

    first: date
    after: date

    @property
    def label(self) -> str:
        """The period's label in the planner: its first day."""
        return self.first.isoformat()

    @property
    def n_weeks(self) -> int:
        """How many weeks it has."""
        return (self.after - self.first).days // 7

    @property
    def n_days(self) -> int:
        """How many days it has."""
        return (self.after - self.first).days

    def days_within(self, first: date | None, last: date | None) -> int:
        """How many of its days lie from ``first`` to ``last``, both included."""
        start = self.first if first is None else max(self.first, first)
        end = self.after if last is None else min(self.after, last + _ONE_DAY)
        return max(0, (end - start).days)


_ONE_DAY = timedelta(days=1)

#: Up to here a plan goes week by week; beyond, month by month (a season).
WEEKS_SINGLY = 13


def spans_from(first: date, weeks: int) -> tuple[Span, ...]:
    """Cut a time into weeks, or into months of whole weeks when it is a season.

    A week belongs to the month of its Monday.
    """
    mondays = [first + timedelta(weeks=n) for n in range(weeks)]
    end = first + timedelta(weeks=weeks)
    if weeks > WEEKS_SINGLY:
        mondays = [
            monday
            for n, monday in enumerate(mondays)
            if n == 0 or monday.month != mondays[n - 1].month
        ]
    edges = [*mondays, end]
    return tuple(
        Span(first=start, after=after) for start, after in itertools.pairwise(edges)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """What an accepted plan has begun and a later one carries on.

    Amounts are whole units; positive ones arrive, negative ones are promised already.
    """

    things: Mapping[tuple[UUID, int], Decimal]
    effort: Mapping[tuple[UUID, int], Decimal]
    held: Mapping[tuple[UUID, int], Decimal]


NOTHING_CARRIED = Carried(things={}, effort={}, held={})


@dataclass(frozen=True, slots=True)
class AgreedRuns:
    """So many runs of a recipe, at a place, that the plan in force holds in a period."""

    recipe: UUID
    place: UUID | None
    period: int
    runs: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """All a plan is made from, as the ledger and this room know it.

    Needs and offers are totals of circles and of the union: nothing here says who.
    ``most_of_one_food`` is in kilos or litres for a person and week; ``spares_first``
    is one of the planner's goals.
    """

    union: UUID
    on: date
    spans: tuple[Span, ...]
    kinds: Mapping[UUID, Specification]
    stock: tuple[StockLine, ...]
    recipes: tuple[Recipe, ...]
    needs: tuple[Intent, ...]
    offers: tuple[Intent, ...]
    capacities: tuple[CapacityView, ...]
    purchases: tuple[PurchaseView, ...]
    purse_per_week: Measure
    effort_percent: int
    most_of_one_food: float
    spares_first: str = "toil"
    carried: Carried = NOTHING_CARRIED
    agreed: tuple[AgreedRuns, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Supposed:
    """What might happen: parts lost in per cent, weeks late, of one thing or of all.

    ``from_period`` and ``until_period`` count from 0 and hold for lost hours and for
    land, rooms and equipment out of use; None: to the end.
    """

    yields_less: int = 0
    yields_of: UUID | None = None
    hours_less: int = 0
    hours_of: UUID | None = None
    rooms_less: int = 0
    rooms_of: UUID | None = None
    from_period: int = 0
    until_period: int | None = None
    weeks_late: int = 0
    stock_less: int = 0
    stock_of: UUID | None = None
    money_less: int = 0
    more_people: int = 0


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence: an English template in %(name)s style, and what fills it."""

    template: str
    params: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunView:
    """How far a plan is."""

    id: UUID
    name: str
    from_day: date
    weeks: int
    status: str
    percent: int
    progress: Said
    trouble: tuple[Said, ...]
    requested_at: datetime
    accepted_at: datetime | None
    is_in_the_making: bool

    @property
    def until(self) -> date:
        """The last day of the plan."""
        return self.from_day + timedelta(weeks=self.weeks) - _ONE_DAY
