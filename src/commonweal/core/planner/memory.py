"""What an older plan's solves found, so that planning again begins there.

After a small change most of what held the old plan holds the new one. Prices of its
rounds and goals prove how good the new plan can be (``proving``), and from its corners
the dual simplex method needs a few steps where a first solve needs thousands. Nothing is
taken over unproved: every level is proved by prices or solved to its own optimum, and a
corner that leads nowhere is left.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from commonweal.core.planner.found import NOTHING, Face

Corner = tuple[list[Any], list[Any]]  # of columns and rows; the solver's own marks


class End(NamedTuple):
    """Where a step ended, and how many simplex steps that took."""

    corner: Corner
    n_steps: int


@dataclass(frozen=True, slots=True)
class Settled:
    """Needs settled in one round of raising the worst-off.

    Parameters
    ----------
    labels : tuple of str
        Those needs.
    face : Face or None
        What held them down; None where they are met in full.
    """

    labels: tuple[str, ...]
    face: Face | None


@dataclass(frozen=True, slots=True)
class Prices:
    """What held the needs and the goals of a plan.

    Parameters
    ----------
    shape : tuple of int
        Rows and columns of its matrix.
    demands : mapping of float, [unit of each need]
        What was needed, by label: prices of needs are by amount.
    settled : list of Settled
        In the order of the rounds.
    goals : dict of Face
        By name.
    """

    shape: tuple[int, int] = (0, 0)
    demands: Mapping[str, float] = field(default_factory=dict)
    settled: list[Settled] = field(default_factory=list)
    goals: dict[str, Face] = field(default_factory=dict)

    def add_round(self, labels: tuple[str, ...], face: Face | None) -> None:
        """Keep what settled some needs."""
        self.settled.append(Settled(labels, None if face is None else _bare(face)))

    def add_goal(self, goal: str, face: Face) -> None:
        """Keep what a goal held."""
        self.goals[goal] = _bare(face)


@dataclass(slots=True)
class Memory:
    """Ends and prices of a solve; hand the same one to the next ``solve``.

    Filled by every solve it is handed to. What is of a matrix of another shape is left
    alone, so a memory never does harm.

    Examples
    --------
    >>> from commonweal.core.planner import Good, Need, Period, Problem, Stock, Tier, solve
    >>> def planned(amount, memory):
    ...     need = Need("bread", "home", "all", Tier.VITAL, 0, 8.0, {"bread": 1.0}, ("b",))
    ...     plan = solve(Problem(periods=(Period("week 14"),), places=("home",),
    ...         goods=(Good("bread", "kg"),), stocks=(Stock("home", "bread", amount),),
    ...         needs=(need,)), memory=memory)
    ...     return round(plan.fulfilment[0].level, 6)
    >>> memory = Memory()
    >>> planned(6.0, memory), planned(4.0, memory)
    (0.75, 0.5)
    """

    ends: dict[str, End] = field(default_factory=dict)
    prices: Prices = field(default_factory=Prices)

    def of(self, step: str, n_columns: int, n_rows: int) -> End | None:
        """Return where a step ended, if it was of this shape."""
        end = self.ends.get(step)
        if end is None or tuple(map(len, end.corner)) != (n_columns, n_rows):
            return None
        return end

    def begin(self, shape: tuple[int, int], demands: Mapping[str, float]) -> Prices:
        """Make room for the prices of a new plan; return those of the older one.

        Prices of a matrix of another shape say nothing and are not returned.
        """
        older, self.prices = self.prices, Prices(shape, demands)
        return older if older.shape == shape else Prices()


def _bare(face: Face) -> Face:
    """Leave out what can be worked out again: it would be most of the memory."""
    answer = replace(face.answer, values=NOTHING, column_prices=NOTHING)
    return replace(face, answer=answer)
