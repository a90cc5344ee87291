"""Problems as folders of tables: what they mean, and every fault at its row."""

from __future__ import annotations

import pytest

from commonweal.core.planner import (
    BadProblem,
    Capacity,
    Effort,
    Flow,
    Lane,
    Need,
    Period,
    Stock,
    Tier,
    Use,
    tables,
)

BAKERY = {
    "periods": "label,days,month\nweek 14,7,3\nweek 15,7,4\n",
    "places": "label\nhome\nmill\n",
    "goods": "label,unit,survival_per_day\nflour,kg,\nbread,kg,0.9\n",
    "recipes": "label,place,toil,may_start\nbake,home,1.5,week 14|week 15\n",
    "recipe_lines": (
        "recipe,line,what,amount,after,periods\n"
        "bake,input,flour,2,,\n"
        "bake,output,bread,3,,\n"
        "bake,effort,baking,1.5,,\n"
        "bake,use,oven,1,,1\n"
    ),
    "stocks": "place,good,amount,expires\nhome,flour,20,week 15\n",
    "efforts": "place,skill,period,hours\nhome,baking,week 14,8\n",
    "capacities": "place,label,period,amount,unit\nhome,oven,,4,batches\n",
    "lanes": "source,target,loss,skill,hours,goods\nmill,home,0.1,carting,0.5,flour\n",
    "needs": "label,place,group,tier,period,demand,unit\nb,home,north,vital,week 15,6,kg\n",
    "need_contents": "need,good,content\nb,bread,1\n",
}


def faults_of(**changes: str) -> dict[str, str]:
    with pytest.raises(BadProblem) as caught:
        tables.problem_from_tables(BAKERY | changes)
    return {fault.where: str(fault.words) for fault in caught.value.faults}


def test_tables_say_what_the_json_form_says():
    problem = tables.problem_from_tables(BAKERY)

    assert problem.periods == (Period("week 14", 7, 3), Period("week 15", 7, 4))
    assert problem.places == ("home", "mill")
    assert [good.survival_per_day for good in problem.goods] == [1.0, 0.9]
    (bake,) = problem.recipes
    assert (bake.inputs, bake.outputs) == ((Flow("flour", 2),), (Flow("bread", 3),))
    assert bake.effort == (Effort("baking", 1.5),)
    assert bake.uses == (Use("oven", 1, 1),)
    assert bake.may_start == (True, True)
    assert problem.stocks == (Stock("home", "flour", 20, 1),)
    assert problem.capacities == (Capacity("home", "oven", None, 4, "batches"),)
    assert problem.lanes == (
        Lane("mill", "home", 0.1, Effort("carting", 0.5), goods=("flour",)),
    )
    assert problem.needs == (
        Need("b", "home", "north", Tier.VITAL, 1, 6, {"bread": 1}, ("b",), unit="kg"),
    )


def test_every_fault_stands_at_its_table_row_and_column():
    faults = faults_of(
        stocks="place,good,amount\nhome,flour,many\n\nhome,oats,1\n",
        recipe_lines="recipe,line,what,amount\nbake,gift,flour,2\nbrew,input,flour,1\n",
        efforts="place,skill,period,hours\nhome,baking,week 99,8\n",
        harvests="label\nx\n",
    )

    assert faults == {
        "harvests.csv": faults["harvests.csv"],
        "stocks.csv, row 2, amount": (
            "Expected is a number such as 1250.5; this says many."
        ),
        "recipe_lines.csv, row 2, line": (
            "A line is an input, output, effort or use; this says gift."
        ),
        "recipe_lines.csv, row 3, recipe": "There is no recipe brew in its table.",
        "efforts.csv, row 2, period": "There is no period week 99.",
    }
    assert faults["harvests.csv"].startswith("There is no table of this name. Tables: ")


def test_what_the_problem_itself_refuses_stands_at_its_row_too():
    faults = faults_of(
        stocks="place,good,amount\nhome,flour,1\nhome,oats,-1\n",
        needs="label,group,tier,demand\nb,north,urgent,6\n",
    )

    assert faults == {
        "needs.csv, row 2, place": "This field is missing.",
        "needs.csv, row 2, tier": "Expected is one of vital, dignity, flourishing.",
    }
    assert faults_of(stocks="place,good,amount\nhome,flour,1\nhome,oats,-1\n") == {
        "stocks.csv, row 3, good": "There is no good oats.",
        "stocks.csv, row 3, amount": "This must be 0.0 or more; it says -1.0.",
    }


def test_a_column_that_is_not_known_is_answered_with_those_that_are():
    faults = faults_of(places="label,country\nhome,DE\nmill,DE\n")

    assert faults["places.csv, row 1, country"] == (
        "There is no column country. Columns: label."
    )


def test_a_line_of_a_recipe_that_is_wrong_stands_in_its_own_table():
    faults = faults_of(
        recipe_lines="recipe,line,what,amount\nbake,output,bread,3\nbake,input,rye,2\n"
    )

    assert faults == {"recipe_lines.csv, row 3, good": "There is no good rye."}


def test_without_a_table_of_places_they_are_missed():
    without = {name: text for name, text in BAKERY.items() if name != "places"}

    with pytest.raises(BadProblem) as caught:
        tables.problem_from_tables(without)

    assert [(fault.where, str(fault.words)) for fault in caught.value.faults] == [
        ("places", "This field is missing.")
    ]


def test_yes_and_no_are_read_and_anything_else_is_asked_about():
    needs = "label,place,group,tier,period,demand,unit,is_wish\n"
    row = "b,home,north,vital,week 15,6,kg,"

    wished = tables.problem_from_tables(BAKERY | {"needs": f"{needs}{row}Yes\n"})

    assert wished.needs[0].is_wish
    assert faults_of(needs=f"{needs}{row}perhaps\n") == {
        "needs.csv, row 2, is_wish": "Expected is yes or no; this says perhaps."
    }


def test_contents_of_a_need_that_is_not_there_stand_at_their_row():
    contents = "need,good,content\nb,bread,1\ncake,bread,1\n"

    assert faults_of(need_contents=contents) == {
        "need_contents.csv, row 3, need": "There is no need cake in its table."
    }


def test_a_table_that_is_too_long_is_read_no_further(monkeypatch):
    monkeypatch.setattr(tables, "MOST_ROWS", 5)
    stocks = "place,good,amount\n" + "home,flour,1\n" * 4 + "home,oats,-1\n"

    assert faults_of(stocks=stocks) == {"stocks.csv": "A table may have 5 rows."}
