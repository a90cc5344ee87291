"""Columns and rows of a plan while they are being written, found again by their tags.

Every row reads "sum of value * column ≤ upper"; every column lies between 0 and an
upper bound. Columns of one kind stand together as arrays, and so do rows; what a single
one means is told when it is asked for, in a tag, so nothing depends on order.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from commonweal.core.planner.eliminate import Alive
from commonweal.core.planner.families import (
    NOWHERE,
    BoughtColumn,
    ChangedColumn,
    Columns,
    Family,
    GivenColumn,
    KeptColumn,
    MovedColumn,
    PeakColumn,
    RunColumn,
    TakenColumn,
    joined,
    nothing,
)
from commonweal.core.planner.flat import Flags, Flat, Floats, Integers, integers
from commonweal.core.planner.gifts import Gifts
from commonweal.core.planner.problem import Problem


class Tag(NamedTuple):
    """What a row says: which rule, about what, where and when."""

    kind: str
    label: str
    place: str | None = None
    period: int | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of one kind for some places, labels and periods.

    Parameters
    ----------
    kind : str
        Which rule.
    first : int
        Number of the first of them.
    numbers : (n_places, n_labels, n_periods) int32
        Number of each row in the matrix; -1 where there is none.
    at : (n_rows, 3) int32
        Place, label and period of each row.
    labels, places : dict
        Numbers of the labels and of the places.
    """

    kind: str
    first: int
    numbers: Integers
    at: Integers
    labels: Mapping[str, int]
    places: Mapping[str, int]

    def __len__(self) -> int:
        return len(self.at)

    def find(self, tag: Tag) -> int | None:
        """Return the number of a row, if it is there."""
        i_place = self.places.get(tag.place or "")
        i_label = self.labels.get(tag.label)
        if i_place is None or i_label is None or tag.period is None:
            return None
        found = int(self.numbers[i_place, i_label, tag.period])
        return found if found >= 0 else None

    def tag(self, k: int) -> Tag:
        """Tell its k-th row."""
        i_place, i_label, period = (int(number) for number in self.at[k])
        label, place = list(self.labels)[i_label], list(self.places)[i_place]
        return Tag(self.kind, label, place, period)

    def tags(self) -> Iterator[Tag]:
        """Tell its rows in their order."""
        places, labels = list(self.places), list(self.labels)
        for i_place, i_label, period in self.at.tolist():
            yield Tag(self.kind, labels[i_label], places[i_place], period)


class Rows(Mapping[Tag, int]):
    """All rows by their tags; tags are written out only when somebody asks."""

    def __init__(self, places: Mapping[str, int]) -> None:
        self._places = places
        self._grids: dict[str, Grid] = {}
        self._listed: dict[Tag, int] = {}
        self._in_order: list[Grid | tuple[Tag, ...]] = []
        self._n_rows = 0

    def __len__(self) -> int:
        return self._n_rows

    def __iter__(self) -> Iterator[Tag]:
        for block in self._in_order:
            yield from block.tags() if isinstance(block, Grid) else block

    def __getitem__(self, tag: Tag) -> int:
        grid = self._grids.get(tag.kind)
        found = self._listed.get(tag) if grid is None else grid.find(tag)
        if found is None:
            raise KeyError(tag)
        return found

    def of_kinds(self, *kinds: str) -> Iterator[tuple[Tag, int]]:
        """Tell the rows of some kinds, and their numbers."""
        for block in self._in_order:
            if isinstance(block, Grid) and block.kind in kinds:
                numbers = range(block.first, block.first + len(block))
                yield from zip(block.tags(), numbers, strict=True)
            elif not isinstance(block, Grid):
                yield from (
                    (tag, self._listed[tag]) for tag in block if tag.kind in kinds
                )

    def tag_of(self, i_row: int) -> Tag:
        """Tell one row by its number."""
        first = 0
        for block in self._in_order:
            if i_row < first + len(block):
                k = i_row - first
                return block.tag(k) if isinstance(block, Grid) else block[k]
            first += len(block)
        raise IndexError(i_row)

    def numbers_of(self, kind: str) -> Integers:
        """Numbers of the rows of a grid, (n_places, n_labels, n_periods) int32."""
        return self._grids[kind].numbers

    def add_grid(self, kind: str, there: Flags, labels: Mapping[str, int]) -> Grid:
        """Add a row wherever a flag, (n_places, n_labels, n_periods), is set."""
        numbers = np.full(there.shape, -1, dtype=np.int32)
        at = np.argwhere(there).astype(np.int32)
        first = self._n_rows
        numbers[there] = np.arange(first, first + len(at), dtype=np.int32)
        grid = Grid(kind, first, numbers, at, labels, self._places)
        self._grids[kind] = grid
        self._in_order.append(grid)
        self._n_rows += len(at)
        return grid

    def add(self, tags: Sequence[Tag]) -> Integers:
        """Add rows one by one; return their numbers, (n,) int32."""
        first = self._n_rows
        self._n_rows += len(tags)
        self._in_order.append(tuple(tags))
        self._listed.update(zip(tags, range(first, self._n_rows), strict=True))
        return np.arange(first, self._n_rows, dtype=np.int32)

    def places(self) -> Integers:
        """Place of each row, (n_rows,) int32; ``NOWHERE`` for what couples places."""
        return joined(
            [
                block.at[:, 0]
                if isinstance(block, Grid)
                else integers(
                    self._places.get(tag.place or "", NOWHERE) for tag in block
                )
                for block in self._in_order
            ]
        )

    def kinds(self) -> Integers:
        """Rows with the same number share a scale, (n_rows,) int32."""
        numbers: dict[tuple[str, str], int] = {}
        parts: list[Integers] = []
        for block in self._in_order:
            if isinstance(block, Grid):
                keys = [(block.kind, label) for label in block.labels]
                own = integers(numbers.setdefault(key, len(numbers)) for key in keys)
                parts.append(own[block.at[:, 1]])
            else:
                keys = [(tag.kind, tag.label) for tag in block]
                parts.append(
                    integers(numbers.setdefault(key, len(numbers)) for key in keys)
                )
        return joined(parts)


