"""Kinds of things: units, what is in them, how they keep.

Contents are those of the edible part of one unit as it is handed over. What nobody
eats as it is (grain, flour, dry beans, raw potatoes) carries none: its contents
reach people through the dish that is made of it. Losses of vitamins in cooking are not
counted: our tables have no figures for them.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from decimal import Decimal

from commonweal.data import figures
from commonweal.data.packing.amounts import Json, plain

#: Content kind -> column of the food table, per 100 g.
CONTENT_COLUMNS: Mapping[str, str] = {
    "food-energy": "energy_kcal_per_100g",
    "protein": "protein_g_per_100g",
    "fat": "fat_g_per_100g",
    "fibre": "fibre_g_per_100g",
    "vitamin-a": "vit_a_ug_rae_per_100g",
    "vitamin-c": "vit_c_mg_per_100g",
    "vitamin-b12": "vit_b12_ug_per_100g",
    "folate": "folate_ug_dfe_per_100g",
    "calcium": "calcium_mg_per_100g",
    "iron": "iron_mg_per_100g",
    "zinc": "zinc_mg_per_100g",
}
MEALS_PER_KG = Decimal(2)
B12_COUNTED_UG = Decimal("2.4")
DAYS_PER_MONTH = Decimal("30.4")

Contents = dict[str, Decimal]


@functools.cache
def rows() -> Mapping[str, Mapping[str, str]]:
    """Return our table of kinds by key."""
    return {row["key"]: row for row in figures.table("tables", "kinds")}


@functools.cache
def units() -> Mapping[str, str]:
    """Return the unit of each kind."""
    return {key: row["unit"] for key, row in rows().items()}


def edible_share(kind: str) -> Decimal:
    """Return the part of a kilo that is eaten; the rest becomes scraps."""
    row = rows()[kind]
    if row["eaten"] == "whole" or not row["food_id"]:
        return Decimal(1)
    refuse = figures.figure("foods", row["food_id"], "refuse_percent_as_purchased")
    return 1 - refuse / 100


def contents_when_prepared(kind: str) -> Contents:
    """Return what the edible part of one kilo holds, eaten raw or cooked.

    An empty cell of the food table is left out: unknown is not counted at all.
    """
    food = rows()[kind]["food_id"]
    held: Contents = {}
    share = edible_share(kind)
    for content, column in CONTENT_COLUMNS.items():
        cell = figures.text("foods", food, column)
        if cell and Decimal(cell):
            held[content] = Decimal(cell) * 10 * share
    classes = rows()[kind]["classes"].split()
    if {"vegetable", "fruit"} & set(classes):
        held["vegetables-fruit"] = 1000 * share
    return held


@functools.cache
def dishes() -> Mapping[str, tuple[tuple[str, Decimal], ...]]:
    """Return the ingredients of each dish; the first line is what comes out."""
    found: dict[str, list[tuple[str, Decimal]]] = {}
    for row in figures.table("tables", "dishes"):
        found.setdefault(row["dish"], []).append((row["kind"], Decimal(row["kg"])))
    return {dish: tuple(flows) for dish, flows in found.items()}


def contents_of_dish(kind: str) -> Contents:
    """Return what one kilo of a dish holds: the sum of its ingredients."""
    (_out, kg_out), *ingredients = dishes()[kind]
    held: Contents = {}
    for ingredient, kg in ingredients:
        if ingredient == "flour" or rows()[ingredient]["food_id"]:
            for content, amount in contents_when_prepared(ingredient).items():
                held[content] = held.get(content, Decimal(0)) + amount * kg / kg_out
    if "dish" in rows()[kind]["classes"].split():
        held["warm-meal"] = MEALS_PER_KG
    return held


def contents(kind: str) -> Contents:
    """Return what one unit holds for the person who receives it."""
    match rows()[kind]["eaten"]:
        case "yes" | "whole":
            return contents_when_prepared(kind)
        case "dish":
            return contents_of_dish(kind)
        case "supplement":
            return {"vitamin-b12": B12_COUNTED_UG}
        case _:
            return {}


def survives_per_week(kind: str) -> Decimal:
    """Return the share that is still good a week later."""
    keeps = rows()[kind]["keeps"]
    if keeps.startswith("crop:"):
        crop = keeps.removeprefix("crop:")
        loss = figures.figure("crops", crop, "storage_loss_percent_per_month")
        kept = float(1 - loss / 100) ** float(7 / DAYS_PER_MONTH)
        return Decimal(str(round(kept, 4)))
    return Decimal(keeps or 1)


def source(kind: str) -> str:
    """Say where the figures of a kind come from."""
    row = rows()[kind]
    told = []
    if row["food_id"]:
        told.append(figures.source("foods", row["food_id"]))
    if row["keeps"].startswith("crop:"):
        told.append(figures.source("crops", row["keeps"].removeprefix("crop:")))
    if row["eaten"] == "dish":
        told.append("sum of the ingredients in dishes.csv (derived)")
    if row["source"]:
        told.append(f"{row['source']} ({row['evidence']})")
    return "; ".join(told)


def as_json(kind: str) -> Json:
    """Return a kind in the shape of a pack."""
    row = rows()[kind]
    told: Json = {
        "key": kind,
        "name": row["name"],
        "names": {"de": row["name_de"]},
        "unit": row["unit"],
        "classified_as": [*row["classes"].split(), kind],
    }
    if row["eaten"] == "content":
        told["is_content"] = True
        return told
    held = contents(kind)
    if held:
        told["contents"] = {
            content: plain(amount.quantize(Decimal("0.01")))
            for content, amount in sorted(held.items())
            if amount.quantize(Decimal("0.01"))
        }
    kept = survives_per_week(kind)
    if kept != 1:
        told["survives_per_week"] = plain(kept)
    told["source"] = source(kind)
    return told
