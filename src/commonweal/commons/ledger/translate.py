"""Between rows and values: the ledger's columns on one side, core.vf on the other.

Events are read and written as plain tuples in the order of ``EVENT_COLUMNS``: they are
many, and the ORM would cost more than the disk.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Literal, cast
from uuid import UUID

from django.db import connection

from commonweal.commons.ledger import models
from commonweal.core.vf import units, wire
from commonweal.core.vf.actions import Action
from commonweal.core.vf.flows import (
    Agent,
    AgentKind,
    CapacityUse,
    Commitment,
    CommitmentDraft,
    EconomicEvent,
    EconomicResource,
    Intent,
    IntentDraft,
    Place,
    Plan,
    Process,
    Recipe,
    RecipeDraft,
    RecipeFlow,
    Specification,
    Tier,
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


def uuid_of(value: Any) -> Any:  # noqa: ANN401 - None stays None
    """Read an id as either database gives it."""
    return UUID(value) if isinstance(value, str) else value


def _moment(value: datetime) -> datetime:
    """Read a moment: SQLite gives it without a zone, and means UTC."""
    return value if value.tzinfo is not None else value.replace(tzinfo=UTC)


def _measure(amount: int | None, unit: str | None) -> Measure | None:
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
        id=uuid_of(row[0]),
        union=uuid_of(row[1]),
        seq=row[2],
        key=row[3],
        action=Action(row[4]),
        provider=uuid_of(row[5]),
        receiver=uuid_of(row[6]),
        has_point_in_time=_moment(row[7]),
        at=_moment(row[8]),
        resource_quantity=_measure(row[9], row[10]),
        effort_quantity=_measure(row[11], row[12]),
        resource_conforms_to=uuid_of(row[13]),
        resource_inventoried_as=uuid_of(row[14]),
        to_resource_inventoried_as=uuid_of(row[15]),
        to_location=uuid_of(row[16]),
        input_of=uuid_of(row[17]),
        output_of=uuid_of(row[18]),
        fulfills=uuid_of(row[19]),
        satisfies=uuid_of(row[20]),
        corrects=uuid_of(row[21]),
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
    )


# --- things -------------------------------------------------------------------------


def agent_of(row: models.Agent) -> Agent:
    """Read an agent."""
    return Agent(
        id=row.id, union=row.union, kind=cast("AgentKind", row.kind), name=row.name
    )


def place_of(row: models.Place) -> Place:
    """Read a place."""
    return Place(id=row.id, union=row.union, name=row.name)


def specification_of(row: models.Specification) -> Specification:
    """Read a kind."""
    return Specification(
        id=row.id,
        union=row.union,
        name=row.name,
        unit=units.UNITS[row.unit],
        classified_as=tuple(row.classified_as),
        is_content=row.is_content,
        contents={UUID(key): Decimal(part) for key, part in row.contents.items()},
        survives_per_week=Decimal(row.survives_per_week),
        note=row.note,
    )


def contents_row(contents: Mapping[UUID, Decimal]) -> dict[str, str]:
    """Write contents for the JSON column; decimals as text, exact."""
    return {str(key): f"{part:f}" for key, part in contents.items()}


def plan_of(row: models.Plan) -> Plan:
    """Read a plan."""
    return Plan(
        id=row.id, union=row.union, name=row.name, due=row.due, created=row.added_at
    )


def process_of(row: models.Process) -> Process:
    """Read a process."""
    return Process(
        id=row.id,
        union=row.union,
        name=row.name,
        based_on=row.based_on_id,
        planned_within=row.planned_within_id,
        has_beginning=row.has_beginning,
        has_end=row.has_end,
        finished=row.finished,
    )


def process_row(process: Process, at: datetime) -> models.Process:
    """Write a process."""
    return models.Process(
        id=process.id,
        union=process.union,
        name=process.name.strip(),
        based_on_id=process.based_on,
        planned_within_id=process.planned_within,
        has_beginning=process.has_beginning,
        has_end=process.has_end,
        finished=process.finished,
        added_at=at,
    )


def recipe_body(recipe: RecipeDraft | Recipe) -> dict[str, object]:
    """Write what a recipe is made of for the JSON column, in wire form."""
    return {
        "flows": [wire.to_wire(flow) for flow in recipe.flows],
        "uses": [wire.to_wire(use) for use in recipe.uses],
        "months": list(recipe.months),
        "place": None if recipe.place is None else str(recipe.place),
        "toil": f"{recipe.toil:f}",
        "footprint_kg_co2e": f"{recipe.footprint_kg_co2e:f}",
        "note": recipe.note,
    }


def recipe_of(row: models.Recipe) -> Recipe:
    """Read a recipe."""
    body = row.body
    return Recipe(
        id=row.id,
        union=row.union,
        name=row.name,
        flows=tuple(cast("RecipeFlow", wire.from_wire(flow)) for flow in body["flows"]),
        months=tuple(body["months"]),
        uses=tuple(cast("CapacityUse", wire.from_wire(use)) for use in body["uses"]),
        place=uuid_of(body["place"]),
        toil=Decimal(body["toil"]),
        footprint_kg_co2e=Decimal(body["footprint_kg_co2e"]),
        note=body["note"],
        retired=row.retired,
    )


# --- needs, offers, promises --------------------------------------------------------


def promised_columns(
    draft: IntentDraft | CommitmentDraft | Intent | Commitment,
) -> dict[str, object]:
    """Return the columns that needs, offers and promises share."""
    resource, effort = draft.resource_quantity, draft.effort_quantity
    return {
        "union": draft.union,
        "key": draft.key,
        "action": draft.action.value,
        "provider_id": draft.provider,
        "receiver_id": draft.receiver,
        "resource_conforms_to_id": draft.resource_conforms_to,
        "resource_amount": None if resource is None else resource.amount,
        "resource_unit": None if resource is None else resource.unit.code,
        "effort_amount": None if effort is None else effort.amount,
        "effort_unit": None if effort is None else effort.unit.code,
        "has_beginning": draft.has_beginning,
        "has_end": draft.has_end,
        "due": draft.due,
    }


_INTENT_FIELDS = ("per", "tier", "is_wish", "n_people")
_COMMITMENT_LINKS = (
    "input_of", "output_of", "planned_within", "independent_demand_of", "satisfies",
)  # fmt: skip


def intent_columns(draft: IntentDraft | Intent) -> dict[str, Any]:
    """Return the columns of a need or an offer."""
    return {
        **promised_columns(draft),
        **{name: getattr(draft, name) for name in _INTENT_FIELDS},
        "group_id": draft.group,
    }


def commitment_columns(draft: CommitmentDraft | Commitment) -> dict[str, Any]:
    """Return the columns of a promise."""
    return {
        **promised_columns(draft),
        **{f"{name}_id": getattr(draft, name) for name in _COMMITMENT_LINKS},
    }


def intent_of(row: models.Intent) -> Intent:
    """Read a need or an offer."""
    return Intent(
        id=row.id,
        at=row.at,
        key=row.key,
        union=row.union,
        action=Action(row.action),
        provider=row.provider_id,
        receiver=row.receiver_id,
        resource_conforms_to=row.resource_conforms_to_id,
        resource_quantity=_measure(row.resource_amount, row.resource_unit),
        effort_quantity=_measure(row.effort_amount, row.effort_unit),
        has_beginning=row.has_beginning,
        has_end=row.has_end,
        due=row.due,
        per=cast("Literal['week'] | None", row.per),
        tier=cast("Tier | None", row.tier),
        is_wish=row.is_wish,
        n_people=row.n_people,
        group=row.group_id,
        finished=row.finished,
    )


def commitment_of(
    row: models.Commitment, fulfilled: Mapping[UUID, tuple[int, int]] | None = None
) -> Commitment:
    """Read a promise; ``fulfilled`` gives (resource, effort) steps by promise.

    Without it the promise does not say what is fulfilled.
    """
    resource = _measure(row.resource_amount, row.resource_unit)
    effort = _measure(row.effort_amount, row.effort_unit)
    brought = None
    if fulfilled is not None:
        of_resource, of_effort = fulfilled.get(row.id, (0, 0))
        brought = (
            Measure(of_resource, resource.unit)
            if resource is not None
            else effort and Measure(of_effort, effort.unit)
        )
    return Commitment(
        id=row.id,
        at=row.at,
        key=row.key,
        union=row.union,
        action=Action(row.action),
        provider=row.provider_id,
        receiver=row.receiver_id,
        resource_conforms_to=row.resource_conforms_to_id,
        resource_quantity=resource,
        effort_quantity=effort,
        has_beginning=row.has_beginning,
        has_end=row.has_end,
        due=row.due,
        input_of=row.input_of_id,
        output_of=row.output_of_id,
        planned_within=row.planned_within_id,
        independent_demand_of=row.independent_demand_of_id,
        satisfies=row.satisfies_id,
        finished=row.finished,
        fulfilled_quantity=brought,
    )
