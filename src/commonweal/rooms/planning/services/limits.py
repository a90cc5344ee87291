"""Deeds on limits: land, equipment, rooms, and what may be bought outside."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from commonweal.commons import deeds
from commonweal.commons.people import queries as people
from commonweal.core.vf import ids
from commonweal.core.vf.problems import NotFound
from commonweal.core.vf.units import UNITS
from commonweal.rooms.planning import errors, permissions
from commonweal.rooms.planning.models import Capacity, PurchaseOption
from commonweal.rooms.planning.translate import written
from commonweal.rooms.planning.words import CapacityDraft, PurchaseDraft


@deeds.deed
def add_capacity(
    *, draft: CapacityDraft, union: UUID, by: UUID, key: str, at: datetime
) -> UUID:
    """Say which land, equipment or room there is. Doing it twice changes nothing."""
    permissions.require_stores(by=by, union=union, at=at)
    reading = written.begin(union=union, at=at)
    row = capacity_from(draft, reading=reading, key=f"add_capacity:{key}")
    return keep(reading.sure(row), by=by, at=at)


@deeds.deed
def retire_capacity(*, capacity: UUID, union: UUID, by: UUID, at: datetime) -> None:
    """Plan with this land, equipment or room no more."""
    permissions.require_stores(by=by, union=union, at=at)
    row = Capacity.objects.filter(union_id=union, id=capacity)
    if not row.exists():
        raise NotFound(errors.not_here("capacity"))
    row.filter(retired_at__isnull=True).update(retired_at=at)


@deeds.deed
def add_purchase_option(
    *, draft: PurchaseDraft, union: UUID, by: UUID, key: str, at: datetime
) -> UUID:
    """Say what may be bought outside, and its price there.

    A kind has one option; a new one takes the place of the old.
    """
    permissions.require_stores(by=by, union=union, at=at)
    reading = written.begin(union=union, at=at)
    row = purchase_from(draft, reading=reading, key=f"add_purchase_option:{key}")
    return keep(reading.sure(row), by=by, at=at)


@deeds.deed
def retire_purchase_option(
    *, option: UUID, union: UUID, by: UUID, at: datetime
) -> None:
    """Buy this outside no more."""
    permissions.require_stores(by=by, union=union, at=at)
    row = PurchaseOption.objects.filter(union_id=union, id=option)
    if not row.exists():
        raise NotFound(errors.not_here("option"))
    row.filter(retired_at__isnull=True).update(retired_at=at)


def capacity_from(
    draft: CapacityDraft, *, reading: written.Reading, key: str
) -> Capacity | None:
    """Read a capacity as written down; None when something was wrong with it."""
    since = len(reading.problems)
    kind = reading.capacity("kind", draft.kind)
    reading.place("place", draft.place)
    amount = reading.amount("amount", draft.amount, kind, draft.unit)
    if draft.per not in {"week", "standing"}:
        reading.refuse(errors.not_a_rhythm())
    if kind is None or amount is None or len(reading.problems) > since:
        return None
    return Capacity(
        id=ids.id_from_key(reading.union, key),
        union_id=reading.union,
        kind_id=kind.id,
        place_id=draft.place,
        amount=amount.amount,
        per=draft.per,
    )


def purchase_from(
    draft: PurchaseDraft, *, reading: written.Reading, key: str
) -> PurchaseOption | None:
    """Read a purchase option as written down; None when something was wrong."""
    since = len(reading.problems)
    kind = reading.thing("kind", draft.kind)
    currency = people.get_union(union=reading.union).currency
    price = reading.plain_amount("price", draft.price, UNITS[currency])
    if price is not None and price.amount == 0:
        reading.refuse(errors.not_positive("price"))
    footprint = reading.number(
        "footprint_kg_co2e", draft.footprint_kg_co2e, low="0", high="100000"
    )
    most = None
    if draft.most_per_week.strip():
        most = reading.amount("most_per_week", draft.most_per_week, kind)
    if kind is None or price is None or len(reading.problems) > since:
        return None
    return PurchaseOption(
        id=ids.id_from_key(reading.union, key),
        union_id=reading.union,
        kind_id=kind.id,
        price=price.amount,
        currency=currency,
        footprint_grams=int((footprint * 1000).quantize(Decimal(1))),
        most_per_week=None if most is None else most.amount,
    )


def keep(row: Capacity | PurchaseOption, *, by: UUID, at: datetime) -> UUID:
    """Insert a row, once; an older purchase option of the kind is retired."""
    if type(row).objects.filter(id=row.id).exists():
        return row.id
    if isinstance(row, PurchaseOption):
        PurchaseOption.objects.filter(
            union_id=row.union_id, kind_id=row.kind_id, retired_at__isnull=True
        ).update(retired_at=at)
    row.made_by, row.made_at = by, at
    row.save(force_insert=True)
    return row.id
