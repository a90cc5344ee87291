"""Seeded planning problems of any size: same sizes and seed, same problem.

``federation``: unions on a ring, weeks, needs over the whole horizon. ``month``: one
union, days, food needed week by week. What there is follows from what everything would
take: each limit is drawn as a share of its full requirement, so that some needs are met
in full and others to about a third, whatever the size.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from benchmarks.planner.world import (
    CARRIED,
    FRESH,
    HOURS,
    HOURS_PER_KG,
    LAND,
    N_ROOMS,
    PLENTY,
    ROOMS,
    SCARCE,
    SKILLS,
    World,
    make_world,
)
from commonweal.core.planner import (
    Capacity,
    Effort,
    EffortOffer,
    Lane,
    Need,
    Period,
    Problem,
    PurchaseOption,
    PurseLimit,
    Stock,
    Tier,
)


@dataclass(frozen=True, slots=True)
class _Group:
    """Some people of a union who need the same things."""

    label: str
    place: str
    people: int
    i_group: int


def federation(n_unions: int, n_goods: int, n_weeks: int, seed: int = 1) -> Problem:
    """Make unions of 20 to 2,000 people on a ring, with needs over the whole horizon.

    Parameters
    ----------
    n_unions : int
        One or more.
    n_goods : int
        At least 12: about 15 % grown, 35 % intermediate, 50 % final.
    n_weeks : int
        At least 3.
    seed : int
        Same seed, same problem.

    Returns
    -------
    Problem
        Checked; one place for each union, four groups in each, three tiers.
    """
    rng = random.Random(f"federation {n_unions} {n_goods} {n_weeks} {seed}")
    periods = tuple(Period(f"week {t + 1}", 7.0) for t in range(n_weeks))
    world = make_world(rng, periods, n_goods, lags=(2, 8))
    places = tuple(f"union {u + 1}" for u in range(n_unions))
    groups = []
    for place in places:
        people = round(20 * 100 ** rng.random())
        for i, share in enumerate(_shares(rng, 4)):
            label = f"{place} group {i + 1}"
            groups.append(_Group(label, place, max(1, round(people * share)), i))
    needs = [
        need
        for group in groups
        for need in (
            *_food(rng, world, group, n_weeks, None),
            *_beyond_food(rng, world, group, n_weeks),
        )
    ]
    return _problem(rng, world, places, needs, f"{n_unions} x {n_goods} x {n_weeks}")


def month(
    n_people: int = 100,
    n_groups: int = 20,
    n_goods: int = 60,
    n_days: int = 30,
    seed: int = 1,
) -> Problem:
    """Make a union's month by days: food by the week, everything else by the month.

    Parameters
    ----------
    n_people, n_groups, n_goods, n_days : int
        Groups share the people at random; at least 12 goods and 3 days.
    seed : int
        Same seed, same problem.

    Returns
    -------
    Problem
        Checked; one place. A week's food is put in its baskets on the week's last day.
    """
    rng = random.Random(f"month {n_people} {n_groups} {n_goods} {n_days} {seed}")
    periods = tuple(Period(f"day {t + 1}", 1.0) for t in range(n_days))
    world = make_world(rng, periods, n_goods, lags=(5, 20))
    last_days = [*range(6, n_days - 6, 7), n_days - 1]
    needs: list[Need] = []
    for i, share in enumerate(_shares(rng, n_groups)):
        group = _Group(f"group {i + 1}", "home", max(1, round(n_people * share)), i)
        for t in last_days:
            needs += _food(rng, world, group, n_days / 7 / len(last_days), t)
        needs += _beyond_food(rng, world, group, n_days / 7)
    return _problem(rng, world, ("home",), needs, f"month of {n_people} people")


def _shares(rng: random.Random, n: int) -> list[float]:
    weights = [rng.uniform(0.5, 1.5) for _ in range(n)]
    return [weight / sum(weights) for weight in weights]


def _food(
    rng: random.Random, world: World, group: _Group, n_weeks: float, t: int | None
) -> list[Need]:
    """Food energy and protein of one basket: five goods, energy with a most."""
    when = "" if t is None else f" day {t + 1}"
    finals = world.finals(Tier.VITAL)
    foods = sorted({finals[(group.i_group + 3 * k) % len(finals)] for k in range(5)})
    energy = round(group.people * n_weeks * rng.uniform(12.0, 18.0), 1)
    protein = round(group.people * n_weeks * rng.uniform(0.3, 0.5), 2)
    basket = (f"food of {group.label}{when}",)
    kcal = {f"good {g + 1}": 2.0 + g * 7 % 5 / 2 for g in foods}
    grams = {f"good {g + 1}": 0.05 + g * 3 % 7 / 50 for g in foods}
    return [
        Need(
            f"energy of {group.label}{when}", group.place, group.label, Tier.VITAL, t,
            energy, kcal, basket, most=round(2.5 * energy, 1), unit="Mcal",
        ),
        Need(
            f"protein of {group.label}{when}", group.place, group.label, Tier.VITAL, t,
            protein, grams, basket, unit="kg",
        ),
    ]  # fmt: skip


def _beyond_food(
    rng: random.Random, world: World, group: _Group, n_weeks: float
) -> list[Need]:
    """Dignity and flourishing: in each, one single good, and any of three others."""
    needs = []
    for tier in (Tier.DIGNITY, Tier.FLOURISHING):
        finals = world.finals(tier)
        for n_kinds in (1, 3):
            start = 3 * group.i_group + 2 * n_kinds
            kinds = {finals[(start + 5 * k) % len(finals)] for k in range(n_kinds)}
            if n_kinds == 1:  # never what cannot be carried or kept
                kinds = {g - 1 if g % 5 == 4 and g - 1 in finals else g for g in kinds}
            words = "one thing" if n_kinds == 1 else "any of several"
            label = f"{tier} {words} of {group.label}"
            demand = round(group.people * n_weeks * rng.uniform(0.3, 1.2), 2)
            contents = {f"good {g + 1}": 1.0 for g in sorted(kinds)}
            needs.append(
                Need(
                    label, group.place, group.label, tier, None, demand, contents,
                    (label,), unit="kg",
                )
            )  # fmt: skip
    return needs


def _problem(
    rng: random.Random,
    world: World,
    places: tuple[str, ...],
    needs: list[Need],
    label: str,
) -> Problem:
    stocks: list[Stock] = []
    efforts: list[EffortOffer] = []
    capacities: list[Capacity] = []
    purchases: list[PurchaseOption] = []
    worth = 0.0
    prices = [round(rng.uniform(0.5, 5.0), 2) for _ in world.goods]
    bought = rng.sample(range(world.n_made), max(1, world.n_made // 2))
    for place in places:
        asked = [need for need in needs if need.place == place]
        wanted = _gross(world, asked)
        worth += sum(prices[g] * wanted[g] for g in bought)
        stocks += _stocks(rng, world, place, wanted)
        efforts += _efforts(rng, world, place, wanted)
        capacities += _capacities(rng, world, place, wanted, is_only=len(places) == 1)
        purchases += [
            PurchaseOption(
                place, f"good {g + 1}", prices[g], "EUR", round(rng.uniform(0, 3), 2)
            )
            for g in sorted(bought)
        ]
    return Problem(
        label=label,
        periods=world.periods,
        places=places,
        goods=world.goods,
        recipes=world.recipes,
        stocks=tuple(stocks),
        efforts=tuple(efforts),
        capacities=tuple(capacities),
        purchases=tuple(purchases),
        purses=(PurseLimit("EUR", round(0.03 * worth, 2)),),
        lanes=_lanes(rng, world, places),
        needs=tuple(needs),
    )


def _gross(world: World, needs: list[Need]) -> list[float]:
    """Amounts of every good that meeting these needs in full would take, [kg]."""
    number = {good.label: g for g, good in enumerate(world.goods)}
    wanted = [0.0] * len(world.goods)
    for need in needs:
        mean = sum(need.contents.values()) / len(need.contents)
        # Energy and protein come of the same food, so protein asks for nothing more.
        share = 0.0 if need.label.startswith("protein") else 1.0 / len(need.contents)
        for good in need.contents:
            wanted[number[good]] += share * need.demand / mean
    for g in range(len(wanted) - 1, -1, -1):
        recipe = world.recipes[g]
        for flow in recipe.inputs:
            wanted[number[flow.good]] += (
                flow.amount * wanted[g] / recipe.outputs[0].amount
            )
    return wanted


def _stocks(
    rng: random.Random, world: World, place: str, wanted: list[float]
) -> list[Stock]:
    stocks = []
    for g, good in enumerate(world.goods):
        most = 0.5 if g < world.n_raw else 0.2 if g < world.n_made else 0.0
        amount = round(wanted[g] * rng.uniform(0.0, most), 2)
        if amount > 0 and rng.random() < 0.8:
            stocks.append(Stock(place, good.label, amount))
    return stocks


def _efforts(
    rng: random.Random, world: World, place: str, wanted: list[float]
) -> list[EffortOffer]:
    hours = dict.fromkeys(SKILLS, 0.0)
    for recipe, amount in zip(world.recipes, wanted, strict=True):
        for effort in recipe.effort:
            hours[effort.skill] += effort.hours * amount / recipe.outputs[0].amount
    hours["carrying"] = HOURS_PER_KG * CARRIED * sum(wanted[world.n_made :])
    offers = []
    for skill in SKILLS:
        each = hours[skill] * rng.uniform(*HOURS) / len(world.periods)
        for t in range(len(world.periods)):
            amount = round(each * rng.uniform(0.85, 1.15), 2)
            offers.append(EffortOffer(place, skill, t, amount))
    return offers


def _capacities(
    rng: random.Random,
    world: World,
    place: str,
    wanted: list[float],
    *,
    is_only: bool,
) -> list[Capacity]:
    n_periods = len(world.periods)
    amounts = dict.fromkeys((LAND, *ROOMS), 0.0)
    for recipe, amount in zip(world.recipes, wanted, strict=True):
        use = recipe.uses[0]
        starts = sum(recipe.may_start) if recipe.may_start else n_periods
        held = use.amount * amount / recipe.outputs[0].amount
        amounts[use.capacity] += held * use.periods / max(starts, use.periods)
    capacities = []
    for label, full in amounts.items():
        is_first_step = label in {LAND, *ROOMS[:N_ROOMS]}
        share = rng.uniform(*(PLENTY if is_first_step else SCARCE))
        is_lacking = label != LAND and not is_only and rng.random() < 0.05
        if full > 0 and not is_lacking:
            unit = "m2" if label == LAND else "h"
            there = round(full * share, 2)
            capacities.append(Capacity(place, label, None, there, unit))
    return capacities


def _lanes(
    rng: random.Random, world: World, places: tuple[str, ...]
) -> tuple[Lane, ...]:
    """Both ways between neighbours on the ring, and along a chord for every third."""
    n = len(places)
    pairs = {(u, (u + 1) % n) for u in range(n)}
    for _ in range(n // 3):
        pairs.add((rng.randrange(n), rng.randrange(n)))
    both = {one for u, v in pairs if u != v for one in ((u, v), (v, u))}
    storable = tuple(g.label for g in world.goods if g.survival_per_day > FRESH)
    return tuple(
        Lane(
            places[u],
            places[v],
            round(rng.uniform(0.0, 0.05), 3),
            Effort("carrying", round(HOURS_PER_KG * rng.uniform(0.5, 1.5), 4)),
            round(rng.uniform(0.01, 0.2), 3),
            storable,
        )
        for u, v in sorted(both)
    )
