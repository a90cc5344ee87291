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

    In force from ``from_day`` until a later row of the same key begins.
    """

    id = models.UUIDField(primary_key=True)
    union = models.UUIDField()
    key = models.CharField(max_length=64)
    value = models.JSONField()
    from_day = models.DateField()
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["union", "key", "decision"],
                name="a_decision_sets_a_rule_once",
            ),
        ]
        indexes = [
            models.Index(fields=["union", "key", "from_day"], name="rule_in_force")
        ]
