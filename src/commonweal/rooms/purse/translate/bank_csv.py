"""Reads statements as CSV or XLSX of any bank, with a mapping somebody saved once.

Banks write lines about themselves above the table; we look for the row that has the
mapping's columns. Rows below the table that have neither day nor amount are left out.
"""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from commonweal.commons import tables
from commonweal.core.vf.measure import Measure, Unit
from commonweal.core.vf.problems import N_, Refused
from commonweal.rooms.purse.translate import values
from commonweal.rooms.purse.words.bank import (
    LINES_MAX,
    MAPPED,
    CsvMapping,
    Statement,
    StatementLine,
)

#: Banks write at most so many lines above their table.
LOOK_FOR_HEADER_IN = 40
_SEPARATORS = ";\t,|"
#: How rows below the table begin, that sum it up.
_SUMS = frozenset(
    {
        "total", "totals", "summe", "saldo", "kontostand", "endsaldo", "anfangssaldo",
        "totaal", "eindsaldo", "beginsaldo", "opening balance", "closing balance",
    }
)  # fmt: skip

_NO_HEADER = N_(
    "No row of %(name)s has the columns of the mapping “%(mapping)s”: %(missing)s"
    " missing. Choose another mapping, or change it: the bank may name them otherwise."
)
_NOT_TEXT = N_("%(name)s is not text that we can read. Save it as CSV in UTF-8.")
_NO_LINES = N_("The table has column names but no lines.")
_NO_CURRENCY = N_("Neither the file nor the mapping says a currency. Choose one.")
_NO_DAY = N_("This line has an amount but no day. Ask the bank for the file again.")
_NO_AMOUNT = N_("This line has a day but no amount. Ask the bank for the file again.")
_BOTH_WAYS = N_(
    "This line says in and out at once: %(money_in)s and %(money_out)s. Check the"
    " mapping, or ask the bank for the file again."
)
_JUMPS = N_(
    "After this line the bank says %(said)s, but the line before and this amount come to"
    " %(reckoned)s. A line is missing or changed: ask the bank for the file again."
)
_OTHER_ACCOUNT = N_(
    "This line is of the account %(line)s, the ones above of %(account)s. Fetch one"
    " account at a time."
)
_TWO_CURRENCIES = N_(
    "This line is in %(line)s, the ones above in %(account)s. Two currencies do not go"
    " into one account: fetch them apart."
)


def read(
    content: bytes, filename: str, mapping: CsvMapping, reading: values.Reading
) -> Statement | None:
    """Return the statement of a file; problems go to ``reading``."""
    rows, above = _rows(content, filename, mapping)
    first = rows[0]
    code = _cell(first, mapping, "currency") or mapping.currency
    if not code:
        reading.refuse("currency", _NO_CURRENCY, first.number)
        return None
    unit = reading.currency(code.upper().replace("€", "EUR"), row=first.number)
    if unit is None:
        return None
    is_book = content.startswith(b"PK")
    table = _Table(mapping, unit, reading, above, is_book)
    lines = [line for row in rows if (line := table.line(row)) is not None]
    opening, closing = table.ends(lines)
    if not lines:
        if not reading.problems:
            reading.refuse("file", _NO_LINES)
        return None
    return Statement(
        row=above + 1,
        format="csv",
        account=values.account_number(table.account),
        currency=unit.code,
        opening=opening,
        closing=closing,
        first_day=min(line.day for line in lines),
        last_day=max(line.day for line in lines),
        lines=tuple(lines),
    )


def glance(content: bytes, filename: str) -> tuple[list[list[str]], int, list[str]]:
    """Return the first rows, the row of the column names, and those names."""
    if content.startswith(b"PK"):
        rows = tables.read_table(content, filename=filename, limit=LINES_MAX)
        names = list(rows[0].cells)
        return [list(row.cells.values()) for row in rows[:5]], 1, names
    lines = _split(content, filename)
    header = _likely_header(lines)
    found = [[c.strip() for c in line] for line in lines[header + 1 : header + 6]]
    return found, header + 1, _unique(lines[header]) if lines else []


def columns_named(mapping: CsvMapping, what: str) -> tuple[str, ...]:
    """Return the columns a mapping takes for something, as rows name them."""
    said = mapping.columns.get(what, "")
    return tuple(tables.column_name(part) for part in said.split("+") if part.strip())


