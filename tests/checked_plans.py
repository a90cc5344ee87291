"""Every plan that any test makes is looked at by the independent checker.

Imported by ``tests/conftest.py`` before anything else of the program, so that whoever
asks for ``planner.solve``, by whatever name, gets it with the checker behind it. A test
that spoils plans on purpose is marked ``spoils_plans``.
"""

from __future__ import annotations

import functools
import importlib
import pkgutil

from commonweal.core import planner
from commonweal.core.planner import Plan, Problem, check

_solving = importlib.import_module("commonweal.core.planner.solve")
_plain = _solving.solve
n_checked = 0
is_watching = True


class PlanDoesNotHold(AssertionError):
    """A plan was made that the checker does not approve."""


@functools.wraps(_plain)
def solve(problem: Problem, **how: object) -> Plan:
    """Solve, and let the checker read every line of what comes back."""
    global n_checked  # noqa: PLW0603 - a count for one test
    plan = _plain(problem, **how)
    if is_watching:
        n_checked += 1
        breaches = check.problems_with_plan(problem, plan)
        if breaches:
            raise PlanDoesNotHold("; ".join(str(breach) for breach in breaches[:5]))
    return plan


def watch() -> None:
    """Put the checker behind every name under which plans are made."""
    for found in pkgutil.iter_modules(planner.__path__, f"{planner.__name__}."):
        module = importlib.import_module(found.name)
        if getattr(module, "solve", None) is _plain:
            module.solve = solve
    planner.solve = solve
