"""Ask for a job inside your own deed; a worker does it once, whatever dies meanwhile.

Not a broker: the queue is a table of the same database, so that a job exists if and
only if the deed that asked for it does, and ends if and only if its effects are kept.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.db import models

from commonweal.commons import deeds
from commonweal.commons.jobs import queries
from commonweal.commons.jobs.errors import FencedOff
from commonweal.commons.jobs.models import Job
from commonweal.commons.jobs.words import (
    FIRST_PAUSE,
    LARGEST_PAYLOAD,
    LEASE,
    LONGEST_PAUSE,
    MOST_TRIES,
    JobView,
    Status,
)

#: Silent workers looked after in one go.
_MOST_REAPED = 100


@deeds.part_of_a_deed
def enqueue(  # noqa: PLR0913 - one job, said in full
    *,
    kind: str,
    payload: Mapping[str, object],
    union: UUID,
    key: str,
    at: datetime,
    not_before: datetime | None = None,
) -> UUID:
    """Ask for a job. Asking again with the same key changes nothing.

    The job is there when the caller's deed is kept, and not otherwise.
    """
    if len(json.dumps(dict(payload))) > LARGEST_PAYLOAD:
        raise ValueError("a payload names rows, it does not carry them")
    job = queries.id_of(union=union, kind=kind, key=key)
    Job.objects.bulk_create(
        [
            Job(
                id=job,
                union_id=union,
                kind=kind,
                key=key,
                payload=dict(payload),
                asked_at=at,
                not_before=not_before or at,
            )
        ],
        ignore_conflicts=True,
    )
    return job


@deeds.part_of_a_deed
def claim(
    *, worker: str, at: datetime, lease: timedelta = LEASE, only: UUID | None = None
) -> JobView | None:
    """Take the job that has been ready longest, or None when there is none.

    With ``only``, take that job or none: for a caller that waits for it anyway.
    """
    ready = Job.objects.select_for_update(skip_locked=True).filter(
        status=Status.WAITING, not_before__lte=at
    )
    if only is not None:
        ready = ready.filter(id=only)
    row = ready.order_by("not_before", "id").first()
    if row is None:
        return None
    row.status = Status.RUNNING
    row.worker = worker
    row.attempt += 1
    row.lease_until = at + lease
    row.save(update_fields=["status", "worker", "attempt", "lease_until"])
    return queries.view_of(row)


@deeds.part_of_a_deed
def keep(*, job: JobView, at: datetime, lease: timedelta = LEASE) -> bool:
    """Prolong the lease of a running job; False when it is no longer ours."""
    return bool(_mine(job).update(lease_until=at + lease))


@deeds.part_of_a_deed
def complete(*, job: JobView, at: datetime) -> None:
    """Mark the job done; call it in the transaction that keeps the job's effects.

    Raises
    ------
    FencedOff
        Another worker has the job by now; the effects must not be kept, and are not,
        because the exception undoes the transaction.
    """
    n_done = _mine(job).update(status=Status.DONE, lease_until=None, ended_at=at)
    if not n_done:
        raise FencedOff(f"job {job.id} is no longer with {job.worker}")


@deeds.part_of_a_deed
def fail(*, job: JobView, trouble: str, at: datetime) -> Status | None:
    """Put a job back after a failed try, or give it up; None when it is not ours."""
    row = _mine(job).select_for_update().first()
    if row is None:
        return None
    return _back_or_dead(row, trouble=trouble, at=at)


@deeds.part_of_a_deed
def put_back(*, job: JobView, at: datetime) -> bool:
    """Hand back a job because the worker is asked to stop; costs it no try."""
    return bool(
        _mine(job).update(
            status=Status.WAITING,
            attempt=job.attempt - 1,
            worker="",
            lease_until=None,
            not_before=at,
        )
    )


@deeds.part_of_a_deed
def reap(*, at: datetime) -> tuple[JobView, ...]:
    """Put back the jobs of workers that fell silent; return those given up."""
    silent = (
        Job.objects.select_for_update(skip_locked=True)
        .filter(status=Status.RUNNING, lease_until__lt=at)
        .order_by("lease_until")[:_MOST_REAPED]
    )
    given_up = []
    for row in silent:
        view = queries.view_of(row)
        if _back_or_dead(row, trouble="worker fell silent", at=at) is Status.DEAD:
            given_up.append(view)
    return tuple(given_up)


@deeds.part_of_a_deed
def try_again(*, job: UUID, at: datetime) -> bool:
    """Give a dead job five more tries (an operator mended the cause)."""
    return bool(
        Job.objects.filter(id=job, status=Status.DEAD).update(
            status=Status.WAITING, attempt=0, worker="", ended_at=None, not_before=at
        )
    )


@deeds.part_of_a_deed
def forget_ended(*, before: datetime) -> int:
    """Remove what was done or given up before that time; return how many."""
    n_rows, _by_model = Job.objects.filter(
        status__in=[Status.DONE, Status.DEAD], ended_at__lt=before
    ).delete()
    return n_rows


def _mine(job: JobView) -> models.QuerySet[Job]:
    """Select the job as long as it is this worker's and this try."""
    return Job.objects.filter(
        id=job.id, status=Status.RUNNING, worker=job.worker, attempt=job.attempt
    )


def _back_or_dead(row: Job, *, trouble: str, at: datetime) -> Status:
    row.trouble = trouble[:120]
    row.lease_until = None
    row.worker = ""
    if row.attempt >= MOST_TRIES:
        row.status, row.ended_at = Status.DEAD, at
    else:
        pause = min(FIRST_PAUSE * 2 ** (row.attempt - 1), LONGEST_PAUSE)
        row.status, row.not_before = Status.WAITING, at + pause
    row.save()
    return Status(row.status)
