"""Deeds of contribution rounds: open, pledge unseen, close with one total."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from commonweal.rooms.purse.words import together


def open_round(
    *, draft: together.RoundDraft, union: UUID, by: UUID, key: str, at: datetime
) -> UUID:
    """Open a contribution round (scope purse)."""
    raise NotImplementedError


def pledge(
    *,
    round_id: UUID,
    draft: together.PledgeDraft,
    person: UUID,
    union: UUID,
    by: UUID,
    at: datetime,
) -> None:
    """Pledge, or change one's pledge, until the round closes."""
    raise NotImplementedError


def take_back_pledge(
    *, round_id: UUID, person: UUID, union: UUID, by: UUID, at: datetime
) -> None:
    """Take one's pledge out of a round that is open."""
    raise NotImplementedError


def close_round(*, round_id: UUID, union: UUID, by: UUID, at: datetime) -> None:
    """Close a round: scope purse before its last day is over, anybody after."""
    raise NotImplementedError


def withdraw_round(*, round_id: UUID, union: UUID, by: UUID, at: datetime) -> None:
    """Withdraw an open round; its pledges are forgotten at once (scope purse)."""
    raise NotImplementedError
