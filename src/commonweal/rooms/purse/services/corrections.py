"""The deed of putting right: a new entry takes the old one back; both stay visible."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from commonweal.rooms.purse import words


def correct_entry(
    *,
    entry: UUID,
    draft: words.EntryDraft | None,
    union: UUID,
    by: UUID,
    key: str,
    at: datetime,
) -> tuple[words.EntryView, ...]:
    """Take an entry back and, with a draft, write what it should have been.

    Today's entries anybody may put right, and one's own; older ones the purse's mandate.
    """
    raise NotImplementedError
