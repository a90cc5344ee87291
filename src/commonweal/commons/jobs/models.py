"""The rows of jobs."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from commonweal.commons.jobs.words import MOST_TRIES, Status


class Job(models.Model):
    """Something to be done outside a request, by a worker, exactly once.

    waiting → running when a worker claims it; running → done together with its
    effects; running → waiting when a try failed or its worker fell silent; running →
    dead after ``MOST_TRIES`` of those. Done and dead jobs stay until forgotten.
    """

    id = models.UUIDField(primary_key=True)
    union_id = models.UUIDField()
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=200)
    payload = models.JSONField()
    status = models.CharField(max_length=10, choices=Status, default=Status.WAITING)
    attempt = models.PositiveSmallIntegerField(default=0)
    worker = models.CharField(max_length=120, blank=True, default="")
    # The name of what went wrong in the last try; never its message, which may quote
    # what a person wrote.
    trouble = models.CharField(max_length=120, blank=True, default="")
    asked_at = models.DateTimeField()
    not_before = models.DateTimeField()
    lease_until = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["union_id", "kind", "key"], name="job_is_asked_for_once"
            ),
            models.CheckConstraint(
                condition=Q(status=Status.RUNNING, lease_until__isnull=False)
                | (~Q(status=Status.RUNNING) & Q(lease_until__isnull=True)),
                name="job_has_a_lease_exactly_while_it_runs",
            ),
            models.CheckConstraint(
                condition=Q(
                    status__in=[Status.DONE, Status.DEAD], ended_at__isnull=False
                )
                | Q(status__in=[Status.WAITING, Status.RUNNING], ended_at__isnull=True),
                name="job_has_an_end_exactly_when_ended",
            ),
            models.CheckConstraint(
                condition=Q(attempt__lte=MOST_TRIES), name="job_is_given_up_in_time"
            ),
        ]
        indexes = [
            models.Index(
                fields=["not_before"],
                condition=Q(status=Status.WAITING),
                name="job_waiting",
            ),
            models.Index(
                fields=["lease_until"],
                condition=Q(status=Status.RUNNING),
                name="job_running",
            ),
        ]
