"""The demo union's last month, lived through by its own deeds, and the month to come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

#: How long the month behind us was, and how long the one before us is.
WEEKS = 4


@dataclass(frozen=True, slots=True)
class Month:
    """Whose month it is, and when it began."""

    union: UUID
    steward: UUID
    associate: UUID
    kinds: Mapping[str, UUID]
    begins: datetime


def is_loaded(union: UUID) -> bool:
    """Say whether the demo has been loaded to its end."""
    return False


def live_through(month: Month, *, now: datetime) -> None:
    """Plan the past month, live it, and ask for a plan of the next."""
