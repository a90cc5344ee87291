"""Questions about a vote. Before the close: how many answered, and one's own answer."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from commonweal.rooms.governance.words import AnswerView, Participation


def participation(*, union: UUID, motion: UUID) -> Participation:
    """Return how many have answered, of how many; never who, and never how."""
    raise NotImplementedError


def own_answer(*, union: UUID, motion: UUID, person: UUID) -> AnswerView | None:
    """Return one's own answer of this round while it is linked to oneself."""
    raise NotImplementedError


def may_answer(*, union: UUID, motion: UUID, person: UUID, at: datetime) -> bool:
    """Say whether somebody is among the voters and it is open."""
    raise NotImplementedError


def list_voter_names(*, union: UUID, motion: UUID) -> tuple[str, ...]:
    """Return who may answer, by name; those who left are not named."""
    raise NotImplementedError
