"""Questions about announced spends: how each is doing, and whether it stands."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from commonweal.rooms.purse.words import together


def list_spends(
    *, union: UUID, person: UUID, on: date, with_ended: bool = False
) -> tuple[together.SpendView, ...]:
    """List announced spends, the next to stand first."""
    raise NotImplementedError


def get_spend(
    *, union: UUID, spend: UUID, person: UUID, on: date
) -> together.SpendView:
    """Return one announced spend, or refuse."""
    raise NotImplementedError
