"""Questions about a person's own needs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from commonweal.commons.ledger import queries as ledger
from commonweal.commons.people import queries as people
from commonweal.core.vf.flows import Specification
from commonweal.core.vf.measure import Measure
from commonweal.core.vf.problems import NotFound, Problem
from commonweal.rooms.needs import words
from commonweal.rooms.needs.models import Need

#: What a union works with; it is in stores and recipes but nobody needs it as such.
WORKED_WITH = frozenset({"skill", "equipment", "land", "by-product"})

#: A person has a few dozen needs; the rest of a longer list is a mistake.
LIST_LIMIT = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedView:
    """A need as its own person sees it. ``typed_by`` is a name, or None."""

    id: UUID
    person: UUID
    kind: Specification
    quantity: Measure
    received: Measure
    per: str
    due: date | None
    begins: date | None
    ends: date | None
    tier: str
    is_wish: bool
    status: str
    typed_by: str | None
    stated_at: datetime
    keep_until: date


def list_needed_kinds(*, union: UUID) -> tuple[Specification, ...]:
    """Return the kinds a person may need, by name."""
    return tuple(
        kind
        for kind in ledger.list_specifications(union=union, with_money=False)
        if WORKED_WITH.isdisjoint(kind.classified_as)
    )


def list_my_needs(
    *, person: UUID, union: UUID, limit: int = LIST_LIMIT
) -> tuple[NeedView, ...]:
    """Return a person's open needs: vital first, then by name."""
    rows = Need.objects.filter(person=person, union=union, status="open")
    views = _views(list(rows.order_by("stated_at", "id")[:limit]), union)
    ranks = list(words.TIERS)
    return tuple(
        sorted(
            views,
            key=lambda v: (v.is_wish, ranks.index(v.tier), v.kind.name.casefold()),
        )
    )


def get_my_need(*, need: UUID, person: UUID, union: UUID) -> NeedView:
    """Return one open need of a person, or raise NotFound."""
    row = Need.objects.filter(
        id=need, person=person, union=union, status="open"
    ).first()
    if row is None:
        raise NotFound(Problem("need", words.NO_NEED))
    return _views([row], union)[0]


def export_own(*, person: UUID, union: UUID) -> tuple[NeedView, ...]:
    """Return everything that is kept of a person's needs, for their own export."""
    rows = Need.objects.filter(person=person, union=union)
    return _views(list(rows.order_by("stated_at", "id")), union)


def view_of(row: Need) -> NeedView:
    """Return a row as its person sees it."""
    return _views([row], row.union)[0]


def _views(rows: list[Need], union: UUID) -> tuple[NeedView, ...]:
    kinds = {kind.id: kind for kind in ledger.list_specifications(union=union)}
    typists = {row.typed_by for row in rows} - {None}
    names = (
        {person.id: person.name for person in people.list_people(union=union)}
        if typists
        else {}
    )
    return tuple(
        _view(
            row,
            kinds[row.kind],
            names.get(row.typed_by, "") if row.typed_by else None,
        )
        for row in rows
    )


def _view(row: Need, kind: Specification, typist: str | None) -> NeedView:
    return NeedView(
        id=row.id,
        person=row.person,
        kind=kind,
        quantity=Measure(row.amount, kind.unit),
        received=Measure(row.received, kind.unit),
        per=row.per,
        due=row.due,
        begins=row.begins,
        ends=row.ends,
        tier=row.tier,
        is_wish=row.is_wish,
        status=row.status,
        typed_by=typist,
        stated_at=row.stated_at,
        keep_until=row.keep_until,
    )
