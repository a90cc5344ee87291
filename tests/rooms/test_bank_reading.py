"""Every bank writes statements its own way; we read the same from all of them."""

from __future__ import annotations

import contextlib
import io
import random
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from commonweal.core.vf.measure import Measure
from commonweal.core.vf.problems import Refused
from commonweal.core.vf.units import UNITS
from commonweal.rooms.purse.translate import mapping_guess, statements
from commonweal.rooms.purse.words.bank import CsvMapping

FILES = Path(__file__).parent / "bank_files"
EUR = UNITS["EUR"]
MILL = "DE76200400600526015800"
COOP = "DE02100500000054540402"
GERMAN = CsvMapping(
    name="Savings bank",
    columns={
        "day": "Buchungstag",
        "value_day": "Valutadatum",
        "amount": "Betrag",
        "currency": "Währung",
        "account": "Auftragskonto",
        "counterparty": "Begünstigter/Zahlungspflichtiger",
        "counterparty_iban": "Kontonummer/IBAN",
        "text": "Buchungstext + Verwendungszweck",
    },
)
TWO_COLUMNS = CsvMapping(
    name="Two columns",
    columns={
        "day": "Date",
        "money_in": "Credit",
        "money_out": "Debit",
        "text": "Description",
        "closing": "Balance",
    },
    decimal=".",
    days="mdy",
    currency="EUR",
)


def read(name: str, mapping: CsvMapping | None = None):
    content = (FILES / name).read_bytes()
    return statements.read_statements(content, filename=name, mapping=mapping)


def euros(text: str) -> Measure:
    return Measure(round(float(text) * 100), EUR)


def test_a_camt_file_of_version_8_gives_the_statements_of_both_accounts():
    giro, savings = read("camt_v8_two_accounts.xml")

    assert (giro.account, giro.currency) == ("DE15370501980001234567", "EUR")
    assert (giro.opening, giro.closing) == (euros("1200.00"), euros("2337.65"))
    assert (giro.first_day, giro.last_day) == (date(2026, 11, 1), date(2026, 11, 22))
    assert giro.n_pending == 1
    assert savings.account == "DE31370501980007654321"
    assert [line.amount for line in savings.lines] == [euros("2.50")]


def test_a_batch_becomes_its_payments_where_the_bank_gives_them():
    giro, _ = read("camt_v8_two_accounts.xml")

    shown = [
        (line.row, line.amount, line.counterparty, line.text) for line in giro.lines
    ]

    assert shown == [
        (18, euros("-84.20"), "Mühle am Bach eG", "Rechnung 4711 Mehl und Hafer"),
        (30, euros("900.00"), "Carpentry Oak GmbH", "November"),
        (32, euros("600.00"), "A. Reader", "wages to the pot"),
        (36, euros("-278.15"), "", "SAMMELUEBERWEISUNG"),
    ]
    assert giro.lines[0].counterparty_iban == MILL
    assert giro.lines[0].reference == "2026110300017"
    assert giro.lines[0].end_to_end == "R-4711"
    assert giro.lines[0].value_day == date(2026, 11, 4)


def test_a_camt_file_of_version_2_in_latin_letters_begins_below_zero():
    (one,) = read("camt_v2_latin1.xml")

    assert (one.opening, one.closing) == (euros("-50.00"), euros("25.50"))
    assert one.lines[0].counterparty == "Hofladen Grün"
    assert one.lines[0].text == "RF18539007547034"
    assert one.lines[0].reference == ""


def test_a_german_mt940_file_gives_names_texts_and_turned_back_lines():
    (one,) = read("mt940_german.sta")

    shown = [(line.row, line.day, line.amount, line.text) for line in one.lines]

    assert shown == [
        (5, date(2026, 11, 3), euros("-84.20"), "Rechnung 4711 Mehl und Hafer"),
        (9, date(2027, 1, 2), euros("1500.00"), "November"),
        (12, date(2026, 11, 5), euros("12.00"), "Retour"),
    ]
    assert one.account == "37050198/0001234567"
    assert one.lines[0].counterparty == "Muehle am Bach eG"
    assert one.lines[0].counterparty_iban == MILL
    assert one.lines[1].value_day == date(2026, 12, 30)


def test_the_pages_of_a_dutch_mt940_file_are_one_statement():
    (one,) = read("mt940_dutch_two_pages.sta")

    assert (one.opening, one.closing) == (euros("500.00"), euros("570.00"))
    shown = [(line.amount, line.counterparty, line.text) for line in one.lines]
    assert shown == [
        (euros("-25.75"), "Bakkerij Jansen", "Brood week 45"),
        (euros("100.00"), "De Buur", "voor de tuin"),
        (euros("-4.25"), "", "Kosten rekening"),
    ]
    assert one.account == "NL78TRIO0254698712"
    assert one.lines[0].counterparty_iban == "NL66INGB0006514322"
    assert one.lines[0].end_to_end == "P-2611-7"


def test_an_ofx_1_file_is_read_with_commas_and_elements_left_empty():
    (one,) = read("ofx1_sgml.ofx")

    shown = [(line.row, line.amount, line.counterparty) for line in one.lines]

    assert shown == [
        (24, euros("-84.20"), "Mühle am Bach & Co"),
        (32, euros("1500.00"), "Carpentry Oak"),
    ]
    assert one.account == "37050198/0001234567"
    assert one.closing == euros("2415.80")
    assert one.opening is None


def test_an_ofx_2_file_of_a_card_does_not_say_what_was_left_on_its_last_day():
    (one,) = read("ofx2_card.ofx")

    assert one.account == "4111222233334444"
    assert one.lines[0].amount == Measure(-1999, UNITS["USD"])
    assert one.closing is None


