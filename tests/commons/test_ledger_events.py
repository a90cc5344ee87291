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


# --- several at once ----------------------------------------------------------------


def test_several_are_kept_all_or_none_with_every_problem_at_its_row(house):
    drafts = [
        house.draft(Action.RAISE, kg(2), resource_inventoried_as=house.store.id),
        house.draft(Action.CONSUME, kg(3), resource_inventoried_as=house.store.id),
        house.draft(Action.RAISE, hours(3), resource_inventoried_as=house.store.id),
    ]

    with pytest.raises(Refused) as refused:
        services.record_events(drafts=drafts, at=AT)

    assert [(one.row, one.field) for one in refused.value.problems] == [
        (2, "resource_quantity"),
        (3, "resource_quantity"),
    ]
    assert queries.head(union=house.union).seq == 0
    assert amounts_of(house, house.store) == (kg(0), kg(0))


def test_several_of_two_unions_are_refused(house):
    other = House("oak yard")
    drafts = [
        house.draft(Action.RAISE, kg(2), resource_inventoried_as=house.store.id),
        other.draft(Action.RAISE, kg(2), resource_inventoried_as=other.store.id),
    ]

    with pytest.raises(Refused) as refused:
        services.record_events(drafts=drafts, at=AT)

    assert [(one.row, one.field) for one in refused.value.problems] == [(2, "union")]


def test_no_entries_are_no_trouble(house):
    assert services.record_events(drafts=[], at=AT) == ()


# --- corrections --------------------------------------------------------------------


def correct(house, wrong, quantity, **more):
    said = {"resource_inventoried_as": house.store.id, **more}
    action = said.pop("action", Action.RAISE)
    draft = house.draft(action, quantity, **said)
    return services.correct_event(event=wrong.id, draft=draft, at=AT), draft


def test_a_wrong_amount_is_corrected_by_one_more_event(house):
    """I-9: nothing is rewritten; a correction is a new entry."""
    wrong = house.raise_oats(kg(5))

    (correction,), draft = correct(house, wrong, kg(4))

    assert correction.corrects == wrong.id
    assert correction.resource_quantity == kg(-1)
    assert amounts_of(house, house.store) == (kg(4), kg(4))
    assert queries.get_event(union=house.union, event=wrong.id) == wrong
    again = services.correct_event(event=wrong.id, draft=draft, at=AT)
    assert again == (correction,)


def test_a_correction_of_a_corrected_entry_starts_from_what_it_stands_at(house):
    wrong = house.raise_oats(kg(5))
    correct(house, wrong, kg(4))

    (second,), _ = correct(house, wrong, kg(7))

    assert second.resource_quantity == kg(3)
    assert amounts_of(house, house.store) == (kg(7), kg(7))


def test_correcting_to_what_is_recorded_is_refused(house):
    wrong = house.raise_oats(kg(5))

    with pytest.raises(Refused) as refused:
        correct(house, wrong, kg(5))

    assert words_of(refused) == ["This is what is recorded. Nothing to correct."]


def test_an_entry_in_the_wrong_store_is_taken_back_and_made_in_the_right_one(house):
    wrong = house.raise_oats(kg(5))

    events, _ = correct(house, wrong, kg(5), resource_inventoried_as=house.jar.id)

    assert [event.resource_quantity for event in events] == [kg(5), kg(-5)]
    assert amounts_of(house, house.store) == (kg(0), kg(0))
    assert amounts_of(house, house.jar) == (kg(5), kg(5))


def test_a_handing_over_of_the_wrong_action_is_taken_back_first(house):
    house.raise_oats(kg(5))
    wrong = house.consume_oats(kg(5))

    events, _ = correct(house, wrong, kg(5), action=Action.LOWER)

    assert [event.action for event in events] == [Action.CONSUME, Action.LOWER]
    assert amounts_of(house, house.store) == (kg(0), kg(0))


def test_a_correction_below_what_was_handed_over_since_is_refused(house):
    wrong = house.raise_oats(kg(5))
    house.consume_oats(kg(4))

    with pytest.raises(Refused) as refused:
        correct(house, wrong, kg(3))

    assert words_of(refused) == [
        (
            "Not recorded: 1 kg of oats in the cellar are here, 2 kg would be taken "
            "away. Count the store again."
        )
    ]


def test_what_never_happened_is_taken_back_once(house):
    wrong = house.raise_oats(kg(5))

    taken = services.take_back_event(
        union=house.union, event=wrong.id, key="back", at=AT
    )
    again = services.take_back_event(
        union=house.union, event=wrong.id, key="back", at=AT
    )

    assert taken == again
    assert taken.resource_quantity == kg(-5)
    assert amounts_of(house, house.store) == (kg(0), kg(0))


def test_hours_of_work_are_corrected_too(house):
    work = {
        "resource_conforms_to": house.cooking.id,
        "resource_inventoried_as": None,
        "action": Action.WORK,
    }
    wrong = house.record(
        house.draft(
            Action.WORK,
            effort_quantity=hours(3),
            resource_conforms_to=house.cooking.id,
        )
    )

    (correction,), _ = correct(house, wrong, None, effort_quantity=hours(2), **work)

    assert correction.effort_quantity == hours(-1)


def test_correcting_what_is_not_here_says_so(house):
    with pytest.raises(NotFound):
        services.take_back_event(
            union=house.union, event=named("nothing"), key="back", at=AT
        )


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
