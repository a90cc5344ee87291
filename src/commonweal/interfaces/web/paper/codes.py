"""Codes of printed sheets: which sheet, of when, of which union, and a check.

A code says where to type a sheet in, without a table of sheets: ``P-2611-K7Q`` is the
purse's pencil list of November 2026. The last three signs come from everything else and
from the union, so that a misread letter, or another union's sheet, is noticed. It opens
nothing: the page behind it asks who types, as any page does.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from commonweal.core.vf.problems import N_, Problem, Refused

#: 32 signs; I, L, O and U are left out because hands write them like others.
SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})
NOTHING = re.compile(r"[\s\-\u2010-\u2015._/]+")
N_CHECK = 3
N_THING = 4
LONGEST = 40
CENTURY = 2000
_FIVE_BITS = 5

EMPTY = N_("Write the code that stands on the sheet, such as P-2611-K7Q.")
UNREAD = N_(
    "“%(code)s” is not the code of a sheet here. Look at its letters and digits once "
    "more; a sheet of another union is typed in there."
)
UNKNOWN_KIND = N_(
    "“%(code)s” begins with %(letter)s, and no sheet does. Sheets begin with %(known)s."
)


@dataclass(frozen=True, slots=True)
class Code:
    """A code that was read and found right."""

    kind: str
    about: str
    text: str


def write(kind: str, about: str, *, union: UUID) -> str:
    """Return the code of a sheet: its letter, what it is about, and the check."""
    check = _check(kind, about, union)
    return "-".join(part for part in (kind, about, check) if part)


def read(text: str, *, union: UUID, kinds: str) -> Code:
    """Read a code as people write it; refuse one that is not of a sheet of here."""
    typed = text.strip()[:LONGEST]
    plain = NOTHING.sub("", typed.upper())
    if not plain:
        raise Refused(Problem("code", EMPTY))
    kind, rest = plain[0], plain[1:].translate(MISREAD)
    if kind not in kinds:
        said = {"code": typed, "letter": kind, "known": ", ".join(kinds)}
        raise Refused(Problem("code", UNKNOWN_KIND, said))
    about, check = rest[:-N_CHECK], rest[-N_CHECK:]
    if check != _check(kind, about, union):
        raise Refused(Problem("code", UNREAD, {"code": typed}))
    return Code(kind, about, write(kind, about, union=union))


def of_day(day: date) -> str:
    """Say a day in a code: 261123."""
    return f"{day:%y%m%d}"


def of_week(day: date) -> str:
    """Say a day's week in a code: 2648."""
    year, week, _weekday = day.isocalendar()
    return f"{year % 100:02}{week:02}"


def of_month(day: date) -> str:
    """Say a day's month in a code: 2611."""
    return f"{day:%y%m}"


def of_thing(thing: UUID) -> str:
    """Say which of few things in a code: four signs of its id."""
    return _signs(hashlib.sha256(thing.bytes).digest(), N_THING)


def day(about: str) -> date:
    """Return the day a code is about."""
    return date(CENTURY + int(about[:2]), int(about[2:4]), int(about[4:6]))


def week(about: str) -> date:
    """Return the Monday of the week a code is about."""
    return date.fromisocalendar(CENTURY + int(about[:2]), int(about[2:4]), 1)


def month(about: str) -> date:
    """Return the first day of the month a code is about."""
    return date(CENTURY + int(about[:2]), int(about[2:4]), 1)


def _check(kind: str, about: str, union: UUID) -> str:
    told = f"{union.hex} {kind} {about}".encode()
    return _signs(hashlib.sha256(told).digest(), N_CHECK)


def _signs(digest: bytes, n: int) -> str:
    number = int.from_bytes(digest[:8])
    return "".join(SIGNS[(number >> _FIVE_BITS * i) % len(SIGNS)] for i in range(n))
