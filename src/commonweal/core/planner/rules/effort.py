"""Effort: nobody is planned for more hours than were freely offered.

Formula
-------
For every place u, skill l and period t::

    Σ hours[r,l,k]·x[r,u,t-k] + Σ hours[u→v,l]·y[u→v,g,t] ≤ offered[u,l,t]

Units
-----
hours of r in h per run, of a lane in h per unit moved; offered in h.
Only totals by skill and place: whose hours they are is not known here (I-1).

Source
------
domain rule: effort is offered, never levied; the row form is Kantorovich (1939).

Where it binds
--------------
4 hours of baking offered, half an hour per kilo, a need of 10 kg of bread: 8 kg, 0.8.
"""

from __future__ import annotations

import numpy as np

from commonweal.core.planner.flat import Flags, Floats, Integers, floats, integers
from commonweal.core.planner.matrix import Matrix

KIND = "effort"
Terms = tuple[Integers, Integers, Integers, Integers, Floats]
"""Place, skill, period, column and hours of each term."""


def write(matrix: Matrix) -> None:
    """Write the rows of every skill that some column asks for."""
    flat = matrix.flat
    asked = hours_asked(matrix)
    shape = (flat.n_places, len(flat.skills), matrix.n_periods)
    there: Flags = np.zeros(shape, dtype=np.bool_)
    for place, skill, period, *_ in asked:
        there[place, skill, period] = True
    grid = matrix.grid(KIND, there, flat.skills)
    for place, skill, period, i_columns, hours in asked:
        matrix.put(grid.numbers[place, skill, period], i_columns, hours)
    offers = [one for one in matrix.problem.efforts if one.skill in flat.skills]
    i_rows = grid.numbers[
        integers(flat.places[offer.place] for offer in offers),
        integers(flat.skills[offer.skill] for offer in offers),
        integers(offer.period for offer in offers),
    ]
    matrix.widen(i_rows, floats(offer.hours for offer in offers))


def hours_asked(matrix: Matrix) -> tuple[Terms, Terms]:
    """List the hours that runs and lanes ask for within the plan."""
    return _of_runs(matrix), _of_lanes(matrix)


def _of_runs(matrix: Matrix) -> Terms:
    place, recipe, start = matrix.runs.of
    lines = matrix.flat.effort
    of, line = lines.of_each(recipe)
    period = start[of] + lines.span[line]
    kept = period < matrix.n_periods
    of, line, period = of[kept], line[kept], period[kept]
    i_columns = matrix.runs.first + of
    return place[of], lines.what[line], period, i_columns, lines.amount[line]


def _of_lanes(matrix: Matrix) -> Terms:
    flat = matrix.flat
    of, _, start = matrix.moved.of
    efforts = [lane.effort for lane in matrix.problem.lanes]
    source = integers(flat.places[lane.source] for lane in matrix.problem.lanes)
    skill = integers(-1 if one is None else flat.skills[one.skill] for one in efforts)
    after = integers(0 if one is None else one.after for one in efforts)
    hours = floats(0.0 if one is None else one.hours for one in efforts)
    period = start + after[of]
    kept = (skill[of] >= 0) & (period < matrix.n_periods)
    of, period = of[kept], period[kept]
    i_columns = matrix.moved.i_columns[kept]
    return source[of], skill[of], period, i_columns, hours[of]
