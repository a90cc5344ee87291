"""`commonweal check-plan` and `commonweal explain`, on plans good, broken and unread."""

from __future__ import annotations

import json

import pytest

from commonweal.core.planner import Sentence, check
from commonweal.interfaces.cli import commands
from tests.core.planner_cases import EXAMPLES
from tests.core.test_planner_tables import BAKERY

SEINE = EXAMPLES / "seine" / "problem.json"


@pytest.fixture(scope="module")
def plan(tmp_path_factory):
    out = tmp_path_factory.mktemp("plans") / "plan.json"
    assert commands.run(["solve", str(SEINE), "--quiet", "--out", str(out)]) == 0
    return out


def changed(plan, tmp_path, change):
    """Write the plan once more, with something of it changed."""
    body = json.loads(plan.read_text())
    change(body)
    path = tmp_path / "changed.json"
    path.write_text(json.dumps(body))
    return path


def test_a_plan_that_holds_is_said_to(plan, capsys):
    assert commands.run(["check-plan", str(SEINE), str(plan)]) == 0
    assert capsys.readouterr().out == "Checked: every line of the plan holds.\n"


def test_a_plan_that_gives_more_than_it_makes_is_broken_there(plan, tmp_path, capsys):
    def give_more(body):
        body["given"][0]["amount"] *= 1.01

    broken = changed(plan, tmp_path, give_more)

    assert commands.run(["check-plan", str(SEINE), str(broken)]) == 1
    assert "Broken: goods " in capsys.readouterr().err


def test_a_plan_that_cannot_be_read_is_said_so_at_its_place(plan, tmp_path, capsys):
    def spoil(body):
        body["runs"][0]["runs"] = "many"

    wrong = changed(plan, tmp_path, spoil)

    assert commands.run(["check-plan", str(SEINE), str(wrong)]) == 2
    told = capsys.readouterr().err
    assert 'runs[0].runs: Expected is a number; this is "many".' in told


def test_a_task_is_told_what_it_is_for(plan, capsys):
    words = ["explain", str(SEINE), str(plan), "--task", "an acre of cereals"]

    assert commands.run(words) == 0
    told = capsys.readouterr().out
    assert told == "100 % of the cereals ends with the inhabitants.\n"


def test_a_group_is_told_why_it_receives_this_much(plan, capsys):
    words = ["explain", str(SEINE), str(plan), "--group", "the inhabitants"]

    assert commands.run(words) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[0] == "“bread” (vital) is met in full: 22000000 bushel."
    assert "who contributed what was not known" in told[-1]


def test_a_plan_against_another_tells_whose_needs_change(plan, tmp_path, capsys):
    def halve(body):
        body["fulfilment"][0]["level"] = 0.5

    before = changed(plan, tmp_path, halve)
    words = ["explain", str(SEINE), str(plan), "--against", str(before)]

    assert commands.run(words) == 0
    told = capsys.readouterr().out
    assert told == "the inhabitants: “bread” rises from 50 % to 100 %.\n"


def test_a_group_that_is_not_there_is_answered_with_those_that_are(plan, capsys):
    words = ["explain", str(SEINE), str(plan), "--group", "north"]

    assert commands.run(words) == 2
    told = capsys.readouterr().err
    assert told == "There is no group 'north'. There is: the inhabitants.\n"


def test_a_problem_is_read_from_a_folder_of_tables(tmp_path, capsys):
    for name, text in BAKERY.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")

    assert commands.run(["solve", str(tmp_path), "--quiet"]) == 0
    # Four batches of 3 kg in week 14, of which 0.9 to the seventh is left: 5.74 of 6 kg.
    assert "the least is met to 95 %" in capsys.readouterr().out


def test_a_folder_of_tables_that_are_not_utf_8_is_said_so(tmp_path, capsys):
    (tmp_path / "places.csv").write_bytes("label\nMühle\n".encode("latin-1"))

    assert commands.run(["solve", str(tmp_path), "--quiet"]) == 2
    assert "a table is not UTF-8" in capsys.readouterr().err


def test_the_model_is_written_for_another_solver(tmp_path, capsys):
    model = tmp_path / "model.mps"

    assert commands.run(["solve", str(SEINE), "--quiet", "--model", str(model)]) == 0
    assert model.read_text().startswith("NAME commonweal\nROWS\n N cost\n")
    wrong = ["solve", str(SEINE), "--quiet", "--model", str(tmp_path / "model.xls")]
    assert commands.run(wrong) == 2
    assert "a model ends with .lp or .mps." in capsys.readouterr().err


@pytest.mark.spoils_plans
def test_a_plan_that_does_not_hold_is_never_written(tmp_path, capsys, monkeypatch):
    """Every plan the product stores has passed the checker."""
    breach = check.Breach("needs n", Sentence("It is short."))
    monkeypatch.setattr(check, "problems_with_plan", lambda problem, plan: (breach,))
    out = tmp_path / "plan.json"

    assert commands.run(["solve", str(SEINE), "--quiet", "--out", str(out)]) == 1
    assert not out.exists()
    assert "Not written to" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("change", "first"),
    [
        (lambda body: body["given"].pop(), "needs "),
        (lambda body: body["runs"].pop(0), "goods "),
        (lambda body: body["runs"][0].update(runs=1e9), "effort "),
        (lambda body: body["runs"][0].update(period=99), "runs[0]"),
        (lambda body: body["runs"][0].update(recipe="magic"), "runs[0]"),
        (lambda body: body["given"][0].update(good="magic"), "given[0]"),
        (lambda body: body["given"][0].update(amount=-1), "given[0]"),
        (lambda body: body["fulfilment"].pop(), "needs "),
        (lambda body: body["fulfilment"][0].update(level=2), "needs "),
        (lambda body: body["fulfilment"][0].update(group="us"), "fulfilment[0]"),
        (lambda body: body["totals"].update(effort_hours=1), "totals.effort_hours"),
        (lambda body: body["totals"].update(spent=[["EUR", 1]]), "totals.spent EUR"),
        (lambda body: body["limits"][0].update(amount=1), "limits[0]"),
        (lambda body: body.update(collisions=["a promise"]), "collisions"),
    ],
)
def test_a_plan_spoiled_on_purpose_is_broken_at_its_first_line(
    plan, tmp_path, capsys, change, first
):
    """Issue: each of a dozen plans corrupted on purpose is rejected."""
    spoiled = changed(plan, tmp_path, change)

    assert commands.run(["check-plan", str(SEINE), str(spoiled)]) == 1
    told = capsys.readouterr().err.splitlines()
    assert told[0].startswith(f"Broken: {first}")
