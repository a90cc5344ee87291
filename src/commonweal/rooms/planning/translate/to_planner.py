"""From ledger words to a planning problem. Amounts become whole units in floats here.

One union is one place for the planner: its stores are near each other. Groups are
circles. Labels are ids as text, so that nothing depends on names.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from commonweal.core import planner
from commonweal.core.vf import flows
from commonweal.core.vf.actions import Action
from commonweal.core.vf.measure import Measure
from commonweal.rooms.planning.translate import wants
from commonweal.rooms.planning.words import CapacityView, Facts, Span

#: Places at which a recipe without a place of its own is tried, so that the number of
#: variants stays small where a union has many rooms and tools.
VARIANTS_MAX = 12
_AT = "@"


@dataclass(frozen=True, slots=True)
class Asked:
    """A problem for the planner, and which need each of its labels stands for."""

    problem: planner.Problem
    wants: tuple[wants.Want, ...]


def problem_from(facts: Facts, *, is_varied: bool = True) -> Asked:
    """Write the facts as a planning problem; a varied one bounds each food.

    Raises ``planner.BadProblem`` only when something kept here is itself wrong.
    """
    home = str(facts.union)
    wanted = wants.wants_of(facts)
    bounds = wants.variety_of(facts, wanted) if is_varied else ()
    recipes = tuple(_recipes(facts, home))
    problem = planner.Problem(
        label=f"{home}:{facts.spans[0].label}",
        periods=tuple(
            planner.Period(span.label, float(span.n_days), span.first.month)
            for span in facts.spans
        ),
        places=(home,),
        goods=tuple(_goods(facts)),
        recipes=recipes,
        stocks=tuple(_stocks(facts, home)),
        arrivals=tuple(_arrivals(facts, home)),
        efforts=tuple(_efforts(facts, home)),
        capacities=tuple(_capacities(facts, home)),
        purchases=tuple(_purchases(facts, home)),
        purses=tuple(_purses(facts)),
        needs=(*(want.need for want in wanted), *bounds),
        promises=tuple(_promises(facts, home)),
        agreed=tuple(_agreed(facts, home, {recipe.label for recipe in recipes})),
    )
    return Asked(problem, wanted)


def problem_recipes(facts: Facts) -> tuple[planner.Recipe, ...]:
    """Return the recipes as the planner knows them, with their variants."""
    return tuple(_recipes(facts, str(facts.union)))


def pool_label(kind: UUID, place: UUID | None) -> str:
    """Return the label of a capacity: a kind, at a place or anywhere."""
    return str(kind) if place is None else f"{kind}{_AT}{place}"


def recipe_label(recipe: UUID, place: UUID | None) -> str:
    """Return the label of a recipe as it runs at a place."""
    return str(recipe) if place is None else f"{recipe}{_AT}{place}"


def split_label(label: str) -> tuple[UUID, UUID | None]:
    """Return the kind or recipe, and the place, that a label stands for."""
    first, _, place = label.partition(_AT)
    return UUID(first), UUID(place) if place else None


def whole(measure: Measure) -> float:
    """Return an amount in whole units, for the planner."""
    return float(measure.decimal)


def _goods(facts: Facts) -> Iterator[planner.Good]:
    for kind in facts.kinds.values():
        if not kind.is_content:
            survives = float(kind.survives_per_week) ** (1 / 7)
            yield planner.Good(str(kind.id), kind.unit.code, survives)


def _stocks(facts: Facts, home: str) -> Iterator[planner.Stock]:
    first = facts.spans[0].first
    for line in facts.stock:
        if line.onhand.amount <= 0 or line.spec.is_content:
            continue
        if line.expires_on is not None and line.expires_on < first:
            continue
        yield planner.Stock(
            place=home,
            good=str(line.spec.id),
            amount=whole(line.onhand),
            expires=_last_period(facts.spans, line.expires_on),
        )


def _last_period(spans: tuple[Span, ...], day: date | None) -> int | None:
    """Return the last period something is good in; None when that is beyond the plan."""
    if day is None or day >= spans[-1].after:
        return None
    return next(i for i, span in enumerate(spans) if day < span.after)


def _arrivals(facts: Facts, home: str) -> Iterator[planner.Arrival]:
    for (kind, period), amount in sorted(facts.carried.things.items()):
        if amount > 0:
            yield planner.Arrival(home, str(kind), period, float(amount))


def _promises(facts: Facts, home: str) -> Iterator[planner.Promise]:
    for (kind, period), amount in sorted(facts.carried.things.items()):
        if amount < 0:
            label = f"carried:{kind}:{period}"
            yield planner.Promise(label, home, str(kind), period, float(-amount))


def _agreed(facts: Facts, home: str, known: set[str]) -> Iterator[planner.Agreed]:
    """Write what was agreed; recipes that are planned with no more are left out."""
    for line in facts.agreed:
        label = recipe_label(line.recipe, line.place)
        if label in known:
            yield planner.Agreed(label, home, line.period, line.runs)


def _efforts(facts: Facts, home: str) -> Iterator[planner.EffortOffer]:
    """Add up what is offered; the charter leaves a part of it as slack."""
    hours: dict[tuple[UUID, int], Decimal] = {}
    for offer in facts.offers:
        assert offer.effort_quantity is not None  # noqa: S101 - gathered so
        skill = offer.resource_conforms_to
        if skill is None:
            continue
        for i, span in enumerate(facts.spans):
            days = span.days_within(offer.has_beginning, offer.has_end)
            if days:
                more = offer.effort_quantity.decimal * days / 7
                hours[skill, i] = hours.get((skill, i), Decimal(0)) + more
    for (skill, i), offered in sorted(hours.items()):
        taken = facts.carried.effort.get((skill, i), Decimal(0))
        left = offered * facts.effort_percent / 100 - taken
        yield planner.EffortOffer(home, str(skill), i, float(max(left, Decimal(0))))


def _capacities(facts: Facts, home: str) -> Iterator[planner.Capacity]:
    pools: dict[tuple[str, int], Decimal] = {}
    units: dict[str, str] = {}
    for view in facts.capacities:
        label = pool_label(view.kind, view.place)
        units[label] = view.amount.unit.code
        for i, span in enumerate(facts.spans):
            times = span.n_weeks if view.per == "week" else 1
            more = view.amount.decimal * times
            pools[label, i] = pools.get((label, i), Decimal(0)) + more
    for (label, i), there in sorted(pools.items()):
        taken = facts.carried.held.get((split_label(label)[0], i), Decimal(0))
        left = float(max(there - taken, Decimal(0)))
        yield planner.Capacity(home, label, i, left, units[label])


def standing_of(facts: Facts) -> list[str]:
    """Return the labels of what is there all the time, as land and rooms are."""
    views = [view for view in facts.capacities if view.per == "standing"]
    return sorted({pool_label(view.kind, view.place) for view in views})


def _purchases(facts: Facts, home: str) -> Iterator[planner.PurchaseOption]:
    fewest = min(span.n_weeks for span in facts.spans)
    for option in facts.purchases:
        most = option.most_per_week
        yield planner.PurchaseOption(
            place=home,
            good=str(option.kind),
            price=whole(option.price),
            currency=option.price.unit.code,
            footprint=float(option.footprint_kg_co2e),
            most_per_period=None if most is None else whole(most) * fewest,
        )


def _purses(facts: Facts) -> Iterator[planner.PurseLimit]:
    """Write the charter's limit per week; other currencies may not be spent at all."""
    limit = facts.purse_per_week
    for i, span in enumerate(facts.spans):
        yield planner.PurseLimit(limit.unit.code, whole(limit) * span.n_weeks, i)
    for currency in sorted({option.price.unit.code for option in facts.purchases}):
        if currency != limit.unit.code:
            yield planner.PurseLimit(currency, 0.0)


