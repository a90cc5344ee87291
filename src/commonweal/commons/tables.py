"""Read the tables people send (CSV, XLSX) and write CSV that is safe to open.

Not a reader of anything's meaning: it gives back rows of plain text with their line
numbers, or refuses with every problem it found. What a column means is the room's
business.
"""

from __future__ import annotations

import codecs
import csv
import datetime as dt
import difflib
import io
import re
import unicodedata
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import PurePath
from xml.etree.ElementTree import ParseError

from django.conf import settings
from openpyxl.reader import excel

from commonweal.core.vf.problems import N_, Problem, Refused, require

#: A table for a hub of unions has fewer rows; more is a mistake or an attack.
MAX_ROWS = 100_000
MAX_COLUMNS = 100
MAX_CELL = 1000
#: After so many problems the rest is counted, not listed.
MAX_PROBLEMS = 200
#: Unpacked, a workbook may be this many times the largest file.
MAX_UNPACKING = 8

_NO_COLUMNS: Sequence[str] = ()
_PACKED = (b"PK\x03\x04", b"PK\x05\x06")
_SEPARATORS = ",;\t|"
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_OLD_OFFICE = N_("%(name)s is an old or locked Office file. Save it as CSV or XLSX.")
_PICTURE = N_("%(name)s is a picture. Send the table as CSV or XLSX.")
_ARCHIVE = N_("%(name)s is a packed archive. Unpack it, send the table in it.")
_DOCUMENT = N_("%(name)s is a document, not a table. Save the table as CSV or XLSX.")
_NOT_TEXT = N_("%(name)s is not text that we can read. Save it as CSV in UTF-8.")
_NOT_A_BOOK = N_("%(name)s is not a workbook, whatever its name says. Save it as XLSX.")
_NOT_A_LIST = N_("%(name)s is not a text table, whatever its name says. Name it .xlsx.")
_DAMAGED = N_("%(name)s is damaged or locked. Open it, save it again, send it again.")
_TOO_DEEP = N_("%(name)s unpacks to more than we may read. Save it again as CSV.")
_TOO_LARGE = N_(
    "%(size)s MB are too much; a table may have %(limit)s. Send it in parts."
)
_TOO_LONG = N_(
    "A table may have %(rows)s rows and %(columns)s columns. Send it in parts."
)
_EMPTY = N_("%(name)s is empty. Its first row names the columns.")
_MORE = N_("%(n)s more problems are not listed. Mend these first.")
_NOT_A_DAY = N_("“%(value)s” is not a day. Write it as 2026-11-23.")
_NO_SUCH_DAY = N_("The day %(value)s does not exist. Look at a calendar.")
_TWICE = N_("The column “%(column)s” is there twice.")
_MISSING = N_("The column “%(column)s” is missing. Here are: %(here)s.")
_UNKNOWN = N_("We do not know the column “%(column)s”. Did you mean %(near)s?")
_TOO_MANY = N_("%(n)s cells here, %(m)s columns. A separator in a text needs “quotes”.")
_LONG_CELL = N_("This cell has more than %(most)s letters. Shorten it.")
_NO_LETTERS = N_("This cell holds signs that are no letters. Type it again.")
_NO_RESULT = N_("This cell shows an error: its formula has no result.")
_OPEN_QUOTE = N_("A quotation mark here is not closed, or not doubled. Mend it.")
#: First bytes of files that are often sent by mistake, and what to say.
_OTHER_KINDS = (
    (b"\xd0\xcf\x11\xe0", _OLD_OFFICE),
    (b"%PDF", _DOCUMENT),
    (b"{\\rtf", _DOCUMENT),
    (b"<!doctype", _DOCUMENT),
    (b"<html", _DOCUMENT),
    (b"<?xml", _DOCUMENT),
    (b"\x89PNG", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
    (b"GIF8", _PICTURE),
    (b"\x1f\x8b", _ARCHIVE),
    (b"7z\xbc\xaf", _ARCHIVE),
    (b"Rar!", _ARCHIVE),
)


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its line in the file, counted from 1, and its cells by column."""

    number: int
    cells: Mapping[str, str]


Line = tuple[int, list[str]]

#: What zipfile and openpyxl raise when a workbook is broken or locked.
_BROKEN_BOOK = (
    zipfile.BadZipFile, zlib.error, ParseError, KeyError, IndexError, ValueError,
    TypeError, AttributeError, NotImplementedError, EOFError, OSError, RuntimeError,
)  # fmt: skip


def refuse_too_large(size: int) -> None:
    """Refuse a file by its size [bytes], before anybody reads it."""
    limit = settings.TABLE_MAX_BYTES
    if size > limit:
        params = {"size": f"{size / 2**20:.1f}", "limit": limit // 2**20}
        raise Refused(Problem("file", _TOO_LARGE, params))


def read_table(  # noqa: PLR0913 - a table, which columns it has, how large it may be
    content: bytes,
    *,
    filename: str,
    required: Sequence[str] = _NO_COLUMNS,
    optional: Sequence[str] | None = None,
    limit: int = MAX_ROWS,
    cell_limit: int = MAX_CELL,
) -> tuple[Row, ...]:
    """Return the rows of a CSV or XLSX file, with empty rows left out.

    Column names are lower case with ``_`` for spaces. With ``optional`` given, columns
    that are neither required nor optional are refused.

    Raises
    ------
    Refused
        With every problem of the file: its size, kind, letters, columns and rows.
    """
    refuse_too_large(len(content))
    lines = list(_lines(content, filename, limit))
    if not lines:
        raise _refused(_EMPTY, filename)
    columns = [column_name(cell) for cell in lines[0][1]]
    problems = list(_column_problems(columns, required, optional, lines[0][0]))
    rows = []
    for number, cells in lines[1:]:
        problems.extend(_row_problems(columns, cells, number, cell_limit))
        padded = [*cells, *[""] * len(columns)]
        rows.append(Row(number, dict(zip(columns, padded, strict=False))))
    if not rows and not problems:
        problems.append(Problem("file", N_("The table has column names but no rows.")))
    require(shortened(problems))
    return tuple(rows)


def shortened(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """Return the first problems, and one that counts the rest."""
    if len(problems) <= MAX_PROBLEMS:
        return tuple(problems)
    rest = Problem("file", _MORE, {"n": len(problems) - MAX_PROBLEMS})
    return (*problems[:MAX_PROBLEMS], rest)


def day_of(text: str, *, field: str) -> dt.date:
    """Read a day written as 2026-11-23 or 23.11.2026; refuse one that does not exist."""
    match = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?)?", text)
    parts = match.groups() if match else None
    if parts is None:
        turned = re.fullmatch(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})", text)
        parts = turned.groups()[::-1] if turned else None
    if parts is None:
        raise Refused(Problem(field, _NOT_A_DAY, {"value": _short(text)}))
    try:
        return dt.date(*(int(part) for part in parts))
    except ValueError:
        raise Refused(Problem(field, _NO_SUCH_DAY, {"value": _short(text)})) from None


def write_csv(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Return a CSV file (UTF-8 with mark) whose cells no spreadsheet will execute."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([defused(column) for column in columns])
    for row in rows:
        writer.writerow([defused(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def defused(cell: object) -> str:
    """Return a cell's text, with ' before what a spreadsheet would take as a formula.

    ``read_table`` takes the ' away again. Plain numbers such as -3.5 stay numbers.
    """
    text = "" if cell is None else str(cell)
    if text.startswith(_FORMULA_STARTS) and not _is_number(text):
        return f"'{text}"
    return text


def _is_number(text: str) -> bool:
    try:
        return Decimal(text).is_finite()
    except InvalidOperation:
        return False


def column_name(cell: str) -> str:
    """Return a column's name as rows hold it: lower case, with _ for spaces."""
    return re.sub(r"[\s_-]+", "_", cell.casefold()).strip("_")


def _column_problems(
    columns: Sequence[str],
    required: Sequence[str],
    optional: Sequence[str] | None,
    number: int,
) -> Iterator[Problem]:
    seen: set[str] = set()
    for place, column in enumerate(columns, start=1):
        if not column:
            yield Problem("file", N_("Column %(n)s has no name."), {"n": place}, number)
        elif column in seen:
            yield Problem(column, _TWICE, {"column": _short(column)}, number)
        elif optional is not None and column not in {*required, *optional}:
            known = [*required, *optional]
            near = difflib.get_close_matches(column, known, n=1) or known
            params = {"column": _short(column), "near": ", ".join(near)}
            yield Problem(column, _UNKNOWN, params, number)
        seen.add(column)
    here = _short(", ".join(columns))
    for column in required:
        if column not in seen:
            yield Problem(column, _MISSING, {"column": column, "here": here}, number)


def _row_problems(
    columns: Sequence[str], cells: Sequence[str], number: int, cell_limit: int
) -> Iterator[Problem]:
    if any(cells[len(columns) :]):
        params = {"n": len(cells), "m": len(columns)}
        yield Problem("file", _TOO_MANY, params, number)
    for column, cell in zip(columns, cells, strict=False):
        if len(cell) > cell_limit:
            yield Problem(column, _LONG_CELL, {"most": cell_limit}, number)
        elif "\0" in cell or "\ufffd" in cell:
            yield Problem(column, _NO_LETTERS, row=number)
        elif re.fullmatch(r"#(REF|VALUE|NAME|DIV/0|N/A|NUM|NULL)[!?]?", cell):
            yield Problem(column, _NO_RESULT, row=number)


def _lines(content: bytes, filename: str, limit: int) -> Iterator[Line]:
    """Yield the non-empty lines of either kind of file, at most ``limit`` and a header."""
    _refuse_other_kinds(content, filename)
    lines: Iterable[Line] = _text_lines(content, filename)
    if content.startswith(_PACKED):
        lines = _sheet_lines(content, filename, limit)
    count = 0
    for number, raw in lines:
        cells = [_clean(cell) for cell in raw]
        while cells and not cells[-1]:
            cells.pop()
        if number > limit * 2 or count > limit or len(cells) > MAX_COLUMNS:
            params = {"rows": limit, "columns": MAX_COLUMNS}
            raise Refused(Problem("file", _TOO_LONG, params, number))
        if cells:
            count += 1
            yield number, cells


def _clean(cell: str) -> str:
    text = unicodedata.normalize("NFC", cell).replace("\u00a0", " ")
    text = text.strip(" \t\r\n\ufeff")
    if text.startswith("'") and text[1:].startswith(_FORMULA_STARTS):
        return text[1:]
    return text


def _refuse_other_kinds(content: bytes, filename: str) -> None:
    start = content[:64].lstrip(codecs.BOM_UTF8 + b" \r\n\t")
    for mark, message in _OTHER_KINDS:
        if start[: len(mark)].lower() == mark.lower():
            raise _refused(message, filename)
    is_packed = content.startswith(_PACKED)
    ending = PurePath(filename).suffix.lower()
    if ending in {".xlsx", ".xlsm"} and not is_packed:
        raise _refused(_NOT_A_BOOK, filename)
    if is_packed and ending in {".csv", ".tsv", ".txt"}:
        raise _refused(_NOT_A_LIST, filename)


def _refused(message: str, filename: str) -> Refused:
    return Refused(Problem("file", message, {"name": _short(filename)}))


def _short(text: str) -> str:
    printable = "".join(sign if sign.isprintable() else "?" for sign in text)
    return printable if len(printable) <= 60 else printable[:59] + "…"  # noqa: PLR2004 - fits a line


# --- text ---------------------------------------------------------------------------


def _text_lines(content: bytes, filename: str) -> Iterator[Line]:
    text = _decoded(content, filename)
    separator, text, skipped = _separator_of(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    number = 1 + skipped
    try:
        for cells in reader:
            yield number, cells
            number = reader.line_num + 1 + skipped
    except csv.Error:
        raise Refused(Problem("file", _OPEN_QUOTE, row=number)) from None


def _decoded(content: bytes, filename: str) -> str:
    for encoding in _encodings_of(content):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if text.count("\0") * 10 > len(text):
            break
        return text
    raise _refused(_NOT_TEXT, filename)


def _encodings_of(content: bytes) -> tuple[str, ...]:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return ("utf-16",)
    start = content[:2000]
    if start[1::2].count(0) > len(start) // 3:
        return ("utf-16-le",)
    if start[::2].count(0) > len(start) // 3:
        return ("utf-16-be",)
    return ("utf-8-sig", "cp1252")


def _separator_of(text: str) -> tuple[str, str, int]:
    """Return the separator, the text to read and how many lines were skipped."""
    said = re.match(r"sep=(.)\r?\n", text)
    if said:
        return said[1], text[said.end() :], 1
    header = next((line for line in text.splitlines()[:50] if line.strip()), "")
    unquoted = re.sub(r'"[^"]*"', "", header)
    return max(_SEPARATORS, key=unquoted.count), text, 0


# --- workbooks ----------------------------------------------------------------------


def _sheet_lines(content: bytes, filename: str, limit: int) -> list[Line]:
    try:
        _refuse_bad_workbook(content, filename)
        with warnings.catch_warnings():  # openpyxl warns of styles it leaves out
            warnings.simplefilter("ignore", UserWarning)
            return _first_sheet(content, limit)
    except _BROKEN_BOOK:
        raise _refused(_DAMAGED, filename) from None


def _first_sheet(content: bytes, limit: int) -> list[Line]:
    book = excel.load_workbook(  # type: ignore[no-untyped-call]  # openpyxl has no types
        io.BytesIO(content), read_only=True, data_only=True
    )
    try:
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        rows = sheet.iter_rows(
            max_row=limit * 2 + 1, max_col=MAX_COLUMNS + 1, values_only=True
        )
        return [
            (number, [_cell_text(cell) for cell in cells])
            for number, cells in enumerate(rows, start=1)
            if any(cell is not None for cell in cells)
        ]
    finally:
        book.close()


def _refuse_bad_workbook(content: bytes, filename: str) -> None:
    """Unpack once in small pieces: real sizes count, not what the file claims."""
    left = settings.TABLE_MAX_BYTES * MAX_UNPACKING
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if "xl/workbook.xml" not in archive.namelist():
            raise _refused(_NOT_A_BOOK, filename)
        for member in archive.infolist():
            tail = b""
            with archive.open(member) as part:
                while piece := part.read(2**16):
                    left -= len(piece)
                    if left < 0 or b"<!DOCTYPE" in tail + piece:
                        raise _refused(_TOO_DEEP, filename)
                    tail = piece[-16:]


def _cell_text(cell: object) -> str:
    match cell:
        case None:
            text = ""
        case float():
            text = f"{cell:.12g}"
        case dt.datetime() if cell.time() == dt.time():
            text = cell.date().isoformat()
        case _:
            text = str(cell)
    return text
