"""The starter packs' unions with people in them: facts to plan with, without a database.

People take the suggested baseline; circles have eight people each, as near as can be.
"""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import UUID

from commonweal import data
from commonweal.core.vf import ids
from commonweal.core.vf.actions import Action
from commonweal.core.vf.flows import Intent
from commonweal.core.vf.measure import Measure
from commonweal.core.vf.things import (
    CapacityUse,
    Place,
    Recipe,
    RecipeFlow,
    Specification,
    StockLine,
)
from commonweal.core.vf.units import HOUR, UNITS
from commonweal.rooms.planning import words

FOLDER = Path(data.__file__).parent
BANDS = (
    "adult_31_50", "adult_51_70", "adult_19_30", "adult_31_50", "adult_71_plus",
    "child_4_8", "adult_31_50", "youth_9_13", "adult_51_70", "adult_19_30",
)  # fmt: skip
NUTRIENTS = {
    "food-energy": "energy_moderate_kcal_per_day",
    "protein": "protein_g_per_day",
    "fat": "fat_min_g_per_day",
    "fibre": "fibre_efsa_g_per_day",
    "vitamin-a": "vit_a_ug_rae_per_day",
    "vitamin-c": "vit_c_mg_per_day",
    "vitamin-b12": "vit_b12_ug_per_day",
    "folate": "folate_ug_dfe_per_day",
    "calcium": "calcium_mg_per_day",
    "iron": "iron_mg_per_day",
    "zinc": "zinc_mg_per_day",
}
#: What else a person wants a week, and how urgent it is.
WANTS = {
    "living-space": (25, "vital"), "warmth": (27, "vital"), "water": (420, "vital"),
    "electricity": ("11.5", "dignity"), "laundry": (4, "dignity"),
    "bread": ("1.6", "dignity"), "warm-meal": (9, "dignity"),
    "vegetables-fruit": (2800, "dignity"), "soap": ("0.1", "dignity"),
    "cleaned-rooms": (12, "dignity"), "child-care": (4, "dignity"),
    "coffee": ("0.08", "flourishing"), "stool": ("0.02", "flourishing"),
}  # fmt: skip
#: Hours a person offers a week.
OFFERS = {
    "gardening": "1", "cooking": "1.7", "baking": "0.4", "housework": "1.9",
    "care": "1.1", "sewing": "0.5", "weaving": "0.3", "woodwork": "0.4",
    "repair": "0.5",
}  # fmt: skip


def read_pack(key: str) -> dict:
    return json.loads((FOLDER / "packs" / f"{key}.json").read_text(encoding="utf-8"))


def facts(pack: dict, *, n_people: int, first: date, weeks: int = 5) -> words.Facts:
    """Return what a plan is made from when a union of so many adopts a pack."""
    union = ids.id_from_key(UUID(int=0), f"{pack['key']}:{n_people}")
    kinds = {kind.id: kind for kind in _kinds(pack, union)}
    named = {key: ids.id_from_key(union, key) for key in _keys(pack)}
    names = {kind.id: kind.name for kind in kinds.values()}
    return words.Facts(
        union=union,
        on=first,
        spans=words.spans_from(first, weeks),
        kinds=kinds,
        stock=tuple(_stock(pack, kinds, named, first)),
        recipes=tuple(_recipes(pack, union, named)),
        needs=tuple(_needs(union, kinds, named, n_people)),
        offers=tuple(_offers(union, named, n_people)),
        capacities=tuple(
            words.CapacityView(
                id=ids.id_from_key(union, f"capacity:{i}"),
                kind=named[row["kind"]],
                kind_name=names[named[row["kind"]]],
                place=ids.id_from_key(union, f"place:{row['place']}"),
                place_name=row["place"],
                amount=measured(row["amount"], row["unit"]),
                per=row["per"],
            )
            for i, row in enumerate(pack["capacities"])
        ),
        purchases=tuple(
            words.PurchaseView(
                id=ids.id_from_key(union, f"purchase:{row['kind']}"),
                kind=named[row["kind"]],
                kind_name=names[named[row["kind"]]],
                price=measured(row["price"], "EUR"),
                footprint_kg_co2e=Decimal(row["footprint_kg_co2e"]),
                most_per_week=Measure(
                    int(
                        Decimal(row["most_per_week"])
                        * kinds[named[row["kind"]]].unit.steps
                    ),
                    kinds[named[row["kind"]]].unit,
                ),
            )
            for row in pack["purchases"]
        ),
        purse_per_week=measured(
            pack["charter"]["planning.purchase_limit_per_week"], "EUR"
        ),
        effort_percent=80,
        most_of_one_food=3.5,
    )


