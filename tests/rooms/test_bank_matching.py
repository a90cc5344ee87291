"""A bank line stands for an entry: one that is there, by rule, by hand, or made of it."""

from __future__ import annotations

import pytest

from commonweal.core.vf.problems import NotYours
from commonweal.rooms.purse import services
from commonweal.rooms.purse.models import Entry, LineMatch, Spend
from commonweal.rooms.purse.queries import bank, bank_suggestions
from commonweal.rooms.purse.services import bank_matching
from commonweal.rooms.purse.words.bank import LineBooking, MatchResult
from tests.rooms import bank_cast as cast
from tests.rooms.bank_cast import book, kinds, match_all, note


@pytest.fixture
def house(lentil_house, ana, kofi, lena):
    return cast.bank_house(lentil_house, ana, by=kofi, confirmed_by=lena)


def test_a_line_finds_the_entry_somebody_wrote_down(house, ben):
    entry = note(house, ben, "84.20", "2026-11-02")
    cast.take_in(house, cast.table("04.11.2026;-84,20;Mill;Invoice"))

    told = match_all(house)

    assert told == MatchResult(n_by_rule=0, n_by_suggestion=1, n_waiting=0)
    line = cast.line_of(house, "Mill")
    assert (line.entries, line.how) == ((entry.id,), "suggestion")


def test_matching_again_changes_nothing(house, ben):
    note(house, ben, "84.20", "2026-11-02")
    cast.add_rule(house, "baker", contains="baker", category=house.categories["food"])
    cast.take_in(
        house, cast.table("04.11.2026;-84,20;Mill;x", "05.11.2026;-3,00;Baker;rolls")
    )
    match_all(house)

    again = match_all(house)

    assert again == MatchResult(n_by_rule=0, n_by_suggestion=0, n_waiting=0)
    assert LineMatch.objects.count() == Entry.objects.count() == 2


def test_a_line_that_two_entries_fit_waits_for_a_person(house, ben):
    first = note(house, ben, "10", "2026-11-02")
    second = note(house, ben, "10", "2026-11-05")
    cast.add_rule(house, "all", contains="baker", category=house.categories["food"])
    cast.take_in(house, cast.table("04.11.2026;-10,00;Baker;x"))

    told = match_all(house)

    assert told.n_waiting == 1
    line = cast.line_of(house, "Baker")
    found = bank_suggestions.suggestions(union=house.union, lines=[line.id])
    assert [(one.entry, one.days_apart, one.is_sure) for one in found] == [
        (second.id, 1, False),
        (first.id, 2, False),
    ]


def test_an_entry_of_another_amount_account_or_week_does_not_fit(house, ben):
    note(house, ben, "84.21", "2026-11-04")
    note(house, ben, "84.20", "2026-11-04", account=house.savings)
    note(house, ben, "84.20", "2026-10-20")
    cast.take_in(house, cast.table("04.11.2026;-84,20;Mill;x"))

    assert match_all(house).n_waiting == 1


def test_a_rule_makes_entries_of_lines_that_look_so(house):
    rule = cast.add_rule(
        house, "power", contains="Stadtwerke", largest="200",
        category=house.categories["energy"],
    )  # fmt: skip
    cast.take_in(
        house,
        cast.table(
            "03.11.2026;-120,00;STADTWERKE Köln;November",
            "03.11.2026;-500,00;Stadtwerke Köln;Nachzahlung",
            "03.11.2026;20,00;Stadtwerke Köln;Gutschrift",
        ),
    )
    waiting = cast.line_of(house, "November")

    suggested = bank_suggestions.suggestions(union=house.union, lines=[waiting.id])
    told = match_all(house)

    assert [one.rule for one in suggested] == [rule.id]
    assert told == MatchResult(n_by_rule=1, n_by_suggestion=0, n_waiting=2)
    assert kinds(house) == [("paid", "2026-11-03", -12000)]
    assert Entry.objects.get().category_id == house.categories["energy"]
    assert cast.line_of(house, "November").how == "rule"


def test_money_moved_between_our_accounts_is_one_entry_with_two_lines(house):
    for key, account, other in (
        ("out", house.giro, house.savings),
        ("in", house.savings, house.giro),
    ):
        cast.add_rule(
            house, key, contains="to the reserve", account=account, moved_with=other
        )
    cast.take_in(house, cast.table("03.11.2026;-500,00;us;to the reserve"))
    cast.take_in(
        house, cast.table("04.11.2026;500,00;us;to the reserve"), account=house.savings
    )

    told = match_all(house)

    assert told == MatchResult(n_by_rule=1, n_by_suggestion=1, n_waiting=0)
    assert kinds(house) == [("moved", "2026-11-03", -50000)]
    assert LineMatch.objects.count() == 2


def test_a_waiting_line_becomes_an_entry_in_one_tap(house):
    cast.take_in(
        house, cast.table("03.11.2026;-8,00;Baker;x", "04.11.2026;90,00;Oak;x")
    )
    baker, oak = cast.line_of(house, "Baker"), cast.line_of(house, "Oak")
    bookings = (
        LineBooking(line=baker.id, category=house.categories["food"], note="rolls"),
        LineBooking(line=oak.id, category=house.categories["enterprises"]),
    )

    booked = book(house, *bookings)
    again = book(house, *bookings)

    assert [line.how for line in booked] == ["made", "made"]
    assert again == booked
    assert kinds(house) == [
        ("paid", "2026-11-03", -800),
        ("came_in", "2026-11-04", 9000),
    ]


