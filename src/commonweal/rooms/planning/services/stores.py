"""Deeds on stock: add, count again, write off what is spoiled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from commonweal.commons import deeds
from commonweal.commons.ledger import queries as ledger_queries
from commonweal.commons.ledger import services as ledger
from commonweal.core.vf.actions import Action
from commonweal.core.vf.flows import (
    EconomicEvent,
    EconomicResource,
    EventDraft,
    ResourceDraft,
)
from commonweal.core.vf.measure import Measure
from commonweal.core.vf.problems import Refused
from commonweal.rooms.planning import errors, permissions
from commonweal.rooms.planning.queries import stores as queries
from commonweal.rooms.planning.translate import written
from commonweal.rooms.planning.words import StockDraft


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Which store a deed is about, and whose deed it is."""

    resource: UUID
    union: UUID
    by: UUID
    key: str
    at: datetime


@deeds.deed
def add_stock(
    *, draft: StockDraft, union: UUID, by: UUID, key: str, at: datetime
) -> EconomicEvent:
    """Say that so much of a kind is at a place. Doing it twice changes nothing."""
    permissions.require_stores(by=by, union=union, at=at)
    event_key = f"add_stock:{key}"
    before = queries.find_event(union=union, key=event_key)
    if before is not None:
        return before
    reading = written.begin(union=union, at=at)
    store = read_stock(draft, reading=reading)
    return raise_store(reading.sure(store), key=event_key, at=at)


@deeds.deed
def count_stock(*, entry: Entry, counted: str, seen: str = "") -> EconomicEvent | None:
    """Write down what a count found; the difference becomes an entry, or none.

    ``seen`` is what the page showed; when the store has changed since, the count is
    refused, because it may be older than the change.
    """
    thing, before, key = _begin("count_stock", entry)
    if before is not None:
        return before
    reading = written.begin(union=entry.union, at=entry.at)
    kind = reading.kinds[thing.conforms_to]
    found = reading.sure(reading.measure("amount", counted, kind))

    here = thing.onhand_quantity
    if seen and seen != str(here):
        raise Refused(errors.counted_meanwhile(str(here)))
    difference = found - here
    if difference.amount == 0:
        return None
    return adjust(thing, difference, key=key, at=entry.at)


@deeds.deed
def write_off(*, entry: Entry, amount: str = "") -> EconomicEvent:
    """Write off what is spoiled or lost, without blame. An empty amount means all."""
    thing, before, key = _begin("write_off", entry)
    if before is not None:
        return before
    reading = written.begin(union=entry.union, at=entry.at)
    kind = reading.kinds[thing.conforms_to]
    text = amount.strip() or str(thing.onhand_quantity.decimal)
    gone = reading.amount("amount", text, kind)
    if gone is not None and thing.onhand_quantity < gone:
        reading.refuse(errors.more_than_here(str(thing.onhand_quantity)))
    return adjust(thing, -reading.sure(gone), key=key, at=entry.at)


@dataclass(frozen=True, slots=True)
class StoreLine:
    """A line of stock, read: which store it goes to, and how much."""

    store: ResourceDraft
    amount: Measure


def read_stock(draft: StockDraft, *, reading: written.Reading) -> StoreLine | None:
    """Read a line of stock; None when something was wrong with it.

    What is of one kind, at one place and good until one day is one store.
    """
    since = len(reading.problems)
    kind = reading.thing("kind", draft.kind)
    reading.place("place", draft.place)
    amount = reading.amount("amount", draft.amount, kind, draft.unit)
    if draft.expires_on is not None and draft.expires_on < reading.today:
        reading.refuse(errors.already_past("expires_on", draft.expires_on.isoformat()))
    if kind is None or amount is None or len(reading.problems) > since:
        return None
    until = draft.expires_on.isoformat() if draft.expires_on else "keeps"
    store = ResourceDraft(
        key=f"store:{kind.id}:{draft.place}:{until}",
        union=reading.union,
        conforms_to=kind.id,
        name=kind.name,
        primary_accountable=reading.union,
        current_location=draft.place,
        expires_on=draft.expires_on,
    )
    return StoreLine(store, amount)


def raise_store(line: StoreLine, *, key: str, at: datetime) -> EconomicEvent:
    """Record that a store rises; the store is made when there is none yet."""
    thing = ledger.add_resource(draft=line.store, at=at)
    return adjust(thing, line.amount, key=key, at=at)


def _begin(
    deed: str, entry: Entry
) -> tuple[EconomicResource, EconomicEvent | None, str]:
    permissions.require_stores(by=entry.by, union=entry.union, at=entry.at)
    thing = ledger_queries.get_resource(union=entry.union, resource=entry.resource)
    key = f"{deed}:{entry.key}"
    return thing, queries.find_event(union=entry.union, key=key), key


def adjust(
    thing: EconomicResource, difference: Measure, *, key: str, at: datetime
) -> EconomicEvent:
    """Raise or lower a store by a difference."""
    action = Action.RAISE if difference.amount > 0 else Action.LOWER
    amount = difference if difference.amount > 0 else -difference
    draft = EventDraft(
        key=key,
        union=thing.union,
        action=action,
        provider=thing.union,
        receiver=thing.union,
        has_point_in_time=at,
        resource_quantity=amount,
        resource_conforms_to=thing.conforms_to,
        resource_inventoried_as=thing.id,
    )
    return ledger.record_event(draft=draft, at=at)
