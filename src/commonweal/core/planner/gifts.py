"""What may be given to whom: every need, basket and good, and when it counts."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from commonweal.core.planner import eliminate
from commonweal.core.planner.flat import (
    Flat,
    Floats,
    Integers,
    expand,
    floats,
    integers,
)

Keys = NDArray[np.int64]


class Gifts:
    """Lines "a unit of this good in this basket counts so much for this need".

    Parameters
    ----------
    flat : Flat
        A problem in numbers.

    Attributes
    ----------
    baskets : list of str
        Labels, baskets of one place next to each other.
    place : (n_baskets,) int32
        Where each basket stands.
    need, basket, good : (n_lines,) int32
    amount : (n_lines,) float64, [unit of the need per unit of the good]
    start, count : (n_lines,) int32
        First period in which it counts, and how many.
    demand : (n_needs,) float64, [unit of the need]
    """

    def __init__(self, flat: Flat) -> None:
        self._n_goods, self._n_periods = flat.n_goods, flat.n_periods
        needs = flat.problem.needs
        place_of = {
            basket: flat.places[need.place] for need in needs for basket in need.baskets
        }
        self.baskets = sorted(place_of, key=place_of.__getitem__)
        self.place = integers(place_of[basket] for basket in self.baskets)
        number = {basket: i for i, basket in enumerate(self.baskets)}
        lines = [
            (i, number[basket], flat.goods[good], amount)
            for i, need in enumerate(needs)
            for basket in dict.fromkeys(need.baskets)
            for good, amount in need.contents.items()
            if amount > 0
        ]
        self.need = integers(line[0] for line in lines)
        self.basket = integers(line[1] for line in lines)
        self.good = integers(line[2] for line in lines)
        self.amount: Floats = floats(line[3] for line in lines)
        windows = [eliminate.window(need, self._n_periods) for need in needs]
        self.start = integers(window.start for window in windows)[self.need]
        self.count = integers(len(window) for window in windows)[self.need]
        self.demand: Floats = floats(need.demand for need in needs)
        self._columns: Keys = np.zeros(0, dtype=np.int64)
        self._first = 0

    def asked(self) -> tuple[Integers, Integers]:
        """Return pairs of line and period for everything that is demanded at all."""
        wanted = np.flatnonzero(self.demand[self.need] > 0).astype(np.int32)
        of, period = expand(self.start[wanted], self.count[wanted])
        return wanted[of], period

    def number(
        self, lines: Integers, periods: Integers, first: int
    ) -> tuple[Integers, ...]:
        """Give numbers to the columns that these lines and periods need.

        Parameters
        ----------
        lines, periods : (n,) int32
            Several may ask for the same basket, good and period: that is one column.
        first : int
            Number of the first column.

        Returns
        -------
        basket, good, period : (n_columns,) int32
        """
        self._columns, self._first = np.unique(self._key(lines, periods)), first
        rest, period = np.divmod(self._columns, self._n_periods)
        basket, good = np.divmod(rest, self._n_goods)
        return tuple(part.astype(np.int32) for part in (basket, good, period))

    def entries(self, lines: Integers) -> tuple[Integers, Integers]:
        """Return pairs of line and column for everything some lines can be given."""
        of, period = expand(self.start[lines], self.count[lines])
        keys = self._key(lines[of], period)
        at = np.searchsorted(self._columns, keys)
        there = np.zeros(len(keys), dtype=np.bool_)
        inside = at < len(self._columns)
        there[inside] = self._columns[at[inside]] == keys[inside]
        columns = (at[there] + self._first).astype(np.int32)
        return lines[of][there], columns

    def _key(self, lines: Integers, periods: Integers) -> Keys:
        pair = self.basket[lines].astype(np.int64) * self._n_goods + self.good[lines]
        return pair * self._n_periods + periods
