"""Which service does which kind of job."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from commonweal.commons import deeds
from commonweal.commons.jobs import services as jobs
from commonweal.commons.jobs.words import JobView
from commonweal.interfaces.worker.work import Clock, Handler

#: Ended jobs are kept this long, for whoever wonders what happened last week.
_KEEP_ENDED = timedelta(days=30)


def forget_jobs(*, job: JobView, clock: Clock) -> None:
    """Remove jobs that ended a month ago."""
    now = clock()
    with deeds.deed_transaction():
        jobs.forget_ended(before=now - _KEEP_ENDED)
        jobs.complete(job=job, at=now)


HANDLERS: Mapping[str, Handler] = {
    "forget_jobs": Handler(forget_jobs),
}
