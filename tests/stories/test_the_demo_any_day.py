"""The demo loads whenever somebody asks for it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from commonweal.interfaces.cli import demo
from commonweal.rooms.needs import queries as needs_queries
from commonweal.rooms.planning.queries import runs


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2026, 11, 29, 23, 30, tzinfo=UTC),  # Monday already, in Berlin
        datetime(2027, 3, 31, 0, 30, tzinfo=UTC),  # just after the clocks changed
        datetime(2027, 7, 4, 12, tzinfo=UTC),  # a Sunday in summer
    ],
)
def test_the_demo_loads_on_any_day_of_the_year(db, moment):
    loaded = demo.load_demo(moment)

    newest = runs.list_runs(union=loaded.union.id)[0]
    assert newest.status == "waiting"
    assert newest.from_day.weekday() == 0
    assert len(needs_queries.list_rounds(union=loaded.union.id)) == 4
