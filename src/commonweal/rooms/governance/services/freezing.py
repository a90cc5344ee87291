"""Deeds around the vote: freeze what is decided about, lengthen, reopen."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from commonweal.commons import deeds


@deeds.deed
def freeze_motion(
    *,
    motion: UUID,
    union: UUID,
    by: UUID,
    at: datetime,
    meeting: datetime | None = None,
) -> None:
    """Freeze text, rule and times; ``meeting``: it opens in a called meeting, a day ahead."""
    raise NotImplementedError


@deeds.deed
def lengthen(*, motion: UUID, words: str, union: UUID, by: UUID, at: datetime) -> None:
    """Ask, with a reason, for one more window to answer; once, by anybody who may answer."""
    raise NotImplementedError


@deeds.deed
def reopen_motion(
    *, motion: UUID, words: str, union: UUID, by: UUID, at: datetime
) -> None:
    """Take a frozen or open motion back to the talk: answers are void, all are told."""
    raise NotImplementedError
