"""Forget in time what belongs to persons; words, steps and counts stay (I-17, I-24)."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import F

from commonweal.commons import deeds
from commonweal.commons.charter import queries as charter
from commonweal.commons.people import queries as people
from commonweal.rooms.governance.models import (
    Answer,
    Asked,
    Away,
    Membership,
    Motion,
    Seeing,
    Step,
    Version,
    Voice,
    Voter,
)
from commonweal.rooms.governance.services import (
    emergencies,
    keeping_cases,
    keeping_meetings,
    register,
    verifying,
)
from commonweal.rooms.governance.words import motions as words


@deeds.part_of_a_deed
def forget_person(*, person: UUID, union: UUID, at: datetime) -> None:
    """Take a person off everything of deciding; open answers of theirs lapse.

    What they brought and said stays, without a name.
    """
    Membership.objects.filter(person_id=person).delete()
    Away.objects.filter(person_id=person).delete()
    Asked.objects.filter(person_id=person).delete()
    Seeing.objects.filter(person_id=person).delete()
    _lapse(person, union)
    Motion.objects.filter(union_id=union, about=person).update(about=None)
    Motion.objects.filter(brought_by=person).update(brought_by=None)
    Version.objects.filter(by=person).update(by=None)
    Step.objects.filter(by=person).update(by=None)
    for name in ("by", "settled_by", "doubted_by"):
        Voice.objects.filter(**{name: person}).update(**{name: None})
    register.forget_person_in_register(person=person, union=union, at=at)
    verifying.forget_person_in_counts(person=person, union=union, at=at)
    emergencies.forget_person_in_powers(person=person, union=union, at=at)
    keeping_meetings.forget_person_in_meetings(person=person, union=union, at=at)
    keeping_cases.forget_person_in_cases(person=person, union=union, at=at)


@deeds.deed
def expire(*, union: UUID, at: datetime) -> int:
    """Forget who could answer what was decided long ago; return how many rows."""
    today = people.local_day(union=union, at=at)
    days = charter.whole(union=union, key="decide.keep_days", on=today)
    over = Motion.objects.filter(union_id=union).exclude(stage__in=words.GOING_ON)
    old = over.exclude(steps__at__gt=at - timedelta(days=days))
    n_rows = Voter.objects.filter(motion__in=old, person_id__isnull=False).update(
        person_id=None
    )
    answers = Answer.objects.filter(motion__in=old, is_sealed=True)
    n_rows += answers.filter(person_id__isnull=False).update(
        person_id=None, helper=None, second_helper=None
    )
    n_away, _ = Away.objects.filter(union_id=union, until__lt=today).delete()
    n_asked, _ = Asked.objects.filter(motion__in=old).delete()
    return n_rows + n_away + n_asked


def _lapse(person: UUID, union: UUID) -> None:
    """Take a person off the voters: their open answers lapse, quorums count who is here."""
    mine = Voter.objects.filter(motion__union_id=union, person_id=person)
    still = mine.filter(motion__stage="open", round=F("motion__round"))
    for motion in list(still.values_list("motion_id", flat=True)):
        row = Motion.objects.select_for_update().get(id=motion)
        row.n_voters -= 1
        row.save(update_fields=["n_voters"])
    mine.update(person_id=None)
    answers = Answer.objects.filter(motion__union_id=union)
    answers.filter(person_id=person, is_sealed=False).delete()
    answers.filter(person_id=person).update(person_id=None)
    answers.filter(helper=person).update(helper=None)
    answers.filter(second_helper=person).update(second_helper=None)
