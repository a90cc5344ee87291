"""Solve a planning problem: the one way in."""

from __future__ import annotations

from collections.abc import Callable

from commonweal.core.planner.params import Params, Stop
from commonweal.core.planner.plan import Plan
from commonweal.core.planner.problem import Problem
from commonweal.core.planner.words import Sentence

Progress = Callable[[int, Sentence], None]
_PARAMS = Params()
_STOP = Stop()


def solve(
    problem: Problem,
    *,
    params: Params = _PARAMS,
    seed: int = 0,
    stop: Stop = _STOP,
    progress: Progress | None = None,
) -> Plan:
    """Find the plan that meets needs in the order of goods."""
    raise NotImplementedError
