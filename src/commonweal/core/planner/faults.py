"""What is wrong with a planning problem: every fault at once, each with its place.

Not here: needs that cannot be met. Those are answers, not faults; see ``explain.py``.
"""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from commonweal.core.planner import units, unlikely, values
from commonweal.core.planner.terms import Lane, Need, Parts, Recipe, Rest, Tier
from commonweal.core.planner.values import Fault
from commonweal.core.planner.words import N_

__all__ = ["MOST_FAULTS", "BadProblem", "Fault", "faults_of"]

MOST_FAULTS: Final = 1000  # told at once; a wrong heading makes a million alike
_MOST_IN_ONE_LINE: Final = 20


class BadProblem(Exception):
    """A problem cannot be read as it stands; carries every fault, not just the first.

    Of more than ``MOST_FAULTS`` the first are carried, and one more that says how many
    there are.
    """

    def __init__(self, faults: Iterable[Fault]) -> None:
        found = iter(faults)
        first = tuple(itertools.islice(found, MOST_FAULTS))
        n_more = sum(1 for _ in found)
        if n_more:
            first += (values.fault("", _MORE, n=n_more),)
        self.faults: tuple[Fault, ...] = first
        told = first[:_MOST_IN_ONE_LINE]
        super().__init__("; ".join(str(fault) for fault in told))


_MORE = N_("Further faults that are not listed here: %(n)s.")


def faults_of(parts: Parts) -> tuple[Fault, ...]:
    """Find everything that is wrong with the parts of a problem.

    Parameters
    ----------
    parts : Parts
        A problem before it is trusted.

    Returns
    -------
    tuple of Fault
        In the order of the parts; empty when all is well.

    Examples
    --------
    >>> [fault.where for fault in faults_of(Parts(periods=(), places=("home",)))]
    ['periods']
    """
    found = [*_Reader(parts).read()]
    named = {fault.where for fault in found}
    found += (fault for fault in _unlikely(parts) if fault.where not in named)
    return tuple(found)


