"""Keep the lease of a running job while its handler works, from a second thread."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import DatabaseError, connection

from commonweal.commons.jobs import services as jobs
from commonweal.commons.jobs.words import JobView

log = logging.getLogger(__name__)

#: Beats in one lease, so that three may be late.
_BEATS = 4
#: A handler that takes longer is taken to be stuck: the heart stops, the lease runs
#: out and another worker tries. Our own solves are limited to minutes.
_LONGEST = timedelta(hours=2)


@contextmanager
def beating(
    job: JobView, *, clock: Callable[[], datetime], lease: timedelta
) -> Iterator[None]:
    """Prolong the job's lease every quarter of it until the block ends."""
    ended = threading.Event()
    heart = threading.Thread(
        target=_beat, args=(job, clock, lease, ended), name="heartbeat", daemon=True
    )
    heart.start()
    try:
        yield
    finally:
        ended.set()
        heart.join(timeout=lease.total_seconds())


def _beat(
    job: JobView,
    clock: Callable[[], datetime],
    lease: timedelta,
    ended: threading.Event,
) -> None:
    begun = clock()
    try:
        while not ended.wait(lease.total_seconds() / _BEATS):
            now = clock()
            if now - begun > _LONGEST or not _kept(job, now, lease):
                log.warning("job %s: lease given up", job.id)
                return
    finally:
        connection.close()


def _kept(job: JobView, now: datetime, lease: timedelta) -> bool:
    """Prolong the lease; a database out of reach is tried again at the next beat."""
    try:
        return jobs.keep(job=job, at=now, lease=lease)
    except DatabaseError as trouble:
        log.warning("job %s: no heartbeat, %s", job.id, type(trouble).__name__)
        connection.close()
        return True
