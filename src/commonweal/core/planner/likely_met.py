"""Which stages can likely be met in full, asked of a small crushed problem.

Where vital needs can all be met, a round that finds it out costs as much as any. So a
matrix with its periods crushed into two is asked first; if it meets them, they are held
at all they need, and the first round raises the stage after them. Nothing rests on the
guess: a wrong one shows in that round, which is then left out.

Measured
--------
10 unions, 60 goods, 26 weeks: asking takes 0.1 s, the round left out 9 s. Vital needs of
the same unions with 13 weeks, 4 x 40 x 13 and 20 x 80 x 13 cannot be met, and it says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from commonweal.core.planner import crush
from commonweal.core.planner.backend import Solver
from commonweal.core.planner.build import Arrays
from commonweal.core.planner.found import Ending, Trouble
from commonweal.core.planner.leximin import Raising
from commonweal.core.planner.params import Params, Stop
from commonweal.core.planner.proving import Proved
from commonweal.core.planner.terms import Need

_STEPS: Final = 2  # of the crushed plan: one would not see a hungry spring
_MET = 1.0 - 1e-6  # of a need


def settle(raising: Raising) -> None:
    """Settle at once the first stages that are likely, and turn out, to be met in full.

    Parameters
    ----------
    raising : Raising
        With nothing settled yet; its first stages may be, afterwards.

    Raises
    ------
    Stopped
        See ``backend.Solver.solve``.
    """
    solver, stages = raising.solver, raising.stages
    n_stages = n_met(solver.arrays, stages, raising.params, solver.stop)
    if n_stages == 0:
        return
    then = stages[n_stages]
    proved = [
        Proved(tuple(need.label for need in one), 1.0, None)
        for one in stages[:n_stages]
    ]
    raising.hold_proved(proved)
    raising.open_floor(then)
    answer = raising.attempt(f"round {n_stages}")
    if answer is not None:
        raising.adopt(proved, [None] * n_stages, answer)
        return
    raising.let_go(proved)
    raising.close_floor(then)


def n_met(
    arrays: Arrays, stages: Sequence[Sequence[Need]], params: Params, stop: Stop
) -> int:
    """Count the first stages that can likely all be met.

    Parameters
    ----------
    arrays : Arrays
        As built.
    stages : sequence of sequence of Need
        In their order.
    params : Params
        How the planner works.
    stop : Stop
        When to give up.

    Returns
    -------
    int
        0 to the number of stages less one: something is left to raise.

    Raises
    ------
    Stopped
        See ``backend.Solver.solve``.

    Examples
    --------
    >>> from commonweal.core.planner import Good, Period, Problem, Stock, Tier, build
    >>> def asked(name, tier):
    ...     return Need(name, "home", "all", tier, 0, 8.0, {"bread": 1.0}, ("bread",))
    >>> needs = asked("bread", Tier.VITAL), asked("cake", Tier.DIGNITY)
    >>> problem = Problem(periods=(Period("week 14"),), places=("home",),
    ...     goods=(Good("bread", "kg"),), stocks=(Stock("home", "bread", 9.0),),
    ...     needs=needs)
    >>> n_met(build.build(problem), [needs[:1], needs[1:]], Params(), Stop())
    1
    """
    asked = [need for stage in stages[:-1] for need in stage]
    if not asked:
        return 0
    crushed = crush.crush(arrays, _STEPS, asked)
    solver = Solver(crushed.arrays, params, stop, 0)
    solver.minimise(crushed.costs)
    try:
        answer = solver.solve(is_thorough=False)
    except Trouble:
        return 0
    if answer.ending is Ending.INFEASIBLE:
        return 0
    labels = [need.label for need in asked]
    levels = dict(zip(labels, crushed.levels(answer.values), strict=True))
    is_met = [min(levels[need.label] for need in one) >= _MET for one in stages[:-1]]
    return [*is_met, False].index(False)
