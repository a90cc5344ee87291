"""Forget in time what people announced, said, pledged and settled (I-24)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from commonweal.commons import deeds
from commonweal.commons.charter import queries as charter
from commonweal.commons.people import queries as people
from commonweal.rooms.purse.models import (
    Pledge,
    PledgeRound,
    Settlement,
    Shift,
    Spend,
    Voice,
)
from commonweal.rooms.purse.queries import exits, pledged


@deeds.part_of_a_deed
def forget_person_together(*, person: UUID, union: UUID, at: datetime) -> None:
    """Forget a person who leaves: what stands, stands without a name.

    An open concern stays open, so that a talk is not lost; their support and pledges go.
    Their settlement goes on under its code.
    """
    del at
    voices = Voice.objects.filter(union_id=union, person_id=person)
    voices.filter(kind="support").delete()
    voices.update(person_id=None)
    Pledge.objects.filter(round__union_id=union, person_id=person).delete()
    Pledge.objects.filter(round__union_id=union, typed_by=person).update(typed_by=None)
    Spend.objects.filter(union_id=union, announced_by=person).update(announced_by=None)
    for typed in (Spend, Voice):
        typed.objects.filter(union_id=union, typed_by=person).update(typed_by=None)
    Shift.objects.filter(budget__union_id=union, proposed_by=person).update(
        proposed_by=None
    )
    settlements = Settlement.objects.filter(union_id=union)
    settlements.filter(person_id=person).update(person_id=None)
    settlements.filter(purse_person_id=person).update(purse_person_id=None)


@deeds.part_of_a_deed
def expire_together(*, union: UUID, at: datetime) -> int:
    """Forget pledges of rounds that are over, and old announcements; say how many."""
    today = people.local_day(union=union, at=at)
    rounds = PledgeRound.objects.filter(union_id=union, ended_on__isnull=False)
    over = [
        row.id
        for row in rounds.filter(pledges__isnull=False).distinct()
        if (last := pledged.forgotten_on(row)) is not None and last <= today
    ]
    n_pledges, _ = Pledge.objects.filter(round__in=over).delete()
    keep_days = charter.whole(union=union, key="purse.keep_days", on=today)
    before = today - timedelta(days=keep_days)
    return n_pledges + _forget_spends(union, before) + _forget_settled(union, before)


def _forget_spends(union: UUID, before: date) -> int:
    """Remove announcements nobody needs any more; what was paid is in the books."""
    old = Spend.objects.filter(
        union_id=union, day__lt=before, announced_on__lt=before, repeating__isnull=True
    )
    return old.delete()[1].get("purse.Spend", 0)


def _forget_settled(union: UUID, before: date) -> int:
    """Take people off settlements that were paid or withdrawn long ago."""
    rows = Settlement.objects.filter(
        union_id=union, person_id__isnull=False, asked_on__lt=before
    ).prefetch_related("payments")
    settled = [row.id for row in rows if exits.status_of(row) in {"paid", "withdrawn"}]
    named = Settlement.objects.filter(id__in=settled)
    return named.update(person_id=None, purse_person_id=None)
