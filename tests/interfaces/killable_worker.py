"""A worker process whose handler leaves a trace, to be killed at random moments.

Started by the tests of the worker: ``python tests/interfaces/killable_worker.py``.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from datetime import timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commonweal.site.settings")
django.setup()

from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from commonweal.commons import deeds  # noqa: E402
from commonweal.commons.jobs import services as jobs  # noqa: E402
from commonweal.interfaces.worker import work  # noqa: E402

SECONDS = float(os.environ.get("TEST_JOB_SECONDS", "0.03"))
jobs.FIRST_PAUSE = timedelta(seconds=0.2)  # 2 s in earnest
LEASE = timedelta(seconds=float(os.environ.get("TEST_LEASE", "1.5")))


def trace(*, job, clock):
    """Take a while, then keep one trace and ask for a second job, in one deed."""
    time.sleep(SECONDS)
    with deeds.deed_transaction():
        leave_trace(job)
        time.sleep(SECONDS / 3)
        if job.kind == "first":
            jobs.enqueue(
                kind="second", payload={}, union=job.union, key=job.key, at=clock()
            )
        jobs.complete(job=job, at=clock())


def leave_trace(job):
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO trace VALUES (%s, %s)", [job.kind, job.key])


def stumble(*, job, clock):
    raise ValueError("what Ana wrote must not be kept")


def forget_to_complete(*, job, clock):
    return None


def die(*, job, clock):
    os.kill(os.getpid(), signal.SIGKILL)


def tell(*, job, at):
    leave_trace(job)


HANDLERS = {
    "first": work.Handler(trace),
    "second": work.Handler(trace),
    "stumble": work.Handler(stumble, gave_up=tell),
    "forgetful": work.Handler(forget_to_complete),
    "deadly": work.Handler(die, gave_up=tell),
}


def main():
    worker = work.Worker(
        handlers=HANDLERS, clock=timezone.now, lease=LEASE, pause_seconds=0.05
    )
    signal.signal(signal.SIGTERM, lambda *_: worker.stop())
    sys.stdout.write("READY\n")
    sys.stdout.flush()
    worker.work()


if __name__ == "__main__":
    sys.exit(main())
