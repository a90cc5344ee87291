"""Rows of people: private, without reasons, and each with an end (I-3, I-24)."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from commonweal.rooms.kitchen.models.meals import Meal, Turn


class Usual(models.Model):
    """When somebody usually eats here, and which plate. No row: every meal, whole.

    Open-ended until said otherwise; one with a last day stands before the open one and
    ends by itself. ``eats`` null: every meal; else weekdays by meal time.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    union_id = models.UUIDField()
    person_id = models.UUIDField()
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    eats = models.JSONField(null=True)
    size = models.CharField(max_length=5)
    late_plate = models.BooleanField(default=False)
    made_by = models.UUIDField()
    made_at = models.DateTimeField()
    keep_until = models.DateField()

    class Meta:
        indexes = [
            models.Index(fields=["union_id", "person_id"], name="usual_by_person")
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="usual_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(size__in=["whole", "half", "small"]),
                name="usual_plate_is_a_size",
            ),
        ]


class Answer(models.Model):
    """What somebody said about one meal; it stands before what is usual.

    ``is_in`` null: as usual. Forgotten some days after the meal.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meal = models.ForeignKey(Meal, models.CASCADE, related_name="answers")
    person_id = models.UUIDField()
    is_in = models.BooleanField(null=True)
    late_plate = models.BooleanField(null=True)
    made_by = models.UUIDField()
    made_at = models.DateTimeField()
    keep_until = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meal", "person_id"], name="one_answer_per_person_and_meal"
            ),
        ]


class Guests(models.Model):
    """Guests of somebody at one meal, without names. Forgotten some days after it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meal = models.ForeignKey(Meal, models.CASCADE, related_name="guests")
    host_id = models.UUIDField()
    n = models.PositiveSmallIntegerField()
    size = models.CharField(max_length=5)
    codes = models.JSONField(default=list)
    made_by = models.UUIDField()
    made_at = models.DateTimeField()
    keep_until = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(n__gt=0), name="guests_are_somebody"),
            models.CheckConstraint(
                condition=Q(size__in=["whole", "half", "small"]),
                name="guest_plate_is_a_size",
            ),
        ]


class SafeFoods(models.Model):
    """What not to serve somebody: codes of foods, never why.

    One row per person, until ``keep_until``; they are told before it ends and can
    renew it. ``is_named`` only if they chose so.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    union_id = models.UUIDField()
    person_id = models.UUIDField()
    codes = models.JSONField()
    is_named = models.BooleanField(default=False)
    made_by = models.UUIDField()
    made_at = models.DateTimeField()
    keep_until = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["union_id", "person_id"], name="one_list_of_safe_foods"
            ),
        ]


class TurnTaken(models.Model):
    """Who takes a turn. Shown on that day's sheet, never counted, soon forgotten."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    turn = models.ForeignKey(Turn, models.CASCADE, related_name="taken")
    person_id = models.UUIDField()
    made_at = models.DateTimeField()
    keep_until = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["turn", "person_id"], name="a_turn_is_taken_once"
            ),
        ]
