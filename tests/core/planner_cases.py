"""Problems that the planner's tests share: the village of ana, ben, chidi and dalia."""

from __future__ import annotations

import dataclasses
import pathlib
import random

from hypothesis import settings, strategies

from commonweal.core.planner import (
    Arrival,
    Capacity,
    Effort,
    EffortOffer,
    Flow,
    Good,
    Lane,
    Need,
    Params,
    Period,
    Plan,
    Problem,
    Promise,
    PurchaseOption,
    PurseLimit,
    Recipe,
    Rest,
    Stock,
    Tier,
    Use,
    check,
    formats,
    solve,
)

#: Levels and goals with what holds them, without reliefs.
FAST = Params(most_explained=0)
#: So, with every matrix counting as large.
LARGE = Params(most_explained=0, simplex_up_to=0)
few = settings(max_examples=40, deadline=None)
EXAMPLES = pathlib.Path(__file__).parents[2] / "examples"


def seine() -> Problem:
    return formats.problem_from_json((EXAMPLES / "seine/problem.json").read_bytes())


def need_of(
    good: str,
    demand: float,
    *,
    group: str = "north",
    tier: Tier = Tier.VITAL,
    period: int | None = 0,
    place: str = "home",
    **more,
) -> Need:
    label = more.pop("label", f"{good} of {group} in {period}")
    contents = more.pop("contents", {good: 1.0})
    baskets = more.pop("baskets", (label,))
    return Need(label, place, group, tier, period, demand, contents, baskets, **more)


def village(*, n_weeks: int = 1, goods=("bread",), **parts) -> Problem:
    """One place, goods in kilos that keep, weeks of one day so that spoilage is plain."""
    return Problem(
        periods=tuple(Period(f"week {14 + t}", 1.0) for t in range(n_weeks)),
        places=parts.pop("places", ("home",)),
        goods=tuple(
            good if isinstance(good, Good) else Good(good, "kg") for good in goods
        ),
        **parts,
    )


def bakery(
    *, hours: float = 4.0, flour: float = 100.0, demand: float = 10.0
) -> Problem:
    """Half an hour and 0.8 kg of flour make a kilo of bread; north asks for some."""
    return village(
        goods=("flour", "bread"),
        recipes=(
            Recipe(
                "bread",
                "home",
                inputs=(Flow("flour", 0.8),),
                outputs=(Flow("bread", 1.0),),
                effort=(Effort("baking", 0.5),),
            ),
        ),
        stocks=(Stock("home", "flour", flour),),
        efforts=(EffortOffer("home", "baking", 0, hours),),
        needs=(need_of("bread", demand),),
    )


def solved(problem: Problem, **how) -> Plan:
    """Solve, and let the independent checker look at every line."""
    plan = solve(problem, **how)
    assert [str(breach) for breach in check.problems_with_plan(problem, plan)] == []
    return plan


def levels(plan: Plan) -> dict[str, float]:
    return {line.need: round(line.level, 5) for line in plan.fulfilment}


def leximin_vector(plan: Plan, tier: Tier = Tier.VITAL) -> list[float]:
    """Levels of a tier's needs, lowest first."""
    return sorted(
        line.level for line in plan.fulfilment if line.tier == tier and not line.is_wish
    )


def is_lower(one: list[float], other: list[float], tolerance: float = 1e-5) -> bool:
    """Whether one vector, lowest level first, is worse than another."""
    for mine, yours in zip(one, other, strict=True):
        if abs(mine - yours) > tolerance:
            return mine < yours
    return False


_AMOUNTS = (0.5, 1.0, 2.0, 3.0, 4.0)


@strategies.composite
def small_problems(draw, *, with_promises: bool = True) -> Problem:
    """Draw a problem with a few of everything, small enough for exact fractions."""
    return _Drawing(draw(strategies.randoms(use_true_random=False))).problem(
        with_promises=with_promises
    )


