"""Needs in coarse steps: what a group asks for week by week becomes one need of a month.

Needs of the same step are joined when they are alike but for their period and amount:
same place, group, tier, contents and baskets. Needs that share a basket stay together;
where the periods of a step differ in what shares a basket, each kind gets a basket of its
own, so that nothing counts twice. A need of a week in which nothing it could use can be
there at all, however much there is of everything, stays alone and gets nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, replace

from commonweal.core.planner import eliminate, flat
from commonweal.core.planner.coarse_steps import Steps
from commonweal.core.planner.problem import Problem
from commonweal.core.planner.terms import Need


@dataclass(frozen=True, slots=True)
class Asking:
    """Needs in coarse steps.

    Parameters
    ----------
    needs : tuple of Need
        Parts of the coarse problem.
    members : dict
        Labels of the fine needs that each coarse need joins.
    fine_basket : dict
        Fine basket of every coarse one.
    """

    needs: tuple[Need, ...]
    members: dict[str, tuple[str, ...]]
    fine_basket: dict[str, str]


def asking_of(problem: Problem, steps: Steps) -> Asking:
    """Write the needs of a problem in coarse steps.

    Parameters
    ----------
    problem : Problem
        In fine periods.
    steps : Steps
        How they are joined.

    Returns
    -------
    Asking
        Demands and bounds added up over each step.

    Examples
    --------
    See ``coarse.coarsen``, which is the only caller.
    """
    return _Joining(problem, steps).asking()


Family = tuple[Hashable, ...]  # the kinds of needs that hang together by baskets


class _Joining:
    def __init__(self, problem: Problem, steps: Steps) -> None:
        self.problem = problem
        self.steps = steps
        self.labels = {need.label for need in problem.needs}
        self.baskets = {b for need in problem.needs for b in need.baskets}
        self.whole_baskets = {
            b for need in problem.needs if need.period is None for b in need.baskets
        }
        self.fine_basket = {basket: basket for basket in self.baskets}
        self.members: dict[str, tuple[str, ...]] = {}
        self.others: dict[str, list[str]] = defaultdict(list)  # baskets beside a basket
        self.have = eliminate.find_alive(flat.Flat(problem)).have
        self.i_place = {label: i for i, label in enumerate(problem.places)}
        self.i_good = {good.label: i for i, good in enumerate(problem.goods)}

    def asking(self) -> Asking:
        by_period: dict[int, list[Need]] = defaultdict(list)
        for need in self.problem.needs:
            if need.period is not None:
                by_period[need.period].append(need)
        joined = [
            one
            for step, group in enumerate(self.steps.groups)
            for one in self._of_step(step, [by_period[t] for t in group])
        ]
        whole = [
            self._named(replace(need, baskets=self._all_baskets(need)), [need])
            for need in self.problem.needs
            if need.period is None
        ]
        return Asking((*whole, *joined), self.members, self.fine_basket)

    def _of_step(self, step: int, by_period: list[list[Need]]) -> list[Need]:
        if len(by_period) == 1:
            return [
                self._named(replace(need, period=step), [need]) for need in by_period[0]
            ]
        families: dict[Family, list[list[Need]]] = defaultdict(list)
        found: list[Need] = []
        for needs in by_period:
            served = [need for need in needs if self._can_be_served(need)]
            found += [
                self._named(replace(need, period=step, contents={}, baskets=()), [need])
                for need in needs
                if need not in served
            ]
            for together in _by_basket(served):
                together.sort(key=lambda need: repr(_kind(need)))
                family = tuple(_kind(need) for need in together)
                families[family].append(together)
        used: set[str] = set()
        for lists in families.values():
            baskets = {b for need in lists[0] for b in need.baskets}
            # Where a need of the whole plan uses a basket in other periods of the step, it
            # must go on doing so, whatever bound this family has.
            in_part = len(lists) < len(by_period) and baskets & self.whole_baskets
            names = {b: b for b in baskets}
            if in_part or baskets & used:
                names = self._own(baskets)
            used |= baskets
            found += [
                self._joined(step, alike, names) for alike in zip(*lists, strict=True)
            ]
        return found

    def _can_be_served(self, need: Need) -> bool:
        """Whether anything that counts for a need of a period can be there then."""
        i_place = self.i_place[need.place]
        return need.demand == 0 or any(
            amount > 0 and self.have[i_place, self.i_good[good], need.period]
            for good, amount in need.contents.items()
        )

    def _joined(
        self, step: int, alike: tuple[Need, ...], names: dict[str, str]
    ) -> Need:
        most = None
        if alike[0].most is not None:
            most = sum(need.most or 0.0 for need in alike)
        joined = replace(
            alike[0],
            period=step,
            demand=sum(need.demand for need in alike),
            had=sum(need.had for need in alike),
            most=most,
            baskets=tuple(names[basket] for basket in alike[0].baskets),
        )
        return self._named(joined, alike)

    def _named(self, need: Need, members: Iterable[Need]) -> Need:
        labels = tuple(member.label for member in members)
        label = labels[0] if len(labels) == 1 else f"{labels[0]} … {labels[-1]}"
        while label in self.members or (label in self.labels and len(labels) > 1):
            label += "'"
        self.members[label] = labels
        return replace(need, label=label)

    def _own(self, baskets: set[str]) -> dict[str, str]:
        """Name baskets of their own, and note beside which they stand."""
        names = {}
        for basket in sorted(baskets):
            name = f"{basket} ({len(self.others[basket]) + 2})"
            while name in self.fine_basket:
                name += "'"
            self.fine_basket[name] = basket
            self.others[basket].append(name)
            names[basket] = name
        return names

    def _all_baskets(self, need: Need) -> tuple[str, ...]:
        """Baskets of a need of the whole plan: what others get may count for it too."""
        own = tuple(dict.fromkeys(need.baskets))
        return (*own, *(name for basket in own for name in self.others[basket]))


def _kind(need: Need) -> Hashable:
    contents = tuple(sorted(need.contents.items()))
    who = (need.place, need.group, str(need.tier), need.is_wish)
    return (*who, contents, need.baskets, need.unit, need.most is None)


def _by_basket(needs: list[Need]) -> list[list[Need]]:
    """Part needs into those that hang together by the baskets they name."""
    part_of: dict[str, list[Need]] = {}
    for need in needs:
        together = [need]
        for basket in need.baskets:
            other = part_of.get(basket, together)
            if other is not together:
                together += other
                part_of.update({b: together for one in other for b in one.baskets})
        part_of.update(dict.fromkeys(need.baskets, together))
    bare = [[need] for need in needs if not need.baskets]
    return [*{id(part): part for part in part_of.values()}.values(), *bare]
