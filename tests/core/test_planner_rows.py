"""Every rule as it is written down: its rows, term by term, and what each goal counts.

Read from the programme that is handed to other solvers (``models_out``), so that what
these rows say is what anybody can check.
"""

from __future__ import annotations

import re

import pytest

from commonweal.core.planner import (
    Agreed,
    Arrival,
    Capacity,
    Effort,
    EffortOffer,
    Flow,
    Lane,
    Promise,
    PurchaseOption,
    PurseLimit,
    Recipe,
    Rest,
    Stock,
    Use,
    models_out,
)
from tests.core.planner_cases import changed, need_of, solved, village

Rows = dict[str, tuple[dict[str, float], float]]


def rows_of(problem, kind: str) -> Rows:
    """Rows of a rule by their names without numbers: terms by column, and the bound."""
    goal = "spread" if kind == "spread" else "toil"
    text = models_out.model_text(problem, "lp", goal=goal)
    body = text.partition("Subject To\n")[2].partition("Bounds\n")[0]
    return {
        name.removeprefix(f"{kind}_"): (terms_of(terms), float(upper))
        for name, terms, upper in re.findall(
            r"r\d+_(\w+):(.*?)<= (\S+)", body, re.DOTALL
        )
        if name.startswith(f"{kind}_")
    }


def terms_of(text: str) -> dict[str, float]:
    terms = re.findall(r"([+-]) (\S+) c\d+_(\w+)", text)
    return {column: float(sign + value) for sign, value, column in terms}


def bakeries():
    """Two bakeries, two weeks: a little of everything, each figure another one."""
    baking = Recipe(
        "bake",
        inputs=(Flow("rye", 3.0, after=1),),
        outputs=(Flow("bread", 2.0), Flow("bread", 1.0, after=1)),
        effort=(
            Effort("oven", 0.5),
            Effort("oven", 0.25, after=1),
            Effort("till", 4, 5),
        ),
        uses=(Use("room", 1.5, periods=2),),
        toil=2.0,
        footprint=0.3,
    )
    brewing = Recipe(
        "brew", "yard", outputs=(Flow("bread", 1.0),), effort=(Effort("till", 2.0),)
    )
    return village(
        n_weeks=2,
        places=("home", "yard"),
        goods=("bread", "rye"),
        recipes=(baking, brewing),
        stocks=(Stock("home", "rye", 7.0), Stock("home", "rye", 3.0, expires=1)),
        arrivals=(Arrival("yard", "rye", 1, 5.0),),
        efforts=(
            EffortOffer("home", "oven", 0, 6.0),
            EffortOffer("home", "sing", 0, 2.0),
            EffortOffer("home", "oven", 0, 1.0),
            EffortOffer("home", "oven", 1, 0.5),
            EffortOffer("yard", "oven", 1, 8.0),
            EffortOffer("yard", "till", 0, 2.0),
        ),
        capacities=(
            Capacity("home", "garden", None, 9.0),
            Capacity("home", "room", None, 5.0),
            Capacity("home", "room", 1, 1.0),
            Capacity("yard", "room", 0, 2.0),
        ),
        lanes=(
            Lane("yard", "home", goods=("rye",)),
            Lane("home", "yard", 0.25, Effort("till", 0.1), 0.7, ("bread",), 3.0),
        ),
        rests=(
            Rest("sunday", "home", 3.0, first=1),
            Rest("soil", "yard", 4.0, skills=("sing", "till", "none"), last=0),
            Rest("beer", "yard", 9.0, skills=("till",), last=1),
        ),
        purchases=(
            PurchaseOption("home", "rye", 2.0, "EUR", 0.5, most_per_period=4.0),
            PurchaseOption("yard", "bread", 8.0, "SEK", 1.5),
        ),
        purses=(
            PurseLimit("EUR", 9.0),
            PurseLimit("EUR", 5.0),
            PurseLimit("EUR", 7.0),
            PurseLimit("EUR", 3.0, period=1),
            PurseLimit("SEK", 20.0),
        ),
        promises=(Promise("p", "home", "bread", 1, 1.0),),
        needs=(
            need_of("bread", 4.0, label="n", place="yard", period=1, most=5.0, had=1.0),
            need_of("rye", 2.0, label="m", period=None),
        ),
        agreed=(Agreed("bake", "home", 0, 4.0), Agreed("bake", "yard", 1, 2.0)),
    )


