"""The rows of a vote: who may answer, and what they answered, until it is published."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from commonweal.rooms.governance.models.motions import Motion


class Voter(models.Model):
    """Somebody who may answer in one round of a motion, as fixed when it opened.

    The list is never changed; a name alone is taken off when they leave, or when the
    count is long over.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    motion = models.ForeignKey(Motion, on_delete=models.PROTECT, related_name="voters")
    round = models.PositiveIntegerField()
    person_id = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["motion", "round", "person_id"],
                name="a_person_is_once_among_the_voters",
            ),
        ]
        indexes = [models.Index(fields=["person_id"], name="motions_a_person_answers")]


class Answer(models.Model):
    """The last answer of one person in one round.

    Replaced as often as they like while it is open, then sealed by the count. Where
    answers are receipted, the person is taken off and the order is shuffled then.
    ``receipt`` is empty where answers are open. Kept by the day, not the minute.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    motion = models.ForeignKey(Motion, on_delete=models.PROTECT, related_name="answers")
    round = models.PositiveIntegerField()
    person_id = models.UUIDField(null=True)
    answer = models.JSONField()
    reason = models.TextField(blank=True)
    channel = models.CharField(max_length=6, default="online")
    receipt = models.CharField(max_length=40, blank=True)
    helper = models.UUIDField(null=True)
    second_helper = models.UUIDField(null=True)
    given_on = models.DateField()
    is_sealed = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["motion", "round", "person_id"],
                name="one_person_one_answer",
            ),
            models.UniqueConstraint(
                fields=["motion", "round", "receipt"],
                condition=~Q(receipt=""),
                name="receipts_are_different",
            ),
            models.CheckConstraint(
                condition=Q(channel__in=["online", "helped", "room", "paper"]),
                name="an_answer_came_on_a_known_way",
            ),
            models.CheckConstraint(
                condition=Q(helper__isnull=True)
                | Q(second_helper__isnull=True)
                | ~Q(helper=F("second_helper")),
                name="two_people_help_with_an_answer",
            ),
        ]
