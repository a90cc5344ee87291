"""What is kept of one person in deciding, for that person only (I-21)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID


def own_data(
    *, person: UUID, union: UUID, at: datetime
) -> Mapping[str, list[Mapping[str, object]]]:
    """Return everything deciding keeps of a person, as tables for their export."""
    return {}
