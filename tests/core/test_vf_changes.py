"""What moves follows the table: transfers conserve, stores end at nothing (I-8)."""

from __future__ import annotations

from dataclasses import fields, replace

from hypothesis import given
from hypothesis import strategies as st

from commonweal.core.vf import flows, laws, units
from commonweal.core.vf.actions import ACTIONS, Action
from commonweal.core.vf.flows import (
    Change,
)
from commonweal.core.vf.measure import Measure
from tests.core.vf_cases import AT, CELLAR, JAR, KNOWN, draft_of, kg, store


def fields_of(draft, known=KNOWN):
    return [problem.field for problem in laws.problems_with(draft, known, AT)]


amounts = st.integers(min_value=1, max_value=10**12)


@given(action=st.sampled_from(list(Action)), amount=amounts)
def test_transfers_conserve_and_nothing_else_moves_two_stores(action, amount):
    rule = ACTIONS[action]
    draft = draft_of(
        action,
        Measure(amount, units.KG),
        resource_inventoried_as=CELLAR,
        to_resource_inventoried_as=JAR if rule.may_name_another_resource else None,
    )

    changes = laws.changes_of(draft)

    if rule.takes_from_one_and_gives_to_another:
        assert sum(change.accounting_delta for change in changes) == 0
        assert sum(change.onhand_delta for change in changes) == 0
        assert len(changes) == 2
    else:
        assert len(changes) <= 1


def test_a_transfer_of_three_kilos_moves_three_kilos():
    draft = draft_of(
        Action.TRANSFER,
        kg(3),
        resource_inventoried_as=CELLAR,
        to_resource_inventoried_as=JAR,
    )

    assert laws.changes_of(draft) == (
        Change(CELLAR, -3000, -3000),
        Change(JAR, 3000, 3000),
    )


@given(amount=amounts, here=st.integers(min_value=0, max_value=10**12))
def test_a_store_is_emptied_exactly_to_nothing_and_no_further(amount, here):
    known = replace(
        KNOWN, resources={CELLAR: store(CELLAR, "oats", Measure(here, units.KG))}
    )
    draft = draft_of(
        Action.CONSUME, Measure(amount, units.KG), resource_inventoried_as=CELLAR
    )

    assert fields_of(draft, known) == ([] if amount <= here else ["resource_quantity"])


def test_no_flow_has_a_price_a_wage_a_debt_or_an_interest():
    """I-8: amounts of money appear only at the border, as a kind like any other."""
    forbidden = (
        "price",
        "wage",
        "debt",
        "interest",
        "credit",
        "salary",
        "cost",
        "loan",
    )
    names = {
        field.name
        for value in vars(flows).values()
        if isinstance(value, type) and hasattr(value, "__dataclass_fields__")
        for field in fields(value)
    }

    assert len(names) > 40
    assert [name for name in names if any(word in name for word in forbidden)] == []
