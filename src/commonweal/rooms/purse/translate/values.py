"""Reads the small things in bank files: amounts, days, account numbers, texts.

All faults are collected with the line they are in; the reader goes on, so that a person
sees everything that is wrong with a file at once.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation

from commonweal.commons import tables
from commonweal.core.vf.measure import MAX_STEPS, Measure, Unit
from commonweal.core.vf.problems import N_, Problem, Refused, require
from commonweal.core.vf.units import CURRENCIES, UNITS
from commonweal.rooms.purse.words.bank import TEXT_MAX, DayOrder, DecimalSign

#: What banks write when there is no reference; the same words for many lines.
NO_REFERENCE = frozenset(
    {"", "NONREF", "NOTPROVIDED", "NOTAVAILABLE", "NOREF", "NONE", "KREF+", "EREF", "0"}
)

_NOT_AN_AMOUNT = N_(
    "“%(value)s” is not an amount written with “%(sign)s” before the cents. Check the"
    " decimal sign in the mapping, or ask the bank for the file again."
)
_TOO_FINE = N_("“%(value)s” is finer than a cent. Ask the bank for the file again.")
_TOO_LARGE = N_("“%(value)s” is too large to be meant. Ask the bank what happened.")
_NOT_A_DAY = N_(
    "“%(value)s” is not a day as this file writes days (%(as)s). Check the mapping, or"
    " ask the bank for the file again."
)
_NO_SUCH_DAY = N_(
    "The day “%(value)s” does not exist. Ask the bank for the file again."
)
_NOT_A_CURRENCY = N_("We do not know the currency “%(value)s”. Known are: %(known)s.")
_OTHER_CURRENCY = N_(
    "This line is in %(line)s, the account is in %(account)s. Two currencies do not go"
    " into one account: ask the bank for a statement of one."
)
_EXAMPLES = {"dmy": "23.11.2026", "ymd": "2026-11-23", "mdy": "11/23/2026"}
_PLACES = {
    "dmy": ("day", "month", "year"),
    "ymd": ("year", "month", "day"),
    "mdy": ("month", "day", "year"),
}
_GROUPED = {
    ",": re.compile(r"(\d{1,3}(?:[.' \u2019]\d{3})+|\d+)(?:,(\d*))?"),
    ".": re.compile(r"(\d{1,3}(?:[,' \u2019]\d{3})+|\d+)(?:\.(\d*))?"),
}
_IBAN = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}")


@dataclass(slots=True)
class Reading:
    """What was found wrong while a file is read."""

    problems: list[Problem] = field(default_factory=list)

    def refuse(
        self, what: str, message: str, row: int | None = None, **params: object
    ) -> None:
        """Note one problem and go on."""
        self.problems.append(Problem(what, message, params, row))

    def finish(self) -> None:
        """Refuse the file with every problem, if there are any."""
        require(tables.shortened(self.problems))

    def amount(
        self,
        text: str,
        unit: Unit,
        *,
        row: int,
        decimal: DecimalSign = ".",
        what: str = "amount",
    ) -> Measure | None:
        """Read an amount as a bank writes it, or note what is wrong with it."""
        steps = _steps_of(text, unit, decimal)
        if isinstance(steps, int):
            return Measure(steps, unit)
        self.refuse(what, steps, row, value=short(text), sign=decimal)
        return None

    def day(
        self, text: str, *, row: int, order: DayOrder = "ymd", what: str = "day"
    ) -> date | None:
        """Read a day written in the given order, or note what is wrong with it."""
        numbers = re.findall(r"\d+", re.split(r"[T ]\d{1,2}:", text)[0])
        if len(numbers) == 1 and len(numbers[0]) == 8:  # noqa: PLR2004 - YYYYMMDD
            numbers = _parted(numbers[0], order)
        if len(numbers) != 3 or len(text) > 40:  # noqa: PLR2004 - year, month, day
            said = {"value": short(text), "as": _EXAMPLES[order]}
            self.refuse(what, _NOT_A_DAY, row, **said)
            return None
        if len(numbers[0]) == 4:  # noqa: PLR2004 - the year comes first, as in workbooks
            order = "ymd"
        parts = dict(zip(_PLACES[order], (int(n[:4]) for n in numbers), strict=True))
        year = parts["year"] + (2000 if parts["year"] < 100 else 0)  # noqa: PLR2004
        try:
            return date(year, parts["month"], parts["day"])
        except ValueError:
            self.refuse(what, _NO_SUCH_DAY, row, value=short(text))
            return None

    def currency(self, code: str, *, row: int) -> Unit | None:
        """Find the unit of a currency, or note that we do not know it."""
        if code in CURRENCIES:
            return UNITS[code]
        known = ", ".join(CURRENCIES)
        self.refuse("currency", _NOT_A_CURRENCY, row, value=short(code), known=known)
        return None

    def same_currency(self, code: str, account: str, *, row: int) -> bool:
        """Say whether a line is in the account's currency; note it if not."""
        if code in {"", account}:
            return True
        self.refuse("currency", _OTHER_CURRENCY, row, line=short(code), account=account)
        return False


