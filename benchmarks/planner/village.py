"""How long the planner takes, and how little of it goes into building the matrix.

    .venv/bin/python -m benchmarks.planner village

Each line is one seeded month of an eco-village of 60 (see ``eco_village.py``), with less
and less of everything; "federation" is several of them side by side. Times are seconds
on one core of a machine that may be busy: trust the ratios.
"""

from __future__ import annotations

import statistics
import time

from benchmarks import eco_village
from commonweal.core import planner
from commonweal.core.planner import build, check

TARGET_SECONDS = 10.0
TARGET_RATIO = 0.10
HEADINGS = (
    "problem", "rows", "columns", "short", "rounds", "solves",
    "build s", "solver s", "all s", "build/solver", "broken",
)  # fmt: skip


def measure(name: str, problem: planner.Problem) -> tuple[str, ...]:
    """Solve one problem with explanations and reliefs; return a line of the table."""
    builds = []
    for _ in range(3):
        started = time.perf_counter()
        build.build(problem, planner.Params().goals)
        builds.append(time.perf_counter() - started)
    started = time.perf_counter()
    plan = planner.solve(problem)
    seconds = time.perf_counter() - started
    built = statistics.median(builds)
    return (
        name,
        str(plan.solving.n_rows),
        str(plan.solving.n_columns),
        str(len(plan.shorts)),
        str(plan.solving.n_rounds),
        str(plan.solving.n_solves),
        f"{built:.3f}",
        f"{plan.solving.solver_seconds:.2f}",
        f"{seconds:.2f}",
        f"{built / plan.solving.solver_seconds:.1%}",
        str(len(check.problems_with_plan(problem, plan))),
    )


def problems():
    """Name the problems, from plenty to want."""
    for plenty in (3.0, 1.0, 0.6, 0.3):
        yield f"month, plenty {plenty}", eco_village.month(seed=1, plenty=plenty)
    yield "month, one thing each", eco_village.month(seed=2, plenty=0.5, single=True)
    yield "quarter, plenty 3.0", eco_village.month(seed=1, plenty=3.0, n_weeks=13)


def village(*, large: bool) -> None:  # noqa: ARG001 - none of it takes long
    """Print the table and how it stands against the targets."""
    lines = [HEADINGS, *(measure(name, problem) for name, problem in problems())]
    widths = [max(len(line[i]) for line in lines) for i in range(len(HEADINGS))]
    for line in lines:
        print(
            "  ".join(
                cell.rjust(width) for cell, width in zip(line, widths, strict=True)
            )
        )
    print(
        f"\nTargets: all ≤ {TARGET_SECONDS:.0f} s, build/solver ≤ {TARGET_RATIO:.0%}."
    )
