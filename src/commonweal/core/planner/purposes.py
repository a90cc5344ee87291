"""What a task is for: where what it makes ends up, through everything made of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from commonweal.core.planner.plan import Link, Plan
from commonweal.core.planner.words import N_, Sentence, figure

_MOST_STEPS = 200  # rounds of a loop followed; each passes on less than the one before
_CRUMB = 1e-6  # share of a good that is followed no further
_ENDS = frozenset({"group", "promise", "kept"})
_SAYINGS = {
    "group": N_("%(percent)s %% of the %(good)s ends with %(group)s."),
    "promise": N_("%(percent)s %% of the %(good)s keeps the promise %(promise)s."),
    "kept": N_("%(percent)s %% of the %(good)s is still in store at the end."),
    "left": N_("%(percent)s %% of the %(good)s spoils or is not needed."),
}

Node = tuple[str, str]  # kind and label, as in ``Link``


@dataclass(frozen=True, slots=True)
class Purpose:
    """A share of what a task makes, and where it ends: a group, a promise, a store."""

    good: str  # as it leaves the task
    kind: str  # group, promise, kept, left
    label: str  # of the group, promise or place; empty for what is left
    share: float  # of the good, 0 to 1

    @property
    def words(self) -> Sentence:
        """Say it in one sentence."""
        params: dict[str, object] = {
            "percent": figure(100 * self.share),
            "good": self.good,
        }
        if self.kind in {"group", "promise"}:
            params[self.kind] = self.label
        return Sentence(_SAYINGS[self.kind], params)


def purposes_of(plan: Plan, recipe: str) -> tuple[Purpose, ...]:
    """Follow what a recipe makes to its ends.

    A good is used for everything in the proportions of the whole plan: nobody can tell
    which loaf came from which sack.

    Parameters
    ----------
    plan : Plan
        Any plan with flows.
    recipe : str
        Label of a recipe.

    Returns
    -------
    tuple of Purpose
        Of every good that it makes, the largest share first; empty when the plan does
        not run it.

    Examples
    --------
    >>> from commonweal.core.planner.plan import Status
    >>> plan = Plan(Status.OPTIMAL, flows=(
    ...     Link("recipe", "mill", "good", "flour", "flour", 4.0, "kg"),
    ...     Link("good", "flour", "recipe", "bake", "flour", 4.0, "kg"),
    ...     Link("recipe", "bake", "good", "bread", "bread", 6.0, "kg"),
    ...     Link("good", "bread", "group", "north", "bread", 6.0, "kg"),
    ... ))
    >>> [(purpose.label, purpose.share) for purpose in purposes_of(plan, "mill")]
    [('north', 1.0)]
    """
    ways = _ways(plan.flows)
    found: list[Purpose] = []
    for link in plan.flows:
        if (link.source_kind, link.source) == ("recipe", recipe):
            ends = _ends_of((link.target_kind, link.target), ways)
            found += [
                Purpose(link.good, kind, label, share)
                for (kind, label), share in ends.items()
                if share > _CRUMB
            ]
    return tuple(sorted(found, key=lambda one: (one.good, -one.share, one.label)))


def _ways(flows: tuple[Link, ...]) -> Mapping[Node, dict[Node, float]]:
    """Return, for each good and recipe, which share of it goes on where."""
    there: dict[Node, float] = defaultdict(float)
    going: dict[Node, dict[Node, float]] = defaultdict(lambda: defaultdict(float))
    for link in flows:
        source, target = (
            (link.source_kind, link.source),
            (link.target_kind, link.target),
        )
        if link.target_kind == "good":
            there[target] += link.amount
        if link.source_kind == "good":
            going[source][target] += link.amount
    ways = {
        node: {
            target: amount / max(there[node], sum(onward.values()))
            for target, amount in onward.items()
        }
        for node, onward in going.items()
    }
    return ways | _out_of_recipes(flows)


def _out_of_recipes(flows: tuple[Link, ...]) -> dict[Node, dict[Node, float]]:
    """Let every product of a recipe carry an equal part of what went into it."""
    products: dict[Node, list[Node]] = defaultdict(list)
    for link in flows:
        if link.source_kind == "recipe":
            products[link.source_kind, link.source].append(
                (link.target_kind, link.target)
            )
    return {
        recipe: dict.fromkeys(goods, 1 / len(goods))
        for recipe, goods in products.items()
    }


def _ends_of(start: Node, ways: Mapping[Node, dict[Node, float]]) -> dict[Node, float]:
    ends: dict[Node, float] = defaultdict(float)
    moving: dict[Node, float] = {start: 1.0}
    for _ in range(_MOST_STEPS):
        onward: dict[Node, float] = defaultdict(float)
        for node, share in moving.items():
            left = share
            for target, part in ways.get(node, {}).items():
                left -= share * part
                (ends if target[0] in _ENDS else onward)[target] += share * part
            ends["left", ""] += left
        moving = {node: share for node, share in onward.items() if share > _CRUMB / 10}
        if not moving:
            break
    return ends
