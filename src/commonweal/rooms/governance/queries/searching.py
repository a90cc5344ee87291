"""Find decisions by their words, forgiving accents, endings and single slips."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from commonweal.rooms.governance.words import register as words


def search(*, union: UUID, asked: str, on: date, limit: int = 50) -> words.Found:
    """Find decisions; title before text, in force before old, then the newest."""
    raise NotImplementedError
