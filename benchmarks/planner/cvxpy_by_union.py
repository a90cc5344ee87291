"""The max-min model in cvxpy as its manual teaches: matrices of goods by periods.

Each union has a matrix of runs, of stores and of purchases, each lane one of what it
moves, each need one of what it is given; balances are written for all goods and periods
of a union at once. Nothing is left out beforehand: cvxpy has no word for a sparse set of
variables, so what may not be is bounded by zero.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable

import numpy as np
from scipy import sparse

from commonweal.core.planner import eliminate
from commonweal.core.planner.levels import stages_of


class _Writer:
    def __init__(self, cp, problem) -> None:
        self.cp, self.problem = cp, problem
        self.n_periods = len(problem.periods)
        self.n_goods = len(problem.goods)
        self.i_good = {good.label: i for i, good in enumerate(problem.goods)}
        self.i_place = {place: i for i, place in enumerate(problem.places)}
        self.limits: list = []
        self.runs = [self.matrix(len(problem.recipes)) for _ in problem.places]
        self.stores = [self.matrix(self.n_goods) for _ in problem.places]
        self.moves = [
            self.matrix(len(eliminate.goods_on(lane, problem)))
            for lane in problem.lanes
        ]
        self.level = cp.Variable(len(problem.needs), nonneg=True)
        self.floor = cp.Variable(nonneg=True)

    def matrix(self, n_rows: int):
        return self.cp.Variable((n_rows, self.n_periods), nonneg=True)

    def later(self, by: int):
        """What is in period t comes out in t + by."""
        return sparse.eye_array(self.n_periods, k=by, format="csr")

    def coefficients(self, rows: dict[str, int], lines):
        """By how many periods late: (n_rows, n_recipes) amounts."""
        found: dict[int, list[tuple[int, int, float]]] = {}
        for i_recipe, label, amount, after in lines:
            if label in rows:
                found.setdefault(after, []).append((rows[label], i_recipe, amount))
        shape = (len(rows), len(self.problem.recipes))
        for after, terms in found.items():
            i, j, values = zip(*terms, strict=True)
            yield after, sparse.csr_array((values, (i, j)), shape)

    def write(self):
        gifts = self.write_needs()
        bought, spent = self.write_purchases()
        for u in range(len(self.problem.places)):
            self.write_balance(u, gifts[u], bought[u])
            self.write_effort(u)
            self.write_capacity(u)
            self.write_bounds(u)
        for purse in self.problem.purses:
            self.limits.append(spent[purse.currency] <= purse.amount)
        return self.cp.Problem(self.cp.Maximize(self.floor), self.limits)

    def write_needs(self):
        problem = self.problem
        gifts: list[list] = [[] for _ in problem.places]
        baskets: dict[str, object] = {}
        first = {need.label for need in stages_of(problem.needs)[0]}
        for n, need in enumerate(problem.needs):
            labels, amounts = list(need.contents), np.array([*need.contents.values()])
            if need.baskets[0] not in baskets:
                given = baskets[need.baskets[0]] = self.matrix(len(labels))
                rows = [self.i_good[label] for label in labels]
                ones = (np.ones(len(rows)), (rows, range(len(rows))))
                into = sparse.csr_array(ones, (self.n_goods, len(rows)))
                gifts[self.i_place[need.place]].append(into @ given)
            given = baskets[need.baskets[0]]
            when = given if need.period is None else given[:, need.period]
            inside = self.cp.sum(amounts @ when) / need.demand
            self.limits.append(self.level[n] <= inside)
            if need.most is not None:
                self.limits.append(inside <= need.most / need.demand)
            if need.label in first:
                self.limits.append(self.floor <= self.level[n])
        self.limits.append(self.level <= 1.0)
        return gifts

    def write_purchases(self):
        bought: list[list] = [[] for _ in self.problem.places]
        spent = {purse.currency: 0.0 for purse in self.problem.purses}
        for u, place in enumerate(self.problem.places):
            options = [o for o in self.problem.purchases if o.place == place]
            amounts = self.matrix(len(options))
            rows = [self.i_good[option.good] for option in options]
            ones = (np.ones(len(rows)), (rows, range(len(rows))))
            bought[u].append(
                sparse.csr_array(ones, (self.n_goods, len(rows))) @ amounts
            )
            for currency, before in tuple(spent.items()):
                is_same = [option.currency == currency for option in options]
                prices = np.array([option.price for option in options]) * is_same
                spent[currency] = before + self.cp.sum(prices @ amounts)
        return bought, spent

    def write_balance(self, u: int, gifts, bought) -> None:
        problem, recipes = self.problem, list(enumerate(self.problem.recipes))
        days = np.array([period.days for period in problem.periods])
        survival = np.array([good.survival_per_day for good in problem.goods])
        kept = survival[:, None] ** days
        there_is = np.zeros((self.n_goods, self.n_periods))
        for stock in problem.stocks:
            if self.i_place[stock.place] == u:
                there_is[self.i_good[stock.good], 0] += stock.amount
        takes = [(i, f.good, f.amount, f.after) for i, r in recipes for f in r.inputs]
        gives = [(i, f.good, f.amount, f.after) for i, r in recipes for f in r.outputs]
        uses = [
            amounts @ self.runs[u] @ self.later(after)
            for after, amounts in self.coefficients(self.i_good, takes)
        ]
        sources = [
            amounts @ self.runs[u] @ self.later(after)
            for after, amounts in self.coefficients(self.i_good, gives)
        ]
        for lane, moved in zip(problem.lanes, self.moves, strict=True):
            rows = [self.i_good[good] for good in eliminate.goods_on(lane, problem)]
            ones = (np.ones(len(rows)), (rows, range(len(rows))))
            onto = sparse.csr_array(ones, (self.n_goods, len(rows)))
            if self.i_place[lane.source] == u:
                uses.append(onto @ moved)
            if self.i_place[lane.target] == u:
                sources.append((1.0 - lane.loss) * (onto @ moved))
        held = self.cp.multiply(kept, self.stores[u]) @ self.later(1)
        used = sum(uses[1:], uses[0]) + self.stores[u] + sum(gifts[1:], gifts[0])
        made = sum(sources[1:], sources[0]) + held + bought[0]
        self.limits.append(used <= made + there_is)

    def write_effort(self, u: int) -> None:
        problem = self.problem
        lines = [
            (i, one.skill, one.hours, one.after)
            for i, recipe in enumerate(problem.recipes)
            for one in recipe.effort
        ]
        named = [skill for _, skill, _, _ in lines]
        named += [lane.effort.skill for lane in problem.lanes if lane.effort]
        skills = {skill: i for i, skill in enumerate(dict.fromkeys(named))}
        offered = np.zeros((len(skills), self.n_periods))
        for offer in problem.efforts:
            if self.i_place[offer.place] == u and offer.skill in skills:
                offered[skills[offer.skill], offer.period] += offer.hours
        hours = [
            amounts @ self.runs[u] @ self.later(after)
            for after, amounts in self.coefficients(skills, lines)
        ]
        for lane, moved in zip(problem.lanes, self.moves, strict=True):
            if self.i_place[lane.source] == u and lane.effort is not None:
                each = np.zeros((len(skills), 1))
                each[skills[lane.effort.skill]] = lane.effort.hours
                hours.append(each @ self.cp.sum(moved, axis=0, keepdims=True))
        self.limits.append(sum(hours[1:], hours[0]) <= offered)

    def write_capacity(self, u: int) -> None:
        problem = self.problem
        labels: dict[str, int] = {}
        lines = []
        for i, recipe in enumerate(problem.recipes):
            for use in recipe.uses:
                labels.setdefault(use.capacity, len(labels))
                lines += [(i, use.capacity, use.amount, k) for k in range(use.periods)]
        there_is = np.zeros((len(labels), self.n_periods))
        for one in problem.capacities:
            if self.i_place[one.place] == u and one.label in labels:
                there_is[labels[one.label], slice(None)] += one.amount
        held = [
            amounts @ self.runs[u] @ self.later(after)
            for after, amounts in self.coefficients(labels, lines)
        ]
        self.limits.append(sum(held[1:], held[0]) <= there_is)

    def write_bounds(self, u: int) -> None:
        problem = self.problem
        every = (True,) * self.n_periods
        starts = np.array([recipe.may_start or every for recipe in problem.recipes])
        if not starts.all():
            self.limits.append(self.runs[u][~starts] == 0.0)
        never = ~eliminate.kept_goods(problem)
        if any(never):
            self.limits.append(self.stores[u][np.flatnonzero(never)] == 0.0)
        for i, good in enumerate(problem.goods):
            if good.store_limit:
                self.limits.append(self.stores[u][i] <= good.store_limit)


def cvxpy(problem) -> Callable[[], float]:
    """Write the model, compile it for HiGHS; return what solves it."""
    cp = importlib.import_module("cvxpy")
    written = _Writer(cp, problem).write()
    written.get_problem_data(cp.HIGHS)

    def solved() -> float:
        written.solve(solver=cp.HIGHS)
        return float(written.value)

    return solved
