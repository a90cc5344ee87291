"""Bringing a union's whole history back into an empty node, word for word."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, models

from commonweal.commons import deeds
from commonweal.commons.ledger import models as rows
from commonweal.commons.ledger import queries, translate
from commonweal.commons.ledger.services import pen
from commonweal.core.vf.flows import (
    Agent,
    Commitment,
    EconomicEvent,
    EconomicResource,
    Intent,
    Place,
    Plan,
    Process,
    Recipe,
    Specification,
)
from commonweal.core.vf.measure import Measure
from commonweal.core.vf.problems import N_, Problem, Refused, require

_BATCH = 1000


@deeds.part_of_a_deed
def restore_union(
    *, union: UUID, rows: Iterable[tuple[str, Any]], at: datetime
) -> queries.Verification:
    """Bring back what ``queries.all_rows`` gave, into a node that has none of it.

    Events are kept word for word, the triggers move the amounts anew, and the result
    is verified: chain, head and every amount must come out as they went in.
    """
    _require_nothing_here(union)
    writer = pen.Pen(union)
    writer.lock_head(union)
    stores: dict[UUID, EconomicResource] = {}
    try:
        for table, values in _batches(rows):
            _require_own(union, table, values)
            if table == "events":
                writer.insert_events(values)
                continue
            if table == "resources":
                stores.update((store.id, store) for store in values)
            _bulk_insert(table, values, at)
        connection.check_constraints()
    except IntegrityError as error:
        raise Refused(
            Problem(
                "file",
                N_("This file contradicts itself and was not taken in: %(why)s"),
                {"why": str(error).splitlines()[0][:200]},
            )
        ) from error
    verification = queries.verify_union(union=union)
    require((*verification.problems, *_differing(union, stores)))
    return verification


def _require_nothing_here(union: UUID) -> None:
    if (
        rows.Agent.objects.filter(union=union).exists()
        or queries.head(union=union).seq > 0
    ):
        raise Refused(
            Problem(
                "union",
                N_(
                    "This union is already here. "
                    "Bring it back on a node that does not know it."
                ),
            )
        )


def _batches(
    pairs: Iterable[tuple[str, Any]],
) -> Iterator[tuple[str, list[Any]]]:
    waiting: list[Any] = []
    current = ""
    for table, value in pairs:
        if waiting and (table != current or len(waiting) == _BATCH):
            yield current, waiting
            waiting = []
        current = table
        waiting.append(value)
    if waiting:
        yield current, waiting


def _require_own(union: UUID, table: str, values: list[Any]) -> None:
    kind = _KINDS.get(table)
    for value in values:
        if type(value) is not kind or getattr(value, "union", None) != union:
            raise Refused(
                Problem(
                    table, N_("This file holds something that is not of this union.")
                )
            )


def _differing(
    union: UUID, stores: Mapping[UUID, EconomicResource]
) -> Iterator[Problem]:
    for pair in queries.all_stores(union=union):
        told = stores[pair.id]
        if (told.accounting_quantity, told.onhand_quantity) != (
            pair.accounting_quantity,
            pair.onhand_quantity,
        ):
            yield Problem(
                "resources",
                N_("%(name)s: the file says %(told)s, its entries give %(found)s."),
                {
                    "name": told.name,
                    "told": str(told.onhand_quantity),
                    "found": str(pair.onhand_quantity),
                },
            )


# --- one row of each table ----------------------------------------------------------


def _bulk_insert(table: str, values: list[Any], at: datetime) -> None:
    model, row_of = _TABLES[table]
    model.objects.bulk_create([row_of(value, at) for value in values])


def _agent(value: Agent, at: datetime) -> rows.Agent:
    return rows.Agent(
        id=value.id, union=value.union, kind=value.kind, name=value.name, added_at=at
    )


def _place(value: Place, at: datetime) -> rows.Place:
    return rows.Place(id=value.id, union=value.union, name=value.name, added_at=at)


def _specification(value: Specification, at: datetime) -> rows.Specification:
    return rows.Specification(
        id=value.id,
        union=value.union,
        name=value.name,
        unit=value.unit.code,
        classified_as=list(value.classified_as),
        is_content=value.is_content,
        contents=translate.contents_row(value.contents),
        survives_per_week=f"{value.survives_per_week:f}",
        note=value.note,
        added_at=at,
    )


def _resource(value: EconomicResource, at: datetime) -> rows.Resource:
    nothing = Measure(0, value.unit)
    empty = replace(value, accounting_quantity=nothing, onhand_quantity=nothing)
    return pen.resource_row(empty, at)


def _recipe(value: Recipe, at: datetime) -> rows.Recipe:
    return rows.Recipe(
        id=value.id,
        union=value.union,
        name=value.name,
        body=translate.recipe_body(value),
        retired=value.retired,
        added_at=at,
    )


def _plan(value: Plan, at: datetime) -> rows.Plan:
    return rows.Plan(
        id=value.id,
        union=value.union,
        name=value.name,
        due=value.due,
        added_at=value.created or at,
    )


def _process(value: Process, at: datetime) -> rows.Process:
    return translate.process_row(value, at)


def _intent(value: Intent, _at: datetime) -> rows.Intent:
    return rows.Intent(
        id=value.id,
        at=value.at,
        finished=value.finished,
        **translate.intent_columns(value),
    )


def _commitment(value: Commitment, _at: datetime) -> rows.Commitment:
    return rows.Commitment(
        id=value.id,
        at=value.at,
        finished=value.finished,
        **translate.commitment_columns(value),
    )


_Row = tuple[Any, Callable[[Any, datetime], models.Model]]
_TABLES: Mapping[str, _Row] = MappingProxyType(
    {
        "agents": (rows.Agent, _agent),
        "places": (rows.Place, _place),
        "specifications": (rows.Specification, _specification),
        "resources": (rows.Resource, _resource),
        "recipes": (rows.Recipe, _recipe),
        "plans": (rows.Plan, _plan),
        "processes": (rows.Process, _process),
        "intents": (rows.Intent, _intent),
        "commitments": (rows.Commitment, _commitment),
    }
)
_KINDS: Mapping[str, type] = MappingProxyType(
    {
        "agents": Agent,
        "places": Place,
        "specifications": Specification,
        "resources": EconomicResource,
        "recipes": Recipe,
        "plans": Plan,
        "processes": Process,
        "intents": Intent,
        "commitments": Commitment,
        "events": EconomicEvent,
    }
)
