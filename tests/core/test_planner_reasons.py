"""Each kind of limit once: where it stands, how much it is, what more of it would give."""

from __future__ import annotations

import dataclasses

import pytest

from commonweal.core.planner import (
    Arrival,
    Capacity,
    Effort,
    EffortOffer,
    Flow,
    Good,
    Lane,
    Params,
    Period,
    PurchaseOption,
    PurseLimit,
    Recipe,
    Rest,
    Stock,
    Tier,
    Use,
)
from tests.core.planner_cases import bakery, changed, need_of, solved, village

WEEK = {"period": "week 14"}
HOME = {"place": "home"}


def oven():
    """A tenth of an oven for each kilo; the oven is there for four tenths of a day."""
    problem = bakery(hours=100.0)
    (bread,) = problem.recipes
    return changed(
        problem,
        recipes=(dataclasses.replace(bread, uses=(Use("oven", 0.1),)),),
        capacities=(Capacity("home", "oven", None, 0.4, "h"),),
    )


def bought(*purses, most=None):
    return village(
        purchases=(PurchaseOption("home", "bread", 2.0, "EUR", most_per_period=most),),
        purses=purses,
        needs=(need_of("bread", 9.0),),
    )


def cellar():
    return village(
        n_weeks=2,
        goods=(Good("apples", "kg", store_limit=10.0),),
        stocks=(Stock("home", "apples", 40.0),),
        needs=(need_of("apples", 25.0, period=1),),
    )


CASES = {
    "effort": (
        bakery(hours=4.0),
        ("baking", "home", 0, 4.0, 0.2),
        {"amount": 4, "skill": "baking", **WEEK, **HOME},
        1.0,
    ),
    "rest": (
        changed(bakery(hours=100.0), rests=(Rest("sunday", "home", 3.0),)),
        ("sunday", "home", None, 3.0, 0.2),
        {"amount": 3, "rest": "sunday", **HOME},
        2.0,
    ),
    "capacity": (
        oven(),
        ("oven", "home", 0, 0.4, 1.0),
        {"amount": 0.4, "capacity": "oven", "unit": "h", **WEEK, **HOME},
        0.6,
    ),
    "purse": (
        bought(PurseLimit("EUR", 9.0)),
        ("EUR", None, None, 9.0, 1 / 18),
        {"amount": 9, "currency": "EUR"},
        9.0,
    ),
    "market": (
        bought(PurseLimit("EUR", 90.0), most=3.0),
        ("bread", "home", 0, 3.0, 1 / 9),
        {"amount": 3, "good": "bread", "unit": "kg", **WEEK, **HOME},
        6.0,
    ),
    "store": (
        cellar(),
        ("apples", "home", 0, 10.0, 0.04),
        {"amount": 10, "good": "apples", "unit": "kg", **WEEK, **HOME},
        15.0,
    ),
    "good": (
        bakery(hours=100.0, flour=4.0),
        ("flour", "home", 0, 4.0, 0.125),
        {"amount": 4, "good": "flour", "unit": "kg", **WEEK, **HOME},
        4.0,
    ),
}


@pytest.mark.parametrize("kind", CASES)
def test_a_limit_is_told_with_its_place_size_and_worth_and_how_much_more_helps(kind):
    problem, where, said, more = CASES[kind]

    (short,) = solved(problem).shorts

    (limit,) = short.limits
    assert limit.kind == kind
    found = (limit.label, limit.place, limit.period, limit.amount, limit.gain_per_unit)
    assert found == (*where[:3], pytest.approx(where[3]), pytest.approx(where[4]))
    assert limit.words.params == said
    relief = short.reliefs[0]
    (help_,) = relief.helps
    assert (help_.limit, help_.amount) == (limit, pytest.approx(more))
    assert help_.words.params == {**said, "amount": pytest.approx(more)}
    assert help_.words.template != limit.words.template
    assert relief.reached == pytest.approx(1.0)
    assert short.missing == pytest.approx(more * where[4] * demand_of(problem))


def demand_of(problem) -> float:
    (need,) = problem.needs
    return need.demand