def test_balance_adds_up_everything_that_comes_and_goes():
    assert rows_of(bakeries(), "good") == {
        "bread_home_0": (
            {"run_bake_home_0": -2, "kept_home_bread_0": 1, "moved_bread_0": 1},
            0,
        ),
        "bread_home_1": (
            {
                "run_bake_home_0": -1,
                "run_bake_home_1": -2,
                "kept_home_bread_0": -1,
                "moved_bread_1": 1,
            },
            -1,  # the promise
        ),
        "rye_home_0": (
            {"kept_home_rye_0": 1, "bought_rye_0": -1, "given_m_home_rye_0": 1},
            10,
        ),
        "rye_home_1": (
            {
                "run_bake_home_0": 3,
                "kept_home_rye_0": -1,
                "moved_rye_1": -1,
                "bought_rye_1": -1,
                "given_m_home_rye_1": 1,
            },
            0,
        ),
        "bread_yard_0": (
            {
                "run_bake_yard_0": -2,
                "run_brew_yard_0": -1,
                "kept_yard_bread_0": 1,
                "moved_bread_0": -0.75,
                "bought_bread_0": -1,
            },
            0,
        ),
        "bread_yard_1": (
            {
                "run_bake_yard_0": -1,
                "run_bake_yard_1": -2,
                "run_brew_yard_1": -1,
                "kept_yard_bread_0": -1,
                "moved_bread_1": -0.75,
                "bought_bread_1": -1,
                "given_n_yard_bread_1": 1,
            },
            0,
        ),
        "rye_yard_1": ({"run_bake_yard_0": 3, "moved_rye_1": 1}, 5),
    }


def test_effort_adds_up_hours_by_skill_place_and_week():
    assert rows_of(bakeries(), "effort") == {
        "oven_home_0": ({"run_bake_home_0": 0.5}, 7),
        "oven_home_1": ({"run_bake_home_0": 0.25, "run_bake_home_1": 0.5}, 0.5),
        "till_home_0": ({"moved_bread_0": 0.1}, 0),
        "till_home_1": ({"moved_bread_1": 0.1}, 0),
        "oven_yard_0": ({"run_bake_yard_0": 0.5}, 0),
        "oven_yard_1": ({"run_bake_yard_0": 0.25, "run_bake_yard_1": 0.5}, 8),
        "till_yard_0": ({"run_brew_yard_0": 2}, 2),
        "till_yard_1": ({"run_brew_yard_1": 2}, 0),
    }


def test_rest_adds_up_hours_of_its_skills_over_its_weeks():
    assert rows_of(bakeries(), "rest") == {
        "sunday_home": (
            {"run_bake_home_0": 0.25, "run_bake_home_1": 0.5, "moved_bread_1": 0.1},
            3,
        ),
        "soil_yard": ({"run_brew_yard_0": 2}, 4),
        "beer_yard": ({"run_brew_yard_0": 2, "run_brew_yard_1": 2}, 9),
    }


def test_capacity_is_held_for_as_long_as_a_run_lasts():
    assert rows_of(bakeries(), "capacity") == {
        "room_home_0": ({"run_bake_home_0": 1.5}, 5),
        "room_home_1": ({"run_bake_home_0": 1.5, "run_bake_home_1": 1.5}, 6),
        "room_yard_0": ({"run_bake_yard_0": 1.5}, 2),
        "room_yard_1": ({"run_bake_yard_0": 1.5, "run_bake_yard_1": 1.5}, 0),
    }


def test_a_purse_is_the_smallest_of_those_for_the_same_span():
    assert rows_of(bakeries(), "purse") == {
        "EUR": ({"bought_rye_0": 2, "bought_rye_1": 2}, 5),
        "EUR_1": ({"bought_rye_1": 2}, 3),
        "SEK": ({"bought_bread_0": 8, "bought_bread_1": 8}, 20),
    }


