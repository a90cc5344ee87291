"""What no single line of a problem shows: goods out of nothing, amounts worlds apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction

from commonweal.core.planner import exact
from commonweal.core.planner.terms import Parts, Recipe

MOST_APART = 1e12  # between two amounts of one good; more is a unit mixed up
_SEEN = Fraction(1, 10**6)  # of a unit made of nothing; less is how decimals are kept


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
        Places in ``parts.recipes``, none of which could be left out; empty when nothing
        comes of nothing. Tasks without inputs are not asked: they are nature's gifts.

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
    circle = _in_circles(parts)
    if not circle or not _makes(parts, circle):
        return ()
    for i in tuple(circle):
        others = [other for other in circle if other != i]
        if _makes(parts, others):
            circle = others
    return tuple(circle)


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


def _in_circles(parts: Parts) -> list[int]:
    """Return the free tasks all of whose inputs other free tasks among them make."""
    circle = [i for i, recipe in enumerate(parts.recipes) if _is_free(recipe)]
    while True:
        made = {flow.good for i in circle for flow in parts.recipes[i].outputs}
        still = [
            i
            for i in circle
            if made.issuperset(flow.good for flow in parts.recipes[i].inputs)
        ]
        if len(still) == len(circle):
            return circle
        circle = still


def _makes(parts: Parts, circle: list[int]) -> bool:
    """Whether some runs of these tasks leave more of something and less of nothing."""
    made: dict[str, dict[exact.Name, Fraction]] = defaultdict(
        lambda: defaultdict(Fraction)
    )
    for i in circle:
        recipe = parts.recipes[i]
        for flow in recipe.inputs:
            made[flow.good][i] -= Fraction(flow.amount)
        for flow in recipe.outputs:
            made[flow.good][i] += Fraction(flow.amount)
    goal: dict[exact.Name, Fraction] = defaultdict(Fraction)
    for terms in made.values():
        for name, amount in terms.items():
            goal[name] += amount
    rows: list[exact.Row] = [({i: Fraction(1)}, Fraction(1)) for i in circle]
    rows += [
        ({i: -amount for i, amount in terms.items()}, Fraction(0))
        for terms in made.values()
    ]
    return exact.maximise(goal, rows) > _SEEN


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
