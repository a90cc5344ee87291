"""What the tests of needs have in store: kinds, stock, and short ways to say things."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

from commonweal.commons.ledger import services as ledger
from commonweal.core.vf import units
from commonweal.core.vf.actions import Action
from commonweal.core.vf.flows import EventDraft, ResourceDraft, SpecificationDraft
from commonweal.core.vf.measure import measure_of
from commonweal.rooms.needs.translate.written import Written

AT = datetime(2026, 11, 23, 8, tzinfo=UTC)
DAY = date(2026, 11, 23)


def add_kind(
    union, name, unit=units.KG, *, words=("food",), contents=None, content=False
):
    """Add a kind; its own word is its name."""
    return ledger.add_specification(
        draft=SpecificationDraft(
            key=f"kind {name}",
            union=union.id,
            name=name,
            unit=unit,
            classified_as=(*words, name.replace(" ", "-")),
            is_content=content,
            contents={kind: Decimal(n) for kind, n in (contents or {}).items()},
        ),
        at=AT,
    )


def add_stock(union, kind, amount, *, expires=None, name=None):
    """Bring an amount of a kind into a store of its own."""
    name = name or f"{kind.name}, {amount}, {expires}"
    event = ledger.record_event(
        draft=EventDraft(
            key=f"stock {name}",
            union=union.id,
            action=Action.RAISE,
            provider=union.id,
            receiver=union.id,
            has_point_in_time=AT,
            resource_conforms_to=kind.id,
            resource_quantity=measure_of(amount, kind.unit),
            new_resource=ResourceDraft(
                key=name,
                union=union.id,
                conforms_to=kind.id,
                name=name,
                primary_accountable=union.id,
                expires_on=expires,
            ),
        ),
        at=AT,
    )
    return event.resource_inventoried_as


def written(key="a", **parts):
    """Return a need as written; oats each week unless something else is said."""
    said = {"what": "oats", "amount": "3", "per": "week", **parts}
    return Written(key=key, **said)
