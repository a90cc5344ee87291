"""What no single line of a problem shows: goods out of nothing, amounts worlds apart."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping
from fractions import Fraction

from commonweal.core.planner import exact
from commonweal.core.planner.terms import Parts, Recipe

MOST_APART = 1e12  # between two amounts of one good; more is a unit mixed up
_SEEN = Fraction(1, 10**6)  # of a unit made of nothing; less is how decimals are kept


def out_of_nothing(parts: Parts) -> tuple[tuple[int, ...], ...]:
    """Find tasks that together make more than they take, with no effort and no room.

    Tasks that are held by nobody's hours and no capacity could run without end, and
    any need would be met by words. So would a task that takes one good only and gives
    more of the very same, whatever the hours: where it grows it takes land, a tank, or
    something that it grows from.

    Parameters
    ----------
    parts : Parts
        Amounts that are negative or no numbers are taken for nothing: they are faults
        of their own.

    Returns
    -------
    tuple of tuple of int
        Places in ``parts.recipes`` of each such circle, none of which could be left
        out; empty when nothing comes of nothing. Tasks without inputs are not asked:
        they are nature's gifts.

    Notes
    -----
    A circle that makes something from nothing lies within tasks that feed one another
    (a strongly connected part of the graph of who makes whose inputs): of all parts it
    runs, the first in the order of feeding is fed by itself alone. So parts are asked
    one by one, which keeps a federation's thousands of tasks as quick as a kitchen's.

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
    ((0, 1),)
    """
    recipes = parts.recipes
    swelling = {i for i, recipe in enumerate(recipes) if _swells(recipe)}
    found: list[tuple[int, ...]] = [(i,) for i in sorted(swelling)]
    free = [i for i, r in enumerate(recipes) if _is_free(r) and i not in swelling]
    found += (
        tuple(_needed(parts, circle))
        for circle in _feeding_one_another(parts, free)
        if not _loses_weight(parts, circle) and _makes(parts, circle)
    )
    return tuple(sorted(found))


def worlds_apart(parts: Parts) -> Iterator[tuple[str, str, float, float]]:
    """Find goods, skills, rooms and money whose amounts lie further apart than any scale.

    Amounts of one thing are those that are kept, made, taken, promised, sold or asked
    for; a need asks for its demand in terms of each good that could meet it.

    Yields
    ------
    tuple of str, str, float, float
        Where the smallest amount stands, what it is of, the smallest and the largest.
    """
    least: dict[tuple[str, str], tuple[float, Place]] = {}
    most: dict[tuple[str, str], float] = {}
    for kind, label, amount, where in _amounts(parts):
        if 0 < amount < math.inf:
            key = (kind, label)
            most[key] = max(amount, most.get(key, amount))
            if key not in least or amount < least[key][0]:
                least[key] = (amount, where)
    for key, (smallest, where) in least.items():
        if most[key] > MOST_APART * smallest:
            yield "".join(str(part) for part in where), key[1], smallest, most[key]


def _is_free(recipe: Recipe) -> bool:
    held = any(e.hours > 0 for e in recipe.effort) or any(
        u.amount > 0 for u in recipe.uses
    )
    return bool(recipe.inputs) and not held


def _swells(recipe: Recipe) -> bool:
    """Whether a task gives more of a good than it takes, and takes nothing else."""
    goods = {flow.good for flow in recipe.inputs if flow.amount > 0}
    if len(goods) != 1 or any(use.amount > 0 for use in recipe.uses):
        return False
    (good,) = goods
    taken = sum(_number(f.amount) for f in recipe.inputs)
    given = sum(_number(f.amount) for f in recipe.outputs if f.good == good)
    return given - taken > _SEEN


def _number(amount: float) -> Fraction:
    """Return an amount as it is meant; what is wrong by itself counts as nothing."""
    return Fraction(amount) if 0 <= amount < math.inf else Fraction(0)


def _feeding_one_another(parts: Parts, free: list[int]) -> Iterator[list[int]]:
    """Split tasks into those that feed one another; all inputs are made among them."""
    makers: dict[str, list[int]] = defaultdict(list)
    for i in free:
        for good in {flow.good for flow in parts.recipes[i].outputs}:
            makers[good].append(i)
    feeders = {
        i: [maker for flow in parts.recipes[i].inputs for maker in makers[flow.good]]
        for i in free
    }
    for circle in _strong_parts(feeders):
        closed = _closed(parts, sorted(circle))
        if closed:
            yield closed


def _strong_parts(onward: Mapping[int, list[int]]) -> Iterator[list[int]]:
    """Split a graph into its strongly connected parts (Kosaraju and Sharir)."""
    seen: set[int] = set()
    finished = [node for start in onward for node in _reached(start, onward, seen)]
    backward: dict[int, list[int]] = defaultdict(list)
    for node, others in onward.items():
        for other in others:
            backward[other].append(node)
    seen = set()
    for node in reversed(finished):
        part = _reached(node, backward, seen)
        if part:
            yield part


def _reached(start: int, onward: Mapping[int, list[int]], seen: set[int]) -> list[int]:
    """Return what is newly reached from a node, each after what it leads to."""
    if start in seen:
        return []
    seen.add(start)
    path, done = [(start, iter(onward.get(start, ())))], []
    while path:
        node, rest = path[-1]
        after = next((other for other in rest if other not in seen), None)
        if after is None:
            path.pop()
            done.append(node)
        else:
            seen.add(after)
            path.append((after, iter(onward.get(after, ()))))
    return done


def _closed(parts: Parts, circle: list[int]) -> list[int]:
    """Return the tasks of a circle all of whose inputs tasks of the circle make."""
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


def _loses_weight(parts: Parts, circle: list[int]) -> bool:
    """Whether no task of a circle gives more than it takes, all counted in one unit.

    Packing and unpacking, sorting, drying: the common circles, seen at a glance.
    """
    units = {good.label: good.unit for good in parts.goods}
    flows = [parts.recipes[i] for i in circle]
    used = {units.get(f.good, "") for r in flows for f in (*r.inputs, *r.outputs)}
    return len(used) == 1 and all(
        sum(_number(f.amount) for f in r.outputs)
        <= sum(_number(f.amount) for f in r.inputs)
        for r in flows
    )


def _needed(parts: Parts, circle: list[int]) -> list[int]:
    """Leave out every task without which something is still made of nothing."""
    for i in tuple(circle):
        others = [other for other in circle if other != i]
        if _makes(parts, others):
            circle = others
    return circle


def _makes(parts: Parts, circle: list[int]) -> bool:
    """Whether some runs of these tasks leave more of something and less of nothing."""
    made: dict[str, dict[exact.Name, Fraction]] = defaultdict(
        lambda: defaultdict(Fraction)
    )
    for i in circle:
        recipe = parts.recipes[i]
        for flow in recipe.inputs:
            made[flow.good][i] -= _number(flow.amount)
        for flow in recipe.outputs:
            made[flow.good][i] += _number(flow.amount)
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


Place = tuple[str | int, ...]  # parts of where an amount stands, joined when it is told
Amount = tuple[str, str, float, Place]  # kind, label, amount, where


def _amounts(parts: Parts) -> Iterator[Amount]:
    for i, recipe in enumerate(parts.recipes):
        yield from _of_recipe(i, recipe)
    for i, stock in enumerate(parts.stocks):
        yield "good", stock.good, stock.amount, ("stocks[", i, "].amount")
    for i, arrival in enumerate(parts.arrivals):
        yield "good", arrival.good, arrival.amount, ("arrivals[", i, "].amount")
    for i, promise in enumerate(parts.promises):
        yield "good", promise.good, promise.amount, ("promises[", i, "].amount")
    yield from _of_limits(parts)
    for i, need in enumerate(parts.needs):
        for good, content in need.contents.items():
            if 0 < content < math.inf:
                asked = need.demand / content
                yield "good", good, asked, ("needs[", i, "].demand")


def _of_limits(parts: Parts) -> Iterator[Amount]:
    for i, offer in enumerate(parts.efforts):
        yield "skill", offer.skill, offer.hours, ("efforts[", i, "].hours")
    for i, room in enumerate(parts.capacities):
        yield "capacity", room.label, room.amount, ("capacities[", i, "].amount")
    for i, purse in enumerate(parts.purses):
        yield "currency", purse.currency, purse.amount, ("purses[", i, "].amount")
    for i, option in enumerate(parts.purchases):
        yield "currency", option.currency, option.price, ("purchases[", i, "].price")


def _of_recipe(i: int, recipe: Recipe) -> Iterator[Amount]:
    for side, flows in (("inputs", recipe.inputs), ("outputs", recipe.outputs)):
        for j, flow in enumerate(flows):
            where: Place = ("recipes[", i, "].", side, "[", j, "].amount")
            yield "good", flow.good, flow.amount, where
    for j, effort in enumerate(recipe.effort):
        where = ("recipes[", i, "].effort[", j, "].hours")
        yield "skill", effort.skill, effort.hours, where
    for j, use in enumerate(recipe.uses):
        where = ("recipes[", i, "].uses[", j, "].amount")
        yield "capacity", use.capacity, use.amount, where
