"""Many write at once: no lock errors, no gaps, no double handing out, nothing lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import connection, connections

from commonweal.commons import deeds
from commonweal.commons.ledger import queries, services
from commonweal.core.vf.actions import Action
from commonweal.core.vf.problems import Refused
from tests.commons.ledger_house import AT, House, kg

pytestmark = pytest.mark.django_db(transaction=True)

WRITERS = 32
ROOT = Path(__file__).parents[2]


@pytest.fixture
def on_disk(transactional_db, tmp_path):
    """Keep SQLite in a file as unions do; the other tests have it in memory."""
    if connection.vendor != "sqlite":
        yield
        return
    in_memory, settings = connections["default"], connections.settings["default"]
    in_memory.ensure_connection()
    connections.settings["default"] = {**settings, "NAME": str(tmp_path / "union.db")}
    del connections["default"]
    connections["default"].ensure_connection()
    in_memory.connection.backup(connections["default"].connection)
    yield
    connections["default"].close()
    connections.settings["default"] = settings
    connections["default"] = in_memory


@pytest.fixture
def house(on_disk) -> House:
    return House()


@deeds.deed
def record(draft):
    return services.record_event(draft=draft, at=AT)


def in_threads(n_threads, work):
    """Run work(0) … work(n-1) at the same time, each with a connection of its own."""
    barrier = threading.Barrier(n_threads)

    def one(number):
        try:
            barrier.wait()
            return work(number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(n_threads) as pool:
        return list(pool.map(one, range(n_threads)))


def test_thirty_two_writers_make_one_chain_without_gaps_or_lock_errors(house):
    drafts = [
        [
            house.draft(Action.RAISE, kg(1), resource_inventoried_as=house.store.id)
            for _ in range(10)
        ]
        for _ in range(WRITERS)
    ]

    kept = in_threads(
        WRITERS, lambda number: [record(one).seq for one in drafts[number]]
    )

    assert sorted(seq for seqs in kept for seq in seqs) == list(range(1, 321))
    found = queries.verify_union(union=house.union)
    assert found.is_sound, found
    assert found.n_events == 320
    store = queries.get_resource(union=house.union, resource=house.store.id)
    assert store.onhand_quantity == kg(320)


def test_of_many_who_reach_for_the_last_kilos_exactly_the_right_number_get_them(house):
    house.raise_oats(kg(20))

    def reach(number):
        outcomes = []
        for _ in range(3):
            draft = house.draft(
                Action.CONSUME, kg(1), resource_inventoried_as=house.store.id
            )
            try:
                record(draft)
                outcomes.append("got it")
            except Refused as refused:
                outcomes.append(refused.problems[0].field)
        return outcomes

    outcomes = [one for three in in_threads(WRITERS, reach) for one in three]

    assert len(outcomes) == 96
    assert outcomes.count("got it") == 20
    assert outcomes.count("resource_quantity") == 76
    store = queries.get_resource(union=house.union, resource=house.store.id)
    assert store.onhand_quantity == kg(0)


def test_one_key_sent_by_everyone_at_once_is_one_event(house):
    draft = house.draft(Action.RAISE, kg(1), resource_inventoried_as=house.store.id)

    kept = in_threads(WRITERS, lambda _: record(draft))

    assert len({event.id for event in kept}) == 1
    assert queries.head(union=house.union).seq == 1


def test_the_first_entries_of_a_new_union_may_come_together(house):
    drafts = [
        house.draft(Action.RAISE, kg(1), resource_inventoried_as=house.store.id)
        for _ in range(8)
    ]

    kept = in_threads(8, lambda number: record(drafts[number]).seq)

    assert sorted(kept) == list(range(1, 9))


WRITER = textwrap.dedent(
    """
    import itertools, os, sys
    import django
    django.setup()
    from django.conf import settings
    from commonweal.commons import deeds
    from commonweal.commons.ledger import services
    from commonweal.core.vf.actions import Action
    from tests.commons import ledger_house as house

    union, store, me = (sys.argv[1], sys.argv[2], sys.argv[3])

    @deeds.deed
    def record(number):
        return services.record_event(
            draft=house.EventDraft(
                key=f"{me} {number}",
                union=house.UUID(union),
                action=Action.RAISE,
                provider=house.UUID(union),
                receiver=house.UUID(union),
                has_point_in_time=house.AT,
                resource_quantity=house.kg(1),
                resource_inventoried_as=house.UUID(store),
            ),
            at=house.AT,
        )

    for number in itertools.count():
        event = record(number)
        os.write(1, f"{event.seq} {event.hash}\\n".encode())  # acknowledged
    """
)


def start_writer(house, name):
    names = connections["default"].settings_dict
    if connection.vendor == "sqlite":
        url = f"sqlite:///{names['NAME']}"
    else:
        url = (
            f"postgresql://{names['USER']}@/{names['NAME']}?host={names['HOST'] or ''}"
        )
    environment = {
        **os.environ,
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "commonweal.site.settings",
        "PYTHONPATH": f"{ROOT}:{ROOT / 'src'}",
    }
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(house.union), str(house.store.id), name],
        stdout=subprocess.PIPE,
        env=environment,
        cwd=ROOT,
    )


def test_what_was_acknowledged_survives_being_killed(house):
    """I-23, light: the campaign kills a thousand times, here it is a few."""
    acknowledged = {}
    for life in range(2):
        connections["default"].close()
        writers = [start_writer(house, f"writer {life} {i_one}") for i_one in range(2)]
        for writer in writers:
            line = writer.stdout.readline()  # it is in its loop before it is killed
            assert line, "the writer died before it wrote"
            acknowledged.update([line.split()])
        time.sleep(0.2)
        for writer in writers:
            writer.send_signal(signal.SIGKILL)
        for writer in writers:
            rest = writer.stdout.read().splitlines(keepends=True)
            acknowledged.update(line.split() for line in rest if line.endswith(b"\n"))
            writer.stdout.close()
            writer.wait()

    found = queries.verify_union(union=house.union)
    events = {
        str(one.seq).encode(): one.hash.encode()
        for one in queries.list_events(union=house.union, limit=100_000)
    }
    assert found.is_sound, found
    assert len(acknowledged) >= 4
    assert acknowledged.items() <= events.items()
    store = queries.get_resource(union=house.union, resource=house.store.id)
    assert store.onhand_quantity == kg(found.n_events)
