"""`commonweal solve` on files that are good, wrong, missing, or cannot be met."""

from __future__ import annotations

import dataclasses
import json

import pytest

from commonweal.core import planner
from commonweal.core.planner import formats
from commonweal.interfaces.cli import commands
from tests.core import planner_cases


@pytest.fixture
def seine():
    return planner_cases.EXAMPLES / "seine" / "problem.json"


def test_a_plan_is_solved_checked_told_and_written(seine, tmp_path, capsys):
    out = tmp_path / "plan.json"

    code = commands.run(["solve", str(seine), "--out", str(out)])

    told = capsys.readouterr()
    assert code == 0
    assert "Of 2 vital needs, 2 are met in full" in told.out
    assert "Checked: every line of the plan holds." in told.out
    assert "100 % The plan is ready." in told.err
    assert json.loads(out.read_text(encoding="utf-8"))["status"] == "optimal"


def test_every_fault_of_a_file_is_told_with_its_place(tmp_path, capsys):
    wrong = tmp_path / "wrong.json"
    wrong.write_text('{"periods": [], "places": [], "stocks": [{"place": "x"}]}')

    code = commands.run(["solve", str(wrong)])

    told = capsys.readouterr().err
    assert code == 2
    assert "stocks[0].good: This field is missing." in told
    assert "stocks[0].amount: This field is missing." in told


def test_a_file_that_is_not_there_is_said_so(tmp_path, capsys):
    assert commands.run(["solve", str(tmp_path / "none.json")]) == 2
    assert "No such file" in capsys.readouterr().err


def test_promises_that_collide_end_with_one(tmp_path, capsys):
    problem = tmp_path / "problem.json"
    problem.write_text(
        '{"periods": [{"label": "w"}], "places": ["home"],'
        ' "goods": [{"label": "bread", "unit": "kg"}],'
        ' "promises": [{"label": "to dalia", "place": "home", "good": "bread",'
        ' "period": 0, "amount": 4}]}'
    )

    assert commands.run(["solve", str(problem), "--quiet"]) == 1
    told = capsys.readouterr()
    assert "These promises cannot be kept together: to dalia." in told.out
    assert told.err == ""


def test_what_to_spare_first_can_be_said(tmp_path, capsys):
    by_hand = planner.Recipe(
        "by hand", "home", outputs=(planner.Flow("bread", 1.0),),
        effort=(planner.Effort("work", 2.0),),
    )  # fmt: skip
    quick = dataclasses.replace(
        by_hand, label="quick", effort=(planner.Effort("work", 1.0),), footprint=3.0
    )
    problem = planner_cases.village(
        recipes=(by_hand, quick),
        efforts=(planner.EffortOffer("home", "work", 0, 100.0),),
        needs=(planner_cases.need_of("bread", 10.0),),
    )
    path, out = tmp_path / "problem.json", tmp_path / "plan.json"
    path.write_text(formats.problem_to_json(problem), encoding="utf-8")

    def runs(*args):
        assert commands.run(["solve", str(path), "--out", str(out), *args]) == 0
        return {run["recipe"] for run in json.loads(out.read_text())["runs"]}

    assert runs() == {"quick"}
    assert runs("--spare", "footprint") == {"by hand"}
