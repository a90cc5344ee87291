"""From the union's totals of offered effort to ledger words."""

from __future__ import annotations

from uuid import UUID

from commonweal.core.vf.actions import Action
from commonweal.core.vf.flows import IntentDraft
from commonweal.core.vf.measure import Measure
from commonweal.core.vf.units import HOUR
from commonweal.rooms.livelihood.words import Span


def intent_key(skill: UUID, number: int) -> str:
    """Return the key of the n-th total of a kind of help."""
    return f"effort:{skill}:{number}"


def intent_of(
    span: Span | None, *, union: UUID, skill: UUID, number: int
) -> IntentDraft:
    """Write a total as an intent to work; None ends the total that stood there."""
    return IntentDraft(
        key=intent_key(skill, number),
        union=union,
        action=Action.WORK,
        provider=union,
        resource_conforms_to=skill,
        effort_quantity=Measure(span.minutes if span else 0, HOUR),
        has_beginning=span.starts_on if span else None,
        has_end=span.ends_on if span else None,
        per="week",
        n_people=span.n_people if span else 0,
    )
