"""The tests bite: each promise is broken on purpose in a copy, and its tests must fail.

A campaign, because every break is a run of its own. ``breaking.py`` lists the breaks.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house import breaking
from tests.house.breaking import BREAKS, WALLS
from tests.house.one_break import Break

ROOT = Path(__file__).resolve().parents[2]
ON = os.environ.get("TEST_ON", "sqlite")
#: What docs/invariants.md calls built; all of them can be broken.
MUST_BREAK = range(1, 26)
#: What a run of the copy must not inherit from the run it is started by.
_OURS = ("PYTEST_", "COMMONWEAL_", "DATABASE_", "TEST_", "DJANGO_", "COV_")
_LONG = 600


@pytest.fixture(scope="module")
def copy(tmp_path_factory) -> Path:
    """A copy of the tree, in which the tests that breaks name have passed."""
    folder = tmp_path_factory.mktemp("tree")
    for name in ("src", "tests", "docs", "examples", "requirements"):
        shutil.copytree(
            ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__")
        )
    for name in ("pyproject.toml", ".importlinter"):
        shutil.copy(ROOT / name, folder)
    named = sorted({test for one in for_this_database() for test in one.tests})
    assert failing(folder, [test for test in named if test != WALLS]) == set()
    return folder


def for_this_database() -> list[Break]:
    return [one for one in BREAKS if one.only_on in {None, ON}]


def environment(folder: Path) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(_OURS)}
    # Without compiled files: a change within a second and of the same size is seen.
    return {
        **kept, "PYTHONPATH": f"{folder / 'src'}:{folder}", "PYTHONDONTWRITEBYTECODE": "1",
    }  # fmt: skip


def failing(folder: Path, tests: list[str]) -> set[str]:
    """Run tests in the copy; return those that failed, without their parameters."""
    done = subprocess.run(
        [
            sys.executable, "-m", "pytest", "-n0", "-q", "--tb=no", "-rf",
            "-p", "no:cacheprovider", "--on", ON, *tests,
        ],
        cwd=folder, env=environment(folder), capture_output=True, text=True,
        timeout=_LONG, check=False,
    )  # fmt: skip
    # 0: all passed, 1: some failed. Anything else is not a test that bites.
    assert done.returncode in {0, 1}, done.stdout[-3000:] + done.stderr[-2000:]
    assert " error" not in done.stdout.splitlines()[-1], done.stdout[-3000:]
    return {
        re.split(r"\[| - ", line.removeprefix("FAILED "))[0].strip()
        for line in done.stdout.splitlines()
        if line.startswith("FAILED ")
    }


def walls_fell(folder: Path) -> bool:
    """Say whether import-linter finds a broken contract in the copy."""
    program = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [str(program), "--no-cache"], cwd=folder, env=environment(folder),
        capture_output=True, text=True, timeout=_LONG, check=False,
    )  # fmt: skip
    assert "Contracts:" in done.stdout, done.stdout + done.stderr
    return done.returncode != 0


@pytest.mark.parametrize("one", BREAKS, ids=lambda one: one.label)
def test_a_break_is_one_change_of_a_file_that_is_there(one):
    """Runs always: a break that no longer fits its file would prove nothing."""
    text = (breaking.ROOT / one.file).read_text()

    assert text.count(one.old) == 1
    assert one.new != one.old


def test_every_promise_that_is_built_can_be_broken():
    broken = {one.invariant for one in BREAKS}

    assert broken >= set(MUST_BREAK) - {16}


@pytest.mark.campaign
@pytest.mark.parametrize("one", for_this_database(), ids=lambda one: one.label)
def test_breaking_a_promise_fails_its_tests(copy, one):
    file = copy / "src" / "commonweal" / one.file
    whole = file.read_text()
    tests = [test for test in one.tests if test != WALLS]
    assert WALLS not in one.tests or not walls_fell(copy)
    try:
        file.write_text(whole.replace(one.old, one.new))
        bitten = failing(copy, tests) if tests else set()
        if WALLS in one.tests and walls_fell(copy):
            bitten.add(WALLS)
    finally:
        file.write_text(whole)

    assert bitten == set(one.tests)
