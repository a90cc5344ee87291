"""The floor of many places is held by a few: proved by these alone, reached by regions.

Whoever is worst off is short of what one place and its neighbours have; what is far away
limits it in nothing. So small questions take the place of a large one:

1. Who is worst off? A crushed problem (``crush``) guesses.
2. How high could these rise if all others had plenty? Only the limits of these places
   are kept, and those of the neighbours of any place whose limits have a price, until
   none is missing. Leaving limits out never lowers a floor, so the prices prove a bound
   for everybody.
3. Can all come within half of the gap of that? ``regions`` looks for any such plan, so
   interior point needs neither an optimum nor a corner.
4. A region without a plan shows who else may be worst off: back to 2.

Wrong guesses are lost time and nothing else; where no plan is found, ``blocks`` raises
the floor another way.

Source
------
L. Lasdon, Optimization Theory for Large Systems, 1970, chapter 5 (relaxation).

Where it matters
----------------
50 unions, 100 goods, 13 weeks: limits of nine unions prove the floor of all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from commonweal.core.planner import crush, ways
from commonweal.core.planner.backend import Solver
from commonweal.core.planner.build import Arrays
from commonweal.core.planner.duality import Bounding
from commonweal.core.planner.families import NOWHERE
from commonweal.core.planner.flat import Flags, Integers, integers
from commonweal.core.planner.found import Answer, Ending, Trouble
from commonweal.core.planner.matrix import Tag
from commonweal.core.planner.regions import Neighbours, Regions
from commonweal.core.planner.rules import fulfilment
from commonweal.core.planner.terms import Need

_PRICED = 1e-6  # scaled; interior point that goes to no corner leaves less everywhere
_FEW, _MANY = 4, 15  # places: fewer join others; more take as long as all of them
_WORST = 0.1  # share of the places that are asked first, at least one


@dataclass(frozen=True, slots=True)
class Reached:
    """A plan in which a floor is near its best, and what proves it.

    Parameters
    ----------
    answer : Answer
        Amounts of the plan; prices of a few places.
    at_most : float, [share of a need]
        No plan raises the floor above it.
    n_open : int
        Lane columns within regions; no others are used.
    """

    answer: Answer
    at_most: float
    n_open: int


def reach(before: Solver, needs: Sequence[Need], gap: float) -> Reached | None:
    """Raise the worst-off of some needs to within a gap of the best.

    Parameters
    ----------
    before : Solver
        Of the whole matrix; the time taken is counted as its own.
    needs : sequence of Need
        Whose floor is raised.
    gap : float, [share of a need]
        Above zero.

    Returns
    -------
    Reached or None
        None when no plan was found: the whole matrix must be asked.

    Raises
    ------
    Stopped
        See ``backend.Solver.solve``.

    Examples
    --------
    See ``tests/core/test_planner_few_places.py``.
    """
    proof, regions = _Proof(before, needs), Regions(before, needs)
    try:
        near = proof.raise_from(proof.around(_worst(before, needs)))
        regions.settle_alone(_aim(near, gap))
        while (is_in := regions.unsettled()) is not None:
            if regions.settle(is_in, _aim(near, gap)):
                continue
            nearer = proof.ask(is_in)
            if nearer is not None and nearer.at_most < near.at_most - gap / 4.0:
                near = nearer
            elif not regions.join(is_in):
                return None
    except Trouble:
        return None
    return _reached(near, regions, _aim(near, gap))


def _aim(near: _Near, gap: float) -> float:
    return max(near.at_most - gap / 2.0, 0.0)


def _reached(near: _Near, regions: Regions, level: float) -> Reached | None:
    values = regions.together()
    if values is None:
        return None
    values[-1] = level  # the floor is the last column
    answer = replace(near.answer, values=values, cost=-level)
    return Reached(answer, near.at_most, regions.n_open)


def _worst(before: Solver, needs: Sequence[Need]) -> Flags:
    """Guess by a problem crushed into one step who is met least, (n_places,) bool."""
    crushed = crush.crush(before.arrays, 1, needs)
    solver = Solver(crushed.arrays, before.params, before.stop, 0)
    solver.go_on_from(before)
    solver.minimise(crushed.costs)
    answer = solver.solve()
    before.go_on_from(solver)
    if answer.ending is Ending.INFEASIBLE:
        raise Trouble(("a crushed problem",))
    places = before.arrays.matrix.flat.places
    by_place = np.full(len(places), np.inf)
    of = integers(places[need.place] for need in needs)
    np.minimum.at(by_place, of, crushed.levels(answer.values))
    n_worst = max(1, int(_WORST * len(places)))
    is_worst = np.zeros(len(places), dtype=np.bool_)
    is_worst[np.argsort(by_place, kind="stable")[:n_worst]] = True
    return is_worst


@dataclass(frozen=True, slots=True)
class _Near:
    """An answer with the limits of a few places alone, and the bound its prices prove."""

    answer: Answer
    at_most: float


class _Proof(Solver):
    """Raises a floor with the limits of some places only."""

    def __init__(self, before: Solver, needs: Sequence[Need]) -> None:
        arrays = before.arrays
        super().__init__(arrays, before.params, before.stop, 0)
        self._before = before
        self.around = Neighbours(arrays).around
        self._bounding = Bounding(arrays)
        self._places = arrays.matrix.rows.places()
        self._asked: list[Flags] = []
        self._all_rows = arrays.row_upper.copy()
        self._all_rows[floor_rows(arrays)] = np.inf
        self._all_rows[floor_rows(arrays, needs)] = 0.0
        self.maximise(np.array([arrays.matrix.i_floor], dtype=np.int32))

    def raise_from(self, is_in: Flags) -> _Near:
        """Raise the floor of some places and of those they depend on.

        After the first answer only places with a price count, and their neighbours.

        Raises
        ------
        Stopped, Trouble
            See ``backend.Solver.solve``.
        """
        self.go_on_from(self._before)
        answer = self._raise(is_in)
        wider = self._priced(answer)
        while np.any(wider & ~is_in):
            is_in = wider
            answer = self._raise(is_in)
            wider = is_in | self._priced(answer)
        self._before.go_on_from(self)
        return _Near(answer, self._bounding.at_most(answer.row_prices, self._row_upper))

    def ask(self, is_in: Flags) -> _Near | None:
        """Raise the floor from places that found no plan; None where joining is better.

        That is where they are very few and have neighbours, or many, or asked before.

        Raises
        ------
        Stopped, Trouble
            See ``backend.Solver.solve``.
        """
        was_asked = any(not np.any(is_in & ~before) for before in self._asked)
        is_alone = np.array_equal(self.around(is_in), is_in)
        if was_asked or is_in.sum() > _MANY or (is_in.sum() < _FEW and not is_alone):
            return None
        return self.raise_from(is_in)

    def _raise(self, is_in: Flags) -> Answer:
        """Raise the floor with the limits of some places and what couples all."""
        self._asked.append(is_in)
        is_kept = (self._places == NOWHERE) | is_in[self._places]
        self._row_upper = np.where(is_kept, self._all_rows, np.inf)
        every = np.arange(len(is_kept), dtype=np.int64)
        self._bound_rows_scaled(every, np.full(len(every), -np.inf))
        self.forget()
        answer = self._try(ways.INSIDE) or self.solve()
        if answer.ending is Ending.INFEASIBLE:
            raise Trouble(("a few places",))
        return answer

    def _priced(self, answer: Answer) -> Flags:
        """Name the places whose limits have a price and those around, (n_places,) bool."""
        which = self._places[answer.row_prices / self._row_scale > _PRICED]
        is_priced = np.zeros(len(self.arrays.matrix.flat.places), dtype=np.bool_)
        is_priced[which[which != NOWHERE]] = True
        return self.around(is_priced)


def floor_rows(arrays: Arrays, needs: Sequence[Need] | None = None) -> Integers:
    """Rows that keep the floor below the level of some needs; of all by default."""
    entries = arrays.entries
    if needs is None:
        return entries.i_rows[entries.start[arrays.matrix.i_floor] :]
    tags = (Tag(fulfilment.FLOOR, n.label, n.place, n.period) for n in needs)
    return integers(arrays.matrix.rows[tag] for tag in tags)
