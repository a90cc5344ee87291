"""Questions about unions, persons and circles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from commonweal.commons.people import words
from commonweal.commons.people.models import Circle, Person, Union
from commonweal.commons.people.queries.views import (
    CircleView,
    PersonView,
    UnionView,
    person_view,
    union_view,
)
from commonweal.core.vf.problems import NotFound, Problem

LIST_LIMIT = 2000  # a union is small; past this a page needs a search, not a list


def get_union(*, union: UUID) -> UnionView:
    """Return the union, or refuse."""
    row = Union.objects.filter(id=union).first()
    if row is None:
        raise NotFound(Problem("union", words.NO_UNION))
    return union_view(row)


def list_unions() -> tuple[UnionView, ...]:
    """List the unions of this node by name: for the operator's commands."""
    return tuple(union_view(row) for row in Union.objects.order_by("name", "id"))


def find_union_of_account(account_id: int) -> UnionView | None:
    """Return the union the account's person is in, if any."""
    row = Union.objects.filter(person__account=account_id).first()
    return None if row is None else union_view(row)


def get_person(*, person: UUID) -> PersonView:
    """Return the person, or refuse. Who left is not found."""
    found = find_person(person=person)
    if found is None:
        raise NotFound(Problem("person", words.NO_PERSON))
    return found


def find_person(*, person: UUID) -> PersonView | None:
    """Return the person unless they left or never were."""
    row = Person.objects.filter(id=person).exclude(status="left").first()
    return None if row is None else person_view(row)


def find_person_of_account(account_id: int) -> PersonView | None:
    """Return the person who signs in with the account."""
    row = Person.objects.filter(account=account_id).exclude(status="left").first()
    return None if row is None else person_view(row)


def find_person_and_union(account_id: int) -> tuple[PersonView, UnionView] | None:
    """Return who signs in with the account, and their union, in one question."""
    row = (
        Person.objects.select_related("union")
        .filter(account=account_id)
        .exclude(status="left")
        .first()
    )
    return None if row is None else (person_view(row), union_view(row.union))


def list_people(*, union: UUID) -> tuple[PersonView, ...]:
    """List everyone of the union, guests too, by name."""
    rows = _present(union).order_by("name", "id")[:LIST_LIMIT]
    return tuple(person_view(row) for row in rows)


def list_associates(*, union: UUID) -> tuple[PersonView, ...]:
    """List those who decide and are entitled: associates and people on trial."""
    return tuple(
        person
        for person in list_people(union=union)
        if person.status in {"associate", "trial"}
    )


def count_associates(*, union: UUID) -> int:
    """Count associates and people on trial."""
    return _present(union).filter(status__in=["associate", "trial"]).count()


def associate_ids(*, union: UUID) -> frozenset[UUID]:
    """Return the ids of all associates and people on trial, however many there are."""
    rows = _present(union).filter(status__in=["associate", "trial"])
    return frozenset(rows.values_list("id", flat=True))


def names_of(*, union: UUID, persons: Iterable[UUID | None]) -> dict[UUID, str]:
    """Return the names of those of them who are still here."""
    rows = _present(union).filter(id__in={one for one in persons if one is not None})
    return dict(rows.values_list("id", "name"))


def list_circles(*, union: UUID) -> tuple[CircleView, ...]:
    """List the circles of the union by name, with how many receive in each."""
    counts = Counter(_present(union).values_list("circle", flat=True))
    rows = Circle.objects.filter(union=union, ended_at__isnull=True)
    return tuple(
        CircleView(row.id, union, row.name, counts[row.id], row.id)
        for row in rows.order_by("name", "id")[:LIST_LIMIT]
    )


def get_circle(*, union: UUID, circle: UUID) -> CircleView:
    """Return a circle of the union that has not ended, or refuse."""
    row = Circle.objects.filter(union=union, id=circle, ended_at__isnull=True).first()
    if row is None:
        raise NotFound(Problem("circle", words.NO_CIRCLE))
    n_people = _present(union).filter(circle=circle).count()
    return CircleView(row.id, union, row.name, n_people, row.id)


def local_day(*, union: UUID, at: datetime) -> date:
    """Return which day it is in the union's time zone."""
    zone = (
        Union.objects.filter(id=union).values_list("time_zone", flat=True).first()
    ) or "UTC"
    return at.astimezone(ZoneInfo(zone)).date()


def _present(union: UUID) -> QuerySet[Person]:
    return Person.objects.filter(union=union).exclude(status="left")
