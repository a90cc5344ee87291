"""Lanes opened as they pay: the same optimum as the whole matrix, and a bound that holds."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonweal.core import planner
from commonweal.core.planner import (
    backend,
    blocks,
    build,
    check,
    crush,
    duality,
    found,
    sifting,
)
from commonweal.core.planner.matrix import Tag
from commonweal.core.planner.params import Params, Stop

N_WEEKS = 6


def federation(seed: int, n_places: int = 4) -> planner.Problem:
    """Make places on a ring: grain is grown here and there, bread baked, all carried."""
    rng = np.random.default_rng(seed)
    places = tuple(f"p{i}" for i in range(n_places))
    ring = {tuple(sorted((a, places[i - 1]))) for i, a in enumerate(places)}
    hours = planner.Effort("carrying", 0.02)
    return planner.Problem(
        periods=tuple(planner.Period(f"w{t}") for t in range(N_WEEKS)),
        places=places,
        goods=(
            planner.Good("grain", "kg", 0.999),
            planner.Good("bread", "kg", 0.97),
            planner.Good("cake", "kg", 0.98),
        ),
        recipes=(
            planner.Recipe(
                "grow",
                outputs=(planner.Flow("grain", 1.0, 2),),
                uses=(planner.Use("land", 1.0, 2),),
                may_start=tuple(t < 3 for t in range(N_WEEKS)),
            ),
            planner.Recipe(
                "bake",
                inputs=(planner.Flow("grain", 0.8),),
                outputs=(planner.Flow("bread", 1.0),),
                effort=(planner.Effort("baking", 0.1),),
            ),
            planner.Recipe(
                "bake cake",
                inputs=(planner.Flow("grain", 0.5),),
                outputs=(planner.Flow("cake", 1.0),),
                effort=(planner.Effort("baking", 0.3),),
            ),
        ),
        stocks=tuple(
            planner.Stock(place, "grain", float(rng.uniform(0, 40))) for place in places
        ),
        capacities=tuple(
            planner.Capacity(place, "land", None, float(rng.uniform(0, 60)))
            for place in places
        ),
        efforts=tuple(
            planner.EffortOffer(place, skill, t, float(rng.uniform(0.2, 3)))
            for place in places
            for skill in ("baking", "carrying")
            for t in range(N_WEEKS)
        ),
        lanes=tuple(
            planner.Lane(a, b, float(rng.uniform(0, 0.1)), hours)
            for pair in sorted(ring)
            for a, b in (pair, pair[::-1])
        ),
        needs=tuple(
            planner.Need(
                f"{good} {place}", place, place, tier, None,
                float(rng.uniform(20, 120)), {good: 1.0}, (f"{good} {place}",),
            )
            for place in places
            for good, tier in (
                ("bread", planner.Tier.VITAL), ("cake", planner.Tier.DIGNITY)
            )
        ),
    )  # fmt: skip


def vital(problem: planner.Problem) -> list[planner.Need]:
    return [need for need in problem.needs if need.tier is planner.Tier.VITAL]


def whole_floor(arrays: build.Arrays) -> float:
    """Raise the floor of the vital needs with every lane open."""
    solver = backend.Solver(arrays, Params(), Stop(), 0)
    for need in arrays.matrix.problem.needs:
        tag = Tag("floor", need.label, need.place, need.period)
        upper = 0.0 if need.tier is planner.Tier.VITAL else np.inf
        solver.bound_row(arrays.matrix.rows[tag], upper)
    solver.maximise(np.array([arrays.matrix.i_floor], dtype=np.int32))
    return -solver.solve().cost


@given(st.integers(0, 10_000), st.integers(2, 6))
@settings(max_examples=15, deadline=None)
def test_sifted_floor_is_the_floor_of_the_whole_matrix(seed: int, n: int) -> None:
    problem = federation(seed, n)
    arrays = build.build(problem)
    floor = blocks.raise_floor(arrays, vital(problem), Params(), Stop())
    truth = whole_floor(arrays)
    assert floor.level == pytest.approx(truth, abs=1e-7)
    assert floor.at_most >= truth - 1e-9
    assert floor.at_most == pytest.approx(truth, abs=1e-5)


@given(st.integers(0, 10_000), st.sampled_from([0.3, 0.05, 0.001]))
@settings(max_examples=15, deadline=None)
def test_bound_of_an_early_stop_holds(seed: int, gap: float) -> None:
    problem = federation(seed)
    arrays = build.build(problem)
    floor = blocks.raise_floor(arrays, vital(problem), Params(), Stop(), gap=gap)
    truth = whole_floor(arrays)
    assert floor.level <= truth + 1e-7 <= floor.at_most + 2e-7
    assert floor.at_most - floor.level <= gap + 1e-9


def test_no_prices_make_the_bound_fall_below_the_truth() -> None:
    problem = federation(3)
    arrays = build.build(problem)
    floor = blocks.raise_floor(arrays, vital(problem), Params(), Stop())
    bounded = blocks._Bounded(arrays, Params(), Stop(), tuple(vital(problem)))
    rng = np.random.default_rng(0)
    for size in (0.0, 1e-4, 0.01, 1.0):
        noise = rng.normal(0, size, len(floor.answer.row_prices))
        prices = floor.answer.row_prices + noise * arrays.row_scale
        answer = found.Answer(
            floor.answer.ending, floor.answer.values, prices,
            floor.answer.column_prices, floor.answer.cost,
        )  # fmt: skip
        assert bounded.at_most(answer) >= floor.level - 1e-9


def test_no_column_exceeds_the_most_there_can_be() -> None:
    arrays = build.build(federation(5))
    most = duality.most_there_can_be(arrays)
    assert np.isfinite(most).all()
    for i_column in range(0, len(most), 7):
        solver = backend.Solver(arrays, Params(), Stop(), 0)
        solver.maximise(np.array([i_column], dtype=np.int32))
        reached = solver.solve().values[i_column] / arrays.column_scale[i_column]
        assert reached <= most[i_column] * (1 + 1e-9) + 1e-9


@pytest.mark.parametrize("seed", range(4))
def test_plan_made_by_sifting_is_the_plan_of_the_whole_matrix(seed: int) -> None:
    problem = federation(seed)
    sifted = planner.solve(problem, params=Params(sift_from=0))
    plain = planner.solve(problem, params=Params(sift_from=10**9))
    assert sifted.status == plain.status == planner.Status.OPTIMAL
    levels = {one.need: one.level for one in plain.fulfilment}
    for one in sifted.fulfilment:
        assert one.level == pytest.approx(levels[one.need], abs=1e-5)
    assert sifted.totals.toil == pytest.approx(plain.totals.toil, rel=1e-4)
    assert not check.problems_with_plan(problem, sifted)


def test_promise_that_only_a_lane_can_keep_is_kept() -> None:
    base = federation(1, 2)
    problem = planner.Problem(
        periods=base.periods, places=base.places, goods=base.goods,
        stocks=(planner.Stock("p0", "bread", 10.0),),
        efforts=base.efforts, lanes=base.lanes,
        promises=(planner.Promise("for p1", "p1", "bread", 1, 5.0),),
    )  # fmt: skip
    arrays = build.build(problem)
    is_lane = np.zeros(len(arrays.column_upper), dtype=np.bool_)
    is_lane[arrays.matrix.moved.i_columns] = True
    first = sifting.First(is_lane=is_lane)
    solver = sifting.SiftingSolver(arrays, Params(), Stop(), 0, first)
    assert np.array_equal(solver.is_closed, is_lane)
    assert solver.solve().ending is found.Ending.OPTIMAL
    assert not solver.is_closed.any()


def test_promises_that_collide_are_said_to() -> None:
    base = federation(1, 2)
    problem = planner.Problem(
        periods=base.periods, places=base.places, goods=base.goods,
        stocks=(planner.Stock("p0", "bread", 10.0),),
        efforts=base.efforts, lanes=base.lanes,
        promises=(planner.Promise("for p1", "p1", "bread", 1, 50.0),),
    )  # fmt: skip
    with pytest.raises(ValueError, match="promises collide"):
        blocks.raise_floor(build.build(problem), [], Params(), Stop())
    plan = planner.solve(problem, params=Params(sift_from=0))
    assert plan.status is planner.Status.INFEASIBLE
    assert plan.collisions == ("for p1",)


def test_free_face_leaves_lanes_closed_that_never_paid() -> None:
    problem = federation(2)
    arrays = build.build(problem, ("toil",))
    solver = sifting.SiftingSolver(arrays, Params(), Stop(), 0)
    solver.minimise(arrays.goal_costs["toil"])
    solver.hold_face(solver.face_of(solver.solve()))
    before = solver.is_closed
    solver.free_face()
    i_levels = list(arrays.matrix.levels.values())
    solver.maximise(np.array(i_levels, dtype=np.int32))
    answer = solver.solve()
    still = solver.is_closed
    assert before.sum() >= still.sum() > 0
    assert np.all(answer.values[still] == 0)


def test_crushed_problem_is_smaller_and_names_every_column() -> None:
    arrays = build.build(federation(2), ("toil",))
    crushed = crush.crush(arrays, 2)
    assert len(crushed.of) == len(arrays.column_upper)
    assert len(crushed.arrays.row_upper) < len(arrays.row_upper) / 2
    assert np.isfinite(crushed.arrays.row_upper).all()
    lanes = np.zeros(len(crushed.of), dtype=np.bool_)
    lanes[arrays.matrix.moved.i_columns] = True
    assert np.array_equal(crushed.is_lane[crushed.of], lanes)


def test_small_problems_are_not_sifted() -> None:
    arrays = build.build(federation(2))
    assert type(blocks.solver_for(arrays, Params(), Stop(), 0)) is backend.Solver
    sifted = blocks.solver_for(arrays, Params(sift_from=0), Stop(), 0)
    assert type(sifted) is sifting.SiftingSolver
