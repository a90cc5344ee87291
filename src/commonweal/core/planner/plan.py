"""A plan: what to make, buy, move, keep and give, what stays short, and why."""

from __future__ import annotations

import enum
import math
from collections.abc import Iterator
from dataclasses import dataclass, field

from commonweal.core.planner.terms import Tier
from commonweal.core.planner.words import N_, Sentence, figure


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

    # effort, capacity, purse, market, good, store, most, whole, nothing; or later: beyond
    # the weeks of a week plan
    kind: str
    label: (
        str  # of the skill, capacity, currency, good or recipe; empty for the last two
    )
    place: str | None
    period: int | None
    amount: float  # what there is, in its own unit
    gain_per_unit: float  # of the level of all needs it holds down, per unit more
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

    @property
    def words(self) -> Sentence:
        """Say the relief in one sentence; several helps are joined by "and"."""
        return Sentence(
            N_("It would be closed by: %(helps)s."),
            {"helps": " + ".join(str(help_.words) for help_ in self.helps)},
        )


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

    def __str__(self) -> str:
        return "\n".join(str(sentence) for sentence in self.sentences())

    def sankey(self) -> tuple[Link, ...]:
        """Flows from sources to needs for a picture, the largest first in their unit."""
        return self.flows

    def level_of(self, need: str) -> float:
        """Return the level of a need by its label.

        Raises
        ------
        KeyError
            There is no such need.
        """
        for line in self.fulfilment:
            if line.need == need:
                return line.level
        raise KeyError(need)

    def sentences(self) -> Iterator[Sentence]:
        """Say the plan in a few sentences: how it ended, who gets what, what is short."""
        yield Sentence(_ENDINGS[self.status])
        yield from self.notes
        if self.collisions:
            said = N_("These promises cannot be kept together: %(promises)s.")
            yield Sentence(said, {"promises": ", ".join(self.collisions)})
        for is_wish in (False, True):
            for tier in Tier:
                yield from self._tier_sentences(tier, is_wish=is_wish)
        yield Sentence(
            N_("It takes %(hours)s hours, and %(footprint)s kg CO2e."),
            {
                "hours": figure(self.totals.effort_hours),
                "footprint": figure(self.totals.footprint),
            },
        )
        for currency, amount in self.totals.spent:
            said = N_("It spends %(amount)s %(currency)s outside.")
            yield Sentence(said, {"amount": figure(amount), "currency": currency})
        for short in self.shorts:
            yield short.words
            yield from (limit.words for limit in short.limits)
            yield from (relief.words for relief in short.reliefs)

    def _tier_sentences(self, tier: Tier, *, is_wish: bool) -> Iterator[Sentence]:
        levels = [
            line.level
            for line in self.fulfilment
            if line.tier == tier and line.is_wish is is_wish
        ]
        if levels:
            n_met = sum(level >= 1.0 - _ALMOST for level in levels)
            yield Sentence(
                _WISHES if is_wish else _NEEDS,
                {
                    "tier": str(tier),
                    "n_met": n_met,
                    "n": len(levels),
                    "percent": math.floor(100 * min(levels) + 100 * _ALMOST),
                },
            )


_ALMOST = 1e-6
_ENDINGS = {
    Status.OPTIMAL: N_("This plan meets needs as far as can be, in their order."),
    Status.STOPPED: N_("This plan can be carried out, but a better one may exist."),
    Status.INFEASIBLE: N_("There is no plan that keeps all promises."),
    Status.FAILED: N_("No plan could be found that can be trusted."),
}
_NEEDS = N_(
    "Of %(n)s %(tier)s needs, %(n_met)s are met in full; the least is met to %(percent)s %%."
)
_WISHES = N_(
    "Of %(n)s %(tier)s wishes, %(n_met)s are met in full; "
    "the least is met to %(percent)s %%."
)
