"""What happened is kept once, moves what its action says, and is refused in words."""

from __future__ import annotations

import pytest

from commonweal.commons.ledger import queries
from commonweal.core.vf.actions import Action
from commonweal.core.vf.problems import Refused
from tests.commons.ledger_house import House, kg

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    return House()


def onhand_of(house, resource):
    return queries.get_resource(union=house.union, resource=resource).onhand_quantity


def test_what_is_raised_is_here_and_what_is_handed_over_is_gone(house):
    house.raise_oats(kg(5))

    house.consume_oats(kg(3))

    assert onhand_of(house, house.store.id) == kg(2)
    found = queries.verify_union(union=house.union)
    assert found.is_sound, found
    assert found.n_events == 2
