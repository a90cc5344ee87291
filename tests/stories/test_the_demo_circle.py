"""The demo union lives through a whole circle: needs, plan, yes, round, hand-over, check."""

from __future__ import annotations

import pytest

from commonweal.commons.people import queries as people
from commonweal.interfaces.cli import demo


@pytest.fixture
def loaded(db, at):
    return demo.load_demo(at)


def test_the_demo_has_twenty_five_people_in_three_circles(loaded):
    circles = people.list_circles(union=loaded.union.id)

    assert people.count_associates(union=loaded.union.id) == 25
    assert {circle.name: circle.n_people for circle in circles} == {
        "garden": 9,
        "north": 8,
        "south": 8,
    }
