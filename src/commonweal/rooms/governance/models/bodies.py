"""The rows of bodies: circles and who is in them, methods, who is away."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q


class Body(models.Model):
    """Who decides: the assembly of all associates, or a working circle.

    Goes on until a decision ends it (``ended_at``). The assembly has no rows of members
    and never ends.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    union_id = models.UUIDField()
    kind = models.CharField(max_length=8)
    name = models.CharField(max_length=80, blank=True)
    domain = models.CharField(max_length=1000, blank=True)
    decision = models.PositiveIntegerField(null=True)
    formed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="assembly", name="", ended_at__isnull=True)
                | (Q(kind="circle") & ~Q(name="")),
                name="a_body_is_the_assembly_or_a_circle_with_a_name",
            ),
            models.UniqueConstraint(
                fields=["union_id"],
                condition=Q(kind="assembly"),
                name="one_assembly_in_a_union",
            ),
            models.UniqueConstraint(
                fields=["union_id", "name"],
                condition=Q(kind="circle", ended_at__isnull=True),
                name="deciding_circles_have_different_names",
            ),
        ]


class Membership(models.Model):
    """Somebody in a circle. Asked first; in it once a member has said yes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="members")
    person_id = models.UUIDField()
    asked_at = models.DateTimeField()
    welcomed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["body", "person_id"], name="a_person_is_once_in_a_circle"
            ),
        ]


class Away(models.Model):
    """Somebody who chose not to be counted until a day. They are back by saying so."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    union_id = models.UUIDField()
    person_id = models.UUIDField(unique=True)
    until = models.DateField()


class Method(models.Model):
    """How a body decides a matter from a day on, by a decision. Never changed."""

    id = models.UUIDField(primary_key=True, editable=False)
    union_id = models.UUIDField()
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="methods")
    matter = models.CharField(max_length=16)
    rule = models.JSONField()
    from_day = models.DateField()
    decision = models.PositiveIntegerField()
    set_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["body", "matter", "decision"],
                name="a_decision_sets_a_method_once",
            ),
            models.CheckConstraint(
                condition=Q(decision__gte=1), name="a_method_names_its_decision"
            ),
        ]
        indexes = [
            models.Index(F("body"), F("matter"), F("from_day"), name="method_in_force")
        ]
