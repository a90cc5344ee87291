"""Many entries at once are judged and kept as if each were written alone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import DatabaseError, transaction

from commonweal.commons.ledger import queries, services
from commonweal.commons.ledger.services import pen
from commonweal.core.vf import laws, wire
from commonweal.core.vf.actions import Action
from commonweal.core.vf.flows import ResourceDraft
from commonweal.core.vf.problems import Refused
from tests.commons.ledger_attacks import next_event
from tests.commons.ledger_house import AT, House, kg

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    return House()


def keep(house, *drafts):
    return services.record_events(drafts=drafts, at=AT)


def raised(house, amount, **more):
    more.setdefault("resource_inventoried_as", house.store.id)
    return house.draft(Action.RAISE, kg(amount), **more)


def consumed(house, amount, **more):
    more.setdefault("resource_inventoried_as", house.store.id)
    return house.draft(Action.CONSUME, kg(amount), receiver=house.garden, **more)


def moved(house, amount, one, other, **more):
    return house.draft(
        Action.MOVE, kg(amount), resource_inventoried_as=one,
        to_resource_inventoried_as=other, **more,
    )  # fmt: skip


def amount_of(house, resource):
    return str(
        queries.get_resource(union=house.union, resource=resource).onhand_quantity
    )


def test_each_is_judged_by_what_those_before_it_leave(house):
    kept = keep(house, raised(house, 5), consumed(house, 3), consumed(house, 2))

    assert [one.seq for one in kept] == [1, 2, 3]
    assert amount_of(house, house.store.id) == "0 kg"
    assert queries.verify_union(union=house.union).is_sound


def test_what_would_fall_below_zero_on_the_way_is_refused_with_its_row(house):
    with pytest.raises(Refused) as refused:
        keep(house, raised(house, 2), consumed(house, 3), raised(house, 5))

    assert [(one.row, one.field) for one in refused.value.problems] == [
        (2, "resource_quantity")
    ]
    assert queries.head(union=house.union).seq == 0
    assert amount_of(house, house.store.id) == "0 kg"


def test_a_store_is_made_by_one_of_them_in_its_state(house):
    sack = ResourceDraft(
        key="sack", union=house.union, conforms_to=house.oats.id, name="sack",
        primary_accountable=house.union,
    )  # fmt: skip

    (made,) = keep(
        house, house.draft(Action.RAISE, kg(4), new_resource=sack, state="dry")
    )

    kept = queries.get_resource(
        union=house.union, resource=made.resource_inventoried_as
    )
    assert (str(kept.onhand_quantity), kept.state) == ("4 kg", "dry")


def test_one_of_them_may_make_the_store_that_others_use(house):
    sack = ResourceDraft(
        key="sack", union=house.union, conforms_to=house.oats.id, name="sack",
        primary_accountable=house.union,
    )  # fmt: skip
    made = house.draft(Action.RAISE, kg(4), new_resource=sack)
    (first,) = keep(house, made)
    again = house.draft(
        Action.RAISE, kg(4), new_resource=ResourceDraft(
            key="jute", union=house.union, conforms_to=house.oats.id, name="jute",
            primary_accountable=house.union,
        ),
    )  # fmt: skip

    events = keep(
        house,
        again,
        moved(house, 1, first.resource_inventoried_as, house.jar.id),
        consumed(house, 3, resource_inventoried_as=first.resource_inventoried_as),
    )

    assert amount_of(house, events[0].resource_inventoried_as) == "4 kg"
    assert amount_of(house, first.resource_inventoried_as) == "0 kg"
    assert amount_of(house, house.jar.id) == "1 kg"
    assert queries.verify_union(union=house.union).is_sound


def test_a_thing_that_goes_there_and_back_is_back(house):
    keep(house, raised(house, 3))
    places = (house.kitchen.id, house.cellar.id)

    keep(
        house,
        *(
            moved(house, 1, house.store.id, house.jar.id, to_location=place)
            for place in places
        ),
        moved(house, 1, house.store.id, house.jar.id, to_location=house.kitchen.id),
    )

    jar = queries.get_resource(union=house.union, resource=house.jar.id)
    assert jar.current_location == house.kitchen.id
    keep(
        house,
        moved(house, 1, house.jar.id, house.store.id, to_location=house.kitchen.id),
        moved(house, 1, house.jar.id, house.store.id, to_location=house.cellar.id),
    )
    store = queries.get_resource(union=house.union, resource=house.store.id)
    assert store.current_location == house.cellar.id


def test_corrections_among_them_see_what_stands(house):
    (wrong,) = keep(house, raised(house, 5))
    back = {"corrects": wrong.id, "resource_inventoried_as": house.store.id}

    keep(
        house,
        house.draft(Action.RAISE, kg(-2), **back),
        house.draft(Action.RAISE, kg(-3), **back),
    )
    with pytest.raises(Refused, match="More would be taken back"):
        keep(house, house.draft(Action.RAISE, kg(-1), **back))

    assert amount_of(house, house.store.id) == "0 kg"
    assert queries.verify_union(union=house.union).is_sound


def test_the_same_key_twice_among_them_is_one_entry(house):
    draft = raised(house, 5, key="a form")

    first, again = keep(house, draft, draft)
    (later,) = keep(house, draft)

    assert first == again == later
    assert queries.head(union=house.union).seq == 1
    assert amount_of(house, house.store.id) == "5 kg"


def test_more_than_one_batch_is_one_chain(house, monkeypatch):
    monkeypatch.setattr("commonweal.commons.ledger.services.pen.BATCH", 7)

    kept = keep(house, *(raised(house, 1) for _ in range(30)))

    assert [one.seq for one in kept] == list(range(1, 31))
    found = queries.verify_union(union=house.union)
    assert (found.is_sound, found.n_events) == (True, 30)
    assert amount_of(house, house.store.id) == "30 kg"


def test_many_are_kept_with_few_questions(house, django_assert_max_num_queries):
    drafts = [raised(house, 1) for _ in range(100)]

    with django_assert_max_num_queries(20):
        keep(house, *drafts)


def test_no_statement_of_many_rows_hides_a_gap_or_a_fork(house):
    """I-9: a chain inside one statement is followed from link to link."""
    keep(house, raised(house, 5))
    good = next_event(house, key="good")
    with pytest.raises(DatabaseError, match="follows the head"), transaction.atomic():
        insert_both(house, good, good)

    assert queries.verify_union(union=house.union).is_sound


def insert_both(house, first, second):
    """Insert the second as if it followed the first, with the hash of another."""
    forged = replace(
        second,
        id=laws.id_of(union=house.union, what="event", key="forged"),
        key="forged",
        seq=first.seq + 1,
        previous_hash="f" * 64,
    )
    forged = replace(forged, hash=wire.hash_of(forged))
    pen.Pen(house.union).insert_events([first, forged])
