"""Who may do what with the purse: everybody notes and reads; the mandate keeps it.

Nobody's leave is asked for a small spend (I-10): ``associate`` is enough, stewards and
others alike.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from commonweal.commons.people import permissions as people
from commonweal.core.vf.problems import NotFound, NotYours, Problem
from commonweal.rooms.purse.words import together
from commonweal.rooms.purse.words import together_refusals as says


def require_associate(*, by: UUID, union: UUID, at: datetime) -> None:
    """Refuse unless they are an associate of this union."""
    people.require(by=by, union=union, scope="associate", at=at)


def require_purse(*, by: UUID, union: UUID, at: datetime) -> None:
    """Refuse unless they hold a mandate for the purse."""
    people.require(by=by, union=union, scope="purse", at=at)


def may_keep_purse(*, by: UUID, union: UUID, at: datetime) -> bool:
    """Say whether they hold a mandate for the purse."""
    return people.may(by=by, union=union, scope="purse", at=at)


def require_typing(*, by: UUID, union: UUID, at: datetime) -> None:
    """Refuse unless they type for others: with a mandate for paper, or for the purse."""
    if people.may(by=by, union=union, scope="purse", at=at):
        people.require_token(scope="purse")
        return
    people.require(by=by, union=union, scope="paper", at=at)


def may_speak(*, by: UUID, union: UUID, at: datetime) -> bool:
    """Say whether somebody has a say in what the union spends."""
    return people.may(by=by, union=union, scope="associate", at=at)


def require_to_settle(
    *, settlement: together.SettlementView, by: UUID, union: UUID, at: datetime
) -> None:
    """Refuse, as if it were not there, a settlement of somebody else."""
    if settlement.is_mine:
        return
    try:
        require_purse(by=by, union=union, at=at)
    except NotYours:
        raise NotFound(Problem("settlement", says.NO_SETTLEMENT)) from None
