"""What others may see of a plan: frozen values, small groups already hidden."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from commonweal.core.vf.measure import Measure
from commonweal.rooms.planning.words import RunView, Said, Span


@dataclass(frozen=True, slots=True)
class Part:
    """So much of a kind, in a period."""

    kind: UUID
    name: str
    amount: Measure
    period: int


@dataclass(frozen=True, slots=True)
class PurposeView:
    """Where a part of what a task makes ends up: a share of one.

    ``kind`` is group (with its name), few (circles too small to name), promise, kept
    or left.
    """

    kind: str
    name: str
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeView:
    """What is made: a recipe, where, when, how often, with what, and what it is for."""

    recipe: UUID
    name: str
    place_name: str
    period: int
    runs: float
    outputs: tuple[Part, ...]
    inputs: tuple[Part, ...]
    effort: tuple[Part, ...]
    uses: tuple[Part, ...]
    purposes: tuple[PurposeView, ...]


@dataclass(frozen=True, slots=True)
class BoughtView:
    """What is bought outside, and what it costs there."""

    part: Part
    cost: Measure


@dataclass(frozen=True, slots=True)
class KeptView:
    """What lies in store at the end of each period (None: nothing)."""

    name: str
    amounts: tuple[Measure | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareView:
    """What a circle gets of a kind, period by period.

    ``is_hidden`` where fewer people than the charter's smallest group stand behind it:
    then no amount is shown.
    """

    group: UUID
    group_name: str
    kind: UUID
    name: str
    tier: str | None
    amounts: tuple[Measure | None, ...]
    total: Measure | None
    is_hidden: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverView:
    """How far what a circle needs of a kind is covered, over the whole plan."""

    group: UUID
    group_name: str
    kind: UUID
    name: str
    tier: str
    is_wish: bool
    levels: tuple[float | None, ...]
    is_hidden: bool

    @property
    def level(self) -> float:
        """The lowest level of all periods."""
        return min((level for level in self.levels if level is not None), default=1.0)

    @property
    def is_covered(self) -> bool:
        """Whether all of it is there in every period."""
        return self.level >= 1


@dataclass(frozen=True, slots=True, kw_only=True)
class CellView:
    """One cell of the picture: how far a tier is covered in a period."""

    tier: str
    period: int
    level: float
    is_hidden: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpView:
    """More of one thing: what there is and how much more, if they can be measured."""

    words: Said
    has: Measure | None
    more: Measure | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedView:
    """How far a kind is covered in a tier, in all and where it is least.

    Counted over the circles that are large enough to be seen; ``is_covered`` is about
    all of them. ``before`` is the level that it is compared with, if there is one.
    """

    kind: UUID
    name: str
    tier: str
    is_wish: bool
    level: float
    before: float | None
    least: float
    least_group: str
    least_period: int
    is_covered: bool
    is_hidden: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursView:
    """Hours of a kind of help: asked for before, asked for now, offered now."""

    name: str
    before: Measure
    after: Measure
    offered: Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyView:
    """How far one circle's need is covered in a tier, and why that much."""

    group_name: str
    tier: str
    is_wish: bool
    level: float
    wanted: Measure | None
    levels: tuple[float | None, ...]
    why: tuple[Said, ...]
    is_hidden: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedPageView:
    """All a plan says of one kind: whose need, how far, why, and what makes it."""

    run: RunView
    spans: tuple[Span, ...]
    name: str
    needs: tuple[NeedView, ...]
    circles: tuple[WhyView, ...]
    shorts: tuple[ShortGroupView, ...]
    made: tuple[MadeView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesView:
    """A plan against the one agreed before it.

    ``is_same_time`` where both have weeks in common, and only those are compared; else
    each stands for an average week.
    """

    run: RunView
    before: RunView
    spans: tuple[Span, ...]
    is_same_time: bool
    needs: tuple[NeedView, ...]
    n_same: int
    n_new: int
    n_gone: int
    hours: tuple[HoursView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortView:
    """A need that stays short, and why. Of small groups only that it is short.

    Each relief is one or more helps that close it together; ``helps`` are the same
    with figures.
    """

    group_name: str
    period: int
    level: float | None
    missing: Measure | None
    words: Said | None
    limits: tuple[Said, ...]
    reliefs: tuple[tuple[Said, ...], ...]
    helps: tuple[tuple[HelpView, ...], ...]
    is_hidden: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortGroupView:
    """All shortages of one kind in one tier."""

    kind: UUID
    name: str
    tier: str
    is_wish: bool
    lines: tuple[ShortView, ...]
    missing: Measure | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowView:
    """A flow for the picture; kinds of ends are the planner's."""

    source_kind: str
    source_name: str
    target_kind: str
    target_name: str
    good_name: str
    amount: Measure
    is_food: bool


@dataclass(frozen=True, slots=True)
class LimitView:
    """How much of a limit a plan uses, over all its periods."""

    kind: str
    name: str
    amount: Measure
    used: Measure

    @property
    def share(self) -> float:
        """The part that is used."""
        return self.used.amount / self.amount.amount if self.amount.amount else 1.0


@dataclass(frozen=True, slots=True)
class FallView:
    """How much of something could be lost before anybody, or a vital need, gets less.

    Shares of one. ``kind`` is hours, stock, money, rooms or yields; without a name all
    of that kind is meant.
    """

    kind: str
    name: str
    share: float
    vital_share: float


@dataclass(frozen=True, slots=True)
class SlackView:
    """How much slack a plan keeps. ``status`` is waiting, ready, or empty: not known."""

    status: str
    is_complete: bool
    falls: tuple[FallView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcernView:
    """What somebody says the plan should mind. Not who: a concern is about the plan."""

    words: str
    at: datetime
    is_mine: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentView:
    """Where the consent stands."""

    n_yes: int
    needed: int
    concerns: tuple[ConcernView, ...]
    mine: str

    @property
    def may_accept(self) -> bool:
        """Whether enough have said yes and nobody has a concern."""
        return self.n_yes >= self.needed and not self.concerns


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekView:
    """What a plan says of one of its weeks: what is made, how far needs are covered."""

    run: RunView
    made: tuple[MadeView, ...]
    cover: tuple[CoverView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanView:
    """A plan, in full."""

    run: RunView
    spans: tuple[Span, ...]
    sentences: tuple[Said, ...]
    cells: tuple[CellView, ...]
    needs: tuple[NeedView, ...]
    cover: tuple[CoverView, ...]
    shorts: tuple[ShortGroupView, ...]
    made: tuple[MadeView, ...]
    bought: tuple[BoughtView, ...]
    kept: tuple[KeptView, ...]
    shares: tuple[ShareView, ...]
    flows: tuple[FlowView, ...]
    limits: tuple[LimitView, ...]
    slack: SlackView
    notes: tuple[Said, ...]
    spent: tuple[Measure, ...]
    effort: Measure
    footprint_kg_co2e: float
    rule_version: str
    consent: ConsentView
