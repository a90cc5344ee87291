"""Forget in time what belongs to persons (I-24); the facts of the books stay (I-9)."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from commonweal.rooms.purse import words


def forget_person(*, person: UUID, union: UUID, at: datetime) -> None:
    """Take a person off every row of the books, when they leave."""



def expire(*, union: UUID, at: datetime) -> int:
    """Forget names and notes kept long enough; return how many rows."""
    raise NotImplementedError


def erase_note(*, entry: UUID, union: UUID, by: UUID, at: datetime) -> None:
    """Empty the note of an entry; one's own, or with a mandate for the purse."""
    raise NotImplementedError
