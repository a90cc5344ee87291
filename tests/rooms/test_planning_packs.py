"""Starter packs: all or nothing, twice changes nothing, every fault at once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import commonweal.data
from commonweal.commons.charter import queries as charter
from commonweal.commons.ledger import queries as ledger
from commonweal.core.vf.problems import NotYours, Refused
from commonweal.rooms.planning import queries, services
from commonweal.rooms.planning.translate import packs
from tests.rooms import planning_cases as cases

pytestmark = pytest.mark.django_db(transaction=True)

PACKS = sorted((Path(commonweal.data.__file__).parent / "packs").glob("*.json"))


def test_a_pack_gives_kinds_places_recipes_stock_and_limits(lentil_house, ana, at, day):
    union = lentil_house.id

    cases.adopt_tiny(lentil_house, ana, at)

    assert len(queries.list_kinds(union=union)) == 7
    assert [place.name for place in queries.list_places(union=union)] == [
        "Kitchen",
        "Store",
    ]
    assert [recipe.name for recipe in ledger.list_recipes(union=union)] == ["bread"]
    assert cases.onhand(lentil_house, "grain") == "200 kg"
    (oven,) = queries.list_capacities(union=union)
    assert (oven.kind_name, oven.place_name, str(oven.amount), oven.per) == (
        "oven hours",
        "Kitchen",
        "10 h",
        "week",
    )
    (soap,) = queries.list_purchases(union=union)
    assert (str(soap.price), str(soap.most_per_week)) == ("2 EUR", "20 piece")
    limit = charter.rule(union=union, key="planning.purchase_limit_per_week", on=day)
    assert str(limit) == "50 EUR"


def test_taking_a_pack_up_twice_changes_nothing(lentil_house, ana, at):
    cases.adopt_tiny(lentil_house, ana, at)
    cases.adopt_tiny(lentil_house, ana, at)

    assert cases.onhand(lentil_house, "grain") == "200 kg"
    assert len(queries.list_capacities(union=lentil_house.id)) == 1


def test_a_pack_speaks_the_unions_language():
    pack = cases.tiny_pack()
    shaped = packs.pack_from(pack, language="de")

    assert [row["name"] for row in shaped.rows["kinds"]][:3] == [
        "Nahrungsenergie",
        "Getreide",
        "Brot",
    ]


def test_every_fault_of_a_pack_is_said_with_its_row(lentil_house, ana, at):
    pack = cases.tiny_pack()
    pack["kinds"][1]["colour"] = "gold"
    pack["stock"][0]["unit"] = "h"
    pack["stock"][1]["kind"] = "sope"
    pack["recipes"][0]["effort"][0]["amount"] = "0"
    del pack["capacities"][0]["per"]

    with pytest.raises(Refused) as shape:
        services.adopt_pack(union=lentil_house.id, pack=pack, by=ana.id, at=at)
    del pack["kinds"][1]["colour"]
    pack["capacities"][0]["per"] = "day"
    with pytest.raises(Refused) as content:
        services.adopt_pack(union=lentil_house.id, pack=pack, by=ana.id, at=at)

    assert [(p.field, p.row) for p in shape.value.problems] == [
        ("kinds.colour", 2),
        ("capacities.per", 1),
    ]
    assert [(p.field, p.row) for p in content.value.problems] == [
        ("recipes.effort", 1),
        ("stock.amount", 1),
        ("stock.kind", 2),
        ("capacities.per", 1),
    ]
    assert queries.list_kinds(union=lentil_house.id) == ()


@pytest.mark.parametrize("given", [None, [], "pack", {}, {"format": "other/1"}])
def test_what_is_no_pack_is_refused(lentil_house, ana, at, given):
    with pytest.raises(Refused, match="not a starter pack"):
        services.adopt_pack(union=lentil_house.id, pack=given, by=ana.id, at=at)


def test_only_a_mandate_for_stores_takes_up_a_pack(lentil_house, ben, dalia, at):
    for person in (ben, dalia):
        with pytest.raises(NotYours):
            services.adopt_pack(
                union=lentil_house.id, pack=cases.tiny_pack(), by=person.id, at=at
            )


@pytest.mark.parametrize("path", PACKS, ids=lambda path: path.stem)
def test_every_starter_pack_of_ours_can_be_taken_up(lentil_house, ana, at, path):
    pack = json.loads(path.read_text())

    services.adopt_pack(union=lentil_house.id, pack=pack, by=ana.id, at=at)

    assert len(ledger.list_recipes(union=lentil_house.id)) == len(pack["recipes"])
