"""Accounts hold rights only: they pass them to one another and may wait below zero."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest

from commonweal.core.vf import laws
from commonweal.core.vf.actions import Action
from commonweal.core.vf.flows import ResourceDraft
from tests.core.vf_cases import AT, CELLAR, KNOWN, OATS, UNION, draft_of, kg, store

DRAWER, FOOD = UUID(int=51), UUID(int=52)


def account(id_, name):
    return replace(store(id_, name, kg(0)), is_account=True)


WITH_ACCOUNTS = replace(
    KNOWN,
    resources={
        **KNOWN.resources,
        DRAWER: account(DRAWER, "drawer"),
        FOOD: account(FOOD, "food"),
    },
)


def problems_of(draft):
    return [
        (problem.field, str(problem))
        for problem in laws.problems_with(draft, WITH_ACCOUNTS, AT)
    ]


def test_an_account_passes_on_what_it_does_not_have_yet():
    draft = draft_of(
        Action.TRANSFER_ALL_RIGHTS,
        kg(7),
        resource_inventoried_as=DRAWER,
        to_resource_inventoried_as=FOOD,
    )

    assert problems_of(draft) == []
    assert [change.accounting_delta for change in laws.changes_of(draft)] == [
        -7000, 7000,
    ]  # fmt: skip
    assert [change.onhand_delta for change in laws.changes_of(draft)] == [0, 0]


def test_a_payment_may_open_the_account_it_goes_to():
    draft = draft_of(
        Action.TRANSFER_ALL_RIGHTS,
        kg(7),
        resource_inventoried_as=DRAWER,
        to_resource_inventoried_as=FOOD,
        new_resource=ResourceDraft(
            key="food", union=UNION, conforms_to=OATS, name="food",
            primary_accountable=UNION, is_account=True,
        ),
    )  # fmt: skip

    assert problems_of(draft) == []


ONE_SIDED = (
    Action.RAISE, Action.LOWER, Action.PRODUCE, Action.CONSUME, Action.USE, Action.CITE,
    Action.PICKUP, Action.DROPOFF, Action.ACCEPT, Action.MODIFY, Action.SEPARATE,
    Action.DELIVER_SERVICE,
)  # fmt: skip
TWO_SIDED = (
    Action.TRANSFER, Action.TRANSFER_CUSTODY, Action.MOVE, Action.COPY, Action.COMBINE,
)  # fmt: skip


@pytest.mark.parametrize("action", [*ONE_SIDED, *TWO_SIDED])
def test_nothing_lies_in_an_account(action):
    draft = draft_of(
        action,
        kg(1),
        resource_inventoried_as=DRAWER,
        to_resource_inventoried_as=FOOD if action in TWO_SIDED else None,
    )

    assert (
        "resource_inventoried_as",
        (
            "drawer is an account: nothing lies in it. "
            "Pass rights from one account to another."
        ),
    ) in problems_of(draft)


@pytest.mark.parametrize(
    ("one", "other", "field"),
    [
        (DRAWER, CELLAR, "resource_inventoried_as"),
        (CELLAR, DRAWER, "to_resource_inventoried_as"),
    ],
)
def test_an_account_and_a_store_do_not_mix(one, other, field):
    draft = draft_of(
        Action.TRANSFER_ALL_RIGHTS,
        kg(1),
        resource_inventoried_as=one,
        to_resource_inventoried_as=other,
    )

    assert problems_of(draft) == [
        (
            field,
            (
                "drawer is an account and the other is a store. "
                "Choose two accounts, or two stores."
            ),
        )
    ]


def test_a_store_does_not_pass_on_rights_it_does_not_have():
    draft = draft_of(
        Action.TRANSFER_ALL_RIGHTS,
        kg(3),
        resource_inventoried_as=CELLAR,
        to_resource_inventoried_as=UUID(int=7),
    )

    assert [field for field, _words in problems_of(draft)] == ["resource_quantity"]
