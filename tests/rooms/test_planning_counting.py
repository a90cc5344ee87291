"""A whole shelf counted at once: all of it or nothing, once, and never over a change."""

from __future__ import annotations

import pytest

from commonweal.commons.ledger import queries as ledger
from commonweal.core.vf.problems import NotFound, NotYours, Refused
from commonweal.rooms.planning import services
from commonweal.rooms.planning.words import StockDraft
from tests.rooms import planning_cases as cases

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def house(lentil_house, ana, at):
    """Lentil House with 200 kg of grain, and 5 kg more of another day."""
    cases.adopt_tiny(lentil_house, ana, at)
    draft = StockDraft(
        kind=cases.kind(lentil_house, "grain").id,
        place=cases.place(lentil_house, "Store").id,
        amount="5",
    )
    services.add_stock(draft=draft, union=lentil_house.id, by=ana.id, key="sack", at=at)
    return lentil_house


def stores(house):
    """The stores of grain by what is in them."""
    return {
        str(line.onhand): line.resource
        for line in ledger.list_stock(union=house.id)
        if line.spec.name == "grain"
    }


def count(house, by, at, *lines, key="sheet"):
    """Count as (what stood on the sheet, what was found)."""
    known = stores(house)
    return services.count_stores(
        lines=[
            services.Counted(row=row, resource=known[seen], amount=found, seen=seen)
            for row, (seen, found) in enumerate(lines, start=1)
        ],
        union=house.id,
        by=by.id,
        key=key,
        at=at,
    )


def test_a_sheet_changes_what_differs_and_leaves_the_rest(house, ana, at):
    n = count(house, ana, at, ("200 kg", "193,5"), ("5 kg", "5"))

    assert n == 1
    assert set(stores(house)) == {"193.5 kg", "5 kg"}


def test_a_sheet_sent_twice_changes_once(house, ana, at):
    """I-23: the answer was lost, and the phone sends it again."""
    known = stores(house)
    line = services.Counted(
        row=1, resource=known["200 kg"], amount="150", seen="200 kg"
    )
    for _time in range(2):
        services.count_stores(
            lines=[line], union=house.id, by=ana.id, key="sheet", at=at
        )

    assert set(stores(house)) == {"150 kg", "5 kg"}


def test_one_wrong_line_keeps_the_whole_sheet_back_and_all_are_said(house, ana, at):
    with pytest.raises(Refused) as refused:
        count(house, ana, at, ("200 kg", "many"), ("5 kg", "-1"))

    assert {problem.row for problem in refused.value.problems} == {1, 2}
    assert set(stores(house)) == {"200 kg", "5 kg"}


def test_a_line_older_than_a_change_keeps_the_sheet_back(house, ana, at):
    known = stores(house)
    count(house, ana, at, ("5 kg", "4"), key="meanwhile")

    with pytest.raises(Refused, match="4 kg are written down now"):
        services.count_stores(
            lines=[
                services.Counted(
                    row=1, resource=known["200 kg"], amount="150", seen="200 kg"
                ),
                services.Counted(
                    row=2, resource=known["5 kg"], amount="3", seen="5 kg"
                ),
            ],
            union=house.id,
            by=ana.id,
            key="sheet",
            at=at,
        )

    assert set(stores(house)) == {"200 kg", "4 kg"}


def test_an_empty_sheet_is_refused(house, ana, at):
    with pytest.raises(Refused, match="Nothing was written"):
        count(house, ana, at)


def test_counting_is_for_who_holds_the_stores_of_this_union(
    house, ana, ben, oak_yard, dalia, at
):
    with pytest.raises(NotYours):
        count(house, ben, at, ("200 kg", "1"))
    line = services.Counted(row=1, resource=stores(house)["200 kg"], amount="1")
    with pytest.raises((NotFound, NotYours)):
        services.count_stores(
            lines=[line], union=oak_yard.id, by=dalia.id, key="sheet", at=at
        )
    del ana
