"""What is kept of one person's announcements, voices, pledges and settlements (I-21)."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from commonweal.core.vf.measure import Measure
from commonweal.core.vf.units import UNITS
from commonweal.rooms.purse.models import Pledge, Settlement, Shift, Spend, Voice

Rows = list[Mapping[str, object]]


def own_together(*, person: UUID, union: UUID) -> Mapping[str, Rows]:
    """Return it as tables, for that person's own export."""
    return {
        "purse_announced": _announced(person, union),
        "purse_voices": _voices(person, union),
        "purse_pledges": _pledges(person, union),
        "purse_shifts": _shifts(person, union),
        "purse_settlements": _settlements(person, union),
    }


def _announced(person: UUID, union: UUID) -> Rows:
    rows = Spend.objects.filter(union_id=union, announced_by=person)
    return [
        {
            "amount": _money(row.amount, row.currency),
            "what_for": row.what_for,
            "announced_on": row.announced_on,
            "stands_from": row.stands_from,
            "status": row.status,
            "typed_by_a_helper": row.typed_by is not None,
        }
        for row in rows.order_by("announced_on", "id")
    ]


def _voices(person: UUID, union: UUID) -> Rows:
    rows = Voice.objects.filter(union_id=union, person_id=person)
    return [
        {
            "about": "spend" if row.spend_id else "shift",
            "kind": row.kind,
            "words": row.words,
            "said_on": row.said_on,
            "came_to": row.came_to,
            "typed_by_a_helper": row.typed_by is not None,
        }
        for row in rows.order_by("said_on", "id")
    ]


def _pledges(person: UUID, union: UUID) -> Rows:
    rows = Pledge.objects.filter(round__union_id=union, person_id=person)
    return [
        {
            "round": row.round.name,
            "green": _money(row.green, row.round.currency),
            "yellow": _money(row.yellow, row.round.currency),
            "red": _money(row.red, row.round.currency),
            "made_on": row.made_on,
            "typed_by_a_helper": row.typed_by is not None,
        }
        for row in rows.select_related("round").order_by("made_on", "id")
    ]


def _shifts(person: UUID, union: UUID) -> Rows:
    rows = Shift.objects.filter(budget__union_id=union, proposed_by=person)
    return [
        {
            "budget": row.budget.name,
            "amount": _money(row.amount, row.budget.currency),
            "what_for": row.what_for,
            "proposed_on": row.proposed_on,
        }
        for row in rows.select_related("budget").order_by("proposed_on", "id")
    ]


def _settlements(person: UUID, union: UUID) -> Rows:
    rows = Settlement.objects.filter(union_id=union, person_id=person)
    return [
        {
            "computed": _money(row.computed, row.currency),
            "amount": _money(row.amount, row.currency),
            "asked_on": row.asked_on,
            "you_agreed_on": row.leaver_agreed_on,
            "purse_agreed_on": row.purse_agreed_on,
        }
        for row in rows.order_by("asked_on", "id")
    ]


def _money(steps: int, currency: str) -> str:
    return str(Measure(steps, UNITS[currency]))
