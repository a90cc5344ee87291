"""Story 9: I log harvest and stock at the scale; what goes bad first comes up first."""

from __future__ import annotations

from datetime import timedelta

import pytest

from commonweal.commons.ledger import queries as ledger
from commonweal.core.vf.problems import Refused
from commonweal.rooms.planning import services as planning
from commonweal.rooms.planning.queries import stores
from commonweal.rooms.planning.services.stores import Entry
from commonweal.rooms.planning.words import StockDraft
from tests.rooms.planning_cases import adopt_tiny, kind, onhand, place


@pytest.fixture
def house(lentil_house, ana, at):
    adopt_tiny(lentil_house, ana, at)
    return lentil_house


def _log(house, ana, at, *, what="bread", amount: str, days: int | None, key: str):
    return planning.add_stock(
        draft=StockDraft(
            kind=kind(house, what).id,
            place=place(house, "Kitchen").id,
            amount=amount,
            expires_on=None if days is None else at.date() + timedelta(days=days),
        ),
        union=house.id,
        by=ana.id,
        key=key,
        at=at,
    )


def test_i_log_what_the_scale_says_once_even_when_i_press_twice(house, ana, at):
    first = _log(house, ana, at, amount="12,5", days=4, key="scale 1")
    second = _log(house, ana, at, amount="12,5", days=4, key="scale 1")

    assert first.id == second.id
    assert onhand(house, "bread") == "12.5 kg"


def test_what_goes_bad_first_stands_on_top_of_the_cooks_list(house, ana, at, day):
    _log(house, ana, at, amount="3", days=6, key="a")
    _log(house, ana, at, amount="2", days=1, key="b")

    lines = [
        line for line in stores.list_stock(union=house.id, on=day)
        if line.kind_name == "bread"
    ]  # fmt: skip

    assert [(str(line.onhand), line.days_left) for line in lines] == [
        ("2 kg", 1),
        ("3 kg", 6),
    ]


def test_the_same_kind_good_until_the_same_day_is_one_store(house, ana, at):
    _log(house, ana, at, amount="3", days=6, key="a")
    _log(house, ana, at, amount="2", days=6, key="b")

    lines = [s for s in ledger.list_stock(union=house.id) if s.spec.name == "bread"]

    assert [str(line.onhand) for line in lines] == ["5 kg"]


def test_a_count_that_differs_becomes_an_entry_without_blame(house, ana, at):
    event = _log(house, ana, at, amount="5", days=6, key="a")
    entry = Entry(
        resource=event.resource_inventoried_as,
        union=house.id,
        by=ana.id,
        key="count",
        at=at,
    )

    planning.count_stock(entry=entry, counted="4.2")

    assert onhand(house, "bread") == "4.2 kg"
    newest = ledger.list_events(union=house.id)[-1]
    assert (newest.action.value, str(newest.resource_quantity)) == ("lower", "0.8 kg")


def test_harvest_is_only_written_by_those_who_keep_the_stores(house, ben, at):
    with pytest.raises(Refused):
        _log(house, ben, at, amount="5", days=6, key="a")


def test_a_negative_or_absurd_weight_is_refused_by_field(house, ana, at):
    for nonsense in ("-3", "much", "99999999999999"):
        with pytest.raises(Refused) as refused:
            _log(house, ana, at, amount=nonsense, days=3, key=nonsense)

        assert [problem.field for problem in refused.value.problems] == ["amount"]
