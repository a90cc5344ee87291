"""Who may read what not to serve others: the kitchen, and who cooks or serves the meal."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from commonweal.commons.people import permissions as people_permissions
from commonweal.commons.people import queries as people
from commonweal.core.vf.problems import NotYours
from commonweal.rooms.kitchen import errors
from commonweal.rooms.kitchen.models import Meal, TurnTaken

#: Turns whose people handle food.
AT_THE_FOOD = ("cooking", "serving")


def readers_of_codes(*, union: UUID, at: datetime) -> tuple[str, ...]:
    """Return the names of those whose mandate lets them read what not to serve.

    Besides them, whoever takes a turn of cooking or serving reads it for that meal.
    """
    return tuple(people.list_holder_names(union=union, scope="kitchen", at=at))


def require_sheet(*, meal: Meal, by: UUID, at: datetime) -> None:
    """Refuse unless they hold the kitchen's mandate or handle the food of this meal."""
    if people_permissions.may(by=by, union=meal.union_id, scope="kitchen", at=at):
        people_permissions.require(by=by, union=meal.union_id, scope="kitchen", at=at)
        return
    if not handles_food(meal=meal, person=by, at=at):
        raise NotYours(errors.not_your_sheet())
    people_permissions.require(by=by, union=meal.union_id, scope="associate", at=at)


def handles_food(*, meal: Meal, person: UUID, at: datetime) -> bool:
    """Say whether somebody cooks or serves a meal that is not over yet."""
    today = people.local_day(union=meal.union_id, at=at)
    return (
        meal.day >= today
        and TurnTaken.objects.filter(
            turn__meal=meal, turn__task__in=AT_THE_FOOD, person_id=person
        ).exists()
    )
