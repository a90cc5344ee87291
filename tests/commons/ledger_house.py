"""A small union's ledger for tests: Lentil House, its oats, and who acts there."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID, uuid5

from commonweal.commons.ledger import services
from commonweal.core.vf import units
from commonweal.core.vf.actions import Action
from commonweal.core.vf.flows import (
    EconomicResource,
    EventDraft,
    Place,
    ResourceDraft,
    Specification,
    SpecificationDraft,
)
from commonweal.core.vf.measure import Measure, Unit

AT = datetime(2026, 11, 23, 8, tzinfo=UTC)
_NAMES = UUID("11111111-2222-4333-8444-555555555555")


def kg(amount: str | int) -> Measure:
    return Measure(int(Decimal(amount) * 1000), units.KG)


def hours(amount: str | int) -> Measure:
    return Measure(int(Decimal(amount) * 60), units.HOUR)


def named(name: str) -> UUID:
    return uuid5(_NAMES, name)


class House:
    """One union in the ledger: agents, places, kinds, two stores of oats."""

    def __init__(self, name: str = "lentil house") -> None:
        self.union = named(name)
        self.garden = named(f"{name} garden")
        self._keys = itertools.count(1)
        for agent, called in ((self.union, name), (self.garden, "garden")):
            services.add_agent(
                id=agent, union=self.union, kind="organization", name=called, at=AT
            )
        self.cellar = self.place("cellar")
        self.kitchen = self.place("kitchen")
        self.oats = self.kind("oats", units.KG)
        self.bread = self.kind("bread", units.PIECE)
        self.cooking = self.kind("cooking", units.HOUR)
        self.store = self.resource("oats in the cellar", self.oats, self.cellar)
        self.jar = self.resource("oats in the kitchen", self.oats, self.kitchen)
        self.basket = self.resource("bread in the kitchen", self.bread, self.kitchen)

    def place(self, name: str) -> Place:
        return services.add_place(union=self.union, name=name, key=name, at=AT)

    def kind(self, name: str, unit: Unit) -> Specification:
        return services.add_specification(
            draft=SpecificationDraft(key=name, union=self.union, name=name, unit=unit),
            at=AT,
        )

    def resource(
        self, name: str, kind: Specification, place: Place, key: str | None = None
    ) -> EconomicResource:
        return services.add_resource(
            draft=ResourceDraft(
                key=key or name,
                union=self.union,
                conforms_to=kind.id,
                name=name,
                primary_accountable=self.union,
                current_location=place.id,
            ),
            at=AT,
        )

    def account(self, name: str, kind: Specification) -> EconomicResource:
        return services.add_resource(
            draft=ResourceDraft(
                key=f"account:{name}",
                union=self.union,
                conforms_to=kind.id,
                name=name,
                primary_accountable=self.union,
                is_account=True,
            ),
            at=AT,
        )

    def draft(
        self, action: Action, quantity: Measure | None = None, **more: object
    ) -> EventDraft:
        said = {
            "key": f"entry {next(self._keys)}",
            "union": self.union,
            "action": action,
            "provider": self.union,
            "receiver": self.union,
            "has_point_in_time": AT,
            "resource_quantity": quantity,
            **more,
        }
        return EventDraft(**said)

    def raise_oats(self, quantity: Measure, **more: object):
        more.setdefault("resource_inventoried_as", self.store.id)
        return self.record(self.draft(Action.RAISE, quantity, **more))

    def consume_oats(self, quantity: Measure, **more: object):
        more.setdefault("resource_inventoried_as", self.store.id)
        more.setdefault("receiver", self.garden)
        return self.record(self.draft(Action.CONSUME, quantity, **more))

    def record(self, draft: EventDraft):
        return services.record_event(draft=draft, at=AT)
