"""The rows that help while people sit together. All of them are forgotten (H6).

Speaking, rounds, signals and temperature go when the meeting is closed; who was there
and who held which card go when the minutes are accepted, at the latest after the days
the charter says. Only headcounts stay.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from commonweal.rooms.governance.models.meetings import AgendaItem, Meeting


class ItemSupport(models.Model):
    """Somebody asks that an item be taken. A tenth of the members can force it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(
        AgendaItem, on_delete=models.CASCADE, related_name="supports"
    )
    person_id = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["item", "person_id"], name="one_asks_once_for_an_item"
            )
        ]


class Presence(models.Model):
    """Somebody is, or was, here. No time is kept.

    Gone when the minutes are accepted, unless they wished to be named in them.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(
        Meeting, on_delete=models.CASCADE, related_name="presences"
    )
    person_id = models.UUIDField()
    is_here = models.BooleanField(default=True)
    is_named = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "person_id"], name="one_is_here_once"
            )
        ]


class RoleCard(models.Model):
    """A card somebody holds for one meeting: facilitator, stack, time, scribe, mood, door."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="cards")
    card = models.CharField(max_length=11)
    person_id = models.UUIDField()
    is_drawn = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "card"], name="a_card_is_held_by_one"
            ),
            models.CheckConstraint(
                condition=Q(
                    card__in=["facilitator", "stack", "time", "scribe", "mood", "door"]
                ),
                name="a_card_is_one_of_six",
            ),
        ]


class CardDeclined(models.Model):
    """Somebody passes a card on this time; no word why is asked for."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(
        Meeting, on_delete=models.CASCADE, related_name="declined"
    )
    card = models.CharField(max_length=11)
    person_id = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "card", "person_id"], name="one_declines_a_card_once"
            )
        ]


class SpeakingTurn(models.Model):
    """A wish to speak: waits, speaks, has spoken, or was taken back."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="turns")
    person_id = models.UUIDField()
    kind = models.CharField(max_length=7)
    about = models.CharField(max_length=8, blank=True)
    number = models.PositiveIntegerField()
    status = models.CharField(max_length=8, default="waits")
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["turn", "reply", "process"]),
                name="speaking_is_a_turn_a_reply_or_about_the_process",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["waits", "speaks", "spoken", "back"]),
                name="speaking_waits_is_going_on_or_over",
            ),
            models.UniqueConstraint(
                fields=["meeting", "person_id", "kind"],
                condition=Q(status__in=["waits", "speaks"]),
                name="one_waits_to_speak_once",
            ),
            models.UniqueConstraint(
                fields=["meeting"],
                condition=Q(status="speaks"),
                name="one_speaks_at_a_time",
            ),
        ]


class SpeakingRound(models.Model):
    """A round: everybody here in turn, once; who passes is asked once more at the end."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(
        Meeting, on_delete=models.CASCADE, related_name="rounds"
    )
    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, null=True)
    kind = models.CharField(max_length=8)
    status = models.CharField(max_length=5, default="open")
    number = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["question", "reaction", "consent", "close"]),
                name="round_has_a_known_kind",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["open", "over"]), name="round_is_open_or_over"
            ),
            models.UniqueConstraint(
                fields=["meeting"],
                condition=Q(status="open"),
                name="one_round_at_a_time",
            ),
        ]


class RoundPlace(models.Model):
    """Somebody's place in a round, and in a consent round what they said aloud."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(
        SpeakingRound, on_delete=models.CASCADE, related_name="places"
    )
    person_id = models.UUIDField()
    place = models.PositiveIntegerField()
    has_passed = models.BooleanField(default=False)
    is_over = models.BooleanField(default=False)
    said = models.CharField(max_length=9, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(said__in=["", "consent", "concern", "objection"]),
                name="said_in_a_round_is_consent_concern_or_objection",
            ),
            models.UniqueConstraint(
                fields=["round", "person_id"], name="one_place_in_a_round"
            ),
        ]


class HandSignal(models.Model):
    """A hand signal, shown as a number; one at a time for each, cleared at the next item."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(
        Meeting, on_delete=models.CASCADE, related_name="signals"
    )
    person_id = models.UUIDField()
    signal = models.CharField(max_length=8)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "person_id"], name="one_signal_at_a_time"
            )
        ]


class TemperatureCheck(models.Model):
    """A temperature check: three numbers, and apart from them who has answered.

    Nobody's answer is kept beside a name, so that not even the database knows it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(
        Meeting, on_delete=models.CASCADE, related_name="temperatures"
    )
    is_open = models.BooleanField(default=True)
    warm = models.PositiveIntegerField(default=0)
    mild = models.PositiveIntegerField(default=0)
    cool = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting"], name="one_temperature_check_at_a_time"
            )
        ]


class TemperatureGiven(models.Model):
    """Somebody has answered a temperature check; how, is not written anywhere."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    check_of = models.ForeignKey(
        TemperatureCheck, on_delete=models.CASCADE, related_name="given"
    )
    person_id = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["check_of", "person_id"], name="one_answers_a_check_once"
            )
        ]
