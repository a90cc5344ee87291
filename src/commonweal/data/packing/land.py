"""What garden, orchard and field give, month by month, and how scraps become soil.

A bed's yield of a year is spread evenly over the weeks of its harvest months, and so
are the hours of its year: every kilo carries the whole year's work on it.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from decimal import Decimal

from commonweal.data import figures
from commonweal.data.packing.amounts import Line, Making, lines

AREA_M2 = Decimal(100)
#: Kilos of leaves and stalks left per kilo harvested; straw per kilo of grain.
GARDEN_WASTE_PER_KG = Decimal("0.3")
STRAW_PER_KG = Decimal(1)
OURS = "estimate: our own practice figures"

#: Crops one may sow within a plan: kind, crop, German name, weeks, and the months.
SOWINGS = (
    ("lettuce", "lettuce", "Salat säen", 10, (2, 3, 4, 5, 6, 7, 8)),
    ("radishes", "radish", "Radieschen säen", 6, (3, 4, 5, 6, 7, 8, 9)),
    ("carrots", "carrot", "Karotten säen", 17, (3, 4, 5, 6, 7)),
    ("kale", "kale", "Grünkohl säen", 18, (4, 5, 6)),
    ("potatoes", "potato_main", "Kartoffeln legen", 18, (4, 5)),
)


def recipes() -> tuple[Making, ...]:
    """Return every recipe of the land."""
    harvests = tuple(_harvest(row) for row in figures.table("tables", "harvests"))
    sowings = tuple(_sowing(*sowing) for sowing in SOWINGS)
    return (*harvests, *sowings, _heap(), _sifting())


def months_in(text: str) -> tuple[int, ...]:
    """Read months as the crop table writes them: "9-4" or "5-6,9-11".

    >>> months_in("11-2")
    (1, 2, 11, 12)
    """
    found: set[int] = set()
    for first, last in re.findall(r"(\d+)(?:-(\d+))?", text):
        month = int(first)
        found.add(month)
        while month != int(last or first):
            month = month % 12 + 1
            found.add(month)
    return tuple(sorted(found))


def weeks_in(months: tuple[int, ...]) -> Decimal:
    """Return how many weeks these months have together in a common year."""
    days = sum(calendar.monthrange(2027, month)[1] for month in months)
    return Decimal(days) / 7


def _harvest(row: Mapping[str, str]) -> Making:
    crop = row["crop_id"]
    months = months_in(figures.text("crops", crop, "harvest_months"))
    weeks = weeks_in(months)
    yearly = figures.figure("crops", crop, "yield_typical_kg_per_m2_yr") * AREA_M2
    kg = yearly / weeks
    hours = figures.figure("crops", crop, "labour_h_per_100m2_yr_small_scale") / weeks
    rest = "straw" if row["parts"] == "straw" else "garden-waste"
    share = STRAW_PER_KG if rest == "straw" else GARDEN_WASTE_PER_KG
    outputs = [(row["kind"], kg)]
    if row["capacity"] != "orchard":
        outputs.append((rest, kg * share))
    return Making(
        key=f"harvest-{row['kind']}",
        name=row["name"],
        name_de=row["name_de"],
        place=row["place"],
        outputs=lines(*outputs),
        effort=lines(("gardening", hours)),
        uses=lines((row["capacity"], AREA_M2)),
        months=months,
        source=f"one week of 100 m2; {figures.source('crops', crop)}; "
        "stalks and leaves: estimate",
    )


def compost_for(crop: str) -> Decimal:
    """Return the kilos of compost that carry the nitrogen 100 m2 of a crop take up."""
    per_ha = figures.figure("crops", crop, "n_uptake_kg_per_ha")
    per_100m2 = per_ha * AREA_M2 / 10_000
    return per_100m2 / (figures.figure("closed_loop", "compost_n") / 1000)


def _sowing(
    kind: str, crop: str, name_de: str, weeks: int, months: tuple[int, ...]
) -> Making:
    area = AREA_M2 / 10
    kg = figures.figure("crops", crop, "yield_typical_kg_per_m2_yr") * area
    hours = figures.figure("crops", crop, "labour_h_per_100m2_yr_small_scale") / 10
    return Making(
        key=f"sow-{kind}",
        name=f"Sow {kind}" if kind != "potatoes" else "Plant potatoes",
        name_de=name_de,
        place="garden",
        inputs=lines(("compost", compost_for(crop) / 10)),
        outputs=(
            Line(kind, kg, after_weeks=weeks),
            Line("garden-waste", kg * GARDEN_WASTE_PER_KG, after_weeks=weeks),
        ),
        effort=(
            Line("gardening", hours / 2),
            Line("gardening", hours / 2, after_weeks=weeks),
        ),
        uses=lines(("open-beds", area)),
        use_weeks=weeks + 1,
        months=months,
        source=f"10 m2; {figures.source('crops', crop)}; compost by its nitrogen "
        "(closed_loop.csv compost_n); weeks to harvest and the halving of hours: "
        "estimate",
    )


def _heap() -> Making:
    scraps, garden = Decimal(50), Decimal(30)
    chips = scraps * figures.figure("closed_loop", "compost_bulking")
    gone_in = scraps + garden + chips
    hours = figures.figure("closed_loop", "compost_labour") * gone_in / 1000
    return Making(
        key="compost-heap",
        name="Build a compost heap",
        name_de="Komposthaufen aufsetzen",
        place="garden",
        inputs=lines(
            ("kitchen-scraps", scraps), ("garden-waste", garden), ("wood-chips", chips)
        ),
        outputs=lines(
            ("compost-heap", gone_in * figures.figure("closed_loop", "compost_mass"))
        ),
        effort=lines(("gardening", hours)),
        source="closed_loop.csv compost_mass, compost_bulking, compost_labour",
    )


def _sifting() -> Making:
    return Making(
        key="sift-compost",
        name="Let compost ripen and sift it",
        name_de="Kompost reifen lassen und sieben",
        place="garden",
        inputs=lines(("compost-heap", 100)),
        outputs=(Line("compost", Decimal(100), after_weeks=16),),
        effort=(Line("gardening", Decimal("0.5"), after_weeks=16),),
        source=OURS,
    )
