"""Who eats at a meal: what is usual, what was said for the meal, and guests.

Everybody eats with us unless they said otherwise. Of what is usual, days that end (a
journey) stand before days without end, later ones before earlier ones.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Q

from commonweal.commons.people import queries as people
from commonweal.rooms.kitchen import words
from commonweal.rooms.kitchen.models import Answer, Guests, Meal, Usual


@dataclass(frozen=True, slots=True)
class Plate:
    """One person's place at a meal. Stays inside the kitchen's own code."""

    person: UUID
    is_in: bool
    size: str
    late: bool


@dataclass(frozen=True, slots=True)
class Table:
    """A meal's places and guests."""

    plates: tuple[Plate, ...]
    guests: tuple[Guests, ...]

    @property
    def present(self) -> tuple[Plate, ...]:
        """Those who eat."""
        return tuple(plate for plate in self.plates if plate.is_in)

    @property
    def weight(self) -> int:
        """What is to be filled, in hundredths of a whole plate."""
        return sum(words.SIZES[plate.size] for plate in self.present) + sum(
            guests.n * words.SIZES[guests.size] for guests in self.guests
        )


def tables_of(union: UUID, meals: Iterable[Meal]) -> dict[UUID, Table]:
    """Return who eats at each of some meals."""
    rows = list(meals)
    persons = [person.id for person in people.list_people(union=union)]
    usual = _usual_of(union, [meal.day for meal in rows])
    answers: dict[tuple[UUID, UUID], Answer] = {
        (answer.meal_id, answer.person_id): answer
        for answer in Answer.objects.filter(meal__in=rows)
    }
    guests: dict[UUID, list[Guests]] = defaultdict(list)
    for party in Guests.objects.filter(meal__in=rows).order_by("made_at", "id"):
        guests[party.meal_id].append(party)
    return {
        meal.id: Table(
            tuple(
                _plate(
                    person, meal, usual.get(person, ()), answers.get((meal.id, person))
                )
                for person in persons
            ),
            tuple(guests[meal.id]),
        )
        for meal in rows
    }


def counts(*, union: UUID, meals: Sequence[UUID]) -> Mapping[UUID, words.Counts]:
    """Return how many eat at each of some meals. Numbers only."""
    rows = Meal.objects.filter(union_id=union, id__in=meals)
    return {
        meal: counts_of(meal, table) for meal, table in tables_of(union, rows).items()
    }


def counts_of(meal: UUID, table: Table) -> words.Counts:
    """Count a table."""
    sizes: Counter[str] = Counter(plate.size for plate in table.present)
    for party in table.guests:
        sizes[party.size] += party.n
    return words.Counts(
        meal=meal,
        heads=len(table.present),
        guests=sum(party.n for party in table.guests),
        late_plates=sum(plate.late for plate in table.present),
        plates=Decimal(table.weight) / words.WHOLE_PLATE,
        sizes=tuple((size, sizes[size]) for size in words.SIZES if sizes[size]),
    )


def covering(rows: Iterable[Usual], day: date) -> Usual | None:
    """Return which of somebody's usual days stands on a day."""
    standing = [
        row
        for row in rows
        if row.starts_on <= day and (row.ends_on is None or day <= row.ends_on)
    ]
    return max(standing, key=_precedence, default=None)


def _precedence(row: Usual) -> tuple[bool, date, object]:
    return row.ends_on is not None, row.starts_on, row.made_at


def _usual_of(union: UUID, days: Sequence[date]) -> Mapping[UUID, list[Usual]]:
    found: dict[UUID, list[Usual]] = defaultdict(list)
    if not days:
        return found
    rows = Usual.objects.filter(union_id=union, starts_on__lte=max(days))
    for row in rows.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=min(days))):
        found[row.person_id].append(row)
    return found


def _plate(
    person: UUID, meal: Meal, usual: Iterable[Usual], answer: Answer | None
) -> Plate:
    row = covering(usual, meal.day)
    is_in, late = _is_usual(row, meal), row is not None and row.late_plate
    if answer is not None:
        is_in = is_in if answer.is_in is None else answer.is_in
        late = late if answer.late_plate is None else answer.late_plate
    return Plate(person, is_in, "whole" if row is None else row.size, late)


def _is_usual(row: Usual | None, meal: Meal) -> bool:
    if row is None or row.eats is None:
        return True
    return words.WEEKDAYS[meal.day.weekday()] in row.eats.get(meal.time, ())
