"""The economy of a seeded problem: goods, and a recipe for each, in layers.

About 15 % are grown on land, 35 % made of those, 50 % finished for one of three tiers.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

from commonweal.core.planner import Effort, Flow, Good, Period, Recipe, Tier, Use

SKILLS = ("field", "workshop", "kitchen", "building", "care", "carrying")
LAND = "land"
N_ROOMS = 4  # of every kind: a kind for first steps, and one for finals of each tier
ROOMS = tuple(
    f"{kind} {i + 1}"
    for kind in ("mill", "kitchen", "bench", "hall")
    for i in range(N_ROOMS)
)
PLENTY = (0.9, 1.6)  # of the land and rooms that growing and first steps take in full
SCARCE = (0.3, 1.2)  # of the rooms that finishing takes in full: most plans end here
HOURS = (0.6, 1.3)  # of the effort that everything takes in full
CARRIED = 0.1  # of all final goods could be carried from union to union
HOURS_PER_KG = 0.03  # of carrying, on the usual lane
SHARE_RAW, SHARE_MADE = 0.15, 0.35  # of the goods; the rest are final
SURVIVALS = (1.0, 1.0, 0.999, 0.995, 0.99, 0.98)  # per day, of what can be stored
FRESH = 0.6  # per day: nothing worth planning is left after a week


@dataclass(frozen=True, slots=True)
class World:
    """What is the same in every union: goods, recipes and who makes what of what."""

    periods: tuple[Period, ...]
    goods: tuple[Good, ...]
    recipes: tuple[Recipe, ...]
    n_raw: int
    n_made: int  # raw and intermediate goods; the goods behind them are final

    def finals(self, tier: Tier) -> range:
        """Final goods that needs of a tier ask for: a third for each."""
        i, n = list(Tier).index(tier), len(self.goods) - self.n_made
        return range(self.n_made + n * i // 3, self.n_made + n * (i + 1) // 3)

    def step(self, g: int) -> int:
        """Step of a good: 0 made of raw things, 1 to 3 final for the three tiers."""
        if g < self.n_made:
            return 0
        return 1 + next(i for i, tier in enumerate(Tier) if g in self.finals(tier))


def make_world(
    rng: random.Random,
    periods: tuple[Period, ...],
    n_goods: int,
    lags: tuple[int, int],
) -> World:
    n_raw = max(2, round(SHARE_RAW * n_goods))
    n_made = n_raw + max(2, round(SHARE_MADE * n_goods))
    goods = []
    for g in range(n_goods):
        is_fresh = g >= n_made and g % 5 == 4
        survival = FRESH if is_fresh else rng.choice(SURVIVALS)
        limit = 1e4 if rng.random() < 0.1 else None
        goods.append(Good(f"good {g + 1}", "kg", survival, limit))
    recipes = [_grown(rng, g, len(periods), lags) for g in range(n_raw)]
    world = World(periods, tuple(goods), tuple(recipes), n_raw, n_made)
    made = [_made(rng, g, world) for g in range(n_raw, n_goods)]
    return replace(world, recipes=(*recipes, *made))


def _grown(rng: random.Random, g: int, n_periods: int, lags: tuple[int, int]) -> Recipe:
    """Growing: land from sowing to harvest, hours at both ends, a season to sow in."""
    lag = max(1, min(rng.randint(*lags), n_periods // 2))
    first = rng.randint(0, max(0, (n_periods - lag) // 3))
    last = max(first, min(n_periods - lag - 1, first + rng.randint(3, n_periods)))
    return Recipe(
        f"grow good {g + 1}",
        outputs=(Flow(f"good {g + 1}", round(rng.uniform(1.0, 5.0), 2), lag),),
        effort=(
            Effort("field", round(rng.uniform(0.05, 0.2), 3)),
            Effort("field", round(rng.uniform(0.05, 0.3), 3), lag),
        ),
        uses=(Use(LAND, round(rng.uniform(0.5, 3.0), 2), lag),),
        may_start=tuple(first <= t <= last for t in range(n_periods)),
        toil=rng.choice((0.8, 1.0, 1.5)),
        footprint=round(rng.uniform(0.0, 0.3), 3),
    )


def _made(rng: random.Random, g: int, world: World) -> Recipe:
    """Making: one to three inputs from before it in the chain, sometimes a by-product."""
    n_raw, n_made, step = world.n_raw, world.n_made, world.step(g)
    skills = [SKILLS[1 + step], *rng.sample(SKILLS[1:2], rng.randint(0, 1))]
    before = range(min(g, n_made)) if g < n_made else range(n_raw // 2, n_made)
    inputs = sorted(rng.sample(before, min(len(before), rng.randint(1, 3))))
    outputs = [Flow(f"good {g + 1}", 1.0, rng.choice((0, 0, 1)))]
    by_product = rng.randrange(n_made)
    if rng.random() < 0.25 and by_product != g and by_product not in inputs:
        amount = round(rng.uniform(0.02, 0.1), 3)
        outputs.append(Flow(f"good {by_product + 1}", amount, 1))
    return Recipe(
        f"make good {g + 1}",
        inputs=tuple(
            Flow(f"good {i + 1}", round(rng.uniform(0.4, 1.2) / len(inputs), 3))
            for i in inputs
        ),
        outputs=tuple(outputs),
        effort=tuple(
            Effort(skill, round(rng.uniform(0.02, 0.3), 3))
            for skill in dict.fromkeys(skills)
        ),
        uses=(
            Use(
                ROOMS[N_ROOMS * step + rng.randrange(N_ROOMS)],
                round(rng.uniform(0.05, 0.4), 3),
            ),
        ),
        toil=rng.choice((0.8, 1.0, 1.5)),
        footprint=round(rng.uniform(0.0, 0.5), 3),
    )
