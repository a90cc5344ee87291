"""Questions about what there is: kinds, stock, capacities, purchases."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

from commonweal.commons.ledger import queries as ledger
from commonweal.core.vf import laws
from commonweal.core.vf.flows import EconomicEvent, Place, Specification
from commonweal.core.vf.measure import Measure
from commonweal.core.vf.problems import NotFound
from commonweal.core.vf.units import UNITS
from commonweal.rooms.planning import errors
from commonweal.rooms.planning.models import Capacity, PurchaseOption
from commonweal.rooms.planning.words import (
    CAPACITY_CLASSES,
    SKILL,
    CapacityView,
    PurchaseView,
    StockView,
)

_FAR = date(9999, 12, 31)


def list_kinds(*, union: UUID) -> tuple[Specification, ...]:
    """Return all kinds by name; money is no thing to plan with."""
    return ledger.list_specifications(union=union, with_money=False)


def list_things(*, union: UUID) -> tuple[Specification, ...]:
    """Return the kinds that can lie on a shelf."""
    return tuple(
        kind
        for kind in list_kinds(union=union)
        if not kind.is_content
        and not {SKILL, *CAPACITY_CLASSES} & set(kind.classified_as)
    )


def list_skills(*, union: UUID) -> tuple[Specification, ...]:
    """Return the kinds of help."""
    return tuple(
        kind for kind in list_kinds(union=union) if SKILL in kind.classified_as
    )


def list_capacity_kinds(*, union: UUID) -> tuple[Specification, ...]:
    """Return the kinds of land, equipment and rooms."""
    return tuple(
        kind
        for kind in list_kinds(union=union)
        if set(CAPACITY_CLASSES) & set(kind.classified_as)
    )


def list_contents(*, union: UUID) -> tuple[Specification, ...]:
    """Return the contents: what is in things."""
    return tuple(kind for kind in list_kinds(union=union) if kind.is_content)


def list_places(*, union: UUID) -> tuple[Place, ...]:
    """Return all places by name."""
    return ledger.list_places(union=union)


def list_stock(
    *, union: UUID, on: date, with_empty: bool = False
) -> tuple[StockView, ...]:
    """Return what is in store, what expires first on top, also what is past its day."""
    lines = ledger.list_stock(union=union, with_empty=with_empty)
    views = (
        StockView(
            resource=line.resource,
            kind=line.spec.id,
            kind_name=line.spec.name,
            place=line.place.id if line.place else None,
            place_name=line.place.name if line.place else "",
            onhand=line.onhand,
            expires_on=line.expires_on,
            days_left=(line.expires_on - on).days if line.expires_on else None,
        )
        for line in lines
    )
    return tuple(
        sorted(views, key=lambda v: (v.expires_on or _FAR, v.kind_name.casefold()))
    )


def get_stock(*, union: UUID, resource: UUID, on: date) -> StockView:
    """Return one line of stock, or refuse."""
    for line in list_stock(union=union, on=on, with_empty=True):
        if line.resource == resource:
            return line
    raise NotFound(errors.not_here("resource"))


def list_capacities(*, union: UUID) -> tuple[CapacityView, ...]:
    """Return land, equipment and rooms that count."""
    kinds = {kind.id: kind for kind in list_kinds(union=union)}
    places = {place.id: place.name for place in list_places(union=union)}
    rows = Capacity.objects.filter(union_id=union, retired_at__isnull=True)
    views = (
        CapacityView(
            id=row.id,
            kind=row.kind_id,
            kind_name=kinds[row.kind_id].name,
            place=row.place_id,
            place_name=places.get(row.place_id, "") if row.place_id else "",
            amount=Measure(row.amount, kinds[row.kind_id].unit),
            per="week" if row.per == "week" else "standing",
        )
        for row in rows
        if row.kind_id in kinds
    )
    return tuple(sorted(views, key=lambda v: (v.kind_name.casefold(), v.place_name)))


def list_purchases(*, union: UUID) -> tuple[PurchaseView, ...]:
    """Return what may be bought outside."""
    kinds = {kind.id: kind for kind in list_kinds(union=union)}
    rows = PurchaseOption.objects.filter(union_id=union, retired_at__isnull=True)
    views = (
        PurchaseView(
            id=row.id,
            kind=row.kind_id,
            kind_name=kinds[row.kind_id].name,
            price=Measure(row.price, UNITS[row.currency]),
            footprint_kg_co2e=Decimal(row.footprint_grams) / 1000,
            most_per_week=(
                None
                if row.most_per_week is None
                else Measure(row.most_per_week, kinds[row.kind_id].unit)
            ),
        )
        for row in rows
        if row.kind_id in kinds
    )
    return tuple(sorted(views, key=lambda view: view.kind_name.casefold()))


def find_event(*, union: UUID, key: str) -> EconomicEvent | None:
    """Return the event that was recorded with a key, or None."""
    event = laws.id_of(union=union, what="event", key=key)
    try:
        return ledger.get_event(union=union, event=event)
    except NotFound:
        return None
