"""How we mill, bake, cook, sprout and put up: recipes of the kitchen and the bakery."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from commonweal.data import figures
from commonweal.data.packing import kinds
from commonweal.data.packing.amounts import Line, Making, lines

OURS = "estimate: our own practice figures"

#: What a batch takes besides its ingredients, where it is not a pot on the stove:
#: (skill, hours, capacity, hours, kWh of electricity). Estimates.
OTHER_BATCHES: Mapping[str, tuple[str, str, str, str, str]] = {
    "bread": ("baking", "1.6", "oven-hours", "1.5", "1"),
    "roots-from-the-oven": ("cooking", "2.4", "oven-hours", "1.5", "1"),
    "broad-bean-spread": ("cooking", "1.8", "stove-hours", "0.5", "1"),
    "apple-sauce": ("cooking", "2.5", "stove-hours", "1", "2"),
}
OVEN_FIREWOOD_KG = {"bread": "5", "roots-from-the-oven": "4"}
STOVE_HOURS_PER_BATCH = "0.75"


def recipes() -> tuple[Making, ...]:
    """Return every recipe of kitchen and bakery."""
    return (_milling(), *_dishes(), _sprouting(), _sauerkraut())


def _milling() -> Making:
    return Making(
        key="mill-wheat",
        name="Mill wheat",
        name_de="Weizen mahlen",
        place="bakery",
        inputs=lines(("wheat", 100), ("electricity", 8)),
        outputs=lines(("flour", 95), ("bran", 4)),
        effort=lines(("baking", "1.5")),
        uses=lines(("mill-hours", 2)),
        source=f"{OURS} (coarse bran sifted off, 1 kg of dust lost)",
    )


def _dishes() -> tuple[Making, ...]:
    named = {
        row["dish"]: row for row in figures.table("tables", "dishes") if row["name"]
    }
    return tuple(_dish(dish, row) for dish, row in named.items())


def _dish(dish: str, row: Mapping[str, str]) -> Making:
    (_out, kg_out), *ingredients = kinds.dishes()[dish]
    scraps = sum(
        (kg * (1 - kinds.edible_share(kind)) for kind, kg in ingredients), Decimal(0)
    )
    outputs = [Line(dish, kg_out)]
    if scraps:
        outputs.append(Line("kitchen-scraps", scraps))
    inputs = [Line(kind, kg) for kind, kg in ingredients]
    skill, hours, machine, machine_hours, power = OTHER_BATCHES.get(dish, _pot(kg_out))
    if dish in OVEN_FIREWOOD_KG:
        inputs.append(Line("firewood", Decimal(OVEN_FIREWOOD_KG[dish])))
    servings = kg_out * kinds.MEALS_PER_KG
    washing_up = figures.figure("labour", "kitchen_clean") * servings
    return Making(
        key=dish,
        name=row["name"],
        name_de=row["name_de"],
        place="bakery" if machine == "oven-hours" else "kitchen",
        inputs=(*inputs, *lines(("electricity", power))),
        outputs=tuple(outputs),
        effort=lines((skill, hours), ("housework", washing_up / _washing_share(dish))),
        uses=lines((machine, machine_hours)),
        toil="0.9" if dish == "bread" else "1",
        source=(
            "ingredients in tables/dishes.csv; hours and power: labour.csv "
            "cook_lunch_dinner and kitchen_clean, energy.csv cook_induction, "
            f"or {OURS}; scraps: refuse share of foods.csv"
        ),
    )


def _pot(kg_out: Decimal) -> tuple[str, str, str, str, str]:
    servings = kg_out * kinds.MEALS_PER_KG
    hours = figures.figure("labour", "cook_lunch_dinner") * servings
    power = figures.figure("energy", "cook_induction") * servings
    return ("cooking", str(hours), "stove-hours", STOVE_HOURS_PER_BATCH, str(power))


def _washing_share(dish: str) -> int:
    """Return how many times less a batch dirties than a served meal does."""
    return 4 if dish in OTHER_BATCHES else 1


def _sprouting() -> Making:
    dry = figures.figure("foods", "lentil", "protein_g_per_100g")
    sprouted = figures.figure("foods", "lentil_sprout", "protein_g_per_100g")
    return Making(
        key="sprout-lentils",
        name="Sprout lentils",
        name_de="Linsen keimen lassen",
        place="kitchen",
        inputs=lines(("lentils", 2), ("water", 20)),
        outputs=(Line("lentil-sprouts", 2 * dry / sprouted, after_weeks=1),),
        effort=lines(("cooking", "0.5")),
        source="derived: the protein of 1 kg dry lentils is in 2.7 kg of sprouts "
        f"(foods.csv); hours {OURS}",
    )


def _sauerkraut() -> Making:
    usable = kinds.edible_share("cabbage") * 20
    return Making(
        key="sauerkraut",
        name="Make sauerkraut",
        name_de="Sauerkraut einlegen",
        place="kitchen",
        inputs=lines(("cabbage", 20), ("iodised-salt", "0.3")),
        outputs=(
            Line("sauerkraut", usable, after_weeks=3),
            Line("kitchen-scraps", 20 - usable),
        ),
        effort=lines(("cooking", "1.5")),
        source=f"refuse share of foods.csv; hours and weeks {OURS}",
    )
