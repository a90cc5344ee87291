"""Meals and what is on their tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db.models import F

from commonweal.commons.ledger import queries as ledger
from commonweal.core.vf.problems import NotFound
from commonweal.rooms.kitchen import errors, words
from commonweal.rooms.kitchen.models import Meal, MealDish
from commonweal.rooms.kitchen.queries import dishes

#: A dish comes before what stands in for it.
_IN_ORDER = ("place", F("instead_of").asc(nulls_first=True), "id")


def list_meals(
    *, union: UUID, from_day: date, until: date, at: datetime
) -> tuple[words.MealView, ...]:
    """Return the meals of some days, in their order; called off ones too."""
    rows = Meal.objects.filter(union_id=union, day__gte=from_day, day__lte=until)
    return views_of(union, rows, at)


def get_meal(*, union: UUID, meal: UUID, at: datetime) -> words.MealView:
    """Return one meal, or refuse."""
    return views_of(union, [get_row(union=union, meal=meal)], at)[0]


def get_row(*, union: UUID, meal: UUID, lock: bool = False) -> Meal:
    """Return the row of a meal, or refuse; with ``lock`` until the deed is done."""
    rows = Meal.objects.select_for_update() if lock else Meal.objects.all()
    row = rows.filter(union_id=union, id=meal).first()
    if row is None:
        raise NotFound(errors.not_here("meal"))
    return row


def views_of(
    union: UUID, rows: Iterable[Meal], at: datetime
) -> tuple[words.MealView, ...]:
    """Return what others may see of meals, in the order of the day."""
    meals = sorted(rows, key=lambda row: (row.day, row.serves_at, row.id))
    on_table = lines_of(meals)
    known = dishes.dishes_by_id(
        union, (line.dish_id for lines in on_table.values() for line in lines)
    )
    places = {place.id: place.name for place in ledger.list_places(union=union)}
    return tuple(
        _view(
            row,
            [_dish(line, known[line.dish_id]) for line in on_table[row.id]],
            places,
            at,
        )
        for row in meals
    )


def lines_of(meals: Iterable[Meal]) -> dict[UUID, list[MealDish]]:
    """Return what is on the table of each meal, in order."""
    found: dict[UUID, list[MealDish]] = defaultdict(list)
    for line in MealDish.objects.filter(meal__in=list(meals)).order_by(*_IN_ORDER):
        found[line.meal_id].append(line)
    return found


def when(row: Meal) -> str:
    """Say when a meal is, in figures that every language reads."""
    return f"{row.day.isoformat()} {row.serves_at:%H:%M}"


def _view(
    row: Meal,
    on_table: list[words.MealDishView],
    places: dict[UUID, str],
    at: datetime,
) -> words.MealView:
    return words.MealView(
        id=row.id,
        day=row.day,
        time=row.time,
        name=row.name,
        serves_at=row.serves_at,
        closes_at=row.closes_at,
        is_closed=row.closes_at <= at,
        status=row.status,
        place=row.place,
        place_name=places.get(row.place, "") if row.place else "",
        note=row.note,
        dishes=tuple(on_table),
        seen=seen(row, (line.name for line in on_table)),
    )


def seen(row: Meal, names: Iterable[str]) -> str:
    """Return a menu in words, to notice that it has changed."""
    menu = ", ".join(names) or row.name
    return f"{when(row)} {menu}".strip()


def seen_of(union: UUID, row: Meal) -> str:
    """Return the menu of a meal as its page shows it now."""
    names = MealDish.objects.filter(meal=row, dish__union_id=union).order_by(
        "place", "id"
    )
    return seen(row, names.values_list("dish__name", flat=True))


def _dish(line: MealDish, dish: words.DishView) -> words.MealDishView:
    return words.MealDishView(
        id=line.id,
        dish=line.dish_id,
        name=dish.name,
        instead_of=line.instead_of_id,
        codes=dish.codes,
        unclear=dish.unclear,
    )
