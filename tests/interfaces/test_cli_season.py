"""`commonweal season`: two plans in two files, each with the problem it was made for."""

from __future__ import annotations

import pytest

from commonweal.core.planner import Arrival, Good, Stock, formats
from commonweal.interfaces.cli import commands
from tests.core.planner_cases import need_of, village


@pytest.fixture
def beans(tmp_path):
    """Six weeks of 2 kg, 6 kg in store."""
    problem = village(
        n_weeks=6,
        goods=("beans",),
        stocks=(Stock("home", "beans", 6.0),),
        needs=tuple(need_of("beans", 2.0, period=t, label=f"b{t}") for t in range(6)),
    )
    path = tmp_path / "problem.json"
    path.write_text(formats.problem_to_json(problem), encoding="utf-8")
    return path


def test_both_plans_are_told_checked_and_written_with_their_problems(
    beans, tmp_path, capsys
):
    season, weeks = tmp_path / "season.json", tmp_path / "weeks.json"

    out = ["--out-season", str(season), "--out-weeks", str(weeks)]
    code = commands.run(["season", str(beans), "--near", "2", "--quiet", *out])

    told = capsys.readouterr()
    assert code == 0
    assert "The season in 3 steps:" in told.out
    assert "Its first 2 periods:" in told.out
    assert told.out.count("Checked: every line of the plan holds.") == 2
    assert "The season plan and the week plan agree." in told.out
    assert "Week by week, every level that the season plan promises" in told.out
    assert told.err == ""
    for path in (season, weeks):
        beside = path.with_name(f"{path.stem}-problem.json")
        assert commands.run(["check-plan", str(beside), str(path)]) == 0
    assert formats.plan_from_json(weeks.read_bytes()).level_of("b1") == pytest.approx(
        0.5
    )


def test_progress_is_told_unless_it_should_be_quiet(beans, capsys):
    assert commands.run(["season", str(beans), "--near", "2"]) == 0
    assert "100 % The plan is ready." in capsys.readouterr().err


def test_what_months_promise_and_weeks_cannot_reach_is_told(tmp_path, capsys):
    """A kilo ripens each week and keeps for none; week 3 asks for four."""
    problem = village(
        n_weeks=5,
        goods=(Good("milk", "kg", 0.0),),
        arrivals=tuple(Arrival("home", "milk", t, 1.0) for t in range(5)),
        needs=(need_of("milk", 4.0, period=3, label="feast"),),
    )
    path = tmp_path / "problem.json"
    path.write_text(formats.problem_to_json(problem), encoding="utf-8")

    code = commands.run(
        ["season", str(path), "--near", "1", "--far", "4", "--looks", "1", "--quiet"]
    )

    assert code == 0
    assert "“feast”: the season plan promises 100 %, week by week 25 %" in (
        capsys.readouterr().out
    )


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (("--near", "0"), "--near: This must be 1 or more; it says 0."),
        (("--tolerance", "2"), "--tolerance: A share lies between 0 and 1"),
    ],
)
def test_numbers_that_mean_nothing_are_refused(beans, capsys, wrong, said):
    assert commands.run(["season", str(beans), *wrong]) == 2
    assert said in capsys.readouterr().err


def test_a_file_that_is_not_there_is_said_so(tmp_path, capsys):
    assert commands.run(["season", str(tmp_path / "none.json")]) == 2
    assert "No such file" in capsys.readouterr().err


def test_promises_that_collide_end_with_one(beans, capsys):
    text = beans.read_text(encoding="utf-8").replace(
        '"needs"',
        '"promises": [{"label": "p", "place": "home", "good": "beans", "period": 5,'
        ' "amount": 99}], "needs"',
    )
    beans.write_text(text, encoding="utf-8")

    assert commands.run(["season", str(beans), "--quiet"]) == 1
    assert "There is no season plan, so there is no week plan." in (
        capsys.readouterr().out
    )
