"""Needs typed for others, kept for a time, and forgotten (I-7, I-21, I-22, I-24)."""

from __future__ import annotations

import dataclasses
from datetime import timedelta

import pytest

from commonweal.commons.ledger import queries as ledger
from commonweal.commons.people import services as people
from commonweal.core.vf import units
from commonweal.core.vf.measure import measure_of
from commonweal.rooms.needs import queries, services
from commonweal.rooms.needs.models import Need
from commonweal.rooms.needs.translate.drafts import NeedDraft
from tests.rooms.needs_cast import AT, DAY, add_kind, written
from tests.rooms.test_needs_stating import problems, state, totals_in_ledger

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def oats(lentil_house):
    return add_kind(lentil_house, "oats")


def test_a_paper_list_for_ten_people_is_one_deed(lentil_house, people25, ana, oats):
    """I-22, story 3: everything has a paper path, and who typed is recorded."""
    names = [f"Person {n}" for n in range(6, 16)]
    lines = [written(f"row {n}", who=name) for n, name in enumerate(names)]

    needs = services.state_written(lines=lines, by=ana.id, at=AT)

    assert len({need.person for need in needs}) == 10
    assert {need.typed_by for need in needs} == {"Ana"}


def test_a_paper_list_with_one_bad_row_keeps_nothing(lentil_house, people25, ana, oats):
    """Issue 2: nothing half-saved."""
    lines = [
        written("row 1", who="Person 6", row=1),
        written("row 2", who="Person 7", amount="much", row=2),
    ]

    found = problems(services.state_written, lines=lines, by=ana.id)

    assert found == [(2, "amount")]
    assert not Need.objects.exists()
    assert totals_in_ledger(lentil_house) == set()


def test_for_a_child_a_helper_types(lentil_house, circles, ana, oats):
    """I-22: who cannot use the software loses nothing."""
    child = people.add_person(
        union=lentil_house.id,
        name="Obi",
        circle=circles["garden"].id,
        by=ana.id,
        at=AT,
        key="Obi",
    )

    need = state(ana, who="Obi", tier="vital")

    assert (need.person, need.typed_by) == (child.id, "Ana")


def test_namesakes_are_not_guessed(lentil_house, people25, ana, oats):
    people.add_person(
        union=lentil_house.id,
        name="person 6",
        circle=None,
        by=ana.id,
        at=AT,
        key="twin",
    )

    found = problems(
        services.state_written, lines=[written(who="Person 6", row=4)], by=ana.id
    )

    assert found == [(4, "who")]


def test_needs_are_forgotten_on_their_day(lentil_house, ben, oats):
    """I-24: personal data expires by default; the charter says a year."""
    need = state(ben)
    assert need.keep_until == DAY + timedelta(days=365)

    services.expire_needs(union=lentil_house.id, at=AT + timedelta(days=365))
    assert Need.objects.count() == 1
    forgotten = services.expire_needs(
        union=lentil_house.id, at=AT + timedelta(days=366)
    )

    assert (forgotten.needs, Need.objects.count()) == (1, 0)
    assert totals_in_ledger(lentil_house) == set()


def test_needs_of_who_has_left_are_forgotten(lentil_house, ben, chidi, oats):
    """I-21, I-24."""
    state(ben)
    state(chidi)
    people.leave(person=ben.id, by=ben.id, at=AT)

    services.expire_needs(union=lentil_house.id, at=AT)

    assert [need.person for need in Need.objects.all()] == [chidi.id]
    assert len(totals_in_ledger(lentil_house)) == 1


def test_forgetting_a_person_forgets_their_needs(lentil_house, ben, chidi, oats):
    state(ben)
    state(chidi)

    services.forget_person(person=ben.id, union=lentil_house.id, at=AT)

    assert [need.person for need in Need.objects.all()] == [chidi.id]


def test_moving_to_another_circle_moves_the_total_and_changes_no_need(
    lentil_house, circles, ben, oats
):
    """I-7: entitlement is the person's; only where it is received changes."""
    before = state(ben)
    people.move_to_circle(person=ben.id, circle=circles["north"].id, by=ben.id, at=AT)

    services.publish_totals(union=lentil_house.id, at=AT)

    assert queries.list_my_needs(person=ben.id, union=lentil_house.id) == (before,)
    assert {total[0] for total in totals_in_ledger(lentil_house)} == {
        circles["north"].id
    }


def test_someone_without_a_circle_receives_at_the_union(
    lentil_house, circles, ben, oats
):
    people.move_to_circle(person=ben.id, circle=None, by=ben.id, at=AT)

    state(ben)

    (intent,) = ledger.list_intents(union=lentil_house.id)
    assert (intent.group, intent.receiver) == (None, lentil_house.id)


def test_all_that_is_kept_of_ones_needs_can_be_taken_along(lentil_house, ben, oats):
    """I-21: own data in an open form; withdrawn ones too while they are kept."""
    need = state(ben)
    services.withdraw_need(need=need.id, by=ben.id, at=AT)

    (kept,) = queries.export_own(person=ben.id, union=lentil_house.id)

    assert (kept.id, kept.status) == (need.id, "withdrawn")


def test_several_drafts_are_kept_in_one_deed(lentil_house, ana, ben, oats):
    drafts = [
        NeedDraft(
            key="a",
            person=person.id,
            kind=oats.id,
            quantity=measure_of("1", units.KG),
            per="week",
        )
        for person in (ana, ben)
    ]
    drafts[1] = dataclasses.replace(drafts[1], key="b")

    taken = services.state_needs(drafts=drafts, by=ana.id, at=AT)

    assert (taken.needs, taken.people) == (2, 2)


def test_an_empty_list_and_an_endless_one_are_refused(ana, oats):
    assert problems(services.state_written, lines=[], by=ana.id) == [(None, "what")]
    assert problems(
        services.state_needs,
        drafts=[
            NeedDraft(
                key=str(n),
                person=ana.id,
                kind=oats.id,
                quantity=measure_of("1", units.KG),
                per="week",
            )
            for n in range(20_001)
        ],
        by=ana.id,
    ) == [(None, "what")]


def test_totals_leave_out_who_has_left(lentil_house, ben, chidi, oats):
    """The total is right at once, before the day's tidying has forgotten anything."""
    state(ben, amount="1")
    people.leave(person=ben.id, by=ben.id, at=AT)

    state(chidi, amount="2")

    assert {total[3] for total in totals_in_ledger(lentil_house)} >= {"2 kg"}
    services.publish_totals(union=lentil_house.id, at=AT)
    assert {total[3] for total in totals_in_ledger(lentil_house)} == {"2 kg"}
