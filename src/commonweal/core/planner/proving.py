"""An older plan's optima proved to hold under new amounts, and reached in one solve.

Every round of raising the worst-off, and every goal, left prices behind. Under other
amounts the same prices still bound how high the floor of that round can be, or how small
the goal (weak duality), given what came before it. After a small change all these bounds
can mostly be reached at once, and one solve shows it: then what is reached is proved to
be the best, and no round is solved again. Otherwise everything is solved as usual.

Formula
-------
For prices y ≥ 0 of rows A·x + B·z ≤ b, levels z that open needs O share a floor f of,
others held at l, and columns x ≤ u::

    d = c + y·A
    f · Σ y·B[n] over O  ≤  y·b - Σ min(0, d)·u - Σ y·B[m]·l[m]      c = 0, of a round
    c·x                  ≥  Σ min(0, d)·u + Σ y·B[m]·l[m] - y·b      of a goal

References
----------
.. [1] D. Bertsimas and J. N. Tsitsiklis, "Introduction to Linear Optimization", Athena
   Scientific 1997, section 4.3 (weak duality), section 5.1 (what other amounts do).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from commonweal.core.planner.build import GOAL, Arrays
from commonweal.core.planner.found import NOTHING, Answer, Ending, Face, Floats
from commonweal.core.planner.matrix import Tag
from commonweal.core.planner.memory import Settled
from commonweal.core.planner.rules import fulfilment

_NOISE = 1e-6  # of a price; the solver finds them to a tenth of that
_MOST_LEVERAGE = 1e6  # of earlier levels: what is known of them decides what is proved
SLACKS = 10  # so many times the slack of levels is still a tenth of their tolerance
_IN_ORDER = 1e-9  # by so much a later floor may lie below the one before it


@dataclass(frozen=True, slots=True)
class Proved:
    """Needs that can rise no higher, and why.

    Parameters
    ----------
    labels : tuple of str
        Settled together.
    most : float, [share of a need]
        No plan raises all of them above it while those before stay where they are.
    face : Face or None
        What holds them down, with prices of one level that prove it; None where the
        needs are met in full.
    """

    labels: tuple[str, ...]
    most: float
    face: Face | None


class _Bound(NamedTuple):
    """No plan costs less; what columns pay, per what, and how much of it levels decide."""

    least: float
    paid: Floats
    size: float
    leverage: float


class Proving:
    """Works out for a new matrix what prices of an older plan prove.

    Parameters
    ----------
    arrays : Arrays
        The new matrix, of the shape of the old one.
    demands : mapping of float, [unit of each need]
        What was needed in the older plan, by label.
    slack : float, [share of a need]
        How far levels settled may give way for those after them.
    """

    def __init__(
        self, arrays: Arrays, demands: Mapping[str, float], slack: float
    ) -> None:
        self._arrays = arrays
        self._slack = slack
        matrix = arrays.matrix
        self._levels = matrix.levels
        self._i_levels = np.fromiter(matrix.levels.values(), np.int64)
        # What levels are held at; the other columns stay zero.
        self._at = np.zeros(len(arrays.column_upper))
        self._is_amount = np.ones(len(arrays.column_upper), dtype=np.bool_)
        self._is_amount[[*matrix.levels.values(), matrix.i_floor]] = False
        # Floors speak of one round only, so they limit nothing by themselves.
        self._upper = arrays.row_upper.copy()
        for _, i_row in matrix.rows.of_kinds(fulfilment.FLOOR):
            self._upper[i_row] = np.inf
        self._is_limit = np.isfinite(self._upper)  # goals belonged to a step, too
        self._is_held = np.zeros(len(arrays.column_upper), dtype=np.bool_)
        self._is_used_up = np.zeros(len(arrays.row_upper), dtype=np.bool_)
        # Rows of needs count in shares, their prices are by amount.
        self._amounts = np.ones(len(arrays.row_upper))
        needed = {need.label: need.demand for need in matrix.problem.needs}
        for tag, i_row in matrix.rows.of_kinds(fulfilment.KIND, fulfilment.MOST):
            before = demands.get(tag.label, 0.0)
            if before > 0 and needed[tag.label] > 0:
                self._amounts[i_row] = needed[tag.label] / before

    def rounds(
        self, stages: Sequence[Sequence[str]], settled: Sequence[Settled]
    ) -> list[Proved]:
        """Bound the floors of an older plan's rounds, in their order.

        Parameters
        ----------
        stages : sequence of sequence of str
            Labels of needs to be settled, stage by stage.
        settled : sequence of Settled
            Of the older plan.

        Returns
        -------
        list of Proved
            One for each round, up to the first of which the prices prove nothing here.
        """
        found: list[Proved] = []
        left = list(settled)
        for stage in stages:
            open_, floor = set(stage), 0.0
            while open_:
                one = left.pop(0) if left else None
                if one is None or not open_.issuperset(one.labels):
                    return found
                proved = self._round(one, open_, floor)
                if proved is None:
                    return found
                found.append(proved)
                floor = proved.most
                open_ -= set(one.labels)
                i_levels = [self._levels[label] for label in one.labels]
                self._at[i_levels] = max(floor - self._slack, 0.0)
        return found

    def goals(self, names: Sequence[str], older: Mapping[str, Face]) -> Iterator[Face]:
        """Bound goals from below, each held at its bound for those after it.

        Parameters
        ----------
        names : sequence of str
            Goals the matrix has a row for, in their order.
        older : mapping of Face
            Of the older plan, by name.

        Yields
        ------
        Face
            The cost of its answer is the bound; none from the first goal on of which
            the prices prove nothing here.
        """
        for name in names:
            face = self._goal(name, older[name]) if name in older else None
            if face is None:
                return
            yield face

    def _goal(self, name: str, face: Face) -> Face | None:
        arrays = self._arrays
        costs = arrays.goal_costs[name] * arrays.column_scale
        size = float(np.abs(costs).max(initial=0))
        prices = face.answer.row_prices * self._amounts
        bound = self._bound(costs, prices, size)
        if bound is None:
            return None
        i_row = arrays.matrix.rows[Tag(GOAL, name)]
        self._upper[i_row] = bound.least * arrays.row_scale[i_row]
        gains = -(costs + bound.paid) / arrays.column_scale
        return self._face(face, prices, gains, bound.least)

    def _round(self, one: Settled, open_: set[str], floor: float) -> Proved | None:
        if one.face is None:
            return Proved(one.labels, 1.0, None)
        prices = one.face.answer.row_prices * self._amounts
        i_open = [self._levels[label] for label in open_]
        bound = self._bound(np.zeros(len(self._is_amount)), prices, None, i_open)
        if bound is None:
            return None
        size = bound.size
        most = min(max(-bound.least / size, 0.0), 1.0)
        # Floors never fall, but for what giving way before is worth here.
        if most < floor - _IN_ORDER - SLACKS * self._slack * bound.leverage:
            return None
        gains = -bound.paid / self._arrays.column_scale
        face = self._face(one.face, prices / size, gains / size, most)
        return Proved(one.labels, most, face)

    def _face(
        self, older: Face, row_prices: Floats, column_prices: Floats, cost: float
    ) -> Face:
        """Return what an older face still holds at these prices."""
        i_columns, i_rows = older.i_columns, older.i_rows
        i_columns = i_columns[column_prices[i_columns] < 0]
        i_rows = i_rows[self._is_limit[i_rows] & (row_prices[i_rows] > 0)]
        self._is_held[i_columns] = True
        self._is_used_up[i_rows] = True
        answer = Answer(Ending.OPTIMAL, NOTHING, row_prices, column_prices, cost)
        return Face(i_columns, i_rows, answer)

    def _bound(
        self,
        costs: Floats,
        row_prices: Floats,
        size: float | None,
        i_open: Sequence[int] = (),
    ) -> _Bound | None:
        """Bound costs from below; None when the prices prove nothing here.

        Prices below zero by noise count as they are, as the solver's own optimum does.
        """
        arrays, entries = self._arrays, self._arrays.entries
        limits = np.isfinite(self._upper)
        prices = np.where(limits, row_prices / arrays.row_scale, 0.0)
        weights = entries.values * prices[entries.i_rows]
        paid = np.bincount(entries.i_columns, weights, len(costs)).astype(np.float64)
        size = float(paid[list(i_open)].sum()) if size is None else size
        can_gain = self._is_amount & ~self._is_held
        gains = np.where(can_gain, np.minimum(costs + paid, 0.0), 0.0)
        is_bounded = np.isfinite(arrays.column_upper)
        at_levels = np.where(paid >= 0, self._at, 1.0) * paid
        at_levels[list(i_open)] = 0.0
        at_levels = at_levels[self._i_levels]
        leverage = float(np.abs(at_levels).sum()) / max(size, _NOISE)
        wrong = max(
            -float(gains[~is_bounded].min(initial=0.0)),
            -float(prices[~self._is_used_up].min(initial=0.0)),
        )  # at such prices somebody would win for ever
        if size <= _NOISE or wrong > _NOISE * size or leverage > _MOST_LEVERAGE:
            return None
        least = float(gains[is_bounded] @ arrays.column_upper[is_bounded])
        least += float(at_levels.sum()) - float(prices[limits] @ self._upper[limits])
        return _Bound(least, paid, size, leverage)
