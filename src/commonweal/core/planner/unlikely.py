"""What no single line of a problem shows: goods out of nothing, amounts worlds apart."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import optimize

from commonweal.core.planner.terms import Parts, Recipe

#: Without types of its own.
_SCIPY: Any = optimize

MOST_APART = 1e12  # between two amounts of one good; more is a unit mixed up
_SEEN = 1e-6  # of a unit made out of nothing; less is the solver's noise


def out_of_nothing(parts: Parts) -> tuple[int, ...]:
    """Find tasks that together make more than they take, with no effort and no room.

    Tasks that are held by nobody's hours and no capacity could run without end, and
    any need would be met by words.

    Parameters
    ----------
    parts : Parts
        With labels that exist.

    Returns
    -------
    tuple of int
        Places of the recipes in ``parts.recipes``; empty when nothing comes of nothing.
        Tasks without inputs are not asked: what nature gives is an arrival or a task.

    References
    ----------
    .. [1] T. C. Koopmans, "Analysis of production as an efficient combination of
       activities", 1951: postulate of the impossibility of the Land of Cockaigne.

    Examples
    --------
    >>> from commonweal.core.planner.terms import Flow, Good, Period
    >>> def task(label, takes, gives, amount):
    ...     return Recipe(label, inputs=(Flow(takes, 1.0),), outputs=(Flow(gives, amount),))
    >>> out_of_nothing(Parts(
    ...     periods=(Period("w1"),), places=("home",),
    ...     goods=(Good("cloth", "m"), Good("rags", "kg")),
    ...     recipes=(task("tear", "cloth", "rags", 2.0), task("weave", "rags", "cloth", 0.6)),
    ... ))
    (0, 1)
    """
    free = [i for i, recipe in enumerate(parts.recipes) if _is_free(recipe)]
    if not free:
        return ()
    made = _made(parts, free)
    found = _SCIPY.linprog(
        -made.sum(axis=0), A_ub=-made, b_ub=np.zeros(len(made)), bounds=(0.0, 1.0)
    )
    if found.status != 0 or -found.fun <= _SEEN:
        return ()
    return tuple(i for i, runs in zip(free, found.x, strict=True) if runs > _SEEN)


def worlds_apart(parts: Parts) -> Iterator[tuple[str, str, float, float]]:
    """Find goods whose amounts differ by more than any scale can hold.

    Yields
    ------
    tuple of str, str, float, float
        Where the smallest amount stands, the good, the smallest and the largest amount.
    """
    amounts: dict[str, list[tuple[float, str]]] = {}
    for where, good, amount in _amounts(parts):
        if amount > 0:
            amounts.setdefault(good, []).append((amount, where))
    for good, lines in amounts.items():
        (least, where), (most, _) = min(lines), max(lines)
        if most / least > MOST_APART:
            yield where, good, least, most


def _is_free(recipe: Recipe) -> bool:
    held = any(e.hours > 0 for e in recipe.effort) or any(
        u.amount > 0 for u in recipe.uses
    )
    return bool(recipe.inputs) and not held


def _made(parts: Parts, free: list[int]) -> npt.NDArray[np.float64]:
    """Return what one run of each free task adds to each good it touches."""
    flows = [
        (flow.good, j, sign * flow.amount)
        for j, i in enumerate(free)
        for sign, side in (
            (-1.0, parts.recipes[i].inputs),
            (1.0, parts.recipes[i].outputs),
        )
        for flow in side
    ]
    i_good = {good: i for i, good in enumerate(sorted({good for good, _, _ in flows}))}
    made = np.zeros((len(i_good), len(free)))
    for good, j, amount in flows:
        made[i_good[good], j] += amount
    return made


def _amounts(parts: Parts) -> Iterator[tuple[str, str, float]]:
    for i, recipe in enumerate(parts.recipes):
        for side, flows in (("inputs", recipe.inputs), ("outputs", recipe.outputs)):
            for j, flow in enumerate(flows):
                yield f"recipes[{i}].{side}[{j}].amount", flow.good, flow.amount
    for i, stock in enumerate(parts.stocks):
        yield f"stocks[{i}].amount", stock.good, stock.amount
    for i, arrival in enumerate(parts.arrivals):
        yield f"arrivals[{i}].amount", arrival.good, arrival.amount
    for i, promise in enumerate(parts.promises):
        yield f"promises[{i}].amount", promise.good, promise.amount
