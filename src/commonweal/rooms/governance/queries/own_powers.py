"""What is kept of one person about powers, for that person only (I-21)."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from commonweal.rooms.governance.models import (
    Brought,
    EmergencyUse,
    RosterSeat,
    Signer,
)


def own_powers(
    *, person: UUID, union: UUID
) -> Mapping[str, list[Mapping[str, object]]]:
    """Return emergencies they declared, what they noted and brought home, their seats."""
    signed = Signer.objects.filter(person_id=person, emergency__union_id=union)
    noted = EmergencyUse.objects.filter(by=person, emergency__union_id=union)
    brought = Brought.objects.filter(by=person, delegation__union_id=union)
    seats = RosterSeat.objects.filter(person_id=person, union_id=union)
    return {
        "decide_emergencies_declared": [
            {"hazard": one.emergency.hazard, "at": one.signed_at.isoformat()}
            for one in signed.select_related("emergency").order_by("signed_at")
        ],
        "decide_emergency_notes": [
            {"words": one.words, "day": one.day.isoformat()}
            for one in noted.order_by("day", "id")
        ],
        "decide_brought_home": [
            {"words": one.words, "at": one.at.isoformat()}
            for one in brought.order_by("at")
        ],
        "decide_crisis_roster": [
            {"from": one.from_day.isoformat(), "until": one.until.isoformat()}
            for one in seats.order_by("from_day")
        ],
    }
