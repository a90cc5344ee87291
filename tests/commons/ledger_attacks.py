"""Attacks on the ledger in plain SQL, by someone who knows the chain and its hashes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from django.db import connection

from commonweal.commons.ledger import queries, translate
from commonweal.core.vf import laws, units, wire
from commonweal.core.vf.actions import Action
from commonweal.core.vf.measure import Measure
from tests.commons.ledger_house import House, kg, named

HEAD = "ledger_events_follow_the_head"
STORES = "ledger_events_keep_to_their_stores"
HEADS = "ledger_heads_follow_events"


def sql(statement, *parameters):
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters or None)


def next_event(house, **changes):
    """A well-hashed next event of the chain, with something wrong in it."""
    head = queries.head(union=house.union)
    like = queries.list_events(union=house.union)[0]
    key = changes.pop("key", "attack")
    event = replace(
        like,
        id=laws.id_of(union=house.union, what="event", key=key),
        key=key,
        seq=head.seq + 1,
        previous_hash=head.hash,
        **changes,
    )
    return replace(event, hash=wire.hash_of(event))


def insert(event, verb="INSERT", action=None):
    row = list(translate.event_row(event, in_text=connection.vendor == "sqlite"))
    if action is not None:
        row[translate.EVENT_COLUMNS.index("action")] = action
    columns = ", ".join(translate.EVENT_COLUMNS)
    marks = ", ".join(["%s"] * len(row))
    sql(f"{verb} INTO ledger_event ({columns}) VALUES ({marks})", *row)


def stored(value):
    return translate.as_stored(value)


@dataclass(frozen=True)
class Attack:
    name: str
    guards: tuple[str, ...]
    do: Callable[[House], None]
    seen: str
    only_on: str | None = None


def rewrite(house):
    sql("UPDATE ledger_event SET resource_amount = 1 WHERE seq = 1")


def cut_the_tail(house):
    sql("DELETE FROM ledger_event WHERE seq = 2")


def truncate(house):
    sql("SET CONSTRAINTS ALL IMMEDIATE")
    sql("TRUNCATE ledger_event")


def truncate_heads(house):
    sql("TRUNCATE ledger_head")


def fork(house):
    event = next_event(house, provider=house.garden)
    event = replace(event, previous_hash="f" * 64)
    insert(replace(event, hash=wire.hash_of(event)))


def leave_a_gap(house):
    event = next_event(house)
    event = replace(event, seq=event.seq + 1)
    insert(replace(event, hash=wire.hash_of(event)))


def replace_a_row(house):
    first = queries.list_events(union=house.union)[0]
    insert(next_event(house, key=first.key), verb="INSERT OR REPLACE")


def transfer_to_nowhere(house):
    insert(next_event(house, action=Action.TRANSFER, resource_quantity=kg(1)))


def transfer_from_nowhere(house):
    insert(
        next_event(
            house,
            action=Action.MOVE,
            resource_inventoried_as=None,
            to_resource_inventoried_as=house.store.id,
        )
    )


def turn_oats_into_bread(house):
    insert(
        next_event(
            house,
            action=Action.MOVE,
            resource_quantity=kg(1),
            to_resource_inventoried_as=house.basket.id,
        )
    )


def count_oats_in_hours(house):
    insert(next_event(house, resource_quantity=Measure(60, units.HOUR)))


def fill_a_store_of_another_union(house):
    other = House("oak yard")
    insert(next_event(house, resource_inventoried_as=other.store.id))


def invent_an_action(house):
    insert(next_event(house), action="steal")


def hand_over_more_than_is_here(house):
    insert(next_event(house, action=Action.CONSUME, resource_quantity=kg(9)))


def raise_less_than_nothing(house):
    insert(next_event(house, resource_quantity=kg(-1)))


def take_back_more_than_was_recorded(house):
    wrong = queries.list_events(union=house.union)[1]
    insert(
        next_event(
            house,
            action=Action.CONSUME,
            receiver=house.garden,
            resource_quantity=kg(-3),
            corrects=wrong.id,
        )
    )


def correct_the_entry_of_another_store(house):
    wrong = queries.list_events(union=house.union)[0]
    insert(
        next_event(
            house,
            resource_inventoried_as=house.jar.id,
            resource_quantity=kg(1),
            corrects=wrong.id,
        )
    )


def start_a_store_full(house):
    columns = ", ".join(translate.RESOURCE_COLUMNS)
    sql(
        f"INSERT INTO ledger_resource ({columns}, added_at) "
        "VALUES (%s, %s, %s, %s, 'kg', 'gift', %s, 5000, 5000, %s, "
        "NULL, NULL, NULL, NULL, NULL, %s, %s)",
        stored(named("gift")),
        stored(house.union),
        "gift",
        stored(house.oats.id),
        stored(house.union),
        stored(house.cellar.id),
        False,
        "2026-11-23 08:00:00+00",
    )


def recount_a_store_in_litres(house):
    sql("UPDATE ledger_resource SET unit = 'l' WHERE id = %s", stored(house.store.id))


def recount_a_kind_in_litres(house):
    sql(
        "UPDATE ledger_specification SET unit = 'l' WHERE id = %s",
        stored(house.oats.id),
    )


def turn_the_head_back(house):
    first = queries.list_events(union=house.union)[0]
    sql("UPDATE ledger_head SET seq = 1, hash = %s", first.hash)


def lose_the_head(house):
    sql("DELETE FROM ledger_head")


def start_a_chain_in_the_middle(house):
    sql("DELETE FROM ledger_head")
    sql("INSERT INTO ledger_head VALUES (%s, 1, %s)", stored(house.union), "e" * 64)


ATTACKS = [
    Attack(
        "rewrite what happened",
        ("ledger_events_are_never_changed",),
        rewrite,
        "This entry was changed after it was written.",
    ),
    Attack(
        "cut off the last entry",
        ("ledger_events_are_never_deleted",),
        cut_the_tail,
        "The chain does not end at its head.",
    ),
    Attack(
        "truncate all entries",
        ("ledger_events_are_never_truncated",),
        truncate,
        "The chain does not end at its head.",
        only_on="postgresql",
    ),
    Attack(
        "truncate all heads",
        ("ledger_heads_are_never_truncated",),
        truncate_heads,
        "The chain does not end at its head.",
        only_on="postgresql",
    ),
    Attack(
        "fork the chain",
        (HEAD, HEADS),
        fork,
        "This entry does not follow the one before it.",
    ),
    Attack(
        "leave a gap",
        (HEAD, HEADS),
        leave_a_gap,
        "Entries are missing before this one.",
    ),
    Attack(
        "replace a row",
        (HEAD,),
        replace_a_row,
        "Entries are missing before this one.",
        only_on="sqlite",
    ),
    Attack(
        "transfer to nowhere",
        (STORES,),
        transfer_to_nowhere,
        "What left one store did not arrive in another.",
    ),
    Attack(
        "transfer from nowhere",
        (STORES,),
        transfer_from_nowhere,
        "What left one store did not arrive in another.",
    ),
    Attack(
        "turn oats into bread",
        (STORES,),
        turn_oats_into_bread,
        "This entry and its store are of different kinds or units.",
    ),
    Attack(
        "count oats in hours",
        (STORES,),
        count_oats_in_hours,
        "This entry and its store are of different kinds or units.",
    ),
    Attack(
        "fill a store of another union",
        (STORES,),
        fill_a_store_of_another_union,
        "This entry names a store that is not of this union.",
    ),
    Attack(
        "invent an action",
        (STORES,),
        invent_an_action,
        "This entry cannot be read any more.",
    ),
    Attack(
        "hand over more than is here",
        ("nothing_falls_below_zero",),
        hand_over_more_than_is_here,
        "A store fell below zero with this entry.",
    ),
    Attack(
        "raise less than nothing",
        ("an_event_has_an_amount_above_zero_unless_it_corrects",),
        raise_less_than_nothing,
        "This entry moves nothing, or less.",
    ),
    Attack(
        "take back more than was recorded",
        ("ledger_corrections_keep_to_their_event",),
        take_back_more_than_was_recorded,
        "More was taken back than was recorded.",
    ),
    Attack(
        "correct the entry of another store",
        ("ledger_corrections_keep_to_their_event",),
        correct_the_entry_of_another_store,
        "This correction and its entry are of different stores.",
    ),
    Attack(
        "start a store full",
        ("ledger_stores_start_empty",),
        start_a_store_full,
        "gift: 5 kg instead of 0 kg",
    ),
    Attack(
        "recount a store in litres",
        ("ledger_stores_keep_their_kind",),
        recount_a_store_in_litres,
        "This entry and its store are of different kinds or units.",
    ),
    Attack(
        "recount a kind in litres",
        ("ledger_kinds_keep_their_unit",),
        recount_a_kind_in_litres,
        "oats in the cellar and its kind are counted in different units.",
    ),
    Attack(
        "turn the head back",
        (HEADS,),
        turn_the_head_back,
        "The chain does not end at its head.",
    ),
    Attack(
        "lose the head",
        ("ledger_heads_are_never_deleted",),
        lose_the_head,
        "The chain does not end at its head.",
    ),
    Attack(
        "start a chain in the middle",
        ("ledger_heads_are_never_deleted", "ledger_heads_start_at_nothing"),
        start_a_chain_in_the_middle,
        "The chain does not end at its head.",
    ),
]


def drop(guard):
    """Take one guard away, whatever it is."""
    if not guard.startswith("ledger_"):
        if connection.vendor == "sqlite":
            sql("PRAGMA ignore_check_constraints = ON")
        else:
            sql("SET CONSTRAINTS ALL IMMEDIATE")
            table = "resource" if guard.startswith("nothing") else "event"
            sql(f"ALTER TABLE ledger_{table} DROP CONSTRAINT {guard}")
        return
    if connection.vendor == "sqlite":
        sql(f"DROP TRIGGER {guard}")
        return
    sql("SET CONSTRAINTS ALL IMMEDIATE")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass FROM pg_trigger WHERE tgname = %s", [guard]
        )
        (table,) = cursor.fetchone()
    sql(f"DROP TRIGGER {guard} ON {table}")
