"""Every starter pack can be taken up by a union, whole."""

from __future__ import annotations

import json

import pytest

from commonweal.commons.ledger import queries as ledger
from commonweal.data.packing import __main__ as packing
from commonweal.data.packing import packs
from commonweal.rooms.planning.services import packs as adopting
from commonweal.rooms.planning.translate import packs as shapes


@pytest.mark.parametrize("key", packs.all_keys())
@pytest.mark.parametrize("language", ["en", "de"])
def test_a_pack_has_the_shape_that_a_union_takes_up(key, language):
    pack = json.loads((packing.FOLDER / f"{key}.json").read_text("utf-8"))

    shaped = shapes.pack_from(pack, language=language)

    assert shaped.problems == []


@pytest.mark.parametrize("key", packs.all_keys())
def test_a_union_takes_up_a_pack_whole_and_once(key, lentil_house, ana, at):
    pack = json.loads((packing.FOLDER / f"{key}.json").read_text("utf-8"))

    for _time in range(2):
        adopting.adopt_pack(union=lentil_house.id, pack=pack, by=ana.id, at=at)

    union = lentil_house.id
    assert len(ledger.list_specifications(union=union)) == len(pack["kinds"])
    assert len(ledger.list_recipes(union=union)) == len(pack["recipes"])
    assert len(ledger.list_stock(union=union)) == len(pack["stock"])
