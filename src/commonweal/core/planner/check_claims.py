"""Check what a plan claims about itself: whose need is short, by how much, held by what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction
from math import isfinite

from commonweal.core.planner.check_accounts import TOLERANCE, Breach
from commonweal.core.planner.plan import Plan, Short
from commonweal.core.planner.problem import Problem
from commonweal.core.planner.words import N_, Sentence, figure

Key = tuple[str, str, str | None, int | None]  # kind, label, place, period


def of_claims(problem: Problem, plan: Plan) -> Iterator[Breach]:
    """Find claims that the problem and the plan's own lines do not bear out.

    Parameters
    ----------
    problem : Problem
        What the plan was made for.
    plan : Plan
        Its levels, what it says of short needs, of limits and of promises.

    Yields
    ------
    Breach
        A line about a need that is not there or is another's, a shortage told wrongly,
        a limit of another size than there is, a promise nobody made.
    """
    needs = {need.label: need for need in problem.needs}
    for i, line in enumerate(plan.fulfilment):
        need = needs.get(line.need)
        said = (line.group, line.tier, line.is_wish, line.period)
        if need is None or said != (need.group, need.tier, need.is_wish, need.period):
            words = Sentence(N_("No such need is asked for: %(need)s."))
            yield Breach(f"fulfilment[{i}]", _with(words, need=line.need))
    yield from _of_shorts(problem, plan)
    yield from _of_limits(problem, plan)
    promised = {promise.label for promise in problem.promises}
    for label in plan.collisions:
        if label not in promised:
            words = Sentence(N_("Nobody promised %(promise)s."))
            yield Breach("collisions", _with(words, promise=label))


def _of_shorts(problem: Problem, plan: Plan) -> Iterator[Breach]:
    needs = {need.label: need for need in problem.needs}
    levels = {line.need: line.level for line in plan.fulfilment}
    for i, short in enumerate(plan.shorts):
        need, level = needs.get(short.need), levels.get(short.need)
        if need is None:
            words = Sentence(N_("No such need is asked for: %(need)s."))
            yield Breach(f"shorts[{i}]", _with(words, need=short.need))
        if need is None or level is None or not isfinite(level):
            continue
        missing = Fraction(need.demand) * (1 - Fraction(level))
        if _differ(short.level, Fraction(level)) or _differ(short.missing, missing):
            yield _otherwise(f"shorts[{i}]", short.missing, missing)
        yield from _of_reliefs(f"shorts[{i}]", short)


def _of_reliefs(where: str, short: Short) -> Iterator[Breach]:
    """Reliefs must raise the need they are told for, by amounts that are some."""
    for j, relief in enumerate(short.reliefs):
        amounts = [help_.amount for help_ in relief.helps]
        is_some = amounts and all(isfinite(one) and one > 0 for one in amounts)
        if not is_some or not short.level < relief.reached <= 1:
            words = Sentence(N_("This relief helps nobody."))
            yield Breach(f"{where}.reliefs[{j}]", words)


def _of_limits(problem: Problem, plan: Plan) -> Iterator[Breach]:
    """Limits that are told must be as large as the problem says."""
    there = _there(problem)
    told = [
        (f"limits[{i}]", (one.kind, one.label, one.place, one.period), one.amount)
        for i, one in enumerate(plan.limits)
    ]
    told += [
        (
            f"shorts[{i}].limits[{j}]",
            (one.kind, one.label, one.place, one.period),
            one.amount,
        )
        for i, short in enumerate(plan.shorts)
        for j, one in enumerate(short.limits)
    ]
    for where, key, amount in told:
        if key[0] in _SIZED and _differ(amount, there[key]):
            yield _otherwise(where, amount, there[key])


_SIZED = frozenset({"effort", "capacity", "purse"})


def _there(problem: Problem) -> defaultdict[Key, Fraction]:
    """Add up what there is of everything that has a size of its own."""
    there: defaultdict[Key, Fraction] = defaultdict(Fraction)
    for offer in problem.efforts:
        key: Key = ("effort", offer.skill, offer.place, offer.period)
        there[key] += Fraction(offer.hours)
    for room in problem.capacities:
        for t in range(len(problem.periods)):
            if room.period in {None, t}:
                there["capacity", room.label, room.place, t] += Fraction(room.amount)
    for purse in problem.purses:
        key = ("purse", purse.currency, None, purse.period)
        amount = Fraction(purse.amount)
        there[key] = min(there.get(key, amount), amount)
    return there


def _differ(said: float, found: Fraction) -> bool:
    tolerance = 10 * TOLERANCE * max(abs(found), Fraction(1))
    return not isfinite(said) or abs(Fraction(said) - found) > tolerance


def _otherwise(where: str, said: float, found: Fraction) -> Breach:
    words = Sentence(N_("The plan says %(said)s; the problem says %(found)s."))
    return Breach(where, _with(words, said=said, found=figure(float(found))))


def _with(words: Sentence, **params: object) -> Sentence:
    return Sentence(words.template, params)
