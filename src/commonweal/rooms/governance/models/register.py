"""The rows of the register: entries, their text by version, how they stand since when.

Nothing here is overwritten or deleted; the database refuses it (migration 0003). What
can be made anew at any time (the index of the search) is kept apart, below.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from commonweal.rooms.governance.words import register as words


class Entry(models.Model):
    """One numbered decision. How it stands is in its standings, its text in its wordings.

    The number is the one the charter gave. Who to ask may change or be forgotten;
    nothing else does.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    union_id = models.UUIDField()
    number = models.PositiveIntegerField()
    old_number = models.CharField(max_length=words.OLD_NUMBER_LETTERS, blank=True)
    title = models.CharField(max_length=words.TITLE_LETTERS)
    kind = models.CharField(max_length=10)
    body_id = models.UUIDField(null=True)
    motion_id = models.UUIDField(null=True)
    decided_on = models.DateField()
    is_imported = models.BooleanField(default=False)
    recorded_at = models.DateTimeField()
    ask = models.CharField(max_length=words.ASK_LETTERS, blank=True)
    ask_person_id = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["union_id", "number"], name="an_entry_has_its_own_number"
            ),
            models.UniqueConstraint(
                fields=["union_id", "old_number"],
                condition=~Q(old_number=""),
                name="an_old_number_is_taken_over_once",
            ),
            models.UniqueConstraint(
                fields=["union_id", "motion_id"],
                condition=Q(motion_id__isnull=False),
                name="a_motion_enters_the_register_once",
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1), name="entries_count_from_one"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=list(words.KINDS)), name="entry_is_of_a_known_kind"
            ),
            models.CheckConstraint(condition=~Q(title=""), name="an_entry_has_a_title"),
        ]


class Wording(models.Model):
    """One version of an entry's text, in force from a day on; the highest is current."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="wordings")
    version = models.PositiveIntegerField()
    text = models.TextField()
    hash = models.CharField(max_length=64)
    decision = models.PositiveIntegerField()
    from_day = models.DateField()
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "version"], name="a_version_has_its_own_number"
            ),
        ]


class Standing(models.Model):
    """A dated step: how an entry stands from a day on. The last step is how it stands.

    proposed → in_force → suspended → in_force …; superseded, expired and carried_out
    are the end. In force again with other days is an extension.
    """

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="standings")
    number = models.PositiveIntegerField()
    status = models.CharField(max_length=11)
    on = models.DateField()
    decision = models.PositiveIntegerField(null=True)
    review_on = models.DateField(null=True)
    expires_on = models.DateField(null=True)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "number"], name="an_entry_stands_in_one_way"
            ),
            models.CheckConstraint(
                condition=Q(status__in=list(words.STATUSES)),
                name="entry_stands_in_a_known_way",
            ),
        ]


class Supersession(models.Model):
    """That one entry took the place of an older one. Never in a circle: numbers rise."""

    union_id = models.UUIDField()
    newer = models.PositiveIntegerField()
    older = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["union_id", "newer", "older"],
                name="an_entry_is_superseded_once",
            ),
            models.CheckConstraint(
                condition=Q(newer__gt=F("older")), name="only_the_newer_supersedes"
            ),
        ]
        indexes = [
            models.Index(fields=["union_id", "older"], name="what_superseded_an_entry")
        ]


class Tag(models.Model):
    """A word under which an entry is found. Tags may be changed by anybody."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="tags")
    tag = models.CharField(max_length=words.TAG_LETTERS)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "tag"], name="a_tag_is_said_once")
        ]
        indexes = [models.Index(fields=["tag"], name="entries_by_tag")]


# --- the index of the search: made anew from the rows above at any time --------------


class EntryIndex(models.Model):
    """What the search reads of an entry: its words, reduced, and until when it holds.

    The id is made from the entry's, because SQLite's index wants a whole number. What
    holds from when until when is what is known today; ``due_on`` is the nearest review
    or end. Without an entry it is a decision that the charter holds alone.
    """

    id = models.BigIntegerField(primary_key=True)
    union_id = models.UUIDField()
    entry = models.OneToOneField(
        Entry, on_delete=models.PROTECT, related_name="index", null=True
    )
    number = models.PositiveIntegerField()
    title = models.TextField()
    words = models.TextField()
    status = models.CharField(max_length=11)
    holds_from = models.DateField(null=True)
    holds_until = models.DateField(null=True)
    decided_on = models.DateField()
    due_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["union_id", "number"], name="an_entry_is_found_once"
            )
        ]
        indexes = [
            models.Index(
                fields=["union_id", "status", "number"], name="entries_by_status"
            ),
            models.Index(fields=["union_id", "due_on"], name="entries_by_what_is_due"),
            models.Index(
                fields=["union_id"],
                condition=Q(entry__isnull=True),
                name="decisions_of_the_charter_alone",
            ),
        ]


class KnownWord(models.Model):
    """A word the register uses, and its stem, so that mistyped ones are found."""

    union_id = models.UUIDField()
    word = models.CharField(max_length=60)
    stem = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["union_id", "word"], name="a_word_is_known_once"
            )
        ]
        indexes = [
            models.Index(fields=["union_id", "stem"], name="words_by_their_stem"),
        ]