def _rows(
    content: bytes, filename: str, mapping: CsvMapping
) -> tuple[tuple[tables.Row, ...], int]:
    """Return the table's rows and how many lines stand above its column names."""
    above = 0
    if not content.startswith(b"PK"):
        tables.refuse_too_large(len(content))
        lines = _split(content, filename)
        above = _header_of(lines, mapping, filename)
        out = io.StringIO(newline="")
        writer = csv.writer(out)
        writer.writerow(_unique(lines[above]))
        for line in lines[above + 1 :]:
            writer.writerow([cell.replace("\n", " ") for cell in line])
        content = out.getvalue().encode("utf-8-sig")
        filename = f"{filename}.csv"
    rows = tables.read_table(content, filename=filename, limit=LINES_MAX)
    missing = sorted(_wanted(mapping) - set(rows[0].cells))
    if missing:
        raise _no_header(filename, mapping, missing)
    return rows, above


def _split(content: bytes, filename: str) -> list[list[str]]:
    """Part a text file into rows of cells; a row is a line of the file."""
    text = _decoded(content, filename)
    start = text.splitlines()[:LOOK_FOR_HEADER_IN]
    separator = max(
        _SEPARATORS, key=lambda sign: sum(line.count(sign) for line in start)
    )
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error:
        raise values.not_a_file(_NOT_TEXT, filename) from None


def _decoded(content: bytes, filename: str) -> str:
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text.replace("\r\n", "\n").replace("\r", "\n")
    raise values.not_a_file(_NOT_TEXT, filename)


def _header_of(lines: list[list[str]], mapping: CsvMapping, filename: str) -> int:
    wanted = _wanted(mapping)
    fewest = sorted(wanted)
    for number, line in enumerate(lines[:LOOK_FOR_HEADER_IN]):
        here = {tables.column_name(name) for name in _unique(line)}
        missing = sorted(wanted - here)
        if not missing:
            return number
        fewest = min(fewest, missing, key=len)
    raise _no_header(filename, mapping, fewest)


def _no_header(filename: str, mapping: CsvMapping, missing: Sequence[str]) -> Refused:
    named = ", ".join(missing)
    return values.not_a_file(_NO_HEADER, filename, mapping=mapping.name, missing=named)


def _wanted(mapping: CsvMapping) -> set[str]:
    return {name for what in MAPPED for name in columns_named(mapping, what)}


def _likely_header(lines: list[list[str]]) -> int:
    """Return the first row as wide as the widest that has a text in most cells."""
    start = lines[:LOOK_FOR_HEADER_IN]
    widest = max((sum(bool(c.strip()) for c in line) for line in start), default=0)
    for number, line in enumerate(start):
        if sum(bool(cell.strip()) for cell in line) * 3 >= widest * 2 > 2:  # noqa: PLR2004 - two thirds of a table
            return number
    return 0


def _unique(names: Sequence[str]) -> list[str]:
    """Name columns without a name, and those that bear the same twice."""
    seen: dict[str, int] = {}
    unique = []
    for place, raw in enumerate(names, start=1):
        name = raw.strip().strip("\ufeff") or f"column {place}"
        key = tables.column_name(name)
        seen[key] = seen.get(key, 0) + 1
        unique.append(name if seen[key] == 1 else f"{name} {seen[key]}")
    return unique


def _cell(row: tables.Row, mapping: CsvMapping, what: str) -> str:
    cells = (row.cells.get(name, "") for name in columns_named(mapping, what))
    return " ".join(filter(None, (cell.strip() for cell in cells)))