def test_a_line_above_the_threshold_is_announced_afterwards(house):
    """The same threshold for whoever keeps the purse; nobody is asked (I-10)."""
    cast.take_in(house, cast.table("03.11.2026;-151,00;Tools;x"))
    line = cast.line_of(house, "Tools")

    book(house, LineBooking(line=line.id, category=house.categories["tools"]))

    assert [(row.amount, row.happened_anyway) for row in Spend.objects.all()] == [
        (15100, True)
    ]


def test_bookings_are_all_done_or_none_and_every_fault_is_named(house):
    cast.take_in(
        house, cast.table("03.11.2026;-8,00;Baker;x", "04.11.2026;90,00;Oak;x")
    )
    baker, oak = cast.line_of(house, "Baker"), cast.line_of(house, "Oak")

    said = cast.words_of(
        bank_matching.book_lines,
        bookings=(
            LineBooking(line=baker.id, category=house.categories["enterprises"]),
            LineBooking(line=oak.id),
            LineBooking(line=house.union, category=house.categories["food"]),
            LineBooking(line=oak.id, moved_with=house.giro),
        ),
        union=house.union, by=house.keeper, at=cast.AT,
    )  # fmt: skip

    assert [row for row, _ in said] == [1, 2, 3, 4]
    assert said[2][1] == "This bank line is not here."
    assert said[3][1] == "The other account is the same. Choose another."
    assert Entry.objects.count() == 0


def test_a_line_can_stand_for_several_entries_that_come_to_its_amount(house, ben):
    one, two = note(house, ben, "6", "2026-11-03"), note(house, ben, "2", "2026-11-03")
    cast.take_in(house, cast.table("03.11.2026;-8,00;Market;x"))
    line = cast.line_of(house, "Market")

    matched = bank_matching.match_line(
        line=line.id,
        entries=[one.id, two.id],
        union=house.union,
        by=house.keeper,
        at=cast.AT,
    )

    assert set(matched.entries) == {one.id, two.id}
    assert bank.count_waiting(union=house.union) == 0


def test_what_cannot_be_what_a_line_stands_for_is_refused(house, ben):
    wrong_amount = note(house, ben, "7", "2026-11-03")
    elsewhere = note(house, ben, "8", "2026-11-03", account=house.savings)
    taken_back = note(house, ben, "8", "2026-11-04")
    services.correct_entry(
        entry=taken_back.id, draft=None, union=house.union, by=house.keeper,
        key="c", at=cast.AT,
    )  # fmt: skip
    cast.take_in(house, cast.table("03.11.2026;-8,00;Market;x"))
    line = cast.line_of(house, "Market").id

    def said(*entries):
        found = cast.words_of(
            bank_matching.match_line,
            line=line, entries=entries, union=house.union, by=house.keeper, at=cast.AT,
        )  # fmt: skip
        return [words for _, words in found]

    assert said() == ["Choose the entry this line stands for."]
    assert said(wrong_amount.id) == [
        (
            "The line says -8.00 EUR, what you chose comes to -7.00 EUR. Correct the entry,"
            " or choose others."
        )
    ]
    assert said(elsewhere.id)[0] == (
        f"Entry {elsewhere.number} is not of the account of this line."
    )
    assert said(taken_back.id) == [
        f"Entry {taken_back.number} was taken back. Choose the one that stands."
    ]
    assert said(house.union) == ["This entry is not here."]


def test_an_entry_has_only_one_line(house, ben):
    entry = note(house, ben, "8", "2026-11-03")
    cast.take_in(
        house, cast.table("03.11.2026;-8,00;Market;x", "03.11.2026;-8,00;Mill;x")
    )
    how = {"union": house.union, "by": house.keeper, "at": cast.AT}
    bank_matching.match_line(
        line=cast.line_of(house, "Market").id, entries=[entry.id], **how
    )

    said = cast.words_of(
        bank_matching.match_line,
        line=cast.line_of(house, "Mill").id, entries=[entry.id], **how,
    )  # fmt: skip

    assert said == [(None, f"Entry {entry.number} has a line of the bank already.")]


def test_a_line_taken_apart_waits_again_and_its_entry_stays(house, ben):
    note(house, ben, "8", "2026-11-03")
    cast.take_in(house, cast.table("03.11.2026;-8,00;Market;x"))
    match_all(house)
    line = cast.line_of(house, "Market").id
    how = {"union": house.union, "by": house.keeper, "at": cast.AT}

    apart = bank_matching.unmatch_line(line=line, **how)

    assert apart.entries == ()
    assert bank.count_waiting(union=house.union) == 1
    assert Entry.objects.count() == 1
    assert cast.words_of(bank_matching.unmatch_line, line=line, **how) == [
        (None, "No entry stands for this line. Nothing was changed.")
    ]


def test_a_line_waits_again_when_its_entry_is_taken_back_and_can_be_booked_anew(house):
    cast.take_in(house, cast.table("03.11.2026;-8,00;Market;x"))
    line = cast.line_of(house, "Market").id
    (booked,) = book(house, LineBooking(line=line, category=house.categories["tools"]))
    services.correct_entry(
        entry=booked.entries[0], draft=None, union=house.union, by=house.keeper,
        key="c", at=cast.AT,
    )  # fmt: skip

    waiting = bank.count_waiting(union=house.union)
    (anew,) = book(house, LineBooking(line=line, category=house.categories["food"]))

    assert waiting == 1
    assert anew.entries != booked.entries
    assert bank.count_waiting(union=house.union) == 0


def test_only_whoever_keeps_the_purse_matches(house, ben):
    with pytest.raises(NotYours):
        bank_matching.match_lines(union=house.union, by=ben.id, at=cast.AT)
