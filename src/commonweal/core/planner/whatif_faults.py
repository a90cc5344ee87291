"""What is wrong with a what-if: names the problem does not know, numbers out of range."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence

from commonweal.core.planner.faults import Fault
from commonweal.core.planner.problem import Problem
from commonweal.core.planner.words import N_, Sentence

_THERE_IS_NO: Mapping[str, str] = {
    "recipe": N_("There is no recipe %(recipe)s."),
    "good": N_("There is no good %(good)s."),
    "place": N_("There is no place %(place)s."),
    "skill": N_("Nobody offers hours of %(skill)s, and no task asks for them."),
    "capacity": N_("There is no land, room or machine %(capacity)s."),
    "currency": N_("There is no purse in %(currency)s."),
    "group": N_("There is no group %(group)s."),
}
_MOST_FACTOR = 1000.0  # a thousand times as much is a slip of the pen


def faults_of(problem: Problem, whatifs: Sequence[object]) -> tuple[Fault, ...]:
    """Find everything that is wrong with what-ifs, before they are applied.

    Parameters
    ----------
    problem : Problem
        Whose labels they may name.
    whatifs : sequence of WhatIf
        See ``whatif.py``.

    Returns
    -------
    tuple of Fault
        At ``what_if[0].recipe`` and the like; empty when all is well.

    Examples
    --------
    See ``whatif.apply``, which is the only caller.
    """
    known = _known(problem)
    n_periods = len(problem.periods)
    return tuple(
        fault
        for i, whatif in enumerate(whatifs)
        for fault in _faults(f"what_if[{i}]", whatif, known, n_periods)
    )


def _known(problem: Problem) -> dict[str, frozenset[str]]:
    """Labels a what-if may name, by the name of its field."""
    recipes = problem.recipes
    used = {use.capacity for recipe in recipes for use in recipe.uses}
    asked = {effort.skill for recipe in recipes for effort in recipe.effort}
    asked |= {lane.effort.skill for lane in problem.lanes if lane.effort}
    return {
        "recipe": frozenset(recipe.label for recipe in recipes),
        "good": frozenset(good.label for good in problem.goods),
        "place": frozenset(problem.places),
        "skill": frozenset(asked | {offer.skill for offer in problem.efforts}),
        "capacity": frozenset(used | {line.label for line in problem.capacities}),
        "currency": frozenset(purse.currency for purse in problem.purses),
        "group": frozenset(need.group for need in problem.needs),
    }


def _faults(
    where: str, whatif: object, known: Mapping[str, frozenset[str]], n_periods: int
) -> Iterator[Fault]:
    for name, labels in known.items():
        label = getattr(whatif, name, None)
        if label is not None and label not in labels:
            yield _fault(f"{where}.{name}", _THERE_IS_NO[name], **{name: label})
    yield from _of_factor(f"{where}.factor", getattr(whatif, "factor", None))
    share = getattr(whatif, "share", None)
    if share is not None and not 0.0 <= share <= 1.0:
        said = N_("A share lies between 0 and 1; this says %(share)s.")
        yield _fault(f"{where}.share", said, share=share)
    later = getattr(whatif, "n_periods", None)
    if later is not None and later < 0:
        said = N_("This must be %(least)s or more; it says %(amount)s.")
        yield _fault(f"{where}.n_periods", said, least=0, amount=later)
    yield from _of_periods(where, getattr(whatif, "periods", None) or (), n_periods)


def _of_factor(where: str, factor: float | None) -> Iterator[Fault]:
    if factor is not None and not (
        math.isfinite(factor) and 0.0 <= factor <= _MOST_FACTOR
    ):
        said = N_("A factor lies between 0 and %(most)s; this says %(amount)s.")
        yield _fault(where, said, most=int(_MOST_FACTOR), amount=factor)


def _of_periods(where: str, periods: Iterable[int], n_periods: int) -> Iterator[Fault]:
    for j, period in enumerate(periods):
        if not 0 <= period < n_periods:
            said = N_("Periods are counted from 0 to %(last)s; this says %(period)s.")
            last = n_periods - 1
            yield _fault(f"{where}.periods[{j}]", said, last=last, period=period)


def _fault(where: str, template: str, **params: object) -> Fault:
    return Fault(where, Sentence(template, params))
