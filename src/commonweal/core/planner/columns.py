"""The columns of a plan: everything people could decide, where it can matter."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from commonweal.core.planner import eliminate
from commonweal.core.planner.families import (
    NOWHERE,
    BoughtColumn,
    ChangedColumn,
    Column,
    Columns,
    Family,
    FloorColumn,
    GivenColumn,
    KeptColumn,
    LevelColumn,
    MovedColumn,
    One_co,
    PeakColumn,
    RunColumn,
    TakenColumn,
    joined,
)
from commonweal.core.planner.flat import Flags, Flat, Floats, Integers, integers
from commonweal.core.planner.matrix import Matrix
from commonweal.core.planner.terms import USUAL

_LEVEL = 0
"""Kind of levels and the floor; goods follow from 1, recipes after the goods."""
NEVER = -1


def write(matrix: Matrix) -> None:
    """Add every column that can matter, grouped by what it decides."""
    writing = _Writing(matrix)
    writing.add_runs()
    writing.add_kept()
    writing.add_moved()
    writing.add_bought()
    writing.add_given()
    writing.add_peak()
    writing.add_levels()
    matrix.columns = Columns(writing.families)
    matrix.column_upper = np.concatenate(writing.uppers)


class _Writing:
    def __init__(self, matrix: Matrix) -> None:
        self.matrix = matrix
        self.flat: Flat = matrix.flat
        self.families: list[Family[Column]] = []
        self.uppers: list[Floats] = []
        self._n_columns = 0
        self._places = list(matrix.problem.places)
        self._goods = [good.label for good in matrix.problem.goods]

    def add_runs(self) -> None:
        """Add a column for each start worth one, and for what goes beyond agreed runs."""
        recipes, places = self.matrix.problem.recipes, self._places
        by_place = self.matrix.alive.starts.transpose(1, 0, 2)
        place, recipe, period = _nonzero(by_place)

        def tell(i_place: int, i_recipe: int, t: int) -> RunColumn:
            return RunColumn(recipes[i_recipe], places[i_place], t)

        of_recipes = 1 + self.flat.n_goods + recipe
        self.matrix.runs = self._add((place, recipe, period), place, of_recipes, tell)
        self._add_changed()

    def _add_changed(self) -> None:
        matrix, flat, runs = self.matrix, self.flat, self.matrix.runs
        i_recipe = {recipe.label: i for i, recipe in enumerate(matrix.problem.recipes)}
        agreed: dict[tuple[int, int, int], float] = {}
        for one in matrix.problem.agreed:
            key = (flat.places[one.place], i_recipe[one.recipe], one.period)
            agreed[key] = agreed.get(key, 0.0) + one.runs
        keys = zip(*(numbers.tolist() for numbers in runs.of), strict=True)
        found = [(k, agreed[key]) for k, key in enumerate(keys) if key in agreed]
        which = integers(k for k, _ in found)
        amounts = [amount for _, amount in found]

        def tell(n: int, k: int) -> ChangedColumn:
            return ChangedColumn(runs[runs.first + k], amounts[n])

        number = np.arange(len(which), dtype=np.int32)
        of_recipes = runs.kinds[which]
        matrix.changed = self._add(
            (number, which), runs.places[which], of_recipes, tell
        )

    def add_kept(self) -> None:
        """Add what is carried out of a period, of goods at large and of batches."""
        alive, places, goods = self.matrix.alive, self._places, self._goods
        there = alive.have[:, :, :-1] & alive.want[:, :, 1:] & alive.keeps[:, None]
        place, good, period = _nonzero(there)
        batches = [(*key, t) for key in self._batches() for t in range(key[2] + 1)]
        left = [batch for batch in batches if batch[3] < batch[2]]
        expires = joined(
            [
                np.full(len(place), NEVER, dtype=np.int32),
                integers(batch[2] for batch in left),
            ]
        )
        place = joined([place, integers(batch[0] for batch in left)])
        good = joined([good, integers(batch[1] for batch in left)])
        period = joined([period, integers(batch[3] for batch in left)])

        def tell_kept(i_place: int, i_good: int, t: int, last: int) -> KeptColumn:
            until = None if last == NEVER else last
            return KeptColumn(places[i_place], goods[i_good], t, until)

        def tell_taken(i_place: int, i_good: int, t: int, last: int) -> TakenColumn:
            return TakenColumn(places[i_place], goods[i_good], t, last)

        of = (place, good, period, expires)
        self.matrix.kept = self._add(of, place, 1 + good, tell_kept)
        place, good, expires, period = (
            integers(batch[i] for batch in batches) for i in range(4)
        )
        of = (place, good, period, expires)
        self.matrix.taken = self._add(of, place, 1 + good, tell_taken)

    def _batches(self) -> list[tuple[int, int, int]]:
        """Place, good and last period of every opening batch that expires in time."""
        flat = self.flat
        return sorted(
            {
                (flat.places[stock.place], flat.goods[stock.good], stock.expires)
                for stock in self.matrix.problem.stocks
                if stock.expires is not None and stock.expires < flat.n_periods - 1
            }
        )

    def add_moved(self) -> None:
        """Add what is sent along lanes, where it can be had and is wanted."""
        flat, alive, lanes = self.flat, self.matrix.alive, self.matrix.problem.lanes
        goods = self._goods
        parts: list[tuple[Integers, Integers, Integers]] = []
        for i_lane, lane in enumerate(lanes):
            on_lane = integers(
                flat.goods[label]
                for label in eliminate.goods_on(lane, self.matrix.problem)
            )
            there = alive.have[flat.places[lane.source], on_lane]
            which, period = _nonzero(
                there & alive.want[flat.places[lane.target], on_lane]
            )
            number = np.full(len(which), i_lane, dtype=np.int32)
            parts.append((number, on_lane[which], period))

        def tell(i_lane: int, i_good: int, t: int) -> MovedColumn:
            return MovedColumn(lanes[i_lane], goods[i_good], t)

        lane_of, good, period = (joined([part[i] for part in parts]) for i in range(3))
        nowhere = np.full(len(good), NOWHERE, dtype=np.int32)
        self.matrix.moved = self._add((lane_of, good, period), nowhere, 1 + good, tell)

    def add_bought(self) -> None:
        """Add what is bought outside, as far as it is on offer."""
        flat, options = self.flat, self.matrix.problem.purchases
        place = integers(flat.places[option.place] for option in options)
        good = integers(flat.goods[option.good] for option in options)
        most = [
            np.inf if option.most_per_period is None else option.most_per_period
            for option in options
        ]
        which, period = _nonzero(self.matrix.alive.want[place, good])

        def tell(i_option: int, t: int) -> BoughtColumn:
            return BoughtColumn(options[i_option], t)

        self.matrix.bought = self._add(
            (which, period),
            place[which],
            1 + good[which],
            tell,
            np.asarray(most)[which],
        )

    def add_given(self) -> None:
        """Add what may be put in each basket, in each period in which it counts."""
        gifts, goods, places = self.matrix.gifts, self._goods, self._places
        line, period = gifts.asked()
        place = gifts.place[gifts.basket[line]]
        there = self.matrix.alive.have[place, gifts.good[line], period]
        of = gifts.number(line[there], period[there], self._n_columns)

        def tell(i_basket: int, i_good: int, t: int) -> GivenColumn:
            place = places[int(gifts.place[i_basket])]
            return GivenColumn(gifts.baskets[i_basket], place, goods[i_good], t)

        basket, good, _ = of
        self.matrix.given = self._add(of, gifts.place[basket], 1 + good, tell)

    def add_peak(self) -> None:
        """Add the greatest share of hours that is disliked work, if any is."""
        is_disliked = any(recipe.toil > USUAL for recipe in self.matrix.problem.recipes)
        nowhere = np.full(int(is_disliked), NOWHERE, dtype=np.int32)
        levels = np.full(int(is_disliked), _LEVEL, dtype=np.int32)
        self.matrix.peak = self._add((), nowhere, levels, PeakColumn)

    def add_levels(self) -> None:
        """Add how far each need is met; and last the floor."""
        needs, flat = self.matrix.problem.needs, self.flat
        number = np.arange(len(needs), dtype=np.int32)
        places = integers(flat.places[need.place] for need in needs)
        kinds = np.full(len(needs), _LEVEL, dtype=np.int32)

        def tell(i_need: int) -> LevelColumn:
            return LevelColumn(needs[i_need])

        levels = self._add((number,), places, kinds, tell, np.ones(len(needs)))
        first = levels.first
        self.matrix.levels = {need.label: first + i for i, need in enumerate(needs)}
        nowhere = np.array([NOWHERE], dtype=np.int32)
        level = np.array([_LEVEL], dtype=np.int32)
        self._add((), nowhere, level, FloorColumn, np.ones(1))

    def _add(
        self,
        of: tuple[Integers, ...],
        places: Integers,
        kinds: Integers,
        tell: Callable[..., One_co],
        upper: Floats | None = None,
    ) -> Family[One_co]:
        family = Family(self._n_columns, of, places, kinds, tell)
        self.families.append(family)
        self.uppers.append(np.full(len(family), np.inf) if upper is None else upper)
        self._n_columns += len(family)
        return family


def _nonzero(flags: Flags) -> tuple[Integers, ...]:
    """Where flags are set, one array of numbers for each dimension."""
    return tuple(numbers.astype(np.int32) for numbers in np.nonzero(flags))
