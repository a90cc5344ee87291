"""How fine periods are joined into coarse steps, and where a lag of periods ends up."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from commonweal.core.planner.faults import BadProblem, Fault
from commonweal.core.planner.words import N_, Sentence

_NOT_IN_A_ROW = N_(
    "Steps must join all periods from 0 to %(last)s in a row, each once and none empty."
)
_SHORT = 4  # periods; a step that is no longer than a month is cut into single weeks


@dataclass(frozen=True, slots=True)
class Steps:
    """Consecutive groups of periods: near ones of one period each, far ones of several.

    Parameters
    ----------
    groups : tuple of range
        The periods each step joins, in the order of time.
    step_of : tuple of int
        The step of every period.
    """

    groups: tuple[range, ...]
    step_of: tuple[int, ...]

    @property
    def n_periods(self) -> int:
        """How many periods there are before joining."""
        return len(self.step_of)

    @property
    def is_fine(self) -> bool:
        """Whether no step joins anything."""
        return len(self.groups) == len(self.step_of)

    def later(self, period: int, after: int) -> int:
        """Count steps from the step of a period to what comes so many periods later.

        What comes after the last period comes after the last step, wherever it starts.
        """
        if period + after >= self.n_periods:
            return len(self.groups)
        return self.step_of[period + after] - self.step_of[period]

    def held(self, period: int, n_periods: int) -> tuple[tuple[int, int], ...]:
        """List in which steps, counted from its own, how many periods are held."""
        counts: dict[int, int] = {}
        for t in range(period, min(period + n_periods, self.n_periods)):
            later = self.step_of[t] - self.step_of[period]
            counts[later] = counts.get(later, 0) + 1
        return tuple(counts.items())


def groups_of(n_periods: int, *, near: int, far: int) -> tuple[range, ...]:
    """Keep the near periods one by one and join the far ones.

    Parameters
    ----------
    n_periods : int
        How many periods there are, 1 or more.
    near : int
        Periods kept as they are, 0 or more.
    far : int
        Periods joined into each step after them, 1 or more; the last may be shorter.

    Returns
    -------
    tuple of range
        Consecutive groups of periods.

    Raises
    ------
    BadProblem
        A number is too small.

    Examples
    --------
    >>> [len(group) for group in groups_of(13, near=4, far=4)]
    [1, 1, 1, 1, 4, 4, 1]
    """
    refuse_less(near=(near, 0), far=(far, 1))
    near = min(near, n_periods)
    starts = [*range(near), *range(near, n_periods, far), n_periods]
    return tuple(range(start, stop) for start, stop in itertools.pairwise(starts))


def refuse_less(**asked: tuple[int, int]) -> None:
    """Refuse numbers, by name, that are less than the least beside them.

    Raises
    ------
    BadProblem
        With a fault for each.

    Examples
    --------
    >>> refuse_less(near=(4, 1), far=(1, 1))
    """
    said = N_("This must be %(least)s or more; it says %(amount)s.")
    wrong = [
        Fault(name, Sentence(said, {"least": least, "amount": amount}))
        for name, (amount, least) in asked.items()
        if amount < least
    ]
    if wrong:
        raise BadProblem(wrong)


def steps_of(n_periods: int, groups: Iterable[Sequence[int]]) -> Steps:
    """Check groups of periods and number them.

    Parameters
    ----------
    n_periods : int
        How many periods there are.
    groups : iterable of sequence of int
        Periods of each step; together 0 to ``n_periods - 1`` in a row.

    Returns
    -------
    Steps
        As ranges, with the step of every period.

    Raises
    ------
    BadProblem
        A group is empty, a period is left out, stands twice or stands elsewhere.

    Examples
    --------
    >>> steps_of(3, [[0], [1, 2]]).step_of
    (0, 1, 1)
    """
    listed = [tuple(group) for group in groups]
    in_a_row = [t for group in listed for t in group]
    if in_a_row != list(range(n_periods)) or not all(listed):
        words = Sentence(_NOT_IN_A_ROW, {"last": n_periods - 1})
        raise BadProblem([Fault("groups", words)])
    return Steps(
        tuple(range(group[0], group[-1] + 1) for group in listed),
        tuple(i for i, group in enumerate(listed) for _ in group),
    )


def split(groups: Sequence[range], chosen: Iterable[int]) -> tuple[range, ...]:
    """Cut the chosen groups: in single periods, or in halves where they are long.

    Examples
    --------
    >>> [len(group) for group in split((range(0, 1), range(1, 4), range(4, 13)), [1, 2])]
    [1, 1, 1, 1, 5, 4]
    """
    cut = frozenset(chosen)
    found: list[range] = []
    for i, group in enumerate(groups):
        if i not in cut:
            found.append(group)
        elif len(group) <= _SHORT:
            found += [range(t, t + 1) for t in group]
        else:
            middle = group.start + (len(group) + 1) // 2
            found += [range(group.start, middle), range(middle, group.stop)]
    return tuple(found)
