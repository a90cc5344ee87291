"""Shapes of what programs send and get about stores."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal
from uuid import UUID

from ninja import Schema
from pydantic import ConfigDict, Field

from commonweal.core.vf.measure import Measure
from commonweal.rooms.planning import words


class Strict(Schema):
    """What is sent to us: a field we do not know is said, not dropped."""

    model_config = ConfigDict(extra="forbid")


class KindIn(Strict):
    """A kind of thing or help; ``contents`` per one unit, by the content's id."""

    name: str
    unit: str
    classified_as: list[str] = []
    is_content: bool = False
    contents: dict[UUID, str] = {}
    survives_per_week: str = "1"
    note: str = ""

    def draft(self) -> words.KindDraft:
        """Return it as the room takes it."""
        return words.KindDraft(
            **{**self.dict(), "classified_as": tuple(self.classified_as)}
        )


class PlaceIn(Strict):
    """A place."""

    name: str


class StockIn(Strict):
    """So much of a kind at a place."""

    kind: UUID
    place: UUID
    amount: str
    unit: str = ""
    expires_on: date | None = None


class CountIn(Strict):
    """What a count found; ``seen`` is what stood written down when it was counted."""

    amount: str
    seen: str = Field("", description='such as "12.5 kg"; refused when it has changed')


class CountLineIn(CountIn):
    """A line of a count of several stores."""

    resource: UUID


class CountsIn(Strict):
    """What a count of several stores found."""

    lines: list[CountLineIn] = Field(max_length=1000)


class CountedOut(Schema):
    """How many stores held another amount than was written down."""

    n_changed: int


class WriteOffIn(Strict):
    """What is spoiled or lost; empty for all of it."""

    amount: str = ""


class LineIn(Strict):
    """A line of a recipe."""

    kind: UUID
    amount: str
    unit: str = ""
    after_weeks: int = 0


class UseIn(Strict):
    """What a run occupies, and for how many weeks."""

    kind: UUID
    amount: str
    unit: str = ""
    weeks: int = 1


class RecipeIn(Strict):
    """How something is made, for one run."""

    name: str
    outputs: list[LineIn]
    inputs: list[LineIn] = []
    effort: list[LineIn] = []
    uses: list[UseIn] = []
    place: UUID | None = None
    months: list[int] = []
    toil: str = "1"
    footprint_kg_co2e: str = "0"
    is_whole: bool = False

    def draft(self) -> words.RecipeDraft:
        """Return it as the room takes it."""
        return words.RecipeDraft(
            name=self.name,
            outputs=_flows(self.outputs),
            inputs=_flows(self.inputs),
            effort=_flows(self.effort),
            uses=tuple(words.UseDraft(**use.dict()) for use in self.uses),
            place=self.place,
            months=tuple(self.months),
            toil=self.toil,
            footprint_kg_co2e=self.footprint_kg_co2e,
            is_whole=self.is_whole,
        )


class CapacityIn(Strict):
    """Land, equipment or rooms; so much each week, or there all the time."""

    kind: UUID
    amount: str
    per: Literal["week", "standing"]
    unit: str = ""
    place: UUID | None = None


class PurchaseIn(Strict):
    """What may be bought outside, and what one unit costs there."""

    kind: UUID
    price: str
    footprint_kg_co2e: str = "0"
    most_per_week: str = ""


class Amount(Schema):
    """So much of a unit."""

    amount: str
    unit: str


class StoreOut(Schema):
    """A line of the store list."""

    resource: UUID
    kind: UUID
    kind_name: str
    place: UUID | None
    place_name: str
    onhand: Amount
    expires_on: date | None
    days_left: int | None


class CapacityOut(Schema):
    """Land, equipment or a room."""

    id: UUID
    kind: UUID
    kind_name: str
    place: UUID | None
    place_name: str
    amount: Amount
    per: str


class PurchaseOut(Schema):
    """What may be bought outside."""

    id: UUID
    kind: UUID
    kind_name: str
    price: Amount
    footprint_kg_co2e: Decimal
    most_per_week: Amount | None


class RowsOut(Schema):
    """How many rows a table had; all of them were taken in."""

    n_rows: int


class PackOut(Schema):
    """A starter pack that was taken up."""

    key: str


class IdOut(Schema):
    """The id of what was made."""

    id: UUID


def _flows(lines: list[LineIn]) -> tuple[words.FlowDraft, ...]:
    return tuple(words.FlowDraft(**line.dict()) for line in lines)


def measure_out(measure: Measure | None) -> dict[str, str] | None:
    """Write an amount as its number and unit."""
    if measure is None:
        return None
    return {"amount": f"{measure.decimal.normalize():f}", "unit": measure.unit.code}


def store_out(line: words.StockView) -> dict[str, object]:
    """Write a line of the store list."""
    return {
        "resource": line.resource,
        "kind": line.kind,
        "kind_name": line.kind_name,
        "place": line.place,
        "place_name": line.place_name,
        "onhand": measure_out(line.onhand),
        "expires_on": line.expires_on,
        "days_left": line.days_left,
    }


def capacity_out(line: words.CapacityView) -> dict[str, object]:
    """Write land, equipment or a room."""
    return {
        "id": line.id,
        "kind": line.kind,
        "kind_name": line.kind_name,
        "place": line.place,
        "place_name": line.place_name,
        "amount": measure_out(line.amount),
        "per": line.per,
    }


def purchase_out(line: words.PurchaseView) -> dict[str, object]:
    """Write what may be bought outside."""
    return {
        "id": line.id,
        "kind": line.kind,
        "kind_name": line.kind_name,
        "price": measure_out(line.price),
        "footprint_kg_co2e": line.footprint_kg_co2e,
        "most_per_week": measure_out(line.most_per_week),
    }
