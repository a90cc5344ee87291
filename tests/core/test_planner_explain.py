"""Short needs say what is missing, what binds, and what would help; all of it solved."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given

from commonweal.core.planner import (
    Arrival,
    Capacity,
    Effort,
    EffortOffer,
    Flow,
    Params,
    Recipe,
    Rest,
    Stock,
    Tier,
    Use,
    explain,
    solve,
    words,
)
from tests.core.planner_cases import (
    bakery,
    changed,
    need_of,
    small_problems,
    solved,
    village,
)
from tests.core.test_planner_leximin import some


def said(relief):
    return " + ".join(str(help_.words) for help_ in relief.helps)


def test_what_is_short_is_said_with_its_limit_and_a_relief():
    """Story 5: "six more hours of baking in week 14", here one."""
    (short,) = solved(bakery(hours=4.0, demand=10.0)).shorts

    assert short.missing == pytest.approx(2.0)
    assert (
        str(short.words)
        == "bread of north in 0 in week 14 is met to 80 %; 2 is missing."
    )
    assert [str(limit.words) for limit in short.limits] == [
        "All 4 hours of baking offered in week 14 are used."
    ]
    assert "1 more hours of baking in week 14" in [said(r) for r in short.reliefs]
    assert short.limits[0].gain_per_unit == pytest.approx(0.2)


def test_a_relief_stands_in_names_once_they_are_given():
    (short,) = solved(bakery()).shorts

    in_german = short.limits[0].words.named({"baking": "Backen", "week 14": "Woche 14"})

    assert str(in_german) == "All 4 hours of Backen offered in Woche 14 are used."


def test_a_skill_nobody_offers_is_named_with_the_hours_wanted():
    (short,) = solved(changed(bakery(), efforts=())).shorts

    assert (
        str(short.limits[0].words)
        == "All 0 hours of baking offered in week 14 are used."
    )
    assert "5 more hours of baking in week 14" in [said(r) for r in short.reliefs]


def test_flour_that_is_used_up_is_named_with_the_kilos_wanted():
    (short,) = solved(bakery(hours=100.0, flour=4.0)).shorts

    assert (
        str(short.limits[0].words)
        == "All 4 kg of flour that there is in week 14 is used."
    )
    assert said(short.reliefs[0]) == "4 kg more of flour in week 14"


def test_reliefs_that_only_help_together_are_said_together():
    """Neither hours nor oven nor flour alone would do."""
    oven = dataclasses.replace(bakery().recipes[0], uses=(Use("oven", 0.1),))
    problem = changed(
        bakery(hours=4.0, flour=6.4),
        recipes=(oven,),
        capacities=(Capacity("home", "oven", None, 0.8, "h"),),
    )

    (short,) = solved(problem).shorts

    assert sorted(said(short.reliefs[0]).split(" + ")) == [
        "0.2 h more of oven in week 14",
        "1 more hours of baking in week 14",
        "1.6 kg more of flour in week 14",
    ]
    assert short.reliefs[0].reached == pytest.approx(1.0)
    assert said(short.reliefs[1]) == "2 kg more of bread in week 14"


def test_a_wish_list_is_no_relief():
    """Five things that would all be wanted together are not told as a relief."""
    needy = dataclasses.replace(
        bakery().recipes[0],
        effort=tuple(Effort(f"skill {i}", 1.0) for i in range(5)),
    )
    problem = changed(
        bakery(),
        recipes=(needy,),
        efforts=tuple(EffortOffer("home", f"skill {i}", 0, 8.0) for i in range(5)),
    )

    (short,) = solved(problem).shorts

    assert [said(relief) for relief in short.reliefs] == [
        "2 kg more of bread in week 14"
    ]


def test_a_relief_that_does_not_hold_is_not_told(monkeypatch):
    monkeypatch.setattr(explain.Explaining, "_reached", lambda self, need, parts: 0.5)

    (short,) = solve(bakery()).shorts

    assert short.reliefs == ()


def test_what_nothing_provides_is_said_so():
    problem = village(
        needs=(
            need_of("bread", 8.0),
            need_of("bread", 8.0, label="silence", contents={}, baskets=()),
        )
    )

    shorts = solved(problem).shorts

    assert [str(short.limits[0].words) for short in shorts] == [
        "Nothing we know of provides it.",
        "Nothing we know of provides it.",
    ]
    assert [short.limits[0].kind for short in shorts] == ["nothing", "nothing"]


def test_a_need_over_the_whole_plan_is_said_without_a_week():
    problem = village(
        stocks=(Stock("home", "bread", 6.0),),
        needs=(need_of("bread", 8.0, period=None, label="bread", unit="kg"),),
    )

    (short,) = solved(problem).shorts

    assert str(short.words) == "bread is met to 75 %; 2 kg is missing."


def test_only_so_many_needs_are_relieved_and_all_are_explained():
    problem = village(
        stocks=(Stock("home", "bread", 6.0),),
        needs=tuple(need_of("bread", 8.0, group=f"circle {i}") for i in range(4)),
    )

    plan = solved(problem, params=Params(most_explained=2))

    assert [bool(short.limits) for short in plan.shorts] == [True] * 4
    assert [bool(short.reliefs) for short in plan.shorts] == [True, True, False, False]


def test_no_reliefs_are_sought_when_none_are_wanted():
    (short,) = solved(bakery(), params=Params(most_reliefs=0)).shorts

    assert short.limits and not short.reliefs


def test_the_limit_of_an_urgent_need_is_not_a_later_one():
    """What dignity holds could be taken; what binds a vital need is the stock."""
    problem = village(
        goods=("bread", "tea"),
        stocks=(Stock("home", "bread", 6.0), Stock("home", "tea", 1.0)),
        needs=(
            need_of("bread", 8.0),
            need_of("tea", 2.0, tier=Tier.DIGNITY),
        ),
    )

    bread, tea = solved(problem).shorts

    assert [limit.label for limit in bread.limits] == ["bread"]
    assert [limit.label for limit in tea.limits] == ["tea"]


def test_a_plan_says_itself_with_shorts_limits_and_reliefs():
    lines = str(solved(bakery())).splitlines()

    assert lines[0] == "This plan meets needs as far as can be, in their order."
    assert lines[1] == "Of 1 vital needs, 0 are met in full; the least is met to 80 %."
    assert lines[2] == "It takes 4 hours, and 0 kg CO2e."
    assert "It would be closed by: 1 more hours of baking in week 14." in lines


def test_time_is_the_limit_where_nothing_else_is():
    """Bread can rest only so fast: what could be ready in week 15 is not in week 14."""
    slow = Recipe("bread", "home", outputs=(Flow("bread", 1.0, after=1),))
    problem = village(
        n_weeks=2,
        recipes=(slow,),
        stocks=(Stock("home", "bread", 1.0),),
        efforts=(EffortOffer("home", "baking", 0, 1.0),),
        needs=(need_of("bread", 4.0), need_of("bread", 4.0, period=1)),
    )

    plan = solved(problem)

    assert [short.period for short in plan.shorts] == [0]
    assert plan.shorts[0].limits[0].kind == "good"


@some
@given(small_problems(with_promises=False))
def test_every_relief_closes_the_need_when_it_is_really_there(problem):
    """Each relief put into the problem lets the need be met while nobody falls."""
    plan = solve(problem)
    for short in plan.shorts:
        for relief in short.reliefs:
            richer = problem
            for help_ in relief.helps:
                richer = with_help(richer, help_)
            held = tuple(
                dataclasses.replace(need, demand=demand_of(need, plan, short))
                for need in richer.needs
            )

            after = solve(
                dataclasses.replace(richer, needs=held), params=Params(most_explained=0)
            )

            assert all(line.level > 1 - 1e-4 for line in after.fulfilment)


def demand_of(need, plan, short):
    return (
        need.demand
        if need.label == short.need
        else need.demand * plan.level_of(need.label)
    )


def is_meant(line, limit):
    if isinstance(line, Rest):
        return line.label == limit.label
    return (line.currency, line.period) == (limit.label, limit.period)


def with_help(problem, help_):
    limit, amount = help_.limit, help_.amount
    at = (limit.place, limit.label, limit.period, amount)
    if limit.kind in {"effort", "capacity", "good"}:
        part, kind = {
            "effort": ("efforts", EffortOffer),
            "capacity": ("capacities", Capacity),
            "good": ("arrivals", Arrival),
        }[limit.kind]
        return changed(problem, **{part: (*getattr(problem, part), kind(*at))})
    if limit.kind in {"purse", "rest"}:
        part, field = {"purse": ("purses", "amount"), "rest": ("rests", "hours")}[
            limit.kind
        ]
        lines = tuple(
            dataclasses.replace(line, **{field: getattr(line, field) + amount})
            if is_meant(line, limit)
            else line
            for line in getattr(problem, part)
        )
        return changed(problem, **{part: lines})
    if limit.kind == "market":
        options = tuple(
            dataclasses.replace(option, most_per_period=option.most_per_period + amount)
            if option.most_per_period is not None
            and (option.place, option.good) == (limit.place, limit.label)
            else option
            for option in problem.purchases
        )
        return changed(problem, purchases=options)
    goods = tuple(
        dataclasses.replace(good, store_limit=good.store_limit + amount)
        if good.label == limit.label
        else good
        for good in problem.goods
    )
    return changed(problem, goods=goods)


@pytest.mark.parametrize(
    ("amount", "rounded"),
    [
        (0.0, 0.0),
        (5.93, 6.0),
        (6.0000000001, 6.0),
        (11.2, 12.0),
        (99.1, 100.0),
        (137.2, 138.0),
    ],
)
def test_reliefs_are_rounded_up_to_what_people_can_plan_with(amount, rounded):
    assert explain.round_up(amount) == rounded


@pytest.mark.parametrize(
    ("amount", "shown"), [(6.0, "6"), (0.125, "0.125"), (1234.4, "1234")]
)
def test_figures_are_short(amount, shown):
    assert str(words.figure(amount)) == shown
