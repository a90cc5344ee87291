"""The rows of conflicts and of membership. Few, short-lived, and without a story.

Nothing here says what happened or what anybody did: that is spoken, not typed (H3).
Who is in a talk is read by those who are in it and by nobody else, and everything is
erased some days after its end.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

_ONE_WAY = Q(status__in=["open", "agreed", "apart", "closed"])


class Talk(models.Model):
    """A conflict between people on its way: two, with mediators, the circle, a panel.

    Open until an agreement or a separation plan has a yes from every party, until a
    party closes it, or until nothing moved for so many days. Then it waits for
    ``erase_on``. ``wanted`` is the next step somebody has asked for.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    union_id = models.UUIDField()
    step = models.CharField(max_length=9, default="two")
    wanted = models.CharField(max_length=9, blank=True)
    wanted_by = models.UUIDField(null=True)
    meet_on = models.DateField(null=True)
    body_id = models.UUIDField(null=True)
    status = models.CharField(max_length=6, default="open")
    moved_on = models.DateField()
    ended_on = models.DateField(null=True)
    erase_on = models.DateField(null=True)
    outcome = models.CharField(max_length=10, blank=True)
    words = models.TextField(blank=True)
    until = models.DateField(null=True)
    panel_seed = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(step__in=["two", "mediators", "circle", "panel"]),
                name="talk_is_on_one_of_four_steps",
            ),
            models.CheckConstraint(
                condition=_ONE_WAY, name="talk_is_open_or_has_ended_one_way"
            ),
            models.CheckConstraint(
                condition=Q(status="open")
                | Q(ended_on__isnull=False, erase_on__isnull=False),
                name="ended_talk_has_a_day_to_be_erased",
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=["", "agreement", "separation"]),
                name="talk_ends_without_a_verdict",
            ),
        ]


class TalkPart(models.Model):
    """Somebody's part in a talk: a party, a support person, a mediator, on the panel.

    Asked, then in or out. A party's yes to the agreement is ``agreed_on``. Who refused
    a mediator is not kept: the mediator's part is simply gone.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    talk = models.ForeignKey(Talk, on_delete=models.CASCADE, related_name="parts")
    person_id = models.UUIDField()
    part = models.CharField(max_length=8)
    supports = models.UUIDField(null=True)
    is_in = models.BooleanField(default=False)
    agreed_on = models.DateField(null=True)
    may_erase = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(part__in=["party", "support", "mediator", "panel"]),
                name="part_in_a_talk_is_one_of_four",
            ),
            models.UniqueConstraint(
                fields=["talk", "person_id"], name="one_part_in_a_talk"
            ),
        ]


class TalkRefusal(models.Model):
    """A person who will not be asked again in this talk; by whom is not kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    talk = models.ForeignKey(Talk, on_delete=models.CASCADE, related_name="refusals")
    person_id = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["talk", "person_id"], name="one_is_refused_once"
            )
        ]


class Mediator(models.Model):
    """Somebody who is ready to mediate; their own word, taken back at any time."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    union_id = models.UUIDField()
    person_id = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["union_id", "person_id"], name="one_mediates_once"
            )
        ]


class AskForHelp(models.Model):
    """Somebody asks people they chose to come to them. It never says about what.

    Open until it is answered or taken back; erased a few days later by itself.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    union_id = models.UUIDField()
    by = models.UUIDField()
    wish = models.CharField(max_length=8)
    asked_on = models.DateField()
    erase_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(wish__in=["talk", "stay", "move", "call"]),
                name="help_asked_for_is_one_of_four",
            )
        ]


class AskedToHelp(models.Model):
    """One of the people somebody chose to ask; read by these two only."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    ask = models.ForeignKey(AskForHelp, on_delete=models.CASCADE, related_name="asked")
    person_id = models.UUIDField()
    answer = models.CharField(max_length=8, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answer__in=["", "coming", "cannot"]),
                name="answer_to_help_is_coming_or_cannot",
            ),
            models.UniqueConstraint(
                fields=["ask", "person_id"], name="one_is_asked_once_for_help"
            ),
        ]


class HelpLine(models.Model):
    """A line of help outside the union, in the union's own words.

    Never changed: a wrong one is taken off the list and a new one written. It takes two
    to take one off, so that nobody hides from another where help is.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    union_id = models.UUIDField()
    name = models.CharField(max_length=80)
    reach = models.CharField(max_length=120)
    words = models.CharField(max_length=200, blank=True)
    checked_on = models.DateField()
    doubted_by = models.UUIDField(null=True)
    ended_on = models.DateField(null=True)


class MembershipCase(models.Model):
    """A question of membership on its way to the urn: notice, hearing, decision, appeal.

    Waits while it is being asked by enough people, then the person has notice; then they
    are heard; then a motion is brought; then it is decided, one can appeal, and it is
    over. Nothing on the way, and no day before ``basics_until``, touches what they need.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    union_id = models.UUIDField()
    person_id = models.UUIDField()
    kind = models.CharField(max_length=9)
    body_id = models.UUIDField()
    status = models.CharField(max_length=8, default="asked")
    asked_on = models.DateField()
    notice_on = models.DateField(null=True)
    hearing_on = models.DateField(null=True)
    was_moved = models.BooleanField(default=False)
    heard_on = models.DateField(null=True)
    was_there = models.BooleanField(default=False)
    support_id = models.UUIDField(null=True)
    support_is_in = models.BooleanField(default=False)
    motion_id = models.UUIDField(null=True)
    decided_on = models.DateField(null=True)
    is_adopted = models.BooleanField(null=True)
    appeal_until = models.DateField(null=True)
    appealed_on = models.DateField(null=True)
    appeal_said = models.CharField(max_length=6, blank=True)
    basics_until = models.DateField(null=True)
    erase_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["admission", "ending"]),
                name="membership_case_is_about_coming_or_going",
            ),
            models.CheckConstraint(
                condition=Q(
                    status__in=[
                        "asked", "notice", "heard", "motion", "decided", "appeal",
                        "over",
                    ]
                ),
                name="membership_case_goes_step_by_step",
            ),
            models.CheckConstraint(
                condition=Q(status="asked")
                | Q(notice_on__isnull=False, hearing_on__isnull=False)
                | Q(status="over"),
                name="membership_case_has_notice_and_hearing",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["motion", "decided", "appeal"])
                | Q(heard_on__isnull=False),
                name="membership_is_decided_after_a_hearing",
            ),
            models.CheckConstraint(
                condition=Q(appeal_said__in=["", "stands", "again", "undone"]),
                name="appeal_says_one_of_three",
            ),
            models.UniqueConstraint(
                fields=["union_id", "person_id"],
                condition=~Q(status="over"),
                name="one_open_membership_case_a_person",
            ),
        ]  # fmt: skip


class MembershipAsker(models.Model):
    """One of those who ask.

    Their names are shown to the person with the notice, and forgotten with the case.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(
        MembershipCase, on_delete=models.CASCADE, related_name="askers"
    )
    person_id = models.UUIDField()
    is_in = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "person_id"], name="one_asks_once_about_membership"
            )
        ]


class AppealSeat(models.Model):
    """A seat on the panel of an appeal: somebody outside the body that decided.

    One of us, drawn by lot; or, where all of us decided, a name from another union.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(
        MembershipCase, on_delete=models.CASCADE, related_name="seats"
    )
    person_id = models.UUIDField(null=True)
    name = models.CharField(max_length=80, blank=True)
    said = models.CharField(max_length=6, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(person_id__isnull=False) | ~Q(name=""),
                name="appeal_seat_is_somebodys",
            )
        ]
