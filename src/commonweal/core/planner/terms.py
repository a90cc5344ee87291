"""The words a planning problem is written in: one small frozen value for each.

Labels are plain text chosen by the caller; the planner aligns by label, never by
position. Nothing here says who contributed anything: effort is known only as hours
of a skill that are offered at a place, so it cannot decide who receives (I-1).
Checks live in ``faults.py``; ``Problem`` runs them all at once.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field

USUAL = 1.0
"""Toil of an hour that nobody minds more than another."""


class Tier(enum.StrEnum):
    """How urgent a need is; vital comes before dignity, dignity before flourishing."""

    VITAL = "vital"
    DIGNITY = "dignity"
    FLOURISHING = "flourishing"


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days; periods may be of unequal length."""

    label: str
    days: float = 7.0
    month: int | None = (
        None  # 1 to 12 for people who read the plan; the planner ignores it
    )


@dataclass(frozen=True, slots=True)
class Good:
    """A kind of thing, counted in one unit everywhere in the problem."""

    label: str
    unit: str
    survival_per_day: float = 1.0  # share that is still good a day later, 0 to 1
    store_limit: float | None = None  # most that a place can keep from period to period


@dataclass(frozen=True, slots=True)
class Flow:
    """An amount of a good, ``after`` so many periods from the start of a run."""

    good: str
    amount: float
    after: int = 0


@dataclass(frozen=True, slots=True)
class Effort:
    """Hours of a skill, ``after`` so many periods from the start of a run."""

    skill: str
    hours: float
    after: int = 0


@dataclass(frozen=True, slots=True)
class Use:
    """An amount of a capacity that a run holds for so many periods from its start."""

    capacity: str
    amount: float
    periods: int = 1


@dataclass(frozen=True, slots=True)
class Recipe:
    """How something is made: what one run takes, gives, holds and costs."""

    label: str
    place: str | None = None  # None: wherever its capacities and skills are
    inputs: tuple[Flow, ...] = ()
    outputs: tuple[Flow, ...] = ()  # products and by-products alike
    effort: tuple[Effort, ...] = ()
    uses: tuple[Use, ...] = ()
    may_start: tuple[bool, ...] | None = None  # one per period; None: in any of them
    toil: float = USUAL  # weight of an hour: 1 as usual, more when people dislike it
    footprint: float = 0.0  # kg CO2e per run
    whole: bool = False  # runs only by whole numbers: an oven's batch, a van's trip


@dataclass(frozen=True, slots=True)
class Stock:
    """What is on hand at the start; ``expires`` is the last period it can be used in."""

    place: str
    good: str
    amount: float
    expires: int | None = None


@dataclass(frozen=True, slots=True)
class Arrival:
    """What is sure to come in during a period without being made, moved or bought."""

    place: str
    good: str
    period: int
    amount: float


@dataclass(frozen=True, slots=True)
class EffortOffer:
    """Hours of a skill offered at a place in a period; several lines add up."""

    place: str
    skill: str
    period: int
    hours: float


@dataclass(frozen=True, slots=True)
class Rest:
    """The most hours of some skills together from one period to another.

    Leaves people rest over a stretch of weeks, and counts those who offer two skills as
    the one pair of hands they have.
    """

    label: str
    place: str
    hours: float
    first: int = 0  # the first period it holds in
    last: int | None = None  # the last; None: to the end
    skills: tuple[str, ...] | None = None  # None: all


@dataclass(frozen=True, slots=True)
class Capacity:
    """Land, a room or a machine; in each period, or in one; several lines add up."""

    place: str
    label: str
    period: int | None
    amount: float
    unit: str = ""


@dataclass(frozen=True, slots=True)
class PurchaseOption:
    """A good that may be bought outside for a place, at a price per unit."""

    place: str
    good: str
    price: float
    currency: str
    footprint: float = 0.0  # kg CO2e per unit
    most_per_period: float | None = None


@dataclass(frozen=True, slots=True)
class PurseLimit:
    """The most that may be spent outside, over the whole plan or in one period."""

    currency: str
    amount: float
    period: int | None = None


@dataclass(frozen=True, slots=True)
class Lane:
    """A way goods go from one place to another within a period."""

    source: str
    target: str
    loss: float = 0.0  # share lost on the way, 0 to 1
    effort: Effort | None = None  # per unit moved, given at the source
    footprint: float = 0.0  # kg CO2e per unit moved
    goods: tuple[str, ...] | None = None  # what may go; None: anything
    distance: float = 1.0  # in any unit of length, the same for all lanes


@dataclass(frozen=True, slots=True)
class Need:
    """What a group of people needs, in one period or over the whole plan.

    What is put in its baskets counts for it: ``contents`` says how much one unit of
    each good contributes to the demand. Needs that name the same basket are met by the
    same goods together (food energy and protein of the same bread); needs that compete
    name baskets of their own.
    """

    label: str
    place: str
    group: str
    tier: Tier
    period: int | None  # None: whenever, within the plan
    demand: float
    contents: Mapping[str, float]
    baskets: tuple[str, ...]
    is_wish: bool = False
    most: float | None = None  # in the unit of the demand; more would do harm
    unit: str = ""  # of the demand, for people who read the plan
    had: float = 0.0  # of the demand, given before the plan begins; the most counts it


@dataclass(frozen=True, slots=True)
class Promise:
    """A good already promised: it leaves the place in this period, whatever the plan."""

    label: str
    place: str
    good: str
    period: int
    amount: float


@dataclass(frozen=True, slots=True)
class Agreed:
    """Runs that people have agreed to already, in an earlier plan.

    Never kept at the cost of a need; among plans that meet needs equally, the one that
    asks for the fewest hours beyond them is taken. What must happen is a ``Promise``.
    """

    recipe: str
    place: str
    period: int
    runs: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """All parts of a planning problem, not yet checked."""

    periods: tuple[Period, ...]
    places: tuple[str, ...]
    goods: tuple[Good, ...] = ()
    recipes: tuple[Recipe, ...] = ()
    stocks: tuple[Stock, ...] = ()
    arrivals: tuple[Arrival, ...] = ()
    efforts: tuple[EffortOffer, ...] = ()
    rests: tuple[Rest, ...] = ()
    capacities: tuple[Capacity, ...] = ()
    purchases: tuple[PurchaseOption, ...] = ()
    purses: tuple[PurseLimit, ...] = ()
    lanes: tuple[Lane, ...] = ()
    needs: tuple[Need, ...] = ()
    promises: tuple[Promise, ...] = ()
    agreed: tuple[Agreed, ...] = ()
    label: str = field(default="")
