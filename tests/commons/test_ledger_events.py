"""What happened is kept once, moves what its action says, and is refused in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from commonweal.commons.ledger import models, queries, services
from commonweal.core.vf.actions import Action
from commonweal.core.vf.flows import Process, ResourceDraft
from commonweal.core.vf.measure import Measure
from commonweal.core.vf.problems import NotFound, Refused
from tests.commons.ledger_house import AT, House, hours, kg, named

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    return House()


@pytest.fixture(autouse=True)
def _every_chain_is_sound_after_every_test(house):
    yield
    found = queries.verify_union(union=house.union)
    assert found.is_sound, found


def amounts_of(house, resource):
    found = queries.get_resource(union=house.union, resource=resource.id)
    return found.accounting_quantity, found.onhand_quantity


def words_of(refused):
    return [str(problem) for problem in refused.value.problems]


def test_what_is_raised_is_here_and_what_is_handed_over_is_gone(house):
    house.raise_oats(kg(5))
    house.consume_oats(kg(3))

    assert amounts_of(house, house.store) == (kg(2), kg(2))
    assert queries.verify_union(union=house.union).n_events == 2


def test_handing_over_more_than_is_here_is_refused_with_the_figures(house):
    house.raise_oats(kg(2))

    with pytest.raises(Refused) as refused:
        house.consume_oats(kg(3))

    assert words_of(refused) == [
        (
            "Not handed over: 2 kg of oats in the cellar are here, 3 kg were asked. "
            "Hand over 2 kg, or count the store again."
        )
    ]
    assert amounts_of(house, house.store) == (kg(2), kg(2))


def test_the_same_key_again_is_the_same_event(house):
    """I-23: a click repeated or an offline queue replayed doubles nothing."""
    draft = house.draft(Action.RAISE, kg(5), resource_inventoried_as=house.store.id)
    first = house.record(draft)

    again = house.record(replace(draft, has_point_in_time=AT + timedelta(minutes=3)))

    assert again == first
    assert amounts_of(house, house.store) == (kg(5), kg(5))
    assert queries.head(union=house.union).seq == 1


@pytest.mark.parametrize(
    "change",
    [
        {"resource_quantity": kg(6)},
        {"action": Action.PRODUCE},
        {"receiver": named("lentil house garden")},
        {"state": "wet"},
    ],
)
def test_other_content_under_a_used_key_is_refused(house, change):
    draft = house.draft(Action.RAISE, kg(5), resource_inventoried_as=house.store.id)
    house.record(draft)

    with pytest.raises(Refused) as refused:
        house.record(replace(draft, **change))

    assert [problem.field for problem in refused.value.problems] == ["key"]


def test_the_same_key_in_two_unions_is_two_events(house):
    other = House("oak yard")
    mine = house.draft(Action.RAISE, kg(1), resource_inventoried_as=house.store.id)
    theirs = other.draft(Action.RAISE, kg(1), resource_inventoried_as=other.store.id)

    first = house.record(replace(mine, key="same"))
    second = other.record(replace(theirs, key="same"))

    assert first.id != second.id
    assert (first.seq, second.seq) == (1, 1)


def test_a_store_of_another_union_is_not_known_here(house):
    other = House("oak yard")

    with pytest.raises(Refused) as refused:
        house.raise_oats(kg(1), resource_inventoried_as=other.store.id)

    assert "resource_inventoried_as" in {
        problem.field for problem in refused.value.problems
    }


def test_moving_takes_from_one_store_what_it_puts_into_the_other(house):
    house.raise_oats(kg(5))

    house.record(
        house.draft(
            Action.MOVE,
            kg(2),
            resource_inventoried_as=house.store.id,
            to_resource_inventoried_as=house.jar.id,
        )
    )

    assert amounts_of(house, house.store) == (kg(3), kg(3))
    assert amounts_of(house, house.jar) == (kg(2), kg(2))


def test_lending_moves_what_is_here_but_not_whose_it_is(house):
    house.raise_oats(kg(5))

    house.record(
        house.draft(
            Action.TRANSFER_CUSTODY,
            kg(2),
            resource_inventoried_as=house.store.id,
            to_resource_inventoried_as=house.jar.id,
            receiver=house.garden,
            to_location=house.cellar.id,
        )
    )

    assert amounts_of(house, house.store) == (kg(5), kg(3))
    assert amounts_of(house, house.jar) == (kg(0), kg(2))
    jar = queries.get_resource(union=house.union, resource=house.jar.id)
    assert jar.primary_accountable == house.union
    assert jar.current_location == house.cellar.id


def test_giving_for_good_makes_the_receiver_accountable(house):
    house.raise_oats(kg(5))

    house.record(
        house.draft(
            Action.TRANSFER,
            kg(2),
            resource_inventoried_as=house.store.id,
            to_resource_inventoried_as=house.jar.id,
            receiver=house.garden,
            state="dry",
        )
    )

    jar = queries.get_resource(union=house.union, resource=house.jar.id)
    assert jar.primary_accountable == house.garden
    assert jar.state == "dry"


def test_packing_into_a_box_takes_a_thing_off_the_shelf_until_it_is_unpacked(house):
    house.raise_oats(kg(5))

    house.record(
        house.draft(
            Action.COMBINE,
            kg(5),
            resource_inventoried_as=house.store.id,
            to_resource_inventoried_as=house.basket.id,
        )
    )

    packed = queries.get_resource(union=house.union, resource=house.store.id)
    assert packed.contained_in == house.basket.id
    assert amounts_of(house, house.store) == (kg(5), kg(0))

    house.record(
        house.draft(Action.SEPARATE, kg(5), resource_inventoried_as=house.store.id)
    )

    unpacked = queries.get_resource(union=house.union, resource=house.store.id)
    assert unpacked.contained_in is None
    assert amounts_of(house, house.store) == (kg(5), kg(5))


def test_a_harvest_can_make_the_sack_it_fills(house):
    sack = ResourceDraft(
        key="sack 1",
        union=house.union,
        conforms_to=house.oats.id,
        name="sack 1",
        primary_accountable=house.garden,
        current_location=house.cellar.id,
    )
    draft = house.draft(Action.PRODUCE, kg(40), new_resource=sack)

    event = house.record(draft)
    again = house.record(draft)

    assert again == event
    made = queries.get_resource(
        union=house.union, resource=event.resource_inventoried_as
    )
    assert (made.name, made.onhand_quantity) == ("sack 1", kg(40))
    assert made.primary_accountable == house.union  # the receiver, as ValueFlows says


def test_a_new_store_and_a_named_one_do_not_go_together(house):
    sack = ResourceDraft(
        key="sack 1",
        union=house.union,
        conforms_to=house.oats.id,
        name="sack 1",
        primary_accountable=house.union,
    )

    with pytest.raises(Refused) as refused:
        house.raise_oats(kg(1), new_resource=sack)

    assert [problem.field for problem in refused.value.problems] == [
        "resource_inventoried_as"
    ]


def test_part_of_a_sack_moves_into_a_new_jar(house):
    house.raise_oats(kg(5))
    jar = ResourceDraft(
        key="second jar",
        union=house.union,
        conforms_to=house.oats.id,
        name="second jar",
        primary_accountable=house.union,
    )

    event = house.record(
        house.draft(
            Action.MOVE,
            kg(1),
            resource_inventoried_as=house.store.id,
            to_location=house.kitchen.id,
            new_resource=jar,
        )
    )

    made = queries.get_resource(
        union=house.union, resource=event.to_resource_inventoried_as
    )
    assert made.onhand_quantity == kg(1)
    assert made.current_location == house.kitchen.id


def test_work_is_counted_in_hours_and_moves_no_store(house):
    house.record(
        house.draft(
            Action.WORK,
            effort_quantity=hours(2),
            resource_conforms_to=house.cooking.id,
        )
    )

    assert queries.balances(union=house.union) == ()


# --- questions ----------------------------------------------------------------------


def test_events_are_listed_in_order_by_page_by_store_and_by_day(house):
    house.raise_oats(kg(5))
    house.record(
        house.draft(
            Action.RAISE,
            Measure(2, house.bread.unit),
            resource_inventoried_as=house.basket.id,
            has_point_in_time=AT - timedelta(days=3),
        )
    )
    house.consume_oats(kg(1))
    day = AT.date()

    def seqs(**more):
        return [one.seq for one in queries.list_events(union=house.union, **more)]

    assert seqs() == [1, 2, 3]
    assert seqs(after_seq=1, limit=1) == [2]
    assert seqs(resource=house.store.id) == [1, 3]
    assert seqs(from_=day) == [1, 3]
    assert seqs(until=day - timedelta(days=1)) == [2]
    assert queries.list_events(union=named("oak yard")) == ()


def test_a_loaf_is_traced_to_its_oats_and_oats_are_tracked_to_their_loaf(house):
    (baking,) = services.add_processes(
        processes=[Process(id=named("baking"), union=house.union, name="baking")],
        at=AT,
    )
    raised = house.raise_oats(kg(5))
    into = house.consume_oats(kg(1), input_of=baking.id)
    out = house.record(
        house.draft(
            Action.PRODUCE,
            Measure(2, house.bread.unit),
            resource_inventoried_as=house.basket.id,
            output_of=baking.id,
        )
    )

    back = queries.trace(union=house.union, resource=house.basket.id)
    onwards = queries.track(union=house.union, event=raised.id)

    assert [step.id for step in back] == [
        house.basket.id,
        out.id,
        baking.id,
        into.id,
        house.store.id,
        raised.id,
    ]
    assert [step.id for step in onwards] == [
        raised.id,
        house.store.id,
        into.id,
        baking.id,
        out.id,
        house.basket.id,
    ]
    with pytest.raises(NotFound):
        queries.track(union=house.union)


def test_balances_are_what_the_events_leave(house):
    house.raise_oats(kg(5))
    house.record(
        house.draft(
            Action.TRANSFER_CUSTODY,
            kg(2),
            resource_inventoried_as=house.store.id,
            to_resource_inventoried_as=house.jar.id,
        )
    )

    found = {one.resource: one for one in queries.balances(union=house.union)}

    store, jar = found[house.store.id], found[house.jar.id]
    assert (store.accounting, store.onhand) == (5000, 3000)
    assert (jar.accounting, jar.onhand) == (0, 2000)


def test_no_column_of_the_ledger_holds_a_price_a_wage_a_debt_or_an_interest():
    """I-8: as rows, too."""
    forbidden = (
        "price",
        "wage",
        "debt",
        "interest",
        "credit",
        "salary",
        "cost",
        "loan",
    )
    columns = [
        field.column
        for model in vars(models).values()
        if isinstance(model, type) and hasattr(model, "_meta")
        for field in model._meta.get_fields()
        if hasattr(field, "column")
    ]

    assert len(columns) > 80
    assert [one for one in columns if any(word in one for word in forbidden)] == []
