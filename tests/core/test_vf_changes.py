"""What moves follows the table: transfers conserve, stores end at nothing (I-8)."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from commonweal.core.vf import flows, laws, units
from commonweal.core.vf.actions import ACTIONS, Action
from commonweal.core.vf.flows import (
    Change,
    EconomicResource,
    EventDraft,
    Specification,
)
from commonweal.core.vf.measure import Measure

AT = datetime(2026, 11, 23, 8, tzinfo=UTC)
UNION, GARDEN, OATS, RYE, FOOD_ENERGY, CELLAR, JAR, BIN = (
    UUID(int=number) for number in range(1, 9)
)


def kg(amount):
    return Measure(int(Decimal(amount) * 1000), units.KG)


def hours(amount):
    return Measure(amount * 60, units.HOUR)


def kind(id_, name, unit=units.KG, **more):
    return Specification(id=id_, union=UNION, name=name, unit=unit, **more)


def store(id_, name, onhand, accounting=None, conforms_to=OATS):
    return EconomicResource(
        id=id_,
        union=UNION,
        key=name,
        conforms_to=conforms_to,
        name=name,
        primary_accountable=UNION,
        accounting_quantity=onhand if accounting is None else accounting,
        onhand_quantity=onhand,
    )


KNOWN = laws.Known(
    resources={
        CELLAR: store(CELLAR, "oats in the cellar", kg(2)),
        JAR: store(JAR, "oats in the jar", kg(0)),
        BIN: store(BIN, "rye in the bin", kg(9), conforms_to=RYE),
    },
    specifications={
        OATS: kind(OATS, "oats"),
        RYE: kind(RYE, "rye"),
        FOOD_ENERGY: kind(FOOD_ENERGY, "food energy", units.KCAL, is_content=True),
    },
    others=frozenset({UNION, GARDEN}),
)


def draft_of(action, quantity=None, **more):
    return EventDraft(
        key=more.pop("key", "a form"),
        union=UNION,
        action=action,
        provider=UNION,
        receiver=GARDEN,
        has_point_in_time=more.pop("has_point_in_time", AT),
        resource_quantity=quantity,
        **more,
    )


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
