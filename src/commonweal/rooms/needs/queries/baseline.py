"""Suggested needs by age band and activity, from the figures we carry.

A suggestion is looked up and forgotten: neither the band nor the activity is kept.
"""

from __future__ import annotations

import csv
import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from importlib import resources
from types import MappingProxyType
from uuid import UUID

from commonweal.core.vf.flows import Specification
from commonweal.core.vf.measure import Measure
from commonweal.core.vf.problems import Problem, Refused
from commonweal.rooms.needs import words
from commonweal.rooms.needs.queries import needs

#: Column of the nutrient table to the word a kind is classified by.
_CONTENTS: Mapping[str, str] = MappingProxyType(
    {
        "protein_g_per_day": "protein",
        "fat_min_g_per_day": "fat",
        "fibre_efsa_g_per_day": "fibre",
        "vit_a_ug_rae_per_day": "vitamin-a",
        "vit_c_mg_per_day": "vitamin-c",
        "vit_b12_ug_per_day": "vitamin-b12",
        "folate_ug_dfe_per_day": "folate",
        "calcium_mg_per_day": "calcium",
        "iron_mg_per_day": "iron",
        "zinc_mg_per_day": "zinc",
    }
)
#: What wears out less often than once in two years is stated when it comes.
_LEAST_PIECES = Decimal("0.5")
#: From this age on, a person's clothes no longer grow too small every year.
_GROWN_FROM = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A line someone may accept, change or delete. ``source`` says where it is from."""

    kind: Specification
    quantity: Measure
    per: str
    tier: str
    source: str


def suggest_needs(*, union: UUID, band: str, activity: str) -> tuple[Suggestion, ...]:
    """Return suggested needs, for the kinds this union knows.

    Raises
    ------
    Refused
        The band or the activity is none of ``words.BANDS`` or ``words.ACTIVITIES``.
    """
    problems = [
        Problem(field, words.CHOOSE_ONE, {"value": value[:40]})
        for field, value, known in (
            ("band", band, words.BANDS),
            ("activity", activity, words.ACTIVITIES),
        )
        if value not in known
    ]
    if problems:
        raise Refused(problems)
    kinds = _kinds_by_word(union)
    lines = (*_food(band, activity), *_clothing(band), *_home())
    return tuple(
        Suggestion(
            kind=kinds[word],
            quantity=_measure(amount, kinds[word]),
            per=per,
            tier=tier,
            source=source,
        )
        for word, amount, per, tier, source in lines
        if word in kinds
    )


_Line = tuple[str, Decimal, str, str, str]


def _kinds_by_word(union: UUID) -> dict[str, Specification]:
    """Return kinds by the last word they are classified by, which is their own."""
    return {
        kind.classified_as[-1]: kind
        for kind in needs.list_needed_kinds(union=union)
        if kind.classified_as
    }


def _measure(amount: Decimal, kind: Specification) -> Measure:
    return Measure(round(amount * kind.unit.steps), kind.unit)


def _food(band: str, activity: str) -> Iterator[_Line]:
    row = next(row for row in _rows("nutrients_per_day.csv") if row["band"] == band)
    energy = row[f"energy_{activity}_kcal_per_day"]
    source = f"{row['evidence']}: {row['source']}"
    yield "food-energy", Decimal(energy), "day", "vital", source
    for column, word in _CONTENTS.items():
        if row[column]:
            yield word, Decimal(row[column]), "day", "vital", source


def _clothing(band: str) -> Iterator[_Line]:
    row = next(row for row in _rows("nutrients_per_day.csv") if row["band"] == band)
    size = "adult" if Decimal(row["age_from_y"]) >= _GROWN_FROM else "child"
    for line in _rows("clothing_per_year.csv"):
        pieces = Decimal(line["pieces_per_year"])
        if line["for"] == size and pieces >= _LEAST_PIECES:
            whole = Decimal(int(pieces + _LEAST_PIECES))
            source = f"{line['evidence']}: {line['source']}"
            yield line["kind"], whole, "year", "dignity", source


def _home() -> Iterator[_Line]:
    for line in _rows("home.csv"):
        tier = "dignity" if line["kind"] == "electricity" else "vital"
        source = f"{line['evidence']}: {line['source']}"
        yield line["kind"], Decimal(line["amount"]), line["per"], tier, source


@functools.cache
def _rows(name: str) -> tuple[Mapping[str, str], ...]:
    file = resources.files("commonweal.data") / "baseline" / name
    return tuple(csv.DictReader(file.read_text(encoding="utf-8").splitlines()))