def test_what_would_do_harm_is_a_limit_and_no_more_of_it_a_relief():
    problem = village(
        stocks=(Stock("home", "bread", 90.0),),
        needs=(
            need_of("bread", 10.0, baskets=("x",), unit="kWh"),
            need_of(
                "bread", 0.0, label="salt", baskets=("x",), contents={"bread": 3.0},
                most=12.0, unit="g",
            ),
        ),
    )  # fmt: skip

    (short,) = solved(problem).shorts

    (limit,) = short.limits
    assert (limit.kind, limit.label, limit.amount) == ("most", "salt", 12.0)
    assert limit.words.params == {
        "amount": 12, "need": "salt", "unit": "g", **WEEK, **HOME,
    }  # fmt: skip
    assert short.reliefs == ()


def test_a_short_need_is_told_whole():
    problem = village(
        stocks=(Stock("home", "tea", 1.2345),),
        goods=("tea",),
        needs=(
            need_of(
                "tea", 4.0, label="tea", group="south", tier=Tier.DIGNITY,
                is_wish=True, unit="kg",
            ),
        ),
    )  # fmt: skip

    (short,) = solved(problem).shorts

    told = (short.need, short.group, short.tier, short.is_wish, short.period)
    assert told == ("tea", "south", Tier.DIGNITY, True, 0)
    assert short.level == pytest.approx(0.308625)
    assert short.words.params == {
        "need": "tea",
        "group": "south",
        "percent": 30,
        "missing": 2.77,
        "unit": "kg",
        "period": "week 14",
    }


def test_the_strongest_limit_is_told_first_and_no_more_than_five():
    """Six places send what they have; who has most counts most."""
    places = ("home", *(f"farm {i}" for i in range(6)))
    problem = village(
        places=places,
        stocks=tuple(
            Stock(place, "bread", float(i)) for i, place in enumerate(places) if i
        ),
        lanes=tuple(Lane(place, "home") for place in places[1:]),
        needs=(need_of("bread", 42.0),),
    )

    (short,) = solved(problem).shorts

    assert [(limit.place, limit.amount) for limit in short.limits] == [
        (f"farm {i}", i + 1) for i in range(5, 0, -1)
    ]
    assert [relief.helps[0].amount for relief in short.reliefs] == [21.0]


def test_the_relief_that_takes_least_of_what_there_is_comes_first():
    """Twice the flour or a tenth more hours: the hours are told first."""
    problem = changed(
        bakery(hours=4.5, flour=100.0),
        arrivals=(Arrival("home", "bread", 0, 0.5),),
        purchases=(PurchaseOption("home", "bread", 1.0, "EUR"),),
        purses=(PurseLimit("EUR", 0.1),),
    )

    (short,) = solved(problem).shorts

    assert short.missing == pytest.approx(0.4)
    assert [
        (help_.limit.kind, help_.amount)
        for relief in short.reliefs
        for help_ in relief.helps
    ] == [("effort", pytest.approx(0.2)), ("purse", pytest.approx(0.4))]


def test_no_more_reliefs_are_told_than_are_asked_for():
    problem = changed(
        bakery(hours=4.0),
        purchases=(PurchaseOption("home", "bread", 1.0, "EUR"),),
        purses=(PurseLimit("EUR", 0.5),),
    )

    two = solved(problem, params=Params(most_reliefs=2)).shorts[0].reliefs
    one = solved(problem, params=Params(most_reliefs=1)).shorts[0].reliefs

    assert len(two) == 2
    assert one == two[:1]


def where(line):
    return line.kind, line.label, line.place, line.period, line.amount


def helps_of(short):
    return [
        (help_.limit.label, help_.limit.place, help_.amount)
        for relief in short.reliefs
        for help_ in relief.helps
    ]


def test_of_two_foods_the_better_counts_more_and_each_is_a_relief_of_its_own():
    problem = village(
        goods=("bread", "cake"),
        stocks=(Stock("home", "bread", 1.0), Stock("home", "cake", 1.0)),
        needs=(need_of("food", 10.0, contents={"bread": 1.0, "cake": 4.0}),),
    )

    (short,) = solved(problem).shorts

    assert [(limit.label, limit.gain_per_unit) for limit in short.limits] == [
        ("cake", pytest.approx(0.4)),
        ("bread", pytest.approx(0.1)),
    ]
    assert helps_of(short) == [("cake", "home", 1.3), ("bread", "home", 5.0)]


