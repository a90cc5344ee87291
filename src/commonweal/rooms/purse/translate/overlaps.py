"""Tells new bank lines from those that are here, and sees when days do not agree.

A line is known by the bank's reference, or by all it says; the second of two that are
alike counts as the second. On days that an earlier statement tells of, a line of the
same amount is the same line, however the bank writes it this time (another format,
another text). What is then left over on a day that was complete cannot be right.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from commonweal.core.vf.measure import Measure
from commonweal.core.vf.problems import N_, Problem
from commonweal.rooms.purse.translate import values
from commonweal.rooms.purse.words.bank import Statement, StatementLine

_NOT_THERE_BEFORE = N_(
    "%(day)s: a line of %(amount)s (%(who)s) is in this file, but not in the statement"
    " of %(first)s to %(last)s that was taken in before. Ask the bank which is right; if"
    " this one is, take the file in again and say that its lines may be added."
)
_NOT_HERE_NOW = N_(
    "%(day)s: a line of %(amount)s was taken in before and is not in this file. Ask the"
    " bank which is right; if this file was cut short on purpose, take it in again and"
    " say that its lines may be added."
)
_OTHER_CLOSING = N_(
    "For %(day)s the bank said %(before)s when its statement was taken in; this file"
    " says %(now)s. Ask the bank which is right. Nothing was changed."
)
_OTHER_OPENING = N_(
    "For the beginning of %(day)s the bank said %(before)s when its statement was taken"
    " in; this file says %(now)s. Ask the bank which is right. Nothing was changed."
)


@dataclass(frozen=True, slots=True)
class KnownLine:
    """A line taken in before; its amount is in steps."""

    fingerprint: str
    day: date
    amount: int


@dataclass(frozen=True, slots=True)
class KnownStatement:
    """A statement taken in before; ``tells_last_day``: nothing more came on that day."""

    first_day: date
    last_day: date
    opening: int | None
    closing: int | None
    n_lines: int
    tells_last_day: bool


@dataclass(frozen=True, slots=True)
class NewLine:
    """A line that was not here, and by what it will be known."""

    line: StatementLine
    fingerprint: str


@dataclass(frozen=True, slots=True)
class SortedOut:
    """What is new in a statement, and what cannot be."""

    new: tuple[NewLine, ...]
    problems: tuple[Problem, ...]


def sort_out(
    statement: Statement,
    *,
    lines: Iterable[KnownLine],
    statements: Sequence[KnownStatement],
    may_add: bool,
) -> SortedOut:
    """Compare a statement with what is here of the same account."""
    here = {line.fingerprint: line for line in lines}
    marked = list(zip(statement.lines, fingerprints(statement.lines), strict=True))
    said = {mark for _, mark in marked}
    unclaimed = Counter(
        (line.day, line.amount) for mark, line in here.items() if mark not in said
    )
    days = _Days(statements)
    new: list[NewLine] = []
    problems = list(_changed(statement, statements))
    for line, mark in marked:
        if mark in here:
            continue
        same = (line.day, line.amount.amount)
        before = days.telling_of(line.day)
        if before is not None and unclaimed[same] > 0:
            unclaimed[same] -= 1
            continue
        new.append(NewLine(line, mark))
        if before is not None and days.is_complete(line.day) and not may_add:
            problems.append(_not_there_before(line, before))
    if not may_add:
        problems.extend(_not_here_now(statement, unclaimed))
    return SortedOut(tuple(new), tuple(problems))


def fingerprints(lines: Sequence[StatementLine]) -> Iterator[str]:
    """Yield what each line is known by; the same line gives the same in any file."""
    seen: defaultdict[tuple[str, ...], int] = defaultdict(int)
    for line in lines:
        facts = (line.day.isoformat(), str(line.amount.amount))
        if line.reference:
            said: tuple[str, ...] = (
                *facts,
                "reference",
                line.reference,
                line.end_to_end,
            )
        else:
            words = (line.counterparty, line.text, line.end_to_end)
            plain = (" ".join(word.casefold().split()) for word in words)
            said = (*facts, "content", line.counterparty_iban, *plain)
        text = "\x1f".join((*said, str(seen[said])))
        seen[said] += 1
        yield hashlib.sha256(text.encode()).hexdigest()


class _Days:
    """Which days earlier statements tell of, in part or completely."""

    def __init__(self, statements: Sequence[KnownStatement]) -> None:
        self.statements = statements
        self.found: dict[date, KnownStatement | None] = {}
        self.complete: dict[date, bool] = {}

    def telling_of(self, day: date) -> KnownStatement | None:
        if day not in self.found:
            telling = [s for s in self.statements if s.first_day <= day <= s.last_day]
            self.found[day] = telling[0] if telling else None
            self.complete[day] = any(
                day < s.last_day or s.tells_last_day for s in telling
            )
        return self.found[day]

    def is_complete(self, day: date) -> bool:
        return self.telling_of(day) is not None and self.complete[day]


def _not_there_before(line: StatementLine, before: KnownStatement) -> Problem:
    who = values.short(line.counterparty or line.text or line.reference or "?")
    said = {
        "day": line.day.isoformat(),
        "amount": values.said(line.amount),
        "who": who,
        "first": before.first_day.isoformat(),
        "last": before.last_day.isoformat(),
    }
    return Problem("file", _NOT_THERE_BEFORE, said, line.row)


def _not_here_now(
    statement: Statement, unclaimed: Counter[tuple[date, int]]
) -> Iterator[Problem]:
    """Yield lines we have of days this statement tells of, that it does not have."""
    unit = statement.lines[0].amount.unit if statement.lines else None
    for (day, amount), n in sorted(unclaimed.items()):
        inside = statement.first_day < day < statement.last_day
        if n > 0 and inside and unit is not None:
            said = {
                "day": day.isoformat(),
                "amount": values.said(Measure(amount, unit)),
            }
            yield Problem("file", _NOT_HERE_NOW, said, statement.row)


def _changed(
    statement: Statement, statements: Sequence[KnownStatement]
) -> Iterator[Problem]:
    """Yield amounts the bank gave otherwise when the same days were taken in."""
    for before in statements:
        ends_alike = before.last_day == statement.last_day and before.tells_last_day
        closing, opening = statement.closing, statement.opening
        if ends_alike and closing is not None and before.closing is not None:
            yield from _differ(closing, before.closing, before.last_day, _OTHER_CLOSING)
        if (
            ends_alike
            and before.first_day == statement.first_day
            and opening is not None
            and before.opening is not None
        ):
            yield from _differ(
                opening, before.opening, before.first_day, _OTHER_OPENING
            )


def _differ(now: Measure, before: int, day: date, message: str) -> Iterator[Problem]:
    if now.amount != before:
        said = {
            "day": day.isoformat(),
            "before": values.said(Measure(before, now.unit)),
            "now": values.said(now),
        }
        yield Problem("closing", message, said)
