"""What repeats comes once each period, pauses, and ends."""

from __future__ import annotations

import threading
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from commonweal.commons.notices import queries as notices
from commonweal.core.vf.problems import NotFound, NotYours, Refused
from commonweal.rooms.purse import models, queries, services
from commonweal.rooms.purse.queries import announced, repeats
from commonweal.rooms.purse.services import announcing, repeating
from commonweal.rooms.purse.words.together import RepeatingDraft
from tests.rooms import together_cast as cast
from tests.rooms.together_cast import AT, DAY, later, words_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def house(lentil_house, ana, kofi, lena):
    return cast.open_house(lentil_house, ana, kofi, lena)


def added(house, by, *, key="r", at=AT, **parts):
    draft = RepeatingDraft(
        **{
            "name": "Internet",
            "direction": "out",
            "amount": "39.90",
            "every": "month",
            "starts_on": DAY,
            "ends_on": date(2027, 11, 22),
            "category": house.categories["home"],
            "account": house.account,
            **parts,
        }
    )
    return repeating.add_repeating(
        draft=draft, union=house.id, by=by.id, key=key, at=at
    )


def enter(house, person, *, days=0, **more):
    return repeating.enter_due(
        union=house.id, by=person and person.id, at=later(days), **more
    )


def noted(house):
    return [
        (e.day.isoformat(), e.kind, str(e.amount))
        for e in reversed(queries.list_entries(union=house.id))
    ]


def seen(house, one, *, days=0):
    return repeats.get_repeating(
        union=house.id, repeating=one, on=DAY + timedelta(days=days)
    )


@pytest.mark.parametrize(
    ("every", "starts", "days"),
    [
        ("month", date(2027, 1, 31), ["2027-01-31", "2027-02-28", "2027-03-31"]),
        ("quarter", date(2026, 11, 30), ["2026-11-30", "2027-02-28", "2027-05-30"]),
        ("year", date(2028, 2, 29), ["2028-02-29", "2029-02-28", "2030-02-28"]),
        ("week", date(2026, 12, 28), ["2026-12-28", "2027-01-04", "2027-01-11"]),
    ],
)
def test_a_period_keeps_its_day_where_there_is_one(every, starts, days):
    found = list(
        repeats.due_days(every=every, starts_on=starts, ends_on=date(2032, 12, 31))
    )
    assert [day.isoformat() for day in found[:3]] == days


def test_a_leap_day_comes_back_in_the_next_leap_year():
    found = list(
        repeats.due_days(
            every="year", starts_on=date(2028, 2, 29), ends_on=date(2032, 12, 31)
        )
    )
    assert found[-1] == date(2032, 2, 29)


def test_each_period_becomes_one_entry_however_often_it_is_asked(house, ana, ben):
    """It never runs twice, whoever asks, in whatever order."""
    added(house, ana)

    assert [enter(house, ben), enter(house, None), enter(house, ana)] == [1, 0, 0]
    assert enter(house, None, days=62) == 2
    assert noted(house) == [
        ("2026-11-23", "paid", "39.9 EUR"),
        ("2026-12-23", "paid", "39.9 EUR"),
        ("2027-01-23", "paid", "39.9 EUR"),
    ]


def test_two_at_the_same_moment_note_it_once(house, ana, ben):
    added(house, ana)
    both = threading.Barrier(2)
    counts, troubles = [], []

    def ask():
        try:
            both.wait(timeout=10)
            counts.append(enter(house, ben))
        except Exception as trouble:  # noqa: BLE001 - told below
            troubles.append(trouble)
        finally:
            connection.close()

    threads = [threading.Thread(target=ask) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)

    assert troubles == []
    assert sorted(counts) == [0, 1]
    assert len(noted(house)) == 1


def test_an_entry_taken_back_does_not_come_again(house, ana):
    added(house, ana)
    enter(house, ana)
    (entry,) = queries.list_entries(union=house.id)
    services.correct_entry(
        entry=entry.id, draft=None, union=house.id, by=ana.id, key="b", at=AT
    )

    assert enter(house, ana) == 0


def test_income_comes_in(house, ana):
    added(
        house, ana, direction="in", amount="1850", every="quarter",
        category=house.categories["enterprises"],
    )  # fmt: skip
    enter(house, None)

    assert noted(house) == [("2026-11-23", "came_in", "1850 EUR")]


def test_what_falls_due_in_a_pause_is_left_out_for_good(house, ana):
    internet = added(house, ana)
    enter(house, ana)
    repeating.pause_repeating(
        repeating=internet, union=house.id, by=ana.id, at=later(10)
    )
    assert seen(house, internet, days=40).status == "paused"
    assert enter(house, None, days=40) == 0
    repeating.resume_repeating(
        repeating=internet, union=house.id, by=ana.id, at=later(45)
    )

    assert enter(house, None, days=62) == 1
    assert [day for day, *_ in noted(house)] == ["2026-11-23", "2027-01-23"]


def test_what_was_due_before_a_pause_is_still_due_after(house, ana):
    internet = added(house, ana)
    repeating.pause_repeating(
        repeating=internet, union=house.id, by=ana.id, at=later(3)
    )
    repeating.resume_repeating(
        repeating=internet, union=house.id, by=ana.id, at=later(9)
    )
    assert seen(house, internet, days=9).due == (DAY,)


