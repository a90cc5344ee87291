"""Every row of a small problem written out word by word, for the reference solver."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction

from commonweal.core.planner.exact import Name, Row
from commonweal.core.planner.problem import Problem
from commonweal.core.planner.terms import Good, Lane, Need, Recipe, Rest

_NONE, _ONE = Fraction(0), Fraction(1)
Key = tuple[str, str, int]  # place, label, period
Sums = defaultdict[Key, defaultdict[Name, Fraction]]


def _sums() -> Sums:
    return defaultdict(lambda: defaultdict(Fraction))


class Writer:
    """Writes out every row of a problem; a column is named by what it decides."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.periods = range(len(problem.periods))
        self.last = len(problem.periods) - 1

    def rows(self) -> Iterator[Row]:
        """Write every row, rule by rule."""
        use, known = self._uses(), self._known()
        for place in self.problem.places:
            for good in self.problem.goods:
                yield from self._store(place, good, use, known)
        yield from self._hands()
        yield from self._rooms()
        yield from self._money()
        for need in self.problem.needs:
            yield from self._need(need)

    def _starts(self) -> Iterator[tuple[Recipe, str, int, Name]]:
        for recipe in self.problem.recipes:
            for place in self.problem.places:
                for t in self.periods:
                    allowed = recipe.may_start is None or recipe.may_start[t]
                    if allowed and recipe.place in {None, place}:
                        yield recipe, place, t, ("run", recipe.label, place, t)

    def _moves(self) -> Iterator[tuple[Lane, str, int, Name]]:
        for k, lane in enumerate(self.problem.lanes):
            for good in self.problem.goods:
                if lane.goods is None or good.label in lane.goods:
                    for t in self.periods:
                        yield lane, good.label, t, ("move", k, good.label, t)

    def _uses(self) -> Sums:
        """Add up what every decision takes from (+) or adds to (-) a good."""
        use = _sums()
        for recipe, place, start, name in self._starts():
            for flow in recipe.inputs:
                use[place, flow.good, start + flow.after][name] += Fraction(flow.amount)
            for flow in recipe.outputs:
                use[place, flow.good, start + flow.after][name] -= Fraction(flow.amount)
        for lane, good, t, name in self._moves():
            use[lane.source, good, t][name] += 1
            use[lane.target, good, t][name] -= 1 - Fraction(lane.loss)
        for k, t in itertools.product(range(len(self.problem.purchases)), self.periods):
            option = self.problem.purchases[k]
            use[option.place, option.good, t]["buy", k, t] -= 1
        for need in self.problem.needs:
            for name, good, t in _gifts(need, self.periods):
                use[need.place, good, t][name] = _ONE
        return use

    def _known(self) -> defaultdict[Key, Fraction]:
        known: defaultdict[Key, Fraction] = defaultdict(Fraction)
        for arrival in self.problem.arrivals:
            key = (arrival.place, arrival.good, arrival.period)
            known[key] += Fraction(arrival.amount)
        for promise in self.problem.promises:
            key = (promise.place, promise.good, promise.period)
            known[key] -= Fraction(promise.amount)
        return known

    def _arrived(self, key: Key) -> Fraction:
        """Return what comes in from outside; promises may be kept from older batches."""
        return sum(
            (
                Fraction(arrival.amount)
                for arrival in self.problem.arrivals
                if (arrival.place, arrival.good, arrival.period) == key
            ),
            _NONE,
        )

    def _store(
        self, place: str, good: Good, use: Sums, known: defaultdict[Key, Fraction]
    ) -> Iterator[Row]:
        """Split a store into what keeps and one part for each day of expiry."""
        opening = self._opening(place, good.label)
        for t in self.periods:
            key = (place, good.label, t)
            kept: dict[Name, Fraction] = {
                ("keep", *key, until): _ONE for until in opening if t < until
            }
            if t == self.last:
                kept["keep", *key, self.last] = _ONE
            before: dict[int, dict[Name, Fraction]] = {
                until: self._left(place, good, t, until) for until in opening
            }
            added = opening if t == 0 else dict.fromkeys(opening, _NONE)
            of_age = [until for until in opening if t <= until]
            terms = dict(use[key])
            for until in of_age:
                terms |= before[until]
            yield {**terms, **kept}, known[key] + sum(added[u] for u in of_age)
            for until in of_age:
                name = ("keep", *key, until)
                if until == self.last:
                    fresh = {n: v for n, v in use[key].items() if v < 0}
                    bound = self._arrived(key) + added[until]
                    yield {name: _ONE, **fresh, **before[until]}, bound
                elif t < until:
                    yield {name: _ONE, **before[until]}, added[until]
            if good.store_limit is not None:
                yield dict(kept), Fraction(good.store_limit)

    def _opening(self, place: str, good: str) -> dict[int, Fraction]:
        opening = {self.last: _NONE}
        for stock in self.problem.stocks:
            if (stock.place, stock.good) == (place, good):
                expires = self.last if stock.expires is None else stock.expires
                until = min(expires, self.last)
                opening[until] = opening.get(until, _NONE) + Fraction(stock.amount)
        return opening

    def _left(self, place: str, good: Good, t: int, until: int) -> dict[Name, Fraction]:
        """Return what is left of the period before, on the side of what is taken."""
        if t == 0:
            return {}
        days = self.problem.periods[t - 1].days
        survival = Fraction(good.survival_per_day**days)
        return {("keep", place, good.label, t - 1, until): -survival}

    def _hands(self) -> Iterator[Row]:
        hours = self._hours()
        for rest in self.problem.rests:
            yield self._together(rest, hours), Fraction(rest.hours)
        offered: defaultdict[Key, Fraction] = defaultdict(Fraction)
        for offer in self.problem.efforts:
            offered[offer.place, offer.skill, offer.period] += Fraction(offer.hours)
        for key, terms in hours.items():
            if key[2] <= self.last:
                yield terms, offered[key]

    def _hours(self) -> Sums:
        hours = _sums()
        for recipe, place, start, name in self._starts():
            for effort in recipe.effort:
                key = (place, effort.skill, start + effort.after)
                hours[key][name] += Fraction(effort.hours)
        for lane, _, t, name in self._moves():
            if lane.effort is not None:
                key = (lane.source, lane.effort.skill, t + lane.effort.after)
                hours[key][name] += Fraction(lane.effort.hours)
        return hours

    def _together(self, rest: Rest, hours: Sums) -> dict[Name, Fraction]:
        last = self.last if rest.last is None else rest.last
        together: defaultdict[Name, Fraction] = defaultdict(Fraction)
        for (place, skill, t), terms in hours.items():
            is_meant = rest.skills is None or skill in rest.skills
            if place == rest.place and is_meant and rest.first <= t <= last:
                for name, amount in terms.items():
                    together[name] += amount
        return together

    def _rooms(self) -> Iterator[Row]:
        rooms = _sums()
        for recipe, place, start, name in self._starts():
            for use in recipe.uses:
                for t in range(start, start + use.periods):
                    rooms[place, use.capacity, t][name] += Fraction(use.amount)
        for (place, label, t), terms in rooms.items():
            if t <= self.last:
                there = [
                    Fraction(room.amount)
                    for room in self.problem.capacities
                    if (room.place, room.label) == (place, label)
                    and room.period in {None, t}
                ]
                yield terms, sum(there, _NONE)

    def _money(self) -> Iterator[Row]:
        for purse in self.problem.purses:
            terms: dict[Name, Fraction] = {
                ("buy", k, t): Fraction(option.price)
                for k, option in enumerate(self.problem.purchases)
                for t in self.periods
                if option.currency == purse.currency and purse.period in {None, t}
            }
            yield terms, Fraction(purse.amount)
        for k, option in enumerate(self.problem.purchases):
            if option.most_per_period is not None:
                for t in self.periods:
                    yield {("buy", k, t): _ONE}, Fraction(option.most_per_period)

    def _need(self, need: Need) -> Iterator[Row]:
        contents: dict[Name, Fraction] = {
            name: Fraction(need.contents[good])
            for name, good, t in _gifts(need, self.periods)
            if need.period in {None, t}
        }
        if need.demand:
            terms = {name: -amount for name, amount in contents.items()}
            terms["level", need.label] = Fraction(need.demand)
            yield terms, Fraction(need.had)
            yield {("level", need.label): _ONE}, _ONE
        if need.most is not None:
            yield contents, max(Fraction(need.most) - Fraction(need.had), _NONE)


def _gifts(need: Need, periods: range) -> Iterator[tuple[Name, str, int]]:
    for basket in need.baskets:
        for good in need.contents:
            for t in periods:
                yield ("give", basket, good, t), good, t
