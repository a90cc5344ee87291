"""The columns of a plan by kind: arrays of numbers, and what each column means in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeVar, overload

import numpy as np

from commonweal.core.planner.flat import Floats, Integers
from commonweal.core.planner.terms import (
    Lane,
    Need,
    PurchaseOption,
    Recipe,
)

NOWHERE = -1
"""Stands for "no place of its own": what couples places, such as lanes and the purse."""


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


class PeakColumn(NamedTuple):
    """The greatest share of the hours of a place and period that is disliked work."""


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
    | PeakColumn
    | FloorColumn
)
One_co = TypeVar("One_co", bound=Column, covariant=True)


@dataclass(frozen=True, slots=True, eq=False)
class Family(Mapping[int, One_co], Generic[One_co]):
    """Columns of one kind, by their number in the matrix; told one by one when asked.

    Parameters
    ----------
    first : int
        Number of the first of them.
    of : tuple of (n,) int32
        What each is about, as numbers of ``flat.Flat``: recipes, goods, periods.
    places : (n,) int32
        Where each stands, ``NOWHERE`` for what couples places.
    kinds : (n,) int32
        Columns with the same number share a scale.
    tell : callable
        Takes one number of each array of ``of`` and returns the column in words.
    """

    first: int
    of: tuple[Integers, ...]
    places: Integers
    kinds: Integers
    tell: Callable[..., One_co]

    def __len__(self) -> int:
        return len(self.places)

    def __iter__(self) -> Iterator[int]:
        return iter(range(self.first, self.first + len(self)))

    def __getitem__(self, i_column: int) -> One_co:
        k = i_column - self.first
        if not 0 <= k < len(self):
            raise KeyError(i_column)
        return self.tell(*(int(numbers[k]) for numbers in self.of))

    def __contains__(self, i_column: object) -> bool:
        if not isinstance(i_column, int | np.integer):
            return False
        return 0 <= int(i_column) - self.first < len(self)

    @property
    def i_columns(self) -> Integers:
        """Numbers of its columns in the matrix, (n,) int32."""
        return np.arange(self.first, self.first + len(self), dtype=np.int32)

    def chosen(self, values: Floats) -> Iterator[tuple[One_co, float]]:
        """Tell the columns that are above zero, and how much of each.

        Parameters
        ----------
        values : (n_columns,) float64
            Of all columns of the matrix.
        """
        own = values[self.first : self.first + len(self)]
        for k in np.flatnonzero(own > 0):
            yield self[self.first + int(k)], float(own[k])


def nothing() -> Family[Any]:
    """Return a family without columns."""
    none = np.zeros(0, dtype=np.int32)
    return Family(0, (), none, none, FloorColumn)


class Columns(Sequence[Column]):
    """All columns in order, family after family."""

    def __init__(self, families: Sequence[Family[Any]]) -> None:
        self.families = tuple(families)
        self._n_columns = sum(len(family) for family in families)

    def __len__(self) -> int:
        return self._n_columns

    @overload
    def __getitem__(self, i_column: int) -> Column: ...
    @overload
    def __getitem__(self, i_column: slice) -> Sequence[Column]: ...
    def __getitem__(self, i_column: int | slice) -> Column | Sequence[Column]:
        if isinstance(i_column, slice):
            return [self[i] for i in range(*i_column.indices(len(self)))]
        for family in self.families:
            if i_column in family:
                found: Column = family[i_column]
                return found
        raise IndexError(i_column)

    def kinds(self) -> Integers:
        """Columns with the same number share a scale, (n_columns,) int32."""
        return joined([family.kinds for family in self.families])


def joined(parts: Sequence[Integers]) -> Integers:
    """Join arrays of numbers, (n,) int32; none of them is an empty array."""
    return np.concatenate([np.zeros(0, dtype=np.int32), *parts], dtype=np.int32)
