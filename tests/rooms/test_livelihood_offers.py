"""Effort: freely offered, private to the person, totals only for the union."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from commonweal.commons.ledger import queries as ledger
from commonweal.core.vf.problems import NotFound, NotYours, Refused
from commonweal.rooms.livelihood import models, queries, services
from commonweal.rooms.livelihood.words import OfferDraft
from tests.rooms import planning_cases as cases

pytestmark = pytest.mark.django_db(transaction=True)

MONDAY = cases.MONDAY


@pytest.fixture
def house(lentil_house, ana, at):
    cases.adopt_tiny(lentil_house, ana, at)
    return lentil_house


def offer(house, person, hours="4", *, at, by=None, key="k1", **words):
    draft = OfferDraft(
        **{
            "person": person.id,
            "skill": cases.kind(house, "baking").id,
            "hours_per_week": hours,
            "starts_on": MONDAY,
            **words,
        }
    )
    by = by or person
    return services.offer_effort(draft=draft, union=house.id, by=by.id, key=key, at=at)


def totals(house) -> list[tuple[str, date | None, date | None, int]]:
    """Return what the ledger knows: amount, first and last day, how many people."""
    intents = ledger.list_intents(union=house.id)
    return sorted(
        (
            str(intent.effort_quantity),
            intent.has_beginning,
            intent.has_end,
            intent.n_people,
        )
        for intent in intents
    )


def test_the_ledger_knows_the_total_and_nobody(house, ana, ben, at):
    """I-11: only the sum of all offers leaves the room."""
    offer(house, ana, "3", at=at)
    offer(house, ben, "1,5", at=at, key="k2")

    assert totals(house) == [("4.5 h", MONDAY, None, 2)]
    (intent,) = ledger.list_intents(union=house.id)
    told = repr(intent)
    for person in (ana, ben):
        assert str(person.id) not in told
        assert str(person.agent) not in told


def test_offering_twice_with_one_form_counts_once(house, ana, at):
    assert offer(house, ana, at=at) == offer(house, ana, at=at)
    assert totals(house) == [("4 h", MONDAY, None, 1)]


def test_totals_change_on_the_day_an_offer_begins_or_ends(house, ana, ben, at):
    offer(house, ana, "3", at=at)
    second = {"starts_on": MONDAY + timedelta(7), "ends_on": MONDAY + timedelta(13)}
    offer(house, ben, "2", at=at, key="k2", **second)

    assert totals(house) == [
        ("3 h", MONDAY, MONDAY + timedelta(6), 1),
        ("3 h", MONDAY + timedelta(14), None, 1),
        ("5 h", MONDAY + timedelta(7), MONDAY + timedelta(13), 2),
    ]


def test_less_for_now_lowers_the_total_and_ends_by_itself(house, ana, at):
    """I-12: no reason is asked; there is no field for one."""
    offer(house, ana, "4", at=at)

    services.offer_less(
        percent_left=25,
        until=MONDAY + timedelta(9),
        union=house.id,
        by=ana.id,
        at=at,
    )

    assert totals(house) == [
        ("1 h", MONDAY, MONDAY + timedelta(9), 1),
        ("4 h", MONDAY + timedelta(10), None, 1),
    ]
    fields = {field.name for field in models.Ease._meta.get_fields()}
    assert fields == {
        "id",
        "union_id",
        "person_id",
        "percent_left",
        "starts_on",
        "ends_on",
        "made_at",
    }


def test_nothing_for_now_leaves_no_total_until_it_ends(house, ana, at):
    offer(house, ana, "4", at=at)
    less = {"percent_left": 0, "until": MONDAY + timedelta(6)}
    services.offer_less(**less, union=house.id, by=ana.id, at=at)
    assert totals(house) == [("4 h", MONDAY + timedelta(7), None, 1)]

    services.offer_all_again(union=house.id, by=ana.id, at=at)

    assert totals(house) == [("4 h", MONDAY, None, 1)]


def test_an_offer_is_taken_back_without_notice(house, ana, ben, at):
    mine = offer(house, ana, at=at)
    with pytest.raises(NotYours):
        services.withdraw_offer(offer=mine, union=house.id, by=ben.id, at=at)

    for _again in range(2):
        services.withdraw_offer(offer=mine, union=house.id, by=ana.id, at=at)

    assert totals(house) == []
    assert queries.own_offers(union=house.id, person=ana.id, on=MONDAY) == ()


def test_a_helper_types_for_who_does_not_sign_in_and_it_is_recorded(
    house, ana, ben, paper_ira, at
):
    offer(house, paper_ira, "2", at=at, by=ana)

    row = models.Offer.objects.get()
    assert (row.person_id, row.made_by) == (paper_ira.id, ana.id)
    with pytest.raises(NotYours):
        offer(house, paper_ira, "2", at=at, by=ben, key="k2")


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"hours": "169"}, "hours_per_week"),
        ({"hours": "0"}, "hours_per_week"),
        ({"hours": "-2"}, "hours_per_week"),
        ({"hours": "a lot"}, "hours_per_week"),
        ({"ends_on": MONDAY - timedelta(1)}, "ends_on"),
    ],
)
def test_an_offer_that_cannot_be_is_refused_by_field(house, ana, at, words, field):
    with pytest.raises(Refused) as refusal:
        offer(house, ana, at=at, **words)

    assert [problem.field for problem in refusal.value.problems] == [field]
    assert totals(house) == []


def test_only_help_can_be_offered(house, ana, at):
    with pytest.raises(Refused) as refusal:
        offer(house, ana, "0", at=at, skill=cases.kind(house, "bread").id)

    assert [p.field for p in refusal.value.problems] == ["skill", "hours_per_week"]


@pytest.mark.parametrize(
    ("percent", "days", "fields"),
    [
        (30, 7, ["percent_left"]),
        (50, -1, ["ends_on"]),
        (100, 200, ["percent_left", "ends_on"]),
    ],
)
def test_for_now_has_parts_and_an_end(house, ana, at, percent, days, fields):
    with pytest.raises(Refused) as refusal:
        services.offer_less(
            percent_left=percent,
            until=MONDAY + timedelta(days),
            union=house.id,
            by=ana.id,
            at=at,
        )

    assert [problem.field for problem in refusal.value.problems] == fields


def test_totals_of_a_few_are_not_shown(house, people25, at):
    """H15: a total over fewer than five people shows no amount."""
    people = [person for person in people25 if person.has_account][:5]
    for person in people[:4]:
        offer(house, person, "2", at=at, key=str(person.id))
    few = queries.totals(union=house.id, on=MONDAY)

    offer(house, people[4], "2", at=at, key="fifth")

    enough = queries.totals(union=house.id, on=MONDAY)
    assert [total.per_week for total in few] == [None]
    assert [str(total.per_week) for total in enough] == ["10 h"]


def test_who_leaves_is_forgotten_and_the_total_falls(house, ana, ben, at):
    offer(house, ana, "3", at=at)
    offer(house, ben, "2", at=at, key="k2")

    services.forget_person(person=ben.id, union=house.id, at=at)

    assert totals(house) == [("3 h", MONDAY, None, 1)]
    assert not models.Offer.objects.filter(person_id=ben.id).exists()


def test_what_ended_long_ago_is_forgotten(house, ana, at):
    """I-24."""
    offer(house, ana, at=at, ends_on=MONDAY + timedelta(6))
    later = at + timedelta(days=400)

    n_gone = services.forget_past(union=house.id, keep_days=365, at=later)

    assert (n_gone, models.Offer.objects.count()) == (1, 0)


def test_another_unions_offer_is_not_found(house, ana, dalia, oak_yard, at):
    mine = offer(house, ana, at=at)

    with pytest.raises(NotFound):
        services.withdraw_offer(offer=mine, union=oak_yard.id, by=dalia.id, at=at)
    with pytest.raises(NotYours):
        offer(house, ana, at=at, by=dalia, key="k2")


@pytest.mark.parametrize("minutes", [0, -1, 168 * 60 + 1])
def test_the_database_itself_refuses_impossible_hours(house, ana, at, minutes):
    offer(house, ana, at=at)

    with pytest.raises(IntegrityError), transaction.atomic():
        models.Offer.objects.update(minutes_per_week=minutes)
