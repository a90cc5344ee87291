"""Forget in time who was at a meeting, and take people off who leave (H6, I-21)."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from commonweal.commons import deeds
from commonweal.commons.charter import queries as charter
from commonweal.commons.people import queries as people
from commonweal.rooms.governance.models import (
    ActionPoint,
    AgendaItem,
    CardDeclined,
    HandSignal,
    ItemSupport,
    Meeting,
    MinuteCorrection,
    MinuteLine,
    Presence,
    RoleCard,
    RoundPlace,
    SpeakingTurn,
    TemperatureGiven,
)
from commonweal.rooms.governance.services import minutes

BATCH = 500  # a union does not have more meetings open than this


@deeds.deed
def keep_meetings(*, union: UUID, at: datetime) -> int:
    """Accept read-out minutes nobody corrected; forget who was where. Return how many.

    Accepted by themselves: read out at the end, and the window passed without a
    correction. Other minutes wait for the next meeting, but who was there does not.
    """
    today = people.local_day(union=union, at=at)
    days = charter.whole(union=union, key="meetings.keep_days", on=today)
    over = Meeting.objects.filter(
        union_id=union, status="closed", correct_until__lt=at
    ).select_for_update()
    n_kept = 0
    for row in over[:BATCH]:
        if row.read_out and not row.corrections.exists():
            minutes.accept(row, at=at, accepted_in=None)
            n_kept += 1
    old = Meeting.objects.filter(union_id=union).filter(
        Q(closed_at__lt=at - timedelta(days=days))
        | Q(starts_at__lt=at - timedelta(days=days), closed_at__isnull=True)
    )
    held = (
        Q(presences__is_named=False) | Q(cards__isnull=False) | Q(turns__isnull=False)
    )
    for row in old.filter(held).distinct()[:BATCH]:
        minutes.forget_who_was_there(row)
        for passing in (
            row.cards,
            row.turns,
            row.rounds,
            row.signals,
            row.temperatures,
        ):
            passing.all().delete()
        n_kept += 1
    ended = ActionPoint.objects.filter(
        meeting__union_id=union,
        ended_on__lt=today - timedelta(days=days),
        person_id__isnull=False,
    )
    return n_kept + ended.update(person_id=None)


@deeds.part_of_a_deed
def forget_person_in_meetings(*, person: UUID, union: UUID, at: datetime) -> None:
    """Take a person off every meeting when they leave; what they brought stays (I-17)."""
    del at
    of_union = Meeting.objects.filter(union_id=union)
    of_union.filter(called_by=person).update(called_by=None)
    items = AgendaItem.objects.filter(meeting__in=of_union)
    items.filter(added_by=person).update(added_by=None)
    items.filter(owner_id=person).update(owner_id=None)
    lines = MinuteLine.objects.filter(meeting__in=of_union)
    lines.filter(by=person).update(by=None)
    lines.filter(typed_by=person).update(typed_by=None)
    MinuteCorrection.objects.filter(meeting__in=of_union, by=person).update(by=None)
    ActionPoint.objects.filter(meeting__in=of_union, person_id=person).update(
        person_id=None
    )
    for passing in (Presence, RoleCard, CardDeclined, SpeakingTurn, HandSignal):
        passing.objects.filter(meeting__in=of_union, person_id=person).delete()
    ItemSupport.objects.filter(item__meeting__in=of_union, person_id=person).delete()
    RoundPlace.objects.filter(round__meeting__in=of_union, person_id=person).delete()
    TemperatureGiven.objects.filter(
        check_of__meeting__in=of_union, person_id=person
    ).delete()
