"""Pages of keeping the purse: the list, drawers, accounts, the bank, payments, sheets."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from commonweal.rooms.purse import queries
from commonweal.rooms.purse.queries import bank
from tests.interfaces.purse_pages import entries_of, left, note, open_house, said

pytestmark = pytest.mark.django_db(transaction=True)

CSV = (
    "Buchungstag;Empfänger;Verwendungszweck;Betrag;Währung\n"
    "20.11.2026;Power works;November;-86,40;EUR\n"
    "21.11.2026;Farm shop;Potatoes;-12,50;EUR\n"
)


@pytest.fixture
def house(lentil_house, ana, kofi, lena):
    return open_house(lentil_house, ana, kofi, lena)


@pytest.fixture
def page(house, ana, signed_in):
    return signed_in(ana)


# --- the pencil list ---------------------------------------------------------------------


def lines(house, *amounts: str) -> dict[str, object]:
    form: dict[str, object] = {"account": house.drawer, "key": "list"}
    for number, amount in enumerate(amounts, start=1):
        form[f"amount-{number}"] = amount
        form[f"category-{number}"] = house.categories["food"]
    return form


def test_ten_lines_are_typed_in_one_screen(page, house):
    """I-22: one helper types in what others wrote with a pencil."""
    answer = page.post(
        reverse("purse:list"), lines(house, *(f"{n},10" for n in range(10)))
    )

    assert answer.status_code == 302
    assert len(entries_of(house)) == 10
    assert left(house, house.drawer) == "54 EUR"


def test_a_list_with_a_wrong_line_keeps_nothing_and_all_that_was_typed(page, house):
    answer = page.post(reverse("purse:list"), lines(house, "1", "x", "2,5,0"))

    assert answer.status_code == 422
    assert "Line 2:" in said(answer)
    assert "Line 3:" in said(answer)
    assert 'value="2,5,0"' in answer.content.decode()
    assert entries_of(house) == []


def test_an_empty_list_is_no_list(page, house):
    answer = page.post(reverse("purse:list"), {"account": house.drawer})

    assert answer.status_code == 422
    assert "Nothing is written on this list yet." in said(answer)


# --- our own money ------------------------------------------------------------------------


def test_money_is_moved_from_the_bank_to_the_drawer(page, house):
    form = {
        "amount": "50",
        "account": house.giro,
        "to_account": house.drawer,
        "day": "2026-11-23",
        "key": "m",
    }

    assert page.post(reverse("purse:move"), form).status_code == 302
    assert (left(house, house.giro), left(house, house.drawer)) == (
        "950 EUR",
        "150 EUR",
    )


def test_a_drawer_is_counted_by_two_and_nobody_is_blamed(page, house, ben, signed_in):
    counts = {"account": house.drawer, "counted": "98.20", "key": "c"}

    page.post(reverse("purse:counting"), counts)
    (counting,) = queries.list_countings(union=house.id)
    address = reverse("purse:confirm_count", args=[counting.id])
    alone = page.post(address, {"then": "confirm"})
    other = signed_in(ben).post(address, {"then": "confirm"})

    assert alone.status_code in {403, 422}
    assert other.status_code == 302
    assert left(house, house.drawer) == "98.2 EUR"
    assert "Counted less than written down" in said(page.get(reverse("purse:entries")))


def test_accounts_purses_and_categories_are_added_by_the_mandate(page, house):
    account = {"name": "Card", "kind": "card", "currency": "CHF", "key": "a"}
    purse = {"name": "Roof", "kind": "earmarked", "key": "p"}
    category = {"name": "Music", "direction": "out", "picture": "leisure", "key": "k"}

    page.post(reverse("purse:new_account"), account)
    page.post(reverse("purse:purses"), purse)
    page.post(reverse("purse:categories"), category)

    assert "Card" in said(page.get(reverse("purse:accounts")))
    assert "Roof" in said(page.get(reverse("purse:purses")))
    assert "Music" in said(page.get(reverse("purse:note")))


def test_an_associate_does_not_change_the_accounts(house, ben, signed_in):
    form = {"name": "Mine", "kind": "drawer", "currency": "EUR", "key": "a"}

    answer = signed_in(ben).post(reverse("purse:new_account"), form)

    assert answer.status_code == 403
    assert "Only people with a mandate for the purse" in said(answer)


# --- the bank -----------------------------------------------------------------------------


def statement(content: str = CSV):
    return SimpleUploadedFile("genobank.csv", content.encode(), "text/csv")


def carried_in(answer) -> str:
    found = re.search(r'name="carried" value="([^"]+)"', answer.content.decode())
    assert found is not None
    return found[1]


def take_in(page, house):
    """Take the table in as people do: columns once, look, take it in."""
    asked = page.post(reverse("purse:take_in"), {"file": statement(), "look": "1"})
    mapping = {
        "carried": carried_in(asked),
        "filename": "genobank.csv",
        "name": "Genobank",
        "column-day": "Buchungstag",
        "column-amount": "Betrag",
        "column-currency": "Währung",
        "column-counterparty": "Empfänger",
        "column-text": "Verwendungszweck",
        "decimal": ",",
        "days": "dmy",
        "account": house.giro,
        "key": "mapping",
    }
    look = page.post(reverse("purse:save_mapping"), mapping)
    (saved,) = bank.list_mappings(union=house.id)
    form = {
        "carried": carried_in(look),
        "filename": "genobank.csv",
        "mapping": saved.id,
        "account": house.giro,
    }
    return look, page.post(reverse("purse:take_in"), form)


def test_a_statement_is_looked_at_and_taken_in_once(page, house):
    look, taken = take_in(page, house)
    _look, again = take_in(page, house)

    assert "Nothing is kept yet." in said(look)
    assert "Farm shop" in said(look)
    assert taken.status_code == again.status_code == 302
    assert len(bank.list_bank_lines(union=house.id)) == 2


def test_a_bank_line_meets_its_entry_in_one_tap_and_another_becomes_one(page, house):
    note(page, house, "12,50", account=house.giro, day="2026-11-20")
    take_in(page, house)
    farm, power = bank.list_bank_lines(union=house.id)
    (entry,) = entries_of(house)
    assert "It is no. 3 of" in said(page.get(reverse("purse:bank")))

    page.post(reverse("purse:match", args=[farm.id]), {"entry": entry.id})
    page.post(
        reverse("purse:book_all"), {f"what-{power.id}": house.categories["energy"]}
    )

    assert bank.count_waiting(union=house.id) == 0
    assert left(house, house.giro) == "901.1 EUR"
    page.post(reverse("purse:unmatch", args=[farm.id]))
    assert bank.count_waiting(union=house.id) == 1


def test_a_rule_is_made_of_a_line_and_used(page, house):
    take_in(page, house)
    rule = {"contains": "Power works", "what": house.categories["energy"], "key": "r"}

    page.post(reverse("purse:rules"), rule)
    page.post(reverse("purse:match_all"))

    assert [str(one.amount) for one in entries_of(house)] == ["86.4 EUR"]
    assert "1 waits" in said(page.get(reverse("purse:bank")))


def test_the_lines_of_the_bank_are_for_the_mandate_only(page, house, ben, signed_in):
    take_in(page, house)

    shown = said(signed_in(ben).get(reverse("purse:bank")))

    assert "The books say" in shown
    assert "Farm shop" not in shown


def test_a_broken_file_says_which_line_and_keeps_nothing(page, house):
    take_in(page, house)
    (saved,) = bank.list_mappings(union=house.id)
    bad = CSV.replace("-86,40", "eighty").replace("21.11.2026", "2026 or so")
    form = {"file": statement(bad), "mapping": saved.id, "account": house.giro}

    answer = page.post(reverse("purse:take_in"), form)

    assert answer.status_code == 422
    assert "Line 2:" in said(answer)
    assert "Line 3:" in said(answer)
    assert len(bank.list_bank_lines(union=house.id)) == 2


# --- money out, the books, the wall --------------------------------------------------------


def test_a_pocket_is_squared_by_list_by_phone_or_by_hand(page, house, ben, signed_in):
    """Story 10: the purse squares it; between people nothing is open."""
    form = {
        "amount": "23,60",
        "category": house.categories["tools"],
        "iban": "DE02 1203 0000 0000 2020 51",
        "name_on_account": "Ben",
        "key": "p",
    }
    signed_in(ben).post(reverse("purse:pocket"), form)
    (pocket,) = queries.list_pockets(union=house.id)
    chosen = {"pocket": pocket.id, "account": house.giro, "day": "2026-11-23"}

    listed = page.post(reverse("purse:paying"), {**chosen, "list": "1"})
    code = page.get(reverse("purse:qr", args=[pocket.id]))
    page.post(reverse("purse:paying"), {**chosen, "key": "s"})

    assert listed["Content-Disposition"].endswith('.xml"')
    assert b"DE02120300000000202051" in listed.content
    assert b"<svg" in code.content
    assert left(house, house.giro) == "976.4 EUR"
    assert queries.list_pockets(union=house.id) == ()


@pytest.mark.parametrize("style", ["beancount", "hledger"])
def test_the_books_are_taken_along_without_names(page, house, style):
    note(page, house, note="for Ben's bike", with_name="1")

    file = page.get(reverse("purse:books_file", args=[style]))

    assert "attachment" in file["Content-Disposition"]
    assert b"12.50" in file.content
    assert b"Ben" not in file.content


def test_no_other_kind_of_books_is_known(page):
    assert page.get(reverse("purse:books_file", args=["paper"])).status_code == 404


@pytest.mark.usefixtures("people25")
def test_the_wall_sheet_says_in_out_and_left_and_names_nobody(page, house):
    """Story 4."""
    note(page, house)

    shown = said(page.get(reverse("purse:sheet", args=[2026, 11])))

    for words in ("November 2026", "12.50 EUR", "1,087.50 EUR", "Everyday purse"):
        assert words in shown
    assert not [name for name in ("Ben", "Chidi", "Kofi", "Lena") if name in shown]


def test_the_wall_sheet_of_a_small_union_says_no_more_than_in_out_and_left(page, house):
    note(page, house)

    shown = said(page.get(reverse("purse:sheet", args=[2026, 11])))

    assert "So few people share this union" in shown
    assert "1,087.50 EUR" in shown
    assert "Food" not in shown


def test_there_is_no_sheet_of_months_to_come_or_that_are_none(page):
    later = page.get(reverse("purse:sheet", args=[2026, 12]))
    none = page.get("/purse/sheet/2026-13/")

    assert later.status_code == 302
    assert none.status_code == 404
