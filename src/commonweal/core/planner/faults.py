"""What is wrong with a planning problem: every fault at once, each with its place.

Not here: needs that cannot be met. Those are answers, not faults; see ``explain.py``.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from commonweal.core.planner import unlikely
from commonweal.core.planner.terms import Effort, Need, Parts, Recipe, Tier
from commonweal.core.planner.words import N_, Sentence

ABSURD = 1e12  # larger than any store on Earth in grams; a slip of the pen, so refused


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a problem: where it stands, and what to do about it."""

    where: str  # as in the JSON form: "recipes[2].inputs[0].good"
    words: Sentence

    def __str__(self) -> str:
        return f"{self.where}: {self.words}"


class BadProblem(Exception):
    """A problem cannot be read as it stands; carries every fault, not just the first."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults: tuple[Fault, ...] = tuple(faults)
        super().__init__("; ".join(str(fault) for fault in self.faults))


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
    found = tuple(_Reader(parts).read())
    return found or tuple(_unlikely(parts))


class _Reader:
    """Reads the parts in order and names what is wrong with each."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        self.places = frozenset(parts.places)
        self.goods = frozenset(good.label for good in parts.goods)
        self.currencies = frozenset(purse.currency for purse in parts.purses)

    def read(self) -> Iterator[Fault]:
        parts = self.parts
        if not parts.periods:
            yield _fault("periods", N_("A plan needs at least one period."))
        yield from _twice("periods", [period.label for period in parts.periods])
        yield from _twice("places", parts.places)
        yield from _twice("goods", [good.label for good in parts.goods])
        yield from _twice("recipes", [recipe.label for recipe in parts.recipes])
        yield from _twice("needs", [need.label for need in parts.needs])
        yield from _twice("promises", [promise.label for promise in parts.promises])
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
            yield from _amount(f"{where}.amount", promise.amount)
        yield from self._of_agreed()

    def _of_periods_and_goods(self) -> Iterator[Fault]:
        for i, period in enumerate(self.parts.periods):
            yield from _amount(f"periods[{i}].days", period.days, least=0.01)
        for i, good in enumerate(self.parts.goods):
            where = f"goods[{i}]"
            yield from _share(f"{where}.survival_per_day", good.survival_per_day)
            yield from _amount(f"{where}.store_limit", good.store_limit)

    def _of_recipe(self, where: str, recipe: Recipe) -> Iterator[Fault]:
        if recipe.place is not None:
            yield from self._place(f"{where}.place", recipe.place)
        for side, flows in (("inputs", recipe.inputs), ("outputs", recipe.outputs)):
            for i, flow in enumerate(flows):
                yield from self._good(f"{where}.{side}[{i}].good", flow.good)
                yield from _amount(f"{where}.{side}[{i}].amount", flow.amount)
                yield from _later(f"{where}.{side}[{i}].after", flow.after)
        for i, effort in enumerate(recipe.effort):
            yield from _of_effort(f"{where}.effort[{i}]", effort)
        for i, use in enumerate(recipe.uses):
            yield from _amount(f"{where}.uses[{i}].amount", use.amount)
            yield from _later(f"{where}.uses[{i}].periods", use.periods, least=1)
        yield from _amount(f"{where}.toil", recipe.toil)
        yield from _amount(f"{where}.footprint", recipe.footprint)
        starts, n_periods = recipe.may_start, len(self.parts.periods)
        if starts is not None and len(starts) != n_periods:
            yield _fault(
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
            yield from _amount(f"stocks[{i}].amount", stock.amount)
            if stock.expires is not None and stock.expires < 0:
                yield _fault(
                    f"stocks[{i}].expires",
                    N_("This expired before the first period; leave it out."),
                )
        for i, arrival in enumerate(parts.arrivals):
            yield from self._at(f"arrivals[{i}]", arrival.place, arrival.good)
            yield from self._in_period(f"arrivals[{i}].period", arrival.period)
            yield from _amount(f"arrivals[{i}].amount", arrival.amount)
        for i, offer in enumerate(parts.efforts):
            yield from self._place(f"efforts[{i}].place", offer.place)
            yield from self._in_period(f"efforts[{i}].period", offer.period)
            yield from _amount(f"efforts[{i}].hours", offer.hours)
        for i, capacity in enumerate(parts.capacities):
            yield from self._place(f"capacities[{i}].place", capacity.place)
            yield from self._in_period(f"capacities[{i}].period", capacity.period)
            yield from _amount(f"capacities[{i}].amount", capacity.amount)

    def _of_the_outside(self) -> Iterator[Fault]:
        for i, option in enumerate(self.parts.purchases):
            where = f"purchases[{i}]"
            yield from self._at(where, option.place, option.good)
            yield from _amount(f"{where}.price", option.price)
            yield from _amount(f"{where}.footprint", option.footprint)
            yield from _amount(f"{where}.most_per_period", option.most_per_period)
            if option.currency not in self.currencies:
                yield _fault(
                    f"{where}.currency",
                    N_(
                        "No purse limit is given for %(currency)s; give one, "
                        "0 if nothing may be spent."
                    ),
                    currency=option.currency,
                )
        for i, purse in enumerate(self.parts.purses):
            yield from _amount(f"purses[{i}].amount", purse.amount)
            yield from self._in_period(f"purses[{i}].period", purse.period)

    def _of_lanes(self) -> Iterator[Fault]:
        for i, lane in enumerate(self.parts.lanes):
            where = f"lanes[{i}]"
            yield from self._place(f"{where}.source", lane.source)
            yield from self._place(f"{where}.target", lane.target)
            yield from _share(f"{where}.loss", lane.loss)
            yield from _amount(f"{where}.footprint", lane.footprint)
            if lane.source == lane.target:
                yield _fault(f"{where}.target", N_("A lane must lead somewhere else."))
            if lane.effort is not None:
                yield from _of_effort(f"{where}.effort", lane.effort)
            for j, good in enumerate(lane.goods or ()):
                yield from self._good(f"{where}.goods[{j}]", good)

    def _of_need(self, where: str, need: Need) -> Iterator[Fault]:
        yield from self._place(f"{where}.place", need.place)
        yield from self._in_period(f"{where}.period", need.period)
        yield from _amount(f"{where}.demand", need.demand)
        if need.tier not in tuple(Tier):
            yield _fault(
                f"{where}.tier",
                N_("%(tier)s is no tier; say vital, dignity or flourishing."),
                tier=need.tier,
            )
        for good, amount in need.contents.items():
            yield from self._good(f"{where}.contents[{good!r}]", good)
            yield from _amount(f"{where}.contents[{good!r}]", amount)
        if need.contents and not need.baskets:
            yield _fault(f"{where}.baskets", N_("Name at least one basket."))
        yield from _amount(f"{where}.most", need.most)
        if need.most is not None and need.most < need.demand:
            yield _fault(
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
                    yield _fault(
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
                yield _fault(f"{where}.recipe", said, recipe=agreed.recipe)
            yield from self._place(f"{where}.place", agreed.place)
            yield from self._in_period(f"{where}.period", agreed.period)
            yield from _amount(f"{where}.runs", agreed.runs)

    def _at(self, where: str, place: str, good: str) -> Iterator[Fault]:
        yield from self._place(f"{where}.place", place)
        yield from self._good(f"{where}.good", good)

    def _place(self, where: str, place: str) -> Iterator[Fault]:
        if place not in self.places:
            yield _fault(where, N_("There is no place %(place)s."), place=place)

    def _good(self, where: str, good: str) -> Iterator[Fault]:
        if good not in self.goods:
            yield _fault(where, N_("There is no good %(good)s."), good=good)

    def _in_period(self, where: str, period: int | None) -> Iterator[Fault]:
        if period is not None and not 0 <= period < len(self.parts.periods):
            yield _fault(
                where,
                N_("Periods are counted from 0 to %(last)s; this says %(period)s."),
                last=len(self.parts.periods) - 1,
                period=period,
            )


def _unlikely(parts: Parts) -> Iterator[Fault]:
    """Faults that only all lines together show; asked once every line is right."""
    circle = unlikely.out_of_nothing(parts)
    if circle:
        said = N_(
            "These tasks together make more than they take, with no effort and no room: "
            "%(recipes)s. Give one of them hours, a capacity or a loss."
        )
        labels = ", ".join(parts.recipes[i].label for i in circle)
        yield _fault(f"recipes[{circle[0]}]", said, recipes=labels)
    for where, good, least, most in unlikely.worlds_apart(parts):
        said = N_(
            "Amounts of %(good)s lie from %(least)s to %(most)s: too far apart to reckon "
            "with. Check the units."
        )
        yield _fault(where, said, good=good, least=least, most=most)


def _fault(where: str, template: str, **params: object) -> Fault:
    return Fault(where, Sentence(template, params))


def _twice(where: str, labels: Iterable[str]) -> Iterator[Fault]:
    seen: set[str] = set()
    for i, label in enumerate(labels):
        if label in seen:
            yield _fault(
                f"{where}[{i}]",
                N_("%(label)s is there already; every label stands once."),
                label=label,
            )
        seen.add(label)


def _amount(where: str, amount: float | None, least: float = 0.0) -> Iterator[Fault]:
    if amount is None:
        return
    if not math.isfinite(amount):
        yield _fault(where, N_("This must be a number."))
    elif amount < least:
        yield _fault(
            where,
            N_("This must be %(least)s or more; it says %(amount)s."),
            least=least,
            amount=amount,
        )
    elif amount > ABSURD:
        yield _fault(
            where,
            N_("%(amount)s is more than we can believe; check the unit."),
            amount=amount,
        )


def _share(where: str, share: float) -> Iterator[Fault]:
    if not 0.0 <= share <= 1.0:
        yield _fault(
            where, N_("A share lies between 0 and 1; this says %(share)s."), share=share
        )


def _later(where: str, n_periods: int, least: int = 0) -> Iterator[Fault]:
    if n_periods < least:
        yield _fault(
            where,
            N_("This must be %(least)s or more; it says %(amount)s."),
            least=least,
            amount=n_periods,
        )


def _of_effort(where: str, effort: Effort) -> Iterator[Fault]:
    yield from _amount(f"{where}.hours", effort.hours)
    yield from _later(f"{where}.after", effort.after)
