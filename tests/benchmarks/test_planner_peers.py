"""Peers of planning in kind, on problems whose answers are known."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from benchmarks.planner import alone, harmony, plain
from commonweal.core.planner import (
    Capacity,
    Effort,
    EffortOffer,
    Flow,
    Good,
    Need,
    Period,
    Problem,
    Recipe,
    Stock,
    Tier,
    Use,
    build,
    solve,
)


def two_groups(stock=6.0):
    """Bread for two groups; the second needs twice as much for the same level."""
    return Problem(
        periods=(Period("w1"),),
        places=("home",),
        goods=(Good("bread", "kg"),),
        stocks=(Stock("home", "bread", stock),),
        needs=tuple(
            Need(
                group,
                "home",
                group,
                Tier.VITAL,
                None,
                demand,
                {"bread": 1.0},
                (group,),
            )
            for group, demand in (("north", 4.0), ("south", 8.0))
        ),
    )


def bakery(hours):
    """10 kg of bread needed, half an hour for each, an oven for 20 kg."""
    return Problem(
        periods=(Period("w1"),),
        places=("home",),
        goods=(Good("bread", "kg"), Good("flour", "kg")),
        recipes=(
            Recipe(
                "bake",
                inputs=(Flow("flour", 0.5),),
                outputs=(Flow("bread", 1.0),),
                effort=(Effort("baking", 0.5),),
                uses=(Use("oven", 1.0),),
            ),
        ),
        stocks=(Stock("home", "flour", 100.0),),
        efforts=(EffortOffer("home", "baking", 0, hours),),
        capacities=(Capacity("home", "oven", None, 20.0),),
        needs=(Need("b", "home", "g", Tier.VITAL, None, 10.0, {"bread": 1.0}, ("b",)),),
    )


def test_harmony_is_a_half_parabola_below_the_target_and_a_logarithm_above():
    targets = np.array([10.0, 10.0, 10.0, 10.0])
    net = np.array([0.0, 5.0, 10.0, 20.0])
    expected = [-1.5, -0.625, 0.0, np.log(2.0)]
    np.testing.assert_allclose(harmony.harmony_of(targets, net), expected)


def test_harmony_comes_near_the_best_plan_of_kantorovichs_excavators():
    economy, best = harmony.excavators()
    intensity = harmony.balance(economy)
    net = economy.net(intensity)
    assert (net >= -1e-9).all()  # no machine works longer than it is there
    reached = (net / economy.targets)[:3].min() / best
    assert 0.88 < reached < 1.0


def test_harmony_bakes_until_the_hours_are_used_to_the_program_s_98_percent():
    union = harmony.Union(bakery(4.0), "home")
    intensity = harmony.balance(union.economy)
    used = union.economy.uses @ intensity
    assert used[union.number["effort", "baking"]] == pytest.approx(0.98 * 4.0)
    assert union.levels(intensity)["b"] == pytest.approx(0.98 * 0.8)


def test_harmony_comes_near_the_best_plan_of_a_chain_of_two_steps():
    problem = bakery(7.0)
    mill = Recipe(
        "mill",
        inputs=(Flow("grain", 1.0),),
        outputs=(Flow("flour", 1.0),),
        effort=(Effort("baking", 0.4),),
    )
    problem = replace(
        problem,
        goods=(*problem.goods, Good("grain", "kg")),
        recipes=(*problem.recipes, mill),
        stocks=(Stock("home", "grain", 100.0),),
        needs=(replace(problem.needs[0], demand=14.0),),
    )
    best = 7.0 / (14.0 * (0.5 + 0.5 * 0.4))
    assert 0.88 < harmony.levels_of(problem)["b"] / best <= 1.0


def test_what_harmony_overdraws_is_shrunk_until_it_can_be_done():
    union = harmony.Union(bakery(4.0), "home")
    too_much = np.full(union.economy.uses.shape[1], 16.0)
    fit = harmony.repaired(union.economy, too_much)
    assert union.economy.net(fit).min() >= -1e-6
    assert union.levels(fit)["b"] == pytest.approx(0.8)


def test_harmony_gives_everyone_the_same_share_of_what_was_made():
    problem = bakery(4.0)
    others = replace(problem.needs[0], label="c", baskets=("c",), demand=30.0)
    union = harmony.Union(replace(problem, needs=(*problem.needs, others)), "home")
    assert union.levels(np.array([8.0])) == pytest.approx({"b": 0.2, "c": 0.2})


def test_a_weighted_sum_feeds_who_is_cheapest_first_and_leximin_both_alike():
    problem = two_groups()
    assert plain.weighted_sum(build.build(problem)) == pytest.approx(
        {"north": 1.0, "south": 0.25}
    )
    levels = {line.need: line.level for line in solve(problem).fulfilment}
    assert levels == pytest.approx({"north": 0.5, "south": 0.5})


def test_a_plain_max_min_raises_both():
    assert plain.max_min(build.build(two_groups())) == pytest.approx(0.5)


def test_a_measurement_runs_in_a_process_of_its_own_and_says_what_it_found():
    one = alone.found("whole", "month:6:2:12:4")
    assert one["broken"] == 0
    assert one["status"] == "optimal"
    assert 0.0 <= one["vital"][0] <= one["vital"][1] <= 1.0
    assert one["peak"] > 0


def test_a_library_that_is_missing_is_named_and_nothing_stops():
    one = alone.found("peer", "month:6:2:12:4", "linopy")
    assert "not installed" in one.get("said", "not installed")


def test_instances_are_named_by_their_sizes():
    problem = alone.problem_of("2x20x4")
    assert (len(problem.places), len(problem.goods), len(problem.periods)) == (2, 20, 4)
    assert len(alone.problem_of("month:6:2:12:4").periods) == 4


def test_what_building_found_can_be_handed_on():
    one = alone.building(alone.problem_of("month:6:2:12:4"))
    assert set(one) == {"seconds", "whole", "rows", "columns", "entries"}
    assert all(amount > 0 for amount in one.values())
