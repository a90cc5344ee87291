"""The sheet on the wall (story 4): every cent in its place, and nobody on it (I-11)."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import uuid4

import pytest

from commonweal.rooms.purse import queries, services, words
from commonweal.rooms.purse.models import BankStatement
from tests.rooms.purse_cast import AT, came_in, later, note, purse_of

pytestmark = pytest.mark.django_db
NOVEMBER = date(2026, 11, 1)
DECEMBER = date(2026, 12, 1)


@pytest.fixture
def house(lentil_house, ana, kofi, lena, people25):
    return purse_of(lentil_house, ana, by=kofi, confirmed_by=lena)


@pytest.fixture
def small_house(lentil_house, ana, kofi, lena):
    """Three associates: kofi, lena and ana."""
    return purse_of(lentil_house, ana, by=kofi, confirmed_by=lena)


def sheet(house, month=NOVEMBER, currency="EUR") -> words.CurrencySheet:
    found = queries.wall_sheet(union=house.union, month=month)
    return next(one for one in found.sheets if one.currency == currency)


def adds_up(one: words.CurrencySheet) -> bool:
    return one.left_before + one.came_in - one.went_out + one.other == one.left


def lines(listed) -> list[tuple[str, str]]:
    return [(line.name, str(line.amount)) for line in listed]


def begin(house, amount="1000", account=None):
    services.open_books(
        openings=(words.OpeningDraft(account=account or house.giro, amount=amount),),
        union=house.union, by=house.keeper, key="begin", at=AT,
    )  # fmt: skip


def test_in_out_and_left_by_hand(house, ben):
    begin(house)
    came_in(house, ben, "560,40", account=house.giro)
    note(house, ben, "120,10", "food")
    note(house, ben, "80", "energy", kind="paid", account=house.giro)

    one = sheet(house)

    assert (str(one.came_in), str(one.went_out)) == ("560.4 EUR", "200.1 EUR")
    assert (str(one.left_before), str(one.other)) == ("0 EUR", "1000 EUR")
    assert str(one.left) == "1360.3 EUR"
    assert adds_up(one)


def test_per_head_is_to_the_nearest_cent(house, ben):
    """Twenty-five people share 120.10: 4.804 each."""
    note(house, ben, "120,10", "food")

    found = queries.wall_sheet(union=house.union, month=NOVEMBER)
    assert found.n_people == 25
    assert str(sheet(house).per_head) == "4.8 EUR"
    assert str(sheet(house).outs[0].per_head) == "4.8 EUR"


def test_categories_come_largest_first_with_their_pictures(house, ben):
    note(house, ben, "20", "food")
    note(house, ben, "80", "energy")

    assert [(line.name, line.picture) for line in sheet(house).outs] == [
        ("Energy and water", "energy"),
        ("Food", "food"),
    ]


def test_few_entries_that_could_be_about_one_person_are_put_together(house, ben):
    """I-11: two entries for health would say who was ill; with home they say nothing."""
    note(house, ben, "90", "food")
    for number in range(5):
        note(house, ben, f"1{number}", "home")
    note(house, ben, "40", "health")
    note(house, ben, "30", "clothing")

    assert lines(sheet(house).outs) == [
        ("Food", "90 EUR"),
        ("Several things together", "130 EUR"),  # 10+11+12+13+14, 40 and 30
    ]


def test_enough_entries_stand_for_themselves(house, ben):
    for number in range(5):
        note(house, ben, f"1{number}", "health")

    assert lines(sheet(house).outs) == [("Health", "60 EUR")]


def test_one_income_of_one_person_is_not_on_the_wall(house, ben):
    came_in(house, ben, "1800", "people")
    came_in(house, ben, "900", "enterprises")

    assert lines(sheet(house).ins) == [("Several things together", "2700 EUR")]


def test_a_union_smaller_than_the_smallest_group_shows_in_out_and_left(
    small_house, ana
):
    note(small_house, ana, "20", "food")
    came_in(small_house, ana, "50")

    found = queries.wall_sheet(union=small_house.union, month=NOVEMBER)
    one = sheet(small_house)

    assert found.is_small
    assert (one.ins, one.outs, one.purses, one.per_head) == ((), (), (), None)
    assert (str(one.came_in), str(one.went_out), str(one.left)) == (
        "50 EUR",
        "20 EUR",
        "30 EUR",
    )


def test_a_correction_puts_the_month_right_and_is_counted(house, ana, ben):
    wrong = note(house, ben, "30", "food")
    services.correct_entry(
        entry=wrong.id, draft=words.EntryDraft(amount="3", kind="taken"),
        union=house.union, by=ana.id, key="c", at=later(14),
    )  # fmt: skip

    assert str(sheet(house).went_out) == "3 EUR"
    assert lines(sheet(house).outs) == [("Food", "3 EUR")]
    found = queries.wall_sheet(union=house.union, month=NOVEMBER)
    assert found.n_written_later == 2
    assert queries.wall_sheet(union=house.union, month=DECEMBER).n_written_later == 0


def test_moving_between_our_own_is_neither_in_nor_out(house, ana, ben):
    begin(house)
    services.move_money(
        draft=words.MoveDraft(
            amount="300",
            account=house.giro,
            to_account=house.giro,
            to_purse=house.reserve,
        ),
        union=house.union, by=ana.id, key="m", at=AT,
    )  # fmt: skip

    one = sheet(house)

    assert (one.came_in.amount, one.went_out.amount) == (0, 0)
    assert str(one.reserve) == "300 EUR"
    assert lines(one.purses) == [
        ("Everyday purse", "700 EUR"),
        ("Rainy days", "300 EUR"),
    ]


def test_pockets_and_exchanges_are_named_so_that_all_adds_up(house, ana, ben):
    begin(house)
    services.pay_from_pocket(
        draft=words.PocketDraft(amount="25", category=house.categories["tools"]),
        union=house.union, by=ben.id, key="p", at=AT,
    )  # fmt: skip
    services.exchange_money(
        draft=words.ExchangeDraft(
            amount="100", to_amount="94", account=house.giro, to_account=house.card
        ),
        union=house.union, by=ana.id, key="x", at=AT,
    )  # fmt: skip

    euro, franc = sheet(house), sheet(house, currency="CHF")

    assert (str(euro.went_out), str(euro.pockets)) == ("25 EUR", "25 EUR")
    assert str(euro.other) == "925 EUR"  # 1000 begun, 100 exchanged, 25 laid out
    assert str(euro.left) == "900 EUR"
    assert str(franc.other) == "94 CHF"
    assert adds_up(euro)
    assert adds_up(franc)


def test_weeks_of_cover_are_what_is_there_over_the_pace_of_a_quarter(house, ben):
    """700 left; 300 went out in 14 days, 150 a week: 4.6 weeks, rounded down."""
    begin(house)
    early = datetime(2026, 11, 10, 8, tzinfo=UTC)
    note(house, ben, "100", "food", account=house.giro, at=early)
    note(house, ben, "100", "home", account=house.giro)
    note(house, ben, "100", "energy", account=house.giro)

    assert sheet(house).weeks_of_cover == Decimal("4.6")


def test_a_capital_is_no_cover(house, ana, ben):
    begin(house)
    capital = services.add_purse(
        draft=words.PurseDraft(name="The roof", kind="capital"),
        union=house.union, by=ana.id, key="roof", at=AT,
    )  # fmt: skip
    services.move_money(
        draft=words.MoveDraft(
            amount="1000", account=house.giro, to_account=house.giro, to_purse=capital
        ),
        union=house.union, by=ana.id, key="m", at=AT,
    )  # fmt: skip
    note(house, ben, "10", account=house.giro)

    assert sheet(house).weeks_of_cover is None


def test_the_next_month_begins_where_this_one_left(house, ben):
    begin(house)
    note(house, ben, "100", account=house.giro)
    note(house, ben, "7", account=house.giro, at=later(10))

    assert sheet(house).left == sheet(house, DECEMBER).left_before
    assert str(sheet(house, DECEMBER).left) == "893 EUR"
    assert adds_up(sheet(house, DECEMBER))


def test_an_empty_month_is_a_sheet_too(house):
    one = sheet(house)

    assert (one.came_in.amount, one.ins, one.weeks_of_cover) == (0, (), None)


def test_a_drawer_counted_by_two_agrees(house, ben, chidi):
    counting = services.count_drawer(
        draft=words.CountDraft(account=house.drawer, counted="0"),
        union=house.union, by=ben.id, key="k", at=AT,
    )  # fmt: skip
    services.confirm_count(counting=counting, union=house.union, by=chidi.id, at=AT)

    match = {one.name: one for one in sheet(house).bank}

    assert match["Drawer"].agrees is True
    assert match["Giro"].agrees is None


def test_no_line_of_the_sheet_names_a_person(house, ben):
    """I-11: whatever the charter keeps, the wall sheet holds no person."""
    note(house, ben, "5", with_name=True)

    found = repr(queries.wall_sheet(union=house.union, month=NOVEMBER))

    assert str(ben.id) not in found
    assert "Ben" not in found


@pytest.mark.parametrize(("closing", "agrees"), [(92000, True), (92001, False)])
def test_it_matches_the_bank_to_the_cent_or_says_that_it_does_not(
    house, ben, closing, agrees
):
    """Story 4: the sheet is held against the bank on the last day the bank told of."""
    begin(house)
    note(house, ben, "80", "energy", kind="paid", account=house.giro)
    note(house, ben, "7", account=house.giro, at=later(6))  # the bank tells of it later
    BankStatement.objects.create(
        id=uuid4(), union_id=house.union, account_id=house.giro, fingerprint="f",
        format="camt053", first_day=date(2026, 11, 1), last_day=date(2026, 11, 27),
        opening=0, closing=closing, n_lines=0, taken_in_at=AT,
    )  # fmt: skip

    match = {one.name: one for one in sheet(house).bank}["Giro"]

    assert (str(match.books), match.bank_day) == ("920 EUR", date(2026, 11, 27))
    assert match.agrees is agrees
