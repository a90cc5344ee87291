"""The methods of sharing and the promises they keep (I-1, I-2, I-5, I-7)."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.core.sharing import lots, methods, turns
from commonweal.core.sharing.values import Ask, BadProblem, Method, Tier

of_amounts = st.sampled_from(sorted(methods.OF_AMOUNTS, key=lambda m: m.value))
ask_values = st.tuples(
    st.integers(0, 40),
    st.sampled_from(list(Tier)),
    st.integers(1, 5),
    st.integers(0, 3),
)
many_asks = st.lists(ask_values, min_size=1, max_size=8).map(
    lambda rows: tuple(
        Ask(f"p{i}", amount, tier, weight, had)
        for i, (amount, tier, weight, had) in enumerate(rows)
    )
)
stocks = st.integers(0, 200)
seeds = st.text("0123456789", min_size=1, max_size=4)


def test_an_ask_has_no_field_for_who_gave_what():
    """I-1, I-3, I-7: the fields of an ask are these and no others."""
    fields = {field.name for field in dataclasses.fields(Ask)}

    assert fields == {"label", "amount", "tier", "weight", "turns"}


@given(method=of_amounts, asks=many_asks, stock=stocks, seed=seeds, data=st.data())
def test_the_order_of_asking_changes_nothing(method, asks, stock, seed, data):
    """I-1: who comes first in the list has no advantage."""
    shuffled = tuple(data.draw(st.permutations(asks)))

    first = methods.share(method, asks, stock, seed=seed)
    second = methods.share(method, shuffled, stock, seed=seed)

    assert {s.label: s for s in first.shares} == {s.label: s for s in second.shares}


@given(asks=many_asks, stock=stocks, seed=seeds, data=st.data())
def test_exchanging_labels_exchanges_shares(asks, stock, seed, data):
    """I-1, I-7: whoever the asks belong to, they get the same, up to one step."""
    labels = data.draw(st.permutations([ask.label for ask in asks]))
    exchanged = tuple(
        dataclasses.replace(ask, label=label)
        for ask, label in zip(asks, labels, strict=True)
    )

    before = methods.share(Method.NEED_TIER, asks, stock, seed=seed).shares
    after = methods.share(Method.NEED_TIER, exchanged, stock, seed=seed).shares

    assert all(
        abs(a.amount - b.amount) <= 1 for a, b in zip(before, after, strict=True)
    )


@given(method=of_amounts, asks=many_asks, stock=stocks, seed=seeds)
def test_nobody_gets_a_later_tier_while_an_earlier_is_open(method, asks, stock, seed):
    """I-2, for every method."""
    shares = methods.share(method, asks, stock, seed=seed).shares

    open_tiers = [s.tier for s in shares if s.amount < s.asked]
    first_open = min(open_tiers, default=Tier.WISH)
    assert all(s.amount == 0 for s in shares if s.tier > first_open)


@given(method=of_amounts, asks=many_asks, stock=stocks, seed=seeds)
def test_equal_vital_asks_differ_by_one_step_at_most(method, asks, stock, seed):
    """I-5: equal needs, equal result, whatever the method; vital asks draw no lots."""
    shares = methods.share(method, asks, stock, seed=seed).shares

    groups = {}
    for one in shares:
        if one.tier is Tier.VITAL:
            groups.setdefault((one.asked, one.weight), []).append(one.amount)
    assert all(max(group) - min(group) <= 1 for group in groups.values())


@given(
    asks=many_asks,
    stock=stocks,
    seed=seeds,
    method=st.sampled_from([Method.NEED_TIER, Method.REQUEST]),
)
def test_equal_asks_of_any_tier_differ_by_one_step(asks, stock, seed, method):
    """I-5 for the two even methods."""
    shares = methods.share(method, asks, stock, seed=seed).shares

    for a in shares:
        for b in shares:
            if (a.asked, a.tier, a.weight) == (b.asked, b.tier, b.weight):
                assert abs(a.amount - b.amount) <= 1


@given(
    method=of_amounts,
    asks=many_asks,
    stock=stocks,
    seed=seeds,
    portion=st.integers(1, 9),
)
def test_nothing_is_made_or_lost(method, asks, stock, seed, portion):
    """Shares and the rest are the stock, and nobody gets more than they asked."""
    done = methods.share(method, asks, stock, seed=seed, portion=portion)

    assert sum(s.amount for s in done.shares) + done.left == stock
    assert all(0 <= s.amount <= s.asked for s in done.shares)
    assert [s.label for s in done.shares] == [a.label for a in asks]


@given(asks=many_asks, stock=stocks, seed=seeds)
def test_nobody_is_served_before_someone_with_fewer_turns(asks, stock, seed):
    shares = methods.share(Method.FAIR_TURN, asks, stock, seed=seed).shares

    for a in shares:
        for b in shares:
            if a.tier is b.tier is Tier.DIGNITY and a.turns < b.turns:
                assert a.amount == a.asked or b.amount == 0


def test_vital_needs_come_first_by_hand():
    asks = (
        Ask("a", 4, Tier.VITAL, weight=4),
        Ask("b", 2, Tier.VITAL, weight=2),
        Ask("c", 5, Tier.FLOURISHING),
        Ask("d", 5, Tier.WISH),
    )

    plenty = methods.share(Method.NEED_TIER, asks, 13, seed="47")
    scarce = methods.share(Method.NEED_TIER, asks, 3, seed="47")

    assert [s.amount for s in plenty.shares] == [4, 2, 5, 2]
    assert [s.amount for s in scarce.shares] == [2, 1, 0, 0]


def test_a_share_carries_the_facts_that_explain_it():
    """I-4: inputs, level and rule version travel with the share."""
    asks = (Ask("a", 6000), Ask("b", 1000), Ask("c", 6000))

    done = methods.share(Method.REQUEST, asks, 9000, seed="47")

    why = done.shares[0]
    assert (why.reached, why.together, why.n_asking) == (9000, 13_000, 3)
    assert (why.level, why.amount) == (4000, 4000)
    assert done.rules_version == "sharing-1"


def test_the_lottery_draws_the_same_on_every_machine():
    """The recorded seed decides; the order below was written down once and stays."""
    order = lots.drawn("2026-11-23 market", ["ana", "ben", "chidi", "dalia"])

    assert order == WRITTEN_DOWN


# sha256("17:2026-11-23 market" + "3:ana") and so on, sorted by the printed digests.
WRITTEN_DOWN = ("chidi", "dalia", "ben", "ana")


def test_the_lottery_serves_in_the_order_drawn():
    asks = tuple(Ask(label, 2) for label in ("ana", "ben", "chidi", "dalia"))

    queue = turns.by_lottery(asks, 5, seed="2026-11-23 market")

    served = dict(zip(("ana", "ben", "chidi", "dalia"), queue.amounts, strict=True))
    assert [served[label] for label in WRITTEN_DOWN] == [2, 2, 1, 0]


def test_the_last_in_the_queue_gets_whole_portions_only():
    asks = (Ask("a", 1000), Ask("b", 1000, turns=1), Ask("c", 100, turns=2))

    queue = turns.by_fair_turn(asks, 1700, portion=500)

    assert queue.amounts == (1000, 500, 0)
    assert queue.places == (1, 2, 3)


def test_lots_do_not_favour_a_place_in_the_list():
    """Each of four labels is drawn first about a quarter of the time."""
    labels = ["ana", "ben", "chidi", "dalia"]

    firsts = [lots.drawn(str(i), labels)[0] for i in range(2000)]

    assert all(420 < firsts.count(label) < 580 for label in labels)


@pytest.mark.parametrize(
    ("asks", "stock", "fault"),
    [
        ((Ask("a", -1),), 1, "a: amount"),
        ((Ask("a", 1, weight=0),), 1, "a: weight"),
        ((Ask("a", 1, turns=-1),), 1, "a: turns"),
        ((Ask("a", 1.5),), 1, "a: amount"),
        ((Ask("a", True),), 1, "a: amount"),
        ((Ask("a", 1), Ask("a", 1)), 1, "asks twice"),
        ((), -1, "stock"),
    ],
)
def test_what_cannot_be_shared_is_refused_by_label(asks, stock, fault):
    with pytest.raises(BadProblem, match=fault):
        methods.share(Method.REQUEST, asks, stock, seed="47")


def test_all_faults_are_named_together():
    with pytest.raises(BadProblem) as refused:
        methods.share(Method.REQUEST, (Ask("a", -1, weight=0),), -1, seed="", portion=0)

    assert len(refused.value.faults) == 4


def test_too_many_asks_are_refused():
    asks = tuple(Ask(str(i), 1) for i in range(50_001))

    with pytest.raises(BadProblem, match="more than 50000"):
        methods.share(Method.REQUEST, asks, 1, seed="47")


@pytest.mark.parametrize("method", [Method.FREE, Method.PREFERENCES])
def test_methods_without_amounts_do_not_share_amounts(method):
    """I-6: what is free is never handed to the allocator."""
    with pytest.raises(BadProblem, match="does not share amounts"):
        methods.share(method, (), 1, seed="47")
