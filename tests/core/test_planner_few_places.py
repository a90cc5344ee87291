"""A floor proved by a few places and reached region by region: never wrong, only slow."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonweal.core import planner
from commonweal.core.planner import backend, blocks, build, few_places, regions
from commonweal.core.planner.found import INFEASIBLE, Stopped, Trouble
from commonweal.core.planner.params import Params, Stop
from tests.core.test_planner_blocks import federation, vital, whole_floor

GAP = 0.01
HOME, NEXT, FAR = "home", "next door", "far away"


def three(
    *, home: float, next_door: float, far: float, money: float = 0.0
) -> planner.Problem:
    """Make three places in a row, each with so much bread and in need of ten kilos."""
    stocks = {HOME: home, NEXT: next_door, FAR: far}
    return planner.Problem(
        periods=(planner.Period("week 1"),),
        places=tuple(stocks),
        goods=(planner.Good("bread", "kg"),),
        stocks=tuple(
            planner.Stock(place, "bread", amount) for place, amount in stocks.items()
        ),
        lanes=tuple(
            planner.Lane(a, b)
            for pair in ((HOME, NEXT), (NEXT, FAR))
            for a, b in (pair, pair[::-1])
        ),
        purchases=tuple(
            planner.PurchaseOption(place, "bread", 1.0, "EUR")
            for place in stocks
        ),
        purses=(planner.PurseLimit("EUR", money),),
        needs=tuple(
            planner.Need(
                f"bread {place}", place, place, planner.Tier.VITAL, 0, 10.0,
                {"bread": 1.0}, (f"bread {place}",),
            )
            for place in stocks
        ),
    )  # fmt: skip


def solver_of(problem: planner.Problem, stop: Stop | None = None) -> backend.Solver:
    return backend.Solver(build.build(problem), Params(), stop or Stop(), 0)


def reach(problem: planner.Problem, gap: float = GAP) -> few_places.Reached | None:
    return few_places.reach(solver_of(problem), vital(problem), gap)


def settled(problem: planner.Problem, level: float) -> list[list[str]]:
    """Settle all regions; return the places of those tried, in their order."""
    found = regions.Regions(solver_of(problem), vital(problem))
    found.settle_alone(level)
    tried = []
    while (is_in := found.unsettled()) is not None:
        tried.append([problem.places[i] for i in np.flatnonzero(is_in)])
        if not found.settle(is_in, level):
            assert found.join(is_in)
    assert found.together() is not None
    return tried


@given(st.integers(0, 10_000), st.integers(2, 7), st.sampled_from([0.3, 0.05, 0.001]))
@settings(max_examples=20, deadline=None)
def test_plan_keeps_every_limit_and_is_as_near_as_promised(
    seed: int, n: int, gap: float
) -> None:
    problem = federation(seed, n)
    arrays = build.build(problem)
    found = reach(problem, gap)
    assert found is not None
    level, truth = -found.answer.cost, whole_floor(arrays)
    assert level <= truth + 1e-7 <= found.at_most + 2e-7
    assert found.at_most - level <= gap / 2.0 + 1e-9
    values = found.answer.values / arrays.column_scale
    entries, used = arrays.entries, np.zeros(len(arrays.row_upper))
    i_columns = np.repeat(np.arange(len(values)), np.diff(entries.start))
    np.add.at(used, entries.i_rows, entries.values * values[i_columns])
    assert np.all(used <= arrays.row_upper + 1e-6)
    assert np.all((values >= -1e-9) & (values <= arrays.column_upper + 1e-6))
    for need in vital(problem):
        assert found.answer.values[arrays.matrix.levels[need.label]] >= level - 1e-7


def test_places_that_manage_alone_stay_alone() -> None:
    assert settled(three(home=8.5, next_door=9, far=10), 0.8) == []


def test_place_without_a_plan_joins_neighbours_that_are_alone() -> None:
    tried = settled(three(home=4, next_door=12, far=8), 0.8)
    assert tried == [[HOME], [HOME, NEXT]]


def test_region_without_a_plan_joins_the_regions_around_it() -> None:
    tried = settled(three(home=4, next_door=8, far=12), 0.8)
    assert tried == [[HOME], [HOME, NEXT], [HOME, NEXT, FAR]]


def test_what_is_common_goes_to_those_who_need_it() -> None:
    """Home and far away buy two kilos each of four; next door does without."""
    problem = three(home=6, next_door=8, far=6, money=4.0)
    found = regions.Regions(solver_of(problem), vital(problem))
    found.settle_alone(0.8)
    while (is_in := found.unsettled()) is not None:
        assert is_in.sum() == 1
        assert found.settle(is_in, 0.8)
    values = found.together()
    assert values is not None
    bought = build.build(problem).matrix.bought.i_columns
    assert values[bought].sum() == pytest.approx(4.0, abs=1e-3)


def test_purse_is_never_overdrawn_by_regions_together() -> None:
    found = reach(three(home=1, next_door=2, far=3, money=9.0))
    assert found is not None
    assert found.at_most == pytest.approx(0.5)
    assert -found.answer.cost == pytest.approx(0.5 - GAP / 2)


def test_only_lanes_within_regions_are_counted() -> None:
    """Home and next door share; far away has plenty and its lanes stay closed."""
    found = reach(three(home=4, next_door=8, far=100))
    assert found is not None
    assert found.at_most == 1.0
    found = reach(three(home=4, next_door=20, far=10))
    assert found is not None
    assert found.n_open == 2


@pytest.mark.parametrize("place", [HOME, NEXT, FAR])
def test_wrong_guess_of_the_worst_off_is_noticed(
    monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    """Whoever is asked first, the floor is that of all three."""
    guess = np.array([place == one for one in (HOME, NEXT, FAR)])
    monkeypatch.setattr(few_places, "_worst", lambda _before, _needs: guess)
    found = reach(three(home=0, next_door=3, far=27), 0.001)
    assert found is not None
    assert found.at_most == pytest.approx(1.0)
    found = reach(three(home=0, next_door=3, far=12), 0.001)
    assert found is not None
    assert found.at_most == pytest.approx(0.5)


def test_region_that_fails_shows_a_lower_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    """Seven in a row: the first is asked, but the last three have little."""
    places = tuple(f"p{i}" for i in range(7))
    amounts = (10.0, 10.0, 10.0, 10.0, 4.0, 4.0, 4.0)
    problem = planner.Problem(
        periods=(planner.Period("week 1"),), places=places,
        goods=(planner.Good("bread", "kg"),),
        stocks=tuple(
            planner.Stock(place, "bread", amount)
            for place, amount in zip(places, amounts, strict=True)
        ),
        lanes=tuple(
            planner.Lane(places[i], places[i + 1], 0.5) for i in range(4, 6)
        ),
        needs=tuple(
            planner.Need(
                f"bread {place}", place, place, planner.Tier.VITAL, 0, 10.0,
                {"bread": 1.0}, (f"bread {place}",),
            )
            for place in places
        ),
    )  # fmt: skip
    first = np.arange(7) == 0
    monkeypatch.setattr(few_places, "_worst", lambda _before, _needs: first)
    found = reach(problem)
    assert found is not None
    assert found.at_most == pytest.approx(whole_floor(build.build(problem)), abs=1e-9)
    assert found.at_most == pytest.approx(0.4)


@pytest.mark.parametrize("places", [(HOME,), (HOME, NEXT)])
def test_places_without_lanes_or_without_anything_have_a_plan(
    places: tuple[str, ...],
) -> None:
    one = three(home=6, next_door=0, far=0)
    problem = planner.Problem(
        periods=one.periods, places=places, goods=one.goods,
        stocks=one.stocks[:1], needs=one.needs[:1],
    )  # fmt: skip
    found = reach(problem)
    assert found is not None
    assert found.n_open == 0
    assert found.at_most == pytest.approx(0.6)
    assert -found.answer.cost == pytest.approx(0.6 - GAP / 2)


def test_floor_of_no_needs_is_as_high_as_floors_go() -> None:
    found = few_places.reach(solver_of(three(home=6, next_door=0, far=0)), [], GAP)
    assert found is not None
    assert found.at_most == 1.0


def colliding() -> planner.Problem:
    base = three(home=1, next_door=1, far=1)
    return planner.Problem(
        periods=base.periods, places=base.places, goods=base.goods,
        stocks=base.stocks, lanes=base.lanes, needs=base.needs,
        promises=(planner.Promise("for home", HOME, "bread", 0, 50.0),),
    )  # fmt: skip


def test_promises_that_collide_leave_it_to_the_whole_matrix() -> None:
    problem = colliding()
    assert reach(problem) is None
    with pytest.raises(ValueError, match="promises collide"):
        blocks.raise_floor(
            build.build(problem), vital(problem), Params(), Stop(), gap=GAP
        )


def test_trouble_leaves_it_to_the_whole_matrix(monkeypatch: pytest.MonkeyPatch) -> None:
    def trouble(_self: object, _is_in: object) -> None:
        raise Trouble(("everything",))

    problem = three(home=4, next_door=12, far=8)
    with monkeypatch.context() as patch:
        patch.setattr(few_places._Proof, "_raise", trouble)
        assert reach(problem) is None
        arrays = build.build(problem)
        floor = blocks.raise_floor(arrays, vital(problem), Params(), Stop(), gap=GAP)
    assert floor.at_most - GAP <= floor.level <= 0.8 + 1e-7 <= floor.at_most + 2e-7


def test_crushed_problem_without_an_answer_leaves_it_to_the_whole_matrix(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(few_places.Solver, "solve", lambda _self: INFEASIBLE)
    assert reach(three(home=4, next_door=12, far=8)) is None


def test_plan_beside_a_limit_is_looked_for_again_in_a_corner(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    problem, n_solves = three(home=8, next_door=9, far=10), []
    solve = regions._Search.solve

    def counted(self: regions._Search) -> object:
        n_solves.append(1)
        return solve(self)

    monkeypatch.setattr(regions._Search, "_keeps_rows", lambda _self, _answer: False)
    monkeypatch.setattr(regions._Search, "solve", counted)
    assert settled(problem, 0.8) == []
    assert len(n_solves) == 3


def test_plans_that_go_beyond_a_limit_together_are_not_given(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(regions.Regions, "together", lambda _self: None)
    assert reach(three(home=8, next_door=9, far=10)) is None


def test_stop_holds_for_all_solves_together() -> None:
    times = iter(range(10_000))
    stop = Stop(seconds=3.0, clock=lambda: float(next(times)))
    problem = three(home=4, next_door=8, far=12)
    with pytest.raises(Stopped):
        few_places.reach(solver_of(problem, stop), vital(problem), GAP)
    before = solver_of(problem, Stop(seconds=0.5))
    before.seconds = 0.5
    with pytest.raises(Stopped):
        few_places.reach(before, vital(problem), GAP)
