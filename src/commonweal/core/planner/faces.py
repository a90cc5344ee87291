"""What prices of earlier optima hold where it is, and what prices mean then.

Whatever reaches an optimum leaves alone every column its prices keep at zero and uses
up every row it has a price for (complementary slackness). Held there, later solves are
small and cannot undo by the solver's noise what earlier ones settled.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from commonweal.core.planner.found import Answer, Face

Flags = NDArray[np.bool_]

_PRICED = 1e-5  # scaled; a hundred times the solver's tolerance on prices
_AT_BOUND = 1e-9  # scaled; the solver's tolerance on values


@dataclass(frozen=True, slots=True)
class Scaled:
    """An optimum as the solver sees it.

    Parameters
    ----------
    values, costs : (n_columns,) float64, scaled
        Values, and what a unit more of a column would add to the cost.
    left, prices : (n_rows,) float64, scaled
        What rows leave unused, and what a unit more of a row would take off the cost.
    """

    values: NDArray[np.float64]
    costs: NDArray[np.float64]
    left: NDArray[np.float64]
    prices: NDArray[np.float64]


@dataclass(slots=True)
class Faces:
    """Columns held at zero and rows held at their bound, optimum upon optimum.

    Parameters
    ----------
    may_hold : (n_columns,) bool
        Columns that are neither held already nor of a kind that never is.
    is_held : (n_rows,) bool
        Rows that are held.
    """

    may_hold: Flags
    is_held: Flags
    _found: list[Face] = field(default_factory=list)

    def find(self, scaled: Scaled, answer: Answer) -> Face:
        """Find what an optimum holds besides what is held already."""
        is_zero = np.abs(scaled.values) <= _AT_BOUND
        i_columns = np.flatnonzero((scaled.costs > _PRICED) & is_zero & self.may_hold)
        is_used_up = np.abs(scaled.left) <= _AT_BOUND
        i_rows = np.flatnonzero((scaled.prices > _PRICED) & is_used_up & ~self.is_held)
        return Face(i_columns, i_rows, answer)

    def hold(self, face: Face) -> Face:
        """Count as held what a face holds besides what is held already.

        Returns that, with prices that hold for the whole matrix.
        """
        i_columns = face.i_columns[self.may_hold[face.i_columns]]
        i_rows = face.i_rows[~self.is_held[face.i_rows]]
        whole = Face(i_columns, i_rows, self._with_whole_prices(face.answer))
        self.may_hold[i_columns] = False
        self.is_held[i_rows] = True
        self._found.append(whole)
        return whole

    def free(self, n_last: int | None) -> list[Face]:
        """Forget the last optima, or all of them; return what they held."""
        first = 0 if n_last is None else max(len(self._found) - n_last, 0)
        freed = self._found[first:]
        del self._found[first:]
        for face in freed:
            self.may_hold[face.i_columns] = True
            self.is_held[face.i_rows] = False
        return freed

    def _with_whole_prices(self, answer: Answer) -> Answer:
        """Add prices of earlier optima until nothing held would pay by moving."""
        rows, columns = answer.row_prices, answer.column_prices
        for face in reversed(self._found):
            of, i_columns, i_rows = face.answer, face.i_columns, face.i_rows
            by_columns = columns[i_columns] / -of.column_prices[i_columns]
            by_rows = -rows[i_rows] / of.row_prices[i_rows]
            times = max(by_columns.max(initial=0.0), by_rows.max(initial=0.0))
            if times > 0:
                rows = rows + times * of.row_prices
                columns = columns + times * of.column_prices
        return replace(answer, row_prices=rows, column_prices=columns)
