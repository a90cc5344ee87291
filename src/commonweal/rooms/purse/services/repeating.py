"""Deeds of what repeats: add, pause, go on, end; enter what is due, once."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from commonweal.rooms.purse.words import together


def add_repeating(
    *, draft: together.RepeatingDraft, union: UUID, by: UUID, key: str, at: datetime
) -> UUID:
    """Let something come in or go out again and again until a last day (scope purse)."""
    raise NotImplementedError


def pause_repeating(*, repeating: UUID, union: UUID, by: UUID, at: datetime) -> None:
    """Pause it from today; what falls due meanwhile is left out."""
    raise NotImplementedError


def resume_repeating(*, repeating: UUID, union: UUID, by: UUID, at: datetime) -> None:
    """Let it go on from today."""
    raise NotImplementedError


def end_repeating(*, repeating: UUID, union: UUID, by: UUID, at: datetime) -> None:
    """End it; nothing comes any more."""
    raise NotImplementedError


def leave_out_period(
    *, repeating: UUID, due: date, union: UUID, by: UUID, at: datetime
) -> None:
    """Leave one due period out: it did not happen, or was noted by hand."""
    raise NotImplementedError


def enter_due(
    *, union: UUID, by: UUID | None, at: datetime, repeating: UUID | None = None
) -> int:
    """Note every period that is due, each once; say how many."""
    raise NotImplementedError
