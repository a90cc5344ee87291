"""Share in a queue: whoever's turn it is gets what they asked, then the next.

For what cannot be split usefully: one bicycle trailer, six concert tickets. The queue
is made by lot, or by who has had fewest turns, and by lot among those.
"""

from __future__ import annotations

from dataclasses import dataclass

from commonweal.core.sharing import lots
from commonweal.core.sharing.values import Ask


@dataclass(frozen=True, slots=True)
class Queue:
    """Amounts and places in the queue, both in the order asked."""

    amounts: tuple[int, ...]
    places: tuple[int, ...]


def by_lottery(
    asks: tuple[Ask, ...], stock: int, *, portion: int = 1, seed: str = ""
) -> Queue:
    """Let the lot make the queue.

    Parameters
    ----------
    asks : tuple of Ask
        Amounts, [smallest steps].
    stock : int, [smallest steps]
        What there is to share.
    portion : int, [smallest steps]
        The last in the queue who gets anything gets whole portions of what is left.
    seed : str
        The recorded seed; the same seed draws the same queue on every machine.

    Returns
    -------
    Queue
        Places count from 1. Everyone up to some place gets all they asked, one perhaps
        a part, the rest nothing.

    References
    ----------
    .. [1] A. Abdulkadiroglu and T. Sonmez, "Random serial dictatorship and the core
       from random endowments", Econometrica 66(3), 689-701, 1998.

    Examples
    --------
    >>> from commonweal.core.sharing.values import Ask
    >>> sorted(by_lottery((Ask("a", 1), Ask("b", 1)), 1, seed="47").amounts)
    [0, 1]
    """
    return _serve(asks, stock, portion, [0] * len(asks), seed)


def by_fair_turn(
    asks: tuple[Ask, ...], stock: int, *, portion: int = 1, seed: str = ""
) -> Queue:
    """Let those who have had fewest turns come first, and the lot among equals.

    Parameters
    ----------
    asks : tuple of Ask
        Amounts, [smallest steps], and the turns each has had with this kind of thing.
    stock : int, [smallest steps]
        What there is to share.
    portion : int, [smallest steps]
        The last in the queue who gets anything gets whole portions of what is left.
    seed : str
        The recorded seed.

    Returns
    -------
    Queue
        Places count from 1.

    References
    ----------
    .. [1] S. J. Brams and A. D. Taylor, "Fair Division: From Cake-Cutting to Dispute
       Resolution", 1996, ch. 1 (taking turns).

    Examples
    --------
    >>> from commonweal.core.sharing.values import Ask
    >>> by_fair_turn((Ask("a", 1, turns=2), Ask("b", 1)), 1).amounts
    (0, 1)
    """
    return _serve(asks, stock, portion, [ask.turns for ask in asks], seed)


def _serve(
    asks: tuple[Ask, ...], stock: int, portion: int, waited: list[int], seed: str
) -> Queue:
    queue = sorted(
        range(len(asks)),
        key=lambda i: (waited[i], lots.lot(seed, asks[i].label), asks[i].label),
    )
    amounts = [0] * len(asks)
    places = [0] * len(asks)
    left = stock
    for place, i in enumerate(queue, start=1):
        places[i] = place
        amounts[i] = _served(asks[i].amount, left, portion)
        left -= amounts[i]
        if amounts[i] < asks[i].amount:
            left = 0  # nobody is served before someone whose turn it is
    return Queue(tuple(amounts), tuple(places))


def _served(asked: int, left: int, portion: int) -> int:
    return asked if asked <= left else left // portion * portion
