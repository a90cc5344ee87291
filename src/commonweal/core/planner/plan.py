"""A plan: what to make, buy, move, keep and give, what stays short, and why."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field

from commonweal.core.planner.terms import Tier
from commonweal.core.planner.words import Sentence


class Status(enum.StrEnum):
    """How solving ended."""

    OPTIMAL = "optimal"  # every goal reached in order
    STOPPED = "stopped"  # asked to stop: feasible, the best so far
    INFEASIBLE = "infeasible"  # promises collide; ``collisions`` names them
    FAILED = "failed"  # the solver got into trouble; ``notes`` say what was tried


@dataclass(frozen=True, slots=True)
class Run:
    """So many runs of a recipe, started at a place in a period."""

    recipe: str
    place: str
    period: int
    runs: float


@dataclass(frozen=True, slots=True)
class Kept:
    """What a store holds at the end of a period; ``expires`` marks an opening batch."""

    place: str
    good: str
    period: int
    amount: float
    expires: int | None = None


@dataclass(frozen=True, slots=True)
class Bought:
    """What is bought outside, and what it costs."""

    place: str
    good: str
    period: int
    amount: float
    cost: float
    currency: str


@dataclass(frozen=True, slots=True)
class Moved:
    """What leaves a place along a lane (the loss comes off on the way)."""

    source: str
    target: str
    good: str
    period: int
    amount: float


@dataclass(frozen=True, slots=True)
class Given:
    """What is put in a basket in a period."""

    basket: str
    place: str
    good: str
    period: int
    amount: float


@dataclass(frozen=True, slots=True)
class Fulfilment:
    """How far a need is met: 1 is all of it."""

    need: str
    group: str
    tier: Tier
    is_wish: bool
    period: int | None
    level: float
    round: int | None = None  # the round of raising the worst-off that settled it


@dataclass(frozen=True, slots=True)
class Limit:
    """One thing that holds a need down, its size, and what one unit more would give."""

    kind: str  # effort, capacity, purse, market, good, store, most, nothing
    label: str  # of the skill, capacity, currency, good or recipe; empty for "nothing"
    place: str | None
    period: int | None
    amount: float  # what there is, in its own unit
    gain_per_unit: float  # of the need's level, per unit more
    words: Sentence


@dataclass(frozen=True, slots=True)
class Help:
    """More of one limit."""

    limit: Limit
    amount: float  # in the unit of the limit
    words: Sentence  # a phrase: "6 more hours of baking in week 14"


@dataclass(frozen=True, slots=True)
class Relief:
    """What, added, closes a short need and costs nobody; checked by solving again.

    More than one help means that all of them are wanted together.
    """

    helps: tuple[Help, ...]
    reached: float  # the need's level with it, found by solving again


@dataclass(frozen=True, slots=True)
class Short:
    """A need that cannot be met in full, what is missing, and why."""

    need: str
    group: str
    tier: Tier
    is_wish: bool
    period: int | None
    level: float
    missing: float  # in the unit of the demand
    limits: tuple[Limit, ...]
    reliefs: tuple[Relief, ...]  # the smallest first
    words: Sentence  # what is missing; limits and reliefs carry words of their own


@dataclass(frozen=True, slots=True)
class Totals:
    """What the plan costs people and the outside."""

    toil: float = 0.0  # hours weighted by dislike
    effort_hours: float = 0.0
    footprint: float = 0.0  # kg CO2e
    spent: tuple[tuple[str, float], ...] = ()  # (currency, amount)


@dataclass(frozen=True, slots=True)
class LimitUse:
    """How much of a limit the plan uses, and which needs it holds down."""

    kind: str
    label: str
    place: str | None
    period: int | None
    amount: float
    used: float


@dataclass(frozen=True, slots=True)
class Link:
    """A flow of a good for a picture, added up over periods and places.

    Kinds of ends: stock, arrival, purchase, recipe, good, group, promise, kept.
    """

    source_kind: str
    source: str
    target_kind: str
    target: str
    good: str
    amount: float
    unit: str


@dataclass(frozen=True, slots=True)
class Solving:
    """How solving went; never part of what is decided."""

    n_rows: int = 0
    n_columns: int = 0
    n_solves: int = 0
    n_rounds: int = 0
    n_fallbacks: int = 0
    solver_seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Plan:
    """The answer to a problem; prints itself."""

    status: Status
    runs: tuple[Run, ...] = ()
    stock: tuple[Kept, ...] = ()
    bought: tuple[Bought, ...] = ()
    moved: tuple[Moved, ...] = ()
    given: tuple[Given, ...] = ()
    fulfilment: tuple[Fulfilment, ...] = ()
    shorts: tuple[Short, ...] = ()
    limits: tuple[LimitUse, ...] = ()
    totals: Totals = field(default=Totals())
    flows: tuple[Link, ...] = ()
    collisions: tuple[str, ...] = ()  # labels of promises that cannot all be kept
    notes: tuple[Sentence, ...] = ()
    rule_version: str = ""
    seed: int = 0
    solving: Solving = field(default=Solving())
