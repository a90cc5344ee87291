"""Bad tables of banks: what is wrong, in which row, and what to do; all of it at once."""

from __future__ import annotations

from datetime import date

import pytest

from commonweal.core.vf.problems import Refused
from commonweal.rooms.purse.translate import statements
from commonweal.rooms.purse.words.bank import CsvMapping

PLAIN = CsvMapping(
    name="Plain",
    columns={"day": "day", "amount": "amount", "text": "text"},
    currency="EUR",
)


def refused(content: str, filename: str, mapping=None, today=None):
    """Return the row and words of every problem of a table."""
    with pytest.raises(Refused) as refusal:
        statements.read_statements(
            content.encode(), filename=filename, mapping=mapping, today=today
        )
    return [(problem.row, str(problem)) for problem in refusal.value.problems]


def test_days_that_are_yet_to_come_are_refused():
    ((row, said),) = refused(
        "day;amount;text\n03.11.2027;1,00;a\n", "x.csv", PLAIN, date(2026, 11, 23)
    )

    assert row == 2
    assert said == "The day 2027-11-03 is yet to come. Ask the bank for the file again."


def test_every_row_of_a_table_that_cannot_be_read_is_named():
    table = (
        "day;amount;text\n"
        "03.11.2026;12.50;wrong sign\n"
        "30.02.2026;1,00;no such day\n"
        ";4,00;no day\n"
        "04.11.2026;;no amount\n"
        "05.11.2026;1,005;finer than a cent\n"
        "06.11.2026;9.999.999.999.999,00;too large\n"
        "07.11.2026;2,00;this one is fine\n"
    )

    said = refused(table, "x.csv", PLAIN)

    assert [row for row, _ in said] == [2, 3, 4, 5, 6, 7]
    assert said[0][1] == (
        "“12.50” is not an amount written with “,” before the cents. Check the decimal"
        " sign in the mapping, or ask the bank for the file again."
    )
    assert said[1][1] == (
        "The day “30.02.2026” does not exist. Ask the bank for the file again."
    )
    assert [words.split(".")[0] for _, words in said[2:4]] == [
        "This line has an amount but no day",
        "This line has a day but no amount",
    ]
    assert (
        said[4][1] == "“1,005” is finer than a cent. Ask the bank for the file again."
    )
    assert said[5][1].endswith("is too large to be meant. Ask the bank what happened.")


def test_two_currencies_or_two_accounts_in_one_table_are_refused():
    mapping = CsvMapping(
        name="x",
        columns={"day": "d", "amount": "a", "currency": "c", "account": "k"},
    )
    table = "d;a;c;k\n1.11.2026;1,00;EUR;DE15370501980001234567\n"
    table += "2.11.2026;1,00;CHF;DE15370501980001234567\n"
    table += "3.11.2026;1,00;EUR;DE31370501980007654321\n"

    assert refused(table, "x.csv", mapping) == [
        (
            3,
            (
                "This line is in CHF, the ones above in EUR. Two currencies do not go into"
                " one account: fetch them apart."
            ),
        ),
        (
            4,
            (
                "This line is of the account DE31…4321, the ones above of DE15…4567. Fetch"
                " one account at a time."
            ),
        ),
    ]


def test_a_running_amount_that_jumps_names_the_line_after_which_it_does():
    mapping = CsvMapping(
        name="x", columns={"day": "d", "amount": "a", "closing": "s"}, currency="EUR"
    )
    table = "d;a;s\n1.11.2026;1,00;11,00\n2.11.2026;2,00;14,00\n3.11.2026;1,00;15,00\n"

    assert refused(table, "x.csv", mapping) == [
        (
            3,
            (
                "After this line the bank says 14.00 EUR, but the line before and this"
                " amount come to 13.00 EUR. A line is missing or changed: ask the bank for"
                " the file again."
            ),
        )
    ]


def test_a_table_with_other_columns_says_which_are_missing():
    assert refused("date;sum\n1;2\n", "x.csv", PLAIN) == [
        (
            None,
            (
                "No row of x.csv has the columns of the mapping “Plain”: amount, day, text"
                " missing. Choose another mapping, or change it: the bank may name them"
                " otherwise."
            ),
        )
    ]


def test_a_table_needs_a_mapping():
    assert refused("day;amount\n1.1.2026;2,00\n", "x.csv") == [
        (
            None,
            (
                "x.csv is a table. Choose or save a mapping first, which says what its"
                " columns are."
            ),
        )
    ]


def test_a_line_that_says_in_and_out_at_once_is_refused():
    mapping = CsvMapping(
        name="x",
        columns={"day": "d", "money_in": "i", "money_out": "o"},
        currency="EUR",
    )

    assert refused("d;i;o\n1.11.2026;1,00;2,00\n", "x.csv", mapping) == [
        (
            2,
            (
                "This line says in and out at once: 1.00 EUR and 2.00 EUR. Check the"
                " mapping, or ask the bank for the file again."
            ),
        )
    ]


def test_after_two_hundred_problems_the_rest_is_counted():
    rows = "".join(f"99.11.2026;1,00;{n}\n" for n in range(250))

    said = refused("day;amount;text\n" + rows, "x.csv", PLAIN)

    assert len(said) == 201
    assert said[-1] == (None, "50 more problems are not listed. Mend these first.")


def test_days_that_are_too_long_ago_to_be_meant_are_refused():
    assert refused("day;amount;text\n03.11.1926;1,00;a\n", "x.csv", PLAIN) == [
        (
            2,
            (
                "The day 1926-11-03 is too long ago to be meant. Check how the mapping"
                " writes days, or ask the bank for the file again."
            ),
        )
    ]
