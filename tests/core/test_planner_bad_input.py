"""Slips of the pen: two units for one thing, more out than in, a million rows, one typo."""

from __future__ import annotations

import time

import pytest

from commonweal.core.planner import (
    BadProblem,
    Capacity,
    Flow,
    Good,
    Lane,
    Need,
    Period,
    Problem,
    PurchaseOption,
    PurseLimit,
    Recipe,
    Rest,
    Stock,
    Tier,
    Use,
    solve,
    tables,
)
from tests.core.planner_cases import levels, need_of, solved, village


def faults_of(**parts) -> dict[str, str]:
    with pytest.raises(BadProblem) as caught:
        village(**parts)
    return {fault.where: str(fault.words) for fault in caught.value.faults}


def counted(unit: str, good_unit: str, content: float) -> Problem:
    """North needs 500 of some unit of bread, which is counted in another."""
    need = Need(
        "n", "home", "north", Tier.VITAL, 0, 500, {"bread": content}, ("b",), unit=unit
    )
    return village(goods=(Good("bread", good_unit),), needs=(need,))


# --- units ------------------------------------------------------------------------


def test_a_need_in_grams_met_by_kilos_as_if_they_were_grams_is_named():
    with pytest.raises(BadProblem) as caught:
        counted("g", "kg", 1.0)

    (fault,) = caught.value.faults
    assert str(fault) == (
        "needs[0].contents['bread']: 1 kg of bread counts as 1 g here, not as 1000; "
        "check the units."
    )


@pytest.mark.parametrize(
    ("unit", "good_unit", "content"),
    [
        ("g", "kg", 1000.0),  # said as it is
        ("g", "kg", 80.0),  # grams of protein
        ("g", "kg", 100_000.0),  # a hundred times itself: starter, or dried milk
        ("kcal", "kg", 1.0),  # of another kind
        ("kg", "loaf", 1.0),  # a loaf of a kilo
        ("kg", "kg", 1.0),
        ("", "kg", 1.0),
        ("kg", "kg", 7.0),
    ],
)
def test_units_that_do_not_contradict_are_no_fault(unit, good_unit, content):
    assert counted(unit, good_unit, content).needs


@pytest.mark.parametrize(
    ("unit", "good_unit", "content"),
    [("g", "kg", 100_001.0), ("kg", "g", 1.0), ("ml", "l", 1.0), ("kg", "kg", 101.0)],
)
def test_a_good_that_holds_far_more_than_itself_is_named(unit, good_unit, content):
    with pytest.raises(BadProblem) as caught:
        counted(unit, good_unit, content)

    assert [fault.where for fault in caught.value.faults] == [
        "needs[0].contents['bread']"
    ]


def test_one_content_that_is_not_1_says_that_the_unit_was_thought_of():
    need = Need(
        "iron",
        "home",
        "north",
        Tier.VITAL,
        0,
        50,
        {"bread": 1.0, "milk": 2.0},
        ("b",),
        unit="mg",
    )

    assert village(goods=("bread", "milk"), needs=(need,)).needs


def test_a_need_that_shares_a_basket_asks_for_what_is_in_the_goods():
    """1 g of salt in 1 kg of beans is what beans hold, not a slip."""
    salt = need_of("beans", 0.0, label="salt", baskets=("b",), most=5.0, unit="g")
    beans = need_of("beans", 10.0, label="beans", baskets=("b",))

    assert village(goods=("beans",), needs=(beans, salt)).needs
    assert "needs[0].contents['beans']" in faults_of(goods=("beans",), needs=(salt,))


def test_what_was_had_before_is_an_amount_like_any_other():
    assert list(faults_of(needs=(need_of("bread", 1.0, had=-1.0),))) == ["needs[0].had"]


def test_a_good_in_two_units_is_told_what_to_do():
    found = faults_of(goods=(Good("bread", "kg"), Good("bread", "loaf")))

    assert found == {
        "goods[1]": (
            "bread is counted in kg already. What comes in loaf as well is another good; "
            "a task may turn one into the other."
        )
    }


