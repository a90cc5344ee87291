"""What a need leans on: the goods it takes, what they are made of, by whom and where.

Prices couple everything with everything: sesame in the store spares money that would
buy coffee. True, but no reason a kitchen would name. A limit outside the chain of a
need is told only when none inside it binds.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from commonweal.core.planner.plan import Limit
from commonweal.core.planner.problem import Problem
from commonweal.core.planner.rules import (
    balance,
    capacity,
    effort,
    fulfilment,
    purse,
    rest,
    store,
)
from commonweal.core.planner.terms import Need, Recipe

MARKET = "market"  # no more can be bought outside
TIME = "time"  # no more can be ready
_OF_GOODS = frozenset({balance.KIND, store.KIND, MARKET, TIME})


@dataclass(frozen=True, slots=True)
class Chain:
    """Labels of everything a need leans on."""

    goods: frozenset[str]
    skills: frozenset[str]
    rests: frozenset[str]
    capacities: frozenset[str]
    currencies: frozenset[str]
    needs: frozenset[str]  # that put a bound on something in the chain

    def holds(self, limit: Limit) -> bool:
        """Whether a limit is one of what the need leans on."""
        if limit.kind in _OF_GOODS:
            return limit.label in self.goods
        labels = {
            effort.KIND: self.skills,
            rest.KIND: self.rests,
            capacity.KIND: self.capacities,
            purse.KIND: self.currencies,
            fulfilment.MOST: self.needs,
        }.get(limit.kind)
        return labels is None or limit.label in labels


class Chains:
    """Finds the chain of any need of a problem; each set of goods is walked once."""

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        self._makers: dict[str, list[Recipe]] = {}
        for recipe in problem.recipes:
            for output in recipe.outputs:
                self._makers.setdefault(output.good, []).append(recipe)
        self._known: dict[frozenset[str], Chain] = {}

    def of(self, need: Need) -> Chain:
        """Return what a need leans on, back to the last ingredient."""
        wanted = frozenset(good for good, share in need.contents.items() if share > 0)
        if wanted not in self._known:
            self._known[wanted] = self._walk(wanted)
        return self._known[wanted]

    def _walk(self, wanted: Iterable[str]) -> Chain:
        goods: set[str] = set()
        recipes: dict[str, Recipe] = {}
        waiting = list(wanted)
        while waiting:
            good = waiting.pop()
            if good in goods:
                continue
            goods.add(good)
            for recipe in self._makers.get(good, []):
                recipes[recipe.label] = recipe
                waiting += [flow.good for flow in recipe.inputs]
        made_by = recipes.values()
        skills = frozenset(part.skill for r in made_by for part in r.effort)
        return Chain(
            goods=frozenset(goods),
            skills=skills,
            rests=frozenset(
                one.label
                for one in self._problem.rests
                if one.skills is None or not skills.isdisjoint(one.skills)
            ),
            capacities=frozenset(use.capacity for r in made_by for use in r.uses),
            currencies=frozenset(
                option.currency
                for option in self._problem.purchases
                if option.good in goods
            ),
            needs=frozenset(
                need.label
                for need in self._problem.needs
                if need.most is not None and not goods.isdisjoint(need.contents)
            ),
        )
