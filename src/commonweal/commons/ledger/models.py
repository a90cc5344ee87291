"""The rows of the ledger. Rooms never see them: they get values from ``queries``.

Events are append-only; migration 0002 makes the database itself refuse the rest. The
amounts on resources are what the events left there, kept by a trigger.
"""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Lower


class Agent(models.Model):
    """Who can give and receive; a person appears here as a pseudonym at most."""

    id = models.UUIDField(primary_key=True)
    union = models.UUIDField(db_column="union_id", db_index=True)
    kind = models.CharField(max_length=12)
    name = models.CharField(max_length=120, null=True)
    added_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="agents_are_of_a_known_kind",
                condition=models.Q(kind__in=["person", "organization", "ecological"]),
            )
        ]


class Place(models.Model):
    """Where things are."""

    id = models.UUIDField(primary_key=True)
    union = models.UUIDField(db_column="union_id")
    name = models.CharField(max_length=120)
    added_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint("union", Lower("name"), name="one_place_per_name")
        ]


class Specification(models.Model):
    """A kind of thing or of help. Decimals are kept as text: exact everywhere."""

    id = models.UUIDField(primary_key=True)
    union = models.UUIDField(db_column="union_id")
    name = models.CharField(max_length=120)
    unit = models.CharField(max_length=8)
    classified_as = models.JSONField(default=list)
    is_content = models.BooleanField(default=False)
    contents = models.JSONField(default=dict)
    survives_per_week = models.CharField(max_length=24, default="1")
    note = models.TextField(null=True)
    added_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint("union", Lower("name"), name="one_kind_per_name")
        ]


class Resource(models.Model):
    """A thing or a store, with the amounts its events have left in it.

    An account holds rights and nothing that lies somewhere: it may run below zero.
    """

    id = models.UUIDField(primary_key=True)
    union = models.UUIDField(db_column="union_id", db_index=True)
    key = models.CharField(max_length=200)
    conforms_to = models.ForeignKey(
        Specification, models.PROTECT, related_name="+", db_index=False
    )
    unit = models.CharField(max_length=8)
    name = models.CharField(max_length=120)
    primary_accountable = models.ForeignKey(
        Agent, models.PROTECT, related_name="+", db_index=False
    )
    accounting = models.BigIntegerField(default=0)
    onhand = models.BigIntegerField(default=0)
    current_location = models.ForeignKey(
        Place, models.PROTECT, related_name="+", db_index=False, null=True
    )
    expires_on = models.DateField(null=True)
    tracking_identifier = models.CharField(max_length=120, null=True)
    contained_in = models.ForeignKey(
        "self", models.PROTECT, related_name="+", db_index=False, null=True
    )
    stage = models.UUIDField(null=True)
    state = models.CharField(max_length=60, null=True)
    is_account = models.BooleanField(default=False)
    added_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="nothing_falls_below_zero",
                condition=models.Q(onhand__gte=0)
                & (models.Q(accounting__gte=0) | models.Q(is_account=True)),
            ),
            models.CheckConstraint(
                name="nothing_lies_in_an_account",
                condition=models.Q(is_account=False) | models.Q(onhand=0),
            ),
        ]


class Recipe(models.Model):
    """How something is made; ``body`` holds the flows and uses in wire form."""

    id = models.UUIDField(primary_key=True)
    union = models.UUIDField(db_column="union_id", db_index=True)
    name = models.CharField(max_length=120)
    body = models.JSONField()
    retired = models.BooleanField(default=False)
    added_at = models.DateTimeField()


class Plan(models.Model):
    """A plan that people accepted."""

    id = models.UUIDField(primary_key=True)
    union = models.UUIDField(db_column="union_id", db_index=True)
    name = models.CharField(max_length=120)
    due = models.DateField(null=True)
    added_at = models.DateTimeField()


class Process(models.Model):
    """One making."""

    id = models.UUIDField(primary_key=True)
    union = models.UUIDField(db_column="union_id", db_index=True)
    name = models.CharField(max_length=120)
    based_on = models.ForeignKey(
        Recipe, models.PROTECT, related_name="+", db_index=False, null=True
    )
    planned_within = models.ForeignKey(
        Plan, models.PROTECT, related_name="+", null=True
    )
    has_beginning = models.DateField(null=True)
    has_end = models.DateField(null=True)
    finished = models.BooleanField(default=False)
    added_at = models.DateTimeField()


class Promised(models.Model):
    """What needs, offers and promises have in common."""

    id = models.UUIDField(primary_key=True)
    union = models.UUIDField(db_column="union_id", db_index=True)
    key = models.CharField(max_length=200)
    action = models.CharField(max_length=20)
    resource_conforms_to = models.ForeignKey(
        Specification, models.PROTECT, related_name="+", db_index=False
    )
    resource_amount = models.BigIntegerField(null=True)
    resource_unit = models.CharField(max_length=8, null=True)
    effort_amount = models.BigIntegerField(null=True)
    effort_unit = models.CharField(max_length=8, null=True)
    has_beginning = models.DateField(null=True)
    has_end = models.DateField(null=True)
    due = models.DateField(null=True)
    finished = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        abstract = True


