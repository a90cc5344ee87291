"""The order of goods: the fast way agrees with exact fractions, and is fair."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import HealthCheck, assume, given, settings, strategies

from commonweal.core import planner
from commonweal.core.planner import (
    EffortOffer,
    Good,
    Need,
    Params,
    Status,
    Stock,
    Tier,
    backend,
    build,
    check,
    exact,
    found,
    leximin,
    reference,
    solve,
)
from tests.core.planner_cases import (
    is_lower,
    levels,
    leximin_vector,
    need_of,
    small_problems,
    solved,
    village,
)

TOLERANCE = 1e-6
FAST = Params(most_explained=0)
some = settings(
    max_examples=min(60, settings.default.max_examples),  # fewer while code is mutated
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)


@some
@given(small_problems())
def test_the_fast_way_agrees_with_exact_fractions(problem):
    """Issue: leximin exact to 1e-6, proven against the reference solver."""
    plan = solve(problem)

    assert [str(line) for line in check.problems_with_plan(problem, plan)] == []
    try:
        expected = reference.levels_of(problem)
    except exact.Impossible:
        assert plan.status is Status.INFEASIBLE
        return
    assert plan.status is Status.OPTIMAL
    for line in plan.fulfilment:
        assert line.level == pytest.approx(float(expected[line.need]), abs=TOLERANCE)


@pytest.mark.campaign
@settings(some, max_examples=3000)
@given(small_problems())
def test_the_fast_way_agrees_with_exact_fractions_at_length(problem):
    """The same promise, for a night."""
    plan = solve(problem)

    try:
        expected = reference.levels_of(problem)
    except exact.Impossible:
        assert plan.status is Status.INFEASIBLE
        return
    for line in plan.fulfilment:
        assert line.level == pytest.approx(float(expected[line.need]), abs=TOLERANCE)


@some
@given(small_problems())
def test_the_exact_test_alone_agrees_as_well(problem):
    """The fallback of a round is right by itself: no need is settled by its price."""
    always_tested = dataclasses.replace(FAST, most_rounds=1)

    one, other = solve(problem, params=FAST), solve(problem, params=always_tested)

    assert [line.level for line in one.fulfilment] == pytest.approx(
        [line.level for line in other.fulfilment], abs=TOLERANCE
    )


@some
@given(small_problems(with_promises=False), strategies.data())
def test_more_of_anything_never_lowers_the_least(problem, data):
    """Property: nothing that is added ever lowers the leximin vector.

    Stock, deliveries, hours, shorter rests, room, money, what is on offer, room to keep,
    and roads that lose less.
    """
    kind, field = data.draw(
        strategies.sampled_from(
            [
                ("stocks", "amount"),
                ("arrivals", "amount"),
                ("efforts", "hours"),
                ("rests", "hours"),
                ("capacities", "amount"),
                ("purses", "amount"),
                ("purchases", "most_per_period"),
                ("goods", "store_limit"),
                ("lanes", "loss"),
            ]
        )
    )
    added = -0.25 if field == "loss" else 1.0
    more = tuple(
        dataclasses.replace(one, **{field: max(getattr(one, field) + added, 0.0)})
        if getattr(one, field) is not None
        else one
        for one in getattr(problem, kind)
    )

    before = solve(problem, params=FAST)
    after = solve(dataclasses.replace(problem, **{kind: more}), params=FAST)

    for tier in Tier:
        mine, other = leximin_vector(after, tier), leximin_vector(before, tier)
        assert not is_lower(mine, other)
        if is_lower(other, mine):
            break  # a tier that rose may take from the tiers after it


@some
@given(small_problems(), strategies.sampled_from([1e-3, 7.0, 1000.0]))
def test_scaling_units_changes_nothing(problem, factor):
    """Property: grams or kilos, the levels are the same."""
    good = problem.goods[0].label

    def scaled(flows):
        return tuple(
            dataclasses.replace(flow, amount=flow.amount * factor)
            if flow.good == good
            else flow
            for flow in flows
        )

    in_other_units = dataclasses.replace(
        problem,
        goods=tuple(_scaled_good(one, good, factor) for one in problem.goods),
        recipes=tuple(
            dataclasses.replace(
                recipe, inputs=scaled(recipe.inputs), outputs=scaled(recipe.outputs)
            )
            for recipe in problem.recipes
        ),
        stocks=scaled(problem.stocks),
        arrivals=scaled(problem.arrivals),
        promises=scaled(problem.promises),
        lanes=tuple(_scaled_lane(lane, good) for lane in problem.lanes),
        purchases=tuple(_scaled_option(one, good, factor) for one in problem.purchases),
        needs=tuple(_scaled_need(need, good, factor) for need in problem.needs),
    )
    # A lane's effort is per unit whatever the good, so it cannot follow one unit alone.
    assume(all(lane.effort is None for lane in problem.lanes))

    one, other = solve(problem, params=FAST), solve(in_other_units, params=FAST)

    assert one.status == other.status
    assert [line.level for line in other.fulfilment] == pytest.approx(
        [line.level for line in one.fulfilment], abs=1e-5
    )


def _scaled_good(one: Good, good: str, factor: float) -> Good:
    if one.label != good or one.store_limit is None:
        return one
    return dataclasses.replace(one, store_limit=one.store_limit * factor)


def _scaled_lane(lane, good):
    return lane


def _scaled_option(option, good, factor):
    if option.good != good:
        return option
    most = option.most_per_period
    return dataclasses.replace(
        option,
        price=option.price / factor,
        most_per_period=None if most is None else most * factor,
    )


def _scaled_need(need: Need, good: str, factor: float) -> Need:
    contents = {
        label: amount / factor if label == good else amount
        for label, amount in need.contents.items()
    }
    return dataclasses.replace(need, contents=contents)


@some
@given(small_problems(), strategies.randoms(use_true_random=False))
def test_permuting_what_is_listed_changes_nothing(problem, chance):
    """Property: order and labels say nothing about who comes first."""
    parts = {}
    for field in ("goods", "recipes", "stocks", "efforts", "needs", "places"):
        listed = list(getattr(problem, field))
        chance.shuffle(listed)
        parts[field] = tuple(listed)

    one = solve(problem, params=FAST)
    other = solve(dataclasses.replace(problem, **parts), params=FAST)

    assert one.status == other.status
    mine = {line.need: line.level for line in one.fulfilment}
    assert {line.need: line.level for line in other.fulfilment} == pytest.approx(
        mine, abs=TOLERANCE
    )


@some
@given(small_problems())
def test_splitting_a_group_into_identical_halves_changes_nothing(problem):
    """Property: eight people are treated like two circles of four."""
    first, *others = problem.needs
    halves = tuple(
        dataclasses.replace(
            first,
            label=f"{first.label} {half}",
            demand=first.demand / 2,
            had=first.had / 2,
            most=None if first.most is None else first.most / 2,
            baskets=tuple(f"{basket} {half}" for basket in first.baskets),
        )
        for half in ("left", "right")
    )
    shared = set(first.baskets) & {b for need in others for b in need.baskets}
    assume(not shared)

    one = solve(problem, params=FAST)
    other = solve(dataclasses.replace(problem, needs=(*halves, *others)), params=FAST)

    assert one.status == other.status
    for label in (halves[0].label, halves[1].label):
        assert other.level_of(label) == pytest.approx(
            one.level_of(first.label), abs=TOLERANCE
        )
    for need in others:
        assert other.level_of(need.label) == pytest.approx(
            one.level_of(need.label), abs=TOLERANCE
        )


@some
@given(small_problems())
def test_who_offered_the_hours_changes_nothing(problem):
    """I-1: the same hours in many small offers or in one give the same plan."""
    split = tuple(
        dataclasses.replace(offer, hours=offer.hours / 4)
        for offer in problem.efforts
        for _ in range(4)
    )

    one = solve(problem, params=FAST)
    other = solve(dataclasses.replace(problem, efforts=split), params=FAST)

    assert [line.level for line in one.fulfilment] == [
        line.level for line in other.fulfilment
    ]


def test_no_value_of_a_problem_can_say_who_contributed():
    """I-1: there is no field for a person or a contributor in any type."""
    fields = {
        field.name
        for name in planner.__all__
        if dataclasses.is_dataclass(getattr(planner, name))
        for field in dataclasses.fields(getattr(planner, name))
    }

    assert {field.name for field in dataclasses.fields(EffortOffer)} == {
        "place",
        "skill",
        "period",
        "hours",
    }
    assert not fields & {"person", "people", "provider", "contributor", "by", "account"}


def test_nobody_gets_the_second_tier_while_the_first_could_be_met():
    """I-2: all bread goes to what is vital, although dignity asks for it too."""
    problem = village(
        stocks=(Stock("home", "bread", 10.0),),
        needs=(
            need_of("bread", 8.0, label="vital of north"),
            need_of("bread", 8.0, label="vital of south", group="south"),
            need_of("bread", 1.0, label="dignity of south", tier=Tier.DIGNITY),
        ),
    )

    assert levels(solved(problem)) == {
        "vital of north": 0.625,
        "vital of south": 0.625,
        "dignity of south": 0.0,
    }


@some
@given(small_problems(with_promises=False))
def test_a_later_tier_never_costs_an_earlier_one(problem):
    """I-2: taking all later needs away changes no vital level."""
    vital = tuple(
        need for need in problem.needs if need.tier == Tier.VITAL and not need.is_wish
    )
    # Upper bounds on a shared basket protect whoever shares it, so they stay.
    assume(all(need.most is None for need in problem.needs))

    alone = solve(dataclasses.replace(problem, needs=vital), params=FAST)
    together = solve(problem, params=FAST)

    for need in vital:
        assert together.level_of(need.label) == pytest.approx(
            alone.level_of(need.label), abs=TOLERANCE
        )


def test_the_worst_off_are_raised_one_after_the_other():
    """Three levels: milk for the children, bread for two circles, the rest in full."""
    problem = village(
        goods=("milk", "bread", "soap"),
        stocks=(
            Stock("home", "milk", 1.0),
            Stock("home", "bread", 10.0),
            Stock("home", "soap", 9.0),
        ),
        needs=(
            need_of("milk", 4.0, group="chidi's"),
            need_of("bread", 10.0),
            need_of("bread", 10.0, group="south"),
            need_of("soap", 3.0),
        ),
    )

    assert list(levels(solved(problem)).values()) == [0.25, 0.5, 0.5, 1.0]


def test_prices_that_do_not_add_up_are_not_believed(monkeypatch):
    """A round whose prices are wrong falls back on the exact test, and is right."""
    problem = village(
        goods=("milk", "bread"),
        stocks=(Stock("home", "milk", 1.0), Stock("home", "bread", 5.0)),
        needs=(need_of("milk", 4.0), need_of("bread", 10.0)),
    )
    honest = backend.Solver.solve

    def with_wrong_prices(self, **how):
        answer = honest(self, **how)
        return dataclasses.replace(answer, row_prices=answer.row_prices * 0.5)

    monkeypatch.setattr(backend.Solver, "solve", with_wrong_prices)

    assert levels(solve(problem, params=FAST)) == {
        "milk of north in 0": 0.25,
        "bread of north in 0": 0.5,
    }


def test_noise_that_makes_held_levels_collide_loosens_them_a_little(monkeypatch):
    problem = village(
        goods=("bread", "cake"),
        stocks=(Stock("home", "bread", 6.0),),
        needs=(need_of("bread", 8.0), need_of("cake", 1.0)),
    )
    solver = backend.Solver(arrays := build.build(problem), FAST, planner.Stop(), 0)
    raising = leximin.Raising(arrays.matrix, solver, FAST)
    raising.settle(lambda done: None)
    raising.hold_row(0, 6.0)
    honest, answers = solver.solve, iter([found.INFEASIBLE])
    monkeypatch.setattr(solver, "solve", lambda **_: next(answers, None) or honest())

    answer = raising.solve()

    assert answer.ending is found.Ending.OPTIMAL


def test_held_levels_that_cannot_be_held_at_all_are_trouble(monkeypatch):
    problem = village(
        stocks=(Stock("home", "bread", 6.0),), needs=(need_of("bread", 8.0),)
    )
    arrays = build.build(problem)
    solver = backend.Solver(arrays, FAST, planner.Stop(), 0)
    raising = leximin.Raising(arrays.matrix, solver, FAST)
    raising.settle(lambda done: None)
    monkeypatch.setattr(solver, "solve", lambda **_: found.INFEASIBLE)

    with pytest.raises(found.Trouble, match="holding the levels"):
        raising.solve()