def _parted(digits: str, order: DayOrder) -> list[str]:
    if order == "ymd":
        return [digits[:4], digits[4:6], digits[6:]]
    return [digits[:2], digits[2:4], digits[4:]]


def _steps_of(text: str, unit: Unit, decimal: DecimalSign) -> int | str:
    """Return the steps of an amount, or the message that says what is wrong."""
    bare = text.replace("\u00a0", " ").replace("\u202f", " ").strip()
    bare = bare.removesuffix(unit.code).removeprefix(unit.code).strip(" €")
    bare = bare.replace("\u2212", "-")
    sign = 1
    if bare.endswith(("-", "+")):
        bare = bare[-1] + bare[:-1].strip()
    if bare.startswith(("-", "+")):
        sign = -1 if bare[0] == "-" else 1
        bare = bare[1:].strip()
    found = _GROUPED[decimal].fullmatch(bare)
    if found is None:
        return _NOT_AN_AMOUNT
    whole = re.sub(r"\D", "", found[1])
    try:
        exact = Decimal(f"{whole}.{found[2] or '0'}") * unit.steps
    except InvalidOperation:
        return _NOT_AN_AMOUNT
    if exact > MAX_STEPS:
        return _TOO_LARGE
    return sign * int(exact) if exact == int(exact) else _TOO_FINE


def said(amount: Measure) -> str:
    """Return money as it is said in messages, always with its cents."""
    return f"{amount.decimal:.2f} {amount.unit.code}"


def short(text: str) -> str:
    """Return a text that fits a message, unprintable letters as question marks."""
    printable = "".join(sign if sign.isprintable() else "?" for sign in text)
    return printable if len(printable) <= 40 else printable[:39] + "…"  # noqa: PLR2004 - fits a line


def clean(*parts: str | None) -> str:
    """Join texts into one line of letters, at most as long as we keep."""
    joined = " ".join(" ".join(part.split()) for part in parts if part and part.strip())
    normal = unicodedata.normalize("NFC", joined)
    return "".join(s for s in normal if s.isprintable())[:TEXT_MAX].strip()


def reference(*candidates: str | None) -> str:
    """Return the first real reference; "none given" in banks' words is none."""
    for candidate in candidates:
        bare = clean(candidate)
        if bare.upper() not in NO_REFERENCE:
            return bare[:80]
    return ""


def account_number(text: str | None) -> str:
    """Return an IBAN or account number without its spaces, in capitals."""
    return re.sub(r"[^A-Z0-9/]", "", (text or "").upper())[:40]


def is_iban(text: str) -> bool:
    """Say whether a text is an IBAN whose check digits are right."""
    bare = account_number(text)
    if not _IBAN.fullmatch(bare):
        return False
    turned = bare[4:] + bare[:4]
    return int("".join(str(int(sign, 36)) for sign in turned)) % 97 == 1


def is_same_account(said: str, iban: str) -> bool:
    """Say whether what a bank calls an account is the account of this IBAN.

    Banks write the IBAN, the sorting code and number (37050198/0123456789), or the
    number alone; the number stands at the end of the IBAN, filled up with zeros.
    """
    ours = account_number(iban)
    theirs = account_number(said)
    if theirs == ours:
        return True
    code, _, number = theirs.rpartition("/")
    if re.match(r"[A-Z]{2}\d\d", number) or not number[-3:].isdigit():
        return False
    found = ours[4:].endswith(number) or ours[4:].endswith(number.zfill(10))
    return len(number) > 3 and found and code in ours  # noqa: PLR2004 - shorter says nothing


def not_a_file(message: str, filename: str, **params: object) -> Refused:
    """Refuse a whole file."""
    return Refused(Problem("file", message, {"name": short(filename), **params}))
