"""Count many stores in one go, as one does along a shelf with a sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from commonweal.commons import deeds
from commonweal.commons.ledger import queries as ledger_queries
from commonweal.core.vf.flows import EconomicResource
from commonweal.core.vf.measure import Measure
from commonweal.rooms.planning import errors, permissions
from commonweal.rooms.planning.queries import stores as queries
from commonweal.rooms.planning.services import stores
from commonweal.rooms.planning.translate import written


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A line of a count: which store, what was found, what stood on the sheet."""

    row: int
    resource: UUID
    amount: str
    seen: str = ""


@deeds.deed
def count_stores(
    *, lines: Sequence[Counted], union: UUID, by: UUID, key: str, at: datetime
) -> int:
    """Write down what a count found, all of it or nothing; return how many changed.

    The same key again changes nothing. A store that changed since it was seen is
    refused, because the count may be older than the change.
    """
    permissions.require_stores(by=by, union=union, at=at)
    reading = written.begin(union=union, at=at)
    if not lines:
        reading.refuse(errors.nothing_counted())
    changes = []
    for line in lines:
        event_key = f"count_stock:{key}:{line.resource}"
        thing = ledger_queries.get_resource(union=union, resource=line.resource)
        if queries.find_event(union=union, key=event_key) is not None:
            continue
        difference = _difference(line, thing, reading)
        if difference is not None and difference.amount:
            changes.append((thing, difference, event_key))
    reading.finish()
    for thing, difference, event_key in changes:
        stores.adjust(thing, difference, key=event_key, at=at)
    return len(changes)


def _difference(
    line: Counted, thing: EconomicResource, reading: written.Reading
) -> Measure | None:
    since = len(reading.problems)
    here = thing.onhand_quantity
    kind = reading.kinds[thing.conforms_to]
    found = reading.measure("amount", line.amount, kind)
    if line.seen and line.seen != str(here):
        reading.refuse(errors.counted_meanwhile(str(here)))
    reading.in_row(line.row, since)
    return None if found is None else found - here
