"""What holds for every count, whatever the ballots (governance, section 12)."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from commonweal.core.tally import (
    ballots,
    equal_shares,
    judgment,
    published,
    published_rules,
    scottish_stv,
)
from commonweal.core.tally.equal_shares import MICRO, Project
from commonweal.core.tally.thresholds import MORE_THAN_HALF

NAMES = "abcde"
orders = st.permutations(NAMES).flatmap(
    lambda order: st.integers(0, 5).map(lambda n: [*order[:n]])
)
grades = st.dictionaries(st.sampled_from(NAMES), st.integers(0, 4))
approvals = st.sets(st.sampled_from(NAMES)).map(sorted)

RULES = st.sampled_from([
    (published_rules.schulze_rule(options=NAMES, seed="47", n_voters=40, stay="a"), orders),
    (published_rules.stv_rule(options=NAMES, seed="47", seats=2, n_voters=40), orders),
    (published_rules.judgment_rule(options=NAMES, seed="47", n_voters=40), grades),
    (published_rules.shares_rule(
        projects=[Project(name, 7 * i + 5, i) for i, name in enumerate(NAMES)],
        budget=50, n_voters=40, step=1,
    ), approvals),
    (published_rules.voices_rule(
        answers=("yes", "no", "abstain"), for_=("yes",), of=("yes", "no"),
        needed=MORE_THAN_HALF, n_voters=40,
    ), st.sampled_from(("yes", "no", "abstain"))),
])  # fmt: skip
matters = RULES.flatmap(
    lambda rule: st.tuples(
        st.just(rule[0]), st.lists(rule[1], min_size=1, max_size=14), st.randoms()
    )
)


@given(matters)
def test_the_order_of_ballots_changes_nothing(matter):
    """Neither shuffled nor split into files that come in another order."""
    rule, cast, chance = matter
    shuffled = chance.sample(cast, len(cast))

    first, other = (published_rules.count(rule, one).result for one in (cast, shuffled))

    assert published.result_hash(first) == published.result_hash(other)


@given(matters)
def test_there_are_as_many_counts_as_answers(matter):
    rule, cast, _ = matter
    result = published_rules.count(rule, cast).result

    assert result["n_ballots"] == len(cast)
    if rule["rule"] == "voices-1":
        assert sum(result["counts"].values()) == len(cast)


@given(st.lists(orders, min_size=3, max_size=20), st.permutations(NAMES))
def test_other_names_elect_the_same_people(cast, names):
    renamed = dict(zip(NAMES, names, strict=True))
    one = scottish_stv.count_stv(ballots.ranked(cast, NAMES), 2, seed="47")
    again = [[renamed[name] for name in order] for order in cast]
    other = scottish_stv.count_stv(ballots.ranked(again, sorted(names)), 2, seed="47")

    if not one.by_lot and not other.by_lot:
        assert [renamed[name] for name in one.elected] == [*other.elected]


@given(st.lists(grades, min_size=1, max_size=14))
def test_one_more_best_grade_for_the_winner_alone_never_unseats_it(cast):
    before = judgment.count_judgment(judgment.tallies_of(cast, NAMES), seed="47")
    if before.winner is None or before.winner in before.tied:
        return

    more = judgment.tallies_of([*cast, {before.winner: 0}], NAMES)

    assert judgment.count_judgment(more, seed="47").winner == before.winner


@settings(max_examples=60)
@given(
    st.lists(st.integers(1, 60), min_size=5, max_size=5),
    st.lists(approvals, min_size=1, max_size=12),
    st.integers(5, 150),
)
def test_nobody_pays_more_than_their_part_or_for_what_they_did_not_approve(
    costs, cast, budget
):
    projects = [
        Project(name, cost, i)
        for i, (name, cost) in enumerate(zip(NAMES, costs, strict=True))
    ]

    counted = equal_shares.count_equal_shares(projects, cast, budget)
    payments = [equal_shares.where_it_went(counted, ballot) for ballot in cast]

    assert counted.spent <= budget
    for ballot, paid in zip(cast, payments, strict=True):
        assert sum(paid.values()) <= counted.raised
        assert paid.keys() <= set(ballot)
    for one in counted.bought:
        together = sum(paid.get(one.label, 0) for paid in payments)
        assert abs(together - one.cost * MICRO) < len(cast)
