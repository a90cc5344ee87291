"""What one solve found, or why there is nothing to trust."""

from __future__ import annotations

import enum
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


class Ending(enum.Enum):
    """How a solve ended."""

    OPTIMAL = enum.auto()
    INFEASIBLE = enum.auto()


class Stopped(Exception):
    """Somebody asked to stop, or the time allowed is over."""


class Trouble(Exception):
    """The solver found no trustworthy answer; ``tried`` says what was tried."""

    def __init__(self, tried: tuple[str, ...]) -> None:
        self.tried = tried
        super().__init__(", ".join(tried))


@dataclass(frozen=True, slots=True)
class Answer:
    """What one solve found.

    Parameters
    ----------
    ending : Ending
        OPTIMAL or INFEASIBLE; everything else is raised.
    values : (n_columns,) float64, [unit of each column]
        Empty when infeasible.
    row_prices : (n_rows,) float64, [objective per unit of the row]
        What one unit more of each row's upper bound would lower the cost by.
    column_prices : (n_columns,) float64, [objective per unit of the column]
        What one unit more of each column's upper bound would lower the cost by.
    cost : float
        Value of the objective.
    """

    ending: Ending
    values: Floats
    row_prices: Floats
    column_prices: Floats
    cost: float


@dataclass(frozen=True, slots=True)
class Face:
    """What the prices of an optimum hold where it is.

    Parameters
    ----------
    i_columns, i_rows : (n,) int64
        Columns held at zero and rows held at their bound, besides those held before.
    answer : Answer
        The optimum; its prices hold where everything held before it stays held.
    """

    i_columns: NDArray[np.int64]
    i_rows: NDArray[np.int64]
    answer: Answer


NOTHING = np.zeros(0)
INFEASIBLE = Answer(Ending.INFEASIBLE, NOTHING, NOTHING, NOTHING, 0.0)
