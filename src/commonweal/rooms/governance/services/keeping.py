"""Forget in time what belongs to persons; words, steps and counts stay (I-17, I-24)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from commonweal.commons import deeds


@deeds.part_of_a_deed
def forget_person(*, person: UUID, union: UUID, at: datetime) -> None:
    """Take a person off everything of deciding; open answers of theirs lapse."""


@deeds.deed
def expire(*, union: UUID, at: datetime) -> int:
    """Forget who could answer what was decided long ago; return how many rows."""
    return 0
