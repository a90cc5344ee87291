"""Problems and plans in files: read, with every fault told at its place."""

from __future__ import annotations

import pathlib
import sys
from collections.abc import Callable
from typing import TypeVar

from commonweal.core.planner import (
    BadProblem,
    Plan,
    Problem,
    check,
    formats,
    tables,
)

T = TypeVar("T")

WRONG_INPUT = 2  # the exit status argparse itself uses for what it cannot read
BROKEN = 1


def read(path: pathlib.Path, reader: Callable[[bytes], T]) -> T | None:
    """Read a file, or say what is wrong with it and return None."""
    try:
        return reader(b"" if path.is_dir() else path.read_bytes())
    except OSError as error:
        print(f"{path}: {error.strerror}", file=sys.stderr)
    except UnicodeDecodeError as error:
        print(f"{path}: a table is not UTF-8 ({error.reason}).", file=sys.stderr)
    except BadProblem as bad:
        for fault in bad.faults:
            print(f"{path}: {fault}", file=sys.stderr)
    return None


def read_problem(path: pathlib.Path) -> Problem | None:
    """Read a problem from a file of JSON or a folder of tables."""
    if path.is_dir():
        return read(path, lambda _: tables.problem_from_tables(_tables(path)))
    return read(path, formats.problem_from_json)


def _tables(folder: pathlib.Path) -> dict[str, str]:
    return {
        path.stem: path.read_text(encoding="utf-8-sig")
        for path in sorted(folder.glob("*.csv"))
    }


def say_whether_it_holds(problem: Problem, plan: Plan) -> int:
    """Check every line of a plan and say so; returns the exit status."""
    breaches = check.problems_with_plan(problem, plan)
    for breach in breaches:
        print(f"Broken: {breach}", file=sys.stderr)
    if breaches:
        return BROKEN
    print("Checked: every line of the plan holds.")
    return 0
