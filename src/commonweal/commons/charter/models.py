"""The rows of the charter: decisions by number, and the rules they put in force.

Neither is ever changed or deleted: a new decision answers an old one. The database
refuses both (migration 0002).
"""

from __future__ import annotations

from django.db import models


class Decision(models.Model):
    """One decision of a union. Kept for good; later ones supersede it by date."""

    id = models.UUIDField(primary_key=True)
    union = models.UUIDField()
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    decided_on = models.DateField()
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["union", "number"], name="decision_numbers_are_given_once"
            ),
            models.CheckConstraint(
                condition=models.Q(number__gte=1), name="decisions_count_from_one"
            ),
        ]


class Rule(models.Model):
    """What a charter rule says from a day on, by which decision.

    In force from ``from_day`` until a later row of the same key and subject begins.
    ``subject``: empty for a rule there is one of; else which one, such as a budget
    line's name and year. ``until``: its last day, written when it is adopted; after it
    what held besides holds again, and nobody need act (trials, emergencies).
    """

    id = models.UUIDField(primary_key=True)
    union = models.UUIDField()
    key = models.CharField(max_length=64)
    subject = models.CharField(max_length=120, default="", blank=True)
    value = models.JSONField()
    from_day = models.DateField()
    until = models.DateField(null=True)
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["union", "key", "subject", "decision"],
                name="a_decision_sets_a_rule_once",
            ),
            models.CheckConstraint(
                condition=models.Q(until__isnull=True)
                | models.Q(until__gte=models.F("from_day")),
                name="a_rule_does_not_end_before_it_begins",
            ),
        ]
        indexes = [
            models.Index(fields=["union", "key", "from_day"], name="rule_in_force")
        ]
