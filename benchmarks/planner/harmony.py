"""Cockshott's Harmony iteration: the published peer of planning in kind.

Formula
-------
With net output v and target w of every product, s = (v - w) / w::

    H(s) = s - s²/2 where s < 0,    log(1 + s) otherwise

Every technique starts at a small intensity. In each iteration (1) makers of products
above the mean harmony shrink and those below it grow, (2) every technique grows or
shrinks with its rate of harmony gain, (value of outputs - value of inputs) / value of
inputs, values being slopes of harmony, (3) all intensities are scaled so that the
scarcest given resource is used to 98 %, then the users of whatever is overdrawn shrink.
What is only a means takes five sixths of its value from its best use.

Source
------
W. P. Cockshott, "Application of artificial intelligence techniques to economic planning",
Future Computing Systems 2(4), 429-443, 1990; W. P. Cockshott and A. Cottrell, "Towards a
New Socialism", 1993, chapter 6; and their program of 2018 (github.com/wc22m/5yearplan,
class Harmonizer), which gave the constants. What stands here was written anew.

As there, a plan aims at a target for each product. A problem of ours is put to it as the
economy it knows: one union by itself, all periods as one, each need's demand divided
evenly among the goods that could meet it. That spares it seasons, spoiling and time;
nothing goes between unions. What is made only to make other things can be put to it in
three ways, and the best of the three counts: as a product like others, with the target
0.02 that the program gives to zeros; as a means (as the program treats stocks of capital)
with that target; or as a means with what full needs would ask of it as the target. Its
version for several years fared worse on our problems, with one product for each period
and keeping as a technique: the intensities of long chains die out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from commonweal.core.planner import Tier

USE_WEIGHT, PHASE_2 = 5.0, 0.4
CAPACITY_TARGET, TEMPERATURE, START = 0.98, 0.23, 0.1
ITERATIONS = 100
LEAST_TARGET = 0.02
SWEEPS = 2
PRODUCTS, MEANS, ASKED = SETTINGS = ("products", "means", "means asked for")
_TINY = 1e-12
_REPAIRS = 200
_LONGEST_CHAIN = 12


@dataclass(frozen=True, slots=True)
class Economy:
    """Products by techniques: what each technique uses and makes when run once.

    Parameters
    ----------
    uses, makes : (n_products, n_techniques) sparse, zero or more
    there_is : (n_products,) of each product from the start
    targets : (n_products,) positive
    is_given, is_means : (n_products,) bool
        Given from the start and never produced; wanted only for what it helps to make.
    """

    uses: sparse.csr_array
    makes: sparse.csr_array
    there_is: np.ndarray
    targets: np.ndarray
    is_given: np.ndarray
    is_means: np.ndarray

    def net(self, intensity):
        """Net output of every product."""
        return self.there_is + self.makes @ intensity - self.uses @ intensity


def harmony_of(targets, net):
    """Harmony of every product."""
    share = (net - targets) / targets
    return np.where(share < 0, share - share**2 / 2, np.log1p(np.maximum(share, 0.0)))


def balance(economy: Economy, iterations: int = ITERATIONS):
    """Iterate as published; return the intensity of every technique."""
    values = _Values(economy)
    makes = economy.makes
    intensity = np.full(makes.shape[1], START)
    _rescale(economy, intensity)
    made = np.flatnonzero(~economy.is_means)
    for _ in range(iterations):
        net = economy.net(intensity)
        harmony = harmony_of(economy.targets, net)
        change = TEMPERATURE * (harmony - harmony[made].mean()) / values.of(net)
        change = _sigmoid(change / np.where(np.abs(net) < _TINY, 1.0, net))
        for i in made:
            intensity[_columns(makes, i)] *= 1.0 - change[i]
        value = values.of(economy.net(intensity))
        worth, cost = makes.T @ value, economy.uses.T @ value
        gain = (worth - cost) / np.maximum(cost, _TINY)
        intensity *= 1.0 + _sigmoid(gain) * TEMPERATURE * PHASE_2
        _rescale(economy, intensity)
    return intensity


def repaired(economy: Economy, intensity):
    """Shrink the users of what is overdrawn until nothing is: a plan that can be done."""
    fit = intensity.copy()
    for _ in range(_REPAIRS):
        gross = economy.there_is + economy.makes @ fit
        if not _shrink(economy, fit, gross, 1.0):
            break
    return fit


class _Values:
    """What one more unit of each product is worth in harmony."""

    def __init__(self, economy: Economy) -> None:
        self.economy = economy
        uses = economy.uses
        self._means = np.flatnonzero(economy.is_means & (np.diff(uses.indptr) > 0))
        rows = uses[self._means]
        self._users, self._amounts = rows.indices, rows.data
        self._begins = rows.indptr[:-1]

    def of(self, net):
        targets = self.economy.targets
        share = (net - targets) / targets
        value = np.where(share < 0, 1 - share, 1 / np.maximum(1 + share, _TINY))
        value /= targets
        for _ in range(SWEEPS if len(self._means) else 0):
            worth = self.economy.makes.T @ value
            best = np.maximum.reduceat(worth[self._users] / self._amounts, self._begins)
            own = value[self._means]
            value[self._means] = (own + USE_WEIGHT * best) / (USE_WEIGHT + 1)
        return value


def _sigmoid(amount):
    return amount / (1.0 + np.abs(amount))


def _columns(matrix: sparse.csr_array, i_row: int):
    return matrix.indices[slice(*matrix.indptr[i_row : i_row + 2])]


def _rescale(economy: Economy, intensity) -> None:
    given = economy.is_given & (economy.there_is > 0)
    used = (economy.uses @ intensity)[given]
    most = (used / economy.there_is[given]).max(initial=0.0)
    intensity *= CAPACITY_TARGET / max(most, _TINY)
    gross = economy.there_is + economy.makes @ intensity
    _shrink(economy, intensity, gross, CAPACITY_TARGET)


def _shrink(economy: Economy, intensity, gross, target: float) -> bool:
    """Shrink the users of what is overdrawn; say whether anything was."""
    used = economy.uses @ intensity
    over = np.flatnonzero(used > gross * (1 + 1e-9) + _TINY)
    by = np.ones(len(intensity))
    for i in over:
        users = _columns(economy.uses, i)
        by[users] = np.minimum(by[users], target * max(gross[i], 0.0) / used[i])
    intensity *= by
    return bool(len(over))


class Union:
    """One union of a problem as such an economy, all periods as one."""

    def __init__(self, problem, place: str, setting: str = MEANS) -> None:
        self.needs = [need for need in problem.needs if need.place == place]
        self.number = {("good", good.label): i for i, good in enumerate(problem.goods)}
        self._n_goods = len(self.number)
        self._there_is = [0.0] * self._n_goods
        self._give(problem, place)
        self._asked = self._read_targets()
        self.economy = self._economy(problem, place, setting)

    def levels(self, intensity) -> dict[str, float]:
        """Level of each need when each good is shared out in proportion to the asking."""
        net = np.maximum(self.economy.net(intensity), 0.0)
        total = self._targets
        share = np.divide(net, total, out=np.zeros(len(net)), where=total > 0)
        found = {}
        for need in self.needs:
            got = sum(
                amount * share[i] * self._asked.get((basket, i), 0.0)
                for good, amount in need.contents.items()
                for i in (self.number["good", good],)
                for basket in need.baskets
            )
            found[need.label] = float(min(1.0, got / need.demand))
        return found

    def _give(self, problem, place: str) -> None:
        for stock in problem.stocks:
            if stock.place == place:
                self._there_is[self.number["good", stock.good]] += stock.amount
        for offer in problem.efforts:
            if offer.place == place:
                self._resource(("effort", offer.skill), offer.hours)
        for one in problem.capacities:
            if one.place == place:
                n = len(problem.periods) if one.period is None else 1
                self._resource(("capacity", one.label), n * one.amount)
        everyone = sum(need.demand for need in problem.needs)
        part = sum(need.demand for need in self.needs) / everyone
        for purse in problem.purses:
            self._resource(("purse", purse.currency), part * purse.amount)

    def _resource(self, key: tuple[str, str], amount: float) -> None:
        i = self.number.setdefault(key, len(self._there_is))
        if i == len(self._there_is):
            self._there_is.append(0.0)
        self._there_is[i] += amount

    def _read_targets(self) -> dict[tuple[str, int], float]:
        """Amount asked for in each basket of each good; the first need of it decides."""
        asked: dict[tuple[str, int], float] = {}
        for need in self.needs:
            if not any(basket == need.baskets[0] for basket, _ in asked):
                for good, amount in need.contents.items():
                    i = self.number["good", good]
                    part = need.demand / amount / len(need.contents)
                    asked[need.baskets[0], i] = part
        self._targets = np.zeros(len(self._there_is))
        for (_, i), amount in asked.items():
            self._targets[i] += amount
        return asked

    def _economy(self, problem, place: str, setting: str) -> Economy:
        used: list[tuple[int, int, float]] = []
        made: list[tuple[int, int, float]] = []
        j = 0
        for recipe in problem.recipes:
            needed = [
                *(("effort", effort.skill) for effort in recipe.effort),
                *(("capacity", use.capacity) for use in recipe.uses),
            ]
            if recipe.place in {None, place} and self.number.keys() >= set(needed):
                used += self._lines(
                    j, "good", ((f.good, f.amount) for f in recipe.inputs)
                )
                used += self._lines(
                    j, "effort", ((e.skill, e.hours) for e in recipe.effort)
                )
                used += self._lines(
                    j,
                    "capacity",
                    ((u.capacity, u.amount * u.periods) for u in recipe.uses),
                )
                made += self._lines(
                    j, "good", ((f.good, f.amount) for f in recipe.outputs)
                )
                j += 1
        for option in problem.purchases:
            if option.place == place:
                used += self._lines(j, "purse", [(option.currency, option.price)])
                made += self._lines(j, "good", [(option.good, 1.0)])
                j += 1
        there_is = np.asarray(self._there_is)
        shape = (len(there_is), j)
        uses, makes = _matrix(used, shape), _matrix(made, shape)
        is_given = np.arange(len(there_is)) >= self._n_goods
        is_wanted = self._targets > 0
        least = np.where(is_given, LEAST_TARGET * there_is, LEAST_TARGET)
        if setting == ASKED:
            asked = _asked(uses, makes, self._targets, is_given)
            least = np.where(is_given, there_is, asked)
        targets = np.where(is_wanted, self._targets, np.maximum(least, _TINY))
        is_means = is_given | (~is_wanted if setting != PRODUCTS else is_given)
        return Economy(uses, makes, there_is, targets, is_given, is_means)

    def _lines(self, j: int, kind: str, amounts: Iterable[tuple[str, float]]):
        return [(self.number[kind, label], j, amount) for label, amount in amounts]


def _asked(uses, makes, targets, is_given):
    """What full needs would ask of every product, makers sharing alike."""
    makers = np.maximum(np.diff(makes.indptr), 1)
    by_technique = makes.tocsc()
    n_outputs = np.maximum(np.diff(by_technique.indptr), 1)
    inverse = by_technique.copy()
    inverse.data = 1.0 / inverse.data
    asked = total = targets
    for _ in range(_LONGEST_CHAIN):
        runs = inverse.T @ (asked / makers) / n_outputs
        asked = np.where(is_given, 0.0, uses @ runs)
        total = total + asked
    return total


def _matrix(lines: list[tuple[int, int, float]], shape) -> sparse.csr_array:
    i, j, amounts = zip(*lines, strict=True)
    matrix = sparse.csr_array((np.asarray(amounts, dtype=float), (i, j)), shape)
    matrix.sum_duplicates()
    return matrix


def excavators() -> tuple[Economy, float]:
    """Kantorovich's excavators, the example of the program, and the best worst share.

    Three kinds of earth work of 64 each by three machines; the best plan makes 70.49 of
    each (L. V. Kantorovich 1939, as computed in the program's own comments).
    """
    rates = ((105, 107, 64), (56, 66, 38), (56, 83, 53))
    each = [(work, 3 + m) for work in range(3) for m in range(3)]
    makes = [(work, j, float(rates[work][m - 3])) for j, (work, m) in enumerate(each)]
    uses = [(m, j, 1.0) for j, (_, m) in enumerate(each)]
    economy = Economy(
        _matrix(uses, (6, 9)),
        _matrix(makes, (6, 9)),
        np.array([0, 0, 0, 1.0, 1, 1]),
        np.array([64, 64, 64, 0.05, 0.05, 0.05]),
        np.array([False, False, False, True, True, True]),
        np.array([False, False, False, True, True, True]),
    )
    return economy, 70.493 / 64


def levels_of(problem, iterations: int = ITERATIONS) -> dict[str, float]:
    """Plan each union by itself; return the level of every need, best of the settings.

    Best is the one whose worst-off vital need is highest, then whose mean is.
    """
    found: dict[str, float] = {}
    for place in problem.places:
        tried = []
        for setting in SETTINGS:
            union = Union(problem, place, setting)
            intensity = balance(union.economy, iterations)
            levels = union.levels(repaired(union.economy, intensity))
            vital = [levels[n.label] for n in union.needs if n.tier == Tier.VITAL]
            mean = sum(levels.values()) / len(levels)
            tried.append((round(min(vital, default=1.0), 3), mean, levels))
        found |= max(tried, key=lambda one: one[:2])[2]
    return found
