"""The rows of meetings that stay: the meeting, its agenda, minutes and actions.

What only helps while people sit together is in ``meeting_live``.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q


class Meeting(models.Model):
    """A meeting of a body.

    Called with a day and a place; open from the first item until it is closed; accepted
    when the correction window is over and nothing is left to correct, or a later meeting
    says so. Called off, if it does not take place. ``n_present`` is a headcount (H6).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    union_id = models.UUIDField()
    body_id = models.UUIDField()
    title = models.CharField(max_length=120)
    place = models.CharField(max_length=120)
    starts_at = models.DateTimeField()
    called_at = models.DateTimeField()
    called_by = models.UUIDField(null=True)
    status = models.CharField(max_length=8, default="called")
    seed = models.CharField(max_length=64)
    n_draws = models.PositiveSmallIntegerField(default=0)
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    correct_until = models.DateTimeField(null=True)
    read_out = models.BooleanField(default=False)
    accepted_at = models.DateTimeField(null=True)
    accepted_in = models.UUIDField(null=True)
    n_members = models.PositiveIntegerField(null=True)
    n_needed = models.PositiveIntegerField(null=True)
    n_present = models.PositiveIntegerField(null=True)
    current_item = models.UUIDField(null=True)
    item_until = models.DateTimeField(null=True)
    speaker_seconds = models.PositiveIntegerField(null=True)
    stack_rule = models.CharField(max_length=10, default="least")

    class Meta:
        indexes = [
            models.Index(
                fields=["union_id", "body_id", "starts_at"], name="meetings_of_a_body"
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["called", "open", "closed", "accepted", "off"]),
                name="meeting_is_called_open_closed_accepted_or_off",
            ),
            models.CheckConstraint(
                condition=Q(stack_rule__in=["came", "first_time", "least"]),
                name="stack_of_a_meeting_has_a_known_rule",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["closed", "accepted"])
                | Q(closed_at__isnull=False, correct_until__isnull=False),
                name="closed_meeting_has_a_correction_window",
            ),
        ]


class AgendaItem(models.Model):
    """An item of an agenda. Never deleted, and never reworded (I-17).

    Waits, is open, then done; parked for another time; or withdrawn by who brought it.
    ``in_order`` is its place in the order that was drawn; ``n_asked`` is kept when the names
    of those who asked that it be taken are forgotten.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="items")
    title = models.CharField(max_length=160)
    kind = models.CharField(max_length=7)
    minutes = models.PositiveSmallIntegerField()
    is_urgent = models.BooleanField(default=False)
    motion_id = models.UUIDField(null=True)
    owner_id = models.UUIDField(null=True)
    added_by = models.UUIDField(null=True)
    added_at = models.DateTimeField()
    in_order = models.PositiveSmallIntegerField(null=True)
    status = models.CharField(max_length=9, default="waits")
    started_at = models.DateTimeField(null=True)
    n_asked = models.PositiveIntegerField(default=0)
    is_forced = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["inform", "discuss", "decide"]),
                name="agenda_item_informs_discusses_or_decides",
            ),
            models.CheckConstraint(
                condition=Q(
                    status__in=["waits", "open", "done", "parked", "withdrawn"]
                ),
                name="agenda_item_waits_is_open_done_parked_or_withdrawn",
            ),
            models.CheckConstraint(
                condition=Q(minutes__gte=1) & Q(minutes__lte=240),
                name="agenda_item_has_a_timebox",
            ),
        ]


class MinuteLine(models.Model):
    """A line of the minutes, written as one goes. Added to, never deleted or reworded.

    ``by`` is kept only where somebody wished to be named; ``typed_by`` until the minutes
    are accepted, so that a slip can be struck by who wrote it. An objection or dissent is
    struck by nobody else than who raised it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="lines")
    item = models.ForeignKey(
        AgendaItem, on_delete=models.PROTECT, null=True, related_name="lines"
    )
    kind = models.CharField(max_length=10)
    words = models.CharField(max_length=1000)
    by = models.UUIDField(null=True)
    typed_by = models.UUIDField(null=True)
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    struck_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    kind__in=["note", "decision", "objection", "dissent", "counts"]
                ),
                name="minute_line_has_a_known_kind",
            ),
            models.UniqueConstraint(
                fields=["meeting", "number"], name="minute_lines_are_numbered_once"
            ),
        ]


class MinuteCorrection(models.Model):
    """What somebody who was there would put right; shown below the minutes, for good."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, related_name="corrections"
    )
    words = models.CharField(max_length=500)
    by = models.UUIDField(null=True)
    at = models.DateTimeField()


class ActionPoint(models.Model):
    """Something somebody said they would do by a day. Open until it is done or let go."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, related_name="actions"
    )
    item = models.ForeignKey(
        AgendaItem, on_delete=models.PROTECT, null=True, related_name="actions"
    )
    words = models.CharField(max_length=200)
    person_id = models.UUIDField(null=True)
    due = models.DateField()
    ended_on = models.DateField(null=True)
    is_done = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(is_done=False) | Q(ended_on__isnull=False),
                name="done_action_has_its_day",
            ),
        ]
