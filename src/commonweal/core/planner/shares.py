"""Why this much: a group's share told from its tier, the round it was settled in, limits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from commonweal.core.planner.plan import Fulfilment, Plan
from commonweal.core.planner.problem import Problem
from commonweal.core.planner.words import N_, Sentence, figure

_FULL = 1 - 1e-6
_MET = N_("“%(need)s” (%(tier)s) is met in full: %(amount)s %(unit)s.")
_SHORT = N_(
    "“%(need)s” (%(tier)s) is met to %(percent)s %%: %(amount)s of %(demand)s %(unit)s."
)
_AFTER = N_("Needs that are more urgent were settled first: %(tiers)s.")
_WITH = N_(
    "Needs that could not be raised further either, and stand at the same level: %(n)s."
)
_LAST = N_("Nobody with a need of this tier has less.")
_ABOVE = N_(
    "%(n)s needs of this tier are met less far; nothing of this could help them."
)
_GIVEN = N_("It is given %(amount)s %(unit)s of %(good)s.")
_METHOD = N_(
    "Whoever had least was raised first, for everybody alike; who contributed what was "
    "not known (rule version %(version)s)."
)


def why_this_much(problem: Problem, plan: Plan, group: str) -> tuple[Sentence, ...]:
    """Say why a group receives what it receives.

    Parameters
    ----------
    problem : Problem
        What the plan was made for.
    plan : Plan
        Any plan of it.
    group : str
        Label of a group.

    Returns
    -------
    tuple of Sentence
        For each of its needs how far it is met, in which order it came, what holds it
        down; then what the group is given, and by which rule. Empty for a group that
        the plan does not know.

    Examples
    --------
    >>> from commonweal.core.planner.plan import Status
    >>> from commonweal.core.planner.terms import Good, Need, Period, Tier
    >>> problem = Problem(
    ...     periods=(Period("w1"),), places=("home",), goods=(Good("oats", "kg"),),
    ...     needs=(Need("n", "home", "north", Tier.VITAL, 0, 2.0, {"oats": 1.0}, ("b",),
    ...               unit="kg"),),
    ... )
    >>> line = Fulfilment("n", "north", Tier.VITAL, False, 0, 1.0)
    >>> said = why_this_much(problem, Plan(Status.OPTIMAL, fulfilment=(line,)), "north")
    >>> str(said[0])
    '“n” (vital) is met in full: 2 kg.'
    """
    lines = [line for line in plan.fulfilment if line.group == group]
    said = [sentence for line in lines for sentence in _of_need(problem, plan, line)]
    if lines:
        said += _given(problem, plan, group)
        said.append(Sentence(_METHOD, {"version": plan.rule_version}))
    return tuple(said)


def _of_need(problem: Problem, plan: Plan, line: Fulfilment) -> Iterator[Sentence]:
    need = next(one for one in problem.needs if one.label == line.need)
    params: dict[str, object] = {
        "need": line.need,
        "tier": str(line.tier),
        "amount": figure(line.level * need.demand),
        "demand": figure(need.demand),
        "percent": figure(100 * line.level),
        "unit": need.unit,
    }
    if line.level >= _FULL:
        yield Sentence(_MET, params)
        return
    yield Sentence(_SHORT, params)
    earlier = list(
        dict.fromkeys(
            str(one.tier) for one in plan.fulfilment if _order(one) < _order(line)
        )
    )
    if earlier:
        yield Sentence(_AFTER, {"tiers": ", ".join(earlier)})
    yield from _beside(plan, line)
    for short in plan.shorts:
        if short.need == line.need:
            yield from (limit.words for limit in short.limits)
            yield from (relief.words for relief in short.reliefs)


def _beside(plan: Plan, line: Fulfilment) -> Iterator[Sentence]:
    """Say how the level stands among the needs of the same tier."""
    same = [one for one in plan.fulfilment if _order(one) == _order(line)]
    together = [
        one
        for one in same
        if one.need != line.need and one.round == line.round and line.round is not None
    ]
    less = [one for one in same if one.level < line.level - 1e-6]
    if together:
        yield Sentence(_WITH, {"n": len(together)})
    yield Sentence(_ABOVE, {"n": len(less)}) if less else Sentence(_LAST)


def _order(line: Fulfilment) -> tuple[bool, int]:
    """Return when a tier's turn comes: needs before wishes, vital first."""
    return line.is_wish, list(type(line.tier)).index(line.tier)


def _given(problem: Problem, plan: Plan, group: str) -> Iterator[Sentence]:
    baskets = {
        basket
        for need in problem.needs
        if need.group == group
        for basket in need.baskets
    }
    units = {good.label: good.unit for good in problem.goods}
    sums: dict[str, float] = defaultdict(float)
    for gift in plan.given:
        if gift.basket in baskets:
            sums[gift.good] += gift.amount
    for good, amount in sorted(sums.items(), key=lambda pair: (-pair[1], pair[0])):
        params = {"amount": figure(amount), "unit": units[good], "good": good}
        yield Sentence(_GIVEN, params)
