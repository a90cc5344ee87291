"""Story 3, as far as built: I say what I give, and "less from me for now", no reason.

Which tasks are uncovered, and turns at unloved ones, wait for the rooms of livelihood.
"""

from __future__ import annotations

from datetime import timedelta

import pytest

from commonweal.commons.ledger import queries as ledger
from commonweal.core.vf.problems import NotYours
from commonweal.rooms.livelihood import queries, services
from tests.rooms.planning_cases import adopt_tiny, offer


@pytest.fixture
def house(lentil_house, ana, at):
    adopt_tiny(lentil_house, ana, at)
    return lentil_house


def _standing(house, day):
    """Return the union's totals of effort that hold on a day."""
    found = ledger.list_intents(union=house.id, from_=day, until=day)
    return [str(i.effort_quantity) for i in found if i.effort_quantity]


def test_what_i_offer_joins_the_unions_total_and_no_name_with_it(
    house, ben, chidi, at, day
):
    offer(house, ben, "baking", "6", at=at)
    offer(house, chidi, "baking", "2", at=at)

    assert _standing(house, day) == ["8 h"]


def test_i_say_less_from_me_for_now_without_a_reason(house, ben, at, day):
    """I-12: no proof, no reason, and it ends by itself."""
    offer(house, ben, "baking", "6", at=at)
    until = day + timedelta(days=13)

    services.offer_less(percent_left=50, until=until, union=house.id, by=ben.id, at=at)

    assert _standing(house, day) == ["3 h"]
    assert _standing(house, until + timedelta(days=1)) == ["6 h"]


def test_everything_can_rest(house, ben, at, day):
    offer(house, ben, "baking", "6", at=at)

    services.offer_less(percent_left=0, until=day, union=house.id, by=ben.id, at=at)

    assert [told for told in _standing(house, day) if told != "0 h"] == []


def test_only_i_see_what_i_offer(house, ben, chidi, at, day):
    """I-11: a small total is hidden too, because it would say who."""
    offer(house, ben, "baking", "6", at=at)

    mine = queries.own_offers(union=house.id, person=ben.id, on=day)
    (total,) = queries.totals(union=house.id, on=day)

    assert [str(view.per_week) for view in mine] == ["6 h"]
    assert queries.own_offers(union=house.id, person=chidi.id, on=day) == ()
    assert total.per_week is None


def test_nobody_withdraws_my_offer(house, ben, ana, chidi, at, day):
    offer(house, ben, "baking", "6", at=at)
    (mine,) = queries.own_offers(union=house.id, person=ben.id, on=day)

    with pytest.raises(NotYours):
        services.withdraw_offer(offer=mine.id, union=house.id, by=chidi.id, at=at)
