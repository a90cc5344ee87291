"""What the kitchen keeps of one person, for that person alone (I-11, I-21)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from uuid import UUID

from commonweal.rooms.kitchen import words
from commonweal.rooms.kitchen.models import (
    Answer,
    Guests,
    Meal,
    SafeFoods,
    TurnTaken,
    Usual,
)
from commonweal.rooms.kitchen.queries import (
    access,
    dishes,
    meals,
    presence,
    safe,
    turns,
)


def my_meals(
    *, union: UUID, person: UUID, days: tuple[date, date], at: datetime
) -> tuple[words.MyMeal, ...]:
    """Return the meals of some days as one person sees them."""
    rows = list(Meal.objects.filter(union_id=union, day__gte=days[0], day__lte=days[1]))
    tables = presence.tables_of(union, rows)
    said = safe.codes_of(union, [person]).get(person)
    codes = frozenset() if said is None else frozenset(said.codes)
    by_meal: dict[UUID, list[words.TurnView]] = defaultdict(list)
    for turn in turns.turns_of(rows, by=person):
        by_meal[turn.meal].append(turn)
    return tuple(
        _my_meal(view, tables[view.id], person, codes, by_meal[view.id])
        for view in meals.views_of(union, rows, at)
    )


def _my_meal(
    meal: words.MealView,
    table: presence.Table,
    person: UUID,
    codes: frozenset[str],
    own_turns: Iterable[words.TurnView],
) -> words.MyMeal:
    plate = next((p for p in table.plates if p.person == person), None)
    return words.MyMeal(
        meal=meal,
        is_in=plate is not None and plate.is_in,
        size="whole" if plate is None else plate.size,
        late_plate=plate is not None and plate.late,
        guests=tuple(_guests(g) for g in table.guests if g.host_id == person),
        holds=tuple(
            (dish.name, code)
            for dish in meal.dishes
            for code in dish.codes
            if code in codes
        ),
        unclear=tuple(d.name for d in meal.dishes if codes and d.unclear),
        instead=tuple(
            dish.name
            for dish in meal.dishes
            if dish.instead_of is not None and _is_for(dish, meal, codes)
        ),
        turns=tuple(own_turns),
    )


def _is_for(
    dish: words.MealDishView, meal: words.MealView, codes: frozenset[str]
) -> bool:
    first = next(d for d in meal.dishes if d.id == dish.instead_of)
    unsafe = bool(codes) and (bool(first.unclear) or bool(codes & set(first.codes)))
    return unsafe and not dish.unclear and not codes & set(dish.codes)


def _guests(row: Guests) -> words.GuestView:
    return words.GuestView(
        id=row.id, n=row.n, size=row.size, codes=dishes.in_order(row.codes)
    )


def own_usual(*, union: UUID, person: UUID, on: date) -> tuple[words.UsualView, ...]:
    """Return when somebody usually eats here, from a day on, days away included."""
    rows = Usual.objects.filter(union_id=union, person_id=person).exclude(
        ends_on__lt=on
    )
    return tuple(_usual(row) for row in rows.order_by("starts_on", "made_at"))


def _usual(row: Usual) -> words.UsualView:
    eats = row.eats
    return words.UsualView(
        id=row.id,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        eats=None if eats is None else tuple((t, tuple(eats[t])) for t in words.TIMES if eats.get(t)),
        size=row.size,
        late_plate=row.late_plate,
        is_away=eats == {},
    )  # fmt: skip


def own_codes(*, union: UUID, person: UUID, at: datetime) -> words.CodesView | None:
    """Return what not to serve somebody, until when, and who can read it."""
    row = SafeFoods.objects.filter(union_id=union, person_id=person).first()
    if row is None:
        return None
    return words.CodesView(
        codes=dishes.in_order(row.codes),
        is_named=row.is_named,
        keep_until=row.keep_until,
        readers=access.readers_of_codes(union=union, at=at),
    )


def own_data(
    *, person: UUID, union: UUID, at: datetime
) -> Mapping[str, list[Mapping[str, object]]]:
    """Return what is kept of a person here, as tables for their own export (I-21)."""
    del at
    own = {"union_id": union, "person_id": person}
    said = Answer.objects.filter(meal__union_id=union, person_id=person)
    hosted = Guests.objects.filter(meal__union_id=union, host_id=person)
    took = TurnTaken.objects.filter(turn__meal__union_id=union, person_id=person)
    return {
        "meals_usual": _rows(Usual.objects.filter(**own), "starts_on", "ends_on", "eats", "size", "late_plate"),
        "meals_said": _rows(said, "meal__day", "meal__time", "is_in", "late_plate"),
        "meals_guests": _rows(hosted, "meal__day", "meal__time", "n", "size", "codes"),
        "not_to_serve": _rows(SafeFoods.objects.filter(**own), "codes", "is_named", "keep_until"),
        "turns_taken": _rows(took, "turn__meal__day", "turn__meal__time", "turn__task"),
    }  # fmt: skip


def _rows(rows: Iterable[object], *columns: str) -> list[Mapping[str, object]]:
    found = rows.order_by(columns[0], "pk").values(*columns)  # type: ignore[attr-defined]
    return [
        {name.rpartition("__")[2]: value for name, value in row.items()}
        for row in found
    ]
