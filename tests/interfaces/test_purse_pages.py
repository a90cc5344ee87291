"""Pages of the purse of every day: noting, the list, entries, drawers, the wall sheet."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from commonweal.rooms.purse import queries
from tests.interfaces.purse_pages import entries_of, left, note, open_house, said

pytestmark = pytest.mark.django_db(transaction=True)

PAGES = (
    "home", "note", "pocket", "kiosk", "list", "paper_list", "shopping", "entries",
    "mine", "months", "accounts", "new_account", "opening", "move", "exchange",
    "counting", "purses", "categories", "bank", "take_in", "rules", "paying", "books",
    "spends", "announce", "rounds", "open_round", "repeating", "add_repeating",
    "budgets", "new_budget", "leaving",
)  # fmt: skip
FOR_THE_MANDATE = {"take_in", "rules", "paying"}


@pytest.fixture
def house(lentil_house, ana, kofi, lena):
    return open_house(lentil_house, ana, kofi, lena)


@pytest.fixture
def page(house, ana, signed_in):
    return signed_in(ana)


@pytest.mark.parametrize("name", PAGES)
def test_every_page_opens_for_the_keeper_and_asks_others_to_sign_in(page, client, name):
    address = reverse(f"purse:{name}")

    assert page.get(address).status_code == 200
    assert client.get(address).status_code == 302


def test_an_associate_opens_all_but_what_holds_names(house, ben, signed_in):
    page = signed_in(ben)

    closed = {n for n in PAGES if page.get(reverse(f"purse:{n}")).status_code == 403}

    assert closed == FOR_THE_MANDATE


@pytest.mark.parametrize("name", PAGES)
def test_every_page_opens_before_there_is_an_account(
    lentil_house, ben, signed_in, name
):
    if name not in FOR_THE_MANDATE:
        assert signed_in(ben).get(reverse(f"purse:{name}")).status_code == 200


# --- noting ----------------------------------------------------------------------------


def test_a_line_is_one_number_and_one_tap(page, house):
    """Story 1: nothing else is needed, and nothing asks why or who."""
    form = page.get(reverse("purse:note")).content.decode()
    needed = re.findall(r"<(?:input|select|textarea)[^>]*\srequired", form)
    pictures = re.findall(r'<button name="category" value="[0-9a-f-]{36}"', form)

    answer = note(page, house)

    assert len(needed) == 1
    assert len(pictures) == len(
        queries.list_categories(union=house.id, direction="out")
    )
    assert answer.status_code == 302
    (entry,) = entries_of(house)
    assert (entry.kind, str(entry.amount), entry.day) == (
        "taken", "12.5 EUR", date(2026, 11, 23),
    )  # fmt: skip
    assert left(house, house.drawer) == "87.5 EUR"
    assert "12.50 EUR Food: noted." in said(page.get(answer.url))


def test_the_same_form_sent_twice_notes_once(page, house):
    note(page, house)
    note(page, house)

    assert len(entries_of(house)) == 1


def test_enter_in_the_number_chooses_no_picture(page, house):
    """The first button of the form is a hidden one without a category."""
    answer = page.post(reverse("purse:note"), {"amount": "5", "category": ""})

    assert answer.status_code == 422
    assert "Tap the picture of what it was for." in said(answer)
    assert 'value="5"' in answer.content.decode()
    assert entries_of(house) == []


def test_all_that_is_wrong_is_said_at_once_and_kept(page, house):
    answer = page.post(
        reverse("purse:note"),
        {"amount": "5", "category": "", "day": "2026-02-30", "account": "giro"},
    )

    assert answer.status_code == 422
    for words in ("Tap the picture", "“2026-02-30” is not a day", "Choose one of the"):
        assert words in said(answer)


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("1.2.3", "1.2.3"),
        ("5 EUR 3 USD", "two currencies"),
        ("-4", "-4"),
    ],
)
def test_an_amount_nobody_can_mean_is_refused_in_words(page, house, amount, words):
    answer = note(page, house, amount)

    assert answer.status_code == 422
    assert words in said(answer)
    assert entries_of(house) == []


def test_what_comes_in_is_noted_the_other_way(page, house):
    answer = page.post(
        f"{reverse('purse:note')}?in",
        {"amount": "40", "category": house.categories["gifts"], "account": house.giro},
    )

    assert answer.status_code == 302
    assert left(house, house.giro) == "1040 EUR"


def test_above_the_threshold_two_ways_on_are_offered(page, house):
    """I-10: announced first, or told afterwards; below it nobody is asked."""
    answer = note(page, house, "151", account=house.giro)
    anyway = note(page, house, "151", account=house.giro, happened_anyway="1", key="o")

    assert answer.status_code == 422
    assert "Announce it" in said(answer)
    assert "It has happened already" in said(answer)
    assert "It has happened already" not in said(page.get(reverse("purse:note")))
    assert anyway.status_code == 302
    assert left(house, house.giro) == "849 EUR"


def test_a_name_is_kept_only_where_it_was_wished_and_shown_to_nobody_else(
    page, house, ana, ben, signed_in
):
    """I-11: one's own entries are for oneself."""
    own = signed_in(ben)
    note(own, house, with_name="1")
    note(own, house, "3", key="second")

    mine = said(own.get(reverse("purse:mine")))

    assert "12.50 EUR" in mine
    assert "3.00 EUR" not in mine
    for name in ("entries", "home", "mine"):
        assert "Ben" not in said(page.get(reverse(f"purse:{name}")))


