"""The demo loads whenever somebody asks for it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from commonweal.interfaces.cli import demo
from commonweal.rooms.governance import queries as governance
from commonweal.rooms.needs import queries as needs_queries
from commonweal.rooms.planning.queries import runs
from tests.stories import circle


@pytest.mark.parametrize(
    ("moment", "first_day"),
    [
        # Monday already, in Berlin: the month to come begins that Monday.
        (datetime(2026, 11, 29, 23, 30, tzinfo=UTC), date(2026, 11, 30)),
        # A Wednesday just after the clocks changed: it began on Monday.
        (datetime(2027, 3, 31, 0, 30, tzinfo=UTC), date(2027, 3, 29)),
        # A Thursday: it begins next Monday.
        (datetime(2027, 7, 1, 12, tzinfo=UTC), date(2027, 7, 5)),
    ],
)
def test_the_demo_loads_on_any_day_of_the_year(db, moment, first_day):
    loaded = demo.load_demo(moment)

    newest = runs.list_runs(union=loaded.union.id)[0]
    assert newest.status == "waiting"
    assert newest.from_day == first_day
    assert len(needs_queries.list_rounds(union=loaded.union.id)) == 5
    steward = circle.person_named(loaded.union.id, "Ana")
    stages = [
        motion.stage
        for motion in governance.list_motions(
            union=loaded.union.id, person=steward.id, at=moment
        )
    ]
    assert sorted(stages) == ["carried_out"] * 5 + ["discussion", "open"]
