"""Deeds of noting: the line of fifteen seconds, the pencil list, lines of others' deeds."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from commonweal.rooms.purse import words


def note_entry(
    *, draft: words.EntryDraft, union: UUID, by: UUID, key: str, at: datetime
) -> words.EntryView:
    """Note what was taken, paid, or came in. Doing it twice notes it once."""
    raise NotImplementedError


def note_entries(
    *,
    drafts: tuple[words.EntryDraft, ...],
    union: UUID,
    by: UUID,
    key: str,
    at: datetime,
) -> tuple[words.EntryView, ...]:
    """Note a pencil list typed for others: all lines or none; problems carry the row."""
    raise NotImplementedError


def write_entries(
    *, drafts: tuple[words.EntryDraft, ...], union: UUID, by: UUID, at: datetime
) -> tuple[UUID, ...]:
    """Write entries as part of another deed, which has asked who may; return their ids.

    Each draft carries its own key. Kinds: all but "correction" and "exchanged".
    """
    raise NotImplementedError
