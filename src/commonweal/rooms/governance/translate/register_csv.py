"""Read an old register from a table: what each row says, and what is wrong with it.

Reads the table only; whether a number is in the register already is asked by the deed.
"""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from types import MappingProxyType

from commonweal.commons import tables
from commonweal.core.vf.problems import Problem, Refused
from commonweal.rooms.governance.errors import register as says
from commonweal.rooms.governance.queries import register_checks as checks
from commonweal.rooms.governance.words import register as words

COLUMNS_REQUIRED = ("number", "date", "title")
COLUMNS_OPTIONAL = ("text", "status", "tags", "review", "supersedes", "ask")
#: An old register with more decisions comes in parts.
ROWS_MAX = 20_000
#: How people write a status; ours, and what else is common in English and German.
STATUS_WORDS: Mapping[str, words.Status] = MappingProxyType(
    {
        "proposed": "proposed", "vorgeschlagen": "proposed",
        "in force": "in_force", "valid": "in_force", "in kraft": "in_force",
        "gültig": "in_force", "gilt": "in_force",
        "suspended": "suspended", "ausgesetzt": "suspended",
        "superseded": "superseded", "replaced": "superseded", "repealed": "superseded",
        "ersetzt": "superseded", "aufgehoben": "superseded",
        "expired": "expired", "abgelaufen": "expired",
        "carried out": "carried_out", "done": "carried_out",
        "ausgeführt": "carried_out", "erledigt": "carried_out",
        "umgesetzt": "carried_out",
    }
)  # fmt: skip
_EARLIEST = date(1800, 1, 1)
_FURTHEST = timedelta(days=36_525)
_BETWEEN_MANY = re.compile(r"[;,|\n]")


@dataclass(slots=True)
class OldDecision:
    """A row of an old register. ``decided_on`` is None while its day cannot be read.

    ``status`` is empty where the table leaves it open; ``supersedes`` holds numbers as
    written.
    """

    row: int
    number: str
    decided_on: date | None
    title: str
    text: str = ""
    status: words.Status | None = None
    tags: tuple[str, ...] = ()
    review_on: date | None = None
    supersedes: tuple[str, ...] = ()
    ask: str = ""
    superseded_by: list[OldDecision] = field(default_factory=list)


@dataclass(slots=True)
class OldRegister:
    """The rows, older before newer, what in them points outside, and all problems."""

    rows: list[OldDecision]
    problems: list[Problem]
    #: (row, number as written) of decisions that are not in the table.
    elsewhere: list[tuple[OldDecision, str]] = field(default_factory=list)


def read(content: bytes, *, filename: str, on: date) -> OldRegister:
    """Return what a table says, with every problem; refuse what is no such table."""
    cells = tables.read_table(
        content,
        filename=filename,
        required=COLUMNS_REQUIRED,
        optional=COLUMNS_OPTIONAL,
        limit=ROWS_MAX,
        cell_limit=words.TEXT_LETTERS,
    )
    problems: list[Problem] = []
    rows = [_read_row(row, on, problems) for row in cells]
    found = OldRegister(rows, problems)
    by_number = _by_number(found)
    _connect(found, by_number)
    if not any(problem.field == "supersedes" for problem in problems):
        found.rows = _older_first(found, by_number)
    for row in rows:
        problems.extend(_problems_with_status(row))
    problems.sort(key=lambda problem: problem.row or 0)
    return found


def key_of(number: str) -> str:
    """Return what makes two numbers the same: not their letters' size, nor spaces."""
    return re.sub(r"\s+", "", number).casefold()


def _read_row(row: tables.Row, on: date, problems: list[Problem]) -> OldDecision:
    def cell(column: str) -> str:
        return row.cells.get(column, "").strip()

    found = OldDecision(
        row=row.number,
        number=cell("number"),
        decided_on=_day(row, "date", problems),
        title=cell("title"),
        text=cell("text"),
        tags=tuple(_parts(cell("tags"))),
        review_on=_day(row, "review", problems),
        supersedes=tuple(_parts(cell("supersedes"))),
        ask=cell("ask"),
    )
    own = [*_problems_with_number(found), *_problems_with_day(found, on)]
    own += checks.problems_with_words(
        title=found.title, text=found.text, tags=found.tags
    )
    if not cell("date"):
        own.append(Problem("date", says.NO_DATE))
    if len(found.ask) > words.ASK_LETTERS:
        own.append(Problem("ask", says.LONG_ASK, {"most": words.ASK_LETTERS}))
    status = " ".join(cell("status").casefold().replace("_", " ").split())
    if status and status not in STATUS_WORDS:
        facts = {
            "status": cell("status")[:40],
            "statuses": ", ".join(words.STATUSES.values()),
        }
        own.append(Problem("status", says.NOT_A_STATUS, facts))
    found.status = STATUS_WORDS.get(status)
    problems.extend(problem.at_row(row.number) for problem in own)
    return found


