"""Rows, columns and goals of a matrix are asked for by name and number, as in a list."""

from __future__ import annotations

import pytest

from commonweal.core.planner import build, params
from commonweal.core.planner.matrix import Tag
from tests.core.planner_cases import bakery


@pytest.fixture(scope="module")
def arrays():
    return build.build(bakery(), params.GOALS)


def test_every_row_is_found_by_its_tag_and_told_by_its_number(arrays):
    rows = arrays.matrix.rows

    for i_row, tag in enumerate(rows):
        assert rows[tag] == i_row
        assert rows.tag_of(i_row) == tag
    with pytest.raises(IndexError):
        rows.tag_of(len(rows))


@pytest.mark.parametrize(
    "change", [{"label": "gold"}, {"place": "mill"}, {"period": None}]
)
def test_a_row_that_is_not_there_is_not_found(arrays, change):
    rows = arrays.matrix.rows
    tag = next(tag for tag in rows if tag.kind == "good")
    parts = {"kind": tag.kind, "label": tag.label, "place": tag.place}

    with pytest.raises(KeyError):
        rows[Tag(**{**parts, "period": tag.period, **change})]


def test_columns_are_a_list_and_each_belongs_to_one_family(arrays):
    columns = arrays.matrix.columns
    every = list(columns)

    assert len(every) == len(columns)
    assert columns[:3] == every[:3]
    with pytest.raises(IndexError):
        columns[len(columns)]
    for family in columns.families:
        assert list(family) == [i for i in range(len(columns)) if i in family]
        assert "toil" not in family
        with pytest.raises(KeyError):
            family[family.first + len(family)]


def test_goals_are_told_by_name_and_no_others(arrays):
    costs = arrays.goal_costs

    assert len(costs) == len(list(costs)) == len(params.GOALS)
    assert all(len(costs[name]) == len(arrays.matrix.columns) for name in costs)
    with pytest.raises(KeyError):
        costs["gold"]
    assert params.goals_from("footprint")[:3] == ("change", "footprint", "toil")
    with pytest.raises(ValueError, match="a goal is one of"):
        params.goals_from("gold")
