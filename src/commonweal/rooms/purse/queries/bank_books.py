"""What the books written for other programs need of our entries: a number and a kind."""

from __future__ import annotations

from uuid import UUID

from commonweal.rooms.purse.models import Entry


def entries_by_event(*, union: UUID) -> dict[UUID, tuple[int, str]]:
    """Return number and kind of the entry of each event."""
    found: dict[UUID, tuple[int, str]] = {}
    rows = Entry.objects.filter(union_id=union).values_list(
        "event", "second_event", "number", "kind"
    )
    for event, second, number, kind in rows.iterator(chunk_size=5000):
        found[event] = (number, kind)
        if second is not None:
            found[second] = (number, kind)
    return found