def test_what_was_agreed_bounds_the_runs_beyond_it():
    assert rows_of(bakeries(), "agreed") == {
        "bake_home_0": ({"run_bake_home_0": 1, "changed": -1}, 4),
        "bake_yard_1": ({"run_bake_yard_1": 1, "changed": -1}, 2),
    }


def test_disliked_work_is_measured_by_all_hours_offered_then_and_there():
    """Nine hours of any kind at home, half an hour a week later; in the yard two, eight."""
    assert rows_of(bakeries(), "spread") == {
        "home_0": ({"run_bake_home_0": pytest.approx(0.5 / 9), "peak": -1}, 0),
        "home_1": ({"run_bake_home_0": 0.5, "run_bake_home_1": 1, "peak": -1}, 0),
        "yard_0": ({"run_bake_yard_0": 0.25, "peak": -1}, 0),
        "yard_1": (
            {"run_bake_yard_0": 0.25 / 8, "run_bake_yard_1": 0.5 / 8, "peak": -1},
            0,
        ),
    }


def test_where_nobody_offers_hours_or_nothing_is_disliked_there_is_no_share():
    problem = changed(
        bakeries(),
        places=("home", "yard", "shed"),
        efforts=(
            EffortOffer("home", "oven", 0, 7.0),
            EffortOffer("yard", "till", 1, 4.0),
            EffortOffer("shed", "till", 0, 1.0),
        ),
    )

    assert set(rows_of(problem, "spread")) == {"home_0", "yard_1"}


def meals():
    """One basket for three needs, and needs that are met, or served by nobody."""
    shared, of_two = ("basket",), {"bread": 2.0}
    return village(
        goods=("bread", "cake"),
        stocks=(Stock("home", "bread", 9.0),),
        needs=(
            need_of("bread", 4.0, label="a", baskets=shared, contents=of_two, had=1.0),
            need_of("bread", 0.0, label="b", baskets=shared, most=8.0, had=3.0),
            need_of("bread", 0.0, label="zero", baskets=shared, most=0.0, contents={}),
            need_of("bread", 4.0, label="met", had=6.0, most=5.0),
            need_of("cake", 4.0, label="c", most=8.0, had=2.0),
            need_of("bread", 8.0, label="d", most=16.0, had=4.0),
        ),
    )


def test_levels_are_what_was_had_and_is_given_over_what_is_asked_for():
    assert rows_of(meals(), "need") == {
        "a_home_0": ({"given_basket_home_bread_0": -0.5, "level_a": 1}, 0.25),
        "met_home_0": ({"given_met_home_bread_0": -0.25, "level_met": 1}, 1.5),
        "c_home_0": ({"level_c": 1}, 0.5),
        "d_home_0": ({"given_d_home_bread_0": -0.125, "level_d": 1}, 0.5),
    }
    assert rows_of(meals(), "floor") == {
        f"{label}_home_0": ({f"level_{label}": -1, "floor": 1}, 0)
        for label in ("a", "met", "c", "d")
    }


def test_what_does_harm_is_left_over_what_was_had_already():
    assert rows_of(meals(), "most") == {
        "b_home_0": ({"given_basket_home_bread_0": 0.125}, 0.625),
        "met_home_0": ({"given_met_home_bread_0": 0.25}, 0),
        "d_home_0": ({"given_d_home_bread_0": 0.125}, 1.5),
    }


def test_what_must_not_be_given_at_all_is_not():
    """Of two goods for one basket, one would harm somebody who eats from it."""
    shared, either = ("basket",), {"bread": 1.0, "cake": 1.0}
    problem = village(
        goods=("bread", "cake"),
        stocks=(Stock("home", "bread", 3.0), Stock("home", "cake", 9.0)),
        needs=(
            need_of("bread", 4.0, baskets=shared, contents=either),
            need_of(
                "cake", 0.0, label="no", baskets=shared, contents={"cake": 5.0}, most=0
            ),
        ),
    )

    assert rows_of(problem, "most") == {
        "no_home_0": ({"given_basket_home_cake_0": 5}, 0)
    }
    assert {gift.good: gift.amount for gift in solved(problem).given} == {"bread": 3}


@pytest.mark.parametrize("problem", [bakeries(), meals()])
def test_plans_of_these_problems_hold(problem):
    assert min(line.level for line in solved(problem).fulfilment) > 0.1