def _recipes(facts: Facts, home: str) -> Iterator[planner.Recipe]:
    pools: dict[UUID, set[UUID | None]] = {}
    standing: set[UUID] = set()
    for view in facts.capacities:
        pools.setdefault(view.kind, set()).add(view.place)
        if view.per == "standing":
            standing.add(view.kind)
    pace = _Pace(facts.spans)
    for recipe in facts.recipes:
        for place, chosen in _variants(recipe, pools):
            yield planner.Recipe(
                label=recipe_label(recipe.id, place),
                place=home,
                inputs=tuple(_things(recipe, Action.CONSUME, pace)),
                outputs=tuple(_things(recipe, Action.PRODUCE, pace)),
                effort=tuple(_hours(recipe, pace)),
                uses=tuple(
                    _use(use, chosen[i], pace, is_standing=use.capacity in standing)
                    for i, use in enumerate(recipe.uses)
                ),
                may_start=_starts(recipe, facts.spans),
                toil=float(recipe.toil),
                footprint=float(recipe.footprint_kg_co2e),
                whole=recipe.is_whole,
            )


_Variant = tuple[UUID | None, tuple[str, ...]]


def _variants(
    recipe: flows.Recipe, pools: dict[UUID, set[UUID | None]]
) -> Iterator[_Variant]:
    """Say where a recipe can run, and which land, oven or room it takes there."""
    if recipe.place is not None:
        yield (
            recipe.place,
            tuple(_pool_at(use.capacity, recipe.place, pools) for use in recipe.uses),
        )
        return
    if not recipe.uses:
        yield None, ()
        return
    options = [sorted(pools.get(use.capacity, {None}), key=str) for use in recipe.uses]
    for places in itertools.islice(itertools.product(*options), VARIANTS_MAX):
        where = {place for place in places if place is not None}
        if len(where) > 1 and len(options) > 1 and _could_meet(options):
            continue
        label = where.pop() if len(where) == 1 else None
        yield (
            label,
            tuple(
                pool_label(use.capacity, place)
                for use, place in zip(recipe.uses, places, strict=True)
            ),
        )


