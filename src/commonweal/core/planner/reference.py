"""A slow, obvious solver for small problems, to hold the fast one to account.

Everything is written out without elimination or scaling, every number is an exact
fraction, every linear program is solved by the textbook simplex method with Bland's
rule, and every open need is tested by itself in every round. It shares no line with the
builder, the backend or the raising of levels. A few dozen columns are its limit.

References
----------
.. [1] V. Chvátal, "Linear Programming", Freeman 1983, chapters 2 and 3 (dictionaries,
   the auxiliary problem).
.. [2] R. G. Bland, "New finite pivoting rules for the simplex method", Mathematics of
   Operations Research 2(2), 103-107, 1977.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping
from fractions import Fraction

from commonweal.core.planner.problem import Problem
from commonweal.core.planner.terms import Need, Tier

Name = Hashable
Terms = Mapping[Name, Fraction]
Row = tuple[Terms, Fraction]  # sum of value * column ≤ bound
_ONE = Fraction(1)


class Impossible(Exception):
    """No values at all satisfy the rows."""


def levels_of(problem: Problem) -> dict[str, Fraction]:
    """Find the level of every need by the definition of leximin.

    Parameters
    ----------
    problem : Problem
        A small one: a few dozen decisions.

    Returns
    -------
    dict of str to Fraction
        Level of every need by label, exact.

    Raises
    ------
    Impossible
        Promises cannot all be kept.

    Examples
    --------
    >>> from commonweal.core.planner.terms import Good, Period, Stock
    >>> levels_of(Problem(
    ...     periods=(Period("w1"),), places=("home",), goods=(Good("oats", "kg"),),
    ...     stocks=(Stock("home", "oats", 1.0),),
    ...     needs=(Need("n", "home", "north", Tier.VITAL, 0, 3.0, {"oats": 1.0}, ("b",)),),
    ... ))
    {'n': Fraction(1, 3)}
    """
    rows = list(_Writer(problem).rows())
    settled: dict[str, Fraction] = {
        need.label: _ONE for need in problem.needs if not need.demand
    }
    maximise({}, rows)
    for is_wish in (False, True):
        for tier in Tier:
            open_ = [
                need
                for need in problem.needs
                if need.is_wish is is_wish and need.tier == tier and need.demand
            ]
            _settle(rows, open_, settled)
    return settled


def _settle(rows: list[Row], open_: list[Need], settled: dict[str, Fraction]) -> None:
    while open_:
        held = [*rows, *(_at_least(label, level) for label, level in settled.items())]
        floor_rows = [
            ({"floor": _ONE, ("level", need.label): -_ONE}, Fraction(0))
            for need in open_
        ]
        floor = maximise({"floor": _ONE}, [*held, *floor_rows, ({"floor": _ONE}, _ONE)])
        others = [_at_least(need.label, floor) for need in open_]
        stuck = [
            need
            for need in open_
            if maximise({("level", need.label): _ONE}, [*held, *others]) == floor
        ]
        settled.update({need.label: floor for need in stuck})
        open_ = [need for need in open_ if need not in stuck]


def _at_least(label: str, level: Fraction) -> Row:
    return {("level", label): -_ONE}, -level


class _Writer:
    """Writes out every row of a problem, word by word."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.periods = range(len(problem.periods))

    def rows(self) -> Iterator[Row]:
        yield from self._goods()
        yield from self._hands_and_rooms()
        yield from self._money()
        yield from self._needs()

    def _starts(self) -> Iterator[tuple[Name, int]]:
        for i, recipe in enumerate(self.problem.recipes):
            for place in self.problem.places:
                for t in self.periods:
                    allowed = recipe.may_start is None or recipe.may_start[t]
                    if allowed and recipe.place in {None, place}:
                        yield ("run", i, place, t), i

    def _keeps(self, good_label: str, t: int) -> Fraction:
        good = next(g for g in self.problem.goods if g.label == good_label)
        return Fraction(good.survival_per_day ** self.problem.periods[t].days)

    def _goods(self) -> Iterator[Row]:
        use: dict[tuple[str, str, int], dict[Name, Fraction]] = defaultdict(
            lambda: defaultdict(Fraction)
        )
        known: dict[tuple[str, str, int], Fraction] = defaultdict(Fraction)
        for name, i in self._starts():
            assert isinstance(name, tuple)
            _, _, place, start = name
            for flow in self.problem.recipes[i].inputs:
                use[place, flow.good, start + flow.after][name] += Fraction(flow.amount)
            for flow in self.problem.recipes[i].outputs:
                use[place, flow.good, start + flow.after][name] -= Fraction(flow.amount)
        for t in self.periods:
            for k, lane in enumerate(self.problem.lanes):
                for good in self.problem.goods:
                    if lane.goods is None or good.label in lane.goods:
                        name = ("move", k, good.label, t)
                        use[lane.source, good.label, t][name] += 1
                        use[lane.target, good.label, t][name] -= 1 - Fraction(lane.loss)
            for k, option in enumerate(self.problem.purchases):
                use[option.place, option.good, t]["buy", k, t] -= 1
        for need in self.problem.needs:
            for basket in need.baskets:
                for good_label in need.contents:
                    for t in self.periods:
                        name = ("give", basket, good_label, t)
                        use[need.place, good_label, t][name] = _ONE
        for arrival in self.problem.arrivals:
            known[arrival.place, arrival.good, arrival.period] += Fraction(
                arrival.amount
            )
        for promise in self.problem.promises:
            known[promise.place, promise.good, promise.period] -= Fraction(
                promise.amount
            )
        yield from self._stores(use, known)

    def _stores(
        self,
        use: dict[tuple[str, str, int], dict[Name, Fraction]],
        known: dict[tuple[str, str, int], Fraction],
    ) -> Iterator[Row]:
        """Split every store into what keeps and one part for each day of expiry."""
        last = len(self.problem.periods) - 1
        for place in self.problem.places:
            for good in self.problem.goods:
                opening: dict[int, Fraction] = defaultdict(Fraction)
                opening[last] += 0
                for stock in self.problem.stocks:
                    if (stock.place, stock.good) == (place, good.label):
                        until = (
                            last if stock.expires is None else min(stock.expires, last)
                        )
                        opening[until] += Fraction(stock.amount)
                for t in self.periods:
                    terms = dict(use[place, good.label, t])
                    fresh = {name: v for name, v in terms.items() if v < 0}
                    bound = known[place, good.label, t]
                    fresh_bound = max(bound, Fraction(0))
                    kept: dict[Name, Fraction] = {}
                    for until, amount in opening.items():
                        there: dict[Name, Fraction] = {}
                        if t < until or until == last:
                            kept["keep", place, good.label, t, until] = _ONE
                        if t > 0:
                            before = ("keep", place, good.label, t - 1, until)
                            there[before] = -self._keeps(good.label, t - 1)
                        if until != last and t <= until:
                            terms |= there
                            bound += amount if t == 0 else 0
                            if t < until:
                                name = ("keep", place, good.label, t, until)
                                yield (
                                    {name: _ONE, **there},
                                    amount if t == 0 else Fraction(0),
                                )
                        elif until == last:
                            terms |= there
                            fresh |= there
                            bound += amount if t == 0 else 0
                            fresh_bound += amount if t == 0 else 0
                    yield {**terms, **kept}, bound
                    yield (
                        {("keep", place, good.label, t, last): _ONE, **fresh},
                        fresh_bound,
                    )
                    if good.store_limit is not None:
                        yield kept, Fraction(good.store_limit)

    def _hands_and_rooms(self) -> Iterator[Row]:
        hours: dict[tuple[str, str, int], dict[Name, Fraction]] = defaultdict(
            lambda: defaultdict(Fraction)
        )
        rooms: dict[tuple[str, str, int], dict[Name, Fraction]] = defaultdict(
            lambda: defaultdict(Fraction)
        )
        for name, i in self._starts():
            assert isinstance(name, tuple)
            _, _, place, start = name
            for effort in self.problem.recipes[i].effort:
                key = (place, effort.skill, start + effort.after)
                hours[key][name] += Fraction(effort.hours)
            for use in self.problem.recipes[i].uses:
                for t in range(start, start + use.periods):
                    rooms[place, use.capacity, t][name] += Fraction(use.amount)
        for k, lane in enumerate(self.problem.lanes):
            for t in self.periods:
                for good in self.problem.goods:
                    if lane.effort is not None:
                        key = (lane.source, lane.effort.skill, t + lane.effort.after)
                        name = ("move", k, good.label, t)
                        hours[key][name] += Fraction(lane.effort.hours)
        for key, terms in hours.items():
            if key[2] in self.periods:
                offers = (
                    Fraction(offer.hours)
                    for offer in self.problem.efforts
                    if (offer.place, offer.skill, offer.period) == key
                )
                yield terms, sum(offers, Fraction(0))
        for key, terms in rooms.items():
            if key[2] in self.periods:
                there = (
                    Fraction(room.amount)
                    for room in self.problem.capacities
                    if (room.place, room.label) == key[:2]
                    and room.period in {None, key[2]}
                )
                yield terms, sum(there, Fraction(0))

    def _money(self) -> Iterator[Row]:
        for purse in self.problem.purses:
            terms: dict[Name, Fraction] = {}
            for k, option in enumerate(self.problem.purchases):
                for t in self.periods:
                    if option.currency == purse.currency and purse.period in {None, t}:
                        terms["buy", k, t] = Fraction(option.price)
            yield terms, Fraction(purse.amount)
        for k, option in enumerate(self.problem.purchases):
            if option.most_per_period is not None:
                for t in self.periods:
                    yield {("buy", k, t): _ONE}, Fraction(option.most_per_period)

    def _needs(self) -> Iterator[Row]:
        for need in self.problem.needs:
            contents: dict[Name, Fraction] = {}
            for basket in need.baskets:
                for good, amount in need.contents.items():
                    for t in self.periods:
                        if need.period in {None, t}:
                            contents["give", basket, good, t] = Fraction(amount)
            if need.demand:
                level = {("level", need.label): Fraction(need.demand)}
                yield (
                    {**level, **{name: -v for name, v in contents.items()}},
                    Fraction(0),
                )
                yield {("level", need.label): _ONE}, _ONE
            if need.most is not None:
                yield contents, Fraction(need.most)


