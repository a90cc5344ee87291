"""Who may take part: associates, in the bodies they are in. Nobody has a higher voice."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from commonweal.commons.people import permissions as people
from commonweal.core.vf.problems import NotYours, Problem
from commonweal.rooms.governance.errors import motions as says
from commonweal.rooms.governance.models import Body
from commonweal.rooms.governance.queries import bodies


def require_associate(*, by: UUID, union: UUID, at: datetime) -> None:
    """Refuse unless they are an associate of this union."""
    people.require(by=by, union=union, scope="associate", at=at)


def require_member(*, by: UUID, body: Body, at: datetime) -> None:
    """Refuse unless they are an associate and in this body."""
    require_associate(by=by, union=body.union_id, at=at)
    if not bodies.is_member(union=body.union_id, body=body.id, person=by):
        raise NotYours(Problem("", says.NOT_MEMBER, {"body": body.name}))
