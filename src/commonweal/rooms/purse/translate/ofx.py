"""Reads OFX statements, version 1 (SGML) and 2 (XML), of bank accounts and cards.

``ofxtools`` reads the header and the tags; we read the values, so that one that does
not fit is named with its line and the others are read all the same.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from xml.etree.ElementTree import Element
from xml.sax import saxutils

from ofxtools.header import OFXHeaderError
from ofxtools.Parser import OFXTree

from commonweal.core.vf.measure import Measure, Unit
from commonweal.core.vf.problems import N_, Problem, Refused
from commonweal.rooms.purse.translate import values
from commonweal.rooms.purse.words.bank import LINES_MAX, Statement, StatementLine

_DOCTYPE = N_(
    "%(name)s brings its own rules along (DOCTYPE). No bank does that; we do not read"
    " it. Fetch the statement from the bank again."
)
_BROKEN = N_(
    "The file breaks off or is not whole: its tags do not close. Fetch it again."
)
_NOT_OFX = N_("%(name)s begins like OFX, but holds no bank statement. Fetch it again.")
_BANK_SAYS_NO = N_("The bank did not give a statement: “%(why)s”. Fetch it again.")
_MISSING = N_("Here “%(element)s” is missing. Ask the bank for the file again.")
_TOO_MANY = N_("More than %(n)s lines are in one file. Fetch it in parts, by month.")
_BAD_HEADER = N_("The header of %(name)s cannot be read. Fetch the file again.")
#: An element without a value and without an end; SGML lets banks write it so.
_EMPTY = re.compile(
    rb"<(NAME|MEMO|CHECKNUM|REFNUM|FITID|PAYEEID|SIC|BRANCHID|ACCTKEY|DTAVAIL|DTUSER)>"
    rb"[ \t\r\n]*(?=<(?!/\1>))"
)


def read(content: bytes, filename: str, reading: values.Reading) -> Iterator[Statement]:
    """Yield the statements of a file; problems go to ``reading``."""
    if re.search(rb"<!\s*(DOCTYPE|ENTITY)", content, re.IGNORECASE):
        raise values.not_a_file(_DOCTYPE, filename)
    root = _root(content, filename)
    rows = iter(_rows_of(content, rb"<STMTTRN>"))
    starts = iter(_rows_of(content, rb"<(?:CC)?STMTRS>"))
    found = [e for e in root.iter() if e.tag in {"STMTRS", "CCSTMTRS"}]
    if not found:
        raise _no_statement(root, filename)
    if sum(1 for _ in root.iter("STMTTRN")) > LINES_MAX:
        raise Refused(Problem("file", _TOO_MANY, {"n": LINES_MAX}))
    for element in found:
        row = next(starts, 1)
        own = [next(rows, row) for _ in element.iter("STMTTRN")]
        statement = _Reader(element, row, own, reading).statement()
        if statement is not None:
            yield statement


def _root(content: bytes, filename: str) -> Element:
    last = content.rstrip().count(b"\n") + 1
    if not content.rstrip().endswith(b"</OFX>"):
        raise Refused(Problem("file", _BROKEN, row=last))
    tree = OFXTree()
    try:
        return tree.parse(io.BytesIO(_usual(content)))
    except (OFXHeaderError, UnicodeDecodeError):
        raise values.not_a_file(_BAD_HEADER, filename) from None
    except (SyntaxError, AssertionError, IndexError, KeyError):
        raise Refused(Problem("file", _BROKEN, row=last)) from None


def _usual(content: bytes) -> bytes:
    """Put right what banks often write in OFX 1 and its readers do not expect."""
    start, body = content[:600].lstrip(b"\xef\xbb\xbf\r\n\t "), content[600:]
    start = re.sub(rb"CHARSET:\s*(?:8859-1|ISO8859-1)", b"CHARSET:ISO-8859-1", start)
    return _EMPTY.sub(b"", start + body)


def _text(text: str | None) -> str:
    return values.clean(saxutils.unescape(text or "", {"&nbsp;": " ", "&apos;": "'"}))


def _no_statement(root: Element, filename: str) -> Refused:
    for status in root.iter("STATUS"):
        severity = status.findtext("SEVERITY", "")
        if severity == "ERROR":
            why = values.short(
                status.findtext("MESSAGE", "") or status.findtext("CODE", "")
            )
            return Refused(Problem("file", _BANK_SAYS_NO, {"why": why}))
    return values.not_a_file(_NOT_OFX, filename)


def _rows_of(content: bytes, mark: bytes) -> Iterator[int]:
    """Yield the line each mark stands in, counted from 1."""
    row, seen = 1, 0
    for found in re.finditer(mark, content):
        row += content.count(b"\n", seen, found.start())
        seen = found.start()
        yield row


@dataclass(slots=True)
class _Reader:
    """Reads one statement of an account or a card."""

    element: Element
    row: int
    rows: list[int]
    reading: values.Reading

    def statement(self) -> Statement | None:
        since = len(self.reading.problems)
        code = self.element.findtext("CURDEF", "").strip()
        unit = self.reading.currency(code, row=self.row)
        account = self._account()
        if unit is None:
            return None
        lines = [
            line
            for element, row in zip(
                self.element.iter("STMTTRN"), self.rows, strict=False
            )
            if (line := self._line(element, row, unit)) is not None
        ]
        closing, closing_day = self._closing(unit)
        days = [line.day for line in lines]
        for name in ("DTSTART", "DTEND"):
            text = self.element.findtext(f"BANKTRANLIST/{name}", "")
            day = self._day(text, name, self.row) if text else None
            days += [day] if day else []
        days += [closing_day] if closing_day and not days else []
        if not days:
            self.reading.refuse("day", _MISSING, self.row, element="BANKTRANLIST")
        if len(self.reading.problems) > since:
            return None
        # A closing amount of another day than the last says nothing about these lines.
        fits = closing_day == max(days)
        return Statement(
            row=self.row,
            format="ofx",
            account=account,
            currency=unit.code,
            closing=closing if fits else None,
            first_day=min(days),
            last_day=max(days),
            lines=tuple(lines),
        )

    def _account(self) -> str:
        for name in ("BANKACCTFROM", "CCACCTFROM"):
            found = self.element.find(name)
            if found is not None:
                number = values.account_number(found.findtext("ACCTID"))
                code = values.account_number(found.findtext("BANKID"))
                is_iban = re.match(r"[A-Z]{2}\d\d", number)
                return number if is_iban or not code else f"{code}/{number}"
        self.reading.refuse("account", _MISSING, self.row, element="BANKACCTFROM")
        return ""

    def _closing(self, unit: Unit) -> tuple[Measure | None, date | None]:
        found = self.element.find("LEDGERBAL")
        if found is None:
            return None, None
        amount = self._amount(found.findtext("BALAMT", ""), unit, self.row)
        return amount, self._day(found.findtext("DTASOF", ""), "DTASOF", self.row)

    def _line(self, element: Element, row: int, unit: Unit) -> StatementLine | None:
        own = element.findtext("CURRENCY/CURSYM", "").strip()
        if not self.reading.same_currency(own, unit.code, row=row):
            return None
        amount = self._amount(element.findtext("TRNAMT", ""), unit, row)
        day = self._day(element.findtext("DTPOSTED", ""), "DTPOSTED", row)
        if amount is None or day is None:
            return None
        value_day = element.findtext("DTAVAIL", "")
        name = element.findtext("NAME") or element.findtext("PAYEE/NAME")
        return StatementLine(
            row=row,
            day=day,
            value_day=self._day(value_day, "DTAVAIL", row) if value_day else None,
            amount=amount,
            reference=values.reference(element.findtext("FITID")),
            end_to_end=values.reference(element.findtext("REFNUM")),
            counterparty=_text(name)[:140],
            counterparty_iban=values.account_number(
                element.findtext("BANKACCTTO/ACCTID")
            ),
            text=_text(element.findtext("MEMO")),
            bank_code=values.clean(element.findtext("TRNTYPE"))[:40],
        )

    def _amount(self, text: str, unit: Unit, row: int) -> Measure | None:
        """Read an amount; OFX lets a bank write a point or a comma before the cents."""
        comma = "," in text and "." not in text
        return self.reading.amount(
            text.strip(), unit, row=row, decimal="," if comma else "."
        )

    def _day(self, text: str, element: str, row: int) -> date | None:
        if not text.strip():
            self.reading.refuse("day", _MISSING, row, element=element)
            return None
        return self.reading.day(text.strip()[:8], row=row, what="day")
