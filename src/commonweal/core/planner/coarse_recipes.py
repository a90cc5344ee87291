"""Recipes in coarse steps: what starts at different times in a step ends differently.

A run that starts early in a step may be ready within it, one that starts late is ready
in the next. So each recipe becomes as many as there are ways its lags fall; each stands
for the runs of all starts that fall alike, and nothing is rounded. What is held for more
than one period (a field) becomes a good of its own, ``unit x periods``, of which so much
arrives in every step and none can be kept: only so can a run hold a quarter of it in one
step and all of it in the next.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from commonweal.core.planner.coarse_steps import Steps
from commonweal.core.planner.problem import Problem
from commonweal.core.planner.terms import (
    Arrival,
    Capacity,
    Effort,
    Flow,
    Good,
    PurchaseOption,
    Recipe,
    Use,
)

Start = tuple[str, int]  # recipe and fine period


@dataclass(frozen=True, slots=True)
class Making:
    """Everything made, held and bought, in coarse steps.

    Parameters
    ----------
    recipes, goods, arrivals, capacities, purchases : tuple
        Parts of the coarse problem; goods and arrivals are those that come in addition.
    variant : dict
        Coarse recipe of every fine recipe and start.
    fine_recipe : dict
        Fine recipe of every coarse one; markets are not among them.
    rooms : dict
        Capacity that each added good stands for.
    markets : dict
        Good that each added good is bought for.
    """

    recipes: tuple[Recipe, ...]
    goods: tuple[Good, ...]
    arrivals: tuple[Arrival, ...]
    capacities: tuple[Capacity, ...]
    purchases: tuple[PurchaseOption, ...]
    variant: dict[Start, str]
    fine_recipe: dict[str, str]
    rooms: dict[str, str]
    markets: dict[str, str]


def making_of(problem: Problem, steps: Steps) -> Making:
    """Write recipes, capacities and purchases of a problem in coarse steps.

    Parameters
    ----------
    problem : Problem
        In fine periods.
    steps : Steps
        How they are joined.

    Returns
    -------
    Making
        Sums over the periods of each step; see ``coarse.coarsen``.

    Examples
    --------
    See ``coarse.coarsen``, which is the only caller.
    """
    taken = {good.label for good in problem.goods}
    held = {
        use.capacity
        for recipe in problem.recipes
        for use in recipe.uses
        if use.periods > 1
    }
    time_of = {label: _free(f"{label} x periods", taken) for label in sorted(held)}
    units = {capacity.label: capacity.unit for capacity in problem.capacities}
    there = _there_is(problem, steps)
    variants = _Variants(problem, steps, time_of)
    markets = _Markets(problem, steps, taken)
    return Making(
        recipes=(*variants.recipes, *markets.recipes),
        goods=(
            *(
                Good(time, f"{units.get(label, '')} x periods".strip(), 1.0, 0.0)
                for label, time in time_of.items()
            ),
            *markets.goods,
        ),
        arrivals=tuple(
            Arrival(place, time_of[label], step, amount)
            for (place, label, step), amount in there.items()
            if label in time_of
        ),
        capacities=(
            *(
                Capacity(place, label, step, amount, units[label])
                for (place, label, step), amount in there.items()
                if label not in time_of
            ),
            *markets.capacities,
        ),
        purchases=markets.purchases,
        variant=variants.variant,
        fine_recipe=variants.fine_recipe,
        rooms={time: label for label, time in time_of.items()},
        markets=markets.good_of,
    )


def _free(label: str, taken: set[str]) -> str:
    """Return a label that nobody uses yet, and take it."""
    while label in taken:
        label += "'"
    taken.add(label)
    return label


def _there_is(problem: Problem, steps: Steps) -> dict[tuple[str, str, int], float]:
    """Add up what there is of each capacity in each step, [unit x periods]."""
    there: dict[tuple[str, str, int], float] = defaultdict(float)
    for capacity in problem.capacities:
        if capacity.period is None:
            for step, group in enumerate(steps.groups):
                key = (capacity.place, capacity.label, step)
                there[key] += capacity.amount * len(group)
        else:
            step = steps.step_of[capacity.period]
            there[capacity.place, capacity.label, step] += capacity.amount
    return dict(there)


class _Variants:
    """Writes each recipe once for every way its lags fall into steps."""

    def __init__(self, problem: Problem, steps: Steps, time_of: dict[str, str]) -> None:
        self.steps = steps
        self.time_of = time_of
        self.taken = {recipe.label for recipe in problem.recipes}
        self.variant: dict[Start, str] = {}
        self.fine_recipe: dict[str, str] = {}
        self.recipes = [
            variant for recipe in problem.recipes for variant in self._of(recipe)
        ]

    def _of(self, recipe: Recipe) -> Iterator[Recipe]:
        alike: dict[Recipe, list[int]] = {}
        for t in range(self.steps.n_periods):
            if recipe.may_start is None or recipe.may_start[t]:
                alike.setdefault(self._starting(recipe, t), []).append(t)
        for k, (written, starts) in enumerate(alike.items() or ((recipe, ()),)):
            label = recipe.label
            if k > 0:
                label = _free(f"{recipe.label} ({k + 1})", self.taken)
            self.fine_recipe[label] = recipe.label
            self.variant.update({(recipe.label, t): label for t in starts})
            may_start = tuple(
                any(t in group for t in starts) for group in self.steps.groups
            )
            yield replace(
                written, label=label, may_start=None if all(may_start) else may_start
            )

    def _starting(self, recipe: Recipe, t: int) -> Recipe:
        """Write a recipe as it falls when it starts in a fine period."""
        steps = self.steps
        return replace(
            recipe,
            may_start=None,
            inputs=(*self._flows(recipe.inputs, t), *self._held(recipe, t)),
            outputs=self._flows(recipe.outputs, t),
            effort=tuple(
                Effort(e.skill, e.hours, steps.later(t, e.after)) for e in recipe.effort
            ),
            uses=tuple(use for use in recipe.uses if use.capacity not in self.time_of),
        )

    def _flows(self, flows: tuple[Flow, ...], t: int) -> tuple[Flow, ...]:
        return tuple(
            Flow(flow.good, flow.amount, self.steps.later(t, flow.after))
            for flow in flows
        )

    def _held(self, recipe: Recipe, t: int) -> tuple[Flow, ...]:
        return tuple(
            Flow(self.time_of[use.capacity], use.amount * n_periods, later)
            for use in recipe.uses
            if use.capacity in self.time_of
            for later, n_periods in self.steps.held(t, use.periods)
        )


class _Markets:
    """Writes purchases; a most per period needs more of it in a longer step.

    Such a purchase buys a slip of which each makes one unit of the good; the making is
    limited, in each step, by a capacity: so many times the most as periods are joined.
    """

    def __init__(self, problem: Problem, steps: Steps, taken: set[str]) -> None:
        self.goods: list[Good] = []
        self.recipes: list[Recipe] = []
        self.capacities: list[Capacity] = []
        self.purchases: tuple[PurchaseOption, ...] = ()
        self.good_of: dict[str, str] = {}
        self._slips: dict[tuple[str, float, str], str] = {}
        self._units = {good.label: good.unit for good in problem.goods}
        self._steps = steps
        self._taken = taken | {recipe.label for recipe in problem.recipes}
        self.purchases = tuple(self._written(option) for option in problem.purchases)

    def _written(self, option: PurchaseOption) -> PurchaseOption:
        most = option.most_per_period
        if most is None:
            return option
        slip = self._slip(option)
        self.recipes.append(
            Recipe(
                f"{slip}, {option.place}",
                option.place,
                inputs=(Flow(slip, 1.0),),
                outputs=(Flow(option.good, 1.0),),
                uses=(Use(slip, 1.0),),
            )
        )
        unit = self._units[option.good]
        self.capacities += [
            Capacity(option.place, slip, step, most * len(group), unit)
            for step, group in enumerate(self._steps.groups)
        ]
        return replace(option, good=slip, most_per_period=None)

    def _slip(self, option: PurchaseOption) -> str:
        key = (option.good, option.price, option.currency)
        if key not in self._slips:
            slip = _free(
                f"{option.good} at {option.price:g} {option.currency}", self._taken
            )
            self._slips[key] = slip
            self.good_of[slip] = option.good
            self.goods.append(Good(slip, self._units[option.good], 1.0, 0.0))
        return self._slips[key]
