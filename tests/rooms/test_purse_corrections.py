"""Putting right (I-9): new entries, both visible; what was written never changes."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from commonweal.commons.ledger import queries as ledger
from commonweal.core.vf.problems import NotYours, Refused
from commonweal.rooms.purse import queries, services, words
from commonweal.rooms.purse.models import Entry
from tests.rooms.purse_cast import AT, amounts, came_in, later, note, purse_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(lentil_house, ana, kofi, lena):
    return purse_of(lentil_house, ana, by=kofi, confirmed_by=lena)


def correct(house, by, entry, amount=None, *, key="c", at=AT, **more):
    draft = None if amount is None else words.EntryDraft(amount=amount, **more)
    return services.correct_entry(
        entry=entry.id, draft=draft, union=house.union, by=by.id, key=key, at=at
    )


def refusal(function, *args, **kwargs) -> list[str]:
    with pytest.raises(Refused) as refused:
        function(*args, **kwargs)
    return [str(problem) for problem in refused.value.problems]


def test_a_wrong_amount_is_taken_back_and_the_right_one_stands_instead(house, ben):
    wrong = note(house, ben, "30", note="bread")

    back, right = correct(house, ben, wrong, "3,00", kind="taken")

    assert (back.number, back.kind, str(back.amount), back.corrects) == (
        2, "correction", "-30 EUR", 1,
    )  # fmt: skip
    assert (right.number, right.kind, str(right.amount), right.corrects) == (
        3, "taken", "3 EUR", 1,
    )  # fmt: skip
    assert amounts(house)["Drawer"] == "-3 EUR"
    assert list(queries.differences(union=house.union)) == []


def test_both_stay_visible(house, ben):
    wrong = note(house, ben, "30", note="bread")
    correct(house, ben, wrong, "3,00", kind="taken")

    history = queries.entry_history(union=house.union, entry=wrong.id)

    assert [(one.number, one.note, one.taken_back_by) for one in history] == [
        (1, "bread", 2), (2, "", None), (3, "", None),
    ]  # fmt: skip


def test_a_correction_counts_in_the_month_of_what_it_corrects(house, ana, ben):
    wrong = note(house, ben, "30")

    back, _right = correct(house, ana, wrong, "3", kind="taken", at=later(20))

    assert back.day == wrong.day


def test_an_entry_is_taken_back_once(house, ben):
    wrong = note(house, ben, "30")
    first = correct(house, ben, wrong)

    assert correct(house, ben, wrong) == first
    assert refusal(correct, house, ben, wrong, key="again") == [
        "Entry 1 was taken back already. Look at what stands instead."
    ]
    assert refusal(correct, house, ben, first[0], key="of it") == [
        "This entry takes another back and stays. Note what is right as a new entry."
    ]


def test_what_stands_instead_can_be_put_right_again(house, ben):
    _back, right = correct(house, ben, note(house, ben, "30"), "3", kind="taken")

    correct(house, ben, right, "4", kind="taken", key="again")

    assert amounts(house)["Drawer"] == "-4 EUR"
    history = queries.entry_history(union=house.union, entry=right.id)
    assert [one.number for one in history] == [1, 2, 3, 4, 5]


def test_a_wrong_correction_changes_nothing(house, ben):
    wrong = note(house, ben, "30")

    assert refusal(correct, house, ben, wrong, "abc", kind="taken") == [
        "“abc” is not an amount of money. Write for example 12.50 or 1234.50."
    ]
    assert Entry.objects.count() == 1


def test_the_name_that_was_kept_is_kept(house, ana, ben):
    """I-11: who puts right for another does not read the name, and does not lose it."""
    wrong = note(house, ben, "30", with_name=True)

    correct(house, ana, wrong, "3", kind="taken")

    own = queries.own_entries(union=house.union, person=ben.id)
    assert [one.number for one in own] == [3, 1]


def test_todays_entries_anybody_puts_right_older_ones_the_mandate(house, ana, ben):
    entry = note(house, ben, "30")
    other = note(house, ben, "40")

    correct(house, ben, entry, at=AT)
    with pytest.raises(NotYours, match="mandate for the purse"):
        correct(house, ben, other, key="late", at=later(1))
    correct(house, ana, other, key="late", at=later(1))

    assert amounts(house)["Drawer"] == "0 EUR"


def test_ones_own_is_put_right_on_any_day(house, ben):
    entry = note(house, ben, "30", with_name=True)

    correct(house, ben, entry, at=later(5))

    assert amounts(house)["Drawer"] == "0 EUR"


def test_moved_exchanged_and_begun_is_taken_back_but_written_anew_elsewhere(
    house, ana, ben
):
    came_in(house, ben, "100", account=house.giro)
    moved = services.exchange_money(
        draft=words.ExchangeDraft(
            amount="100", to_amount="94", account=house.giro, to_account=house.card
        ),
        union=house.union, by=ana.id, key="x", at=AT,
    )  # fmt: skip

    assert refusal(correct, house, ana, moved, "5") == [
        (
            "An entry that says “exchanged” can be taken back, but not written anew here. "
            "Take it back and do it again."
        )
    ]
    correct(house, ana, moved)

    assert amounts(house)["Franc card"] == "0 CHF"
    assert amounts(house)["Giro"] == "100 EUR"
    assert list(queries.differences(union=house.union)) == []


def test_nothing_is_put_right_at_a_closed_account(house, ana, ben):
    entry = came_in(house, ben, "5", account=house.giro)
    note(house, ben, "5", account=house.giro)
    services.close_account(account=house.giro, union=house.union, by=ana.id, at=AT)

    assert refusal(correct, house, ana, entry) == [
        "Giro is closed. Choose another account, or open it again."
    ]


def test_the_ledger_keeps_both(house, ben):
    """I-9: the event of the wrong entry stays, and another corrects it."""
    correct(house, ben, note(house, ben, "30"))

    first, second = ledger.list_events(union=house.union)
    assert second.corrects == first.id
    assert ledger.verify_union(union=house.union).is_sound


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE purse_entry SET amount = 1, change = -1",
        "UPDATE purse_entry SET day = '2026-01-01'",
        "UPDATE purse_entry SET number = 7",
        "UPDATE purse_entry SET account_id = NULL, change = 0",
        "UPDATE purse_entry SET note = 'something else'",
        "UPDATE purse_entry SET person_id = union_id",
        "UPDATE purse_entry SET typed_by = union_id",
        "DELETE FROM purse_entry",
    ],
)
def test_the_database_refuses_to_change_what_was_written(house, ben, attack):
    """I-9: not by a program, not by hand."""
    note(house, ben, "30", note="bread")

    with (
        pytest.raises(DatabaseError, match="entries_are_only_added_to"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(attack)

    assert Entry.objects.get().note == "bread"


def test_the_database_refuses_to_empty_the_books(house, ben):
    note(house, ben, "30")
    emptied = {
        "sqlite": "DELETE FROM purse_entry WHERE number > 0",  # it has no TRUNCATE
        "postgresql": "SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE purse_entry CASCADE",
    }

    with (
        pytest.raises(DatabaseError, match="entries_are_only_added_to"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(emptied[connection.vendor])
