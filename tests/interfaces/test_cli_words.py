"""Every command answers bad input in words, with exit code 1 or 2, never a traceback."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest

import commonweal
from commonweal.interfaces.cli import commands

COMMANDS = (
    "run", "web", "worker", "demo", "plan", "check", "backup", "restore", "export",
    "import", "books", "solve",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Done:
    returncode: int
    stdout: str
    stderr: str


@pytest.fixture
def commonweal_command(db, capsys):
    """Run a command in this process, on the tests' own empty database."""

    def run(*arguments):
        try:
            code = commands.run(list(arguments))
        except SystemExit as ended:
            code = ended.code
        out, err = capsys.readouterr()
        return Done(code, out, err)

    return run


def test_the_help_names_every_command_and_every_command_explains_itself(
    commonweal_command,
):
    whole = commonweal_command("--help")

    assert whole.returncode == 0
    for command in COMMANDS:
        assert f"    {command} " in whole.stdout
        told = commonweal_command(command, "--help")
        assert told.returncode == 0
        assert len(told.stdout) > 100


def test_the_version_is_that_of_the_project(commonweal_command):
    project = tomllib.loads(Path("pyproject.toml").read_text())["project"]

    assert project["version"] == commonweal.__version__
    assert (
        commonweal_command("--version").stdout == f"commonweal {project['version']}\n"
    )


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ([], 2, "COMMAND"),
        (["dance"], 2, "invalid choice"),
        (["plan"], 2, "union"),
        (["plan", "x", "--from", "2026-02-30"], 2, "not a day"),
        (["plan", "x", "--weeks", "many"], 2, "invalid int"),
        (["plan", "Nowhere"], 1, "no union on this node"),
        (["backup", "/no/such/folder/file.zip"], 1, "no folder"),
        (["restore", "/no/such/file.zip"], 1, "no file"),
        (["import", "/no/such/file.zip"], 1, "no file"),
        (["export", "Nowhere", "out.zip"], 1, "no union on this node"),
        (["solve", "/no/such/file.json"], 2, "No such file"),
        (["run", "--port", "-1"], 2, "port"),
        (["run", "--port", "65536"], 2, "port"),
        (["run", "--port", "eight"], 2, "port"),
    ],
)
def test_what_cannot_be_done_is_said_in_words(
    commonweal_command, arguments, code, said
):
    done = commonweal_command(*arguments)

    assert done.returncode == code
    assert said in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("command", ["restore", "import"])
@pytest.mark.parametrize(
    "content", [b"", b"not a zip", b"PK\x05\x06" + bytes(18), "sacks".encode("utf-16")]
)
def test_a_file_that_is_not_what_it_says_is_refused(
    commonweal_command, tmp_path, command, content
):
    file = tmp_path / "file.zip"
    file.write_bytes(content)

    done = commonweal_command(command, str(file))

    assert done.returncode == 1
    assert str(file) in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("DATABASE_URL", "sqlite:////no/such/folder/file.sqlite3"),
        ("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none"),
        ("COMMONWEAL_TIME_ZONE", "Mars/Olympus"),
    ],
)
def test_a_setting_that_cannot_work_is_said_in_words(node, setting, value):
    node.env[setting] = value

    done = node.run("check")

    assert done.returncode == 1
    assert done.stderr
    assert "Traceback" not in done.stderr


def test_an_operator_cannot_plan_for_people(peopled_node):
    """Whoever runs the node has no rights over what unions decide (I-16)."""
    without = peopled_node.run("plan", "Oak Yard")
    peopled_node.env["COMMONWEAL_TOKEN"] = "cw_made_up"
    made_up = peopled_node.run("plan", "oak")

    assert without.returncode == made_up.returncode == 1
    assert "Who acts?" in without.stderr
    assert "does not work" in made_up.stderr
    assert peopled_node.sql("SELECT count(*) FROM planning_planrun") == [[0]]


def test_the_demo_does_not_move_in_beside_real_people(peopled_node):
    """Its sign-ins are shown to everybody who opens the page."""
    for command in (["demo"], ["run", "--demo", "--port", "0"]):
        done = peopled_node.run(*command)

        assert done.returncode == 1
        assert "Oak Yard lives here" in done.stderr


def test_a_plan_is_made_and_said_in_plain_words(peopled_node):
    """One of three people needs 2 kg of oats a week, and 15 kg are here."""
    cast = json.loads((peopled_node.home / "cast.json").read_text())
    peopled_node.env["COMMONWEAL_TOKEN"] = cast["chidi"]

    done = peopled_node.run("plan", "oak", "--weeks", "2")

    assert done.returncode == 0, done.stderr
    assert "Oak Yard: a plan from Mon" in done.stdout
    assert "Every need is met." in done.stdout
    assert peopled_node.sql("SELECT status FROM planning_planrun") == [["ready"]]
    # Its slack is counted by whichever worker comes next.
    jobs = peopled_node.sql("SELECT kind, status FROM jobs_job ORDER BY kind")
    assert jobs == [["measure_slack", "waiting"], ["solve_plan", "done"]]


def test_a_token_without_the_scope_makes_no_plan(peopled_node):
    cast = json.loads((peopled_node.home / "cast.json").read_text())
    peopled_node.env["COMMONWEAL_TOKEN"] = cast["dalia"]

    done = peopled_node.run("plan", "oak")

    assert done.returncode == 1
    assert "planning" in done.stderr
