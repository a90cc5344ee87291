"""Forgetting in time (I-24) and on leaving (I-21), while the facts stay (I-9)."""

from __future__ import annotations

import pytest

from commonweal.commons.people import services as people
from commonweal.core.vf.problems import NotYours
from commonweal.rooms.purse import queries, services, words
from commonweal.rooms.purse.models import Counting, Entry, Pocket
from tests.rooms.purse_cast import AT, IBAN, amounts, later, note, purse_of
from tests.rooms.test_purse_entries import everything_kept

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(lentil_house, ana, kofi, lena):
    return purse_of(lentil_house, ana, by=kofi, confirmed_by=lena)


def lay_out(house, person, key="p"):
    return services.pay_from_pocket(
        draft=words.PocketDraft(
            amount="20",
            category=house.categories["tools"],
            iban=IBAN,
            name_on_account="Ben",
        ),
        union=house.union, by=person.id, key=key, at=AT,
    )  # fmt: skip


def test_names_and_notes_are_forgotten_when_their_time_is_over(house, ben):
    note(house, ben, "5", note="for Ben's eyes", with_name=True)

    services.expire(union=house.union, at=later(730))
    assert Entry.objects.get().note == "for Ben's eyes"
    services.expire(union=house.union, at=later(731))

    row = Entry.objects.get()
    assert (row.note, row.person_id, row.keep_until) == ("", None, None)
    assert amounts(house)["Drawer"] == "-5 EUR"
    assert services.expire(union=house.union, at=later(732)) == 0


def test_who_counted_and_whose_pocket_are_forgotten_too(house, ana, ben, chidi):
    counting = services.count_drawer(
        draft=words.CountDraft(account=house.drawer, counted="0"),
        union=house.union, by=ben.id, key="k", at=AT,
    )  # fmt: skip
    services.confirm_count(counting=counting, union=house.union, by=chidi.id, at=AT)
    lay_out(house, ben)
    (pocket,) = queries.list_pockets(union=house.union)
    services.square_pockets(
        draft=words.SquareDraft(pockets=(pocket.id,), account=house.giro),
        union=house.union, by=ana.id, key="s", at=AT,
    )  # fmt: skip

    services.expire(union=house.union, at=later(91))
    assert Pocket.objects.get().iban == ""
    services.expire(union=house.union, at=later(731))

    row = Counting.objects.get()
    assert (row.counted_by, row.confirmed_by) == (None, None)


def test_what_still_waits_to_be_squared_is_not_forgotten(house, ben):
    lay_out(house, ben)

    services.expire(union=house.union, at=later(2000))

    assert Pocket.objects.get().iban == IBAN


def test_leaving_takes_a_person_off_every_line(house, ben, chidi):
    """I-21: leaving asks nobody; the books keep what happened."""
    note(house, ben, "5", note="bread", with_name=True)
    lay_out(house, ben)
    services.count_drawer(
        draft=words.CountDraft(account=house.drawer, counted="0"),
        union=house.union, by=ben.id, key="k", at=AT,
    )  # fmt: skip

    people.leave(person=ben.id, by=ben.id, at=AT)

    assert ben.id.hex not in everything_kept()
    assert amounts(house)["Drawer"] == "-5 EUR"
    assert [str(one) for one in queries.standing(union=house.union).pockets] == [
        "20 EUR"
    ]
    assert list(queries.differences(union=house.union)) == []


def test_what_waits_can_be_paid_after_its_person_left(house, ana, ben):
    lay_out(house, ben)
    people.leave(person=ben.id, by=ben.id, at=AT)

    (pocket,) = queries.list_pockets(union=house.union)

    assert (pocket.person, pocket.iban) == (None, IBAN)


def test_ones_own_data_is_taken_along(house, ben):
    note(house, ben, "5", note="bread", with_name=True)
    lay_out(house, ben)

    tables = people.export_own_data(person=ben.id, by=ben.id, at=AT)

    (entry,) = tables["purse_entries"]
    assert (entry["amount"], entry["note"]) == ("5 EUR", "bread")
    assert tables["purse_pockets"][0]["iban"] == IBAN
    assert tables["purse_countings"] == []


def test_a_note_is_erased_by_whose_it_is_or_the_mandate(house, ana, ben, chidi):
    own = note(house, ben, "5", note="bread", with_name=True)
    other = note(house, ben, "6", note="oil")

    services.erase_note(entry=own.id, union=house.union, by=ben.id, at=AT)
    with pytest.raises(NotYours):
        services.erase_note(entry=other.id, union=house.union, by=chidi.id, at=AT)
    services.erase_note(entry=other.id, union=house.union, by=ana.id, at=AT)

    assert set(Entry.objects.values_list("note", flat=True)) == {""}
