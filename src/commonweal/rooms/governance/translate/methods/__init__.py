"""From answers to results: pure functions, one file per family of methods.

Nothing here knows a database, a clock or a language. ``problems_with_answer`` says what
is wrong with one answer, ``count`` what all of them come to, with a sentence for every
stage.
"""

from __future__ import annotations

from collections.abc import Sequence

from commonweal.core.vf.problems import Problem
from commonweal.rooms.governance.words import motions


def problems_with_answer(
    rule: motions.Rule,
    options: Sequence[motions.OptionView],
    answer: object,
    reason: str = "",
) -> list[Problem]:
    """Return everything wrong with an answer; fields are "answer" and "reason"."""
    raise NotImplementedError


def count(  # noqa: PLR0913 - what a count needs, each by its name
    rule: motions.Rule,
    options: Sequence[motions.OptionView],
    casts: Sequence[motions.Cast],
    *,
    n_voters: int,
    seed: str,
    budget: int | None = None,
    seats: int = 1,
) -> motions.Counted:
    """Count answers by a rule.

    Parameters
    ----------
    rule : Rule
        Process, quorum and what passes.
    options : sequence of OptionView
        In the order of the ballot; costs in smallest units (shares).
    casts : sequence of Cast
        The last valid answer of each person, in any order.
    n_voters : int
        How many could answer.
    seed : str
        Decides what stays equal; see ``core.tally.lots``.
    budget : int, optional
        Smallest units to spend (shares).
    seats : int
        Places to fill (stv, sortition).

    Returns
    -------
    Counted
        "adopted" with winners, "not_adopted", or "returned" (to talk further).
    """
    raise NotImplementedError