def _could_meet(options: list[list[UUID | None]]) -> bool:
    """Say whether some one place has all that is used, so that work need not walk."""
    shared = set(options[0]).intersection(*options[1:])
    return bool(shared - {None})


def _pool_at(kind: UUID, place: UUID, pools: dict[UUID, set[UUID | None]]) -> str:
    """Return the pool of a kind at the place, else the one that is anywhere."""
    there = pools.get(kind, set())
    if place in there or not there:
        return pool_label(kind, place)
    if None in there:
        return pool_label(kind, None)
    return pool_label(kind, min(there, key=str))


@dataclass(frozen=True, slots=True)
class _Pace:
    """Turns weeks into periods; a month counts as its average number of weeks."""

    spans: tuple[Span, ...]

    def periods(self, weeks: int) -> int:
        days = sum(span.n_days for span in self.spans) / len(self.spans)
        return round(weeks * 7 / days)

    def weeks_each(self) -> float:
        return sum(span.n_weeks for span in self.spans) / len(self.spans)


def _things(
    recipe: flows.Recipe, action: Action, pace: _Pace
) -> Iterable[planner.Flow]:
    for flow in recipe.flows:
        if flow.action is action and flow.resource_quantity is not None:
            yield planner.Flow(
                str(flow.resource_conforms_to),
                whole(flow.resource_quantity),
                pace.periods(flow.after_weeks),
            )


def _hours(recipe: flows.Recipe, pace: _Pace) -> Iterable[planner.Effort]:
    for flow in recipe.flows:
        if flow.action is Action.WORK and flow.effort_quantity is not None:
            yield planner.Effort(
                str(flow.resource_conforms_to),
                whole(flow.effort_quantity),
                pace.periods(flow.after_weeks),
            )


def _use(
    use: flows.CapacityUse, pool: str, pace: _Pace, *, is_standing: bool
) -> planner.Use:
    n_periods = max(1, pace.periods(use.weeks))
    amount = whole(use.quantity)
    if not is_standing:
        amount = amount * use.weeks / n_periods
    return planner.Use(pool, amount, n_periods)


def _starts(recipe: flows.Recipe, spans: tuple[Span, ...]) -> tuple[bool, ...] | None:
    if not recipe.months:
        return None
    return tuple(
        bool({span.first.month, _last_day(span).month} & set(recipe.months))
        for span in spans
    )


def _last_day(span: Span) -> date:
    return span.after - (span.after - span.first) / span.n_days


def units_of(facts: Facts) -> dict[str, str]:
    """Return the unit code of every kind, by label."""
    return {str(kind.id): kind.unit.code for kind in facts.kinds.values()}


def names_of(facts: Facts, others: Mapping[UUID, str]) -> dict[str, str]:
    """Return the name of everything a plan speaks of, by label.

    ``others`` are places, circles and the union, by id.
    """
    names = {str(other): name for other, name in others.items()}
    names |= {str(kind.id): kind.name for kind in facts.kinds.values()}
    names |= {str(recipe.id): recipe.name for recipe in facts.recipes}
    names |= _pools_named(facts.capacities)
    for recipe in problem_recipes(facts):
        known, place = split_label(recipe.label)
        if place is not None:
            names[recipe.label] = names[str(known)]
        for use in recipe.uses:
            kind, _place = split_label(use.capacity)
            names.setdefault(use.capacity, names[str(kind)])
    return names


def _pools_named(views: Iterable[CapacityView]) -> dict[str, str]:
    return {
        pool_label(view.kind, view.place): (
            f"{view.kind_name} ({view.place_name})"
            if view.place_name
            else view.kind_name
        )
        for view in views
    }
