"""What is kept of one person in the books, for that person only (I-11, I-21)."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from commonweal.rooms.purse import words

from collections.abc import Mapping


def own_entries(
    *, union: UUID, person: UUID, before: int | None = None, limit: int = 50
) -> tuple[words.EntryView, ...]:
    """Return the entries that hold a person's name. Only for that person; no sums."""
    raise NotImplementedError


def own_pockets(*, union: UUID, person: UUID) -> tuple[words.PocketView, ...]:
    """Return what a person laid out and the purse has not squared yet."""
    raise NotImplementedError


def own_data(
    *, person: UUID, union: UUID, at: datetime
) -> Mapping[str, list[Mapping[str, object]]]:
    """Return everything the books keep of a person, as tables for their export."""
    return {}
