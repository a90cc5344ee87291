"""A seeded problem shaped like an eco-village's month: same seed, same problem."""

from __future__ import annotations

import numpy as np

from commonweal.core.planner import (
    Capacity,
    Effort,
    EffortOffer,
    Flow,
    Good,
    Need,
    Period,
    Problem,
    PurchaseOption,
    PurseLimit,
    Recipe,
    Stock,
    Tier,
    Use,
)

SKILLS = ("field", "kitchen", "bakery", "workshop", "care")
CAPACITIES = ("field m2", "oven h", "kitchen h", "bench h")
TIERS = (Tier.VITAL, Tier.VITAL, Tier.VITAL, Tier.VITAL, Tier.DIGNITY, Tier.DIGNITY)


def month(
    *, seed: int = 0, plenty: float = 1.0, n_weeks: int = 5, single: bool = False
) -> Problem:
    """Five circles, twelve needs each a week; scarcer with less plenty.

    ``single``: each need asks for one good of its own kind, so that many needs run short
    for many reasons, each at a level of its own: the hardest case for raising levels.
    """
    rng = np.random.default_rng(seed)
    n_goods, n_recipes, n_circles, n_needs = 70, 50, 5, 12
    n_raw = n_goods // 2
    goods = tuple(
        Good(f"g{i}", "kg", float(rng.choice([1.0, 0.99, 0.95, 0.8])))
        for i in range(n_goods)
    )
    recipes = tuple(_recipe(rng, i, n_raw, n_goods) for i in range(n_recipes))
    return Problem(
        periods=tuple(Period(f"week {t}") for t in range(n_weeks)),
        places=("village",),
        goods=goods,
        recipes=recipes,
        stocks=tuple(
            Stock(
                "village",
                f"g{i}",
                plenty * float(rng.uniform(20, 400)),
                None if rng.random() < 0.8 else int(rng.integers(0, n_weeks)),
            )
            for i in range(n_raw)
        ),
        efforts=tuple(
            EffortOffer("village", skill, t, plenty * float(rng.uniform(60, 160)))
            for skill in SKILLS
            for t in range(n_weeks)
        ),
        capacities=tuple(
            Capacity("village", label, None, plenty * float(rng.uniform(60, 200)))
            for label in CAPACITIES
        ),
        purchases=tuple(
            PurchaseOption(
                "village",
                f"g{i}",
                float(rng.uniform(0.5, 6)),
                "EUR",
                float(rng.uniform(0, 3)),
                float(rng.uniform(10, 80)),
            )
            for i in rng.choice(n_goods, 25, replace=False)
        ),
        purses=(PurseLimit("EUR", 600.0 * plenty),),
        needs=tuple(
            _need(rng, (circle, k, t), n_goods, n_kinds=1 if single else 3)
            for circle in range(n_circles)
            for k in range(n_needs)
            for t in range(n_weeks)
        ),
    )


def _recipe(rng, i, n_raw, n_goods):
    n_in, n_out = int(rng.integers(1, 4)), int(rng.integers(1, 3))
    made = n_raw + i % (n_goods - n_raw)
    # By-products are never raw: a loop that gains would make something from nothing.
    others = rng.choice(np.arange(n_raw, n_goods), n_out - 1, replace=False)
    return Recipe(
        f"r{i}",
        "village",
        inputs=tuple(
            Flow(f"g{g}", float(rng.uniform(0.2, 1.5)))
            for g in rng.choice(n_raw, n_in, replace=False)
        ),
        outputs=(
            Flow(f"g{made}", float(rng.uniform(0.5, 2.0)), int(rng.integers(0, 2))),
            *(Flow(f"g{g}", float(rng.uniform(0.1, 0.5))) for g in others),
        ),
        effort=tuple(
            Effort(skill, float(rng.uniform(0.05, 0.6)))
            for skill in rng.choice(SKILLS, 2, replace=False)
        ),
        uses=(
            Use(
                str(rng.choice(CAPACITIES)),
                float(rng.uniform(0.1, 1.0)),
                int(rng.integers(1, 3)),
            ),
        ),
        toil=float(rng.choice([0.8, 1.0, 1.5])),
        footprint=float(rng.uniform(0, 1)),
    )


def _need(rng, where, n_goods, n_kinds):
    circle, k, t = where
    i_tier = k * len(TIERS) // 12
    if (
        k < 4 and n_kinds > 1
    ):  # food energy and nutrients: many goods, one basket per circle and week
        goods = range(k, n_goods, 2)
        basket = f"food {circle} {t}"
        contents = {f"g{g}": float(0.5 + (g * (k + 3)) % 7) for g in goods}
        demand = float(rng.uniform(150, 400))
    else:
        goods = [
            (11 * k + 3 * j + (n_kinds == 1) * t) % n_goods for j in range(n_kinds)
        ]
        basket = f"need {circle} {k} {t}"
        contents = {f"g{g}": 1.0 for g in goods}
        demand = float(rng.uniform(2, 14))
    return Need(
        f"n{circle} {k} {t}",
        "village",
        f"circle {circle}",
        TIERS[i_tier],
        t,
        demand,
        contents,
        (basket,),
    )
