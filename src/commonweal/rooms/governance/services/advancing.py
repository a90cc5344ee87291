"""What days do by themselves: open, extend, close, adopt, carry out, lapse."""

from __future__ import annotations

import logging
from datetime import datetime
from uuid import UUID

from commonweal.commons import deeds
from commonweal.core.vf.problems import Refused
from commonweal.rooms.governance.models import Motion
from commonweal.rooms.governance.queries import votes
from commonweal.rooms.governance.services import _rows, _turning
from commonweal.rooms.governance.words import motions as words

log = logging.getLogger(__name__)


def advance(*, union: UUID, at: datetime) -> int:
    """Take every motion of a union as far as the clock says; gives how many moved.

    Each motion is a deed of its own; one that waits for tellers stops no other.
    """
    going = Motion.objects.filter(union_id=union, stage__in=words.GOING_ON)
    return sum(
        _advance(motion=motion, union=union, at=at)
        for motion in going.order_by("brought_at", "id").values_list("id", flat=True)
    )


def advance_motion(*, motion: UUID, union: UUID, at: datetime) -> bool:
    """Take one motion as far as the clock says, for whoever looks at it.

    Where nothing is due nothing is locked: many can look at once. Reminders, doubts and
    lapsing are left to ``advance``.
    """
    row = votes.find_row(union=union, motion=motion)
    return _turning.is_due(row, at) and _advance(motion=motion, union=union, at=at)


@deeds.deed
def _advance(*, motion: UUID, union: UUID, at: datetime) -> bool:
    """Do it under the lock; never back, and twice changes nothing."""
    row = _rows.locked(motion=motion, union=union)
    try:
        now = _rows.moment(row, at)
    except Refused:
        log.warning("motion %s: the clock is behind its last step", motion)
        return False
    return _turning.catch_up(row, now)
