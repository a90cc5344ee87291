"""The rows of needs: what people stated, rounds, and what was shared out.

All of it is private to its union, belongs to persons and is forgotten in time (I-24).
There is no field for a reason (I-3), a diagnosis, a sex, an age or a relationship
(I-25), and none for what anybody gave (I-1).
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

TIERS = ("vital", "dignity", "flourishing")
PERIODS = ("once", "day", "week", "month", "year")


class Need(models.Model):
    """Something a person needs or wishes.

    States: open; met (a once-only need, all of it received); withdrawn. Met and
    withdrawn needs stay only so that a form sent twice is recognised, and go on their
    ``keep_until`` day like every other. ``typed_by`` is who typed it for the person, and
    absent when they did it themselves. ``amount`` and ``received`` are in smallest steps
    of the kind's unit.
    """

    id = models.UUIDField(primary_key=True)
    union = models.UUIDField()
    person = models.UUIDField()
    kind = models.UUIDField()
    amount = models.BigIntegerField()
    per = models.CharField(max_length=8)
    due = models.DateField(null=True)
    begins = models.DateField(null=True)
    ends = models.DateField(null=True)
    tier = models.CharField(max_length=12)
    is_wish = models.BooleanField(default=False)
    status = models.CharField(max_length=12, default="open")
    received = models.BigIntegerField(default=0)
    typed_by = models.UUIDField(null=True)
    stated_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    keep_until = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0), name="need_amount_is_positive"
            ),
            models.CheckConstraint(
                condition=Q(received__gte=0) & Q(received__lte=F("amount")),
                name="need_received_is_within_the_need",
            ),
            models.CheckConstraint(
                condition=Q(per="once", due__isnull=False)
                | (~Q(per="once") & Q(due__isnull=True)),
                name="need_of_once_has_a_day_and_others_have_none",
            ),
            models.CheckConstraint(
                condition=Q(ends__isnull=True)
                | Q(begins__isnull=True)
                | Q(ends__gte=F("begins")),
                name="need_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(tier__in=TIERS) & Q(per__in=PERIODS),
                name="need_has_a_known_tier_and_period",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["open", "met", "withdrawn"]),
                name="need_is_open_met_or_withdrawn",
            ),
        ]
        indexes = [
            models.Index(fields=["union", "kind", "status"], name="needs_of_a_kind"),
            models.Index(fields=["person", "status"], name="needs_of_a_person"),
            models.Index(fields=["keep_until"], name="needs_to_forget"),
        ]


class Round(models.Model):
    """A provisioning round: what is there now goes to whoever needs it.

    States: open (requests and rankings are taken), shared (shares are known), closed
    (everything handed over or given back), withdrawn (nothing was shared). ``seed`` and
    ``rules_version`` are recorded with the sharing, so that it can be computed again.
    ``decision`` is the one that allowed its method when it was opened; ``usual`` is the
    method it named, and whoever opened the round may have chosen another.
    """

    id = models.UUIDField(primary_key=True)
    union = models.UUIDField()
    name = models.CharField(max_length=120)
    method = models.CharField(max_length=12)
    from_day = models.DateField()
    days = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=12, default="open")
    seed = models.CharField(max_length=80, blank=True)
    rules_version = models.CharField(max_length=20, blank=True)
    decision = models.PositiveIntegerField(null=True)
    usual = models.CharField(max_length=12, default="", blank=True)
    opened_by = models.UUIDField()
    opened_at = models.DateTimeField()
    shared_by = models.UUIDField(null=True)
    shared_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["open", "shared", "closed", "withdrawn"]),
                name="round_is_open_shared_closed_or_withdrawn",
            ),
            models.CheckConstraint(
                condition=Q(
                    method__in=[
                        "free",
                        "need_tier",
                        "request",
                        "fair_turn",
                        "lottery",
                        "preferences",
                    ]
                ),
                name="round_has_a_known_method",
            ),
            models.CheckConstraint(
                condition=~Q(status="shared")
                | Q(shared_at__isnull=False, shared_by__isnull=False)
                & ~Q(rules_version=""),
                name="shared_round_says_when_by_whom_and_by_which_rules",
            ),
            models.CheckConstraint(
                condition=Q(days__gte=1) & Q(days__lte=366),
                name="round_is_for_a_year_at_most",
            ),
        ]
        indexes = [models.Index(fields=["union", "status"], name="rounds_of_a_union")]


class Line(models.Model):
    """One kind of thing in a round. ``available`` is what the round may give of it.

    ``portion`` is what can be weighed out by hand. In a round by preferences a line is
    one thing and ``label`` tells it from others of its kind. ``taken`` counts what left
    the store through this line; in a free round it is all that is known (I-6).
    """

    id = models.UUIDField(primary_key=True)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="lines")
    place = models.PositiveSmallIntegerField()
    kind = models.UUIDField()
    label = models.CharField(max_length=120, blank=True)
    available = models.BigIntegerField()
    portion = models.BigIntegerField(default=1)
    lead = models.UUIDField(null=True)
    taken = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(available__gt=0) & Q(portion__gt=0),
                name="line_has_something_to_give",
            ),
            models.CheckConstraint(
                condition=Q(taken__gte=0) & Q(taken__lte=F("available")),
                name="line_gives_no_more_than_it_has",
            ),
            models.UniqueConstraint(
                fields=["round", "place"], name="line_has_a_place_of_its_own"
            ),
        ]


class Request(models.Model):
    """What a person asks for in a round. Asking again replaces; zero takes it back."""

    id = models.BigAutoField(primary_key=True)
    line = models.ForeignKey(Line, on_delete=models.CASCADE, related_name="requests")
    person = models.UUIDField()
    amount = models.BigIntegerField()
    tier = models.CharField(max_length=12)
    is_wish = models.BooleanField(default=False)
    typed_by = models.UUIDField(null=True)
    asked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["line", "person"], name="request_is_one_per_person_and_line"
            ),
            models.CheckConstraint(
                condition=Q(amount__gt=0) & Q(tier__in=TIERS),
                name="request_asks_for_something_in_a_known_tier",
            ),
        ]


class Preference(models.Model):
    """The place (1 is best) a person gives a thing in a round by preferences."""

    id = models.BigAutoField(primary_key=True)
    line = models.ForeignKey(Line, on_delete=models.CASCADE, related_name="preferences")
    person = models.UUIDField()
    place = models.PositiveSmallIntegerField()
    typed_by = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["line", "person"], name="preference_is_one_per_person_and_thing"
            )
        ]


class Share(models.Model):
    """What a person received of a line, with every number that explains it (I-4).

    States: waiting (to be handed over), handed (over), given_back (before it was handed
    over; it stays in the store). ``rank`` is the tier as the methods count it. ``need``
    and ``holds`` belong to shares led by a content (``Line.lead``): the person's need of
    the content in the round's days, and what all lines of the round together hold of it.
    ``circle`` is where the person received when the round was shared. When a person
    leaves, their shares stay without them, so that the others' can be explained.
    """

    id = models.UUIDField(primary_key=True)
    line = models.ForeignKey(Line, on_delete=models.CASCADE, related_name="shares")
    person = models.UUIDField(null=True)
    circle = models.UUIDField(null=True)
    rank = models.PositiveSmallIntegerField()
    asked = models.BigIntegerField()
    amount = models.BigIntegerField()
    weight = models.BigIntegerField(default=1)
    turns = models.PositiveIntegerField(default=0)
    reached = models.BigIntegerField()
    together = models.BigIntegerField()
    n_asking = models.PositiveIntegerField()
    level = models.BigIntegerField(null=True)
    place = models.PositiveIntegerField(null=True)
    rounded_up = models.BooleanField(default=False)
    need = models.BigIntegerField(null=True)
    holds = models.BigIntegerField(null=True)
    status = models.CharField(max_length=12, default="waiting")
    handed_by = models.UUIDField(null=True)
    handed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["line", "person", "rank"],
                name="share_is_one_per_person_line_and_tier",
            ),
            models.CheckConstraint(
                condition=Q(amount__gte=0) & Q(amount__lte=F("asked")),
                name="share_is_never_more_than_asked",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["waiting", "handed", "given_back"]),
                name="share_is_waiting_handed_or_given_back",
            ),
            models.CheckConstraint(
                condition=Q(
                    status="handed", handed_by__isnull=False, handed_at__isnull=False
                )
                | (
                    ~Q(status="handed")
                    & Q(handed_by__isnull=True, handed_at__isnull=True)
                ),
                name="share_handed_over_says_by_whom_and_when",
            ),
        ]
        indexes = [models.Index(fields=["person"], name="shares_of_a_person")]
