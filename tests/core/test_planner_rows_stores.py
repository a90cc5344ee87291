"""The rules of stores as they are written down: batches, what is fresh, and room."""

from __future__ import annotations

from commonweal.core.planner import (
    Arrival,
    Flow,
    Good,
    Lane,
    PurchaseOption,
    PurseLimit,
    Recipe,
    Stock,
)
from tests.core.planner_cases import levels, need_of, solved, village
from tests.core.test_planner_rows import rows_of


def dairy():
    """Milk that halves from week to week, in batches and without, in two places."""
    return village(
        n_weeks=4,
        places=("home", "yard"),
        goods=(
            "jam",
            Good("milk", "l", survival_per_day=0.5, store_limit=8.0),
            Good("curd", "kg", store_limit=3.0),
        ),
        stocks=(
            Stock("home", "jam", 1.0),
            Stock("home", "milk", 10.0, expires=1),
            Stock("home", "milk", 6.0, expires=1),
            Stock("home", "milk", 4.0, expires=2),
            Stock("home", "milk", 2.0),
            Stock("home", "milk", 1.0, expires=3),
            Stock("yard", "milk", 7.0, expires=0),
            Stock("yard", "curd", 5.0),
        ),
        arrivals=(Arrival("home", "milk", 1, 3.0), Arrival("yard", "milk", 1, 2.5)),
        recipes=(
            Recipe(
                "mix",
                "home",
                inputs=(Flow("jam", 1.0), Flow("milk", 0.25)),
                outputs=(Flow("milk", 1.5),),
            ),
        ),
        purchases=(PurchaseOption("home", "milk", 2.0, "EUR"),),
        purses=(PurseLimit("EUR", 9.0),),
        lanes=(Lane("yard", "home", 0.25, goods=("milk",)),),
        needs=(
            need_of("milk", 20.0, label="n", period=2),
            need_of("curd", 4.0, label="c", place="yard", period=1),
        ),
    )


def test_a_batch_is_kept_until_the_week_before_its_last_and_taken_until_then():
    assert rows_of(dairy(), "batch") == {
        "1_milk_home_0": ({"kept_home_milk_0_1": 1, "taken_home_milk_0_1": 1}, 16),
        "1_milk_home_1": ({"kept_home_milk_0_1": -0.5, "taken_home_milk_1_1": 1}, 0),
        "2_milk_home_0": ({"kept_home_milk_0_2": 1, "taken_home_milk_0_2": 1}, 4),
        "2_milk_home_1": (
            {
                "kept_home_milk_0_2": -0.5,
                "kept_home_milk_1_2": 1,
                "taken_home_milk_1_2": 1,
            },
            0,
        ),
        "2_milk_home_2": ({"kept_home_milk_1_2": -0.5, "taken_home_milk_2_2": 1}, 0),
        "0_milk_yard_0": ({"taken_yard_milk_0_0": 1}, 7),
    }


def test_only_what_is_fresh_is_kept_without_an_expiry():
    fresh = rows_of(dairy(), "fresh")

    assert fresh["milk_home_1"] == (
        {
            "run_mix_home_1": -1.5,
            "kept_home_milk_0": -0.5,
            "kept_home_milk_1": 1,
            "moved_milk_1": -0.75,
            "bought_milk_1": -1,
        },
        3,
    )
    assert fresh["milk_home_0"][1] == 3  # what keeps beyond the plan
    assert fresh["milk_yard_0"] == ({"kept_yard_milk_0": 1}, 0)
    assert fresh["milk_yard_1"][1] == 2.5
    assert set(fresh) == {
        f"milk_{place}_{t}" for place in ("home", "yard") for t in (0, 1)
    }


def test_a_store_has_room_for_batches_and_what_is_fresh_together():
    assert rows_of(dairy(), "store") == {
        "milk_home_0": (
            {"kept_home_milk_0": 1, "kept_home_milk_0_1": 1, "kept_home_milk_0_2": 1},
            8,
        ),
        "milk_home_1": ({"kept_home_milk_1": 1, "kept_home_milk_1_2": 1}, 8),
        "milk_yard_0": ({"kept_yard_milk_0": 1}, 8),
        "milk_yard_1": ({"kept_yard_milk_1": 1}, 8),
        "curd_yard_0": ({"kept_yard_curd_0": 1}, 3),
    }


def test_milk_is_given_from_every_batch_while_it_lasts():
    """In week 2, of 20 l: half of 2 + 1 + 1 sent kept twice and of 3 kept once, 2.5; of
    the batch of 4 a quarter; 2.5 in the yard halve, too, and lose a quarter on the way,
    0.9375; 9 € buy 4.5; a kilo of jam makes 1.25.
    """
    all_milk = 2.5 + 1.0 + 0.9375 + 4.5 + 1.25
    assert levels(solved(dairy())) == {"n": round(all_milk / 20, 5), "c": 0.75}
