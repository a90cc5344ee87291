"""Deeds of motions: bring one, write another wording, withdraw."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from commonweal.commons import deeds
from commonweal.rooms.governance.words import MotionDraft, TextDraft


@deeds.deed
def bring_motion(
    *, draft: MotionDraft, union: UUID, by: UUID, key: str, at: datetime
) -> UUID:
    """Bring a motion as a draft; anybody of the body may."""
    raise NotImplementedError


@deeds.deed
def write_version(  # noqa: PLR0913 - what is written, why, by whom
    *,
    motion: UUID,
    text: TextDraft,
    why: str,
    union: UUID,
    by: UUID,
    key: str,
    at: datetime,
) -> int:
    """Write another wording; gives its number. Whoever brought the motion writes what stands."""
    raise NotImplementedError


@deeds.deed
def take_version(
    *, motion: UUID, number: int, union: UUID, by: UUID, at: datetime
) -> None:
    """Let a wording stand, as whoever brought the motion."""
    raise NotImplementedError


@deeds.deed
def withdraw_motion(*, motion: UUID, union: UUID, by: UUID, at: datetime) -> None:
    """Withdraw one's own motion; what others said of it stays readable."""
    raise NotImplementedError
