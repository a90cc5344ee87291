"""The rows of counting: urns and paper typed by two, what is published, public lots."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from commonweal.rooms.governance.models.motions import Motion


class UrnTyping(models.Model):
    """What one teller counted in the urn of a motion; the other does not see it.

    There are two of them. They differ or agree; a teller who typed may type again until
    it is counted. Kept for good, as the tally sheet; a name alone is taken off.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    motion = models.ForeignKey(Motion, on_delete=models.PROTECT, related_name="urns")
    round = models.PositiveIntegerField()
    place = models.PositiveSmallIntegerField()
    person_id = models.UUIDField(null=True)
    papers = models.PositiveIntegerField()
    blank = models.PositiveIntegerField(default=0)
    piles = models.JSONField(default=list)
    dice = models.CharField(max_length=40, blank=True)
    typed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["motion", "round", "place"], name="two_tellers_count_an_urn"
            ),
            models.UniqueConstraint(
                fields=["motion", "round", "person_id"],
                name="a_teller_counts_an_urn_once",
            ),
            models.CheckConstraint(
                condition=Q(place__in=[1, 2]),
                name="an_urn_has_a_first_and_second_count",
            ),
            models.CheckConstraint(
                condition=Q(blank__lte=F("papers")),
                name="blank_papers_are_among_all_papers",
            ),
        ]


class PaperTyping(models.Model):
    """A sheet of answers given on paper or said in the round, typed by a first helper.

    half → agreed (a second typed the same, and the answers are cast) or differs, until
    it is typed again; torn when given up. The lines go when it is agreed or torn.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    motion = models.ForeignKey(Motion, on_delete=models.PROTECT, related_name="sheets")
    round = models.PositiveIntegerField()
    channel = models.CharField(max_length=6)
    state = models.CharField(max_length=7, default="half")
    first = models.UUIDField(null=True)
    second = models.UUIDField(null=True)
    lines = models.TextField(blank=True)
    second_lines = models.TextField(blank=True)
    n_lines = models.PositiveIntegerField()
    typed_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["half", "differs", "agreed", "torn"]),
                name="a_sheet_is_half_differs_agreed_or_torn",
            ),
            models.CheckConstraint(
                condition=Q(first__isnull=True)
                | Q(second__isnull=True)
                | ~Q(first=F("second")),
                name="a_sheet_is_typed_by_two_people",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["half", "differs"])
                | Q(lines="", second_lines=""),
                name="no_lines_stay_on_a_sheet_that_is_cast_or_torn",
            ),
            models.CheckConstraint(
                condition=Q(channel__in=["paper", "room"]),
                name="a_sheet_is_of_paper_or_of_the_room",
            ),
        ]


class Published(models.Model):
    """The rule of a count as it is published, to the letter. Only ever added to."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    motion = models.ForeignKey(
        Motion, on_delete=models.PROTECT, related_name="published"
    )
    round = models.PositiveIntegerField()
    rule = models.JSONField()
    seed_parts = models.JSONField(default=dict)
    n_answers = models.PositiveIntegerField()
    counted_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["motion", "round"], name="a_round_is_published_once"
            ),
        ]


class Lottery(models.Model):
    """A public lottery: a fixed list, tellers, dice, and what was drawn.

    Tellers hand in the hash of a word, then say it; who is silent for a day is replaced
    by more dice; two people type the dice, and it is drawn. A drawn one never changes.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    union_id = models.UUIDField()
    motion_id = models.UUIDField(null=True)
    round = models.PositiveIntegerField(null=True)
    what_for = models.CharField(max_length=120)
    labels = models.JSONField()
    quotas = models.JSONField(default=list)
    panels = models.JSONField(null=True)
    places = models.PositiveIntegerField()
    list_hash = models.CharField(max_length=64)
    begun_by = models.UUIDField(null=True)
    begun_at = models.DateTimeField()
    committed_at = models.DateTimeField(null=True)
    dice = models.CharField(max_length=200, blank=True)
    dice_by = models.UUIDField(null=True)
    seed = models.CharField(max_length=64, blank=True)
    rule = models.JSONField(null=True)
    result = models.JSONField(null=True)
    words = models.JSONField(default=list)
    chances = models.JSONField(default=dict)
    drawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(drawn_at__isnull=True)
                | (~Q(seed="") & ~Q(dice="") & Q(rule__isnull=False)),
                name="what_is_drawn_has_its_seed_and_dice",
            ),
            models.UniqueConstraint(
                fields=["motion_id", "round"], name="a_round_is_drawn_for_once"
            ),
            models.CheckConstraint(
                condition=Q(places__gte=1), name="lots_are_drawn_for_one_place_at_least"
            ),
        ]
        indexes = [
            models.Index(fields=["union_id", "begun_at"], name="lots_of_a_union")
        ]


class Teller(models.Model):
    """Somebody who holds a word of a lottery: handed in as a hash, then said."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    lottery = models.ForeignKey(
        Lottery, on_delete=models.PROTECT, related_name="tellers"
    )
    place = models.PositiveSmallIntegerField()
    person_id = models.UUIDField(null=True)
    commitment = models.CharField(max_length=64, blank=True)
    reveal = models.CharField(max_length=200, blank=True)
    is_replaced = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["lottery", "person_id"], name="a_teller_is_named_once"
            ),
            models.UniqueConstraint(
                fields=["lottery", "commitment"],
                condition=~Q(commitment=""),
                name="tellers_hand_in_different_words",
            ),
            models.CheckConstraint(
                condition=Q(reveal="") | ~Q(commitment=""),
                name="a_word_is_handed_in_before_it_is_said",
            ),
        ]
