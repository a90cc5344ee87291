"""Ids: time-ordered, and the same in another union."""

from __future__ import annotations

import secrets
from datetime import datetime
from uuid import UUID, uuid5

#: Our name space for ids derived from a caller's idempotency key.
_KEYS = UUID("6d0a4a3e-5a0b-5c6f-9a55-1c0c5e0b7a11")


def new_id(at: datetime) -> UUID:
    """Return a time-ordered id (UUID version 7, RFC 9562) for a row made at ``at``.

    The randomness chooses nothing between people; it only keeps ids apart, which is
    why it is drawn here and not handed in.
    """
    milliseconds = int(at.timestamp() * 1000) & (2**48 - 1)
    noise = secrets.randbits(74)
    value = milliseconds << 80
    value |= 7 << 76
    value |= (noise >> 62) << 64
    value |= 0b10 << 62
    value |= noise & (2**62 - 1)
    return UUID(int=value)


def id_from_key(scope: UUID, key: str) -> UUID:
    """Return the id that belongs to a caller's key within a scope, always the same."""
    return uuid5(_KEYS, f"{scope}:{key}")
