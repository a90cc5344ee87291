"""Aid is never a loan (I-14): what was handed over leaves nothing open behind it."""

from __future__ import annotations

import dataclasses
import re

import pytest
from django.apps import apps

from commonweal.commons.ledger import queries as ledger
from commonweal.core.vf import flows
from commonweal.core.vf.actions import Action
from commonweal.rooms.needs import queries, services
from tests.rooms.needs_cast import AT, add_kind, add_stock
from tests.rooms.needs_rounds import need, opened, shared

pytestmark = pytest.mark.django_db(transaction=True)

#: Words a table or a flow would need to remember that somebody must give back.
GIVE_BACK = re.compile(
    r"debt|owed|owes|loan|lend|repay|return_by|due_back|interest|credit|claim"
)


@pytest.fixture
def handed(lentil_house, ana, ben):
    oats = add_kind(lentil_house, "oats")
    add_stock(lentil_house, oats, "5")
    need(ben, amount="3")
    round_ = shared(ana, opened(ana, oats))
    services.hand_over_round(round_id=round_.id, by=ana.id, at=AT)
    return oats


def test_what_was_handed_over_is_used_up_and_promises_nothing_back(
    lentil_house, handed
):
    """I-14: the store falls, the receiver promises nothing and holds nothing of ours."""
    after = [
        event
        for event in ledger.list_events(union=lentil_house.id)
        if event.action not in {Action.RAISE, Action.PRODUCE}
    ]

    assert [(e.action, str(e.resource_quantity)) for e in after] == [
        (Action.CONSUME, "3 kg")
    ]
    assert after[0].to_resource_inventoried_as is None
    assert ledger.list_commitments(union=lentil_house.id) == ()
    asked_to_give = {i.provider for i in ledger.list_intents(union=lentil_house.id)}
    assert asked_to_give <= {None, lentil_house.id}


def test_the_next_round_does_not_know_of_the_last(lentil_house, ana, ben, handed):
    """I-14: having received lowers nothing later; a need is met as a need."""
    first = queries.list_my_shares(person=ben.id, union=lentil_house.id)
    again = shared(ana, opened(ana, handed, key="second round"))

    second = queries.list_my_shares(
        person=ben.id, union=lentil_house.id, round_id=again.id
    )

    assert [str(s.amount) for s in first] == ["3 kg"]
    assert [str(s.amount) for s in second] == ["2 kg"]  # all that is left


def test_no_table_and_no_flow_could_hold_a_loan():
    """I-14: there is nowhere to write that somebody must give back."""
    columns = {
        f"{model.__name__}.{field.name}"
        for model in apps.get_models()
        if model.__module__.startswith("commonweal.")
        for field in model._meta.get_fields()
    } | {
        f"{name}.{field.name}"
        for name in flows.__all__
        if dataclasses.is_dataclass(getattr(flows, name))
        for field in dataclasses.fields(getattr(flows, name))
    }

    assert len(columns) > 200
    assert {c for c in columns if GIVE_BACK.search(c.lower())} == set()
