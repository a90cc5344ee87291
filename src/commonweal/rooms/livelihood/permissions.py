"""Who may do what in livelihood: everyone their own, helpers for those who ask."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from commonweal.commons.people import permissions as people


def require_own(*, person: UUID, by: UUID, union: UUID, at: datetime) -> None:
    """Refuse unless ``by`` acts for themselves, or types for others with a mandate."""
    people.require(by=by, union=union, scope="associate", at=at)
    if person != by:
        people.require(by=by, union=union, scope="paper", at=at)
