"""A problem in numbers: every label counted once, every list of parts as arrays.

Rules write their rows from these arrays in a few steps of NumPy, so that writing a
matrix stays a small part of solving it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from commonweal.core.planner.problem import Problem
from commonweal.core.planner.terms import Recipe

Integers = NDArray[np.int32]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Part = TypeVar("Part")
ANY = -1
"""Stands for "none said": any place, the whole plan."""


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines of all recipes one after the other: what a run takes, gives, asks or holds.

    Parameters
    ----------
    start : (n_recipes + 1,) int32
        Where the lines of each recipe begin.
    what : (n_lines,) int32
        Number of the good, the skill or the capacity.
    amount : (n_lines,) float64, [unit of what it is, hours for skills]
    span : (n_lines,) int32
        Periods after the start of a run; for a capacity, periods it is held.
    """

    start: Integers
    what: Integers
    amount: Floats
    span: Integers

    def of_each(self, i_recipes: Integers) -> tuple[Integers, Integers]:
        """Return pairs: position in ``i_recipes``, and a line of that recipe."""
        return expand(self.start[i_recipes], np.diff(self.start)[i_recipes])


@dataclass(slots=True)
class Flat:
    """Numbers of labels, and the recipes as arrays.

    Parameters
    ----------
    problem : Problem
        What the numbers stand for; places, goods and periods count in its order.
    places, goods, skills, capacities : dict
        Number of each label.
    inputs, outputs, effort, uses : Lines
        By recipe.
    recipe_place : (n_recipes,) int32
        ``ANY`` where a recipe runs in every place.
    may_start : (n_recipes, n_periods) bool
    hours : (n_recipes,) float64, [h per run]
    """

    problem: Problem
    places: dict[str, int] = field(init=False)
    goods: dict[str, int] = field(init=False)
    skills: dict[str, int] = field(init=False)
    capacities: dict[str, int] = field(init=False)
    inputs: Lines = field(init=False)
    outputs: Lines = field(init=False)
    effort: Lines = field(init=False)
    uses: Lines = field(init=False)
    recipe_place: Integers = field(init=False)
    may_start: Flags = field(init=False)
    hours: Floats = field(init=False)

    def __post_init__(self) -> None:
        problem, recipes = self.problem, self.problem.recipes
        self.places = {label: i for i, label in enumerate(problem.places)}
        self.goods = {good.label: i for i, good in enumerate(problem.goods)}
        self.skills = _numbered(
            [effort.skill for recipe in recipes for effort in recipe.effort]
            + [lane.effort.skill for lane in problem.lanes if lane.effort is not None]
        )
        self.capacities = _numbered(
            use.capacity for recipe in recipes for use in recipe.uses
        )
        goods, skills, rooms = self.goods, self.skills, self.capacities
        self.inputs = _lines(
            recipes,
            lambda recipe: [(goods[f.good], f.amount, f.after) for f in recipe.inputs],
        )
        self.outputs = _lines(
            recipes,
            lambda recipe: [(goods[f.good], f.amount, f.after) for f in recipe.outputs],
        )
        self.effort = _lines(
            recipes,
            lambda recipe: [(skills[e.skill], e.hours, e.after) for e in recipe.effort],
        )
        self.uses = _lines(
            recipes,
            lambda recipe: [
                (rooms[u.capacity], u.amount, u.periods) for u in recipe.uses
            ],
        )
        self.recipe_place = integers(
            ANY if recipe.place is None else self.places[recipe.place]
            for recipe in recipes
        )
        self.may_start = np.ones((len(recipes), self.n_periods), dtype=np.bool_)
        for i, recipe in enumerate(recipes):
            if recipe.may_start is not None:
                self.may_start[i] = recipe.may_start
        of_lines = np.repeat(np.arange(len(recipes)), np.diff(self.effort.start))
        hours = np.bincount(of_lines, self.effort.amount, len(recipes))
        self.hours = hours.astype(np.float64)

    @property
    def n_places(self) -> int:
        """Number of places."""
        return len(self.problem.places)

    @property
    def n_goods(self) -> int:
        """Number of goods."""
        return len(self.problem.goods)

    @property
    def n_periods(self) -> int:
        """Number of periods."""
        return len(self.problem.periods)

    def survival(self) -> Floats:
        """Share of each good that outlives each period in store, (n_goods, n_periods)."""
        per_day = floats(good.survival_per_day for good in self.problem.goods)
        days = floats(period.days for period in self.problem.periods)
        return np.asarray(per_day[:, None] ** days[None, :], dtype=np.float64)


def expand(start: Integers, count: Integers) -> tuple[Integers, Integers]:
    """Return pairs for ragged lists: which list, and which place in what they list.

    Parameters
    ----------
    start, count : (n,) int32
        Where each list begins, and how long it is.

    Returns
    -------
    of, at : (sum of count,) int32

    Examples
    --------
    >>> of, at = expand(integers([5, 0]), integers([2, 1]))
    >>> of.tolist(), at.tolist()
    ([0, 0, 1], [5, 6, 0])
    """
    of = np.repeat(np.arange(len(count), dtype=np.int32), count)
    before = np.cumsum(count) - count
    at = np.arange(len(of), dtype=np.int32) - before[of] + start[of]
    return of, at.astype(np.int32)


def integers(numbers: Iterable[int]) -> Integers:
    """Return numbers as an array, (n,) int32."""
    return np.fromiter(numbers, dtype=np.int32)


def floats(numbers: Iterable[float]) -> Floats:
    """Return numbers as an array, (n,) float64."""
    return np.fromiter(numbers, dtype=np.float64)


def _numbered(labels: Iterable[str]) -> dict[str, int]:
    return {label: i for i, label in enumerate(dict.fromkeys(labels))}


def _lines(
    recipes: Sequence[Recipe], of: Callable[[Recipe], list[tuple[int, float, int]]]
) -> Lines:
    by_recipe = [of(recipe) for recipe in recipes]
    flat = [line for lines in by_recipe for line in lines]
    start = np.zeros(len(recipes) + 1, dtype=np.int32)
    np.cumsum([len(lines) for lines in by_recipe], out=start[1:])
    return Lines(
        start,
        integers(line[0] for line in flat),
        floats(line[1] for line in flat),
        integers(line[2] for line in flat),
    )
