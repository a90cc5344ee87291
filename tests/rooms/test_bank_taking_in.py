"""Taking a file in twice changes nothing; a bad one changes nothing either (I-9)."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from commonweal.core.vf.problems import NotYours
from commonweal.rooms.purse.models import BankLine, BankStatement
from commonweal.rooms.purse.queries import bank
from tests.rooms import bank_cast as cast


@pytest.fixture
def house(lentil_house, ana, kofi, lena):
    return cast.bank_house(lentil_house, ana, by=kofi, confirmed_by=lena)


def test_each_statement_of_a_file_finds_its_own_account(house):
    taken = cast.take_in(house, cast.sample("camt_v8_two_accounts.xml"), "b.xml")

    assert [(one.account, one.n_new) for one in taken.statements] == [
        (house.giro, 4),
        (house.savings, 1),
    ]
    assert sorted(cast.lines(house, account=house.giro)) == [
        ("2026-11-03", "-84.2 EUR", "Mühle am Bach eG"),
        ("2026-11-05", "600 EUR", "A. Reader"),
        ("2026-11-05", "900 EUR", "Carpentry Oak GmbH"),
        ("2026-11-09", "-278.15 EUR", ""),
    ]


def test_taking_the_same_file_in_again_changes_nothing(house):
    content = cast.sample("camt_v8_two_accounts.xml")
    cast.take_in(house, content, "b.xml")

    again = cast.take_in(house, content, "renamed.xml")

    assert again.n_new == 0
    assert BankLine.objects.count() == 5
    assert BankStatement.objects.count() == 2


@pytest.mark.parametrize(
    "order",
    [("camt", "mt940", "ofx"), ("ofx", "camt", "mt940"), ("mt940", "ofx", "camt")],
)
def test_the_same_lines_in_another_format_are_not_taken_in_twice(house, order):
    mt940 = (
        ":20:A\n:25:37050198/0001234567\n:28C:1/1\n:60F:C261031EUR1200,00\n"
        ":61:2611041103DR84,20NDDTNONREF\n:86:Muehle\n"
        ":61:2611051105CR1500,00NTRFNONREF\n:86:Oak\n:62F:C261105EUR2615,80\n"
    )
    camt = cast.sample("camt_v8_two_accounts.xml").decode()
    start, end = (
        camt.index("<Btch><NbOfTxs>2"),
        camt.index("</NtryDtls>", camt.index("A. Reader")),
    )
    camt = camt[:start] + camt[end:]  # the bank gives the batch as one line
    files = {
        "mt940": (mt940.encode(), "a.sta"),
        "camt": (camt.encode(), "a.xml"),
        "ofx": (
            cast.sample("ofx1_sgml.ofx")
            .replace(b"20261122", b"20261105")
            .replace(b"2415.80", b"2615.80"),
            "a.ofx",
        ),
    }

    for name in order:
        content, filename = files[name]
        cast.take_in(house, content, filename)

    amounts = [amount for _, amount, _ in cast.lines(house, account=house.giro)]
    assert sorted(amounts) == ["-278.15 EUR", "-84.2 EUR", "1500 EUR"]


def test_overlapping_statements_add_only_what_is_new(house):
    first = cast.table("01.11.2026;-1,00;a;x", "02.11.2026;-2,00;b;x")
    second = cast.table("02.11.2026;-2,00;b;x", "03.11.2026;-3,00;c;x")
    cast.take_in(house, first)

    taken = cast.take_in(house, second)

    assert taken.n_new == 1
    assert [amount for _, amount, _ in cast.lines(house)] == [
        "-1 EUR",
        "-2 EUR",
        "-3 EUR",
    ]


def test_two_equal_purchases_on_a_day_are_two_and_stay_two(house):
    file = cast.table("02.11.2026;-2,50;Baker;rolls", "02.11.2026;-2,50;Baker;rolls")
    cast.take_in(house, file)

    again = cast.take_in(house, file)

    assert again.n_new == 0
    assert len(cast.lines(house)) == 2


def test_lines_that_were_not_there_on_days_taken_in_before_are_refused(house):
    cast.take_in(house, cast.table("01.11.2026;-1,00;a;x", "09.11.2026;-9,00;z;x"))
    changed = cast.table(
        "01.11.2026;-1,00;a;x", "05.11.2026;-5,00;new;x", "09.11.2026;-9,50;z;x"
    )

    said = cast.words_of(cast.take_in, house=house, content=changed)

    assert said == [
        (
            3,
            (
                "2026-11-05: a line of -5.00 EUR (new) is in this file, but not in the"
                " statement of 2026-11-01 to 2026-11-09 that was taken in before. Ask"
                " the bank which is right; if this one is, take the file in again and"
                " say that its lines may be added."
            ),
        ),
        (
            4,
            (
                "2026-11-09: a line of -9.50 EUR (z) is in this file, but not in the"
                " statement of 2026-11-01 to 2026-11-09 that was taken in before. Ask"
                " the bank which is right; if this one is, take the file in again and"
                " say that its lines may be added."
            ),
        ),
    ]
    assert len(cast.lines(house)) == 2


def test_lines_may_be_added_to_days_taken_in_when_a_person_says_so(house):
    cast.take_in(house, cast.table("01.11.2026;-1,00;a;x", "09.11.2026;-9,00;z;x"))
    more = cast.table(
        "01.11.2026;-1,00;a;x", "05.11.2026;-5,00;late;x", "09.11.2026;-9,00;z;x"
    )

    taken = cast.take_in(house, more, add_to_days_taken_in=True)

    assert taken.n_new == 1
    assert len(cast.lines(house)) == 3


def test_lines_that_are_missing_from_days_taken_in_before_are_named(house):
    cast.take_in(
        house,
        cast.table(
            "01.11.2026;-1,00;a;x", "05.11.2026;-5,00;b;x", "09.11.2026;-9,00;z;x"
        ),
    )
    shorter = cast.table("01.11.2026;-1,00;a;x", "09.11.2026;-9,00;z;x")

    ((_, said),) = cast.words_of(cast.take_in, house=house, content=shorter)

    assert said.startswith(
        "2026-11-05: a line of -5.00 EUR was taken in before and is not in this file."
    )


def test_a_statement_whose_amounts_changed_since_is_refused(house):
    content = cast.sample("mt940_dutch_two_pages.sta").decode()
    content = content.replace("NL78TRIO0254698712EUR", cast.GIRO)
    cast.take_in(house, content.encode(), "a.sta")
    changed = (
        content.replace("D25,75", "D26,75")
        .replace("574,25", "573,25")
        .replace("570,00", "569,00")
    )

    said = cast.words_of(
        cast.take_in, house=house, content=changed.encode(), filename="a.sta"
    )

    assert [words for _, words in said] == [
        (
            "For 2026-11-03 the bank said 570.00 EUR when its statement was taken in; this"
            " file says 569.00 EUR. Ask the bank which is right. Nothing was changed."
        ),
        (
            "2026-11-03: a line of -26.75 EUR (Bakkerij Jansen) is in this file, but not in"
            " the statement of 2026-11-03 to 2026-11-03 that was taken in before. Ask the"
            " bank which is right; if this one is, take the file in again and say that its"
            " lines may be added."
        ),
    ]
    assert BankStatement.objects.count() == 1


def test_a_gap_between_statements_is_told(house):
    first = (
        f":20:A\n:25:{cast.GIRO}\n:28C:1/1\n:60F:C261031EUR100,00\n"
        ":61:2611021102D10,00NTRFNONREF\n:86:a\n:62F:C261102EUR90,00\n"
    )
    later = (
        f":20:B\n:25:{cast.GIRO}\n:28C:3/1\n:60F:C261108EUR50,00\n"
        ":61:2611091109D10,00NTRFNONREF\n:86:b\n:62F:C261109EUR40,00\n"
    )
    cast.take_in(house, first.encode(), "1.sta")

    taken = cast.take_in(house, later.encode(), "3.sta")

    assert [one.is_gap_before for one in taken.statements] == [True]


def test_a_statement_of_another_account_is_refused(house):
    content = cast.sample("mt940_dutch_two_pages.sta")

    said = cast.words_of(cast.take_in, house=house, content=content, filename="nl.sta")

    assert said == [
        (
            2,
            (
                "The statement is of the account NL78…8712, which is not among ours. Add"
                " the account with this IBAN, or choose another file."
            ),
        )
    ]


def test_a_statement_of_an_account_that_was_not_chosen_is_refused(house):
    content = cast.sample("mt940_german.sta").replace(b"CR1500,00", b"CR1500,00")

    said = cast.words_of(
        cast.take_in,
        house=house,
        content=content.replace(b"C270102EUR", b"C261123EUR").replace(
            b"2612300102", b"2611201120"
        ),
        filename="g.sta",
        account=house.savings,
    )

    assert said == [
        (
            1,
            (
                "The statement is of the account 3705…4567, but “Savings” is DE31…4321."
                " Choose the account it is of."
            ),
        )
    ]


def test_a_statement_in_another_currency_is_refused(house):
    file = cast.sample("ofx2_card.ofx")

    said = cast.words_of(
        cast.take_in, house=house, content=file.replace(b"4111222233334444", b"0001234567"),
        filename="card.ofx", account=house.giro,
    )  # fmt: skip

    assert said == [
        (
            6,
            (
                "The statement is in USD, “Giro” is kept in EUR. An account has one"
                " currency: add one for USD, or choose another file."
            ),
        )
    ]


def test_accounts_in_a_file_that_are_not_ours_are_left_out_and_told(house):
    content = cast.sample("camt_v8_two_accounts.xml").replace(
        cast.SAVINGS.encode(), b"NL78TRIO0254698712"
    )

    taken = cast.take_in(house, content, "b.xml")

    assert len(taken.statements) == 1
    assert taken.not_ours == ("NL78…8712",)


def test_of_a_file_with_one_bad_statement_nothing_is_kept(house):
    content = cast.sample("camt_v8_two_accounts.xml").replace(
        b">8002.50<", b">8002.51<"
    )

    ((row, _),) = cast.words_of(
        cast.take_in, house=house, content=content, filename="b.xml"
    )

    assert row == 48
    assert BankLine.objects.count() == BankStatement.objects.count() == 0


def test_only_whoever_keeps_the_purse_takes_statements_in(house, ben):
    house.keeper = ben.id

    with pytest.raises(NotYours):
        cast.take_in(house, cast.sample("camt_v8_two_accounts.xml"), "b.xml")


def test_a_mapping_is_refused_with_everything_that_is_wrong_with_it(house):
    bad = cast.CsvMapping(
        name=" ", columns={"colour": "x"}, decimal=";", currency="XXX"
    )

    said = cast.words_of(
        cast.bank_mappings.save_mapping,
        mapping=bad, union=house.union, by=house.keeper, key="b", at=cast.AT,
    )  # fmt: skip

    assert [words.split(".")[0] for _, words in said] == [
        "Give the mapping a name, such as that of the bank",
        "We do not know what “colour” is",
        "Say which column holds the day of booking",
        "Say which column holds the amount, or which two hold what came in and went out",
        "Choose a comma or a point before the cents",
        "We do not know the currency “XXX”",
    ]


def test_a_mapping_saved_again_under_its_name_takes_the_place_of_the_other(house):
    cast.plain_mapping(house)
    changed = cast.CsvMapping(
        name="plain", columns={"day": "d", "amount": "a"}, currency="EUR"
    )

    saved = cast.bank_mappings.save_mapping(
        mapping=changed, union=house.union, by=house.keeper, key="b", at=cast.AT
    )

    assert bank.list_mappings(union=house.union) == (saved,)


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE purse_bankline SET amount = amount + 1",
        "UPDATE purse_bankline SET day = '2020-01-01'",
        "UPDATE purse_bankline SET counterparty = 'Somebody else'",
        "UPDATE purse_bankstatement SET closing = 0",
        "DELETE FROM purse_bankline",
        "DELETE FROM purse_bankstatement",
    ],
)
def test_the_database_itself_refuses_to_change_what_the_bank_said(house, attack):
    cast.take_in(house, cast.sample("camt_v8_two_accounts.xml"), "b.xml")

    with (
        pytest.raises(DatabaseError, match="bank_lines_are_only_added_to"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(attack)


def test_names_in_bank_lines_are_blanked_in_time_and_known_again_all_the_same(house):
    """Names and texts of other people go after the union's time (I-24)."""
    content = cast.sample("camt_v8_two_accounts.xml")
    cast.take_in(house, content, "b.xml")
    after = cast.AT.replace(year=2029)

    cast.services.expire(union=house.union, at=after)

    assert set(BankLine.objects.values_list("counterparty", "text", "reference")) == {
        ("", "", "")
    }
    assert cast.take_in(house, content, "b.xml").n_new == 0