def test_it_ends_on_its_last_day_or_when_somebody_ends_it(house, ana):
    internet = added(house, ana, ends_on=DAY + timedelta(days=40))
    tea = added(house, ana, key="tea", name="Tea", amount="5")
    enter(house, None)
    repeating.end_repeating(repeating=tea, union=house.id, by=ana.id, at=later(1))
    repeating.end_repeating(repeating=tea, union=house.id, by=ana.id, at=later(2))

    assert enter(house, None, days=400) == 1
    assert seen(house, internet, days=400).status == "ended"
    after = DAY + timedelta(days=400)
    assert repeats.list_repeating(union=house.id, on=after) == ()
    both = repeats.list_repeating(union=house.id, on=after, with_ended=True)
    assert [(one.name, one.status) for one in both] == [
        ("Internet", "ended"), ("Tea", "ended"),
    ]  # fmt: skip


def test_a_period_noted_by_hand_is_left_out(house, ana):
    internet = added(house, ana)
    repeating.leave_out_period(
        repeating=internet, due=DAY, union=house.id, by=ana.id, at=AT
    )
    repeating.leave_out_period(
        repeating=internet, due=DAY, union=house.id, by=ana.id, at=AT
    )
    assert enter(house, ana) == 0
    assert seen(house, internet).next_due == date(2026, 12, 23)

    for day, message in (
        (date(2026, 12, 24), "2026-12-24 is not a day on which this is due."),
        (date(2027, 12, 23), "2027-12-23 is not a day on which this is due."),
    ):
        with pytest.raises(Refused) as refused:
            repeating.leave_out_period(
                repeating=internet, due=day, union=house.id, by=ana.id, at=AT
            )
        assert words_of(refused) == [("due", message)]


def test_what_goes_out_above_the_threshold_is_announced_once_for_all(house, ana, chidi):
    """I-10: the steward who keeps the purse announces the rent like anybody."""
    rent = added(house, ana, name="Rent", amount="1900")
    assert seen(house, rent).status == "waits"
    (spend,) = announced.list_spends(union=house.id, person=chidi.id, on=DAY)
    assert (spend.what_for, str(spend.amount), spend.repeats) == (
        "Rent", "1900 EUR", True,
    )  # fmt: skip

    assert enter(house, None, days=6) == 0
    assert enter(house, None, days=7) == 1
    assert enter(house, None, days=62) == 2
    assert seen(house, rent, days=62).status == "runs"
    assert models.Spend.objects.count() == 1


def test_a_concern_holds_what_repeats_and_a_withdrawal_ends_it(house, ana, ben, chidi):
    rent = added(house, ana, name="Rent", amount="1900")
    spend = seen(house, rent).spend
    announcing.raise_concern(
        spend=spend, words="too dear", union=house.id, by=chidi.id, at=later(2)
    )
    assert enter(house, None, days=40) == 0
    announcing.settle_talk(
        spend=spend, came_to="we look for another", goes=False, union=house.id,
        by=ben.id, at=later(40),
    )  # fmt: skip

    assert seen(house, rent, days=40).status == "ended"
    assert enter(house, None, days=70) == 0
    assert noted(house) == []


def test_one_that_cannot_be_noted_keeps_no_other_from_being_noted(house, ana, ben):
    added(house, ana)
    till = services.open_account(
        draft=services_account("Till"), union=house.id, by=ana.id, key="till", at=AT
    )
    added(house, ana, key="tea", name="Tea", amount="5", account=till)
    services.close_account(account=till, union=house.id, by=ana.id, at=AT)

    assert enter(house, None) == 1
    messages = [n.message % n.facts for n in notices.list_for(person=ben.id, at=AT)]
    assert (
        "“Tea” was due on 2026-11-23 and could not be noted. Please look at it."
        in messages
    )
    with pytest.raises(Refused):
        enter(house, ben)


def services_account(name):
    """Return a drawer of this name."""
    return cast.AccountDraft(name=name, kind="drawer")


def test_all_that_is_wrong_is_said_at_once(house, ana, ben):
    with pytest.raises(NotYours):
        added(house, ben)
    with pytest.raises(Refused) as refused:
        added(
            house, ana, name="", direction="up", amount="0", every="day",
            starts_on=DAY - timedelta(days=800), ends_on=DAY - timedelta(days=900),
            account=house.id, category=house.id,
        )  # fmt: skip
    assert [field for field, _ in words_of(refused)] == [
        "name", "amount", "direction", "every", "starts_on", "ends_on",
        "category", "account",
    ]  # fmt: skip
    with pytest.raises(Refused) as refused:
        added(house, ana, ends_on=DAY + timedelta(days=6 * 366))
    assert words_of(refused) == [
        (
            "ends_on",
            "What repeats ends at the latest after 5 years; it can be added again.",
        )
    ]
    with pytest.raises(Refused):
        added(house, ana, starts_on=date(9999, 1, 1), ends_on=date(9999, 12, 31))
    assert models.Repeating.objects.count() == 0


def test_another_union_has_no_part_in_it(house, ana, dalia):
    internet = added(house, ana)
    with pytest.raises(NotFound):
        repeats.get_repeating(union=dalia.union, repeating=internet, on=DAY)
    with pytest.raises(NotFound):
        repeating.enter_due(union=dalia.union, by=dalia.id, at=AT, repeating=internet)


def test_the_database_lets_no_period_be_dealt_with_twice(house, ana):
    internet = added(house, ana)
    enter(house, ana)
    with pytest.raises(IntegrityError), transaction.atomic():
        models.Period.objects.create(repeating_id=internet, due=DAY)
