"""What is there, and the month on one sheet for the wall."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from commonweal.rooms.purse import words


def standing(*, union: UUID, on: date | None = None) -> words.Standing:
    """Return what is in each purse at each account, now or at the end of a day."""
    raise NotImplementedError


def wall_sheet(*, union: UUID, month: date) -> words.WallSheet:
    """Return the month on one sheet: in, out, per head, reserve, weeks of cover."""
    raise NotImplementedError


def books_on(*, union: UUID, account: UUID, on: date) -> int:
    """Return what the books say an account holds at the end of a day, in steps."""
    raise NotImplementedError
