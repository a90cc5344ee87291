"""Guesses what the columns of a bank's CSV are, from their names and first rows.

A guess spares typing; whoever saves the mapping looks at it first.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from commonweal.commons import tables
from commonweal.rooms.purse.translate import bank_csv
from commonweal.rooms.purse.words.bank import (
    CsvGlance,
    CsvMapping,
    DayOrder,
    DecimalSign,
)

#: Names of columns as banks write them, the most telling first.
_NAMES: Mapping[str, tuple[str, ...]] = {
    "value_day": ("valutadatum", "wertstellung", "value date", "rentedatum", "valuta"),
    "day": (
        "buchungstag", "buchungsdatum", "booking date", "transaction date", "boekdatum",
        "started date", "completed date", "datum", "date", "fecha", "data",
    ),
    "direction": ("soll/haben", "af bij", "af/bij", "debit/credit", "credit/debit"),
    "money_in": ("money in", "paid in", "haben", "credit", "gutschrift", "deposit"),
    "money_out": ("money out", "paid out", "soll", "debit", "belastung", "withdrawal"),
    "closing": ("saldo nach buchung", "saldo na", "running", "balance", "saldo"),
    "amount": ("betrag", "amount", "bedrag", "umsatz", "montant", "importe", "importo"),
    "currency": ("währung", "waehrung", "currency", "munt", "devise", "divisa"),
    "account": (
        "auftragskonto", "bezeichnung auftragskonto", "iban/bban", "our account",
        "rekening", "account",
    ),
    "counterparty_iban": (
        "kontonummer/iban", "iban zahlungsbeteiligter", "tegenrekening iban",
        "tegenrekening", "counterparty account", "counterparty iban", "iban",
    ),
    "counterparty": (
        "beguenstigter/zahlungspflichtiger", "name zahlungsbeteiligter", "begünstigter",
        "zahlungsempfänger", "naam tegenpartij", "naam / omschrijving", "counterparty",
        "payee", "name", "naam",
    ),
    "reference": (
        "transactiereferentie", "bank reference", "transaction id", "volgnr",
        "bankreferenz", "reference",
    ),
    "text": (
        "verwendungszweck", "omschrijving-1", "mededelingen", "omschrijving",
        "description", "memo", "details", "purpose", "text", "buchungstext",
    ),
}  # fmt: skip


def glance(content: bytes, filename: str) -> CsvGlance:
    """Return the start of a file with a guess of its mapping."""
    rows, header, columns = bank_csv.glance(content, filename)
    found = _columns(columns)
    cells = {what: _cells(columns, rows, name) for what, name in found.items()}
    amounts = cells.get("amount") or cells.get("money_in", []) + cells.get(
        "money_out", []
    )
    guess = CsvMapping(
        name="",
        columns=found,
        decimal=_decimal(amounts),
        days=_days(cells.get("day", [])),
    )
    return CsvGlance(
        columns=tuple(columns),
        rows=tuple(tuple(row) for row in rows),
        header_row=header,
        guess=guess,
    )


def _columns(columns: Sequence[str]) -> dict[str, str]:
    left = list(columns)
    found: dict[str, str] = {}
    for is_exact in (True, False):
        for what, names in _NAMES.items():
            if what in found:
                continue
            match = next(
                (c for n in names for c in left if _fits(c, n, is_exact)), None
            )
            if match is not None:
                found[what] = match
                left.remove(match)
    if "amount" in found:
        found.pop("money_in", None)
        found.pop("money_out", None)
    return found


def _fits(column: str, name: str, is_exact: bool) -> bool:  # noqa: FBT001 - read in turn
    said, wanted = tables.column_name(column), tables.column_name(name)
    if is_exact:
        return said == wanted
    return re.search(rf"(^|[\W_]){re.escape(wanted)}($|[\W_])", said) is not None


def _cells(
    columns: Sequence[str], rows: Sequence[Sequence[str]], name: str
) -> list[str]:
    place = list(columns).index(name)
    return [
        row[place].strip() for row in rows if len(row) > place and row[place].strip()
    ]


def _decimal(amounts: Sequence[str]) -> DecimalSign:
    points = sum(bool(re.search(r"\.\d{1,2}\D*$", text)) for text in amounts)
    commas = sum(bool(re.search(r",\d{1,2}\D*$", text)) for text in amounts)
    return "." if points > commas else ","


def _days(days: Sequence[str]) -> DayOrder:
    if any(re.match(r"\d{4}", text) for text in days):
        return "ymd"
    seconds = [re.findall(r"\d+", text)[1:2] for text in days]
    if any(second and int(second[0]) > 12 for second in seconds):  # noqa: PLR2004 - no month
        return "mdy"
    return "dmy"