@dataclass(slots=True)
class _Table:
    """Reads rows one after the other; remembers account and running amounts."""

    mapping: CsvMapping
    unit: Unit
    reading: values.Reading
    above: int
    #: A workbook's numbers come with a point, whatever the bank's country writes.
    is_book: bool = False
    account: str = ""
    #: What the bank says is there after each line.
    after: dict[int, Measure] = field(default_factory=dict)

    def line(self, row: tables.Row) -> StatementLine | None:
        cells = {what: _cell(row, self.mapping, what) for what in self.mapping.columns}
        number = row.number + self.above
        day_text = cells.get("day", "")
        is_sum = day_text.casefold().strip(" :") in _SUMS
        if is_sum or (not day_text and not self._says_an_amount(cells)):
            return None
        if not day_text:
            self.reading.refuse("day", _NO_DAY, number)
            return None
        day = self.reading.day(day_text, row=number, order=self.mapping.days)
        amount = self._amount(cells, number)
        self._check_account(cells, number)
        if day is None or amount is None:
            return None
        self._remember(cells, number)
        return StatementLine(
            row=number,
            day=day,
            amount=amount,
            value_day=self._value_day(cells, number),
            reference=values.reference(cells.get("reference")),
            counterparty=values.clean(cells.get("counterparty"))[:140],
            counterparty_iban=values.account_number(cells.get("counterparty_iban")),
            text=values.clean(cells.get("text")),
        )

    def ends(self, lines: list[StatementLine]) -> tuple[Measure | None, Measure | None]:
        """Return what was there before and after, where each line says what is left."""
        if not lines or any(line.row not in self.after for line in lines):
            return None, None
        turned = lines[::-1]
        order = turned if self._breaks(lines) and not self._breaks(turned) else lines
        breaks = self._breaks(order)
        for line, said, reckoned in breaks:
            shown = {"said": values.said(said), "reckoned": values.said(reckoned)}
            self.reading.refuse("closing", _JUMPS, line.row, **shown)
        if breaks:
            return None, None
        first, last = order[0], order[-1]
        return self.after[first.row] - first.amount, self.after[last.row]

    def _breaks(
        self, lines: list[StatementLine]
    ) -> list[tuple[StatementLine, Measure, Measure]]:
        return [
            (line, self.after[line.row], self.after[before.row] + line.amount)
            for before, line in itertools.pairwise(lines)
            if self.after[before.row] + line.amount != self.after[line.row]
        ]

    def _says_an_amount(self, cells: Mapping[str, str]) -> bool:
        return any(cells.get(what) for what in ("amount", "money_in", "money_out"))

    def _value_day(self, cells: Mapping[str, str], number: int) -> date | None:
        text = cells.get("value_day", "")
        if not text:
            return None
        order = self.mapping.days
        return self.reading.day(text, row=number, order=order, what="value_day")

    def _amount(self, cells: Mapping[str, str], number: int) -> Measure | None:
        code = cells.get("currency", "").upper().replace("€", "EUR")
        if code not in {"", self.unit.code}:
            said = {"line": values.short(code), "account": self.unit.code}
            self.reading.refuse("currency", _TWO_CURRENCIES, number, **said)
            return None
        if not self._says_an_amount(cells):
            self.reading.refuse("amount", _NO_AMOUNT, number)
            return None
        if "amount" in self.mapping.columns:
            return self._with_direction(cells, number)
        return self._in_or_out(cells, number)

    def _with_direction(self, cells: Mapping[str, str], number: int) -> Measure | None:
        amount = self._read(cells["amount"], number, "amount")
        if amount is None or "direction" not in cells:
            return amount
        is_out = cells["direction"].casefold() in self.mapping.out_words
        return Measure(abs(amount.amount) * (-1 if is_out else 1), self.unit)

    def _in_or_out(self, cells: Mapping[str, str], number: int) -> Measure | None:
        came, went = (
            self._read(cells.get(what) or "0", number, what)
            for what in ("money_in", "money_out")
        )
        if came is None or went is None:
            return None
        if came.amount and went.amount:
            said = {"money_in": values.said(came), "money_out": values.said(went)}
            self.reading.refuse("amount", _BOTH_WAYS, number, **said)
            return None
        return Measure(came.amount - abs(went.amount), self.unit)

    def _check_account(self, cells: Mapping[str, str], number: int) -> None:
        said = values.account_number(cells.get("account"))
        self.account = self.account or said
        if said and said != self.account:
            shown = {"line": shortened(said), "account": shortened(self.account)}
            self.reading.refuse("account", _OTHER_ACCOUNT, number, **shown)

    def _remember(self, cells: Mapping[str, str], number: int) -> None:
        if cells.get("closing"):
            after = self._read(cells["closing"], number, "closing")
            if after is not None:
                self.after[number] = after

    def _read(self, text: str, number: int, what: str) -> Measure | None:
        decimal = self.mapping.decimal
        if self.is_book and re.fullmatch(r"-?\d+(\.\d{1,2})?", text):
            decimal = "."
        return self.reading.amount(
            text, self.unit, row=number, decimal=decimal, what=what
        )


def shortened(account: str) -> str:
    """Return an account number as it may be shown: its first and last signs."""
    return account if len(account) < 9 else f"{account[:4]}…{account[-4:]}"  # noqa: PLR2004 - too short to shorten
