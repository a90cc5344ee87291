"""Questions about jobs."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Count

from commonweal.commons.jobs.models import Job
from commonweal.commons.jobs.words import JobStatus, JobView, Status
from commonweal.core.vf import ids

#: How many jobs one listing shows.
PAGE = 100


def status(job: UUID) -> JobStatus | None:
    """Return how far the job is, or None when it was never asked for (or forgotten)."""
    row = Job.objects.filter(id=job).first()
    return None if row is None else _status_of(row)


def find(*, union: UUID, kind: str, key: str) -> JobStatus | None:
    """Return how far the job asked for with this key is, or None."""
    return status(id_of(union=union, kind=kind, key=key))


def id_of(*, union: UUID, kind: str, key: str) -> UUID:
    """Return the id of the job asked for with this key, whether it is there or not."""
    return ids.id_from_key(union, f"job:{kind}:{key}")


def list_dead(*, limit: int = PAGE) -> tuple[JobStatus, ...]:
    """Return the jobs that were given up, the newest first."""
    rows = Job.objects.filter(status=Status.DEAD).order_by("-ended_at", "id")
    return tuple(_status_of(row) for row in rows[:limit])


def count_by_status() -> dict[str, int]:
    """Return how many jobs wait, run, are done, were given up."""
    counted = Job.objects.values_list("status").annotate(n=Count("id"))
    return {**dict.fromkeys(Status.values, 0), **dict(counted)}


def is_anything_to_do(*, at: datetime) -> bool:
    """Say whether a job is ready or a lease has run out; takes no lock."""
    return (
        Job.objects.filter(status=Status.WAITING, not_before__lte=at).exists()
        or Job.objects.filter(status=Status.RUNNING, lease_until__lt=at).exists()
    )


def view_of(row: Job) -> JobView:
    """Return the row as its handler sees it."""
    return JobView(
        id=row.id,
        union=row.union_id,
        kind=row.kind,
        key=row.key,
        payload=row.payload,
        worker=row.worker,
        attempt=row.attempt,
    )


def _status_of(row: Job) -> JobStatus:
    return JobStatus(
        id=row.id,
        union=row.union_id,
        kind=row.kind,
        status=Status(row.status),
        attempt=row.attempt,
        trouble=row.trouble,
        asked_at=row.asked_at,
        ended_at=row.ended_at,
    )
