"""The rows of planning: what there is room for, what may be bought, and plans."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q


class Capacity(models.Model):
    """Land, oven hours, rooms: so much of a kind, at a place or anywhere.

    "week" is so much in each week; "standing" is there all the time and is held for
    some weeks. It counts until it is retired.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    union_id = models.UUIDField()
    kind_id = models.UUIDField()
    place_id = models.UUIDField(null=True)
    amount = models.BigIntegerField()
    per = models.CharField(max_length=8)
    made_by = models.UUIDField()
    made_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["union_id"], name="capacities_by_union")]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0), name="capacity_is_positive"
            ),
            models.CheckConstraint(
                condition=Q(per__in=["week", "standing"]),
                name="capacity_is_weekly_or_standing",
            ),
        ]


class PurchaseOption(models.Model):
    """A thing that may be bought outside. The only place with a price (I-8).

    It counts until it is retired. ``price`` is in hundredths of the currency and
    ``footprint_grams`` in grams of CO2e, both for one whole unit of the kind.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    union_id = models.UUIDField()
    kind_id = models.UUIDField()
    price = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    footprint_grams = models.BigIntegerField(default=0)
    most_per_week = models.BigIntegerField(null=True)
    made_by = models.UUIDField()
    made_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["union_id"], name="purchases_by_union")]
        constraints = [
            models.CheckConstraint(
                condition=Q(price__gt=0), name="price_outside_is_positive"
            ),
            models.CheckConstraint(
                condition=Q(footprint_grams__gte=0), name="footprint_is_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(most_per_week__isnull=True) | Q(most_per_week__gt=0),
                name="most_per_week_is_positive",
            ),
        ]


class AdoptedPack(models.Model):
    """A starter pack that was taken up; taking it up again changes nothing."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    union_id = models.UUIDField()
    key = models.CharField(max_length=80)
    by = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["union_id", "key"], name="pack_is_adopted_once"
            ),
        ]


class ImportedTable(models.Model):
    """A table that was taken in; sending it again with its key changes nothing."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    union_id = models.UUIDField()
    key = models.CharField(max_length=120)
    n_rows = models.PositiveIntegerField()
    by = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["union_id", "key"], name="table_is_imported_once"
            ),
        ]


class Status(models.TextChoices):
    """Where a plan stands."""

    WAITING = "waiting"
    SOLVING = "solving"
    STOPPING = "stopping"
    STOPPED = "stopped"
    READY = "ready"
    ACCEPTED = "accepted"
    FAILED = "failed"
    WITHDRAWN = "withdrawn"


class PlanRun(models.Model):
    """One making of a plan, from the button to the promises.

    waiting → solving → ready → accepted. From waiting or solving a person may stop it
    (stopping → stopped), or it fails; a ready one may be withdrawn. ``problem`` is
    what was asked of the planner and ``outcome`` what came back, checked; both hold
    totals only, never a person.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    union_id = models.UUIDField()
    name = models.CharField(max_length=120)
    from_day = models.DateField()
    weeks = models.PositiveSmallIntegerField()
    status = models.CharField(
        max_length=10, choices=Status.choices, default=Status.WAITING
    )
    percent = models.PositiveSmallIntegerField(default=0)
    progress = models.JSONField(default=list)
    asked_to_stop = models.BooleanField(default=False)
    requested_by = models.UUIDField()
    requested_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    job_id = models.UUIDField(null=True)
    rule_version = models.CharField(max_length=40, default="")
    problem = models.JSONField(null=True)
    outcome = models.JSONField(null=True)
    trouble = models.JSONField(default=list)
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.UUIDField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["union_id", "-requested_at"], name="runs_by_union")
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(weeks__gte=1) & Q(weeks__lte=53),
                name="plan_is_for_a_year_at_most",
            ),
            models.CheckConstraint(
                condition=Q(percent__lte=100), name="progress_is_a_percentage"
            ),
            models.CheckConstraint(
                condition=Q(
                    accepted_at__isnull=True,
                    accepted_by__isnull=True,
                )
                | Q(accepted_at__isnull=False, accepted_by__isnull=False),
                name="accepted_by_and_at_come_together",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["ready", "accepted"])
                | Q(outcome__isnull=False),
                name="a_ready_plan_has_an_outcome",
            ),
        ]


class Basis(models.Model):
    """What the planner was asked and what it answered, for questions about a plan.

    Kept apart from the plan because only what-ifs read it. Both are the planner's own
    JSON and hold totals only.
    """

    run = models.OneToOneField(
        PlanRun, on_delete=models.CASCADE, related_name="basis", primary_key=True
    )
    problem = models.JSONField()
    plan = models.JSONField()


class Supposition(models.Model):
    """A what-if: what is supposed, and what would become of a plan. Nobody's own.

    waiting → solving → ready; from the first two it may be stopped (stopping →
    stopped), or it fails. It changes nothing and is erased after a day. Who asked is
    not written down.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    run = models.ForeignKey(
        PlanRun, on_delete=models.CASCADE, related_name="suppositions"
    )
    union_id = models.UUIDField()
    supposed = models.JSONField()
    status = models.CharField(
        max_length=10, choices=Status.choices, default=Status.WAITING
    )
    percent = models.PositiveSmallIntegerField(default=0)
    progress = models.JSONField(default=list)
    asked_to_stop = models.BooleanField(default=False)
    asked_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    job_id = models.UUIDField(null=True)
    answer = models.JSONField(null=True)
    trouble = models.JSONField(default=list)

    class Meta:
        indexes = [
            models.Index(fields=["union_id", "asked_at"], name="suppositions_by_union")
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(percent__lte=100), name="supposing_is_a_percentage"
            ),
            models.CheckConstraint(
                condition=~Q(status="ready") | Q(answer__isnull=False),
                name="a_ready_supposition_has_an_answer",
            ),
        ]


class PlanWeek(models.Model):
    """One period of a plan by itself, so that a page about today need not read it all.

    ``outcome`` is the part of the run's outcome that concerns this period.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    run = models.ForeignKey(PlanRun, on_delete=models.CASCADE, related_name="spans")
    period = models.PositiveSmallIntegerField()
    first = models.DateField()
    after = models.DateField()
    outcome = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["run", "period"], name="one_row_per_period_of_a_plan"
            ),
            models.CheckConstraint(
                condition=Q(after__gt=F("first")), name="period_has_days"
            ),
        ]


class Voice(models.Model):
    """What one associate says to a plan: yes, or a concern. Each may take it back."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    run = models.ForeignKey(PlanRun, on_delete=models.CASCADE, related_name="voices")
    person_id = models.UUIDField()
    says = models.CharField(max_length=8)
    words = models.CharField(max_length=280, default="")
    at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["run", "person_id"],
                condition=Q(taken_back_at__isnull=True),
                name="one_voice_per_person",
            ),
            models.CheckConstraint(
                condition=Q(says__in=["yes", "concern"]),
                name="voice_says_yes_or_concern",
            ),
            models.CheckConstraint(
                condition=Q(taken_back_at__isnull=True) | Q(taken_back_at__gte=F("at")),
                name="voice_is_taken_back_later",
            ),
        ]
