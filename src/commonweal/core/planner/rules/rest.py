"""Rest: over a stretch of periods people are asked for no more than leaves them rest.

Formula
-------
For every limit of rest m, at place u, over skills L and periods T::

    Σ hours[r,l,k]·x[r,u,t-k] + Σ hours[u→v,l]·y[u→v,g,t] ≤ hours[m]   over l in L, t in T

Units
-----
hours of r in h per run, of a lane in h per unit moved; the limit in h. Only totals by
place: whose hours they are is not known here (I-1).

Source
------
Work-stretch limits of staff scheduling: A. T. Ernst, H. Jiang, M. Krishnamoorthy and
D. Sier, "Staff scheduling and rostering: A review of applications, methods and models",
European Journal of Operational Research 153(1), 3-27, 2004.

Where it binds
--------------
5 hours of baking and 5 of brewing offered by the same three people, who want 6 hours in
all: an hour each for a kilo and a litre makes 3 kg and 3 l.
"""

from __future__ import annotations

import numpy as np

from commonweal.core.planner.flat import Flags
from commonweal.core.planner.matrix import Matrix, Tag
from commonweal.core.planner.rules import effort

KIND = "rest"


def write(matrix: Matrix) -> None:
    """Write one row for each limit."""
    flat, rests = matrix.flat, matrix.problem.rests
    tags = [Tag(KIND, rest.label, rest.place) for rest in rests]
    i_rows = matrix.add_rows(tags, np.array([rest.hours for rest in rests]))
    for i_row, rest in zip(i_rows, rests, strict=True):
        meant: Flags = np.zeros((len(flat.skills), matrix.n_periods), dtype=np.bool_)
        skills = flat.skills if rest.skills is None else rest.skills
        which = [flat.skills[skill] for skill in skills if skill in flat.skills]
        until = None if rest.last is None else rest.last + 1
        meant[which, rest.first : until] = True
        for place, skill, period, i_columns, hours in effort.hours_asked(matrix):
            kept = (place == flat.places[rest.place]) & meant[skill, period]
            i_same = np.full(int(kept.sum()), i_row, dtype=np.int32)
            matrix.put(i_same, i_columns[kept], hours[kept])
