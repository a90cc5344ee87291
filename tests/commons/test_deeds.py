"""A deed is kept whole or not at all, and writers of one process queue (ADR 0006)."""

from __future__ import annotations

import contextlib
import sqlite3
import threading

import psycopg
import pytest
from django.db import IntegrityError, OperationalError, connection

from commonweal.commons import deeds

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def notes():
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE notes (word varchar(20))")
    yield _words
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE notes")


def _words() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT word FROM notes ORDER BY word")
        return [row[0] for row in cursor.fetchall()]


def _write(word: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO notes VALUES (%s)", [word])


@deeds.deed
def write_two(*, fail: bool) -> str:
    _write("first")
    if fail:
        raise RuntimeError("in the middle")
    _write("second")
    return "kept"


@deeds.part_of_a_deed
def write_one(*, word: str) -> None:
    _write(word)


@deeds.deed
def write_through_a_part(*, fail: bool) -> None:
    write_one(word="part")
    if fail:
        raise RuntimeError("after the part")


def test_a_deed_that_ends_well_is_kept(notes):
    assert write_two(fail=False) == "kept"
    assert notes() == ["first", "second"]


def test_a_deed_that_breaks_in_the_middle_leaves_nothing(notes):
    with pytest.raises(RuntimeError):
        write_two(fail=True)

    assert notes() == []


def test_a_part_is_undone_with_the_deed_it_belongs_to(notes):
    with pytest.raises(RuntimeError):
        write_through_a_part(fail=True)
    write_one(word="alone")

    assert notes() == ["alone"]


def test_a_deed_inside_a_deed_is_our_mistake_and_stops(notes):
    @deeds.deed
    def outer() -> None:
        write_two(fail=False)

    with pytest.raises(RuntimeError, match="durable"):
        outer()

    assert notes() == []


def test_many_writers_at_once_all_succeed(notes):
    troubles = []

    def work(number: int) -> None:
        try:
            write_one(word=f"{number:02}")
        except Exception as trouble:  # noqa: BLE001 - the test collects any
            troubles.append(trouble)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(n,)) for n in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert troubles == []
    assert notes() == [f"{n:02}" for n in range(16)]


# --- what is done once more ---------------------------------------------------------


def on_sqlite(code):
    cause = sqlite3.OperationalError("as SQLite says it")
    cause.sqlite_errorcode = code
    return cause


BUSY = {
    "sqlite busy": on_sqlite(sqlite3.SQLITE_BUSY),
    "sqlite busy with a snapshot": on_sqlite(sqlite3.SQLITE_BUSY_SNAPSHOT),
    "sqlite locked": on_sqlite(sqlite3.SQLITE_LOCKED),
    "serialization failure": psycopg.errors.SerializationFailure(),
    "deadlock": psycopg.errors.DeadlockDetected(),
    "lock not available": psycopg.errors.LockNotAvailable(),
}
BROKEN = {
    "sqlite disk full": on_sqlite(sqlite3.SQLITE_FULL),
    "sqlite input or output": on_sqlite(sqlite3.SQLITE_IOERR),
    "sqlite read only": on_sqlite(sqlite3.SQLITE_READONLY),
    "sqlite without a code": sqlite3.OperationalError("no such table"),
    "disk full": psycopg.errors.DiskFull(),
    "server shut down": psycopg.errors.AdminShutdown(),
    "connection lost": psycopg.OperationalError("server closed the connection"),
    "nothing known": None,
}


def tried_with(notes, error):
    """Do a deed that meets the error the first time; say how often it was tried."""
    tried = []

    @deeds.deed
    def write_and_meet():
        _write("kept")
        tried.append(True)
        if len(tried) == 1:
            raise error

    with contextlib.suppress(type(error)):
        write_and_meet()
    assert notes() == (["kept"] if len(tried) > 1 else [])
    return len(tried)


@pytest.mark.parametrize("cause", BUSY.values(), ids=BUSY)
def test_a_deed_that_met_a_lock_is_done_once_more(notes, cause):
    error = OperationalError("met")
    error.__cause__ = cause

    assert tried_with(notes, error) == 2


def test_a_deed_that_met_the_row_of_another_is_done_once_more(notes):
    assert tried_with(notes, IntegrityError("there already")) == 2


@pytest.mark.parametrize("cause", BROKEN.values(), ids=BROKEN)
def test_a_deed_that_met_what_no_repeat_heals_says_so_at_once(notes, cause):
    error = OperationalError("met")
    error.__cause__ = cause

    assert tried_with(notes, error) == 1


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="SQLite's own limit")
def test_a_full_disk_is_said_at_once(notes):
    tried = []
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        (pages,) = cursor.fetchone()
        cursor.execute("PRAGMA freelist_count")
        (free,) = cursor.fetchone()
        cursor.execute("PRAGMA page_size")
        (page_size,) = cursor.fetchone()
        cursor.execute(f"PRAGMA max_page_count = {pages}")

    @deeds.deed
    def write_much():
        tried.append(True)
        for _ in range(free + 50):
            _write("x" * page_size)

    try:
        with pytest.raises(OperationalError, match="full"):
            write_much()
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA max_page_count = 4294967294")

    assert tried == [True]
    assert notes() == []
