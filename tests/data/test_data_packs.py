"""The starter packs: built from figures, whole, and honest about what is unknown."""

from __future__ import annotations

import csv
import json
from decimal import Decimal

import pytest

from commonweal.core.vf import measure, units
from commonweal.data import figures
from commonweal.data.packing import __main__ as packing
from commonweal.data.packing import kinds, land, packs


@pytest.fixture(params=packs.all_keys())
def pack(request):
    return json.loads((packing.FOLDER / f"{request.param}.json").read_text("utf-8"))


def test_the_committed_packs_are_what_the_tables_build():
    for key in packs.all_keys():
        committed = (packing.FOLDER / f"{key}.json").read_text(encoding="utf-8")

        assert committed == packing.as_text(key), (
            f"run: python -m {packing.__package__}"
        )


def test_every_figure_names_its_evidence_and_its_source():
    for path in (figures.HERE / "figures").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                assert row["evidence"], (path.name, row)
                assert row["source"], (path.name, row)


def test_an_unknown_figure_is_refused_and_never_read_as_zero():
    with pytest.raises(figures.NoSuchFigure):
        figures.figure("foods", "seaweed_kelp", "iodine_ug_per_100g")
    with pytest.raises(figures.NoSuchFigure):
        figures.figure("foods", "unicorn", "iron_mg_per_100g")


def test_every_name_a_pack_uses_is_in_its_own_lists(pack):
    known = {kind["key"] for kind in pack["kinds"]}
    places = {place["key"] for place in pack["places"]}
    flows = [
        line
        for recipe in pack["recipes"]
        for part in ("inputs", "outputs", "effort", "uses")
        for line in recipe[part]
    ]
    lists = (*pack["stock"], *pack["capacities"], *pack["purchases"], *flows)

    assert {line["kind"] for line in lists} <= known
    for kind in pack["kinds"]:
        assert set(kind.get("contents", {})) <= known
    assert {line["place"] for line in (*pack["stock"], *pack["capacities"])} <= places
    assert {recipe["place"] for recipe in pack["recipes"]} <= places


def test_keys_stand_once_and_names_have_a_german_twin(pack):
    for part in ("kinds", "places", "recipes"):
        keys = [row["key"] for row in pack[part]]
        assert len(keys) == len(set(keys))
        assert all(row["name"] and row["names"]["de"] for row in pack[part])
        names = [row["name"] for row in pack[part]]
        assert len(names) == len(set(names))


def test_every_amount_is_a_whole_number_of_smallest_steps(pack):
    flows = [
        line
        for recipe in pack["recipes"]
        for part in ("inputs", "outputs", "effort", "uses")
        for line in recipe[part]
    ]
    for line in (*pack["stock"], *pack["capacities"], *flows):
        read = measure.measure_of(line["amount"], units.UNITS[line["unit"]])

        assert read.amount > 0, line


def test_a_kilo_of_bread_holds_what_its_flour_held():
    # 10 kg of flour at 3320 kcal make 13 kg of bread: 33200 / 13 = 2553.8 kcal.
    held = kinds.contents("bread")

    assert round(held["food-energy"], 1) == Decimal("2553.8")
    assert round(held["protein"], 1) == Decimal("73.9")  # 961 g / 13


def test_a_kilo_of_kale_counts_without_its_stalks():
    # 28 % refuse: 0.72 x 10 x 120 mg vitamin C per 100 g = 864 mg.
    held = kinds.contents("kale")

    assert held["vitamin-c"] == Decimal("864.00")
    assert held["vegetables-fruit"] == Decimal("720.00")


def test_grain_and_dry_beans_feed_nobody_before_they_are_cooked():
    for kind in ("wheat", "flour", "dry-beans", "lentils", "potatoes"):
        assert kinds.contents(kind) == {}


def test_vitamin_b12_comes_from_the_tablet_and_iodine_is_claimed_nowhere(pack):
    # Tempeh and miso (0.8 ug per kg) are in no pack, yeast neither.
    holders = [
        kind["key"]
        for kind in pack["kinds"]
        if "vitamin-b12" in kind.get("contents", {})
    ]

    assert holders == ["b12-tablet"]
    assert not [kind for kind in pack["kinds"] if "iodine" in kind["key"]]
    assert "iodised-salt" in {line["kind"] for line in pack["purchases"]}


def test_months_are_read_across_new_year():
    assert land.months_in("9-4") == (1, 2, 3, 4, 9, 10, 11, 12)
    assert land.months_in("5-6,9-11") == (5, 6, 9, 10, 11)
    assert land.months_in("10") == (10,)


def test_a_week_of_leeks_is_a_year_of_leeks_spread_over_its_months():
    # 1.2 kg/m2 x 100 m2 over September to April (242 days = 34.571 weeks) = 3.471 kg.
    (leeks,) = [m for m in land.recipes() if m.key == "harvest-leeks"]

    kilos = {line.kind: line.amount for line in leeks.outputs}
    assert round(kilos["leeks"], 3) == Decimal("3.471")
    assert round(kilos["garden-waste"], 3) == Decimal("1.041")


def test_a_compost_heap_keeps_four_tenths_of_what_goes_in():
    # 50 kg scraps + 30 kg garden waste + 25 kg wood chips = 105; x 0.4 = 42.
    (heap,) = [m for m in land.recipes() if m.key == "compost-heap"]

    assert [(line.kind, line.amount) for line in heap.outputs] == [
        ("compost-heap", Decimal("42.0"))
    ]


def test_by_products_are_used_again_somewhere(pack):
    made = {line["kind"] for r in pack["recipes"] for line in r["outputs"]}
    used = {line["kind"] for r in pack["recipes"] for line in r["inputs"]}

    for kind in ("kitchen-scraps", "garden-waste", "wood-chips", "offcuts"):
        assert kind in made & used, kind
