"""What someone asks for a round to be, and everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from commonweal.core.vf.flows import Specification
from commonweal.core.vf.measure import Measure
from commonweal.core.vf.problems import Problem
from commonweal.rooms.needs import words

#: Things in one round; a store of a hub has more, but not a table to share from.
MOST_LINES = 300
LONGEST_NAME = 120
LONGEST_SEED = 60
MOST_DAYS = 366


@dataclass(frozen=True, slots=True, kw_only=True)
class LineDraft:
    """One kind of thing to share; without ``amount``, all that is on hand and free.

    ``portion`` is what can be weighed out by hand; without it, one smallest step.
    """

    kind: UUID
    amount: Measure | None = None
    portion: Measure | None = None
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundDraft:
    """A round, for the needs of so many days from a day on.

    An empty ``method`` is the one the charter names.
    """

    key: str
    name: str
    method: str
    from_day: date
    lines: tuple[LineDraft, ...]
    days: int = 7


def problems_with_round(
    draft: RoundDraft,
    kinds: Mapping[UUID, Specification],
    free: Mapping[UUID, Measure],
) -> Iterator[Problem]:
    """Say everything that is wrong; ``free`` is what is in store and not promised."""
    if not draft.name.strip():
        yield Problem("name", words.NAME_MISSING)
    if len(draft.name) > LONGEST_NAME:
        yield Problem("name", words.NAME_TOO_LONG)
    if draft.method and draft.method not in words.METHODS:
        known = ", ".join(words.METHODS)
        yield Problem("method", words.METHOD, {"method": draft.method, "known": known})
    if not 1 <= draft.days <= MOST_DAYS:
        yield Problem("days", words.DAYS)
    if not draft.lines:
        yield Problem("lines", words.NO_LINES)
    if len(draft.lines) > MOST_LINES:
        yield Problem("lines", words.TOO_MANY_LINES, {"limit": MOST_LINES})
    yield from _problems_with_lines(draft.lines, kinds, dict(free))


def _problems_with_lines(
    lines: tuple[LineDraft, ...],
    kinds: Mapping[UUID, Specification],
    left: dict[UUID, Measure],
) -> Iterator[Problem]:
    seen: set[tuple[UUID, str]] = set()
    for row, line in enumerate(lines, start=1):
        kind = kinds.get(line.kind)
        if kind is None:
            near = {"what": str(line.kind), "near": words.NO_KINDS}
            yield Problem("lines", words.WHAT, near, row)
            continue
        if (line.kind, line.label) in seen:
            yield Problem("lines", words.LINE_TWICE, {"what": kind.name}, row)
        seen.add((line.kind, line.label))
        yield from (p.at_row(row) for p in _problems_with_line(line, kind, left))


def _problems_with_line(
    line: LineDraft, kind: Specification, left: dict[UUID, Measure]
) -> Iterator[Problem]:
    if kind.is_content:
        yield Problem("lines", words.CONTENT_IS_NOT_SHARED, {"what": kind.name})
        return
    here = left.get(kind.id, Measure(0, kind.unit))
    asked = here if line.amount is None else line.amount
    for field, measure in (("amount", line.amount), ("portion", line.portion)):
        if measure is not None and measure.unit != kind.unit:
            params = {"what": kind.name, "right": kind.unit.code}
            yield Problem(
                field, words.WRONG_UNIT, {**params, "unit": measure.unit.code}
            )
            return
        if measure is not None and measure.amount <= 0:
            yield Problem(field, words.AMOUNT_IS_NOT_POSITIVE, {"amount": measure})
            return
    if asked.amount > here.amount or asked.amount == 0:
        said: dict[str, object] = {"what": kind.name, "here": here, "asked": asked}
        yield Problem("amount", words.NOT_IN_STORE, said)
    left[kind.id] = Measure(max(0, here.amount - asked.amount), kind.unit)
