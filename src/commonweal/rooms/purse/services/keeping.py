"""Forget in time what belongs to persons (I-24); the facts of the books stay (I-9)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from commonweal.commons import deeds
from commonweal.commons.people import queries as people
from commonweal.core.vf.problems import NotFound
from commonweal.rooms.purse import permissions
from commonweal.rooms.purse.errors import kept
from commonweal.rooms.purse.models import Counting, Entry, Pocket
from commonweal.rooms.purse.services import bank_keeping, keeping_together


@deeds.part_of_a_deed
def forget_person(*, person: UUID, union: UUID, at: datetime) -> None:
    """Take a person off every row of the books, when they leave.

    Where to pay what they laid out stays until it is squared: they are to have it.
    """
    keeping_together.forget_person_together(person=person, union=union, at=at)
    entries = Entry.objects.filter(union_id=union)
    entries.filter(person_id=person).update(person_id=None)
    entries.filter(typed_by=person).update(typed_by=None)
    countings = Counting.objects.filter(union_id=union)
    countings.filter(counted_by=person).update(counted_by=None)
    countings.filter(confirmed_by=person).update(confirmed_by=None)
    pockets = Pocket.objects.filter(union_id=union, person_id=person)
    pockets.filter(squared__isnull=False).update(
        person_id=None, iban="", name_on_account=""
    )
    pockets.update(person_id=None)


@deeds.deed
def expire(*, union: UUID, at: datetime) -> int:
    """Forget names and notes kept long enough; return how many rows."""
    today = people.local_day(union=union, at=at)
    n_entries = Entry.objects.filter(union_id=union, keep_until__lt=today).update(
        note="", person_id=None, typed_by=None, keep_until=None
    )
    n_countings = Counting.objects.filter(
        union_id=union, keep_until__lt=today, counted_by__isnull=False
    ).update(counted_by=None, confirmed_by=None)
    n_pockets = (
        Pocket.objects.filter(
            union_id=union, keep_until__lt=today, squared__isnull=False
        )
        .exclude(person_id=None, iban="", name_on_account="")
        .update(person_id=None, iban="", name_on_account="")
    )
    n_together = keeping_together.expire_together(union=union, at=at)
    n_lines = bank_keeping.blank_lines(union=union, at=at)
    return n_entries + n_countings + n_pockets + n_together + n_lines


@deeds.deed
def erase_note(*, entry: UUID, union: UUID, by: UUID, at: datetime) -> None:
    """Empty the note of an entry; one's own, or with a mandate for the purse."""
    permissions.require_associate(by=by, union=union, at=at)
    row = Entry.objects.filter(union_id=union, id=entry).first()
    if row is None:
        raise NotFound(kept.no_such_entry())
    if row.person_id != by:
        permissions.require_purse(by=by, union=union, at=at)
    Entry.objects.filter(id=entry).update(note="")