def _parts(cell: str) -> Iterator[str]:
    for part in _BETWEEN_MANY.split(cell):
        if part.strip():
            yield part.strip()


def _day(row: tables.Row, column: str, problems: list[Problem]) -> date | None:
    text = row.cells.get(column, "").strip()
    if not text:
        return None
    try:
        return tables.day_of(text, field=column)
    except Refused as refused:
        problems.extend(problem.at_row(row.number) for problem in refused.problems)
        return None


def _problems_with_number(row: OldDecision) -> Iterator[Problem]:
    if not row.number:
        yield Problem("number", says.NO_NUMBER)
    if len(row.number) > words.OLD_NUMBER_LETTERS:
        yield Problem("number", says.LONG_NUMBER, {"most": words.OLD_NUMBER_LETTERS})


def _problems_with_day(row: OldDecision, on: date) -> Iterator[Problem]:
    day = row.decided_on
    if day is None:
        return
    facts = {"day": day.isoformat()}
    if day > on:
        yield Problem("date", says.DAY_TO_COME, facts)
    if day < _EARLIEST:
        yield Problem("date", says.DAY_TOO_OLD, facts)
    if row.review_on is not None and row.review_on > on + _FURTHEST:
        facts = {"day": row.review_on.isoformat()}
        yield Problem("review", says.DAY_TOO_FAR, facts)
    if row.review_on is not None and row.review_on < day:
        facts = {"day": row.review_on.isoformat(), "decided": day.isoformat()}
        yield Problem("review", says.REVIEW_BEFORE, facts)


def _by_number(found: OldRegister) -> dict[str, OldDecision]:
    by_number: dict[str, OldDecision] = {}
    for row in found.rows:
        first = by_number.setdefault(key_of(row.number), row)
        if first is not row and row.number:
            facts = {"number": row.number[:40], "first": first.row}
            found.problems.append(Problem("number", says.NUMBER_TWICE, facts, row.row))
    by_number.pop("", None)
    return by_number


def _connect(found: OldRegister, by_number: Mapping[str, OldDecision]) -> None:
    """Find what each row takes the place of; what is not here may be in the register."""
    for row in found.rows:
        for number in row.supersedes:
            older = by_number.get(key_of(number))
            if older is None:
                found.elsewhere.append((row, number))
            elif older is row:
                facts: dict[str, object] = {"number": row.number[:40]}
                found.problems.append(
                    Problem("supersedes", says.ITSELF, facts, row.row)
                )
            else:
                older.superseded_by.append(row)
                found.problems.extend(_problems_with_order(row, older))


def _problems_with_order(row: OldDecision, older: OldDecision) -> Iterator[Problem]:
    day, other = row.decided_on, older.decided_on
    if day is not None and other is not None and day < other:
        facts = {
            "number": row.number,
            "day": day.isoformat(),
            "older": older.number,
            "other": other.isoformat(),
        }
        yield Problem("supersedes", says.OLDER_REPLACES, facts, row.row)


def _older_first(
    found: OldRegister, by_number: Mapping[str, OldDecision]
) -> list[OldDecision]:
    """Order rows by day, and what is superseded before what supersedes it."""
    waits_for = {
        row.row: {
            by_number[key_of(number)].row
            for number in row.supersedes
            if key_of(number) in by_number
        }
        for row in found.rows
    }
    rows = {row.row: row for row in found.rows}
    ready = [_place(row) for row in found.rows if not waits_for[row.row]]
    heapq.heapify(ready)
    ordered: list[OldDecision] = []
    while ready:
        row = rows[heapq.heappop(ready)[1]]
        ordered.append(row)
        for newer in {one.row: one for one in row.superseded_by}.values():
            waits_for[newer.row].discard(row.row)
            if not waits_for[newer.row]:
                heapq.heappush(ready, _place(newer))
    left = [row for row in found.rows if waits_for[row.row]]
    if left:
        found.problems.append(_circle(left, waits_for, rows))
    return ordered


def _place(row: OldDecision) -> tuple[date, int]:
    return (row.decided_on or _EARLIEST, row.row)


def _circle(
    left: Sequence[OldDecision],
    waits_for: Mapping[int, set[int]],
    rows: Mapping[int, OldDecision],
) -> Problem:
    """Walk from any row that waits until one comes again: that is the circle."""
    path = [left[0].row]
    while True:
        nearest = min(waits_for[path[-1]])
        if nearest in path:
            break
        path.append(nearest)
    circle = [*path[path.index(nearest) :], nearest]
    numbers = " → ".join(rows[row].number for row in circle)
    return Problem("supersedes", says.A_CIRCLE, {"numbers": numbers}, min(circle))


def _problems_with_status(row: OldDecision) -> Iterator[Problem]:
    if row.superseded_by and row.status not in {None, "superseded"}:
        facts = {
            "number": row.number,
            "status": words.STATUSES[row.status],
            "newer": row.superseded_by[0].number,
        }
        yield Problem("status", says.IN_FORCE_BUT, facts, row.row)
