"""Deeds on menus: plan a meal, change it, call it off, offer a second dish, repeat."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from commonweal.commons import deeds
from commonweal.commons.charter import queries as charter
from commonweal.commons.ledger import queries as ledger
from commonweal.commons.people import queries as people
from commonweal.core.vf import ids
from commonweal.core.vf.problems import NotFound, Problem, Refused, require
from commonweal.rooms.kitchen import errors, permissions, words
from commonweal.rooms.kitchen.models import Dish, Meal, MealDish, Turn
from commonweal.rooms.kitchen.queries import meals as queries
from commonweal.rooms.kitchen.queries import presence
from commonweal.rooms.kitchen.services import shopping
from commonweal.rooms.kitchen.translate import amounts

AHEAD_DAYS_MAX = 400
DISHES_MAX = 12
_WEEK = timedelta(weeks=1)


@deeds.deed
def plan_meal(
    *, draft: words.MealDraft, union: UUID, by: UUID, key: str, at: datetime
) -> UUID:
    """Plan a meal. Doing it twice changes nothing."""
    permissions.require_kitchen(by=by, union=union, at=at)
    return keep_meal(draft, union=union, key=key, at=at)


@deeds.deed
def change_meal(
    *, meal: UUID, draft: words.MealDraft, union: UUID, by: UUID, at: datetime
) -> None:
    """Change a meal that lies ahead: its day, hour, dishes, place or note."""
    permissions.require_kitchen(by=by, union=union, at=at)
    row = require_planned(union, meal)
    new = _read(draft, union=union, besides=row, at=at)
    for column in ("day", "time", "name", "serves_at", "closes_at", "place", "note"):
        setattr(row, column, getattr(new.row, column))
    row.save()
    kept = MealDish.objects.filter(meal=row, instead_of__isnull=True)
    kept.exclude(dish__in=new.dishes).delete()
    MealDish.objects.filter(
        meal=row, instead_of__isnull=False, dish__in=new.dishes
    ).delete()
    _lay(row, new.dishes)


@deeds.deed
def call_off_meal(*, meal: UUID, union: UUID, by: UUID, at: datetime) -> None:
    """Call a meal off; what was to be bought for it is no promise any more."""
    permissions.require_kitchen(by=by, union=union, at=at)
    row = queries.get_row(union=union, meal=meal, lock=True)
    if row.status == "called_off":
        return
    if row.status == "cooked":
        raise Refused(errors.meal_is_over(queries.when(row), row.status))
    row.status = "called_off"
    row.save(update_fields=["status"])
    shopping.let_go(meal=row, at=at)


@deeds.deed
def offer_instead(
    *, meal_dish: UUID, dish: UUID, union: UUID, by: UUID, at: datetime
) -> None:
    """Put a second dish on the table for those whom the first is not safe for."""
    permissions.require_kitchen(by=by, union=union, at=at)
    first = _line(union, meal_dish)
    row = require_planned(union, first.meal_id)
    require(_problems_with_second(row, first, union, dish))
    MealDish.objects.create(meal=row, dish_id=dish, place=first.place, instead_of=first)


def _problems_with_second(
    row: Meal, first: MealDish, union: UUID, dish: UUID
) -> Iterator[Problem]:
    if first.instead_of_id is not None:
        yield errors.instead_of_instead()
    second = Dish.objects.filter(union_id=union, id=dish).first()
    if second is None:
        yield errors.not_here("dish")
    elif second.is_retired:
        yield errors.dish_is_retired(second.name)
    elif MealDish.objects.filter(meal=row, dish=second).exists():
        yield errors.dish_twice(second.name)


@deeds.deed
def take_off_table(*, meal_dish: UUID, union: UUID, by: UUID, at: datetime) -> None:
    """Take a dish off a table, and what stood in for it."""
    permissions.require_kitchen(by=by, union=union, at=at)
    line = _line(union, meal_dish)
    require_planned(union, line.meal_id)
    line.delete()


@deeds.deed
def repeat_week(
    *, from_monday: date, to_monday: date, union: UUID, by: UUID, at: datetime
) -> tuple[UUID, ...]:
    """Plan the meals of one week in another. Meals that are there already stay."""
    permissions.require_kitchen(by=by, union=union, at=at)
    require(
        errors.not_a_monday(field, day.isoformat())
        for field, day in (("from_monday", from_monday), ("to_monday", to_monday))
        if day.weekday()
    )
    rows = _planned(union, from_monday)
    if not rows:
        raise Refused(errors.nothing_to_repeat(from_monday.isoformat()))
    there = {(row.day, row.time, row.name) for row in _planned(union, to_monday)}
    shift = to_monday - from_monday
    drafts = [_again(row, shift) for row in rows]
    made: list[UUID] = []
    problems: list[Problem] = []
    for draft in drafts:
        if (draft.day, draft.time, draft.name) in there:
            continue
        try:
            key = f"repeat:{from_monday}:{draft.day}:{draft.time}:{draft.name}:{at}"
            made.append(keep_meal(draft, union=union, key=key, at=at))
        except Refused as refused:
            problems.extend(refused.problems)
    require(problems)
    return tuple(made)


def _planned(union: UUID, monday: date) -> list[Meal]:
    rows = Meal.objects.filter(union_id=union, day__gte=monday, day__lt=monday + _WEEK)
    return list(rows.exclude(status="called_off").order_by("day", "serves_at", "id"))


def _again(row: Meal, shift: timedelta) -> words.MealDraft:
    lines = MealDish.objects.filter(
        meal=row, instead_of__isnull=True, dish__is_retired=False
    )
    return words.MealDraft(
        day=row.day + shift,
        time=row.time,
        name=row.name,
        dishes=tuple(lines.order_by("place").values_list("dish_id", flat=True)),
        place=row.place,
        serves_at=row.serves_at,
        note=row.note,
    )


# --- keeping ------------------------------------------------------------------------------


def keep_meal(draft: words.MealDraft, *, union: UUID, key: str, at: datetime) -> UUID:
    """Read a meal and keep it with its dishes and turns, all or nothing."""
    meal = ids.id_from_key(union, f"plan_meal:{key}")
    if Meal.objects.filter(id=meal).exists():
        return meal
    new = _read(draft, union=union, besides=None, at=at)
    new.row.id = meal
    if not presence.tables_of(union, [new.row])[meal].weight:
        raise Refused(errors.nobody_eats(queries.when(new.row)))
    new.row.save(force_insert=True)
    _lay(new.row, new.dishes)
    Turn.objects.bulk_create(
        Turn(meal=new.row, task=task, places=places)
        for task, places in words.USUAL_PLACES.items()
    )
    return meal


def require_planned(union: UUID, meal: UUID) -> Meal:
    """Return the row of a meal that lies ahead, held until the deed is done."""
    row = queries.get_row(union=union, meal=meal, lock=True)
    if row.status != "planned":
        raise Refused(errors.meal_is_over(queries.when(row), row.status))
    return row


def _line(union: UUID, meal_dish: UUID) -> MealDish:
    row = MealDish.objects.filter(meal__union_id=union, id=meal_dish).first()
    if row is None:
        raise NotFound(errors.not_here("meal_dish"))
    return row


def _lay(row: Meal, dishes: Sequence[UUID]) -> None:
    """Put dishes on a table in this order; those there already only move."""
    for place, dish in enumerate(dishes, start=1):
        MealDish.objects.update_or_create(
            meal=row, dish_id=dish, defaults={"place": place}
        )


@dataclass(frozen=True, slots=True)
class _New:
    row: Meal
    dishes: tuple[UUID, ...]


def _read(
    draft: words.MealDraft, *, union: UUID, besides: Meal | None, at: datetime
) -> _New:
    today = people.local_day(union=union, at=at)
    problems = [*_day_problems(draft, today), *_dish_problems(draft, union)]
    if draft.time not in words.TIMES:
        problems.append(errors.not_a_choice("time", draft.time, ", ".join(words.TIMES)))
    places = {place.id for place in ledger.list_places(union=union)}
    if draft.place is not None and draft.place not in places:
        problems.append(errors.unknown_place("place"))
    name, note = amounts.clean(draft.name), amounts.clean(draft.note)
    problems.extend(
        errors.too_long(field, most)
        for field, text, most in (
            ("name", name, words.NAME_LETTERS),
            ("note", note, words.NOTE_LETTERS),
        )
        if len(text) > most
    )
    usual = words.TIMES.get(draft.time, time(12))
    serves_at = usual if draft.serves_at is None else draft.serves_at
    served, closes_at = _moments(draft, union, serves_at)
    if closes_at > served:
        problems.append(errors.closes_after_meal())
    row = Meal(
        union_id=union,
        day=draft.day,
        time=draft.time,
        name=name,
        serves_at=serves_at.replace(second=0, microsecond=0, tzinfo=None),
        closes_at=closes_at,
        place=draft.place,
        note=note,
    )
    if _is_there(row, besides):
        problems.append(errors.meal_is_there(queries.when(row)))
    require(problems)
    return _New(row, draft.dishes)


def _moments(
    draft: words.MealDraft, union: UUID, serves_at: time
) -> tuple[datetime, datetime]:
    """Return when a meal is served, and when sign-out closes."""
    zone = ZoneInfo(people.get_union(union=union).time_zone)
    served = datetime.combine(draft.day, serves_at.replace(tzinfo=None), tzinfo=zone)
    hours = charter.whole(union=union, key="kitchen.closes_hours", on=draft.day)
    return served, draft.closes_at or served - timedelta(hours=hours)


def _is_there(row: Meal, besides: Meal | None) -> bool:
    if row.time == "other":
        return False
    rows = Meal.objects.filter(union_id=row.union_id, day=row.day, time=row.time)
    if besides is not None:
        rows = rows.exclude(id=besides.id)
    return rows.exclude(status="called_off").exists()


def _day_problems(draft: words.MealDraft, today: date) -> Iterator[Problem]:
    if draft.day < today:
        yield errors.already_past("day", draft.day.isoformat())
    elif (draft.day - today).days > AHEAD_DAYS_MAX:
        yield errors.too_far("day", draft.day.isoformat(), AHEAD_DAYS_MAX)


def _dish_problems(draft: words.MealDraft, union: UUID) -> Iterator[Problem]:
    known = Dish.objects.in_bulk(list(draft.dishes))
    seen: set[UUID] = set()
    if len(draft.dishes) > DISHES_MAX:
        yield errors.not_a_number("dishes", str(len(draft.dishes)), 0, DISHES_MAX)
    for dish_id in draft.dishes:
        dish = known.get(dish_id)
        if dish is None or dish.union_id != union:
            yield errors.not_here("dishes")
        elif dish_id in seen:
            yield errors.dish_twice(dish.name)
        elif dish.is_retired:
            yield errors.dish_is_retired(dish.name)
        seen.add(dish_id)