def maximise(goal: Terms, rows: list[Row]) -> Fraction:
    """Maximise a sum over columns of zero or more, exactly.

    Parameters
    ----------
    goal : mapping
        What one unit of each column is worth.
    rows : list of (mapping, Fraction)
        Each says: sum of value * column ≤ bound.

    Returns
    -------
    Fraction
        The largest sum.

    Raises
    ------
    Impossible
        The rows contradict one another.
    ArithmeticError
        The sum has no limit.

    Examples
    --------
    >>> maximise({"x": Fraction(1)}, [({"x": Fraction(3)}, Fraction(1))])
    Fraction(1, 3)
    """
    dictionary = _Dictionary(rows)
    dictionary.make_feasible()
    return dictionary.maximise(goal)


class _Dictionary:
    """Chvátal's dictionary: basic columns written as sums of the others."""

    def __init__(self, rows: list[Row]) -> None:
        self.constant: dict[int, Fraction] = {}
        self.terms: dict[int, dict[int, Fraction]] = {}
        names = {name for terms, _ in rows for name in terms}
        self.number = {name: i + 1 for i, name in enumerate(sorted(names, key=repr))}
        for i, (terms, bound) in enumerate(rows):
            slack = len(names) + 1 + i
            self.constant[slack] = bound
            self.terms[slack] = {
                self.number[name]: -value for name, value in terms.items() if value
            }

    def make_feasible(self) -> None:
        """Start from zero, or from where the auxiliary column can be driven to zero."""
        lowest = min(self.constant, key=lambda i: self.constant[i], default=None)
        if lowest is None or self.constant[lowest] >= 0:
            return
        for terms in self.terms.values():
            terms[0] = _ONE
        self._pivot(0, lowest)
        objective = {j: -v for j, v in self.terms[0].items()}
        if self._run(-self.constant[0], objective) < 0:
            raise Impossible
        if 0 in self.terms:
            self._pivot(next(j for j, v in self.terms[0].items() if v), 0)
        for terms in self.terms.values():
            terms.pop(0, None)

    def maximise(self, goal: Terms) -> Fraction:
        """Maximise from a feasible dictionary."""
        start = Fraction(0)
        objective: dict[int, Fraction] = defaultdict(Fraction)
        for name, value in goal.items():
            i = self.number[name]
            if i in self.terms:
                start += value * self.constant[i]
                for j, v in self.terms[i].items():
                    objective[j] += value * v
            else:
                objective[i] += value
        return self._run(start, objective)

    def _run(self, best: Fraction, objective: dict[int, Fraction]) -> Fraction:
        while True:
            entering = min((j for j, v in objective.items() if v > 0), default=None)
            if entering is None:
                return best
            ratios = [
                (self.constant[i] / -terms[entering], i)
                for i, terms in self.terms.items()
                if terms.get(entering, 0) < 0
            ]
            if not ratios:
                raise ArithmeticError("the sum has no limit")
            leaving = min(ratios)[1]
            self._pivot(entering, leaving)
            share = objective.pop(entering)
            best += share * self.constant[entering]
            for j, v in self.terms[entering].items():
                objective[j] = objective.get(j, Fraction(0)) + share * v

    def _pivot(self, entering: int, leaving: int) -> None:
        """Swap a column in the dictionary against one outside."""
        terms, constant = self.terms.pop(leaving), self.constant.pop(leaving)
        share = -terms.pop(entering)
        terms = {j: v / share for j, v in terms.items()}
        terms[leaving] = -_ONE / share
        constant /= share
        for i, others in self.terms.items():
            factor = others.pop(entering, None)
            if factor:
                self.constant[i] += factor * constant
                for j, v in terms.items():
                    total = others.get(j, Fraction(0)) + factor * v
                    if total:
                        others[j] = total
                    else:
                        others.pop(j, None)
        self.terms[entering], self.constant[entering] = terms, constant
