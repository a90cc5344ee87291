"""Where a plan's solves ended, so that planning again begins there.

After a small change most of what held the old plan holds the new one: from the old
corner of each step the dual simplex method needs a few steps where a first solve needs
thousands. Nothing else is taken from the old plan: every step is solved to its own
optimum, and a corner that leads nowhere is left.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Corner = tuple[list[Any], list[Any]]  # of columns and rows; the solver's own marks


@dataclass(slots=True)
class Memory:
    """Corners of a solve by its steps; hand the same one to the next ``solve``.

    Filled by every solve it is handed to. Corners of a matrix of another shape are left
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

    corners: dict[str, Corner] = field(default_factory=dict)

    def of(self, step: str, n_columns: int, n_rows: int) -> Corner | None:
        """Return the corner of a step, if there is one of this shape."""
        corner = self.corners.get(step)
        if corner is None or (len(corner[0]), len(corner[1])) != (n_columns, n_rows):
            return None
        return corner
