"""Events and stores as plain tuples: they are many, and the ORM would cost more than the disk."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import connection

from commonweal.core.vf import units
from commonweal.core.vf.actions import Action
from commonweal.core.vf.flows import (
    EconomicEvent,
    EconomicResource,
)
from commonweal.core.vf.measure import Measure

EVENT_COLUMNS = (
    "id", "union_id", "seq", "key", "action", "provider_id", "receiver_id",
    "has_point_in_time", "at", "resource_amount", "resource_unit", "effort_amount",
    "effort_unit", "resource_conforms_to_id", "resource_inventoried_as_id",
    "to_resource_inventoried_as_id", "to_location_id", "input_of_id", "output_of_id",
    "fulfills_id", "satisfies_id", "corrects_id", "stage", "state", "previous_hash",
    "hash",
)  # fmt: skip
RESOURCE_COLUMNS = (
    "id", "union_id", "key", "conforms_to_id", "unit", "name",
    "primary_accountable_id", "accounting", "onhand", "current_location_id",
    "expires_on", "tracking_identifier", "contained_in_id", "stage", "state",
    "is_account",
)  # fmt: skip

RESOURCE_COLUMNS_OF_THE_ORM = tuple(
    "union" if column == "union_id" else column for column in RESOURCE_COLUMNS
)

# --- ids and moments, as each database wants them -----------------------------------


def as_stored(value: UUID | None) -> Any:  # noqa: ANN401 - text or UUID
    """Return an id as this database keeps it: SQLite as 32 hexadecimal letters."""
    if value is None or connection.vendor != "sqlite":
        return value
    return value.hex


def moment_as_stored(moment: datetime) -> object:
    """Return a moment as this database keeps it: SQLite as text in UTC."""
    return _naive(moment) if connection.vendor == "sqlite" else moment


def steps(amount: int, unit: str) -> Measure:
    """Return so many steps of the unit with this code."""
    return Measure(amount, units.UNITS[unit])


@lru_cache(maxsize=4096)
def uuid_of(value: Any) -> Any:  # noqa: ANN401 - None stays None
    """Read an id as either database gives it.

    The same few agents, kinds, stores and places come again and again.
    """
    return UUID(value) if isinstance(value, str) else value


def _own_id(value: Any) -> Any:  # noqa: ANN401 - as above
    """Read the id of an event, which comes once: it is not worth remembering."""
    return UUID(value) if isinstance(value, str) else value


def _moment(value: datetime) -> datetime:
    """Read a moment: SQLite gives it without a zone, and means UTC."""
    return value if value.tzinfo is not None else value.replace(tzinfo=UTC)


def measure_of(amount: int | None, unit: str | None) -> Measure | None:
    """Read an amount and its unit; both may be empty."""
    return (
        None if amount is None or unit is None else Measure(amount, units.UNITS[unit])
    )


# --- events -------------------------------------------------------------------------


def event_row(event: EconomicEvent, *, in_text: bool) -> tuple[Any, ...]:
    """Return an event as a row in the order of EVENT_COLUMNS.

    ``in_text``: with ids and moments as text, as SQLite keeps them.
    """
    resource, effort = event.resource_quantity, event.effort_quantity
    happened: object = event.has_point_in_time
    written: object = event.at
    stored: Callable[[UUID | None], object] = _as_it_is
    if in_text:
        stored = _hex
        happened, written = _naive(event.has_point_in_time), _naive(event.at)
    return (
        stored(event.id),
        stored(event.union),
        event.seq,
        event.key,
        event.action.value,
        stored(event.provider),
        stored(event.receiver),
        happened,
        written,
        None if resource is None else resource.amount,
        None if resource is None else resource.unit.code,
        None if effort is None else effort.amount,
        None if effort is None else effort.unit.code,
        stored(event.resource_conforms_to),
        stored(event.resource_inventoried_as),
        stored(event.to_resource_inventoried_as),
        stored(event.to_location),
        stored(event.input_of),
        stored(event.output_of),
        stored(event.fulfills),
        stored(event.satisfies),
        stored(event.corrects),
        stored(event.stage),
        event.state,
        event.previous_hash,
        event.hash,
    )


def _as_it_is(value: UUID | None) -> object:
    return value


def _hex(value: UUID | None) -> object:
    return None if value is None else value.hex


def _naive(moment: datetime) -> str:
    return str(moment.astimezone(UTC).replace(tzinfo=None))


def event_of(row: tuple[Any, ...]) -> EconomicEvent:
    """Read a row in the order of EVENT_COLUMNS."""
    return EconomicEvent(
        id=_own_id(row[0]),
        union=uuid_of(row[1]),
        seq=row[2],
        key=row[3],
        action=Action(row[4]),
        provider=uuid_of(row[5]),
        receiver=uuid_of(row[6]),
        has_point_in_time=_moment(row[7]),
        at=_moment(row[8]),
        resource_quantity=measure_of(row[9], row[10]),
        effort_quantity=measure_of(row[11], row[12]),
        resource_conforms_to=uuid_of(row[13]),
        resource_inventoried_as=uuid_of(row[14]),
        to_resource_inventoried_as=uuid_of(row[15]),
        to_location=uuid_of(row[16]),
        input_of=uuid_of(row[17]),
        output_of=uuid_of(row[18]),
        fulfills=uuid_of(row[19]),
        satisfies=uuid_of(row[20]),
        corrects=_own_id(row[21]),
        stage=uuid_of(row[22]),
        state=row[23],
        previous_hash=row[24],
        hash=row[25],
    )


def resource_of(row: tuple[Any, ...]) -> EconomicResource:
    """Read a row in the order of RESOURCE_COLUMNS."""
    unit = units.UNITS[row[4]]
    return EconomicResource(
        id=uuid_of(row[0]),
        union=uuid_of(row[1]),
        key=row[2],
        conforms_to=uuid_of(row[3]),
        name=row[5],
        primary_accountable=uuid_of(row[6]),
        accounting_quantity=Measure(row[7], unit),
        onhand_quantity=Measure(row[8], unit),
        current_location=uuid_of(row[9]),
        expires_on=row[10],
        tracking_identifier=row[11],
        contained_in=uuid_of(row[12]),
        stage=uuid_of(row[13]),
        state=row[14],
        is_account=bool(row[15]),
    )
