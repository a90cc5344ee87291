"""How far a floor could rise at most: weak duality, from prices that may be wrong.

Formula
-------
For rows A·x ≤ b, columns 0 ≤ x ≤ u and any prices y ≥ 0::

    floor ≤ y·b + Σ max(0, c - y·A)·u

Where a column has no bound of its own, ``most_there_can_be`` finds one.

Source
------
D. Bertsimas and J. N. Tsitsiklis, Introduction to Linear Optimization, 1997, chapter 4.

Where it matters
----------------
50 unions, 100 goods, 13 weeks: prices of four unions prove the floor of all to 1e-9.
"""

from __future__ import annotations

import numpy as np

from commonweal.core.planner.build import Arrays
from commonweal.core.planner.flat import Floats

_PASSES = 200  # over the rows, to find how much of anything there could ever be
_STILL = 1e-3  # a pass that lowers nothing by more than this share is the last
_NOISE = 1e-9  # scaled; prices are found to 1e-7, so less says nothing


class Bounding:
    """Bounds a floor, again and again for one matrix.

    Parameters
    ----------
    arrays : Arrays
        As built.
    """

    def __init__(self, arrays: Arrays) -> None:
        self._arrays = arrays
        self._most: Floats | None = None

    def at_most(self, row_prices: Floats, row_upper: Floats) -> float:
        """Bound the floor by prices; columns may break them, and rows be left out.

        Parameters
        ----------
        row_prices : (n_rows,) float64, [share of a need per unit of the row]
        row_upper : (n_rows,) float64, scaled
            As they are now; infinite where a row is left out.

        Returns
        -------
        float, [share of a need]
            Never above one.
        """
        arrays, entries = self._arrays, self._arrays.entries
        if self._most is None:
            self._most = most_there_can_be(arrays)
        prices = np.maximum(row_prices / arrays.row_scale, 0.0)
        limited = np.isfinite(row_upper)
        prices[~limited] = 0.0
        paid = entries.values * prices[entries.i_rows]
        gains = -np.bincount(entries.i_columns, paid, len(arrays.column_upper))
        gains[arrays.matrix.i_floor] += arrays.column_scale[arrays.matrix.i_floor]
        is_gain = gains > _NOISE
        is_gain |= np.isfinite(arrays.column_upper) & (gains > 0)
        at_rows = float(prices[limited] @ row_upper[limited])
        return min(at_rows + float(gains[is_gain] @ self._most[is_gain]), 1.0)


def most_there_can_be(arrays: Arrays) -> Floats:
    """Bound every column by what the rows leave to it.

    A row Σ a·x ≤ b with x ≥ 0 says of a column with a > 0 that it is at most
    (b + Σ |a|·most of those with a < 0) / a: nobody sends more than could be there.

    Parameters
    ----------
    arrays : Arrays
        As built.

    Returns
    -------
    (n_columns,) float64, scaled
        Infinite where goods in a circle leave an amount open.

    Examples
    --------
    >>> from commonweal.core.planner import Period, Problem, build
    >>> arrays = build.build(Problem(periods=(Period("week 14"),), places=("home",)))
    >>> most_there_can_be(arrays).tolist()
    [1.0]
    """
    entries = arrays.entries
    i_rows, i_columns, values = entries.i_rows, entries.i_columns, entries.values
    uses = values > 0
    rows_used, columns_used, used = i_rows[uses], i_columns[uses], values[uses]
    rows_made, columns_made, made = i_rows[~uses], i_columns[~uses], -values[~uses]
    most = arrays.column_upper.copy()
    n_rows = len(arrays.row_upper)
    for _ in range(_PASSES):
        there = arrays.row_upper + np.bincount(
            rows_made, made * most[columns_made], n_rows
        )
        left = np.maximum(there[rows_used], 0.0) / used
        lower = most.copy()
        np.minimum.at(lower, columns_used, left)
        is_lower = lower < most * (1.0 - _STILL)
        most = lower
        if not np.any(is_lower):
            break
    return most
