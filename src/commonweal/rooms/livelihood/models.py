"""The rows of livelihood: what effort each person offers. Private to that person."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q


class Offer(models.Model):
    """So much effort a week that one person freely offers.

    Stands from its first day until its last day, or until it is withdrawn. Nobody but
    the person (and a helper who typed it for them) sees it; the union sees totals.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    union_id = models.UUIDField()
    person_id = models.UUIDField()
    skill_id = models.UUIDField()
    minutes_per_week = models.BigIntegerField()
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    made_by = models.UUIDField()
    made_at = models.DateTimeField()
    withdrawn_on = models.DateField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["union_id", "skill_id"], name="offers_by_skill"),
            models.Index(fields=["union_id", "person_id"], name="offers_by_person"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes_per_week__gt=0) & Q(minutes_per_week__lte=168 * 60),
                name="offer_fits_in_a_week",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="offer_ends_after_it_starts",
            ),
        ]


class Ease(models.Model):
    """Less from one person for now: which part of their offers still holds.

    There is no field for a reason, and there will be none (I-12). One row per person;
    a new one takes the place of the old, and it ends by itself.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    union_id = models.UUIDField()
    person_id = models.UUIDField()
    percent_left = models.PositiveSmallIntegerField()
    starts_on = models.DateField()
    ends_on = models.DateField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["union_id", "person_id"], name="one_ease_per_person"
            ),
            models.CheckConstraint(
                condition=Q(percent_left__lt=100), name="ease_leaves_less"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="ease_ends_after_it_starts",
            ),
        ]


class PublishedTotal(models.Model):
    """Which totals of a kind of help stand in the ledger, so that old ones can end."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    union_id = models.UUIDField()
    skill_id = models.UUIDField()
    n_spans = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["union_id", "skill_id"], name="one_total_per_kind_of_help"
            ),
        ]