def test_a_good_in_two_units_is_told_in_its_row_of_a_table():
    with pytest.raises(BadProblem) as caught:
        tables.problem_from_tables(
            {
                "periods": "label\nw\n",
                "places": "label\nhome\n",
                "goods": "label,unit\nbread,kg\nmilk,l\nbread,g\n",
            }
        )

    assert [fault.where for fault in caught.value.faults] == ["goods.csv, row 4"]


def test_a_capacity_in_two_units_is_named():
    rooms = (
        Capacity("home", "oven", 0, 8.0, "h"),
        Capacity("home", "oven", 0, 8.0),
        Capacity("home", "oven", 0, 3.0, "batches"),
    )

    assert faults_of(capacities=rooms) == {
        "capacities[2].unit": (
            "oven is counted in h already; one capacity has one unit, not batches as "
            "well."
        )
    }


# --- labels, months, lines that say the same twice ----------------------------------


def test_a_label_that_says_nothing_is_named():
    assert faults_of(places=("home", " ")) == {
        "places[1]": "A label must say something."
    }


@pytest.mark.parametrize("month", [0, 13])
def test_a_month_that_is_none_is_named(month):
    with pytest.raises(BadProblem, match=r"periods\[0\].month: Months are counted"):
        Problem(periods=(Period("w", month=month),), places=("home",))


def test_months_of_the_year_are_no_fault():
    year = tuple(Period(f"m{month}", month=month) for month in range(1, 13))

    assert Problem(periods=year, places=("home",)).periods == year


@pytest.mark.parametrize(
    ("first", "second"),
    [(None, None), (None, ("bread",)), (("bread", "milk"), ("milk",))],
)
def test_two_lanes_for_the_same_goods_are_named(first, second):
    found = faults_of(
        places=("home", "yard"),
        goods=("bread", "milk"),
        lanes=(
            Lane("home", "yard", goods=first),
            Lane("home", "yard", 0.1, goods=second),
        ),
    )

    assert list(found) == ["lanes[1]"]


def test_two_lanes_for_different_goods_go_each_its_way():
    """Bread by bicycle loses nothing; milk in the van loses half."""
    problem = village(
        places=("home", "yard"),
        goods=("bread", "milk"),
        stocks=(Stock("home", "bread", 4.0), Stock("home", "milk", 4.0)),
        lanes=(
            Lane("home", "yard", 0.0, goods=("bread",)),
            Lane("home", "yard", 0.5, goods=("milk",)),
            Lane("home", "yard", goods=()),
            Lane("yard", "home"),
        ),
        needs=(
            need_of("bread", 4.0, place="yard"),
            need_of("milk", 4.0, place="yard"),
        ),
    )

    assert list(levels(solved(problem)).values()) == [1.0, 0.5]


def test_two_offers_at_one_price_are_named():
    option = PurchaseOption("home", "bread", 2.0, "EUR")
    dearer = PurchaseOption("home", "bread", 3.0, "EUR")

    found = faults_of(
        purchases=(option, dearer, option), purses=(PurseLimit("EUR", 1.0),)
    )

    assert list(found) == ["purchases[2]"]


# --- more out than in ---------------------------------------------------------------


def sifting(amount: float, **more) -> Recipe:
    inputs = more.pop("inputs", (Flow("flour", 1.0),))
    return Recipe("sift", inputs=inputs, outputs=(Flow("flour", amount),), **more)


def test_a_task_that_gives_more_of_the_good_it_takes_is_named():
    found = faults_of(goods=("flour",), recipes=(sifting(1.2),))

    assert found == {
        "recipes[0]": (
            "sift gives more of a good than it takes of it, and takes nothing else. Say "
            "what it grows from or the room it takes, or give less."
        )
    }


@pytest.mark.parametrize(
    "recipe",
    [
        sifting(1.0),
        sifting(30.0, uses=(Use("land", 2.0),)),
        sifting(3.0, inputs=(Flow("flour", 1.0), Flow("water", 2.0))),
        sifting(1.0, inputs=()),
    ],
    ids=["keeps", "grows on land", "takes something else", "nature's gift"],
)
def test_what_grows_on_land_or_from_something_is_no_fault(recipe):
    assert village(goods=("flour", "water"), recipes=(recipe,)).recipes