class _Drawing:
    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.n_periods = chance.randint(1, 2)
        self.places = ("home", "yard")[: chance.randint(1, 2)]
        self.goods = tuple(f"good {i}" for i in range(chance.randint(1, 3)))

    def amount(self) -> float:
        return self.chance.choice(_AMOUNTS)

    def problem(self, *, with_promises: bool) -> Problem:
        chance = self.chance
        return Problem(
            periods=tuple(Period(f"week {t}", 1.0) for t in range(self.n_periods)),
            places=self.places,
            goods=tuple(self.good(label) for label in self.goods),
            recipes=tuple(self.recipe(i) for i in range(chance.randint(0, 2))),
            stocks=tuple(self.stock() for _ in range(chance.randint(1, 3))),
            arrivals=tuple(
                Arrival(self.place(), self.one(), self.period(), self.amount())
                for _ in range(chance.randint(0, 1))
            ),
            efforts=tuple(
                EffortOffer(place, "work", t, self.amount())
                for place in self.places
                for t in range(self.n_periods)
                if chance.random() < 0.8
            ),
            rests=tuple(
                Rest(f"rest {i}", self.place(), self.amount(), first=self.period())
                for i in range(chance.randint(0, 1))
            ),
            capacities=tuple(
                Capacity(place, "room", None, self.amount()) for place in self.places
            ),
            purchases=self.purchases(),
            purses=(
                PurseLimit("EUR", self.amount()),
                PurseLimit("SEK", self.amount()),
                *(
                    PurseLimit("EUR", self.amount(), self.period())
                    for _ in range(chance.choice([0, 0, 1]))
                ),
            ),
            lanes=self.lanes(),
            needs=tuple(self.need(i) for i in range(chance.randint(1, 4))),
            promises=self.promises() if with_promises else (),
        )

    def place(self) -> str:
        return self.chance.choice(self.places)

    def one(self) -> str:
        return self.chance.choice(self.goods)

    def period(self) -> int:
        return self.chance.randrange(self.n_periods)

    def good(self, label: str) -> Good:
        chance = self.chance
        return Good(
            label,
            "kg",
            chance.choice([1.0, 1.0, 0.5, 0.0]),
            chance.choice([None, None, 1.0, 2.0]),
        )

    def recipe(self, i: int) -> Recipe:
        # From the first good to the others, so that nothing can come from nothing.
        chance = self.chance
        others = self.goods[1:] or self.goods
        inputs = (Flow(self.goods[0], self.amount(), chance.choice([0, 1])),)
        starts = tuple(chance.random() < 0.6 for _ in range(self.n_periods))
        return Recipe(
            f"recipe {i}",
            chance.choice([None, self.places[0]]),
            inputs=inputs if len(self.goods) > 1 else (),
            outputs=tuple(
                Flow(chance.choice(others), self.amount(), chance.choice([0, 1]))
                for _ in range(chance.randint(1, 2))
            ),
            effort=(Effort("work", self.amount(), chance.choice([0, 1])),),
            uses=(Use("room", self.amount(), chance.randint(1, 2)),),
            may_start=chance.choice([None, None, starts]),
        )

    def stock(self) -> Stock:
        expires = self.chance.choice([None, None, 0, 1])
        return Stock(self.place(), self.one(), self.amount(), expires)

    def lanes(self) -> tuple[Lane, ...]:
        if len(self.places) == 1:
            return ()
        chance = self.chance
        effort = chance.choice([None, Effort("work", 0.5)])
        there = Lane("home", "yard", chance.choice([0.0, 0.5]), effort)
        back = Lane("yard", "home", 0.25, goods=self.goods[:1])
        some, others = self.goods[:1], self.goods[1:]
        parted = (
            dataclasses.replace(there, goods=some),
            Lane("home", "yard", 0.75, goods=others),
        )
        return chance.choice([(there,), (there, back), parted, (*parted, back)])

    def purchases(self) -> tuple[PurchaseOption, ...]:
        """Up to two offers, each at a price and in a purse of its own."""
        chance = self.chance
        return tuple(
            PurchaseOption(
                self.place(),
                self.one(),
                self.amount(),
                currency,
                chance.choice([0.0, 1.0]),
                chance.choice([None, 1.0]),
            )
            for currency in chance.choice([(), ("EUR",), ("SEK",), ("EUR", "SEK")])
        )

    def need(self, i: int) -> Need:
        chance, place, demand = self.chance, self.place(), 2 * self.amount()
        some = chance.sample(self.goods, chance.randint(0, len(self.goods)))
        return Need(
            f"need {i}",
            place,
            f"group {i}",
            chance.choice(list(Tier)),
            chance.choice([None, *range(self.n_periods)]),
            demand,
            {good: self.amount() for good in some},
            (f"basket {chance.randint(0, 2)} at {place}",),
            is_wish=chance.random() < 0.2,
            most=chance.choice([None, None, None, demand, 1.5 * demand]),
            had=chance.choice([0.0, 0.0, 0.0, 0.25 * demand, 1.25 * demand]),
        )

    def promises(self) -> tuple[Promise, ...]:
        if self.chance.random() < 0.8:
            return ()
        return (Promise("promise", self.places[0], self.one(), self.period(), 0.5),)


def changed(problem: Problem, **parts) -> Problem:
    return dataclasses.replace(problem, **parts)