class _Reader:
    """Reads the parts in order and names what is wrong with each."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        self.places = frozenset(parts.places)
        self.goods = frozenset(good.label for good in parts.goods)
        self.units = {good.label: good.unit for good in parts.goods}
        baskets = Counter(b for need in parts.needs for b in set(need.baskets))
        self.shared = frozenset(basket for basket, n in baskets.items() if n > 1)
        self.currencies = frozenset(purse.currency for purse in parts.purses)

    def read(self) -> Iterator[Fault]:
        parts = self.parts
        if not parts.periods:
            yield values.fault("periods", N_("A plan needs at least one period."))
        yield from values.labels("periods", [period.label for period in parts.periods])
        yield from values.labels("places", parts.places)
        yield from self._goods_twice()
        yield from values.labels("recipes", [recipe.label for recipe in parts.recipes])
        yield from values.labels("needs", [need.label for need in parts.needs])
        yield from values.labels("rests", [rest.label for rest in parts.rests])
        yield from values.labels(
            "promises", [promise.label for promise in parts.promises]
        )
        yield from self._of_periods_and_goods()
        for i, recipe in enumerate(parts.recipes):
            yield from self._of_recipe(f"recipes[{i}]", recipe)
        yield from self._of_what_there_is()
        yield from self._of_the_outside()
        yield from self._of_lanes()
        for i, need in enumerate(parts.needs):
            yield from self._of_need(f"needs[{i}]", need)
        yield from self._of_baskets()
        for i, promise in enumerate(parts.promises):
            where = f"promises[{i}]"
            yield from self._at(where, promise.place, promise.good)
            yield from self._in_period(f"{where}.period", promise.period)
            yield from values.amount(f"{where}.amount", promise.amount)
        yield from self._of_agreed()

    def _goods_twice(self) -> Iterator[Fault]:
        """Goods that stand twice; one that is counted in two units is told how to."""
        unit_of: dict[str, str] = {}
        for i, good in enumerate(self.parts.goods):
            unit = unit_of.setdefault(good.label, good.unit)
            if unit != good.unit:
                params = {"good": good.label, "unit": unit, "other": good.unit}
                yield values.fault(f"goods[{i}]", _TWO_UNITS, **params)
        first_units = set(unit_of.items())
        alike = [g.label for g in self.parts.goods if (g.label, g.unit) in first_units]
        if len(alike) == len(self.parts.goods):
            yield from values.labels("goods", alike)

    def _of_periods_and_goods(self) -> Iterator[Fault]:
        for i, period in enumerate(self.parts.periods):
            yield from values.amount(f"periods[{i}].days", period.days, least=0.01)
            if period.month is not None and period.month not in range(1, 13):
                said = N_("Months are counted from 1 to 12; this says %(month)s.")
                yield values.fault(f"periods[{i}].month", said, month=period.month)
        for i, good in enumerate(self.parts.goods):
            where = f"goods[{i}]"
            yield from values.share(f"{where}.survival_per_day", good.survival_per_day)
            yield from values.amount(f"{where}.store_limit", good.store_limit)

    def _of_recipe(self, where: str, recipe: Recipe) -> Iterator[Fault]:
        if recipe.place is not None:
            yield from self._place(f"{where}.place", recipe.place)
        for side, flows in (("inputs", recipe.inputs), ("outputs", recipe.outputs)):
            for i, flow in enumerate(flows):
                yield from self._good(f"{where}.{side}[{i}].good", flow.good)
                yield from values.amount(f"{where}.{side}[{i}].amount", flow.amount)
                yield from values.later(f"{where}.{side}[{i}].after", flow.after)
        for i, effort in enumerate(recipe.effort):
            yield from values.of_effort(f"{where}.effort[{i}]", effort)
        for i, use in enumerate(recipe.uses):
            yield from values.amount(f"{where}.uses[{i}].amount", use.amount)
            yield from values.later(f"{where}.uses[{i}].periods", use.periods, least=1)
        yield from values.amount(f"{where}.toil", recipe.toil)
        yield from values.amount(f"{where}.footprint", recipe.footprint)
        starts, n_periods = recipe.may_start, len(self.parts.periods)
        if starts is not None and len(starts) != n_periods:
            yield values.fault(
                f"{where}.may_start",
                N_(
                    "%(n)s starts are given for %(n_periods)s periods; say one for each."
                ),
                n=len(starts),
                n_periods=n_periods,
            )

    def _of_what_there_is(self) -> Iterator[Fault]:
        parts = self.parts
        for i, stock in enumerate(parts.stocks):
            yield from self._at(f"stocks[{i}]", stock.place, stock.good)
            yield from values.amount(f"stocks[{i}].amount", stock.amount)
            if stock.expires is not None and stock.expires < 0:
                yield values.fault(
                    f"stocks[{i}].expires",
                    N_("This expired before the first period; leave it out."),
                )
        for i, arrival in enumerate(parts.arrivals):
            yield from self._at(f"arrivals[{i}]", arrival.place, arrival.good)
            yield from self._in_period(f"arrivals[{i}].period", arrival.period)
            yield from values.amount(f"arrivals[{i}].amount", arrival.amount)
        for i, offer in enumerate(parts.efforts):
            yield from self._place(f"efforts[{i}].place", offer.place)
            yield from self._in_period(f"efforts[{i}].period", offer.period)
            yield from values.amount(f"efforts[{i}].hours", offer.hours)
        for i, rest in enumerate(parts.rests):
            yield from self._of_rest(f"rests[{i}]", rest)
        for i, capacity in enumerate(parts.capacities):
            yield from self._place(f"capacities[{i}].place", capacity.place)
            yield from self._in_period(f"capacities[{i}].period", capacity.period)
            yield from values.amount(f"capacities[{i}].amount", capacity.amount)
        for where, words in units.of_capacities(parts.capacities):
            yield Fault(where, words)

    def _of_rest(self, where: str, rest: Rest) -> Iterator[Fault]:
        yield from self._place(f"{where}.place", rest.place)
        yield from values.amount(f"{where}.hours", rest.hours)
        yield from self._in_period(f"{where}.first", rest.first)
        yield from self._in_period(f"{where}.last", rest.last)
        if rest.last is not None and rest.last < rest.first:
            yield values.fault(f"{where}.last", N_("This ends before it begins."))

    def _of_the_outside(self) -> Iterator[Fault]:
        for i, option in enumerate(self.parts.purchases):
            where = f"purchases[{i}]"
            yield from self._at(where, option.place, option.good)
            yield from values.amount(f"{where}.price", option.price)
            yield from values.amount(f"{where}.footprint", option.footprint)
            yield from values.amount(f"{where}.most_per_period", option.most_per_period)
            if option.currency not in self.currencies:
                yield values.fault(
                    f"{where}.currency",
                    N_(
                        "No purse limit is given for %(currency)s; give one, "
                        "0 if nothing may be spent."
                    ),
                    currency=option.currency,
                )
        yield from self._offered_twice()
        for i, purse in enumerate(self.parts.purses):
            yield from values.amount(f"purses[{i}].amount", purse.amount)
            yield from self._in_period(f"purses[{i}].period", purse.period)

    def _offered_twice(self) -> Iterator[Fault]:
        """Two offers at one price: a plan could not say which of them it takes."""
        seen = set()
        for i, option in enumerate(self.parts.purchases):
            key = (option.place, option.good, option.currency, option.price)
            if key in seen:
                said = N_(
                    "%(good)s is offered at this price already; make it one line."
                )
                yield values.fault(f"purchases[{i}]", said, good=option.good)
            seen.add(key)

    def _lanes_twice(self) -> Iterator[Fault]:
        """Two lanes for one good: a plan could not say which of them it goes along."""
        carried: dict[tuple[str, str], list[Lane]] = defaultdict(list)
        for i, lane in enumerate(self.parts.lanes):
            others = carried[lane.source, lane.target]
            if any(_share_a_good(lane, other) for other in others):
                said = N_(
                    "From %(place)s to %(target)s there is a lane for the same goods "
                    "already."
                )
                params = {"place": lane.source, "target": lane.target}
                yield values.fault(f"lanes[{i}]", said, **params)
            others.append(lane)

    def _of_lanes(self) -> Iterator[Fault]:
        yield from self._lanes_twice()
        for i, lane in enumerate(self.parts.lanes):
            where = f"lanes[{i}]"
            yield from self._place(f"{where}.source", lane.source)
            yield from self._place(f"{where}.target", lane.target)
            yield from values.share(f"{where}.loss", lane.loss)
            yield from values.amount(f"{where}.footprint", lane.footprint)
            yield from values.amount(f"{where}.distance", lane.distance)
            if lane.source == lane.target:
                yield values.fault(
                    f"{where}.target", N_("A lane must lead somewhere else.")
                )
            if lane.effort is not None:
                yield from values.of_effort(f"{where}.effort", lane.effort)
            for j, good in enumerate(lane.goods or ()):
                yield from self._good(f"{where}.goods[{j}]", good)

    def _of_need(self, where: str, need: Need) -> Iterator[Fault]:
        yield from self._place(f"{where}.place", need.place)
        yield from self._in_period(f"{where}.period", need.period)
        yield from values.amount(f"{where}.demand", need.demand)
        if need.tier not in tuple(Tier):
            yield values.fault(
                f"{where}.tier",
                N_("%(tier)s is no tier; say vital, dignity or flourishing."),
                tier=need.tier,
            )
        for good, amount in need.contents.items():
            yield from self._good(f"{where}.contents[{good!r}]", good)
            yield from values.amount(f"{where}.contents[{good!r}]", amount)
        if need.contents and not need.baskets:
            yield values.fault(f"{where}.baskets", N_("Name at least one basket."))
        for place, words in units.of_need(where, need, self.units, self.shared):
            yield Fault(place, words)
        yield from values.amount(f"{where}.had", need.had)
        yield from values.amount(f"{where}.most", need.most)
        yield from values.amount(f"{where}.had", need.had)
        if need.most is not None and need.most < need.demand:
            yield values.fault(
                f"{where}.most",
                N_("The most, %(most)s, is less than the demand, %(demand)s."),
                most=need.most,
                demand=need.demand,
            )

    def _of_baskets(self) -> Iterator[Fault]:
        place_of: dict[str, str] = {}
        for i, need in enumerate(self.parts.needs):
            for basket in need.baskets:
                if place_of.setdefault(basket, need.place) != need.place:
                    yield values.fault(
                        f"needs[{i}].baskets",
                        N_("Basket %(basket)s stands at %(place)s already."),
                        basket=basket,
                        place=place_of[basket],
                    )

    def _of_agreed(self) -> Iterator[Fault]:
        recipes = {recipe.label for recipe in self.parts.recipes}
        for i, agreed in enumerate(self.parts.agreed):
            where = f"agreed[{i}]"
            if agreed.recipe not in recipes:
                said = N_("There is no recipe %(recipe)s.")
                yield values.fault(f"{where}.recipe", said, recipe=agreed.recipe)
            yield from self._place(f"{where}.place", agreed.place)
            yield from self._in_period(f"{where}.period", agreed.period)
            yield from values.amount(f"{where}.runs", agreed.runs)

    def _at(self, where: str, place: str, good: str) -> Iterator[Fault]:
        yield from self._place(f"{where}.place", place)
        yield from self._good(f"{where}.good", good)

    def _place(self, where: str, place: str) -> Iterator[Fault]:
        if place not in self.places:
            yield values.fault(where, N_("There is no place %(place)s."), place=place)

    def _good(self, where: str, good: str) -> Iterator[Fault]:
        if good not in self.goods:
            yield values.fault(where, N_("There is no good %(good)s."), good=good)

    def _in_period(self, where: str, period: int | None) -> Iterator[Fault]:
        if period is not None and not 0 <= period < len(self.parts.periods):
            yield values.fault(
                where,
                N_("Periods are counted from 0 to %(last)s; this says %(period)s."),
                last=len(self.parts.periods) - 1,
                period=period,
            )


def _unlikely(parts: Parts) -> Iterator[Fault]:
    """Faults that only all lines together show."""
    for circle in unlikely.out_of_nothing(parts):
        labels = ", ".join(parts.recipes[i].label for i in circle)
        said = _SWELLS if len(circle) == 1 else _OUT_OF_NOTHING
        yield values.fault(f"recipes[{circle[0]}]", said, recipes=labels)
    for where, label, least, most in unlikely.worlds_apart(parts):
        yield values.fault(where, _WORLDS_APART, label=label, least=least, most=most)


def _share_a_good(one: Lane, other: Lane) -> bool:
    if one.goods is None or other.goods is None:
        return () not in {one.goods, other.goods}
    return not set(one.goods).isdisjoint(other.goods)


_TWO_UNITS = N_(
    "%(good)s is counted in %(unit)s already. What comes in %(other)s as well is another "
    "good; a task may turn one into the other."
)
_OUT_OF_NOTHING = N_(
    "These tasks together make more than they take, with no effort and no room: "
    "%(recipes)s. Give one of them hours, a capacity or a loss."
)
_SWELLS = N_(
    "%(recipes)s gives more of a good than it takes of it, and takes nothing else. Say "
    "what it grows from or the room it takes, or give less."
)
_WORLDS_APART = N_(
    "Amounts of %(label)s lie from %(least)s to %(most)s: too far apart to reckon "
    "with. Check the units."
)
