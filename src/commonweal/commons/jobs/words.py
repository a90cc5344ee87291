"""The words of jobs: what a job is doing, and what a worker is told about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import models

#: Stands in for the union of jobs that concern the whole node, such as the nightly
#: check: a key is unique within a union and kind, and NULLs are never equal in SQL.
WHOLE_NODE = UUID(int=0)

#: A job that failed, or whose worker died, this often is given up: it is more likely
#: to be the job that breaks workers than the other way round.
MOST_TRIES = 5

#: How long a worker may be silent before its job goes to another. Four heartbeats fit
#: in, so that one slow write does not cost a job.
LEASE = timedelta(seconds=30)

#: Waiting time after the first failed try; doubled for each further one.
FIRST_PAUSE = timedelta(seconds=2)
LONGEST_PAUSE = timedelta(minutes=10)

#: Payloads name rows, they do not carry them.
LARGEST_PAYLOAD = 4000


class Status(models.TextChoices):
    """What a job is doing."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    DEAD = "dead"


@dataclass(frozen=True, slots=True)
class JobView:
    """A job as its handler sees it; ``worker`` and ``attempt`` are its fence."""

    id: UUID
    union: UUID
    kind: str
    key: str
    payload: dict[str, object]
    worker: str
    attempt: int


@dataclass(frozen=True, slots=True)
class JobStatus:
    """How far a job is, for those who wait for it."""

    id: UUID
    union: UUID
    kind: str
    status: Status
    attempt: int
    trouble: str
    asked_at: datetime
    ended_at: datetime | None
