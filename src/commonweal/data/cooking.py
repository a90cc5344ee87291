"""What the kitchen starts from: what is in foods, how they measure, dishes, a week."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from commonweal.data import figures
from commonweal.data.packing import kinds

#: Whose reference intake stands for one whole plate a day.
_BAND = "adult_31_50"
_COLUMNS: Mapping[str, str] = MappingProxyType(
    {
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
)


@dataclass(frozen=True, slots=True)
class Food:
    """What we know of a kind in the kitchen. Weights None: nobody has weighed it.

    ``words`` are other names it goes by in recipes, in lower case.
    """

    kind: str
    section: str
    codes: tuple[str, ...]
    kg_per_litre: Decimal | None
    kg_per_piece: Decimal | None
    words: tuple[str, ...]
    source: str


@functools.cache
def foods() -> Mapping[str, Food]:
    """Return our table of foods by the key of their kind."""
    return {
        row["kind"]: Food(
            kind=row["kind"],
            section=row["section"],
            codes=tuple(row["codes"].split()),
            kg_per_litre=_weight(row["kg_per_litre"]),
            kg_per_piece=_weight(row["kg_per_piece"]),
            words=_words(row),
            source=f"{row['source']} ({row['evidence']})",
        )
        for row in figures.table("tables", "kitchen_foods")
    }


def _weight(cell: str) -> Decimal | None:
    return Decimal(cell) if cell else None


def _words(row: Mapping[str, str]) -> tuple[str, ...]:
    known = kinds.rows()[row["kind"]]
    return tuple(
        word.casefold()
        for word in (known["name"], known["name_de"], *row["words"].split("|"))
        if word
    )


def contents(kind: str) -> Mapping[str, Decimal] | None:
    """Return what a kilo of a kind brings to the pot, by content; None: no figures."""
    row = kinds.rows().get(kind)
    if row is None:
        return None
    if row["food_id"]:
        return kinds.contents_when_prepared(kind)
    return kinds.contents(kind) or None


def _reference() -> Mapping[str, str]:
    rows = figures.table("baseline", "nutrients_per_day")
    return next(row for row in rows if row["band"] == _BAND)


#: A day's reference intake by content, in the content's unit.
REFERENCES: Mapping[str, Decimal] = MappingProxyType(
    {tag: Decimal(_reference()[column]) for tag, column in _COLUMNS.items()}
)
REFERENCE_SOURCE = f"{_BAND}: {_reference()['evidence']}: {_reference()['source']}"
