"""Who may do what in planning: mandates for stores and plans, a voice for everyone."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from commonweal.commons.people import permissions as people


def require_stores(*, by: UUID, union: UUID, at: datetime) -> None:
    """Refuse unless they hold a mandate for stores."""
    people.require(by=by, union=union, scope="stores", at=at)


def require_planning(*, by: UUID, union: UUID, at: datetime) -> None:
    """Refuse unless they hold a mandate for planning."""
    people.require(by=by, union=union, scope="planning", at=at)


def require_associate(*, by: UUID, union: UUID, at: datetime) -> None:
    """Refuse unless they are an associate of this union."""
    people.require(by=by, union=union, scope="associate", at=at)