def test_what_was_noted_wrongly_is_taken_back_and_both_stay(page, house):
    note(page, house)
    (entry,) = entries_of(house)

    page.post(reverse("purse:undo", args=[entry.id]), {"key": "u"})

    assert left(house, house.drawer) == "100 EUR"
    assert [one.kind for one in entries_of(house)] == ["taken", "correction"]
    assert "taken back" in said(page.get(reverse("purse:entries")))


def test_an_entry_is_put_right_by_a_new_one(page, house):
    note(page, house)
    (entry,) = entries_of(house)
    form = {
        "amount": "21.50",
        "category": house.categories["home"],
        "account": house.drawer,
        "day": "2026-11-23",
        "key": "m",
    }

    answer = page.post(reverse("purse:entry", args=[entry.id]), form)

    assert answer.status_code == 302
    assert left(house, house.drawer) == "78.5 EUR"
    assert len(entries_of(house)) == 3


# --- the shared screen -------------------------------------------------------------------


def test_a_kiosk_notes_for_nobody_and_shows_nobody(page, house, ana):
    """Whoever makes a screen a kiosk is signed out on it; only that page stays."""
    page.post(reverse("purse:start_kiosk"), {"account": house.drawer})
    address = reverse("purse:kiosk")
    form = {"amount": "4", "category": house.categories["food"], "with_name": "1"}

    answer = page.post(address, {**form, "key": "k"})

    assert answer.status_code == 302
    shown = page.get(answer.url)
    assert "4.00 EUR" in said(shown)
    assert "Ana" not in said(shown)
    assert 'name="amount" value=""' in shown.content.decode()
    assert left(house, house.drawer) == "96 EUR"
    assert page.get(reverse("purse:home")).status_code == 302
    (entry,) = entries_of(house)
    assert not queries.own_entries(union=house.id, person=ana.id)
    page.post(reverse("purse:kiosk_undo", args=[entry.id]), {"key": "u"})
    assert left(house, house.drawer) == "100 EUR"
    page.post(reverse("purse:end_kiosk"))
    assert page.get(address).status_code == 302


def test_a_kiosk_is_made_by_who_types_for_others(house, ben, signed_in):
    """So that no entry of the screen counts as theirs, whatever the charter keeps."""
    answer = signed_in(ben).post(reverse("purse:start_kiosk"))

    assert answer.status_code == 403


def test_a_screen_that_is_no_kiosk_asks_to_sign_in(house):
    assert Client().get(reverse("purse:kiosk")).status_code == 302
