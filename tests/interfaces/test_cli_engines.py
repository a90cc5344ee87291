"""Restoring on PostgreSQL takes every lock, or lets go: writers wait, and none is ended."""

from __future__ import annotations

import threading
import time

import psycopg
import pytest

from commonweal.interfaces.cli import engines
from tests import nodes

pytestmark = pytest.mark.skipif(
    nodes.ON != "postgresql", reason="SQLite has one lock for all"
)
#: Longer than PostgreSQL waits before it ends one of two who wait for each other.
LONG = 1.5


@pytest.fixture
def connect(node):
    """Connections to one database; the last thing a test does is to close them."""
    opened = []

    def connected():
        opened.append(psycopg.connect(node.env["DATABASE_URL"]))
        return opened[-1]

    yield connected
    for one in opened:
        one.close()


def tables_in_order(connection):
    found = connection.execute(
        "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables "
        "WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"
    ).fetchall()
    connection.rollback()
    return [name for (name,) in found]


def in_a_thread(work):
    met = []

    def run():
        try:
            work()
        except psycopg.Error as error:
            met.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    return thread, met


def test_a_writer_who_needs_what_the_restorer_holds_is_let_through(connect):
    writer, restorer = connect(), connect()
    first, *_others, last = tables_in_order(writer)
    writer.execute(f"LOCK TABLE {last} IN ROW EXCLUSIVE MODE")

    restoring, met = in_a_thread(lambda: restorer.execute(engines.take_all_locks()))
    time.sleep(0.2)  # the restorer holds all but the last by now, or has let go
    for _ in range(3):
        writer.execute(f"LOCK TABLE {first} IN ROW EXCLUSIVE MODE")
        time.sleep(LONG / 3)
    writer.commit()
    restoring.join(timeout=30)

    assert not restoring.is_alive()
    assert met == []


def test_when_all_are_locked_a_writer_waits_for_the_end(connect):
    writer, restorer = connect(), connect()
    (first, *_others) = tables_in_order(writer)
    restorer.execute(engines.take_all_locks())

    writing, met = in_a_thread(
        lambda: writer.execute(f"LOCK TABLE {first} IN ROW EXCLUSIVE MODE")
    )
    time.sleep(LONG)
    assert writing.is_alive()
    restorer.commit()
    writing.join(timeout=30)

    assert not writing.is_alive()
    assert met == []


def test_a_table_that_stays_in_use_is_said_and_nothing_stays_locked(connect):
    reader, restorer, writer = connect(), connect(), connect()
    first, *_others, last = tables_in_order(reader)
    reader.execute(f"LOCK TABLE {last} IN ACCESS SHARE MODE")

    with pytest.raises(
        psycopg.errors.RaiseException, match="Some tables stayed in use"
    ):
        restorer.execute(engines.take_all_locks(seconds=1))
    restorer.rollback()

    writer.execute("SET lock_timeout = '1s'")
    writer.execute(f"LOCK TABLE {first} IN ROW EXCLUSIVE MODE")
