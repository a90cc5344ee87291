"""Forget in time what belongs to persons (I-24); totals stay in the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from commonweal.commons import deeds
from commonweal.commons.charter import queries as charter
from commonweal.commons.people import queries as people
from commonweal.rooms.needs.models import Need, Preference, Request, Round, Share
from commonweal.rooms.needs.services import publishing


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How much was forgotten."""

    needs: int
    shares: int


@deeds.deed
def expire_needs(*, union: UUID, at: datetime) -> Forgotten:
    """Forget what a union has kept of persons for long enough; then publish again.

    Needs go on the day they are kept until. Requests, rankings and shares go with their
    round, so many days after it was opened as the charter keeps needs. Whatever belongs
    to someone who has left goes at once.
    """
    today = people.local_day(union=union, at=at)
    keep_days = charter.whole(union=union, key="needs.keep_days", on=today)
    here = [person.id for person in people.list_people(union=union)]
    old_needs = Need.objects.filter(union=union, keep_until__lt=today)
    gone_needs = Need.objects.filter(union=union).exclude(person__in=here)
    n_needs = old_needs.delete()[0] + gone_needs.delete()[0]
    old_rounds = Round.objects.filter(
        union=union, opened_at__lt=at - timedelta(days=keep_days)
    )
    n_shares = Share.objects.filter(line__round__in=old_rounds).count()
    old_rounds.delete()
    _unname(Share.objects.filter(line__round__union=union).exclude(person__in=here))
    for rows in (Request, Preference):
        rows.objects.filter(line__round__union=union).exclude(person__in=here).delete()
    publishing.publish_totals(union=union, at=at)
    return Forgotten(needs=n_needs, shares=n_shares)


@deeds.part_of_a_deed
def forget_person(*, person: UUID, union: UUID, at: datetime) -> None:
    """Forget everything of a person, when they leave (I-21)."""
    Need.objects.filter(person=person, union=union).delete()
    _unname(Share.objects.filter(person=person, line__round__union=union))
    for rows in (Request, Preference):
        rows.objects.filter(person=person, line__round__union=union).delete()
    publishing.publish_totals(union=union, at=at)


def _unname(shares: QuerySet[Share]) -> None:
    """Take the person off their shares: the round stays explained, nobody is in it."""
    shares.filter(person__isnull=False).update(person=None)
