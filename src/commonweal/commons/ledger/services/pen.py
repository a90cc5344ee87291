"""The few SQL statements that keep an event: lock the head, look, insert.

Not for callers outside this package. Plain SQL, because one event is one transaction
and everything here is paid for each of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from itertools import chain
from operator import attrgetter
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.db import connections

from commonweal.commons.ledger import models, translate
from commonweal.commons.ledger.queries import Head
from commonweal.core.vf import laws, units, wire
from commonweal.core.vf.flows import (
    EconomicEvent,
    EconomicResource,
    EventDraft,
    ResourceDraft,
    Specification,
)
from commonweal.core.vf.measure import Measure

_EVENT = ", ".join(translate.EVENT_COLUMNS)
_RESOURCE = ", ".join(translate.RESOURCE_COLUMNS)

#: Which table each field of a draft points to, apart from stores and kinds.
_TABLES: Mapping[str, str] = MappingProxyType(
    {
        "provider": "ledger_agent",
        "receiver": "ledger_agent",
        "to_location": "ledger_place",
        "input_of": "ledger_process",
        "output_of": "ledger_process",
        "fulfills": "ledger_commitment",
        "satisfies": "ledger_intent",
        "corrects": "ledger_event",
    }
)
_values_of = attrgetter(*_TABLES)

# Names in these statements are our own; values are always parameters.
_HEAD = "SELECT seq, hash FROM ledger_head WHERE union_id = %s"
_FIND_EVENT = f"SELECT {_EVENT} FROM ledger_event WHERE id = %s AND union_id = %s"  # noqa: S608
_RESOURCES = f"SELECT {_RESOURCE} FROM ledger_resource WHERE union_id = %s"  # noqa: S608
_FIND_RESOURCE = f"{_RESOURCES} AND id = %s"
_FIND_BOTH = f"{_RESOURCES} AND id IN (%s, %s)"
_STANDING = (
    "SELECT COALESCE(SUM(resource_amount), 0), COALESCE(SUM(effort_amount), 0) "
    "FROM ledger_event WHERE id = %s OR corrects_id = %s"
)
_INSERT_INTO = f"INSERT INTO ledger_event ({_EVENT}) VALUES"
_VALUES = f"({', '.join(['%s'] * len(translate.EVENT_COLUMNS))})"
_INSERT = f"{_INSERT_INTO} {_VALUES}"
#: Events in one statement on PostgreSQL, which takes 65,535 parameters at most.
BATCH = 500


def named_by(draft: EventDraft) -> dict[tuple[str, UUID], None]:
    """Return which rows of which tables a draft names, each once, in order."""
    return dict.fromkeys(  # giver and receiver are often the same
        (table, one)
        for table, one in zip(_TABLES.values(), _values_of(draft), strict=True)
        if one is not None
    )


@lru_cache(maxsize=256)
def _look_into(tables: tuple[str, ...]) -> str:
    """Return the SQL that looks for an event, and for one row in each table."""
    return "SELECT (SELECT id FROM ledger_event WHERE id = %s)" + "".join(  # noqa: S608
        f", (SELECT id FROM {table} WHERE id = %s AND union_id = %s)"  # noqa: S608
        for table in tables
    )


@lru_cache(maxsize=256)
def _on_sqlite(sql: str) -> str:
    return sql.replace("%s", "?")


class Pen:
    """Writes for one union within the transaction that is open now.

    On SQLite it speaks to the driver directly: Django's cursor costs more per
    statement than SQLite does, and there are four for each event.
    """

    __slots__ = ("_database", "_is_sqlite", "_union")

    def __init__(self, union: UUID) -> None:
        self._database = connections["default"]
        self._is_sqlite = self._database.vendor == "sqlite"
        self._union = self._stored(union)

    def lock_head(self, union: UUID) -> Head:
        """Return the head of the chain; nobody else moves it in this transaction."""
        return self._head() or self._first_head(union)

    def look(self, event: UUID, draft: EventDraft) -> tuple[bool, frozenset[UUID]]:
        """Return whether the event is kept already, and what else is known here."""
        named = named_by(draft)
        parameters = [self._stored(event)]
        for _table, one in named:
            parameters += (self._stored(one), self._union)
        tables = tuple(table for table, _one in named)
        kept, *found = self._rows(_look_into(tables), parameters)[0]
        return kept is not None, frozenset(
            one for (_table, one), row in zip(named, found, strict=True) if row
        )

    def find_event(self, event: UUID) -> EconomicEvent | None:
        """Return the event with this id, if it was kept before."""
        rows = self._rows(_FIND_EVENT, (self._stored(event), self._union))
        return translate.event_of(rows[0]) if rows else None

    def find_resources(
        self, one: UUID | None, other: UUID | None = None
    ) -> dict[UUID, EconomicResource]:
        """Return the stores with these ids that are of this union."""
        wanted = [self._stored(key) for key in (one, other) if key is not None]
        if not wanted:
            return {}
        sql = _FIND_BOTH if len(wanted) > 1 else _FIND_RESOURCE
        rows = self._rows(sql, (self._union, *wanted))
        return {found.id: found for found in map(translate.resource_of, rows)}

    def standing(self, event: UUID) -> tuple[int, int]:
        """Return what an event stands at after corrections: (resource, effort) steps."""
        stored = self._stored(event)
        of_resource, of_effort = self._rows(_STANDING, (stored, stored))[0]
        return int(of_resource), int(of_effort)

    def known_to(
        self,
        draft: EventDraft,
        new: EconomicResource | None,
        others: frozenset[UUID],
    ) -> laws.Known:
        """Return what the ledger knows of the things a draft names."""
        resources = self.find_resources(
            draft.resource_inventoried_as, draft.to_resource_inventoried_as
        )
        if new is not None:
            resources.setdefault(new.id, new)
        corrected = None if draft.corrects is None else self.find_event(draft.corrects)
        return laws.Known(
            resources=resources,
            specifications=_kinds(draft, resources),
            others=others,
            corrected=corrected,
            standing=(0, 0) if corrected is None else self.standing(corrected.id),
        )

    def insert_event(self, event: EconomicEvent) -> None:
        """Insert an event; its triggers move amounts and head, or refuse."""
        self._rows(_INSERT, translate.event_row(event, in_text=self._is_sqlite))

    def insert_events(self, events: Iterable[EconomicEvent]) -> None:
        """Insert many, in order; on PostgreSQL the triggers run once for each batch."""
        rows = [translate.event_row(one, in_text=self._is_sqlite) for one in events]
        with self._database.cursor() as cursor:
            if self._is_sqlite:
                cursor.executemany(_INSERT, rows)
                return
            for start in range(0, len(rows), BATCH):
                batch = rows[start : start + BATCH]
                cursor.execute(
                    f"{_INSERT_INTO} {', '.join([_VALUES] * len(batch))}",
                    list(chain.from_iterable(batch)),
                )

    def change_resource(
        self, resource: EconomicResource, columns: Mapping[str, object]
    ) -> None:
        """Write what is another than it was; money changes hands without that."""
        changed = {
            column: value
            for column, value in columns.items()
            if getattr(resource, column.removesuffix("_id")) != value
        }
        if changed:
            models.Resource.objects.filter(id=resource.id).update(**changed)

    def _head(self) -> Head | None:
        lock = "" if self._is_sqlite else " FOR UPDATE"
        rows = self._rows(_HEAD + lock, (self._union,))
        return Head(*rows[0]) if rows else None

    def _first_head(self, union: UUID) -> Head:
        if not self._is_sqlite:
            # Two first writers of a new union would otherwise both find no head.
            with self._database.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", (union.int >> 65,))
        found = self._head()
        if found is not None:
            return found
        models.Head.objects.create(union=union, seq=0, hash=wire.NO_HASH)
        return Head(0, wire.NO_HASH)

    def _stored(self, value: UUID | None) -> object:
        return value.hex if self._is_sqlite and value is not None else value

    def _rows(self, sql: str, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
        if self._is_sqlite:
            with self._database.wrap_database_errors:
                found: list[tuple[Any, ...]] = self._database.connection.execute(
                    _on_sqlite(sql), parameters
                ).fetchall()
                return found
        with self._database.cursor() as cursor:
            cursor.execute(sql, parameters)
            return cursor.fetchall() if cursor.description else []


def _kinds(
    draft: EventDraft, resources: Mapping[UUID, EconomicResource]
) -> dict[UUID, Specification]:
    wanted = set()
    if draft.new_resource is not None:
        wanted.add(draft.new_resource.conforms_to)
    elif draft.resource_conforms_to is not None:
        wanted.add(draft.resource_conforms_to)
        wanted -= {resource.conforms_to for resource in resources.values()}
    if not wanted:
        return {}
    rows = models.Specification.objects.filter(union=draft.union, id__in=wanted)
    return {row.id: translate.specification_of(row) for row in rows}


# --- stores -------------------------------------------------------------------------


def empty_resource(
    draft: ResourceDraft, like: Measure | None = None
) -> EconomicResource:
    """Return a draft's store, with nothing in it yet."""
    unit = units.PIECE if like is None else like.unit
    return EconomicResource(
        id=laws.id_of(union=draft.union, what="resource", key=draft.key),
        union=draft.union,
        key=draft.key,
        conforms_to=draft.conforms_to,
        name=draft.name,
        primary_accountable=draft.primary_accountable,
        accounting_quantity=Measure(0, unit),
        onhand_quantity=Measure(0, unit),
        current_location=draft.current_location,
        expires_on=draft.expires_on,
        tracking_identifier=draft.tracking_identifier,
        is_account=draft.is_account,
    )


def insert_resource(resource: EconomicResource, at: datetime) -> None:
    """Insert an empty store."""
    resource_row(resource, at).save(force_insert=True)


def resource_row(resource: EconomicResource, at: datetime) -> models.Resource:
    """Write a store, with whatever amounts it has."""
    return models.Resource(
        id=resource.id,
        union=resource.union,
        key=resource.key,
        conforms_to_id=resource.conforms_to,
        unit=resource.unit.code,
        name=resource.name,
        primary_accountable_id=resource.primary_accountable,
        accounting=resource.accounting_quantity.amount,
        onhand=resource.onhand_quantity.amount,
        current_location_id=resource.current_location,
        expires_on=resource.expires_on,
        tracking_identifier=resource.tracking_identifier,
        contained_in_id=resource.contained_in,
        stage=resource.stage,
        state=resource.state,
        is_account=resource.is_account,
        added_at=at,
    )
