"""What days do by themselves: open, extend, close, adopt, carry out, lapse."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from commonweal.commons import deeds


def advance(*, union: UUID, at: datetime) -> int:
    """Take every motion of a union as far as the clock says; gives how many moved."""
    raise NotImplementedError


@deeds.deed
def advance_motion(*, motion: UUID, union: UUID, at: datetime) -> bool:
    """Take one motion as far as the clock says; never back, and twice changes nothing."""
    raise NotImplementedError
