"""Agents, places, kinds, recipes, plans and processes: rows to values and back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import cast
from uuid import UUID

from commonweal.commons.ledger import models
from commonweal.commons.ledger.translate.events import uuid_of
from commonweal.core.vf import units, wire
from commonweal.core.vf.flows import (
    Agent,
    AgentKind,
    CapacityUse,
    Place,
    Plan,
    Process,
    Recipe,
    RecipeDraft,
    RecipeFlow,
    Specification,
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
        "is_whole": recipe.is_whole,
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
        is_whole=body.get("is_whole", False),  # older rows do not say
        note=body["note"],
        retired=row.retired,
    )
