"""Deeds of forgetting: what the kitchen keeps of people ends by itself (I-24)."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from commonweal.commons import deeds
from commonweal.commons.notices import services as notices
from commonweal.commons.people import queries as people
from commonweal.rooms.kitchen.models import (
    Answer,
    Guests,
    SafeFoods,
    TurnTaken,
    Usual,
)

#: So many days before safe foods end, the person is told, because it matters.
TOLD_BEFORE_DAYS = 30


@deeds.part_of_a_deed
def forget_person(*, person: UUID, union: UUID, at: datetime) -> None:
    """Remove every row of a person who leaves."""
    del at
    Usual.objects.filter(union_id=union, person_id=person).delete()
    SafeFoods.objects.filter(union_id=union, person_id=person).delete()
    Answer.objects.filter(meal__union_id=union, person_id=person).delete()
    Guests.objects.filter(meal__union_id=union, host_id=person).delete()
    TurnTaken.objects.filter(turn__meal__union_id=union, person_id=person).delete()


@deeds.deed
def expire(*, union: UUID, at: datetime) -> int:
    """Forget what has been kept for long enough; returns how many rows.

    What not to serve somebody never ends silently: they are told a month before, and
    when it is forgotten.
    """
    today = people.local_day(union=union, at=at)
    rows = SafeFoods.objects.filter(union_id=union)
    for row in rows.filter(keep_until__lt=today + timedelta(days=TOLD_BEFORE_DAYS)):
        kind = "kitchen.codes_end" if row.keep_until >= today else "kitchen.codes_ended"
        notices.tell(
            union=union,
            to=row.person_id,
            kind=kind,
            facts={"day": row.keep_until.isoformat()},
            key=f"{kind}:{row.id}:{row.keep_until.isoformat()}",
            at=at,
        )
    count = 0
    for old in (
        rows,
        Usual.objects.filter(union_id=union),
        Answer.objects.filter(meal__union_id=union),
        Guests.objects.filter(meal__union_id=union),
        TurnTaken.objects.filter(turn__meal__union_id=union),
    ):
        n_rows, _ = old.filter(keep_until__lt=today).delete()
        count += n_rows
    return count
