"""Reads MT940 statements (SWIFT), the German, Dutch and plain kinds.

The library ``mt-940`` knows the fields; we find them ourselves first, so that every
field that does not fit is named with its line, and no day is bent into a real one.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from mt940 import models, tags
from mt940.options import Options

from commonweal.core.vf.measure import Measure, Unit
from commonweal.core.vf.problems import N_, Problem, Refused
from commonweal.rooms.purse.translate import values
from commonweal.rooms.purse.words.bank import LINES_MAX, Statement, StatementLine

_FIELD = re.compile(r":(\d\d[A-Z]?|NS):")
_USED = {"20", "25", "28", "28C", "60F", "60M", "61", "62F", "62M", "86"}
_OPENING = ("60F", "60M")
_CLOSING = ("62F", "62M")
_DUTCH = re.compile(
    r"/(TRTP|IBAN|BIC|NAME|REMI|EREF|MARF|CSID|CNTP|BENM|ORDP|PREF|PURP|ADDR|ISDT|ID"
    r"|RTRN|ULTD|ULTB|TRCD|USTD|STRD|KREF|RREF|IREF|TRAN|OCMT|COAM|ULTC|BUSP)/"
)
_NOT_MT940 = N_("%(name)s holds no statement (MT940). Fetch it from the bank again.")
_BAD_FIELD = N_(
    "The field :%(tag)s: cannot be read: “%(value)s”. Ask the bank for the file again."
)
_NO_FIELD = N_(
    "This statement has no field :%(tag)s:; the file may be cut off. Fetch it again."
)
_UNREADABLE = N_(
    "The statement that begins here cannot be read. Ask the bank for the file again."
)
_TOO_MANY = N_("More than %(n)s lines are in one file. Fetch it in parts, by month.")
_LOOSE = N_("“%(value)s” stands before any statement begins. Fetch the file again.")
_NO_SUCH_DAY = N_(
    "The day “%(value)s” does not exist. Ask the bank for the file again."
)

#: The library would write what it cannot read into the log: names, accounts, amounts.
logging.getLogger("mt940").setLevel(logging.CRITICAL)


@dataclass(slots=True)
class _Field:
    row: int
    tag: str
    value: str


def read(content: bytes, filename: str, reading: values.Reading) -> Iterator[Statement]:
    """Yield the statements of a file; problems go to ``reading``."""
    blocks = list(_blocks(_decoded(content), reading))
    if not blocks:
        raise values.not_a_file(_NOT_MT940, filename)
    n_lines = 0
    for block in blocks:
        n_lines += sum(part.tag == "61" for part in block)
        if n_lines > LINES_MAX:
            raise Refused(Problem("file", _TOO_MANY, {"n": LINES_MAX}))
        statement = _statement(block, reading)
        if statement is not None:
            yield statement


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")


def _blocks(text: str, reading: values.Reading) -> Iterator[list[_Field]]:
    """Part a file into statements, each a list of fields; envelopes fall away."""
    block: list[_Field] = []
    for row, raw in enumerate(text.replace("\r", "").split("\n"), start=1):
        line = re.sub(r"^(\{[1235]:[^{}]*(\{[^{}]*\})*\})*(\{4:)?", "", raw.rstrip())
        found = _FIELD.match(line)
        if found and found[1] == "20" and block:
            yield block
            block = []
        if found:
            if not block and found[1] != "20":
                reading.refuse("file", _LOOSE, row, value=values.short(line))
            block.append(_Field(row, found[1], line[found.end() :]))
        elif block and line not in {"", "-", "-}"} and not line.startswith("-}"):
            block[-1].value += f"\n{line}"
    if block:
        yield block


def _statement(block: list[_Field], reading: values.Reading) -> Statement | None:
    since = len(reading.problems)
    used = [part for part in block if part.tag in _USED]
    for part in used:
        _check(part, reading)
    for wanted in (("25",), _OPENING, _CLOSING):
        if not any(part.tag in wanted for part in used):
            reading.refuse("file", _NO_FIELD, block[0].row, tag=wanted[0])
    if len(reading.problems) > since:
        return None
    read = _parsed(used, reading)
    if read is None:
        return None
    opening, closing = _first(read, "opening"), _first(read, "closing")
    unit = reading.currency(opening.amount.currency, row=block[0].row)
    if unit is None:
        return None
    last = next(part for part in used if part.tag in _CLOSING)
    reading.same_currency(closing.amount.currency, unit.code, row=last.row)
    lines = _lines(read, used, unit)
    days = [closing.date, *(line.day for line in lines)]
    return Statement(
        row=block[0].row,
        format="mt940",
        account=_account(read.data.get("account_identification")),
        currency=unit.code,
        number=values.clean(
            read.data.get("statement_number"), read.data.get("sequence_number")
        ),
        opening=_measure(opening.amount.amount, unit),
        closing=_measure(closing.amount.amount, unit),
        first_day=min(_plain(day) for day in days),
        last_day=max(_plain(day) for day in days),
        lines=tuple(lines),
        is_later_page="intermediate_opening_balance" in read.data,
    )


def _lines(
    read: models.Transactions, used: list[_Field], unit: Unit
) -> list[StatementLine]:
    rows = [part.row for part in used if part.tag == "61"]
    return [
        _line(transaction.data, row, unit)
        for row, transaction in zip(rows, read.transactions, strict=True)
    ]


def _parsed(used: list[_Field], reading: values.Reading) -> models.Transactions | None:
    """Let the library read the fields; note it when it cannot read all of them."""
    read = models.Transactions(_NO_BENDING, options=Options.all())
    n_lines = sum(part.tag == "61" for part in used)
    try:
        read.parse("\n".join(f":{part.tag}:{part.value}" for part in used))
    except (RuntimeError, ValueError, ArithmeticError):
        n_lines = -1
    if n_lines != len(read.transactions):
        reading.refuse("file", _UNREADABLE, used[0].row)
        return None
    return read


#: The library turns 30 February into the 28th; we refuse it instead.
_NO_BENDING: dict[str, list[Any]] = {"pre_statement": []}


def _check(part: _Field, reading: values.Reading) -> None:
    """Note a field the library would not read, or would read as another day."""
    number = int(part.tag[:2])
    tag = tags.TAG_BY_ID.get(part.tag) or tags.TAG_BY_ID[number]
    found = tag.re.match(part.value.strip())
    if found is None or (part.tag == "61" and not found["id"]):
        shown = values.short(part.value.replace("\n", " "))
        reading.refuse("file", _BAD_FIELD, part.row, tag=part.tag, value=shown)
        return
    said = found.groupdict()
    if "amount" in said:
        _check_amount(part, said["amount"], reading)
    if "year" in said:
        _check_day(part, said, reading)


def _check_amount(part: _Field, text: str, reading: values.Reading) -> None:
    if not re.fullmatch(r"\d{1,13},\d{0,2}", text):
        shown = values.short(part.value.replace("\n", " "))
        reading.refuse("amount", _BAD_FIELD, part.row, tag=part.tag, value=shown)


def _check_day(part: _Field, said: dict[str, Any], reading: values.Reading) -> None:
    day = "".join(said[name] for name in ("year", "month", "day"))
    entry = "".join((said.get(f"entry_{name}") or "") for name in ("month", "day"))
    try:
        date(2000 + int(said["year"]), int(said["month"]), int(said["day"]))
        if entry.strip():
            day = entry
            date(2000, int(entry[:2]), int(entry[2:]))
    except ValueError:
        reading.refuse("day", _NO_SUCH_DAY, part.row, value=day)


def _account(text: str | None) -> str:
    """Return the account; some banks write the currency behind it."""
    bare = values.account_number(text).strip("/")
    return re.sub(r"(?<=\d)[A-Z]{3}$", "", bare)


def _first(read: models.Transactions, which: str) -> Any:  # noqa: ANN401 - the library's
    for kind in ("final", "intermediate"):
        if f"{kind}_{which}_balance" in read.data:
            return read.data[f"{kind}_{which}_balance"]
    return None


def _measure(amount: Decimal, unit: Unit) -> Measure:
    return Measure(int(amount * unit.steps), unit)


def _plain(day: date) -> date:
    return date(day.year, day.month, day.day)


def _line(said: dict[str, Any], row: int, unit: Unit) -> StatementLine:
    details = said.get("transaction_details") or ""
    dutch = _dutch(details)
    name = said.get("applicant_name") or dutch.get("NAME", "")
    other = said.get("gvc_applicant_iban") or said.get("applicant_iban")
    text = said.get("purpose") or dutch.get("REMI", "")
    if not text and not dutch:
        text = f"{details} {said.get('extra_details') or ''}"
    return StatementLine(
        row=row,
        day=_plain(said.get("entry_date") or said["date"]),
        value_day=_plain(said["date"]),
        amount=_measure(said["amount"].amount, unit),
        reference=values.reference(said.get("bank_reference")),
        end_to_end=values.reference(
            said.get("end_to_end_reference"),
            dutch.get("EREF"),
            said.get("customer_reference"),
        ),
        counterparty=values.clean(name)[:140],
        counterparty_iban=values.account_number(other or dutch.get("IBAN", "")),
        text=values.clean(text) or values.clean(said.get("posting_text")),
        bank_code=values.clean(said.get("id"))[:40],
    )


def _dutch(details: str) -> dict[str, str]:
    """Read ``/CNTP/iban/bic/name///REMI/USTD//text/`` and its cousins."""
    joined = "".join(details.splitlines())
    if not joined.lstrip().startswith("/"):
        return {}
    parts = _DUTCH.split(joined)
    said: dict[str, str] = {}
    for key, value in zip(parts[1::2], parts[2::2], strict=False):
        said.setdefault(key, value.strip("/ "))
    if "CNTP" in said:
        iban, _, rest = said["CNTP"].partition("/")
        said.setdefault("IBAN", iban)
        names = [part for part in rest.split("/") if part]
        said.setdefault("NAME", names[1] if len(names) > 1 else "")
    said["REMI"] = re.sub(r"^(USTD|STRD)/+", "", said.get("REMI", ""))
    return said
