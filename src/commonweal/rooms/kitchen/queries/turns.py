"""Turns: cooking, serving, washing up. Open places for all; names on the day's sheet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from commonweal.commons.people import queries as people
from commonweal.rooms.kitchen import words
from commonweal.rooms.kitchen.models import Meal, Turn, TurnTaken


def list_turns(
    *, union: UUID, days: tuple[date, date], by: UUID
) -> tuple[words.TurnView, ...]:
    """Return the turns of some days' meals, and how many places are open. No names."""
    rows = Meal.objects.filter(
        union_id=union, day__gte=days[0], day__lte=days[1], status="planned"
    )
    return turns_of(rows.order_by("day", "serves_at", "id"), by=by)


def turns_of(meals: Iterable[Meal], *, by: UUID) -> tuple[words.TurnView, ...]:
    """Return the turns of some meals, in their order, as one person sees them."""
    order = {meal.id: number for number, meal in enumerate(meals)}
    rows = Turn.objects.filter(meal__in=order)
    taken = _taken(rows)
    tasks = list(words.TASKS)
    views = [
        words.TurnView(
            id=row.id,
            meal=row.meal_id,
            task=row.task,
            places=row.places,
            open=max(0, row.places - len(taken[row.id])),
            is_mine=by in taken[row.id],
        )
        for row in rows
    ]
    return tuple(
        sorted(views, key=lambda turn: (order[turn.meal], tasks.index(turn.task)))
    )


def turns_with_names(meal: Meal, *, by: UUID) -> tuple[words.TurnView, ...]:
    """Return the turns of one meal with who takes them: for its sheet only."""
    names = {p.id: p.name for p in people.list_people(union=meal.union_id)}
    taken = _taken(Turn.objects.filter(meal=meal))
    return tuple(
        words.TurnView(
            id=turn.id,
            meal=turn.meal,
            task=turn.task,
            places=turn.places,
            open=turn.open,
            is_mine=turn.is_mine,
            names=tuple(sorted(names[p] for p in taken[turn.id] if p in names)),
        )
        for turn in turns_of([meal], by=by)
    )


def _taken(rows: Iterable[Turn]) -> dict[UUID, set[UUID]]:
    found: dict[UUID, set[UUID]] = defaultdict(set)
    for turn, person in TurnTaken.objects.filter(turn__in=list(rows)).values_list(
        "turn_id", "person_id"
    ):
        found[turn].add(person)
    return found
