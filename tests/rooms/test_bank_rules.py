"""Rules say what lines are; bank and books are held side by side."""

from __future__ import annotations

from datetime import date

import pytest

from commonweal.rooms.purse import queries, services, words
from commonweal.rooms.purse.models import Entry
from commonweal.rooms.purse.queries import bank, bank_checks
from commonweal.rooms.purse.services import bank_rules
from commonweal.rooms.purse.words.bank import LineBooking, RuleDraft
from tests.rooms import bank_cast as cast
from tests.rooms.bank_cast import book, match_all, note


@pytest.fixture
def house(lentil_house, ana, kofi, lena):
    return cast.bank_house(lentil_house, ana, by=kofi, confirmed_by=lena)


def test_rules_are_tried_in_order_and_one_can_be_tried_first(house):
    food, tools = house.categories["food"], house.categories["tools"]
    cast.add_rule(house, "first", contains="market", category=food)
    second = cast.add_rule(house, "second", contains="market hall", category=tools)
    bank_rules.try_rule_first(
        rule=second.id, union=house.union, by=house.keeper, at=cast.AT
    )
    cast.take_in(
        house, cast.table("03.11.2026;-1,00;Market Hall;x", "04.11.2026;-2,00;Market;x")
    )

    match_all(house)

    rows = Entry.objects.order_by("day")
    assert [row.category_id for row in rows] == [tools, food]


def test_a_rule_whose_category_is_retired_rests(house):
    cast.add_rule(house, "b", contains="baker", category=house.categories["food"])
    services.retire_category(
        category=house.categories["food"],
        union=house.union,
        by=house.keeper,
        at=cast.AT,
    )
    cast.take_in(house, cast.table("03.11.2026;-1,00;Baker;x"))

    assert match_all(house).n_waiting == 1


def test_bank_and_books_are_held_side_by_side(house, ben):
    services.open_books(
        openings=(
            words.OpeningDraft(
                account=house.giro, amount="1200", day=date(2026, 10, 31)
            ),
        ),
        union=house.union, by=house.keeper, key="o", at=cast.AT,
    )  # fmt: skip
    cast.take_in(house, cast.sample("camt_v8_two_accounts.xml"), "b.xml")
    note(house, ben, "84.20", "2026-11-04")
    note(house, ben, "5", "2026-11-20")

    def check():
        (one,) = bank_checks.statement_check(
            union=house.union, on=cast.DAY, account=house.giro
        )
        return one

    match_all(house)
    before = check()
    for line in bank.list_bank_lines(union=house.union, account=house.giro):
        category = "enterprises" if line.amount.amount > 0 else "home"
        book(house, LineBooking(line=line.id, category=house.categories[category]))
    after = check()

    assert (str(before.bank), before.on) == ("2337.65 EUR", date(2026, 11, 22))
    assert (before.n_unmatched_lines, before.n_entries_without_line) == (3, 1)
    assert str(after.difference) == "5 EUR"  # Ben's five is not at the bank
    assert after.n_entries_without_line == 1
    assert not after.is_equal
    assert list(queries.differences(union=house.union)) == []


def test_a_missing_statement_shows_as_a_gap(house):
    for number, first, day, start, end in (
        (1, "261031", "1102", "100,00", "90,00"),
        (3, "261108", "1109", "50,00", "40,00"),
    ):
        content = (
            f":20:A\n:25:{cast.GIRO}\n:28C:{number}/1\n:60F:C{first}EUR{start}\n"
            f":61:26{day}{day}D10,00NTRFNONREF\n:86:a\n:62F:C26{day}EUR{end}\n"
        )
        cast.take_in(house, content.encode(), "a.sta")

    (one,) = bank_checks.statement_check(
        union=house.union, on=cast.DAY, account=house.giro
    )

    assert one.gaps == ((date(2026, 11, 2), date(2026, 11, 9)),)


def test_a_rule_is_refused_with_everything_that_is_wrong_with_it(house, dalia):
    def said(**draft):
        found = cast.words_of(
            bank_rules.add_rule,
            draft=RuleDraft(**draft), union=house.union, by=house.keeper,
            key=str(draft), at=cast.AT,
        )  # fmt: skip
        return [words.split(".")[0].split(":")[0] for _, words in found]

    assert said() == [
        "Choose what the line is",
        "Say what the line looks like",
    ]
    assert said(
        contains="ab", counterparty_iban="DE00", smallest="10", largest="5",
        category=dalia.id, purse=dalia.id, account=dalia.id,
    ) == [
        "This account is not among ours, or closed",
        "This category is not in use",
        "This purse is not there, or closed",
        "Write at least three letters; fewer are in almost every line",
        "“DE00” is not an account number (IBAN)",
        "The smallest amount is larger than the largest",
    ]  # fmt: skip
