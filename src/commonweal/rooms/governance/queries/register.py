"""Questions to the register: one entry, lists, what held on a day."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from commonweal.core.vf.problems import Problem
from commonweal.rooms.governance.words import register as words


def find(*, union: UUID, number: int, on: date) -> words.EntryView:
    """Return an entry as it stands on a day, or refuse (NotFound)."""
    raise NotImplementedError


def list_entries(  # noqa: PLR0913 - what to list, and which part of it
    *,
    union: UUID,
    on: date,
    status: str = "",
    tag: str = "",
    body: UUID | None = None,
    before: int | None = None,
    limit: int = 50,
) -> tuple[words.EntryLine, ...]:
    """List entries as they stand on a day, newest first; ``before`` a number, to page."""
    raise NotImplementedError


def charter_on(*, union: UUID, on: date) -> words.CharterText:
    """Return the whole charter, agreements and rules, as it stood on a day."""
    raise NotImplementedError


def compare(
    *, union: UUID, number: int, before: int, after: int
) -> tuple[words.Difference, ...]:
    """Set two versions of an entry's text side by side, clause by clause."""
    raise NotImplementedError


def problems_with_number(
    *, union: UUID, number: int, on: date, field: str = "number"
) -> list[Problem]:
    """Say why an entry cannot be amended, ended or superseded on a day, if it cannot."""
    raise NotImplementedError


def number_of_motion(*, union: UUID, motion: UUID) -> int | None:
    """Return the number a motion got in the register, or None."""
    raise NotImplementedError


def list_due(*, union: UUID, on: date) -> tuple[words.EntryLine, ...]:
    """List entries whose review or end is within 30 days, or past; the nearest first."""
    raise NotImplementedError
