"""Deeds of counting a drawer: two people, and a difference without blame."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from commonweal.rooms.purse import words


def count_drawer(
    *, draft: words.CountDraft, union: UUID, by: UUID, key: str, at: datetime
) -> UUID:
    """Write down what is in a drawer; another person confirms it."""
    raise NotImplementedError


def confirm_count(
    *, counting: UUID, union: UUID, by: UUID, at: datetime
) -> words.EntryView | None:
    """Confirm what another counted; a difference becomes an ordinary entry."""
    raise NotImplementedError


def set_aside_count(*, counting: UUID, union: UUID, by: UUID, at: datetime) -> None:
    """Set a counting aside, to count anew."""
    raise NotImplementedError
