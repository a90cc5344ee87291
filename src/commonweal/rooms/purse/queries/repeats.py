"""Questions about what repeats: what runs, what is due, what comes next."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from commonweal.rooms.purse.words import together


def list_repeating(
    *, union: UUID, on: date, with_ended: bool = False
) -> tuple[together.RepeatingView, ...]:
    """List what repeats, by name."""
    raise NotImplementedError


def get_repeating(*, union: UUID, repeating: UUID, on: date) -> together.RepeatingView:
    """Return one of them, or refuse."""
    raise NotImplementedError
