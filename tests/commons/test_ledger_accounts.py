"""Accounts in the ledger: double entry is one event between two of them."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from django.db import connection

from commonweal.commons import deeds
from commonweal.commons.ledger import queries, services
from commonweal.commons.ledger.services import pen
from commonweal.core.vf import laws, units, wire
from commonweal.core.vf.actions import Action
from commonweal.core.vf.flows import ResourceDraft
from commonweal.core.vf.measure import Measure
from commonweal.core.vf.problems import Refused
from tests.commons.ledger_house import AT, House, kg
from tests.commons.test_ledger_keeping import forget, read, written

pytestmark = pytest.mark.django_db


def euro(amount):
    return Measure(amount * 100, units.UNITS["EUR"])


@pytest.fixture
def house() -> House:
    house = House()
    house.money = house.kind("euro", units.UNITS["EUR"])
    house.drawer = house.account("drawer", house.money)
    house.food = house.account("food", house.money)
    house.gifts = house.account("gifts", house.money)
    return house


def pay(house, one, other, amount, **more):
    return house.record(
        house.draft(
            Action.TRANSFER_ALL_RIGHTS,
            amount,
            resource_inventoried_as=one.id,
            to_resource_inventoried_as=other.id,
            **more,
        )
    )


def stands(house):
    return {
        one.name: one.accounting_quantity.amount // 100
        for one in queries.list_accounts(union=house.union)
    }


def test_what_leaves_one_account_arrives_in_another_and_all_come_to_nothing(house):
    pay(house, house.drawer, house.food, euro(30))
    pay(house, house.gifts, house.drawer, euro(12))

    assert stands(house) == {"drawer": -18, "food": 30, "gifts": -12}
    assert sum(stands(house).values()) == 0
    assert queries.verify_union(union=house.union).is_sound


def test_a_wrong_payment_is_corrected_by_one_more_event(house):
    wrong = pay(house, house.drawer, house.food, euro(30))

    services.correct_event(
        event=wrong.id,
        draft=house.draft(
            Action.TRANSFER_ALL_RIGHTS,
            euro(3),
            resource_inventoried_as=house.drawer.id,
            to_resource_inventoried_as=house.food.id,
        ),
        at=AT,
    )

    assert stands(house) == {"drawer": -3, "food": 3, "gifts": 0}
    assert queries.verify_union(union=house.union).is_sound


def test_accounts_are_no_stock_and_stores_are_no_accounts(house):
    house.raise_oats(kg(2))
    pay(house, house.gifts, house.drawer, euro(12))

    stock = queries.list_stock(union=house.union, with_empty=True)

    assert {line.name for line in stock} == {
        "oats in the cellar", "oats in the kitchen", "bread in the kitchen",
    }  # fmt: skip
    assert [one.name for one in queries.list_accounts(union=house.union)] == [
        "drawer", "food", "gifts",
    ]  # fmt: skip
    assert queries.list_accounts(union=house.union, conforms_to=house.oats.id) == ()
    assert len(
        queries.list_accounts(union=house.union, conforms_to=house.money.id)
    ) == 3  # fmt: skip


def test_a_store_stays_a_store_under_its_key(house):
    draft = ResourceDraft(
        key="account:drawer", union=house.union, conforms_to=house.money.id,
        name="drawer", primary_accountable=house.union,
    )  # fmt: skip

    assert services.add_resource(draft=replace(draft, is_account=True), at=AT) == (
        queries.get_resource(union=house.union, resource=house.drawer.id)
    )
    with pytest.raises(Refused, match="Something else was already recorded"):
        services.add_resource(draft=draft, at=AT)


def test_nothing_lies_in_an_account_and_the_refusal_says_so(house):
    with pytest.raises(Refused, match="drawer is an account: nothing lies in it"):
        house.record(
            house.draft(Action.RAISE, euro(5), resource_inventoried_as=house.drawer.id)
        )

    assert stands(house)["drawer"] == 0


def test_accounts_go_out_and_come_back_the_same(house, monkeypatch):
    pay(house, house.drawer, house.food, euro(30))
    before = written(house.union)
    standing = stands(house)
    assert any(json.loads(line)[1].get("cw:isAccount") for line in before)
    forget(house.union)
    monkeypatch.setattr(
        "commonweal.commons.ledger.queries.checks._missing_guards", lambda: ()
    )

    services.restore_union(union=house.union, rows=read(before), at=AT)

    assert written(house.union) == before
    assert stands(house) == standing


def test_events_of_an_account_and_of_a_currency_are_listed_by_page(house):
    house.raise_oats(kg(2))
    pay(house, house.gifts, house.drawer, euro(12))
    pay(house, house.drawer, house.food, euro(7))
    pay(house, house.gifts, house.food, euro(1))

    def seqs(ask, **more):
        return [one.seq for one in ask(union=house.union, **more)]

    events, money = queries.list_events, queries.list_account_events
    assert seqs(events, resource=house.drawer.id) == [2, 3]
    assert seqs(events, resource=house.gifts.id, after_seq=2) == [4]
    assert seqs(events, resource=house.drawer.id, limit=1) == [2]
    assert seqs(money, conforms_to=house.money.id) == [2, 3, 4]
    assert seqs(money, conforms_to=house.money.id, after_seq=2, limit=1) == [3]
    assert seqs(money, conforms_to=house.money.id, from_=AT.date()) == [2, 3, 4]
    assert seqs(money, conforms_to=house.oats.id) == []


# --- many ---------------------------------------------------------------------------

MANY = 3000


@pytest.fixture
def busy(house):
    """A house with many payments, written as an import writes them."""
    like = pay(house, house.drawer, house.food, euro(1))
    events = []
    for number in range(2, MANY + 1):
        key = f"past {number}"
        event = replace(
            like,
            id=laws.id_of(union=house.union, what="event", key=key),
            key=key,
            seq=number,
            previous_hash=like.hash,
        )
        like = replace(event, hash=wire.hash_of(event))
        events.append(like)
    with deeds.deed_transaction(durable=False):
        pen.Pen(house.union).insert_events(events)
    return house


def plan_of(statement, parameters):
    explain = "EXPLAIN QUERY PLAN " if connection.vendor == "sqlite" else "EXPLAIN "
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ANALYZE ledger_event")
        cursor.execute(explain + statement, parameters)
        return "\n".join(str(row) for row in cursor.fetchall())


def test_a_page_of_an_account_is_read_from_its_index_however_long_it_is(
    busy, django_assert_num_queries
):
    """The plan is asked for, not the clock: a busy machine must not fail it."""
    with django_assert_num_queries(2) as asked:
        last = queries.list_events(
            union=busy.union, resource=busy.drawer.id, after_seq=MANY - 3
        )
    with django_assert_num_queries(1) as asked_money:
        money = queries.list_account_events(
            union=busy.union, conforms_to=busy.money.id, after_seq=MANY - 3
        )

    assert [one.seq for one in last] == [MANY - 2, MANY - 1, MANY]
    assert money == last
    for query in (*asked.captured_queries, *asked_money.captured_queries):
        plan = plan_of(query["sql"].replace("%", "%%"), ())
        assert "ledger_re" in plan or "ledger_to_re" in plan or "seq" in plan, plan
        assert "TEMP B-TREE" not in plan, plan
        assert "Seq Scan" not in plan, plan
    assert stands(busy) == {"drawer": -MANY, "food": MANY, "gifts": 0}
