"""What decisions allow to be spent, for programs."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest
from ninja import Router, Schema

from commonweal.commons.people import queries as people
from commonweal.interfaces.api.purse_shapes import Money
from commonweal.interfaces.api.stores import associate
from commonweal.rooms.purse.queries import allowing

router = Router(tags=["purse"])


class AllowedOut(Schema):
    """What a decision allows; name it as ``decision`` when an entry is noted."""

    decision: int
    what: str
    amount: Money
    left: Money
    until: date | None


@router.get(
    "/purse/allowed", response=list[AllowedOut], operation_id="list_allowed_spends"
)
def list_allowed(request: HttpRequest) -> list[allowing.Allowance]:
    """List what decisions allow to be spent, and what is left of it."""
    _person, union, at = associate(request)
    on = people.local_day(union=union, at=at)
    return list(allowing.list_allowances(union=union, on=on))
