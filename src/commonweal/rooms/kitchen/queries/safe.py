"""For how many each dish is safe, and who would have nothing instead.

Codes are of foods. A dish is safe for somebody when it holds none of their codes and
everything in it is known.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from commonweal.commons.people import queries as people
from commonweal.rooms.kitchen import words
from commonweal.rooms.kitchen.models import Meal, MealDish, MealLeftover, SafeFoods
from commonweal.rooms.kitchen.queries import access, dishes, meals, presence

#: So many dishes are named that could stand in for another.
COULD_BE_MAX = 5


@dataclass(frozen=True, slots=True)
class Eater:
    """Somebody at the table with what not to serve them; a name only if they chose."""

    codes: frozenset[str]
    size: int
    name: str


@dataclass(frozen=True, slots=True)
class Laid:
    """A dish on a table and who gets it. Positions in ``for_`` are those of eaters."""

    line: MealDish
    dish: words.DishView
    for_: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """What is asked once for several meals: their dishes, codes, names, leftovers."""

    lines: Mapping[UUID, list[MealDish]]
    dishes: Mapping[UUID, words.DishView]
    said: Mapping[UUID, SafeFoods]
    names: Mapping[UUID, str]
    fed: Mapping[UUID, int]  # by leftovers, in people


def know(union: UUID, rows: Iterable[Meal]) -> Known:
    """Ask what is needed to lay some tables."""
    asked = list(rows)
    lines = meals.lines_of(asked)
    fed: Counter[UUID] = Counter()
    for meal, feeds in MealLeftover.objects.filter(meal__in=asked).values_list(
        "meal_id", "feeds"
    ):
        fed[meal] += feeds
    return Known(
        lines=lines,
        dishes=dishes.dishes_by_id(
            union, (line.dish_id for found in lines.values() for line in found)
        ),
        said={row.person_id: row for row in SafeFoods.objects.filter(union_id=union)},
        names={person.id: person.name for person in people.list_people(union=union)},
        fed=fed,
    )


def safe_table(*, union: UUID, meal: UUID, by: UUID, at: datetime) -> words.SafeTable:
    """Return what is safe for how many; for the kitchen and who cooks this meal."""
    row = meals.get_row(union=union, meal=meal)
    access.require_sheet(meal=row, by=by, at=at)
    table = presence.tables_of(union, [row])[row.id]
    known = know(union, [row])
    return table_of(row, eaters_of(table, known), known)


def table_of(row: Meal, eaters: Sequence[Eater], known: Known) -> words.SafeTable:
    """Say of each dish of a meal for whom it is safe, and what is missing."""
    laid = lay(row, eaters, known)
    every = dishes.list_dishes(union=row.union_id)
    gaps = (_gap(one, laid, eaters, every) for one in laid)
    return words.SafeTable(
        meal=row.id,
        dishes=tuple(_safety(one, eaters) for one in laid),
        gaps=tuple(gap for gap in gaps if gap is not None),
    )


def lay(row: Meal, eaters: Sequence[Eater], known: Known) -> tuple[Laid, ...]:
    """Say who gets which dish: a second one whom the first is not safe for."""
    lines = known.lines.get(row.id, [])
    dish_of = known.dishes
    elsewhere: dict[UUID, set[int]] = {}
    seconds: dict[UUID, tuple[int, ...]] = {}
    for line in lines:
        if line.instead_of_id is None:
            continue
        first = dish_of[next(n.dish_id for n in lines if n.id == line.instead_of_id)]
        served = elsewhere.setdefault(line.instead_of_id, set())
        takes = tuple(
            number
            for number, eater in enumerate(eaters)
            if number not in served
            and eater.codes
            and not is_safe(first, eater.codes)
            and is_safe(dish_of[line.dish_id], eater.codes)
        )
        served.update(takes)
        seconds[line.id] = takes
    return tuple(
        Laid(
            line,
            dish_of[line.dish_id],
            seconds[line.id]
            if line.instead_of_id is not None
            else tuple(
                number
                for number in range(len(eaters))
                if number not in elsewhere.get(line.id, ())
            ),
        )
        for line in lines
    )


def eaters_of(table: presence.Table, known: Known) -> tuple[Eater, ...]:
    """Return who eats, each with their codes; guests have no names."""
    said, names = known.said, known.names
    own = (
        Eater(
            frozenset(said[plate.person].codes)
            if plate.person in said
            else frozenset(),
            words.SIZES[plate.size],
            names[plate.person]
            if plate.person in said and said[plate.person].is_named
            else "",
        )
        for plate in table.present
    )
    guests = (
        Eater(frozenset(party.codes), words.SIZES[party.size], "")
        for party in table.guests
        for _guest in range(party.n)
    )
    return (*own, *guests)


def codes_of(union: UUID, persons: Iterable[UUID]) -> dict[UUID, SafeFoods]:
    """Return what not to serve some persons."""
    wanted = set(persons)
    rows = SafeFoods.objects.filter(union_id=union)
    return {row.person_id: row for row in rows if row.person_id in wanted}


def is_safe(dish: words.DishView, codes: Iterable[str]) -> bool:
    """Say whether a dish is known to hold none of these."""
    return not dish.unclear and not set(dish.codes) & set(codes)


def _safety(laid: Laid, eaters: Sequence[Eater]) -> words.Safety:
    dish = laid.dish
    held = set(dish.codes)
    hits = [eaters[n] for n in laid.for_ if eaters[n].codes & held]
    unclear = [
        eaters[n]
        for n in laid.for_
        if dish.unclear and eaters[n].codes and not eaters[n].codes & held
    ]
    not_for = Counter(code for eater in hits for code in eater.codes & held)
    return words.Safety(
        meal_dish=laid.line.id,
        name=dish.name,
        safe_for=len(laid.for_) - len(hits) - len(unclear),
        not_safe_for=len(hits),
        unclear_for=len(unclear),
        not_for=tuple((code, not_for[code]) for code in words.CODES if not_for[code]),
        names=_names(hits),
        unclear=dish.unclear,
    )


def _gap(
    laid: Laid,
    table: Sequence[Laid],
    eaters: Sequence[Eater],
    every: Sequence[words.DishView],
) -> words.Gap | None:
    if laid.line.instead_of_id is not None:
        return None
    held = set(laid.dish.codes)
    without = [eaters[n] for n in laid.for_ if eaters[n].codes & held]
    if not without:
        return None
    theirs = frozenset().union(*(eater.codes for eater in without))
    on_table = {one.dish.id for one in table}
    could_be = [
        (dish.id, dish.name)
        for dish in every
        if dish.id not in on_table and is_safe(dish, theirs)
    ]
    return words.Gap(
        meal_dish=laid.line.id,
        name=laid.dish.name,
        n=len(without),
        codes=tuple(code for code in words.CODES if code in theirs & held),
        names=_names(without),
        could_be=tuple(could_be[:COULD_BE_MAX]),
    )


def _names(eaters: Iterable[Eater]) -> tuple[str, ...]:
    return tuple(sorted(eater.name for eater in eaters if eater.name))
