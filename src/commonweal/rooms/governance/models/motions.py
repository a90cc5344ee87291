"""The rows of motions: what is brought, its wordings, what is said, every transition.

None of them is ever deleted, and no words are changed; a name alone can be taken off
when somebody leaves (I-17). The database refuses the rest by itself.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from commonweal.rooms.governance.models.bodies import Body

_KINDS = (
    "question", "reaction", "concern", "advice", "amendment", "objection", "dissent",
    "reply", "challenge", "breach", "call_in", "hearing",
)  # fmt: skip
_STAGES = (
    "draft", "discussion", "frozen", "open", "closed", "adopted", "carried_out",
    "blocked", "not_adopted", "withdrawn", "lapsed",
)  # fmt: skip


class Motion(models.Model):
    """A motion and where it stands.

    draft → discussion → frozen → open → closed → adopted → carried_out or blocked; or
    not_adopted, withdrawn, lapsed. Back to discussion: reopened, returned with
    objections, challenged, called in. ``round`` counts the times it was frozen;
    ``attempt`` the rounds of integration. ``rule`` is pinned when it is frozen.
    ``n_listed`` is how many the list of voters holds; ``n_voters`` of them are still here.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    union_id = models.UUIDField()
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="motions")
    matter = models.CharField(max_length=16)
    brought_by = models.UUIDField(null=True)
    brought_at = models.DateTimeField()
    about = models.UUIDField(null=True)
    breach = models.TextField(blank=True)
    new_facts = models.TextField(blank=True)
    burdens = models.TextField(blank=True)
    seats = models.PositiveSmallIntegerField(default=1)
    budget = models.BigIntegerField(default=0)
    currency = models.CharField(max_length=3, blank=True)
    quotas = models.JSONField(default=list)

    stage = models.CharField(max_length=11, default="draft")
    current = models.PositiveIntegerField(default=1)
    round = models.PositiveIntegerField(default=0)
    attempt = models.PositiveIntegerField(default=1)
    returned_at = models.DateTimeField(null=True)
    discussed_from = models.DateTimeField(null=True)
    rule = models.JSONField(null=True)
    text_hash = models.CharField(max_length=64, blank=True)
    dry_run = models.JSONField(default=list)
    opens_at = models.DateTimeField(null=True)
    closes_at = models.DateTimeField(null=True)
    challenge_until = models.DateTimeField(null=True)
    list_hash = models.CharField(max_length=64, blank=True)
    n_voters = models.PositiveIntegerField(default=0)
    n_listed = models.PositiveIntegerField(default=0)
    n_answered = models.PositiveIntegerField(default=0)
    is_extended = models.BooleanField(default=False)
    is_lengthened = models.BooleanField(default=False)
    was_challenged = models.BooleanField(default=False)
    is_called_in = models.BooleanField(default=False)
    outcome = models.CharField(max_length=11, blank=True)
    winners = models.JSONField(default=list)
    result = models.JSONField(default=dict)
    words = models.JSONField(default=list)
    decision = models.PositiveIntegerField(null=True)
    blocked_why = models.JSONField(default=list)

    class Meta:
        indexes = [
            models.Index(fields=["union_id", "stage"], name="motions_of_a_union"),
            models.Index(
                fields=["union_id", "decision"],
                condition=Q(decision__isnull=False),
                name="motions_by_decision",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(stage__in=_STAGES), name="a_motion_is_in_a_known_stage"
            ),
            models.CheckConstraint(
                condition=~Q(stage__in=["frozen", "open", "closed"])
                | (Q(rule__isnull=False) & ~Q(text_hash="")),
                name="a_frozen_motion_has_its_rule_and_its_hash",
            ),
            models.CheckConstraint(
                condition=Q(opens_at__isnull=True, closes_at__isnull=True)
                | Q(closes_at__gt=F("opens_at")),
                name="a_motion_closes_after_it_opens",
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=["", "adopted", "not_adopted", "returned"]),
                name="a_count_comes_to_something_known",
            ),
            models.CheckConstraint(
                condition=Q(n_answered__lte=F("n_voters")) | Q(list_hash=""),
                name="nobody_answers_twice",
            ),
            models.CheckConstraint(
                condition=~Q(stage__in=["carried_out", "blocked"])
                | Q(decision__isnull=False),
                name="what_is_carried_out_has_its_decision",
            ),
        ]


class Version(models.Model):
    """One wording of a motion. Kept as it was written."""

    id = models.UUIDField(primary_key=True, editable=False)
    motion = models.ForeignKey(
        Motion, on_delete=models.PROTECT, related_name="versions"
    )
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=120)
    sentence = models.CharField(max_length=280)
    text = models.TextField()
    options = models.JSONField(default=list)
    effects = models.JSONField(default=list)
    review_on = models.DateField()
    why = models.TextField(blank=True)
    by = models.UUIDField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["motion", "number"], name="versions_are_numbered_once"
            ),
        ]


class Voice(models.Model):
    """Something said about a motion: asked, advised, objected, challenged.

    open until it is settled: integrated, withdrawn, answered. An objection that is
    doubted stands when others see its reason, and is not_seen when nobody does.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    motion = models.ForeignKey(Motion, on_delete=models.PROTECT, related_name="voices")
    kind = models.CharField(max_length=9)
    words = models.TextField()
    by = models.UUIDField(null=True)
    at = models.DateTimeField()
    version = models.PositiveIntegerField()
    attempt = models.PositiveIntegerField()
    round = models.PositiveIntegerField()
    reply_to = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="replies"
    )
    status = models.CharField(max_length=10, default="open")
    settled_words = models.TextField(blank=True)
    settled_by = models.UUIDField(null=True)
    settled_at = models.DateTimeField(null=True)
    doubted_by = models.UUIDField(null=True)
    doubted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=_KINDS), name="a_voice_is_of_a_known_kind"
            ),
            models.CheckConstraint(
                condition=Q(
                    status__in=[
                        "open", "doubted", "stands", "integrated", "withdrawn",
                        "answered", "not_seen",
                    ]
                ),
                name="a_voice_is_open_or_settled",
            ),
            models.CheckConstraint(
                condition=~Q(words=""), name="a_voice_says_something"
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["motion", "at"], name="voices_of_a_motion")]


class Seeing(models.Model):
    """Somebody sees the reason of a doubted objection. Forgotten once it is settled."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    voice = models.ForeignKey(Voice, on_delete=models.CASCADE, related_name="seen")
    person_id = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["voice", "person_id"], name="a_reason_is_seen_once_by_each"
            ),
        ]


class Asked(models.Model):
    """Somebody asked for advice: because they are affected, or because they know."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    motion = models.ForeignKey(Motion, on_delete=models.CASCADE, related_name="asked")
    person_id = models.UUIDField()
    why = models.CharField(max_length=8)
    asked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["motion", "person_id"], name="advice_is_asked_once_of_each"
            ),
            models.CheckConstraint(
                condition=Q(why__in=["affected", "knows"]),
                name="advice_is_asked_of_who_is_affected_or_knows",
            ),
        ]


class Step(models.Model):
    """One transition of a motion. Only ever added to."""

    id = models.UUIDField(primary_key=True, editable=False)
    motion = models.ForeignKey(Motion, on_delete=models.PROTECT, related_name="steps")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=16)
    stage = models.CharField(max_length=11)
    at = models.DateTimeField()
    by = models.UUIDField(null=True)
    facts = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["motion", "number"], name="steps_are_numbered_once"
            ),
        ]
