"""What is due by the calendar: one job per period, however many workers ask."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.utils import timezone

from commonweal.commons import deeds
from commonweal.commons.jobs import services as jobs
from commonweal.commons.jobs.words import WHOLE_NODE

#: Done once each local day, from this hour; a node that sleeps at night does it when
#: it wakes.
NIGHT_HOUR = 2
#: The check comes last, when the totals of the day are published.
NIGHTLY = ("keep_purse", "forget_expired", "forget_jobs", "check")
_APART = timedelta(seconds=20)
#: Done once each hour: votes open and close by the clock, not by the night.
HOURLY = ("keep_decisions",)


@dataclass(slots=True)
class Schedule:
    """Remembers what this worker has asked for, to spare the database the question."""

    asked: str = field(default="")
    asked_hour: str = field(default="")

    def __call__(self, now: datetime) -> None:
        """Ask for what is due and was not asked for yet."""
        local = timezone.localtime(now)
        hour = local.strftime("%Y-%m-%dT%H%z")
        if hour != self.asked_hour:
            _ask(HOURLY, hour, now)
            self.asked_hour = hour
        day = local.date().isoformat()
        if local.hour >= NIGHT_HOUR and day != self.asked:
            _ask(NIGHTLY, day, now)
            self.asked = day


def _ask(kinds: tuple[str, ...], key: str, now: datetime) -> None:
    with deeds.deed_transaction():
        for number, kind in enumerate(kinds):
            jobs.enqueue(
                kind=kind,
                payload={},
                union=WHOLE_NODE,
                key=key,
                at=now,
                not_before=now + number * _APART,
            )
