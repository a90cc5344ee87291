"""What the tests begin with is the same, made by deeds or written again."""

from __future__ import annotations

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from commonweal.commons.people import services
from tests import made_once
from tests.conftest import AT, found, give_mandate, join


@pytest.fixture(autouse=True)
def _nothing_known(db):
    made_once.forget()
    made_once.begin()
    yield
    made_once.forget()


def begin_a_house():
    """Make Oak Yard with two key-holders and a steward; return what came of it."""
    union, dalia = found("Oak Yard", "Dalia")
    emil = join(union, dalia, "Emil", keys=True)
    fay = join(union, dalia, "Fay")
    mandate = give_mandate(union, fay, "stores", by=dalia, confirmed_by=emil)
    return union, dalia, emil, fay, mandate


def every_row() -> dict[str, list[tuple]]:
    with connection.cursor() as cursor:
        rows = {}
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            rows[table] = sorted(cursor.fetchall(), key=repr)
    return rows


def undone(work):
    """Do some work and undo it in the database; return what it gave and was asked."""
    made_once.begin()
    before = transaction.savepoint()
    with CaptureQueriesContext(connection) as asked:
        gave = work()
    transaction.savepoint_rollback(before)
    return gave, [query["sql"].split()[0] for query in asked]


def test_the_rows_and_values_are_those_of_the_deeds():
    (by_deeds, rows), asked = undone(lambda: (begin_a_house(), every_row()))
    (again, written), asked_again = undone(lambda: (begin_a_house(), every_row()))

    assert written == rows
    assert again == by_deeds
    assert len(rows["people_person"]) == 3
    assert asked_again.count("INSERT") == asked.count("INSERT") > 10
    n_tables = len(rows)
    assert asked_again.count("SELECT") < n_tables + 5 < asked.count("SELECT") - 20


def test_after_anything_else_was_written_deeds_are_deeds():
    undone(lambda: join(*found("Oak Yard", "Dalia"), "Emil"))

    def with_a_circle_between():
        union, dalia = found("Oak Yard", "Dalia")
        services.add_circle(union=union.id, name="n", by=dalia.id, at=AT, key="n")
        with CaptureQueriesContext(connection) as asked:
            join(union, dalia, "Emil")
        return [query["sql"].split()[0] for query in asked]

    asked, _ = undone(with_a_circle_between)

    assert asked.count("SELECT") > 5


def test_beside_people_who_are_there_already_deeds_are_deeds():
    undone(lambda: found("Oak Yard", "Dalia"))

    def beside():
        found("Lentil House", "Kofi")
        made_once.begin()
        return found("Oak Yard", "Dalia")

    (union, _dalia), asked = undone(beside)

    assert union.name == "Oak Yard"
    assert asked.count("SELECT") > 10
