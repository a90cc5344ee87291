"""Lists typed on one screen: what was bought, what was counted on the shelf."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.http import HttpRequest

from commonweal.core.vf.flows import Specification
from commonweal.core.vf.problems import N_, Problem
from commonweal.rooms.kitchen import errors, words

MOST_ROWS = 300
EMPTY_ROWS = 5
BOUGHT = ("name", "amount", "unit", "good_until")
COUNTED = ("counted", "seen")
_NO_DAY = N_("“%(value)s” is not a day. Write one such as 2026-11-30.")


@dataclass(slots=True)
class Row:
    """One line as typed, with what is wrong with it; ``line`` is the store it is about."""

    number: int
    values: Mapping[str, str] = field(default_factory=dict)
    line: words.CountLine | None = None
    kind: UUID | None = None
    problems: list[Problem] = field(default_factory=list)


def sent(request: HttpRequest, parts: Sequence[str]) -> list[Row]:
    """Return the lines of a sent list that say something, numbered anew."""
    found: list[Row] = []
    for number in range(1, MOST_ROWS + 1):
        values = {
            part: request.POST.get(f"{part}-{number}", "").strip()[:200]
            for part in parts
        }
        if values.get("name") and values.get("amount"):
            found.append(Row(len(found) + 1, values))
    return found


def padded(rows: Sequence[Row]) -> list[Row]:
    """Return lines and some empty ones after them."""
    more = range(len(rows) + 1, min(MOST_ROWS, len(rows) + EMPTY_ROWS) + 1)
    return [*rows, *(Row(number) for number in more)]


def name_kinds(rows: Iterable[Row], kinds: Iterable[Specification]) -> list[Problem]:
    """Find the food each line names; return what is not found or not a day."""
    by_name = {kind.name.casefold(): kind for kind in kinds}
    problems = []
    for row in rows:
        kind = by_name.get(row.values["name"].casefold())
        if kind is None:
            problem = errors.unknown_name(row.values["name"], "")
            problems.append(problem.at_row(row.number))
        else:
            row.kind = kind.id
        if row.values["good_until"] and _day(row.values["good_until"]) is None:
            problem = Problem(
                "good_until", _NO_DAY, {"value": row.values["good_until"][:40]}
            )
            problems.append(problem.at_row(row.number))
    return problems


def bought(rows: Iterable[Row]) -> tuple[words.BoughtRow, ...]:
    """Return lines of the shopping list that were bought."""
    return tuple(
        words.BoughtRow(
            kind=row.kind,
            amount=row.values["amount"],
            unit=row.values["unit"],
            good_until=_day(row.values["good_until"]),
        )
        for row in rows
        if row.kind is not None
    )


def to_count(lines: Iterable[words.CountLine]) -> list[Row]:
    """Return stores as lines to count, empty."""
    return [
        Row(number, {"seen": str(line.here)}, line)
        for number, line in enumerate(lines, start=1)
    ]


def counted_rows(request: HttpRequest, lines: Iterable[words.CountLine]) -> list[Row]:
    """Return stores with what was typed beside each."""
    rows = to_count(lines)
    for row in rows:
        assert row.line is not None  # noqa: S101 - just put there
        ident = row.line.resource
        row.values = {
            part: request.POST.get(f"{part}-{ident}", "").strip()[:60]
            for part in COUNTED
        }
    return rows


def counted(rows: Iterable[Row]) -> tuple[tuple[words.CountRow, ...], tuple[int, ...]]:
    """Return what was counted, and the number of its line on the screen."""
    said_ = [row for row in rows if row.values["counted"] and row.line is not None]
    drafts = tuple(
        words.CountRow(
            resource=row.line.resource,
            counted=row.values["counted"],
            seen=row.values["seen"],
        )
        for row in said_
        if row.line is not None
    )
    return drafts, tuple(row.number for row in said_)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
