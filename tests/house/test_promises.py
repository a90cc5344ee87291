"""Every invariant that is built has a test that names it, and the manual lists it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
#: The invariants whose rooms exist; the last waits for its own (docs/invariants.md).
BUILT = tuple(range(1, 26))


@pytest.mark.parametrize("number", BUILT, ids=lambda n: f"I-{n}")
def test_an_invariant_that_is_built_has_a_test_that_names_it(number: int):
    name = re.compile(rf"\bI-{number}\b")
    tests = [
        path
        for path in (ROOT / "tests").rglob("test_*.py")
        if path.name != "test_promises.py" and name.search(path.read_text())
    ]

    assert tests, f"no test names I-{number}"
    assert f"| I-{number} |" in (ROOT / "docs" / "invariants.md").read_text()


def test_every_setting_has_a_place_in_the_manual():
    settings = (ROOT / "src/commonweal/site/settings.py").read_text()
    manual = (ROOT / "docs/manual/operators.md").read_text()
    names = set(re.findall(r'"((?:COMMONWEAL_|DATABASE_)[A-Z_]+)"', settings))

    assert names
    assert {name for name in names if f"`{name}`" not in manual} == set()
