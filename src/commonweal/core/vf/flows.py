"""What the ledger keeps, as frozen values: drafts asked for, and flows as kept.

Names are those of ValueFlows 1.0.0 in snake_case; what is ours says so. Nothing here
has a price, a wage, a debt or an interest (I-8).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from commonweal.core.vf.actions import Action
from commonweal.core.vf.measure import Measure
from commonweal.core.vf.things import (
    Agent,
    AgentKind,
    CapacityUse,
    EconomicResource,
    Place,
    Plan,
    Process,
    Recipe,
    RecipeDraft,
    RecipeFlow,
    ResourceDraft,
    Specification,
    SpecificationDraft,
    StockLine,
)

__all__ = [
    "Agent",
    "AgentKind",
    "CapacityUse",
    "Change",
    "Commitment",
    "CommitmentDraft",
    "EconomicEvent",
    "EconomicResource",
    "EventDraft",
    "Intent",
    "IntentDraft",
    "Place",
    "Plan",
    "Process",
    "Recipe",
    "RecipeDraft",
    "RecipeFlow",
    "ResourceDraft",
    "Specification",
    "SpecificationDraft",
    "Step",
    "StockLine",
    "Tier",
]

Tier = Literal["vital", "dignity", "flourishing"]

# --- what happened ------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class EventDraft:
    """What someone says has happened.

    ``key`` is the caller's idempotency key within the union. With ``new_resource`` the
    event makes the resource it fills. A quantity is more than zero, except in a
    correction (``corrects``), where it is the difference and may be less.
    """

    key: str
    union: UUID
    action: Action
    provider: UUID
    receiver: UUID
    has_point_in_time: datetime
    resource_quantity: Measure | None = None
    effort_quantity: Measure | None = None
    resource_conforms_to: UUID | None = None
    resource_inventoried_as: UUID | None = None
    to_resource_inventoried_as: UUID | None = None
    to_location: UUID | None = None
    input_of: UUID | None = None
    output_of: UUID | None = None
    fulfills: UUID | None = None
    satisfies: UUID | None = None
    corrects: UUID | None = None
    new_resource: ResourceDraft | None = None
    stage: UUID | None = None
    state: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EconomicEvent:
    """What happened, as kept: never changed, never deleted.

    ``seq`` counts a union's events from 1 without gaps, ``at`` is when it was written
    down, ``hash`` binds it to the event before (hexadecimal SHA-256).
    """

    id: UUID
    seq: int
    at: datetime
    hash: str
    previous_hash: str
    key: str
    union: UUID
    action: Action
    provider: UUID
    receiver: UUID
    has_point_in_time: datetime
    resource_quantity: Measure | None = None
    effort_quantity: Measure | None = None
    resource_conforms_to: UUID | None = None
    resource_inventoried_as: UUID | None = None
    to_resource_inventoried_as: UUID | None = None
    to_location: UUID | None = None
    input_of: UUID | None = None
    output_of: UUID | None = None
    fulfills: UUID | None = None
    satisfies: UUID | None = None
    corrects: UUID | None = None
    stage: UUID | None = None
    state: str | None = None


# --- needs and offers, as totals ----------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class IntentDraft:
    """A need (with a receiver) or an offer (with a provider), never of one person.

    Ours, not ValueFlows': ``per`` (the quantity is meant per week while it lasts),
    ``tier``, ``is_wish``, ``n_people`` (how many stand behind the total, so that small
    totals can be hidden) and ``group`` (the agent of the circle that receives).
    """

    key: str
    union: UUID
    action: Action
    provider: UUID | None = None
    receiver: UUID | None = None
    resource_conforms_to: UUID | None = None
    resource_quantity: Measure | None = None
    effort_quantity: Measure | None = None
    has_beginning: date | None = None
    has_end: date | None = None
    due: date | None = None
    per: Literal["week"] | None = None
    tier: Tier | None = None
    is_wish: bool = False
    n_people: int = 0
    group: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Intent:
    """A need or an offer as kept; the same key later changes it."""

    id: UUID
    at: datetime
    key: str
    union: UUID
    action: Action
    provider: UUID | None = None
    receiver: UUID | None = None
    resource_conforms_to: UUID | None = None
    resource_quantity: Measure | None = None
    effort_quantity: Measure | None = None
    has_beginning: date | None = None
    has_end: date | None = None
    due: date | None = None
    per: Literal["week"] | None = None
    tier: Tier | None = None
    is_wish: bool = False
    n_people: int = 0
    group: UUID | None = None
    finished: bool = False


# --- promises -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentDraft:
    """A promise: what is to happen, by whom, for whom, when."""

    key: str
    union: UUID
    action: Action
    provider: UUID
    receiver: UUID
    resource_conforms_to: UUID | None = None
    resource_quantity: Measure | None = None
    effort_quantity: Measure | None = None
    due: date | None = None
    has_beginning: date | None = None
    has_end: date | None = None
    input_of: UUID | None = None
    output_of: UUID | None = None
    planned_within: UUID | None = None
    independent_demand_of: UUID | None = None
    satisfies: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """A promise as kept.

    ``fulfilled_quantity`` is what events have already brought of it (of its resource
    quantity, or of its effort where it has only that).
    """

    id: UUID
    at: datetime
    key: str
    union: UUID
    action: Action
    provider: UUID
    receiver: UUID
    resource_conforms_to: UUID | None = None
    resource_quantity: Measure | None = None
    effort_quantity: Measure | None = None
    due: date | None = None
    has_beginning: date | None = None
    has_end: date | None = None
    input_of: UUID | None = None
    output_of: UUID | None = None
    planned_within: UUID | None = None
    independent_demand_of: UUID | None = None
    satisfies: UUID | None = None
    finished: bool = False
    fulfilled_quantity: Measure | None = None


# --- answers ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Change:
    """What an event moves in one resource, in smallest steps."""

    resource: UUID
    accounting_delta: int
    onhand_delta: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a track or trace: an event, a process or a resource.

    ``depth`` counts steps from the start; ``came_from`` is the step before it.
    """

    kind: Literal["event", "process", "resource"]
    id: UUID
    depth: int
    came_from: UUID | None
    event: EconomicEvent | None = None
