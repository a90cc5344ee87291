"""Deeds on turns: how many hands a meal asks for, take one, leave one. Nobody counts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from uuid import UUID

from commonweal.commons import deeds
from commonweal.commons.charter import queries as charter
from commonweal.core.vf.problems import NotFound, Problem, Refused, require
from commonweal.rooms.kitchen import errors, permissions, words
from commonweal.rooms.kitchen.models import Meal, Turn, TurnTaken
from commonweal.rooms.kitchen.services import meals

PLACES_MAX = 50


@deeds.deed
def set_turns(
    *, meal: UUID, places: Mapping[str, int], union: UUID, by: UUID, at: datetime
) -> None:
    """Say how many hands each task of a meal asks for; 0 takes the task off."""
    permissions.require_kitchen(by=by, union=union, at=at)
    row = meals.require_planned(union, meal)
    problems: list[Problem] = []
    for task, n in places.items():
        if task not in words.TASKS:
            problems.append(errors.not_a_choice("task", task, ", ".join(words.TASKS)))
        if not 0 <= n <= PLACES_MAX:
            problems.append(errors.not_a_number(task, str(n), 0, PLACES_MAX))
    require(problems)
    for task, n in places.items():
        if n:
            Turn.objects.update_or_create(meal=row, task=task, defaults={"places": n})
        else:
            Turn.objects.filter(meal=row, task=task).delete()


@deeds.deed
def take_turn(*, turn: UUID, person: UUID, union: UUID, by: UUID, at: datetime) -> None:
    """Take a turn. Twice changes nothing; a full turn takes nobody more."""
    permissions.require_for(person=person, by=by, union=union, at=at)
    row = _turn(union, turn)
    meal = meals.require_planned(union, row.meal_id)
    if TurnTaken.objects.filter(turn=row, person_id=person).exists():
        return
    if TurnTaken.objects.filter(turn=row).count() >= row.places:
        raise Refused(errors.turn_is_full())
    TurnTaken.objects.create(
        turn=row, person_id=person, made_at=at, keep_until=_keep_until(meal)
    )


@deeds.deed
def leave_turn(
    *, turn: UUID, person: UUID, union: UUID, by: UUID, at: datetime
) -> None:
    """Leave a turn, no reason asked; it is open again. Twice changes nothing."""
    permissions.require_for(person=person, by=by, union=union, at=at)
    row = _turn(union, turn)
    meals.require_planned(union, row.meal_id)
    TurnTaken.objects.filter(turn=row, person_id=person).delete()


def _turn(union: UUID, turn: UUID) -> Turn:
    row = Turn.objects.filter(meal__union_id=union, id=turn).first()
    if row is None:
        raise NotFound(errors.not_here("turn"))
    return row


def _keep_until(meal: Meal) -> date:
    days = charter.whole(union=meal.union_id, key="kitchen.keep_days", on=meal.day)
    return meal.day + timedelta(days=days)
