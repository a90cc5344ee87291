"""What is promised to come from outside and is not bought yet."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from commonweal.rooms.purse import words


def shopping_lines(*, union: UUID) -> tuple[words.ShoppingLine, ...]:
    """Return open promises from outside: what plans and meals ask the purse to buy."""
    raise NotImplementedError
