"""The rows of what decisions do: effects done, emergencies, delegates and their results."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from commonweal.rooms.governance.models.motions import Motion


class Done(models.Model):
    """One effect of one adopted motion, carried out. Written once and never deleted.

    ``words`` and ``facts`` say it; people stand in the facts as ids alone. The database
    refuses a row for a motion that is not adopted or whose challenge window runs.
    """

    id = models.UUIDField(primary_key=True)
    union_id = models.UUIDField()
    motion = models.ForeignKey(Motion, on_delete=models.PROTECT, related_name="done")
    place = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=24)
    decision = models.PositiveIntegerField()
    words = models.CharField(max_length=400)
    facts = models.JSONField(default=dict)
    thing = models.UUIDField(null=True)
    from_day = models.DateField(null=True)
    until = models.DateField(null=True)
    done_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["motion", "place"], name="an_effect_is_carried_out_once"
            ),
            models.CheckConstraint(
                condition=Q(decision__gte=1), name="an_effect_has_its_decision"
            ),
        ]
        indexes = [
            models.Index(fields=["union_id", "decision"], name="effects_of_a_decision")
        ]


class Passing(models.Model):
    """The first of two decisions about a rule that protects everybody (entrenched).

    The second, at least 30 days later, changes the rule; ``second_at`` then says when.
    """

    id = models.UUIDField(primary_key=True)
    union_id = models.UUIDField()
    key = models.CharField(max_length=64)
    value = models.CharField(max_length=80)
    motion = models.ForeignKey(Motion, on_delete=models.PROTECT, related_name="+")
    decision = models.PositiveIntegerField()
    passed_on = models.DateField()
    second_at = models.DateTimeField(null=True)


class RosterSeat(models.Model):
    """Somebody on the crisis roster, drawn by lot, until a day."""

    id = models.UUIDField(primary_key=True)
    union_id = models.UUIDField()
    person_id = models.UUIDField()
    from_day = models.DateField()
    until = models.DateField()
    lots = models.UUIDField(null=True)
    seed = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until__gte=F("from_day")), name="a_seat_on_the_roster_ends"
            )
        ]
        indexes = [models.Index(fields=["union_id", "until"], name="roster_of_a_union")]


class Emergency(models.Model):
    """Powers for a few hours, enumerated and capped, that end by themselves.

    States: asked (no ``declared_at``; lapses after a day), in force (until ``ends_at``),
    over, reviewed. Prolonged only by the assembly (``Prolonging``).
    ``changes``: which charter rules say what meanwhile. ``cap`` in steps of
    ``currency`` is what may be spent.
    """

    id = models.UUIDField(primary_key=True)
    union_id = models.UUIDField()
    hazard = models.CharField(max_length=200)
    changes = models.JSONField(default=dict)
    cap = models.BigIntegerField(default=0)
    currency = models.CharField(max_length=3)
    hours = models.PositiveSmallIntegerField()
    asked_by = models.UUIDField(null=True)
    asked_at = models.DateTimeField()
    declared_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    decision = models.PositiveIntegerField(null=True)
    motion = models.ForeignKey(
        Motion, on_delete=models.PROTECT, null=True, related_name="+"
    )
    review_due = models.DateField(null=True)
    review = models.CharField(max_length=4000, blank=True)
    reviewed_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    declared_at__isnull=True,
                    ends_at__isnull=True,
                    decision__isnull=True,
                )
                | Q(
                    declared_at__isnull=False,
                    ends_at__isnull=False,
                    decision__isnull=False,
                    review_due__isnull=False,
                ),
                name="a_declared_emergency_ends_and_is_reviewed",
            ),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("declared_at")),
                name="an_emergency_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(cap__gte=0), name="an_emergency_has_a_cap"
            ),
        ]


class Signer(models.Model):
    """Somebody who declares an emergency together with others."""

    id = models.UUIDField(primary_key=True)
    emergency = models.ForeignKey(
        Emergency, on_delete=models.CASCADE, related_name="signers"
    )
    person_id = models.UUIDField(null=True)
    on_roster = models.BooleanField(default=False)
    signed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["emergency", "person_id"],
                name="a_person_declares_an_emergency_once",
            )
        ]


class Prolonging(models.Model):
    """A decision of the assembly to let an emergency go on until a later moment."""

    id = models.UUIDField(primary_key=True)
    emergency = models.ForeignKey(
        Emergency, on_delete=models.CASCADE, related_name="prolonged"
    )
    motion = models.ForeignKey(Motion, on_delete=models.PROTECT, related_name="+")
    decision = models.PositiveIntegerField()
    until = models.DateTimeField()


class EmergencyUse(models.Model):
    """What was given out or spent under an emergency, written down, also afterwards."""

    id = models.UUIDField(primary_key=True)
    emergency = models.ForeignKey(
        Emergency, on_delete=models.CASCADE, related_name="uses"
    )
    words = models.CharField(max_length=400)
    amount = models.BigIntegerField(default=0)
    by = models.UUIDField(null=True)
    day = models.DateField()
    noted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gte=0), name="a_use_is_not_below_zero"
            )
        ]


class Delegation(models.Model):
    """What a delegate may say for the union at a meeting of unions, by a decision.

    Asked, then accepted or declined by the person, without any consequence. Over when
    its mandate is. ``stance``: bound (to ``positions``), ranked (one of ``positions``,
    the first liked best), range (a number from ``least`` to ``most``), explore (nothing
    is agreed to). Without a report by ``report_due`` it lapses: all is a proposal then.
    """

    id = models.UUIDField(primary_key=True)
    union_id = models.UUIDField()
    motion = models.ForeignKey(Motion, on_delete=models.PROTECT, related_name="+")
    decision = models.PositiveIntegerField()
    mandate = models.UUIDField()
    alternate = models.UUIDField(null=True)
    meeting = models.CharField(max_length=200)
    topic = models.CharField(max_length=200)
    stance = models.CharField(max_length=8)
    positions = models.JSONField(default=list)
    least = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    most = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    instructions = models.CharField(max_length=2000)
    red_lines = models.CharField(max_length=2000, blank=True)
    report_due = models.DateField()
    answer = models.CharField(max_length=8, default="")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(stance__in=["bound", "ranked", "range", "explore"]),
                name="a_delegate_is_bound_ranked_in_a_range_or_explores",
            ),
            models.CheckConstraint(
                condition=Q(answer__in=["", "accepted", "declined"]),
                name="a_delegate_accepts_or_declines",
            ),
            models.CheckConstraint(
                condition=~Q(stance="range")
                | Q(least__isnull=False, most__isnull=False, most__gte=F("least")),
                name="a_range_has_two_ends",
            ),
        ]


class Brought(models.Model):
    """What a delegate brings home from a meeting.

    ``within``: inside the mandate, so it stands beforehand, until a member says it was
    outside (``doubted_by``). Otherwise a proposal: a question home (``motion``), and
    nothing here changes unless that motion is adopted (I-18).
    """

    id = models.UUIDField(primary_key=True)
    delegation = models.ForeignKey(
        Delegation, on_delete=models.CASCADE, related_name="brought"
    )
    words = models.CharField(max_length=2000)
    chosen = models.CharField(max_length=200, blank=True)
    within = models.BooleanField()
    why_not = models.CharField(max_length=400, blank=True)
    by = models.UUIDField(null=True)
    at = models.DateTimeField()
    doubted_by = models.UUIDField(null=True)
    doubt = models.CharField(max_length=400, blank=True)
    motion = models.ForeignKey(
        Motion, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(within=True) | Q(motion__isnull=False),
                name="what_is_outside_a_mandate_is_a_question_home",
            )
        ]
