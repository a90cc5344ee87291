"""Share a stock by a method, tier by tier.

Whatever the method, vital asks come first and are shared evenly: nobody draws lots for
bread, and nothing goes to the next tier while a vital ask is open (I-2).
"""

from __future__ import annotations

from dataclasses import replace

from commonweal.core.sharing import evenly, turns
from commonweal.core.sharing.values import (
    Ask,
    BadProblem,
    Method,
    Share,
    Sharing,
    Tier,
    refuse_bad,
)

#: The methods that share amounts; "free" keeps no asks, preferences have their own.
OF_AMOUNTS = frozenset(
    {Method.NEED_TIER, Method.REQUEST, Method.FAIR_TURN, Method.LOTTERY}
)


def share(
    method: Method, asks: tuple[Ask, ...], stock: int, *, seed: str, portion: int = 1
) -> Sharing:
    """Share a stock among asks.

    Parameters
    ----------
    method : Method
        ``NEED_TIER`` raises coverage evenly by the weights of the asks. ``REQUEST``
        gives what was asked and, when that is too much, equal amounts. ``FAIR_TURN``
        and ``LOTTERY`` serve a queue, after the vital asks.
    asks : tuple of Ask
        At most one per label and tier, [smallest steps].
    stock : int, [smallest steps]
        What there is to share.
    seed : str
        The recorded seed.
    portion : int, [smallest steps]
        What can be weighed out by hand.

    Returns
    -------
    Sharing
        One share per ask, in the order asked. The order has no influence.

    Raises
    ------
    BadProblem
        An amount is negative or not whole, a label asks twice in a tier, or the method
        does not share amounts.

    References
    ----------
    .. [1] J. Rawls, "A Theory of Justice", 1971, §§ 8, 39 (serial order of claims).
    .. [2] W. Thomson, Mathematical Social Sciences 45(3), 249-297, 2003.

    Examples
    --------
    >>> asks = (Ask("a", 3, Tier.VITAL), Ask("b", 3, Tier.WISH))
    >>> [s.amount for s in share(Method.REQUEST, asks, 4, seed="47").shares]
    [3, 1]
    """
    if method not in OF_AMOUNTS:
        raise BadProblem([f"{method.value} does not share amounts"])
    refuse_bad(asks, stock, portion)
    shares: dict[tuple[str, Tier], Share] = {}
    left = stock
    for tier in Tier:
        in_tier = tuple(ask for ask in asks if ask.tier is tier)
        given = _share_tier(method, in_tier, left, portion, f"{seed}/{tier.name}")
        shares.update({(one.label, one.tier): one for one in given})
        left -= sum(one.amount for one in given)
        if any(one.amount < one.asked for one in given):
            # An open ask of this tier stands before every ask of the next, even when
            # what is left is less than a portion.
            rest = tuple(ask for ask in asks if ask.tier > tier)
            shares.update({(a.label, a.tier): _nothing(a, rest) for a in rest})
            break
    return Sharing(
        method=method,
        stock=stock,
        portion=portion,
        seed=seed,
        shares=tuple(shares[ask.label, ask.tier] for ask in asks),
        left=left,
    )


def _share_tier(
    method: Method, asks: tuple[Ask, ...], stock: int, portion: int, seed: str
) -> list[Share]:
    if not asks:
        return []
    if method is Method.REQUEST:
        plain = tuple(replace(ask, weight=1) for ask in asks)
        return _evenly(plain, stock, portion, seed)
    if method is Method.NEED_TIER or asks[0].tier is Tier.VITAL:
        return _evenly(asks, stock, portion, seed)
    serve = turns.by_lottery if method is Method.LOTTERY else turns.by_fair_turn
    queue = serve(asks, stock, portion=portion, seed=seed)
    return [
        replace(_share_of(ask, asks, stock), amount=amount, place=place)
        for ask, amount, place in zip(asks, queue.amounts, queue.places, strict=True)
    ]


def _evenly(asks: tuple[Ask, ...], stock: int, portion: int, seed: str) -> list[Share]:
    even = evenly.share_evenly(asks, stock, portion=portion, seed=seed)
    level = None if even.level is None else int(even.level)
    return [
        replace(
            _share_of(ask, asks, stock),
            amount=amount,
            level=level,
            rounded_up=i in even.rounded_up,
        )
        for i, (ask, amount) in enumerate(zip(asks, even.amounts, strict=True))
    ]


def _share_of(ask: Ask, in_tier: tuple[Ask, ...], stock: int) -> Share:
    return Share(
        label=ask.label,
        asked=ask.amount,
        amount=0,
        tier=ask.tier,
        weight=ask.weight,
        turns=ask.turns,
        reached=stock,
        together=sum(other.amount for other in in_tier),
        n_asking=len(in_tier),
    )


def _nothing(ask: Ask, rest: tuple[Ask, ...]) -> Share:
    in_tier = tuple(other for other in rest if other.tier is ask.tier)
    return replace(_share_of(ask, in_tier, 0), level=0)
