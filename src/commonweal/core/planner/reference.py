"""A slow, obvious solver for small problems, to hold the fast one to account.

Every row is written out without elimination or scaling (``reference_rows.py``), every
number is an exact fraction (``exact.py``), and every open need is tested by itself in
every round. It shares no line with the builder, the backend or the raising of levels. A
few dozen columns are its limit.
"""

from __future__ import annotations

from fractions import Fraction

from commonweal.core.planner import exact
from commonweal.core.planner.problem import Problem
from commonweal.core.planner.reference_rows import Writer
from commonweal.core.planner.terms import Need, Tier

_ONE = Fraction(1)


def levels_of(problem: Problem) -> dict[str, Fraction]:
    """Find the level of every need by the definition of leximin.

    Parameters
    ----------
    problem : Problem
        A small one: a few dozen decisions.

    Returns
    -------
    dict of str to Fraction
        Level of every need by label, exact.

    Raises
    ------
    exact.Impossible
        Promises cannot all be kept.

    Examples
    --------
    >>> from commonweal.core.planner.terms import Good, Period, Stock
    >>> levels_of(Problem(
    ...     periods=(Period("w1"),), places=("home",), goods=(Good("oats", "kg"),),
    ...     stocks=(Stock("home", "oats", 1.0),),
    ...     needs=(Need("n", "home", "north", Tier.VITAL, 0, 3.0, {"oats": 1.0}, ("b",)),),
    ... ))
    {'n': Fraction(1, 3)}
    """
    rows = list(Writer(problem).rows())
    settled: dict[str, Fraction] = {
        need.label: _ONE for need in problem.needs if not need.demand
    }
    exact.maximise({}, rows)
    for is_wish in (False, True):
        for tier in Tier:
            open_ = [
                need
                for need in problem.needs
                if need.is_wish is is_wish and need.tier == tier and need.demand
            ]
            _settle(rows, open_, settled)
    return settled


def _settle(
    rows: list[exact.Row], open_: list[Need], settled: dict[str, Fraction]
) -> None:
    while open_:
        held: list[exact.Row] = [
            *rows,
            *(_at_least(label, level) for label, level in settled.items()),
        ]
        floor_rows: list[exact.Row] = [
            ({"floor": _ONE, ("level", need.label): -_ONE}, Fraction(0))
            for need in open_
        ]
        floor = exact.maximise(
            {"floor": _ONE}, [*held, *floor_rows, ({"floor": _ONE}, _ONE)]
        )
        others = [_at_least(need.label, floor) for need in open_]
        stuck = [
            need
            for need in open_
            if exact.maximise({("level", need.label): _ONE}, [*held, *others]) == floor
        ]
        settled.update({need.label: floor for need in stuck})
        open_ = [need for need in open_ if need not in stuck]


def _at_least(label: str, level: Fraction) -> exact.Row:
    return {("level", label): -_ONE}, -level
