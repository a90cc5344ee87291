"""The database itself refuses what breaks the ledger, and each guard is needed.

Every attack is plain SQL by someone who knows the chain and computes right hashes.
With its guard in place the database refuses it; with the guard dropped it succeeds,
and ``verify_union`` sees it (I-9).
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import DatabaseError, connection, transaction

from commonweal.commons.ledger import queries
from commonweal.core.vf import laws, wire
from commonweal.core.vf.actions import ACTIONS, Action
from tests.commons import account_attacks, ledger_attacks
from tests.commons.ledger_attacks import drop, insert, next_event, sql, stored
from tests.commons.ledger_house import AT, House, kg, named

pytestmark = pytest.mark.django_db
ATTACKS = [*ledger_attacks.ATTACKS, *account_attacks.ATTACKS]


@pytest.fixture
def house() -> House:
    house = House()
    house.raise_oats(kg(5))
    house.consume_oats(kg(2))
    return house


def for_this_database(attack):
    if attack.only_on not in {None, connection.vendor}:
        pytest.skip(f"only on {attack.only_on}")


@pytest.fixture(autouse=True)
def _checks_are_on_again():
    yield
    if connection.vendor == "sqlite":
        sql("PRAGMA ignore_check_constraints = OFF")


def seen_by_verification(house):
    found = queries.verify_union(union=house.union)
    words = [str(one) for one in found.problems if one.field != "database"]
    words += [
        f"{one.name}: {one.kept[1]} instead of {one.recomputed[1]}"
        for one in found.differences
    ]
    return words


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_the_database_refuses_it(house, attack):
    for_this_database(attack)

    with pytest.raises(DatabaseError), transaction.atomic():
        attack.do(house)

    assert queries.verify_union(union=house.union).is_sound


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_without_its_guard_it_succeeds_and_is_seen(house, attack):
    for_this_database(attack)
    for guard in attack.guards:
        drop(guard)

    attack.do(house)

    assert attack.seen in seen_by_verification(house)


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_a_guard_that_is_missing_is_a_problem_by_itself(house, attack):
    for_this_database(attack)
    triggers = [guard for guard in attack.guards if guard.startswith("ledger_")]
    for guard in triggers:
        drop(guard)

    found = queries.verify_union(union=house.union)

    assert [str(one) for one in found.problems] == [
        f"The guard {guard} is missing." for guard in sorted(triggers)
    ]


def test_without_the_trigger_that_moves_amounts_nothing_moves_and_it_is_seen(house):
    drop("ledger_events_move_what_they_say")

    house.raise_oats(kg(1))

    assert seen_by_verification(house) == [
        "The chain does not end at its head.",
        "oats in the cellar: 3 kg instead of 4 kg",
    ]


def test_an_amount_written_beside_the_events_is_seen(house):
    sql(
        "UPDATE ledger_resource SET onhand = 99000 WHERE id = %s",
        stored(house.store.id),
    )

    assert seen_by_verification(house) == ["oats in the cellar: 99 kg instead of 3 kg"]


def test_an_id_that_does_not_belong_to_its_key_is_seen(house):
    event = replace(next_event(house), id=named("another id"))
    insert(replace(event, hash=wire.hash_of(event)))

    assert seen_by_verification(house) == [
        "This entry's id does not belong to its key."
    ]


@pytest.mark.parametrize("action", list(Action))
def test_the_database_moves_each_action_as_the_table_says(house, action):
    """The lists of actions in the triggers are those of the specification."""
    rule = ACTIONS[action]
    house.record(house.draft(Action.RAISE, kg(5), resource_inventoried_as=house.jar.id))
    before = {one.resource: one for one in queries.balances(union=house.union)}
    other = house.jar.id if rule.may_name_another_resource else None
    event = next_event(
        house,
        action=action,
        resource_quantity=kg(1),
        to_resource_inventoried_as=other,
        at=AT,
    )

    insert(event)

    changes = {change.resource: change for change in laws.changes_of(event)}
    for resource in (house.store, house.jar):
        now = queries.get_resource(union=house.union, resource=resource.id)
        change = changes.get(resource.id)
        expected = (
            before[resource.id].accounting + (change.accounting_delta if change else 0),
            before[resource.id].onhand + (change.onhand_delta if change else 0),
        )
        assert (
            now.accounting_quantity.amount,
            now.onhand_quantity.amount,
        ) == expected
    assert queries.verify_union(union=house.union).is_sound
