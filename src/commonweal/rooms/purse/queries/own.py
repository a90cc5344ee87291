"""What is kept of one person in the books, for that person only (I-11, I-21)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from commonweal.rooms.purse import words
from commonweal.rooms.purse.models import Counting, Entry, Pocket
from commonweal.rooms.purse.queries import books, own_together, views


def own_entries(
    *, union: UUID, person: UUID, before: int | None = None, limit: int = 50
) -> tuple[words.EntryView, ...]:
    """Return the entries that hold a person's name. Only for that person; no sums."""
    rows = Entry.objects.filter(union_id=union, person_id=person)
    return views.entry_views(
        books.page(rows, before, limit), union=union, person=person
    )


def own_pockets(*, union: UUID, person: UUID) -> tuple[words.PocketView, ...]:
    """Return what a person laid out and the purse has not squared yet."""
    return books.list_pockets(union=union, person=person)


def own_data(
    *, person: UUID, union: UUID, at: datetime
) -> Mapping[str, list[Mapping[str, object]]]:
    """Return everything the books keep of a person, as tables for their export."""
    del at
    entries = Entry.objects.filter(union_id=union).filter(
        Q(person_id=person) | Q(typed_by=person)
    )
    pockets = Pocket.objects.filter(union_id=union, person_id=person)
    counted = Counting.objects.filter(union_id=union).filter(
        Q(counted_by=person) | Q(confirmed_by=person)
    )
    return {
        "purse_entries": [
            {
                "number": row.number,
                "day": row.day,
                "kind": row.kind,
                "amount": str(views.steps(row.amount, row.currency)),
                "note": row.note,
                "typed_for_others": row.typed_by == person,
                "keep_until": row.keep_until,
            }
            for row in entries.order_by("number")
        ],
        "purse_pockets": [
            {
                "number": row.entry.number,
                "iban": row.iban,
                "name_on_account": row.name_on_account,
                "is_squared": row.squared_id is not None,
                "keep_until": row.keep_until,
            }
            for row in pockets.select_related("entry").order_by("entry__number")
        ],
        "purse_countings": [
            {"day": row.day, "account": row.account.name, "keep_until": row.keep_until}
            for row in counted.select_related("account").order_by("counted_at")
        ],
        **own_together.own_together(person=person, union=union),
    }
