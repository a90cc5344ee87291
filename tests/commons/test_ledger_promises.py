"""Needs, offers and promises: kept once, changed by their key, fulfilled by events."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from commonweal.commons.ledger import queries, services
from commonweal.core.vf.actions import Action
from commonweal.core.vf.flows import (
    CommitmentDraft,
    IntentDraft,
)
from commonweal.core.vf.problems import NotFound, Refused
from tests.commons.ledger_house import AT, House, hours, kg, named

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 23)


@pytest.fixture
def house() -> House:
    return House()


def fields_of(refused):
    return [(one.field, one.row) for one in refused.value.problems]


# --- needs and offers ---------------------------------------------------------------


def need(house, **more):
    said = {
        "key": "oats for the garden",
        "union": house.union,
        "action": Action.TRANSFER,
        "receiver": house.garden,
        "resource_conforms_to": house.oats.id,
        "resource_quantity": kg(3),
        "per": "week",
        "tier": "vital",
        "n_people": 7,
        "group": house.garden,
        **more,
    }
    return IntentDraft(**said)


def test_the_same_key_changes_a_need_and_nothing_wanted_finishes_it(house):
    services.set_intent(draft=need(house), at=AT)
    changed = services.set_intent(draft=need(house, resource_quantity=kg(4)), at=AT)

    assert queries.list_intents(union=house.union) == (changed,)
    assert changed.resource_quantity == kg(4)

    services.set_intent(draft=need(house, resource_quantity=kg(0)), at=AT)

    assert queries.list_intents(union=house.union) == ()


def test_a_need_is_finished_by_its_key(house):
    services.set_intent(draft=need(house), at=AT)

    services.finish_intent(union=house.union, key="oats for the garden", at=AT)
    services.finish_intent(union=house.union, key="never said", at=AT)

    assert queries.list_intents(union=house.union) == ()


def test_needs_are_listed_by_the_days_they_touch_and_by_action(house):
    week = timedelta(days=7)
    services.set_intents(
        drafts=[
            need(house, key="standing"),
            need(house, key="this week", has_beginning=DAY, has_end=DAY + week),
            need(house, key="once", per=None, due=DAY + 3 * week),
            need(
                house,
                key="hands",
                action=Action.WORK,
                resource_conforms_to=house.cooking.id,
                resource_quantity=None,
                effort_quantity=hours(5),
            ),
        ],
        at=AT,
    )

    def keys(**more):
        found = queries.list_intents(union=house.union, **more)
        return {intent.key for intent in found}

    assert keys() == {"standing", "this week", "once", "hands"}
    assert keys(action=Action.WORK) == {"hands"}
    assert keys(from_=DAY + 2 * week) == {"standing", "once", "hands"}
    assert keys(until=DAY + week) == {"standing", "this week", "hands"}
    assert keys(until=DAY - week) == {"standing", "hands"}


def test_needs_are_said_all_or_none_with_their_rows(house):
    drafts = [
        need(house),
        need(house, key="hours", resource_quantity=hours(1)),
        need(house, key="stranger", receiver=named("nobody")),
        replace(need(house, key="other"), union=named("oak yard")),
    ]

    with pytest.raises(Refused) as refused:
        services.set_intents(drafts=drafts, at=AT)

    assert fields_of(refused) == [
        ("resource_quantity", 2),
        ("receiver", 3),
        ("union", 4),
    ]
    assert queries.list_intents(union=house.union) == ()
    assert services.set_intents(drafts=[], at=AT) == ()


# --- promises -----------------------------------------------------------------------


def promise(house, **more):
    said = {
        "key": "oats on friday",
        "union": house.union,
        "action": Action.CONSUME,
        "provider": house.union,
        "receiver": house.garden,
        "resource_conforms_to": house.oats.id,
        "resource_quantity": kg(3),
        "due": DAY,
        **more,
    }
    return CommitmentDraft(**said)


def test_a_promise_says_how_much_of_it_is_fulfilled(house):
    (made,) = services.record_commitments(drafts=[promise(house)], at=AT)
    house.raise_oats(kg(5))
    house.consume_oats(kg(1), fulfills=made.id)
    house.consume_oats(kg("1.5"), fulfills=made.id)

    (found,) = queries.list_commitments(union=house.union)

    assert found.fulfilled_quantity == kg("2.5")
    assert queries.get_commitment(union=house.union, commitment=made.id) == found
    services.finish_commitment(union=house.union, commitment=made.id, at=AT)
    assert queries.list_commitments(union=house.union, with_finished=False) == ()
    with pytest.raises(NotFound):
        services.finish_commitment(union=named("x"), commitment=made.id, at=AT)
    with pytest.raises(NotFound):
        queries.get_commitment(union=named("x"), commitment=made.id)


def test_hours_promised_are_fulfilled_by_hours(house):
    (made,) = services.record_commitments(
        drafts=[
            promise(
                house,
                action=Action.WORK,
                resource_conforms_to=house.cooking.id,
                resource_quantity=None,
                effort_quantity=hours(4),
            )
        ],
        at=AT,
    )
    house.record(
        house.draft(
            Action.WORK,
            effort_quantity=hours(1),
            resource_conforms_to=house.cooking.id,
            fulfills=made.id,
        )
    )

    (found,) = queries.list_commitments(union=house.union)

    assert found.fulfilled_quantity == hours(1)


def test_a_promise_is_kept_once_and_not_changed_by_its_key(house):
    drafts = [promise(house), promise(house, key="more")]
    first = services.record_commitments(drafts=drafts, at=AT)

    again = services.record_commitments(drafts=drafts, at=AT + timedelta(hours=1))

    assert [one.id for one in again] == [one.id for one in first]
    assert again[0].at == AT
    with pytest.raises(Refused) as refused:
        services.record_commitments(
            drafts=[drafts[0], promise(house, key="more", resource_quantity=kg(9))],
            at=AT,
        )
    assert fields_of(refused) == [("key", 2)]


def test_promises_are_listed_by_plan(house):
    plan = services.add_plan(union=house.union, name="December", key="p", at=AT)
    services.record_commitments(
        drafts=[promise(house), promise(house, key="planned", planned_within=plan.id)],
        at=AT,
    )

    found = queries.list_commitments(union=house.union, planned_within=plan.id)

    assert [one.key for one in found] == ["planned"]
