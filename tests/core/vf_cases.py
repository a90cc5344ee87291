"""What the tests of the laws share: three stores, three kinds, and a plain draft."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID

from commonweal.core.vf import laws, units
from commonweal.core.vf.flows import EconomicResource, EventDraft, Specification
from commonweal.core.vf.measure import Measure

AT = datetime(2026, 11, 23, 8, tzinfo=UTC)
UNION, GARDEN, OATS, RYE, FOOD_ENERGY, CELLAR, JAR, BIN = (
    UUID(int=number) for number in range(1, 9)
)


def kg(amount):
    return Measure(int(Decimal(amount) * 1000), units.KG)


def hours(amount):
    return Measure(amount * 60, units.HOUR)


def kind(id_, name, unit=units.KG, **more):
    return Specification(id=id_, union=UNION, name=name, unit=unit, **more)


def store(id_, name, onhand, accounting=None, conforms_to=OATS):
    return EconomicResource(
        id=id_,
        union=UNION,
        key=name,
        conforms_to=conforms_to,
        name=name,
        primary_accountable=UNION,
        accounting_quantity=onhand if accounting is None else accounting,
        onhand_quantity=onhand,
    )


KNOWN = laws.Known(
    resources={
        CELLAR: store(CELLAR, "oats in the cellar", kg(2)),
        JAR: store(JAR, "oats in the jar", kg(0)),
        BIN: store(BIN, "rye in the bin", kg(9), conforms_to=RYE),
    },
    specifications={
        OATS: kind(OATS, "oats"),
        RYE: kind(RYE, "rye"),
        FOOD_ENERGY: kind(FOOD_ENERGY, "food energy", units.KCAL, is_content=True),
    },
    others=frozenset({UNION, GARDEN}),
)


def draft_of(action, quantity=None, **more):
    return EventDraft(
        key=more.pop("key", "a form"),
        union=UNION,
        action=action,
        provider=UNION,
        receiver=GARDEN,
        has_point_in_time=more.pop("has_point_in_time", AT),
        resource_quantity=quantity,
        **more,
    )
