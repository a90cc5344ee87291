"""What days do by themselves: open, extend, close, adopt, carry out, lapse."""

from __future__ import annotations

import logging
from datetime import datetime
from uuid import UUID

from commonweal.commons import deeds
from commonweal.core.vf.problems import Refused
from commonweal.rooms.governance.models import Motion
from commonweal.rooms.governance.services import _rows, _turning
from commonweal.rooms.governance.words import motions as words

log = logging.getLogger(__name__)


def advance(*, union: UUID, at: datetime) -> int:
    """Take every motion of a union as far as the clock says; gives how many moved.

    Each motion is a deed of its own, so that one that cannot go on stops no other.
    """
    going = Motion.objects.filter(union_id=union, stage__in=words.GOING_ON)
    n_moved = 0
    for motion in going.order_by("brought_at", "id").values_list("id", flat=True):
        try:
            n_moved += advance_motion(motion=motion, union=union, at=at)
        except Refused as refused:
            log.warning("motion %s stays: %s", motion, type(refused).__name__)
    return n_moved


@deeds.deed
def advance_motion(*, motion: UUID, union: UUID, at: datetime) -> bool:
    """Take one motion as far as the clock says; never back, and twice changes nothing."""
    row = _rows.locked(motion=motion, union=union)
    return _turning.catch_up(row, _rows.moment(row, at))
