"""Needs, offers and promises: rows to values and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, cast
from uuid import UUID

from commonweal.commons.ledger import models
from commonweal.commons.ledger.translate.events import measure_of
from commonweal.core.vf.actions import Action
from commonweal.core.vf.flows import (
    Commitment,
    CommitmentDraft,
    Intent,
    IntentDraft,
    Tier,
)
from commonweal.core.vf.measure import Measure

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
        resource_quantity=measure_of(row.resource_amount, row.resource_unit),
        effort_quantity=measure_of(row.effort_amount, row.effort_unit),
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
    resource = measure_of(row.resource_amount, row.resource_unit)
    effort = measure_of(row.effort_amount, row.effort_unit)
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
