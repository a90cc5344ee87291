"""Columns and rows of a plan while they are being written, found again by their tags.

Every row reads "sum of value * column ≤ upper"; every column lies between 0 and an
upper bound. What a row or column means stands in its tag, so nothing depends on order.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import NamedTuple

from commonweal.core.planner.eliminate import Alive
from commonweal.core.planner.problem import Problem
from commonweal.core.planner.terms import (
    Good,
    Lane,
    Need,
    PurchaseOption,
    Recipe,
)


class Tag(NamedTuple):
    """What a row says: which rule, about what, where and when."""

    kind: str
    label: str
    place: str | None = None
    period: int | None = None


class RunColumn(NamedTuple):
    """Runs of a recipe started at a place in a period."""

    recipe: Recipe
    place: str
    period: int


class ChangedColumn(NamedTuple):
    """By how much the runs of a task go beyond what was agreed."""

    run: RunColumn
    agreed: float


class KeptColumn(NamedTuple):
    """A good carried out of a period, or what is left of a batch that expires."""

    place: str
    good: str
    period: int
    expires: int | None


class TakenColumn(NamedTuple):
    """What is used in a period out of a batch that expires."""

    place: str
    good: str
    period: int
    expires: int


class MovedColumn(NamedTuple):
    """A good sent along a lane in a period."""

    lane: Lane
    good: str
    period: int


class BoughtColumn(NamedTuple):
    """A good bought outside in a period."""

    option: PurchaseOption
    period: int


class GivenColumn(NamedTuple):
    """A good put in a basket in a period."""

    basket: str
    place: str
    good: str
    period: int


class LevelColumn(NamedTuple):
    """How far a need is met, 0 to 1."""

    need: Need


class FloorColumn(NamedTuple):
    """The level below which no need of the present round may stay."""


Column = (
    RunColumn
    | ChangedColumn
    | KeptColumn
    | TakenColumn
    | MovedColumn
    | BoughtColumn
    | GivenColumn
    | LevelColumn
    | FloorColumn
)


@dataclass(slots=True)
class Matrix:
    """A matrix under construction, in the units of the problem."""

    problem: Problem
    alive: Alive
    columns: list[Column] = field(default_factory=list)
    column_upper: list[float] = field(default_factory=list)
    runs: dict[int, RunColumn] = field(default_factory=dict)
    changed: dict[int, ChangedColumn] = field(default_factory=dict)
    kept: dict[KeptColumn, int] = field(default_factory=dict)
    taken: dict[TakenColumn, int] = field(default_factory=dict)
    moved: dict[int, MovedColumn] = field(default_factory=dict)
    bought: dict[int, BoughtColumn] = field(default_factory=dict)
    given: dict[int, GivenColumn] = field(default_factory=dict)
    levels: dict[str, int] = field(default_factory=dict)
    rows: dict[Tag, int] = field(default_factory=dict)
    upper: list[float] = field(default_factory=list)
    i_rows: list[int] = field(default_factory=list)
    i_columns: list[int] = field(default_factory=list)
    values: list[float] = field(default_factory=list)

    @property
    def n_periods(self) -> int:
        """Number of periods of the problem."""
        return len(self.problem.periods)

    def add_column(self, column: Column, upper: float = math.inf) -> int:
        """Add a column and return its number."""
        self.columns.append(column)
        self.column_upper.append(upper)
        return len(self.columns) - 1

    def row(self, tag: Tag, upper: float = 0.0) -> int:
        """Return the number of a row, adding it if it is new."""
        i_row = self.rows.get(tag)
        if i_row is None:
            i_row = self.rows[tag] = len(self.upper)
            self.upper.append(upper)
        return i_row

    def put(self, i_row: int | None, i_column: int, value: float) -> None:
        """Write one entry; entries for the same row and column add up."""
        if i_row is not None and value != 0.0:
            self.i_rows.append(i_row)
            self.i_columns.append(i_column)
            self.values.append(value)

    def put_all(self, i_row: int, i_columns: list[int], values: list[float]) -> None:
        """Write many entries of one row, none of them zero."""
        self.i_rows.extend([i_row] * len(i_columns))
        self.i_columns.extend(i_columns)
        self.values.extend(values)

    def survival(self, good: Good, period: int) -> float:
        """Share of a good that outlives the days of a period in store."""
        return float(good.survival_per_day ** self.problem.periods[period].days)
