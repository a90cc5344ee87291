"""Several entries are kept all or none; a wrong entry is corrected by a new one."""

from __future__ import annotations

import pytest

from commonweal.commons.ledger import queries, services
from commonweal.core.vf.actions import Action
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
