"""Questions to the ledger. Answers are frozen values; nothing here changes anything."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from commonweal.core.vf.actions import Action
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
    Step,
    StockLine,
)
from commonweal.core.vf.measure import Measure
from commonweal.core.vf.problems import Problem


@dataclass(frozen=True, slots=True)
class Head:
    """Where a union's chain of events stands."""

    seq: int
    hash: str


@dataclass(frozen=True, slots=True)
class Balance:
    """What the events alone leave in a resource, in smallest steps."""

    resource: UUID
    accounting: int
    onhand: int


@dataclass(frozen=True, slots=True)
class Difference:
    """A resource whose kept amounts are not what its events leave."""

    resource: UUID
    name: str
    kept: tuple[Measure, Measure]
    recomputed: tuple[Measure, Measure]


@dataclass(frozen=True, slots=True)
class Verification:
    """What re-reading a union's whole history found."""

    n_events: int
    head_hash: str
    problems: tuple[Problem, ...]
    differences: tuple[Difference, ...]

    @property
    def is_sound(self) -> bool:
        """Whether nothing at all was found."""
        return not self.problems and not self.differences


def list_agents(*, union: UUID) -> tuple[Agent, ...]:
    """Return a union's agents."""
    raise NotImplementedError


def get_agent(*, union: UUID, agent: UUID) -> Agent:
    """Return one agent, or raise NotFound."""
    raise NotImplementedError


def list_places(*, union: UUID) -> tuple[Place, ...]:
    """Return a union's places by name."""
    raise NotImplementedError


def list_specifications(*, union: UUID) -> tuple[Specification, ...]:
    """Return a union's kinds by name."""
    raise NotImplementedError


def get_specification(*, union: UUID, specification: UUID) -> Specification:
    """Return one kind, or raise NotFound."""
    raise NotImplementedError


def find_specification(*, union: UUID, name: str) -> Specification | None:
    """Return the kind with this name (case does not matter), or None."""
    raise NotImplementedError


def list_stock(
    *, union: UUID, on: date | None = None, with_empty: bool = False
) -> tuple[StockLine, ...]:
    """Return what is in store, earliest expiry first; ``on`` leaves out what is past it."""
    raise NotImplementedError


def get_resource(*, union: UUID, resource: UUID) -> EconomicResource:
    """Return one resource, or raise NotFound."""
    raise NotImplementedError


def list_recipes(*, union: UUID, with_retired: bool = False) -> tuple[Recipe, ...]:
    """Return how things are made, by name."""
    raise NotImplementedError


def list_intents(
    *,
    union: UUID,
    action: Action | None = None,
    from_: date | None = None,
    until: date | None = None,
) -> tuple[Intent, ...]:
    """Return unfinished needs and offers that touch the days from_ … until."""
    raise NotImplementedError


def list_commitments(
    *, union: UUID, planned_within: UUID | None = None, with_finished: bool = True
) -> tuple[Commitment, ...]:
    """Return promises with what is fulfilled of each."""
    raise NotImplementedError


def list_plans(*, union: UUID) -> tuple[Plan, ...]:
    """Return accepted plans, newest first."""
    raise NotImplementedError


def list_processes(
    *, union: UUID, planned_within: UUID | None = None
) -> tuple[Process, ...]:
    """Return processes by beginning."""
    raise NotImplementedError


def list_events(  # noqa: PLR0913 - each argument narrows the answer
    *,
    union: UUID,
    after_seq: int = 0,
    limit: int = 200,
    resource: UUID | None = None,
    from_: date | None = None,
    until: date | None = None,
) -> tuple[EconomicEvent, ...]:
    """Return what happened, in order of writing; days are of has_point_in_time."""
    raise NotImplementedError


def get_event(*, union: UUID, event: UUID) -> EconomicEvent:
    """Return one event, or raise NotFound."""
    raise NotImplementedError


def track(
    *, union: UUID, resource: UUID | None = None, event: UUID | None = None
) -> tuple[Step, ...]:
    """Return where it went: forwards along the flows."""
    raise NotImplementedError


def trace(
    *, union: UUID, resource: UUID | None = None, event: UUID | None = None
) -> tuple[Step, ...]:
    """Return where it came from: backwards along the flows."""
    raise NotImplementedError


def head(*, union: UUID) -> Head:
    """Return the last event's number and hash; 0 and zeros for an empty ledger."""
    raise NotImplementedError


def balances(*, union: UUID) -> tuple[Balance, ...]:
    """Recompute all amounts from the events alone."""
    raise NotImplementedError


def verify_union(*, union: UUID) -> Verification:
    """Re-hash the chain, recompute all amounts and compare."""
    raise NotImplementedError


def all_rows(*, union: UUID) -> Iterator[tuple[str, object]]:
    """Yield everything the ledger keeps of a union, in an order that can be restored."""
    raise NotImplementedError
