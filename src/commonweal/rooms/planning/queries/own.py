"""What one person said to plans, for their own export (I-21)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from commonweal.rooms.planning.models import Voice


def own_data(
    *, person: UUID, union: UUID, at: datetime
) -> Mapping[str, list[Mapping[str, object]]]:
    """Return a person's own yes and concerns."""
    del at
    rows = Voice.objects.filter(person_id=person, run__union_id=union)
    said = rows.order_by("at", "id").values("run__name", "says", "words", "at")
    return {"voices": list(said)}
