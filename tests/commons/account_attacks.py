"""Attacks on accounts in plain SQL: mixing what is owned with what lies in a store."""

from __future__ import annotations

from commonweal.core.vf.actions import Action
from tests.commons.ledger_attacks import STORES, Attack, insert, next_event, sql, stored
from tests.commons.ledger_house import House, kg

MIXED = "This entry mixes an account with what lies in a store."
KIND = "ledger_stores_keep_their_kind"
LIES, BELOW = "nothing_lies_in_an_account", "nothing_falls_below_zero"


def fill_an_account(house: House):
    account = house.account("drawer", house.oats)
    insert(next_event(house, resource_inventoried_as=account.id))


def move_what_lies(house: House):
    one, other = (house.account(name, house.oats) for name in ("drawer", "food"))
    insert(
        next_event(
            house,
            action=Action.TRANSFER,
            resource_inventoried_as=one.id,
            to_resource_inventoried_as=other.id,
        )
    )


def pay_into_a_store(house: House):
    account = house.account("drawer", house.oats)
    insert(
        next_event(
            house,
            action=Action.TRANSFER_ALL_RIGHTS,
            resource_quantity=kg(1),
            resource_inventoried_as=account.id,
            to_resource_inventoried_as=house.store.id,
        )
    )


def pay_from_a_store(house: House):
    account = house.account("drawer", house.oats)
    insert(
        next_event(
            house,
            action=Action.TRANSFER_ALL_RIGHTS,
            resource_quantity=kg(1),
            to_resource_inventoried_as=account.id,
        )
    )


def put_an_account_into_a_box(house: House):
    account = house.account("drawer", house.oats)
    insert(
        next_event(
            house,
            action=Action.COMBINE,
            resource_quantity=kg(1),
            to_resource_inventoried_as=account.id,
        )
    )


def call_a_store_an_account(house: House):
    house.raise_oats(kg(1), resource_inventoried_as=house.jar.id)
    house.consume_oats(kg(1), resource_inventoried_as=house.jar.id)
    sql(
        "UPDATE ledger_resource SET is_account = %s WHERE id = %s",
        True,
        stored(house.jar.id),
    )


def lay_something_into_an_account(house: House):
    account = house.account("drawer", house.oats)
    sql("UPDATE ledger_resource SET onhand = 7000 WHERE id = %s", stored(account.id))


ATTACKS = [
    Attack("fill an account from nowhere", (STORES, LIES), fill_an_account, MIXED),
    Attack("move what lies in an account", (STORES, LIES, BELOW), move_what_lies, MIXED),
    Attack("pay into a store", (STORES,), pay_into_a_store, MIXED),
    Attack("pay from a store", (STORES,), pay_from_a_store, MIXED),
    Attack("put an account into a box", (STORES,), put_an_account_into_a_box, MIXED),
    Attack("call a store an account", (KIND,), call_a_store_an_account, MIXED),
    Attack(
        "lay something into an account",
        (LIES,),
        lay_something_into_an_account,
        "drawer: 7 kg instead of 0 kg",
    ),
]  # fmt: skip
