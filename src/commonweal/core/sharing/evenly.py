"""Share evenly: raise everyone's level together, and nobody above what they asked.

Constrained equal awards in exact integers. With equal weights the level is an amount
("up to 4 kg each"); with weights it is a coverage ("60 % of each one's need").
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from commonweal.core.sharing import lots
from commonweal.core.sharing.values import Ask


@dataclass(frozen=True, slots=True)
class Even:
    """Amounts in the order asked, the common level, and who was rounded up."""

    amounts: tuple[int, ...]
    level: Fraction | None
    rounded_up: frozenset[int]


def share_evenly(
    asks: tuple[Ask, ...], stock: int, *, portion: int = 1, seed: str = ""
) -> Even:
    r"""Share a stock so that the smallest level is as large as it can be.

    Parameters
    ----------
    asks : tuple of Ask
        Amounts and weights, [smallest steps]; tiers and turns are not looked at.
    stock : int, [smallest steps]
        What there is to share.
    portion : int, [smallest steps]
        What can be weighed out by hand. Shares are whole portions, except where an ask
        is met in full or the last of the stock is given.
    seed : str
        Decides about equal remainders.

    Returns
    -------
    Even
        Never more than asked; together the whole stock or all that was asked. ``level``
        is None when everyone got what they asked.

    Notes
    -----
    Let :math:`\lambda` solve
    :math:`\sum_i \min(a_i, w_i \lambda) = S`. Everyone gets the whole portions
    in :math:`\min(a_i, w_i \lambda)`; the portions left over go to the largest
    remainders, equal remainders by lot. Equal asks differ by one portion at most.

    References
    ----------
    .. [1] W. Thomson, "Axiomatic and game-theoretic analysis of bankruptcy and
       taxation problems: a survey", Mathematical Social Sciences 45(3), 249-297, 2003
       (constrained equal awards).
    .. [2] M. L. Balinski and H. P. Young, "Fair Representation", 2nd ed., 2001
       (largest remainders).

    Examples
    --------
    >>> from commonweal.core.sharing.values import Ask
    >>> share_evenly((Ask("a", 1), Ask("b", 4), Ask("c", 4)), 7).amounts
    (1, 3, 3)
    """
    if sum(ask.amount for ask in asks) <= stock:
        return Even(tuple(ask.amount for ask in asks), None, frozenset())
    level = _level(asks, stock)
    amounts = [_whole_portions(ask, level, portion) for ask in asks]
    left = stock - sum(amounts)
    by_remainder = sorted(
        (i for i, ask in enumerate(asks) if amounts[i] < ask.amount),
        key=lambda i: (
            amounts[i] - asks[i].weight * level,
            lots.lot(seed, asks[i].label),
            asks[i].label,
        ),
    )
    raised = []
    for i in by_remainder:
        step = min(portion, asks[i].amount - amounts[i], left)
        if step == 0:
            break
        amounts[i] += step
        left -= step
        raised.append(i)
    return Even(tuple(amounts), level, frozenset(raised))


def _level(asks: tuple[Ask, ...], stock: int) -> Fraction:
    """Return the level at which the stock is used up; the asks exceed the stock."""
    smallest_first = sorted(
        (ask for ask in asks if ask.amount > 0),
        key=lambda ask: Fraction(ask.amount, ask.weight),
    )
    left = stock
    weight = sum(ask.weight for ask in smallest_first)
    for ask in smallest_first:
        level = Fraction(left, weight)
        if level * ask.weight < ask.amount:
            return level
        left -= ask.amount
        weight -= ask.weight
    raise AssertionError("the asks do not exceed the stock")


def _whole_portions(ask: Ask, level: Fraction, portion: int) -> int:
    due = ask.weight * level
    if due >= ask.amount:
        return ask.amount
    return int(due // portion) * portion