Entries = tuple[Integers, Integers, Floats]
"""Rows, columns and values of some entries, (n,) each."""


class Matrix:
    """A matrix under construction, in the units of the problem.

    Parameters
    ----------
    flat : Flat
        The problem in numbers.
    alive : Alive
        What can matter in it.

    Attributes
    ----------
    runs, changed, kept, taken, moved, bought, given, peak : Family
        Columns by what they decide; ``columns.write`` adds them.
    levels : dict
        Column of the level of each need.
    served : (n_needs,) bool
        Needs that some column can serve; ``rules.fulfilment`` finds them.
    upper : (n_rows,) float64, [unit of each row]
    column_upper : (n_columns,) float64, [unit of each column]
    entries : list of Entries
        As written; ``build`` takes them away when it has sorted them.
    """

    def __init__(self, flat: Flat, alive: Alive) -> None:
        self.flat = flat
        self.alive = alive
        self.gifts = Gifts(flat)
        self.problem: Problem = flat.problem
        self.runs: Family[RunColumn] = nothing()
        self.changed: Family[ChangedColumn] = nothing()
        self.kept: Family[KeptColumn] = nothing()
        self.taken: Family[TakenColumn] = nothing()
        self.moved: Family[MovedColumn] = nothing()
        self.bought: Family[BoughtColumn] = nothing()
        self.given: Family[GivenColumn] = nothing()
        self.peak: Family[PeakColumn] = nothing()
        self.levels: dict[str, int] = {}
        self.served: Flags = np.zeros(len(flat.problem.needs), dtype=np.bool_)
        self.columns = Columns(())
        self.column_upper: Floats = np.zeros(0)
        self.rows = Rows(flat.places)
        self.upper: Floats = np.zeros(0)
        self.entries: list[Entries] = []

    @property
    def n_periods(self) -> int:
        """Number of periods of the problem."""
        return self.flat.n_periods

    @property
    def i_floor(self) -> int:
        """Column of the floor, which is the last."""
        return len(self.columns) - 1

    def whole_runs(self) -> list[int]:
        """Columns of the tasks that come only whole."""
        is_whole = np.array([recipe.whole for recipe in self.problem.recipes], np.bool_)
        which = np.flatnonzero(is_whole[self.runs.of[1]])
        return [self.runs.first + int(k) for k in which]

    def grid(self, kind: str, there: Flags, labels: Mapping[str, int]) -> Grid:
        """Add a row with upper bound zero wherever a flag is set; see ``Rows``."""
        grid = self.rows.add_grid(kind, there, labels)
        self.upper = np.concatenate([self.upper, np.zeros(len(grid))])
        return grid

    def add_rows(self, tags: Sequence[Tag], upper: Floats) -> Integers:
        """Add rows one by one with their upper bounds; return their numbers."""
        self.upper = np.concatenate([self.upper, upper])
        return self.rows.add(tags)

    def widen(self, i_rows: Integers, by: Floats) -> None:
        """Add to upper bounds; what belongs to no row (-1) is left out."""
        kept = i_rows >= 0
        np.add.at(self.upper, i_rows[kept], by[kept])

    def put(self, i_rows: Integers, i_columns: Integers, values: Floats) -> None:
        """Write entries; those for the same place add up, those of no row are left out."""
        kept = (i_rows >= 0) & (values != 0.0)
        self.entries.append((i_rows[kept], i_columns[kept], values[kept]))
