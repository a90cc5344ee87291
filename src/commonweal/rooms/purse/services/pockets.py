"""Deeds of pockets: somebody laid money out, and the purse squares it."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from commonweal.rooms.purse import words


def pay_from_pocket(
    *, draft: words.PocketDraft, union: UUID, by: UUID, key: str, at: datetime
) -> words.EntryView:
    """Note what somebody paid with money of their own."""
    raise NotImplementedError


def square_pockets(
    *, draft: words.SquareDraft, union: UUID, by: UUID, key: str, at: datetime
) -> tuple[words.EntryView, ...]:
    """Square what was laid out: an entry for each. Doing it twice squares once."""
    raise NotImplementedError
