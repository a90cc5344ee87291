"""What the laws of events stand on: what is known, the case, and what an event moves."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from commonweal.core.vf.actions import FACTORS, ActionRule
from commonweal.core.vf.flows import (
    Change,
    EconomicEvent,
    EconomicResource,
    EventDraft,
    Specification,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the ledger knows of the things a draft names, all of one union.

    ``others`` are the ids of agents, places, processes, promises, intents and events
    that exist; ``corrected`` is the event that a correction is about, and
    ``standing`` the steps of (resource, effort) it stands at after earlier ones.
    """

    resources: Mapping[UUID, EconomicResource]
    specifications: Mapping[UUID, Specification]
    others: AbstractSet[UUID] = frozenset()
    corrected: EconomicEvent | None = None
    standing: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Case:
    """A draft before the law, with its action's rule and what is known."""

    draft: EventDraft
    rule: ActionRule
    known: Known
    at: datetime


def changes_of(event: EventDraft | EconomicEvent) -> tuple[Change, ...]:
    """Return what an event moves: at most one change for each resource it names."""
    if event.resource_quantity is None:
        return ()
    factors = FACTORS[event.action]
    amount = event.resource_quantity.amount
    changes = []
    if event.resource_inventoried_as and (factors.accounting or factors.onhand):
        changes.append(
            Change(
                event.resource_inventoried_as,
                factors.accounting * amount,
                factors.onhand * amount,
            )
        )
    if event.to_resource_inventoried_as and (
        factors.to_accounting or factors.to_onhand
    ):
        changes.append(
            Change(
                event.to_resource_inventoried_as,
                factors.to_accounting * amount,
                factors.to_onhand * amount,
            )
        )
    return tuple(changes)
