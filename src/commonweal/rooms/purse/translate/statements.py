"""Reads any statement a bank gives, finds out which kind it is, and checks that it adds up.

The readers give what the file says; here is what must hold of every statement, whatever
it was written in: what was there, and the lines, come to what is there; and no line is
in it twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from commonweal.core.vf.measure import Measure
from commonweal.core.vf.problems import N_, Problem, Refused
from commonweal.rooms.purse.translate import bank_csv, camt, mt940, ofx, values
from commonweal.rooms.purse.words.bank import (
    STATEMENT_MAX_BYTES,
    CsvMapping,
    Format,
    Statement,
    StatementLine,
)

#: Banks book a few days ahead over holidays; later days are a mistake.
DAYS_AHEAD = 7
EARLIEST = date(2000, 1, 1)

_TOO_LARGE = N_(
    "%(size)s MB are too much; a statement may have %(limit)s MB. Fetch it from the bank"
    " in parts, by month."
)
_EMPTY = N_("%(name)s is empty. Fetch it from the bank again.")
_NO_MAPPING = N_(
    "%(name)s is a table. Choose or save a mapping first, which says what its columns are."
)
_NOT_A_STATEMENT = N_(
    "%(name)s is %(what)s, not a bank statement. Fetch the statement as CAMT.053, MT940,"
    " OFX or CSV."
)
_DOES_NOT_ADD_UP = N_(
    "This statement does not add up: %(opening)s at first and its %(n)s lines come to"
    " %(reckoned)s, but it says %(closing)s. Lines are missing or changed: ask the bank"
    " for the file again."
)
_BUT_FOR_THE_DOUBLE = N_(
    "This line is the same as line %(first)s (reference %(reference)s, %(amount)s), and"
    " without it the statement would add up. Ask the bank for the file again."
)
_TWICE = N_(
    "This line has the same reference, day and amount as line %(first)s (%(reference)s,"
    " %(amount)s). Ask the bank for the file again, or take the double line out."
)
_PAGE_MISSING = N_(
    "This page begins with %(here)s, the page before ends with %(before)s. A page is"
    " missing: fetch the file again."
)
_IN_THE_FUTURE = N_("The day %(day)s is yet to come. Ask the bank for the file again.")

_LONG_AGO = N_(
    "The day %(day)s is too long ago to be meant. Check how the mapping writes days, or"
    " ask the bank for the file again."
)

#: First bytes of files that are sent by mistake.
_OTHERS = (
    (b"%PDF", N_("a document (PDF)")),
    (b"\x89PNG", N_("a picture")),
    (b"\xff\xd8\xff", N_("a picture")),
    (b"GIF8", N_("a picture")),
    (b"\xd0\xcf\x11\xe0", N_("an old Office file")),
    (b"\x1f\x8b", N_("a packed archive; unpack it first,")),
    (b"7z\xbc\xaf", N_("a packed archive; unpack it first,")),
    (b"Rar!", N_("a packed archive; unpack it first,")),
    (b"{\\rtf", N_("a document")),
    (b"<!doctype html", N_("a web page")),
    (b"<html", N_("a web page")),
)


def read_statements(
    content: bytes,
    *,
    filename: str,
    mapping: CsvMapping | None = None,
    today: date | None = None,
) -> tuple[Statement, ...]:
    """Return every statement of a file, or refuse it with all its problems.

    What the file is decides its first bytes, not its name. ``today`` lets days that are
    yet to come be refused.
    """
    kind = kind_of(content, filename)
    reading = values.Reading()
    if kind == "csv":
        if mapping is None:
            raise values.not_a_file(_NO_MAPPING, filename)
        one = bank_csv.read(content, filename, mapping, reading)
        statements = [one] if one is not None else []
    else:
        statements = list(_READERS[kind](content, filename, reading))
    statements = [
        replace(one, lines=tuple(line for line in one.lines if line.amount.amount))
        for one in _whole(statements, reading)
    ]
    for statement in statements:
        reading.problems.extend(problems_with(statement, today=today))
    reading.finish()
    return tuple(sorted(statements, key=lambda s: (s.account, s.first_day, s.last_day)))


def _whole(statements: list[Statement], reading: values.Reading) -> list[Statement]:
    """Put the pages of statements together, as far as they follow one another."""
    whole: list[Statement] = []
    for page in statements:
        before = whole[-1] if whole else None
        if before is None or not page.is_later_page or before.account != page.account:
            whole.append(page)
        elif before.closing != page.opening:
            said = {
                "before": "?"
                if before.closing is None
                else values.said(before.closing),
                "here": "?" if page.opening is None else values.said(page.opening),
            }
            reading.refuse("opening", _PAGE_MISSING, page.row, **said)
        else:
            whole[-1] = replace(
                before,
                closing=page.closing,
                last_day=max(before.last_day, page.last_day),
                first_day=min(before.first_day, page.first_day),
                lines=before.lines + page.lines,
                n_pending=before.n_pending + page.n_pending,
            )
    return whole


_READERS = {"camt053": camt.read, "mt940": mt940.read, "ofx": ofx.read}


def kind_of(content: bytes, filename: str) -> Format:
    """Find out what a file is by its first bytes, or refuse what is no statement."""
    if len(content) > STATEMENT_MAX_BYTES:
        limit = STATEMENT_MAX_BYTES // 2**20
        size = {"size": f"{len(content) / 2**20:.1f}", "limit": limit}
        raise Refused(Problem("file", _TOO_LARGE, size))
    start = content[:4000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start:
        raise values.not_a_file(_EMPTY, filename)
    low = start.lower()
    for mark, what in _OTHERS:
        if low.startswith(mark.lower()):
            raise values.not_a_file(_NOT_A_STATEMENT, filename, what=what)
    if start.startswith(b"OFXHEADER") or b"<OFX>" in start or b"<?OFX" in start:
        return "ofx"
    if start.startswith(b"<") or _is_wide_xml(content):
        return "camt053"
    is_swift = re.search(rb"(?m)^(\{[^\n]*\{4:\s*)?:20:", start)
    return "mt940" if is_swift else "csv"


def _is_wide_xml(content: bytes) -> bool:
    """Say whether a file is XML in two bytes a letter."""
    return content[:8] in {b"\xff\xfe<\0?\0x\0", b"\xfe\xff\0<\0?\0x"}


def problems_with(
    statement: Statement, *, today: date | None = None
) -> Iterator[Problem]:
    """Yield what cannot be true of a statement, whatever file it came in."""
    doubles = list(_doubles(statement.lines))
    yield from _sums(statement, doubles)
    latest = date.max if today is None else today + timedelta(days=DAYS_AHEAD)
    for line in statement.lines:
        said = {"day": line.day.isoformat()}
        if line.day > latest:
            yield Problem("day", _IN_THE_FUTURE, said, line.row)
        if line.day < EARLIEST:
            yield Problem("day", _LONG_AGO, said, line.row)


def _sums(
    statement: Statement, doubles: list[tuple[StatementLine, StatementLine]]
) -> Iterator[Problem]:
    opening, closing = statement.opening, statement.closing
    if opening is None or closing is None:
        for first, second in doubles:
            yield Problem("reference", _TWICE, _same(first, second), second.row)
        return
    reckoned = opening.amount + sum(line.amount.amount for line in statement.lines)
    if reckoned == closing.amount:
        return  # The bank's own amounts say that lines which look alike are two.
    too_much = reckoned - closing.amount
    if doubles and too_much == sum(second.amount.amount for _, second in doubles):
        for first, second in doubles:
            said = _same(first, second)
            yield Problem("reference", _BUT_FOR_THE_DOUBLE, said, second.row)
        return
    said = {
        "opening": values.said(opening),
        "n": len(statement.lines),
        "reckoned": values.said(Measure(reckoned, closing.unit)),
        "closing": values.said(closing),
    }
    yield Problem("closing", _DOES_NOT_ADD_UP, said, statement.row)


def _same(first: StatementLine, second: StatementLine) -> dict[str, object]:
    return {
        "first": first.row,
        "reference": values.short(second.reference),
        "amount": values.said(second.amount),
    }


def _doubles(
    lines: Iterable[StatementLine],
) -> Iterator[tuple[StatementLine, StatementLine]]:
    """Yield lines that another line repeats to the letter, reference included."""
    seen: dict[tuple[object, ...], StatementLine] = {}
    for line in lines:
        if not line.reference:
            continue
        same = (
            line.reference,
            line.end_to_end,
            line.day,
            line.amount.amount,
            line.text,
        )
        if same in seen:
            yield seen[same], line
        else:
            seen[same] = line
