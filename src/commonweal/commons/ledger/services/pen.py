"""The few SQL statements that keep an event: lock the head, look, insert.

Not for callers outside this package. Plain SQL, because one event is one transaction
and everything here is paid for each of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

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
_INSERT = (
    f"INSERT INTO ledger_event ({_EVENT}) "  # noqa: S608 - names of our own
    f"VALUES ({', '.join(['%s'] * len(translate.EVENT_COLUMNS))})"
)

#: Which table each field of a draft points to, apart from stores and kinds.
_TABLES: Mapping[str, str] = {
    "provider": "ledger_agent",
    "receiver": "ledger_agent",
    "to_location": "ledger_place",
    "input_of": "ledger_process",
    "output_of": "ledger_process",
    "fulfills": "ledger_commitment",
    "satisfies": "ledger_intent",
    "corrects": "ledger_event",
}


def _rows(sql: str, parameters: Iterable[object]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, tuple(parameters))
        return cursor.fetchall()


# --- the head -----------------------------------------------------------------------


def lock_head(union: UUID) -> Head:
    """Return the head of a union's chain; nobody else moves it in this transaction."""
    return _head(union) or _first_head(union)


def _head(union: UUID) -> Head | None:
    lock = "" if connection.vendor == "sqlite" else " FOR UPDATE"
    rows = _rows(
        f"SELECT seq, hash FROM ledger_head WHERE union_id = %s{lock}",  # noqa: S608
        (translate.as_stored(union),),
    )
    return Head(*rows[0]) if rows else None


def _first_head(union: UUID) -> Head:
    if connection.vendor == "postgresql":
        # Two first writers of a new union would otherwise both find no head.
        _rows("SELECT pg_advisory_xact_lock(%s)", (union.int >> 65,))
    found = _head(union)
    if found is not None:
        return found
    models.Head.objects.create(union=union, seq=0, hash=wire.NO_HASH)
    return Head(0, wire.NO_HASH)


# --- looking ------------------------------------------------------------------------


def find_event(union: UUID, event: UUID) -> EconomicEvent | None:
    """Return the event with this id, if it was kept before."""
    rows = _rows(
        f"SELECT {_EVENT} FROM ledger_event WHERE id = %s AND union_id = %s",  # noqa: S608
        (translate.as_stored(event), translate.as_stored(union)),
    )
    return translate.event_of(rows[0]) if rows else None


def find_resources(union: UUID, wanted: Iterable[UUID]) -> dict[UUID, EconomicResource]:
    """Return the stores with these ids that are of this union."""
    stored = [translate.as_stored(resource) for resource in wanted]
    if not stored:
        return {}
    marks = ", ".join(["%s"] * len(stored))
    rows = _rows(
        f"SELECT {_RESOURCE} FROM ledger_resource "  # noqa: S608
        f"WHERE id IN ({marks}) AND union_id = %s",
        (*stored, translate.as_stored(union)),
    )
    found = map(translate.resource_of, rows)
    return {resource.id: resource for resource in found}


def known_to(draft: EventDraft, new: EconomicResource | None) -> laws.Known:
    """Return what the ledger knows of the things a draft names."""
    named = (draft.resource_inventoried_as, draft.to_resource_inventoried_as)
    resources = find_resources(draft.union, {one for one in named if one is not None})
    if new is not None:
        resources.setdefault(new.id, new)
    corrected = None
    if draft.corrects is not None:
        corrected = find_event(draft.union, draft.corrects)
    return laws.Known(
        resources=resources,
        specifications=_kinds(draft, resources),
        others=_others(draft),
        corrected=corrected,
        standing=(0, 0) if corrected is None else standing(corrected.id),
    )


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


def _others(draft: EventDraft) -> frozenset[UUID]:
    wanted: dict[str, list[object]] = {}
    for field, table in _TABLES.items():
        named = getattr(draft, field)
        if named is not None:
            wanted.setdefault(table, []).append(translate.as_stored(named))
    parts = []
    parameters: list[object] = []
    for table, stored in wanted.items():
        marks = ", ".join(["%s"] * len(stored))
        parts.append(
            f"SELECT id FROM {table} WHERE id IN ({marks}) AND union_id = %s"  # noqa: S608
        )
        parameters += [*stored, translate.as_stored(draft.union)]
    return translate.ids_of(_rows(" UNION ALL ".join(parts), parameters))


def standing(event: UUID) -> tuple[int, int]:
    """Return what an event stands at after its corrections: (resource, effort) steps."""
    stored = translate.as_stored(event)
    rows = _rows(
        "SELECT COALESCE(SUM(resource_amount), 0), COALESCE(SUM(effort_amount), 0) "
        "FROM ledger_event WHERE id = %s OR corrects_id = %s",
        (stored, stored),
    )
    return int(rows[0][0]), int(rows[0][1])


# --- writing ------------------------------------------------------------------------


def insert_event(event: EconomicEvent) -> None:
    """Insert an event; its triggers move amounts and head, or refuse."""
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, translate.event_row(event))


def insert_events(events: Iterable[EconomicEvent]) -> None:
    """Insert events that were kept before, word for word."""
    with connection.cursor() as cursor:
        cursor.executemany(_INSERT, map(translate.event_row, events))


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
        added_at=at,
    )