def test_what_is_bought_here_and_there_and_kept_is_told_by_what_it_gives():
    """Half of what the yard sends is lost: its leek counts for half as much."""
    problem = village(
        n_weeks=2,
        places=("yard", "home"),
        goods=("soup", "leek"),
        stocks=(Stock("home", "leek", 1.0), Stock("yard", "leek", 4.0)),
        purchases=(
            PurchaseOption("yard", "leek", 1.0, "EUR", most_per_period=1.0),
            PurchaseOption("home", "leek", 1.0, "EUR", most_per_period=1.5),
        ),
        purses=(PurseLimit("EUR", 99.0),),
        lanes=(Lane("yard", "home", 0.5),),
        recipes=(
            Recipe(
                "cook",
                "home",
                inputs=(Flow("leek", 0.5),),
                outputs=(Flow("soup", 1.0),),
            ),
        ),
        needs=(need_of("soup", 20.0, period=1),),
    )

    (short,) = solved(problem).shorts

    assert short.level == pytest.approx(14 / 20)
    assert len(short.limits) == 5
    assert where(short.limits[0]) == ("good", "leek", "yard", 0, 4.0)
    assert set(map(where, short.limits[1:3])) == {
        ("market", "leek", "home", t, 1.5) for t in (0, 1)
    }
    assert where(short.limits[3]) == ("good", "leek", "home", 0, 1.0)
    assert [limit.gain_per_unit for limit in short.limits] == pytest.approx(
        [0.05, 0.1, 0.1, 0.1, 0.05]
    )
    assert helps_of(short) == [("leek", "home", 3.0), ("leek", "home", 3.0)]
    first, second = (relief.helps[0].limit.kind for relief in short.reliefs)
    assert (first, second) == ("market", "good")


def test_what_does_not_keep_so_long_is_a_limit_of_time():
    problem = village(
        n_weeks=3,
        places=("yard", "home"),
        goods=("jam", "milk"),
        stocks=(Stock("home", "milk", 10.0, expires=1),),
        needs=(need_of("milk", 5.0), need_of("milk", 10.0, period=2)),
    )

    (short,) = solved(problem).shorts

    assert [where(limit) for limit in short.limits] == [
        ("time", "milk", "home", 2, 0.0)
    ]
    assert short.limits[0].words.params == {
        "amount": 0, "good": "milk", "unit": "kg", "period": "week 16", **HOME,
    }  # fmt: skip
    assert helps_of(short) == [("milk", "home", 10.0)]


def test_later_needs_are_held_while_a_relief_is_sought():
    problem = village(
        stocks=(Stock("home", "bread", 6.0),),
        needs=tuple(
            need_of("bread", 4.0, label=tier, tier=tier)
            for tier in (Tier.VITAL, Tier.DIGNITY, Tier.FLOURISHING)
        ),
    )

    shorts = solved(problem).shorts

    assert [(short.need, helps_of(short)) for short in shorts] == [
        ("dignity", [("bread", "home", 2.0)]),
        ("flourishing", [("bread", "home", 4.0)]),
    ]


def test_four_things_that_only_help_together_are_told_together():
    problem = bakery()
    (bread,) = problem.recipes
    skills = tuple(f"skill {i}" for i in range(4))
    problem = changed(
        problem,
        recipes=(
            dataclasses.replace(
                bread, effort=tuple(Effort(one, 1.0) for one in skills)
            ),
        ),
        efforts=tuple(
            EffortOffer("home", one, 0, 8.0 - i) for i, one in enumerate(skills)
        ),
    )

    (short,) = solved(problem).shorts

    together = short.reliefs[0]
    assert sorted((one.limit.label, one.amount) for one in together.helps) == [
        (one, 2.0 + i) for i, one in enumerate(skills)
    ]
    assert together.reached == pytest.approx(1.0)


def test_where_two_weeks_are_short_of_the_same_the_stronger_is_tried():
    """Bread of week 14 keeps by half: an hour then is worth half an hour later."""
    problem = bakery(hours=2.0)
    problem = changed(
        problem,
        periods=(Period("week 14", 1.0), Period("week 15", 1.0)),
        goods=(problem.goods[0], Good("bread", "kg", survival_per_day=0.5)),
        efforts=tuple(EffortOffer("home", "baking", t, 2.0) for t in range(2)),
        needs=(need_of("bread", 10.0, period=1),),
    )

    (short,) = solved(problem).shorts

    assert [(limit.period, limit.gain_per_unit) for limit in short.limits] == [
        (1, pytest.approx(0.2)),
        (0, pytest.approx(0.1)),
    ]
    assert [
        (help_.limit.period, help_.amount)
        for relief in short.reliefs
        for help_ in relief.helps
    ] == [(1, 2.0)]
