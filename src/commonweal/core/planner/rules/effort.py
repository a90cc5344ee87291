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

from commonweal.core.planner.matrix import Matrix, Tag

KIND = "effort"


def write(matrix: Matrix) -> None:
    """Write the rows of every skill that some column asks for."""
    for i_column, run in matrix.runs.items():
        for effort in run.recipe.effort:
            t = run.period + effort.after
            if t < matrix.n_periods:
                i_row = matrix.row(Tag(KIND, effort.skill, run.place, t))
                matrix.put(i_row, i_column, effort.hours)
    _write_lanes(matrix)
    for offer in matrix.problem.efforts:
        found = matrix.rows.get(Tag(KIND, offer.skill, offer.place, offer.period))
        if found is not None:
            matrix.upper[found] += offer.hours


def _write_lanes(matrix: Matrix) -> None:
    for i_column, moved in matrix.moved.items():
        if moved.lane.effort is not None:
            t = moved.period + moved.lane.effort.after
            if t < matrix.n_periods:
                tag = Tag(KIND, moved.lane.effort.skill, moved.lane.source, t)
                matrix.put(matrix.row(tag), i_column, moved.lane.effort.hours)