class Intent(Promised):
    """A need or an offer of a union or a circle: a total, never a person's."""

    provider = models.ForeignKey(
        Agent, models.PROTECT, related_name="+", db_index=False, null=True
    )
    receiver = models.ForeignKey(
        Agent, models.PROTECT, related_name="+", db_index=False, null=True
    )
    per = models.CharField(max_length=4, null=True)
    tier = models.CharField(max_length=12, null=True)
    is_wish = models.BooleanField(default=False)
    n_people = models.PositiveIntegerField(default=0)
    group = models.ForeignKey(
        Agent, models.PROTECT, related_name="+", db_index=False, null=True
    )


class Commitment(Promised):
    """A promise."""

    provider = models.ForeignKey(
        Agent, models.PROTECT, related_name="+", db_index=False
    )
    receiver = models.ForeignKey(
        Agent, models.PROTECT, related_name="+", db_index=False
    )
    input_of = models.ForeignKey(
        Process, models.PROTECT, related_name="+", db_index=False, null=True
    )
    output_of = models.ForeignKey(
        Process, models.PROTECT, related_name="+", db_index=False, null=True
    )
    planned_within = models.ForeignKey(
        Plan, models.PROTECT, related_name="+", null=True
    )
    independent_demand_of = models.ForeignKey(
        Plan, models.PROTECT, related_name="+", db_index=False, null=True
    )
    satisfies = models.ForeignKey(
        Intent, models.PROTECT, related_name="+", db_index=False, null=True
    )


def _where_set(field: str, *also: str) -> models.Index:
    """Index only the rows that name something: most events leave most fields empty."""
    return models.Index(
        fields=[field, *also],
        name=f"ledger_{field[:18]}",
        condition=models.Q(**{f"{field}__isnull": False}),
    )


class Event(models.Model):
    """What happened. One row says what left and what arrived, so it cannot disagree."""

    id = models.UUIDField(primary_key=True)
    union = models.UUIDField(db_column="union_id")
    seq = models.BigIntegerField()
    key = models.CharField(max_length=200)
    action = models.CharField(max_length=20)
    provider = models.ForeignKey(
        Agent, models.PROTECT, related_name="+", db_index=False
    )
    receiver = models.ForeignKey(
        Agent, models.PROTECT, related_name="+", db_index=False
    )
    has_point_in_time = models.DateTimeField()
    at = models.DateTimeField()
    resource_amount = models.BigIntegerField(null=True)
    resource_unit = models.CharField(max_length=8, null=True)
    effort_amount = models.BigIntegerField(null=True)
    effort_unit = models.CharField(max_length=8, null=True)
    resource_conforms_to = models.ForeignKey(
        Specification, models.PROTECT, related_name="+", db_index=False
    )
    resource_inventoried_as = models.ForeignKey(
        Resource, models.PROTECT, related_name="+", db_index=False, null=True
    )
    to_resource_inventoried_as = models.ForeignKey(
        Resource, models.PROTECT, related_name="+", db_index=False, null=True
    )
    to_location = models.ForeignKey(
        Place, models.PROTECT, related_name="+", db_index=False, null=True
    )
    input_of = models.ForeignKey(
        Process, models.PROTECT, related_name="+", db_index=False, null=True
    )
    output_of = models.ForeignKey(
        Process, models.PROTECT, related_name="+", db_index=False, null=True
    )
    fulfills = models.ForeignKey(
        Commitment, models.PROTECT, related_name="+", db_index=False, null=True
    )
    satisfies = models.ForeignKey(
        Intent, models.PROTECT, related_name="+", db_index=False, null=True
    )
    corrects = models.ForeignKey(
        "self", models.PROTECT, related_name="+", db_index=False, null=True
    )
    stage = models.UUIDField(null=True)
    state = models.CharField(max_length=60, null=True)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["union", "seq"], name="events_are_counted_without_doubles"
            ),
            models.CheckConstraint(
                name="an_event_has_an_amount_above_zero_unless_it_corrects",
                condition=(
                    models.Q(resource_amount__isnull=False)
                    | models.Q(effort_amount__isnull=False)
                )
                & (
                    models.Q(corrects__isnull=False)
                    | (
                        (
                            models.Q(resource_amount__isnull=True)
                            | models.Q(resource_amount__gt=0)
                        )
                        & (
                            models.Q(effort_amount__isnull=True)
                            | models.Q(effort_amount__gt=0)
                        )
                    )
                ),
            ),
            models.CheckConstraint(
                name="an_amount_has_a_unit",
                condition=models.Q(
                    resource_amount__isnull=True, resource_unit__isnull=True
                )
                | models.Q(resource_amount__isnull=False, resource_unit__isnull=False),
            ),
            models.CheckConstraint(
                name="an_effort_has_a_unit",
                condition=models.Q(effort_amount__isnull=True, effort_unit__isnull=True)
                | models.Q(effort_amount__isnull=False, effort_unit__isnull=False),
            ),
        ]
        indexes = [
            _where_set("resource_inventoried_as", "seq", "action", "resource_amount"),
            _where_set(
                "to_resource_inventoried_as", "seq", "action", "resource_amount"
            ),
            models.Index(
                fields=["resource_conforms_to", "seq"],
                name="ledger_rights_passed",
                condition=models.Q(action="transferAllRights"),
            ),
            _where_set("input_of"),
            _where_set("output_of"),
            _where_set("fulfills"),
            _where_set("corrects"),
        ]


class Head(models.Model):
    """Where a union's chain of events stands; writers queue at this row."""

    union = models.UUIDField(db_column="union_id", primary_key=True)
    seq = models.BigIntegerField()
    hash = models.CharField(max_length=64)
