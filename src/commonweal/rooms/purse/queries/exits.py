"""Questions about leaving: what the formula gives, and settlements without names."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from commonweal.rooms.purse.words import together


def compute_exit(
    *, union: UUID, draft: together.ExitDraft, on: date
) -> together.ExitView:
    """Compute a settlement from the union's formula, for whoever wants to know."""
    raise NotImplementedError


def list_settlements(
    *, union: UUID, person: UUID
) -> tuple[together.SettlementView, ...]:
    """List settlements, newest first; no names."""
    raise NotImplementedError


def get_settlement(
    *, union: UUID, settlement: UUID, person: UUID
) -> together.SettlementView:
    """Return one settlement, or refuse."""
    raise NotImplementedError
