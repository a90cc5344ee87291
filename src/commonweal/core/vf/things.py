"""What flows are about, as frozen values: agents, places, kinds, stores, recipes, plans.

Names are those of ValueFlows 1.0.0 in snake_case; what is ours says so. Import these
from ``flows``, which hands them on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Literal
from uuid import UUID

from commonweal.core.vf.actions import Action
from commonweal.core.vf.measure import Measure, Unit

AgentKind = Literal["person", "organization", "ecological"]


def _nothing() -> Mapping[UUID, Decimal]:
    return MappingProxyType({})


# --- agents, places, kinds ----------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Agent:
    """Who can give and receive: a union, a circle, the river, a pseudonym."""

    id: UUID
    union: UUID
    kind: AgentKind
    name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where things are (ValueFlows: SpatialThing)."""

    id: UUID
    union: UUID
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Specification:
    """A kind of thing or of help (ValueFlows: ResourceSpecification).

    ``is_content``, ``contents`` and ``survives_per_week`` are ours. A content is what
    is in things (food energy, protein) and is never itself in stock; ``contents`` says
    how much of each content one unit of this kind holds, in the content's unit;
    ``survives_per_week`` is the part that is still good a week later (1 keeps for ever).
    """

    id: UUID
    union: UUID
    name: str
    unit: Unit
    classified_as: tuple[str, ...] = ()
    is_content: bool = False
    contents: Mapping[UUID, Decimal] = field(default_factory=_nothing)
    survives_per_week: Decimal = Decimal(1)
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecificationDraft:
    """A kind the ledger is asked to know; see ``Specification`` for what is ours."""

    key: str
    union: UUID
    name: str
    unit: Unit
    classified_as: tuple[str, ...] = ()
    is_content: bool = False
    contents: Mapping[UUID, Decimal] = field(default_factory=_nothing)
    survives_per_week: Decimal = Decimal(1)
    note: str | None = None


# --- resources ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceDraft:
    """A thing or a store the ledger is asked to know; it starts empty.

    An account (ours, not VF) holds rights only and may run below zero.
    """

    key: str
    union: UUID
    conforms_to: UUID
    name: str
    primary_accountable: UUID
    current_location: UUID | None = None
    expires_on: date | None = None
    tracking_identifier: str | None = None
    is_account: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EconomicResource:
    """A thing or a store, with the amounts its events have left in it.

    ``id`` of a resource made from a draft belongs to the draft's key: see
    ``laws.id_of``.
    """

    id: UUID
    union: UUID
    key: str
    conforms_to: UUID
    name: str
    primary_accountable: UUID
    accounting_quantity: Measure
    onhand_quantity: Measure
    current_location: UUID | None = None
    expires_on: date | None = None
    tracking_identifier: str | None = None
    contained_in: UUID | None = None
    stage: UUID | None = None
    state: str | None = None
    is_account: bool = False

    @property
    def unit(self) -> Unit:
        """The unit it is counted in, that of its kind."""
        return self.onhand_quantity.unit


@dataclass(frozen=True, slots=True, kw_only=True)
class StockLine:
    """A line of the store list: what is where, how much, good until when."""

    resource: UUID
    name: str
    spec: Specification
    place: Place | None
    onhand: Measure
    accounting: Measure
    expires_on: date | None
    primary_accountable: UUID


# --- how things are made, and plans -------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class RecipeFlow:
    """One input or output of a recipe, per run; ``after_weeks`` from its start."""

    action: Action
    resource_conforms_to: UUID
    is_input: bool
    resource_quantity: Measure | None = None
    effort_quantity: Measure | None = None
    after_weeks: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CapacityUse:
    """What a run occupies (land, an oven) and for how many weeks; ours, not VF."""

    capacity: UUID
    quantity: Measure
    weeks: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class RecipeDraft:
    """A recipe the ledger is asked to keep; see ``Recipe`` for its parts."""

    key: str
    union: UUID
    name: str
    flows: tuple[RecipeFlow, ...]
    months: tuple[int, ...] = ()
    uses: tuple[CapacityUse, ...] = ()
    place: UUID | None = None
    toil: Decimal = Decimal(1)
    footprint_kg_co2e: Decimal = Decimal(0)
    is_whole: bool = False
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """How we make it, per run. Outputs are what is left after losses.

    ``months`` are those it may start in (empty: any). ``toil`` weighs how hard the
    work is, ``footprint_kg_co2e`` is per run; ``is_whole`` ones run by whole numbers
    only, as a batch or a van's trip does. These are ours.
    """

    id: UUID
    union: UUID
    name: str
    flows: tuple[RecipeFlow, ...]
    months: tuple[int, ...] = ()
    uses: tuple[CapacityUse, ...] = ()
    place: UUID | None = None
    toil: Decimal = Decimal(1)
    footprint_kg_co2e: Decimal = Decimal(0)
    is_whole: bool = False
    note: str | None = None
    retired: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A plan that people accepted."""

    id: UUID
    union: UUID
    name: str
    due: date | None = None
    created: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Process:
    """One making: so many runs of a recipe, at a place, from a day to a day."""

    id: UUID
    union: UUID
    name: str
    based_on: UUID | None = None
    planned_within: UUID | None = None
    has_beginning: date | None = None
    has_end: date | None = None
    finished: bool = False
