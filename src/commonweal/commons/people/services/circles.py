"""Deeds of circles: form, rename, end, and choose where one receives.

None of them reads or writes anything a person is entitled to (I-7).
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from commonweal.commons import deeds
from commonweal.commons.ledger import services as ledger
from commonweal.commons.people import permissions, queries, words
from commonweal.commons.people.models import Circle, Person
from commonweal.commons.people.services import _checks, persons
from commonweal.core.vf import ids
from commonweal.core.vf.problems import Problem, Refused, require


@deeds.deed
def add_circle(
    *, union: UUID, name: str, by: UUID, at: datetime, key: str
) -> queries.CircleView:
    """Form a circle. Every associate may."""
    permissions.require(by=by, union=union, scope="associate", at=at)
    circle = ids.id_from_key(union, f"add_circle:{key}")
    if not Circle.objects.filter(id=circle).exists():
        require(_problems_with_name(union, name, circle))
        Circle.objects.create(
            id=circle, union_id=union, name=name.strip(), formed_at=at
        )
        ledger.add_agent(
            id=circle, union=union, kind="organization", name=name.strip(), at=at
        )
    return queries.get_circle(union=union, circle=circle)


@deeds.deed
def rename_circle(
    *, union: UUID, circle: UUID, name: str, by: UUID, at: datetime
) -> queries.CircleView:
    """Call a circle otherwise. Those who receive there may."""
    row = _of_ones_own(union, circle, by, at)
    require(_problems_with_name(union, name, circle))
    row.name = name.strip()
    row.save(update_fields=["name"])
    ledger.rename_agent(union=union, agent=circle, name=row.name, at=at)
    return queries.get_circle(union=union, circle=circle)


@deeds.deed
def end_circle(*, union: UUID, circle: UUID, by: UUID, at: datetime) -> None:
    """End a circle nobody receives in. Twice changes nothing."""
    permissions.require(by=by, union=union, scope="associate", at=at)
    row = Circle.objects.select_for_update().filter(id=circle, union=union).first()
    if row is None or row.ended_at is not None:
        return
    count = Person.objects.filter(circle=row).count()
    if count:
        raise Refused(Problem("circle", words.CIRCLE_HAS_PEOPLE, {"count": count}))
    row.ended_at = at
    row.save(update_fields=["ended_at"])


@deeds.deed
def move_to_circle(
    *, person: UUID, circle: UUID | None, by: UUID, at: datetime
) -> queries.PersonView:
    """Choose where one receives; None is the union as a whole. Nobody else decides it."""
    row = persons.get_own_row(person=person, by=by, at=at)
    row.circle = None if circle is None else persons.circle_row(row.union_id, circle)
    row.save(update_fields=["circle"])
    return queries.person_view(row)


def _of_ones_own(union: UUID, circle: UUID, by: UUID, at: datetime) -> Circle:
    permissions.require(by=by, union=union, scope="associate", at=at)
    row = persons.circle_row(union, circle)
    person = queries.get_person(person=by)
    if person.circle != circle:
        raise Refused(Problem("circle", words.RENAME_YOUR_OWN))
    return row


def _problems_with_name(union: UUID, name: str, circle: UUID) -> list[Problem]:
    problems = _checks.problems_with_name(name, field="name")
    taken = Circle.objects.filter(
        union=union, name__iexact=name.strip(), ended_at__isnull=True
    ).exclude(id=circle)
    if not problems and taken.exists():
        problems.append(Problem("name", words.NAME_TAKEN, {"name": name.strip()}))
    return problems
