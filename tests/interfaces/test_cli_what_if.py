"""`commonweal what-if` and `commonweal slack` on files that are good, wrong, missing."""

from __future__ import annotations

import pytest

from commonweal.core.planner import (
    Promise,
    PurchaseOption,
    PurseLimit,
    Stock,
    check,
    formats,
    solve,
)
from commonweal.interfaces.cli import commands
from tests.core import planner_cases


@pytest.fixture
def written(tmp_path):
    """Six hours make twelve kilos; ten are needed."""
    problem = planner_cases.bakery(hours=6.0)
    paths = tmp_path / "problem.json", tmp_path / "plan.json"
    paths[0].write_text(formats.problem_to_json(problem), encoding="utf-8")
    paths[1].write_text(formats.plan_to_json(solve(problem)), encoding="utf-8")
    return [str(path) for path in paths]


def test_half_the_hours_are_lost(written, capsys):
    code = commands.run(["what-if", *written, "--illness", "baking=0.5"])

    told = capsys.readouterr()
    assert code == 0
    assert told.out.splitlines() == [
        "50 % of the hours of baking are lost.",
        "north: “bread of north in 0” falls from 100 % to 60 %.",
        "It takes 3 hours instead of 5.",
        "Hours weighted by dislike: 3 instead of 5.",
        "bread of north in 0 in week 14 is met to 60 %; 4 is missing.",
        "All 3 hours of baking offered in week 14 are used.",
        "It would be closed by: 2 more hours of baking in week 14.",
        "Nobody is asked for an hour more than was agreed.",
        "baking in week 14: 3 hours instead of 5.",
        "",
        "                      before   after",
        "vital needs, least     100 %    60 %",
        "vital needs, in full  1 of 1  0 of 1",
        "hours                    5.0     3.0",
        "kg CO2e                  0.0     0.0",
        "Checked: every line of the plan holds.",
    ]
    assert told.err == ""


def test_without_a_plan_the_problem_is_solved_first(written, capsys):
    assert commands.run(["what-if", written[0], "--yields", "1"]) == 0
    assert "Nobody's needs are met differently." in capsys.readouterr().out


def test_the_new_plan_and_its_problem_are_written_and_fit_together(
    written, tmp_path, capsys
):
    out, changed = tmp_path / "after.json", tmp_path / "changed.json"

    code = commands.run(
        ["what-if", *written, "--yields", "bread=0.5", "--people", "north=1.5",
         "--out", str(out), "--problem-out", str(changed)]
    )  # fmt: skip

    problem = formats.problem_from_json(changed.read_bytes())
    plan = formats.plan_from_json(out.read_bytes())
    assert code == 0
    assert problem.needs[0].demand == 15.0
    assert problem.recipes[0].outputs[0].amount == 0.5
    assert problem.agreed[0].runs == pytest.approx(10.0)
    assert plan.level_of("bread of north in 0") == pytest.approx(6 / 15)
    assert check.problems_with_plan(problem, plan) == ()
    assert f"Written to {out}." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("supposed", "said"),
    [
        (["--stock", "flour=0.04"], "“bread of north in 0” falls from 100 % to 50 %"),
        (["--late", "bread=1"], "bread can start only one period later."),
        (["--ready", "bread=1"], "bread is ready one period later."),
        (["--arrivals", "flour=2"], "flour comes in 2 periods later."),
        (["--rooms", "0.5"], "50 % of land, rooms and machines can be used."),
        (["--purse", "0"], "The purse holds 0 % of what was expected."),
        (["--prices", "2"], "Outside prices are 200 % of what was expected."),
        (
            ["--illness", "0.5", "--periods", "0", "--place", "home"],
            "50 % of all hours are lost.\nOnly at home.\nOnly in week 14.",
        ),
    ],
)
def test_each_kind_can_be_asked(written, supposed, said, capsys):
    assert commands.run(["what-if", *written, *supposed]) == 0
    assert said in capsys.readouterr().out


def test_promises_that_can_no_longer_be_kept_end_with_one(tmp_path, capsys):
    problem = planner_cases.village(
        stocks=(Stock("home", "bread", 4.0),),
        promises=(Promise("to dalia", "home", "bread", 0, 4.0),),
    )
    path = tmp_path / "problem.json"
    path.write_text(formats.problem_to_json(problem), encoding="utf-8")

    assert commands.run(["what-if", str(path), "--stock", "0.5"]) == 1
    assert "cannot be kept together: to dalia." in capsys.readouterr().out


def test_what_does_not_exist_is_named(written, capsys):
    code = commands.run(
        ["what-if", *written, "--yields", "brew=0.5", "--illness", "brewing=2"]
    )

    assert code == 2
    assert capsys.readouterr().err.splitlines() == [
        "There is no recipe brew.",
        "Nobody offers hours of brewing, and no task asks for them.",
        "A share lies between 0 and 1; this says 2.0.",
    ]


def test_something_must_be_supposed(written, capsys):
    assert commands.run(["what-if", *written]) == 2
    assert "Say what happens: --yields 0.8" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("option", "text", "said"),
    [
        ("--yields", "bread", "neither a figure nor NAME=FIGURE"),
        ("--late", "bread=0.5", "no whole number of periods"),
        ("--late", "inf", "no whole number of periods"),
        ("--periods", "x", "says no periods"),
        ("--periods", "3-1", "says no periods"),
    ],
)
def test_what_is_no_figure_is_refused(written, option, text, said, capsys):
    with pytest.raises(SystemExit) as ended:
        commands.run(["what-if", *written, option, text])

    assert ended.value.code == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("command", ["what-if", "slack"])
def test_files_that_are_not_there_are_said_so(written, command, capsys):
    more = ["--yields", "1"] if command == "what-if" else []

    assert commands.run([command, "none.json", written[1], *more]) == 2
    assert commands.run([command, written[0], "none.json", *more]) == 2
    assert capsys.readouterr().err.count("none.json: No such file") == 2


def test_slack_says_what_could_fall_away(written, capsys):
    assert commands.run(["slack", *written]) == 0

    assert capsys.readouterr().out.splitlines() == [
        "16.6 % of the hours of baking could fall away before anybody gets less.",
        "north: “bread of north in 0” would be the first to get less.",
        "92 % of the opening stock could be lost before anybody gets less.",
        "north: “bread of north in 0” would be the first to get less.",
        "bread could give 16.6 % less before anybody gets less.",
        "Of 6 hours of baking in week 14, 16.6 % are free.",
    ]


def test_slack_of_a_plan_of_another_problem_is_refused(written, tmp_path, capsys):
    other = tmp_path / "other.json"
    other.write_text(
        formats.problem_to_json(planner_cases.bakery(demand=20.0)), encoding="utf-8"
    )

    assert commands.run(["slack", str(other), written[1]]) == 2
    assert "cannot be reached in this problem" in capsys.readouterr().err


def test_slack_stops_in_time(written, capsys):
    assert commands.run(["slack", *written, "--seconds", "0"]) == 0
    assert "not every question was answered" in capsys.readouterr().out


def test_money_spent_is_laid_side_by_side(tmp_path, capsys):
    problem = planner_cases.village(
        purchases=(PurchaseOption("home", "bread", 2.0, "EUR"),),
        purses=(PurseLimit("EUR", 40.0),),
        needs=(planner_cases.need_of("bread", 10.0),),
    )
    path = tmp_path / "problem.json"
    path.write_text(formats.problem_to_json(problem), encoding="utf-8")

    assert commands.run(["what-if", str(path), "--prices", "bread=1.5"]) == 0
    assert "EUR spent              20.00   30.00" in capsys.readouterr().out