def test_every_circle_is_named_beside_every_typo():
    """Bad input: all problems at once."""
    found = faults_of(
        goods=("cloth", "rags", "flour"),
        recipes=(
            sifting(2.0),
            Recipe("tear", inputs=(Flow("cloth", 1),), outputs=(Flow("rags", 2),)),
            Recipe("weave", inputs=(Flow("rags", 1),), outputs=(Flow("cloth", 1),)),
            Recipe("sort", inputs=(Flow("rags", 1),), outputs=(Flow("flour", 9),)),
        ),
        stocks=(Stock("home", "cloht", 1.0), Stock("home", "rags", -1.0)),
    )

    assert list(found) == [
        "stocks[0].good",
        "stocks[1].amount",
        "recipes[0]",
        "recipes[1]",
    ]
    assert "tear, weave." in found["recipes[1]"]


def test_packing_and_unpacking_a_thousand_goods_is_no_circle_from_nothing():
    """Circles that feed only themselves are asked one by one, so size does not tell."""
    n_goods = 1000
    goods = tuple(f"{what} {i}" for i in range(n_goods) for what in ("sack", "box"))
    packing = tuple(
        Recipe(
            f"pack {i}", inputs=(Flow(f"sack {i}", 2),), outputs=(Flow(f"box {i}", 1),)
        )
        for i in range(n_goods)
    )
    unpacking = tuple(
        Recipe(
            f"open {i}", inputs=(Flow(f"box {i}", 1),), outputs=(Flow(f"sack {i}", 2),)
        )
        for i in range(n_goods)
    )
    begun = time.process_time()

    assert village(goods=goods, recipes=packing + unpacking).recipes
    assert time.process_time() - begun < 5


# --- amounts worlds apart -----------------------------------------------------------


@pytest.mark.parametrize(
    ("parts", "where"),
    [
        (
            {
                "goods": ("bread",),
                "stocks": (Stock("home", "bread", 1e7),),
                "needs": (need_of("bread", 1.0, contents={"bread": 9e5}),),
            },
            "needs[0].demand",
        ),
        (
            {
                "recipes": (Recipe("bake", uses=(Use("oven", 1e-7),)),),
                "capacities": (Capacity("home", "oven", None, 1e7),),
            },
            "recipes[0].uses[0].amount",
        ),
        (
            {
                "purchases": (PurchaseOption("home", "bread", 1e-4, "EUR"),),
                "purses": (PurseLimit("EUR", 1e9),),
            },
            "purchases[0].price",
        ),
    ],
)
def test_amounts_that_are_worlds_apart_are_named_whatever_they_are_of(parts, where):
    assert list(faults_of(**parts)) == [where]


def test_amounts_just_not_worlds_apart_are_solved_and_hold():
    """Twelve orders of magnitude: a gram needed beside a million tonnes."""
    problem = village(
        goods=("bread", "gold"),
        stocks=(Stock("home", "bread", 1e6), Stock("home", "gold", 5e-7)),
        needs=(
            need_of("bread", 2e6),
            need_of("gold", 1e-6, group="south"),
        ),
    )

    assert list(levels(solved(problem)).values()) == [0.5, 0.5]


# --- what is no fault ---------------------------------------------------------------


def test_a_need_nobody_can_ever_meet_is_an_answer():
    plan = solve(village(goods=("bread", "pearls"), needs=(need_of("pearls", 1.0),)))

    assert plan.level_of("pearls of north in 0") == 0.0
    (short,) = plan.shorts
    assert [str(limit.words) for limit in short.limits] == [
        "Nothing we know of provides it."
    ]


def test_a_rest_that_ends_before_it_begins_is_refused():
    rests = (Rest("sunday", "home", 4.0, first=1, last=0),)

    assert faults_of(n_weeks=2, rests=rests) == {
        "rests[0].last": "This ends before it begins."
    }
