"""Deeds on shopping: keep the list as promises from outside, so that the purse sees it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from commonweal.commons import deeds
from commonweal.commons.ledger import queries as ledger_queries
from commonweal.commons.ledger import services as ledger
from commonweal.core.vf import ids
from commonweal.core.vf.actions import Action
from commonweal.core.vf.flows import CommitmentDraft
from commonweal.core.vf.measure import Measure
from commonweal.core.vf.problems import N_
from commonweal.rooms.kitchen import permissions, words
from commonweal.rooms.kitchen.models import Meal, ShoppingPromise
from commonweal.rooms.kitchen.queries import shopping as queries

_OUTSIDE = N_("outside")


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What one meal (or the least on hand) needs bought of a kind."""

    meal: UUID | None
    kind: UUID
    amount: Measure
    due: date


@deeds.deed
def keep_shopping(
    *,
    days: tuple[date, date],
    union: UUID,
    by: UUID,
    at: datetime,
    but: Collection[UUID] | None = None,
) -> int:
    """Write the list of these days as promises from outside; returns how many stand.

    ``but`` are kinds that are not bought: fetched from a neighbour, or made by us.
    Unless said otherwise, those are the kinds that a recipe of ours makes in time.

    A line that has not changed keeps its promise; a changed one ends it and makes a
    new one. Keeping the same list twice changes nothing.
    """
    permissions.require_kitchen(by=by, union=union, at=at)
    listed = queries.shopping_list(union=union, days=days, at=at)
    left_out = _own_making(listed) if but is None else but
    wanted = [line for line in _wanted(listed) if line.kind not in left_out]
    standing = _open_of(union, days)
    unchanged = {
        (row.meal_id, row.kind): row
        for row in standing
        if any(_is_same(row, line) for line in wanted)
    }
    for row in standing:
        if (row.meal_id, row.kind) not in unchanged:
            _let_go(row, at)
    new = [line for line in wanted if (line.meal, line.kind) not in unchanged]
    _promise(new, union=union, at=at)
    return len(wanted)


@deeds.part_of_a_deed
def let_go(*, meal: Meal, at: datetime) -> None:
    """End what was to be bought for a meal that does not happen."""
    for row in ShoppingPromise.objects.filter(meal=meal, is_open=True):
        _let_go(row, at)


def _own_making(listed: words.ShoppingList) -> Collection[UUID]:
    return {
        line.kind
        for section in listed.sections
        for line in section.lines
        if line.made_by
    }


def _wanted(listed: words.ShoppingList) -> Iterator[_Wanted]:
    for section in listed.sections:
        for line in section.lines:
            for why in line.meals:
                if why.to_buy.amount:
                    due = why.day or listed.until
                    yield _Wanted(why.meal, line.kind, why.to_buy, due)


def _open_of(union: UUID, days: tuple[date, date]) -> list[ShoppingPromise]:
    rows = ShoppingPromise.objects.filter(union_id=union, is_open=True)
    within = rows.filter(meal__day__gte=days[0], meal__day__lte=days[1])
    return [*within, *rows.filter(meal__isnull=True)]


def _is_same(row: ShoppingPromise, line: _Wanted) -> bool:
    return (row.meal_id, row.kind, row.amount) == (
        line.meal,
        line.kind,
        line.amount.amount,
    )


def _let_go(row: ShoppingPromise, at: datetime) -> None:
    row.is_open = False
    row.save(update_fields=["is_open"])
    ledger.finish_commitment(union=row.union_id, commitment=row.commitment, at=at)


def _promise(lines: list[_Wanted], *, union: UUID, at: datetime) -> None:
    if not lines:
        return
    outside = ids.id_from_key(union, "outside")
    known = {agent.id for agent in ledger_queries.list_agents(union=union)}
    if outside not in known:
        ledger.add_agent(
            id=outside, union=union, kind="organization", name=_OUTSIDE, at=at
        )
    drafts = [
        CommitmentDraft(
            key=_key(line, union),
            union=union,
            action=Action.TRANSFER,
            provider=outside,
            receiver=union,
            resource_conforms_to=line.kind,
            resource_quantity=line.amount,
            due=line.due,
        )
        for line in lines
    ]
    kept = ledger.record_commitments(drafts=drafts, at=at)
    ShoppingPromise.objects.bulk_create(
        ShoppingPromise(
            union_id=union,
            meal_id=line.meal,
            kind=line.kind,
            amount=line.amount.amount,
            due=line.due,
            commitment=promise.id,
        )
        for line, promise in zip(lines, kept, strict=True)
    )


def _key(line: _Wanted, union: UUID) -> str:
    """Return a key of its own for each time a line is promised anew."""
    before = ShoppingPromise.objects.filter(
        union_id=union, meal=line.meal, kind=line.kind
    ).count()
    return f"shopping:{line.meal or 'least'}:{line.kind}:{before}"
