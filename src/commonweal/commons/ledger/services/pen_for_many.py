"""A pen that looks up at once what many drafts name, and inserts their events together.

Not for callers outside this package. It knows what the events it holds back will do to
the stores, so that each draft is judged as if those before it were written.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from django.db import connection

from commonweal.commons.ledger import models, translate
from commonweal.commons.ledger.services import pen
from commonweal.core.vf import laws
from commonweal.core.vf.flows import EconomicEvent, EconomicResource, EventDraft
from commonweal.core.vf.measure import Measure

#: Ids in one question; SQLite takes 32,766 parameters at most.
_AT_ONCE = 500


class PenForMany(pen.Pen):
    """Writes many events of one union within the transaction that is open now."""

    __slots__ = ("_kept", "_known", "_stores", "_waiting")

    def __init__(self, union: UUID, drafts: Sequence[EventDraft]) -> None:
        super().__init__(union)
        self._waiting: list[EconomicEvent] = []
        self._known = frozenset(_known_of(union, drafts))
        ids = {laws.id_of(union=union, what="event", key=one.key) for one in drafts}
        self._kept = set(_found("ledger_event", union, ids))
        self._stores = {store.id: store for store in _stores_of(union, drafts)}

    def look(self, event: UUID, draft: EventDraft) -> tuple[bool, frozenset[UUID]]:
        """Return whether the event is kept already, and what else is known here."""
        others = {
            one
            for table, one in pen.named_by(draft)
            if (table, one) in self._known or one in self._kept
        }
        return event in self._kept, frozenset(others)

    def find_event(self, event: UUID) -> EconomicEvent | None:
        """Return the event with this id, if it was kept before."""
        self.write()
        return super().find_event(event)

    def standing(self, event: UUID) -> tuple[int, int]:
        """Return what an event stands at after corrections: (resource, effort) steps."""
        self.write()
        return super().standing(event)

    def find_resources(
        self, one: UUID | None, other: UUID | None = None
    ) -> dict[UUID, EconomicResource]:
        """Return the stores with these ids, as the events before leave them."""
        wanted = [key for key in (one, other) if key is not None]
        missing = [key for key in wanted if key not in self._stores]
        if missing:
            self._stores |= super().find_resources(*missing)
        return {key: self._stores[key] for key in wanted if key in self._stores}

    def insert_event(self, event: EconomicEvent) -> None:
        """Hold an event back until there are enough, and remember what it does."""
        self._waiting.append(event)
        self._kept.add(event.id)
        changes = laws.changes_of(event)
        if any(change.resource not in self._stores for change in changes):
            # It made its store itself: written now, and both stores read anew later.
            self.write()
            for change in changes:
                self._stores.pop(change.resource, None)
            return
        for change in changes:
            store = self._stores[change.resource]
            accounting = store.accounting_quantity.amount + change.accounting_delta
            onhand = store.onhand_quantity.amount + change.onhand_delta
            self._stores[store.id] = replace(
                store,
                accounting_quantity=Measure(accounting, store.unit),
                onhand_quantity=Measure(onhand, store.unit),
            )
        if len(self._waiting) >= pen.BATCH:
            self.write()

    def change_resource(
        self, resource: EconomicResource, columns: Mapping[str, object]
    ) -> None:
        """Write what is another than it was, and remember it."""
        super().change_resource(resource, columns)
        store = self._stores.get(resource.id)
        if store is not None:
            changes = {key.removesuffix("_id"): one for key, one in columns.items()}
            self._stores[store.id] = replace(store, **changes)  # type: ignore[arg-type]

    def write(self) -> None:
        """Insert the events that wait."""
        waiting, self._waiting = self._waiting, []
        if waiting:
            self.insert_events(waiting)


def _known_of(union: UUID, drafts: Sequence[EventDraft]) -> Iterator[tuple[str, UUID]]:
    wanted: dict[str, set[UUID]] = defaultdict(set)
    for draft in drafts:
        for table, one in pen.named_by(draft):
            wanted[table].add(one)
    for table, ids in wanted.items():
        yield from ((table, one) for one in _found(table, union, ids))


def _found(table: str, union: UUID, ids: set[UUID]) -> Iterator[UUID]:
    stored = [translate.as_stored(one) for one in ids]
    for start in range(0, len(stored), _AT_ONCE):
        part = stored[start : start + _AT_ONCE]
        marks = ", ".join(["%s"] * len(part))
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT id FROM {table} WHERE union_id = %s AND id IN ({marks})",  # noqa: S608 - names of our own
                [translate.as_stored(union), *part],
            )
            rows = cursor.fetchall()
        yield from (translate.uuid_of(row[0]) for row in rows)


def _stores_of(union: UUID, drafts: Sequence[EventDraft]) -> Iterator[EconomicResource]:
    named = {
        one
        for draft in drafts
        for one in (draft.resource_inventoried_as, draft.to_resource_inventoried_as)
        if one is not None
    }
    ids = sorted(named)
    for start in range(0, len(ids), _AT_ONCE):
        rows = models.Resource.objects.filter(
            union=union, id__in=ids[start : start + _AT_ONCE]
        )
        columns = translate.RESOURCE_COLUMNS_OF_THE_ORM
        yield from map(translate.resource_of, rows.values_list(*columns))
