"""Every number that can be tuned, with its default, its range and the reason for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Final

RULE_VERSION: Final = "2"
"""Changes whenever the same problem may give other shares; kept with every plan."""

GOALS: Final = (
    "change", "toil", "outside", "footprint", "transport", "spread", "tidy"
)  # fmt: skip
"""What is kept small once needs and wishes are settled, in this order by default."""


def goals_from(first: str) -> tuple[str, ...]:
    """Return the usual order of the goals with one of them moved to the front.

    Parameters
    ----------
    first : str
        One of ``GOALS``. What people have agreed to stays before it: a new plan
        changes as little of that as it can, whatever else it spares.

    Raises
    ------
    ValueError
        There is no such goal.

    Examples
    --------
    >>> goals_from("footprint")[:3]
    ('change', 'footprint', 'toil')
    """
    if first not in GOALS:
        raise ValueError(f"a goal is one of {GOALS}, not {first!r}")
    return tuple(dict.fromkeys((GOALS[0], first, *GOALS)))


@dataclass(frozen=True, slots=True)
class Params:
    """How the planner works; nothing here weighs one person against another.

    Parameters
    ----------
    goals : tuple of str
        Order of the secondary goals; each of ``GOALS`` at most once. The charter
        decides it.
    tolerance : float, [share of a need]
        How exactly a fulfilment is found and held: 1e-9 to 1e-3. Ten times the
        solver's own tolerance, so that its noise never decides a share.
    goal_slack : float, [share of the goal's optimum]
        By how much a later goal may worsen an earlier one: 0 to 0.01.
    simplex_up_to : int, [non-zeros]
        Larger matrices start with interior point and crossover, smaller ones with the
        dual simplex method. On four unions and 8 weeks (19,000) both took as long; on
        ten unions and 13 weeks (125,000) interior point took a fifth of the time.
    most_rounds : int
        Rounds of raising the worst-off before every open need is tested by itself.
    most_explained : int
        Short needs that get reliefs of their own; the others name their limit only.
    most_reliefs : int
        Reliefs shown for each short need, the smallest first.

    Raises
    ------
    ValueError
        A parameter lies outside its range.

    Examples
    --------
    >>> Params().goals
    ('change', 'toil', 'outside', 'footprint', 'transport', 'spread', 'tidy')
    """

    goals: tuple[str, ...] = GOALS
    tolerance: float = 1e-6
    goal_slack: float = 0.0
    simplex_up_to: int = 60_000
    sift_from: int = 600_000
    most_rounds: int = 2_000
    most_explained: int = 40
    most_reliefs: int = 3

    def __post_init__(self) -> None:
        if set(self.goals) - set(GOALS) or len(set(self.goals)) != len(self.goals):
            raise ValueError(f"goals must be some of {GOALS}, each once: {self.goals}")
        for field in fields(self):
            if field.name in _RANGES:
                low, high = _RANGES[field.name]
                value = getattr(self, field.name)
                if not low <= value <= high:
                    raise ValueError(
                        f"{field.name} must be {low} to {high}; it says {value}"
                    )


_RANGES: Final[dict[str, tuple[float, float]]] = {
    "tolerance": (1e-9, 1e-3),
    "goal_slack": (0.0, 0.01),
    "simplex_up_to": (0, 10**9),
    "sift_from": (0, 10**9),
    "most_rounds": (1, 10**6),
    "most_explained": (0, 10**6),
    "most_reliefs": (0, 20),
}


@dataclass(frozen=True, slots=True)
class Stop:
    """When to stop and give the best plan found so far.

    Parameters
    ----------
    seconds : float or None, [s]
        Give up after so much time on ``clock``; without a clock, after so much time
        inside the solver.
    asked : callable or None
        Returns True once somebody asked to stop; called between and during solves.
    clock : callable or None
        Returns seconds, for example ``time.monotonic``; the planner has no clock.

    Examples
    --------
    >>> Stop(seconds=60).seconds
    60
    """

    seconds: float | None = None
    asked: Callable[[], bool] | None = None
    clock: Callable[[], float] | None = None
