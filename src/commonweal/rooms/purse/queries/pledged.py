"""Questions about contribution rounds: totals only, and one's own pledge."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from commonweal.rooms.purse.words import together


def list_rounds(*, union: UUID, on: date) -> tuple[together.RoundView, ...]:
    """List contribution rounds, newest first."""
    raise NotImplementedError


def get_round(*, union: UUID, round_id: UUID, on: date) -> together.RoundView:
    """Return one contribution round, or refuse."""
    raise NotImplementedError


def own_pledge(
    *, union: UUID, round_id: UUID, person: UUID
) -> together.OwnPledge | None:
    """Return one's own pledge. There is no question for anybody else's."""
    raise NotImplementedError
