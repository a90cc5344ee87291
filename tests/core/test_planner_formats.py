"""Problems and plans as JSON: what is written is read back, what is wrong is named."""

from __future__ import annotations

import json

import jsonschema_rs
import pytest
from hypothesis import given

from commonweal.core.planner import BadProblem, formats, schemas, solve
from commonweal.core.planner.plan import Plan
from commonweal.core.planner.terms import Parts
from tests.core.planner_cases import EXAMPLES, bakery, small_problems
from tests.core.test_planner_leximin import some


def faults_of(text, read=formats.problem_from_json) -> dict[str, str]:
    with pytest.raises(BadProblem) as caught:
        read(text)
    return {fault.where: str(fault.words) for fault in caught.value.faults}


@some
@given(small_problems())
def test_what_is_written_is_read_back(problem):
    plan = solve(problem)

    assert formats.problem_from_json(formats.problem_to_json(problem)) == problem
    assert formats.plan_from_json(formats.plan_to_json(plan)) == plan


@some
@given(small_problems())
def test_what_is_written_fits_the_schema(problem):
    for name, text in (
        ("problem", formats.problem_to_json(problem)),
        ("plan", formats.plan_to_json(solve(problem))),
    ):
        jsonschema_rs.validate(schemas.schema(name), json.loads(text))


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*/problem.json")), ids=str)
def test_every_example_fits_the_schema(path):
    jsonschema_rs.validate(schemas.schema("problem"), json.loads(path.read_bytes()))


@pytest.mark.parametrize(
    ("name", "kind", "title", "format_name"),
    [
        ("problem", Parts, "A planning problem", formats.PROBLEM_FORMAT),
        ("plan", Plan, "A plan", formats.PLAN_FORMAT),
    ],
)
def test_the_schema_files_say_what_the_types_say(name, kind, title, format_name):
    assert schemas.schema(name) == schemas.schema_of(kind, title, format_name)


def test_the_schema_refuses_what_reading_refuses():
    text = json.loads(formats.problem_to_json(bakery()))
    text["stocks"][0]["amuont"] = 3

    assert not jsonschema_rs.is_valid(schemas.schema("problem"), text)


def test_every_fault_of_a_file_is_told_with_its_place():
    """Bad input: unknown fields, missing fields and wrong kinds, all at once."""
    found = faults_of(
        json.dumps(
            {
                "periods": [{"label": "w1", "days": "seven", "month": 1.5}],
                "places": "home",
                "goods": [{"label": "bread", "units": "kg"}],
                "needs": [
                    {
                        "label": 3,
                        "place": "home",
                        "group": "north",
                        "tier": "urgent",
                        "period": True,
                        "demand": 1,
                        "contents": ["bread"],
                        "baskets": [None],
                        "is_wish": "no",
                    }
                ],
                "lanes": [7],
            }
        )
    )

    assert found == {
        "periods[0].days": 'Expected is a number; this is "seven".',
        "periods[0].month": "Expected is a whole number; this is 1.5.",
        "places": "Expected is a list.",
        "goods[0].units": "There is no such field.",
        "goods[0].unit": "This field is missing.",
        "needs[0].label": "Expected is text; this is 3.",
        "needs[0].tier": "Expected is one of vital, dignity, flourishing.",
        "needs[0].period": "Expected is a whole number; this is true.",
        "needs[0].contents": "Expected is an object with named fields.",
        "needs[0].baskets[0]": "Expected is text; this is null.",
        "needs[0].is_wish": 'Expected is true or false; this is "no".',
        "lanes[0]": "Expected is an object with named fields.",
    }


@pytest.mark.parametrize(
    "text",
    [
        "", "{", '{"periods": NaN}', b"\xff\xfe", "[" * 100_000,
    ],
)  # fmt: skip
def test_what_is_no_json_is_refused(text):
    assert list(faults_of(text)) == [""]


def test_a_file_that_is_too_large_is_refused(monkeypatch):
    monkeypatch.setattr(formats, "MOST_BYTES", 10)

    assert faults_of('{"periods": []}') == {"": "This file is too large to be read."}


def test_a_plan_is_not_read_as_a_problem():
    plan = formats.plan_to_json(solve(bakery()))

    assert list(faults_of(plan)) == ["format"]


def test_something_else_than_an_object_is_refused():
    assert list(faults_of("[1]")) == [""]


def test_a_pair_of_the_wrong_length_is_refused():
    text = '{"status": "optimal", "totals": {"spent": [["EUR"]]}}'

    assert list(faults_of(text, formats.plan_from_json)) == ["totals.spent[0]"]


def test_a_problem_that_reads_well_may_still_be_wrong():
    assert list(faults_of('{"periods": [], "places": []}')) == ["periods"]
