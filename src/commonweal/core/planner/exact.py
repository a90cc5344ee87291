"""Linear programs in exact fractions, by the textbook simplex method.

Slow on purpose: every step is one that a reader can follow with pencil and paper.

References
----------
.. [1] V. Chvátal, "Linear Programming", Freeman 1983, chapters 2 and 3 (dictionaries,
   the auxiliary problem).
.. [2] R. G. Bland, "New finite pivoting rules for the simplex method", Mathematics of
   Operations Research 2(2), 103-107, 1977.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping
from fractions import Fraction

Name = Hashable
Terms = Mapping[Name, Fraction]
Row = tuple[Terms, Fraction]  # sum of value * column ≤ bound
_ONE = Fraction(1)


class Impossible(Exception):
    """No values at all satisfy the rows."""


def maximise(goal: Terms, rows: list[Row]) -> Fraction:
    """Maximise a sum over columns of zero or more, exactly.

    Parameters
    ----------
    goal : mapping
        What one unit of each column is worth.
    rows : list of (mapping, Fraction)
        Each says: sum of value * column ≤ bound.

    Returns
    -------
    Fraction
        The largest sum.

    Raises
    ------
    Impossible
        The rows contradict one another.
    ArithmeticError
        The sum has no limit.

    Examples
    --------
    >>> maximise({"x": Fraction(1)}, [({"x": Fraction(3)}, Fraction(1))])
    Fraction(1, 3)
    """
    dictionary = _Dictionary(rows)
    dictionary.make_feasible()
    return dictionary.maximise(goal)


class _Dictionary:
    """Chvátal's dictionary: basic columns written as sums of the others."""

    def __init__(self, rows: list[Row]) -> None:
        self.constant: dict[int, Fraction] = {}
        self.terms: dict[int, dict[int, Fraction]] = {}
        names = {name for terms, _ in rows for name in terms}
        self.number = {name: i + 1 for i, name in enumerate(sorted(names, key=repr))}
        for i, (terms, bound) in enumerate(rows):
            slack = len(names) + 1 + i
            self.constant[slack] = bound
            self.terms[slack] = {
                self.number[name]: -value for name, value in terms.items() if value
            }

    def make_feasible(self) -> None:
        """Start from zero, or from where the auxiliary column can be driven to zero."""
        lowest = min(self.constant, key=lambda i: self.constant[i], default=None)
        if lowest is None or self.constant[lowest] >= 0:
            return
        for terms in self.terms.values():
            terms[0] = _ONE
        self._pivot(0, lowest)
        objective = {j: -v for j, v in self.terms[0].items()}
        if self._run(-self.constant[0], objective) < 0:
            raise Impossible
        assert 0 not in self.terms, "number 0 is the first to leave on a tie"
        for terms in self.terms.values():
            terms.pop(0, None)

    def maximise(self, goal: Terms) -> Fraction:
        """Maximise from a feasible dictionary."""
        start = Fraction(0)
        objective: dict[int, Fraction] = defaultdict(Fraction)
        for name, value in goal.items():
            i = self.number[name]
            if i in self.terms:
                start += value * self.constant[i]
                for j, v in self.terms[i].items():
                    objective[j] += value * v
            else:
                objective[i] += value
        return self._run(start, objective)

    def _run(self, best: Fraction, objective: dict[int, Fraction]) -> Fraction:
        while True:
            entering = min((j for j, v in objective.items() if v > 0), default=None)
            if entering is None:
                return best
            ratios = [
                (self.constant[i] / -terms[entering], i)
                for i, terms in self.terms.items()
                if terms.get(entering, 0) < 0
            ]
            if not ratios:
                raise ArithmeticError("the sum has no limit")
            leaving = min(ratios)[1]
            self._pivot(entering, leaving)
            share = objective.pop(entering)
            best += share * self.constant[entering]
            for j, v in self.terms[entering].items():
                objective[j] = objective.get(j, Fraction(0)) + share * v

    def _pivot(self, entering: int, leaving: int) -> None:
        """Swap a column in the dictionary against one outside."""
        terms, constant = self.terms.pop(leaving), self.constant.pop(leaving)
        share = -terms.pop(entering)
        terms = {j: v / share for j, v in terms.items()}
        terms[leaving] = -_ONE / share
        constant /= share
        for i, others in self.terms.items():
            factor = others.pop(entering, None)
            if factor:
                self.constant[i] += factor * constant
                for j, v in terms.items():
                    total = others.get(j, Fraction(0)) + factor * v
                    if total:
                        others[j] = total
                    else:
                        others.pop(j, None)
        self.terms[entering], self.constant[entering] = terms, constant
