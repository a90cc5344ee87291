"""Sharing evenly: equal levels, exact amounts, nobody above what they asked."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.core.sharing import evenly, lots
from commonweal.core.sharing.values import Ask

amounts = st.lists(st.integers(0, 60), min_size=1, max_size=8)
weighted = st.lists(
    st.tuples(st.integers(0, 60), st.integers(1, 9)), min_size=1, max_size=8
)


def asks_of(sizes):
    return tuple(Ask(f"p{i}", size) for i, size in enumerate(sizes))


def unit_by_unit(asks, stock, seed):
    """Hand out one step at a time to whoever has least; slow and obvious."""
    given_so_far = {ask.label: 0 for ask in asks}
    for _ in range(stock):
        open_asks = [ask for ask in asks if given_so_far[ask.label] < ask.amount]
        if not open_asks:
            break
        poorest = min(
            open_asks,
            key=lambda ask: (given_so_far[ask.label], lots.lot(seed, ask.label)),
        )
        given_so_far[poorest.label] += 1
    return tuple(given_so_far[ask.label] for ask in asks)


def poured(asks, stock):
    """Pour by weight, cap who is full, pour the rest again; exact and obvious."""
    level = {ask.label: Fraction(0) for ask in asks}
    left = Fraction(stock)
    while left > 0:
        thirsty = [ask for ask in asks if level[ask.label] < ask.amount]
        if not thirsty:
            break
        weight = sum(ask.weight for ask in thirsty)
        pour = min(
            left / weight,
            *((ask.amount - level[ask.label]) / ask.weight for ask in thirsty),
        )
        for ask in thirsty:
            level[ask.label] += pour * ask.weight
        left -= pour * weight
    return [level[ask.label] for ask in asks]


def test_the_example_of_the_survey_comes_out():
    """Thomson 2003: claims 100, 200, 300 on an estate of 300 give 100, 100, 100."""
    asks = asks_of([100, 200, 300])

    shares = evenly.share_evenly(asks, 300)

    assert shares.amounts == (100, 100, 100)


def test_who_asks_little_is_filled_and_the_rest_share_alike():
    asks = asks_of([1000, 6000, 6000])

    shares = evenly.share_evenly(asks, 9000)

    assert shares.amounts == (1000, 4000, 4000)
    assert shares.level == 4000


def test_enough_for_all_gives_all_they_asked():
    asks = asks_of([3, 5])

    shares = evenly.share_evenly(asks, 9)

    assert shares.amounts == (3, 5)
    assert shares.level is None


def test_weights_raise_coverage_evenly():
    """Needs of 2000 and 3000 kcal and bread for half of it: half for each."""
    asks = (Ask("a", 2000, weight=2000), Ask("b", 3000, weight=3000))

    shares = evenly.share_evenly(asks, 2500)

    assert shares.amounts == (1000, 1500)


def test_portions_are_whole_except_for_the_last():
    asks = asks_of([5000, 5000, 5000])

    shares = evenly.share_evenly(asks, 10_000, portion=500)

    assert sorted(shares.amounts) == [3000, 3500, 3500]


@given(sizes=amounts, stock=st.integers(0, 300), seed=st.text(max_size=4))
def test_fast_and_slow_agree(sizes, stock, seed):
    """The quick way gives exactly what one-step-at-a-time gives."""
    asks = asks_of(sizes)

    quick = evenly.share_evenly(asks, stock, seed=seed)

    assert quick.amounts == unit_by_unit(asks, stock, seed)


@given(pairs=weighted, stock=st.integers(0, 300))
def test_weighted_shares_stay_within_one_step_of_the_exact_level(pairs, stock):
    asks = tuple(Ask(f"p{i}", a, weight=w) for i, (a, w) in enumerate(pairs))

    shares = evenly.share_evenly(asks, stock, seed="47")

    exact = poured(asks, stock)
    assert sum(shares.amounts) == min(stock, sum(a for a, _ in pairs))
    assert all(abs(s - e) < 1 for s, e in zip(shares.amounts, exact, strict=True))


@given(pairs=weighted, stock=st.integers(0, 300), portion=st.integers(1, 20))
def test_portions_conserve_and_never_exceed(pairs, stock, portion):
    asks = tuple(Ask(f"p{i}", a, weight=w) for i, (a, w) in enumerate(pairs))

    shares = evenly.share_evenly(asks, stock, portion=portion, seed="47")

    exact = poured(asks, stock)
    assert sum(shares.amounts) == min(stock, sum(a for a, _ in pairs))
    for ask, share, level in zip(asks, shares.amounts, exact, strict=True):
        assert 0 <= share <= ask.amount
        assert abs(share - level) < max(portion, 1)


@given(sizes=amounts, stock=st.integers(0, 300))
def test_one_more_in_the_store_takes_from_nobody(sizes, stock):
    asks = asks_of(sizes)

    before = evenly.share_evenly(asks, stock, seed="47").amounts
    after = evenly.share_evenly(asks, stock + 1, seed="47").amounts

    assert all(a >= b for a, b in zip(after, before, strict=True))


@pytest.mark.parametrize("stock", [0, 1, 5])
def test_nobody_asking_leaves_everything(stock):
    shares = evenly.share_evenly((), stock)

    assert shares.amounts == ()
