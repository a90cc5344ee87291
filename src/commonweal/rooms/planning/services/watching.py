"""What a long answer of the planner looks at meanwhile: the clock, and who says stop."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Manager

from commonweal.commons import deeds
from commonweal.core import planner
from commonweal.rooms.planning.models import Status
from commonweal.rooms.planning.translate import from_planner

Clock = Callable[[], datetime]

#: The stop flag is read, and progress written, at most this often.
_PAUSE = timedelta(milliseconds=400)


@dataclass(slots=True)
class Watch:
    """Looks whether somebody asked to stop, and says how far a row's answer is."""

    rows: Manager[Any]
    id: UUID
    clock: Clock
    looked_at: datetime | None = None
    told_at: datetime | None = None
    is_stopped: bool = False

    def asked(self) -> bool:
        """Say whether somebody asked to stop; reads the flag now and then."""
        if self._is_time(self.looked_at):
            self.looked_at = self.clock()
            flag = self.rows.filter(id=self.id).values_list("asked_to_stop", flat=True)
            self.is_stopped = bool(flag.first())
        return self.is_stopped

    def tell(self, percent: int, words: planner.Sentence) -> None:
        """Write down how far it is, now and then, in a transaction of its own."""
        if not self._is_time(self.told_at):
            return
        self.told_at = self.clock()
        with deeds.deed_transaction():
            mine = self.rows.filter(id=self.id)
            mine.filter(status=Status.WAITING).update(status=Status.SOLVING)
            mine.filter(status=Status.SOLVING).update(
                percent=min(99, max(0, percent)), progress=from_planner.said(words)
            )

    def seconds(self) -> float:
        """Return the clock in seconds, for the planner's limit."""
        return self.clock().timestamp()

    def stop(self, seconds: float) -> planner.Stop:
        """Return when to stop: when asked, or after so many seconds."""
        return planner.Stop(seconds=seconds, asked=self.asked, clock=self.seconds)

    def _is_time(self, before: datetime | None) -> bool:
        return before is None or self.clock() - before >= _PAUSE
