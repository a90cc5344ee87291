"""Deeds of closing: count once, challenge, call in, adopt and carry out."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from commonweal.commons import deeds


@deeds.deed
def close_motion(*, motion: UUID, union: UUID, by: UUID, at: datetime) -> None:
    """Close and count: when the time is over, or early once all have answered."""
    raise NotImplementedError


@deeds.deed
def challenge(  # noqa: PLR0913 - why, whether the process broke a rule, by whom
    *,
    motion: UUID,
    words: str,
    broke_rule: bool,
    union: UUID,
    by: UUID,
    key: str,
    at: datetime,
) -> None:
    """Challenge a result in its window: two of the voters, or one who names a broken rule."""
    raise NotImplementedError


@deeds.deed
def call_in(
    *, motion: UUID, words: str, union: UUID, by: UUID, key: str, at: datetime
) -> None:
    """Call a decision of the advice process in: two affected make it a consent round."""
    raise NotImplementedError


@deeds.deed
def carry_out_again(*, motion: UUID, union: UUID, by: UUID, at: datetime) -> None:
    """Try again to carry out what was blocked, when the reason is gone."""
    raise NotImplementedError