def measured(amount: str | Decimal | int, unit: str) -> Measure:
    return Measure(round(Decimal(amount) * UNITS[unit].steps), UNITS[unit])


def _keys(pack: dict) -> list[str]:
    return [row["key"] for row in pack["kinds"]]


def _kinds(pack: dict, union: UUID) -> Iterator[Specification]:
    for row in pack["kinds"]:
        yield Specification(
            id=ids.id_from_key(union, row["key"]),
            union=union,
            name=row["name"],
            unit=UNITS[row["unit"]],
            classified_as=tuple(row["classified_as"]),
            is_content=row.get("is_content", False),
            contents={
                ids.id_from_key(union, key): Decimal(amount)
                for key, amount in row.get("contents", {}).items()
            },
            survives_per_week=Decimal(row.get("survives_per_week", "1")),
        )


def _stock(pack: dict, kinds: dict, named: dict, first: date) -> Iterator[StockLine]:
    for i, row in enumerate(pack["stock"]):
        kind = kinds[named[row["kind"]]]
        days = row.get("expires_in_days")
        here = measured(row["amount"], row["unit"])
        place = Place(
            id=ids.id_from_key(kind.union, f"place:{row['place']}"),
            union=kind.union,
            name=row["place"],
        )
        yield StockLine(
            resource=ids.id_from_key(kind.union, f"store:{i}"),
            name=kind.name,
            spec=kind,
            place=place,
            onhand=here,
            accounting=here,
            expires_on=first + timedelta(days=days) if days else None,
            primary_accountable=kind.union,
        )


def _recipes(pack: dict, union: UUID, named: dict) -> Iterator[Recipe]:
    actions = {
        "inputs": Action.CONSUME, "outputs": Action.PRODUCE, "effort": Action.WORK,
    }  # fmt: skip
    for row in pack["recipes"]:
        flows = tuple(
            RecipeFlow(
                action=action,
                resource_conforms_to=named[line["kind"]],
                is_input=action is not Action.PRODUCE,
                after_weeks=line.get("after_weeks", 0),
                **{
                    "effort_quantity"
                    if action is Action.WORK
                    else "resource_quantity": measured(line["amount"], line["unit"])
                },
            )
            for part, action in actions.items()
            for line in row[part]
        )
        yield Recipe(
            id=ids.id_from_key(union, f"recipe:{row['key']}"),
            union=union,
            name=row["name"],
            flows=flows,
            months=tuple(row.get("months", ())),
            uses=tuple(
                CapacityUse(
                    capacity=named[line["kind"]],
                    quantity=measured(line["amount"], line["unit"]),
                    weeks=line["weeks"],
                )
                for line in row["uses"]
            ),
            place=ids.id_from_key(union, f"place:{row['place']}"),
            toil=Decimal(row["toil"]),
            footprint_kg_co2e=Decimal(row["footprint_kg_co2e"]),
        )


def _needs(union: UUID, kinds: dict, named: dict, n_people: int) -> Iterator[Intent]:
    n_circles = max(1, round(n_people / 8))
    bands = _bands()
    for circle in range(n_circles):
        people = range(circle, n_people, n_circles)
        sums: Counter = Counter()
        for person in people:
            band = bands[BANDS[person % len(BANDS)]]
            for key, column in NUTRIENTS.items():
                sums[key, "vital"] += Decimal(band[column] or 0) * 7
            for key, (amount, tier) in WANTS.items():
                sums[key, tier] += Decimal(amount)
        group = ids.id_from_key(union, f"circle:{circle}")
        for (key, tier), amount in sums.items():
            if key not in named:
                continue
            unit = kinds[named[key]].unit
            yield Intent(
                id=ids.id_from_key(group, f"need:{key}:{tier}"),
                at=None,
                key=f"need:{circle}:{key}:{tier}",
                union=union,
                action=Action.TRANSFER,
                receiver=group,
                group=group,
                resource_conforms_to=named[key],
                resource_quantity=measured(amount, unit.code),
                per="week",
                tier=tier,
                n_people=len(people),
            )


def _offers(union: UUID, named: dict, n_people: int) -> Iterator[Intent]:
    for skill, hours in OFFERS.items():
        if skill in named:
            minutes = round(Decimal(hours) * n_people * 60)
            yield Intent(
                id=ids.id_from_key(union, f"offer:{skill}"),
                at=None,
                key=f"offer:{skill}",
                union=union,
                action=Action.WORK,
                provider=union,
                resource_conforms_to=named[skill],
                effort_quantity=Measure(minutes, HOUR),
                per="week",
                n_people=n_people,
            )


def _bands() -> dict[str, dict[str, str]]:
    path = FOLDER / "baseline" / "nutrients_per_day.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return {row["band"]: row for row in csv.DictReader(file)}
