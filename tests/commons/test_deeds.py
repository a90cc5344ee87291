"""A deed is kept whole or not at all, and writers of one process queue (ADR 0006)."""

from __future__ import annotations

import threading

import pytest
from django.db import connection

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