def test_a_german_csv_file_is_read_with_its_mapping():
    (one,) = read("csv_german_latin1.csv", GERMAN)

    assert [(line.row, line.amount) for line in one.lines] == [
        (6, euros("1500.00")),
        (7, euros("-84.20")),
    ]
    assert one.account == "DE15370501980001234567"
    assert one.lines[0].text == "GUTSCHRIFT November; erster Teil"
    assert one.lines[1].counterparty == "Mühle am Bach eG"


def test_a_csv_file_with_two_columns_of_amounts_says_what_was_there_and_is_left():
    (one,) = read("csv_debit_and_credit.csv", TWO_COLUMNS)

    assert [line.amount for line in one.lines] == [
        euros("-84.20"),
        euros("1500.00"),
        euros("-3.00"),
    ]
    assert (one.opening, one.closing) == (euros("1200.00"), euros("2612.80"))
    assert one.lines[0].day == date(2026, 11, 3)


def test_a_csv_file_may_come_newest_first():
    lines = (FILES / "csv_debit_and_credit.csv").read_text().splitlines()
    turned = "\n".join([lines[0], *reversed(lines[1:4])])

    (one,) = statements.read_statements(
        turned.encode(), filename="b.csv", mapping=TWO_COLUMNS
    )

    assert (one.opening, one.closing) == (euros("1200.00"), euros("2612.80"))


@pytest.mark.parametrize(
    ("name", "header", "columns", "decimal", "days"),
    [
        pytest.param(
            "csv_german_latin1.csv",
            5,
            {"day": "Buchungstag", "amount": "Betrag", "text": "Verwendungszweck"},
            ",",
            "dmy",
            id="german",
        ),
        pytest.param(
            "csv_debit_and_credit.csv",
            1,
            {"day": "Date", "money_in": "Credit", "money_out": "Debit"},
            ".",
            "mdy",
            id="two columns",
        ),
    ],
)
def test_we_guess_what_the_columns_are(name, header, columns, decimal, days):
    content = (FILES / name).read_bytes()

    seen = mapping_guess.glance(content, name)

    assert seen.header_row == header
    assert columns.items() <= seen.guess.columns.items()
    assert (seen.guess.decimal, seen.guess.days) == (decimal, days)


def test_a_direction_column_says_whether_money_went_out():
    mapping = CsvMapping(
        name="Dutch",
        columns={"day": "Datum", "amount": "Bedrag (EUR)", "direction": "Af Bij"},
        days="ymd",
        currency="EUR",
    )
    table = b"Datum;Bedrag (EUR);Af Bij\n20261103;25,75;Af\n20261104;3,00;Bij\n"

    (one,) = statements.read_statements(table, filename="ing.csv", mapping=mapping)

    assert [line.amount for line in one.lines] == [euros("-25.75"), euros("3.00")]
    assert one.lines[0].day == date(2026, 11, 3)


@pytest.mark.parametrize(
    ("text", "decimal", "steps"),
    [
        ("1.234,56", ",", 123456),
        ("-1.234,5", ",", -123450),
        ("12,50-", ",", -1250),
        ("1'234.50", ".", 123450),
        ("\u221212,00 €", ",", -1200),
        ("+7", ",", 700),
        ("EUR 5,00", ",", 500),
    ],
)
def test_amounts_are_read_as_banks_write_them(text, decimal, steps):
    mapping = CsvMapping(
        name="x", columns={"day": "d", "amount": "a"}, decimal=decimal, currency="EUR"
    )
    table = f'd;a\n03.11.2026;"{text}"\n'.encode()

    (one,) = statements.read_statements(table, filename="x.csv", mapping=mapping)

    assert [line.amount.amount for line in one.lines] == [steps]


def test_days_of_any_year_can_be_written_short():
    short = replace(GERMAN, columns={"day": "d", "amount": "a"}, currency="EUR")

    (one,) = statements.read_statements(
        b"d;a\n3.11.26;1,00\n", filename="x.csv", mapping=short
    )

    assert one.lines[0].day == date(2026, 11, 3)


def test_a_workbook_is_read_with_the_same_mapping():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Date", "Description", "Debit", "Credit", "Balance"])
    sheet.append([date(2026, 11, 3), "Mill", 84.2, None, 1115.8])
    sheet.append(["11/05/2026", "Oak", None, "1,500.00", 2615.8])
    out = io.BytesIO()
    book.save(out)

    (one,) = statements.read_statements(
        out.getvalue(), filename="b.xlsx", mapping=TWO_COLUMNS
    )

    assert [(line.day, line.amount) for line in one.lines] == [
        (date(2026, 11, 3), euros("-84.20")),
        (date(2026, 11, 5), euros("1500.00")),
    ]


@pytest.mark.parametrize("name", sorted(path.name for path in FILES.iterdir()))
def test_a_damaged_file_is_read_or_refused_and_never_breaks_us(name):
    """A hundred ways to damage each file; the seed is fixed."""
    whole = (FILES / name).read_bytes()
    chance = random.Random(4711)
    mapping = GERMAN if "german" in name else TWO_COLUMNS
    for _ in range(100):
        damaged = bytearray(whole)
        for _ in range(chance.choice((1, 2, 8))):
            place = chance.randrange(len(damaged))
            end = place + chance.randrange(40)
            damaged[place:end] = chance.choice(
                (b"", b"\0", b"<", b"9999999", b":61:", b"<STMTTRN>", b'";"', b"\n\n")
            )
        with contextlib.suppress(Refused):
            statements.read_statements(bytes(damaged), filename=name, mapping=mapping)
