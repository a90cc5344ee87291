"""The rows of notices: facts told to a union or a person, and who has read them."""

from __future__ import annotations

from django.db import models


class Notice(models.Model):
    """A fact told to one person, or to everybody when ``to`` is empty.

    Forgotten after the charter's ``notices.keep_days``.
    """

    id = models.UUIDField(primary_key=True)
    union = models.UUIDField()
    to = models.UUIDField(null=True)
    kind = models.CharField(max_length=64)
    facts = models.JSONField()
    told_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["union", "told_at"], name="notices_of_a_union")]


class Reading(models.Model):
    """That a person has put a notice away. When, is nobody's business."""

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE)
    person = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["notice", "person"], name="a_notice_is_put_away_once"
            )
        ]
