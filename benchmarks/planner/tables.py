"""The max-min model of a problem as plain tables, for whoever writes it in a peer.

Written from the formulas in the rules' docstrings, without the planner's own builder, so
that every peer that reaches the same optimum also checks the builder. Only which columns
there are is taken from the planner's own matrix: leaving out what can never matter is
given to the peers for nothing.
Batches that expire, promises and agreed runs are not written: no instance has any.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field

import numpy as np

from commonweal.core.planner.levels import stages_of

COLUMNS = ("run", "kept", "moved", "bought", "given", "level", "floor")
ROWS = ("good", "effort", "capacity", "store", "purse", "need", "most", "above")


@dataclass(slots=True)
class Family:
    """Columns or rows of one kind: their names in order, and their upper bounds."""

    number: dict[Hashable, int] = field(default_factory=dict)
    upper: list[float] = field(default_factory=list)

    def add(self, key: Hashable, upper: float = np.inf) -> int:
        """Return the number of a key, adding it if it is new."""
        found = self.number.setdefault(key, len(self.upper))
        if found == len(self.upper):
            self.upper.append(upper)
        return found


@dataclass(slots=True)
class Tables:
    """Columns ≥ 0 and at most their upper; Σ value * column ≤ upper of every row.

    ``terms`` holds, for a kind of row and a kind of column, (row, column, value).
    """

    columns: dict[str, Family]
    rows: dict[str, Family]
    terms: dict[tuple[str, str], list[tuple[int, int, float]]]

    def put(self, row: tuple[str, int], column: tuple[str, int], value: float) -> None:
        """Write one term."""
        if value:
            self.terms.setdefault((row[0], column[0]), []).append(
                (row[1], column[1], value)
            )

    def by_row(self) -> dict[str, list[list[tuple[str, int, float]]]]:
        """Terms of every row: (kind of column, column, value)."""
        found = {
            kind: [[] for _ in family.upper]  # type: list[list[tuple[str, int, float]]]
            for kind, family in self.rows.items()
        }
        for (row, column), terms in self.terms.items():
            for i_row, i_column, value in terms:
                found[row][i_row].append((column, i_column, value))
        return found


def write(matrix) -> Tables:
    """Write all tables; the floor holds the first stage of needs only."""
    tables = Tables(
        {kind: Family() for kind in COLUMNS}, {kind: Family() for kind in ROWS}, {}
    )
    writer = _Writer(matrix.problem, tables)
    writer.write_columns(matrix)
    writer.write_uses()
    writer.write_sources()
    writer.write_limits()
    writer.write_needs()
    return tables


class _Writer:
    def __init__(self, problem, tables: Tables) -> None:
        self.problem = problem
        self.tables = tables
        self.n_periods = len(problem.periods)

    def write_columns(self, matrix) -> None:
        columns = self.tables.columns
        for run in matrix.runs.values():
            columns["run"].add((run.recipe, run.place, run.period))
        for kept in matrix.kept.values():
            columns["kept"].add((kept.place, kept.good, kept.period))
        for moved in matrix.moved.values():
            columns["moved"].add((moved.lane, moved.good, moved.period))
        for bought in matrix.bought.values():
            most = bought.option.most_per_period
            upper = np.inf if most is None else most
            columns["bought"].add((bought.option, bought.period), upper)
        for one in matrix.given.values():
            columns["given"].add((one.basket, one.place, one.good, one.period))
        for need in self.problem.needs:
            columns["level"].add(need.label, 1.0)
        columns["floor"].add("floor", 1.0)

    def _gifts(self, need) -> Iterator[tuple[int, float]]:
        given = self.tables.columns["given"].number
        for t in range(self.n_periods) if need.period is None else (need.period,):
            for good, amount in need.contents.items():
                for basket in need.baskets:
                    i_given = given.get((basket, need.place, good, t))
                    if amount > 0 and i_given is not None:
                        yield i_given, amount

    def write_uses(self) -> None:
        tables, goods = self.tables, self.tables.rows["good"]
        for (recipe, place, t), i in tables.columns["run"].number.items():
            for flow in self._in_time(recipe.inputs, t):
                row = goods.add((place, flow.good, t + flow.after), 0.0)
                tables.put(("good", row), ("run", i), flow.amount)
            self._put_effort(("run", i), place, t, recipe.effort)
            for use in recipe.uses:
                for held in range(t, min(t + use.periods, self.n_periods)):
                    row = tables.rows["capacity"].add((place, use.capacity, held), 0.0)
                    tables.put(("capacity", row), ("run", i), use.amount)
        for (lane, good, t), i in tables.columns["moved"].number.items():
            row = goods.add((lane.source, good, t), 0.0)
            tables.put(("good", row), ("moved", i), 1.0)
            efforts = () if lane.effort is None else (lane.effort,)
            self._put_effort(("moved", i), lane.source, t, efforts)
        for (_, place, good, t), i in tables.columns["given"].number.items():
            tables.put(("good", goods.add((place, good, t), 0.0)), ("given", i), 1.0)
        for key, i in tables.columns["kept"].number.items():
            tables.put(("good", goods.add(key, 0.0)), ("kept", i), 1.0)

    def _put_effort(self, column, place, t, efforts) -> None:
        for effort in self._in_time(efforts, t):
            key = (place, effort.skill, t + effort.after)
            row = self.tables.rows["effort"].add(key, 0.0)
            self.tables.put(("effort", row), column, effort.hours)

    def _in_time(self, flows, t):
        return [flow for flow in flows if t + flow.after < self.n_periods]

    def write_sources(self) -> None:
        tables, problem = self.tables, self.problem
        for (recipe, place, t), i in tables.columns["run"].number.items():
            for flow in self._in_time(recipe.outputs, t):
                self._source((place, flow.good, t + flow.after), "run", i, flow.amount)
        for (lane, good, t), i in tables.columns["moved"].number.items():
            self._source((lane.target, good, t), "moved", i, 1.0 - lane.loss)
        for (option, t), i in tables.columns["bought"].number.items():
            self._source((option.place, option.good, t), "bought", i, 1.0)
        survival = {good.label: good.survival_per_day for good in problem.goods}
        for (place, good, t), i in tables.columns["kept"].number.items():
            left = survival[good] ** problem.periods[t].days
            self._source((place, good, t + 1), "kept", i, left)
        for stock in problem.stocks:
            self._widen("good", (stock.place, stock.good, 0), stock.amount)
        for one in problem.arrivals:
            self._widen("good", (one.place, one.good, one.period), one.amount)

    def _source(self, key, kind: str, i_column: int, amount: float) -> None:
        i_row = self.tables.rows["good"].number.get(key)
        if i_row is not None:
            self.tables.put(("good", i_row), (kind, i_column), -amount)

    def _widen(self, kind: str, key, amount: float) -> None:
        rows = self.tables.rows[kind]
        if key in rows.number:
            rows.upper[rows.number[key]] += amount

    def write_limits(self) -> None:
        for offer in self.problem.efforts:
            key = (offer.place, offer.skill, offer.period)
            self._widen("effort", key, offer.hours)
        for one in self.problem.capacities:
            for t in range(self.n_periods) if one.period is None else (one.period,):
                self._widen("capacity", (one.place, one.label, t), one.amount)
        self._write_stores()
        self._write_purses()

    def _write_stores(self) -> None:
        tables = self.tables
        limits = {g.label: g.store_limit for g in self.problem.goods if g.store_limit}
        for key, i in tables.columns["kept"].number.items():
            if key[1] in limits:
                row = tables.rows["store"].add(key, limits[key[1]])
                tables.put(("store", row), ("kept", i), 1.0)

    def _write_purses(self) -> None:
        tables = self.tables
        for purse in self.problem.purses:
            key = (purse.currency, purse.period)
            row = tables.rows["purse"].add(key, purse.amount)
            for (option, t), i in tables.columns["bought"].number.items():
                is_same = option.currency == purse.currency
                if is_same and purse.period in {None, t}:
                    tables.put(("purse", row), ("bought", i), option.price)

    def write_needs(self) -> None:
        tables, rows, columns = self.tables, self.tables.rows, self.tables.columns
        for need in self.problem.needs:
            i_level = columns["level"].number[need.label]
            row = rows["need"].add(need.label, 0.0)
            tables.put(("need", row), ("level", i_level), 1.0)
            if need.most is not None:
                most = rows["most"].add(need.label, need.most / need.demand)
            for i_given, amount in self._gifts(need):
                given = ("given", i_given)
                tables.put(("need", row), given, -amount / need.demand)
                if need.most is not None:
                    tables.put(("most", most), given, amount / need.demand)
        for need in stages_of(self.problem.needs)[0]:
            row = rows["above"].add(need.label, 0.0)
            tables.put(("above", row), ("floor", 0), 1.0)
            i_level = columns["level"].number[need.label]
            tables.put(("above", row), ("level", i_level), -1.0)
