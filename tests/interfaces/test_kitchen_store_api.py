"""Programs write dishes, shop, count and cook as the pages do (story 2)."""

from __future__ import annotations

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import client as django_client

from tests.interfaces import kitchen_house, programs
from tests.interfaces.kitchen_program import WEEK, done, got, refused
from tests.rooms import kitchen_cast as cast

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("fixed_clock"),
]


@pytest.fixture
def house(lentil_house, ana, ben, chidi, kofi, lena):
    """Five people, a kitchen, and a supper on Tuesday."""
    del ben, chidi
    return kitchen_house.furnish(lentil_house, ana, kofi, lena)


@pytest.fixture
def program(client):
    return programs.programs_of(client)


@pytest.fixture
def cook(house, ana, program):
    return program(ana)


@pytest.fixture
def anyone(house, ben, program):
    return program(ben)


def dish(house, **more):
    lines = [{"kind": str(house.lentils.id), "amount": "800 g"}]
    return {"name": "Soup", "serves": "8", "lines": lines, **more}


def test_dishes_are_written_changed_and_retired(house, cook, anyone):
    made = done(cook, "post", "/table/dishes", dish(house), 201)
    assert done(cook, "post", "/table/dishes", dish(house), 201) == made
    path = f"/table/dishes/{made['id']}"
    kept = got(anyone, path)
    assert kept["lines"][0]["amount"] == {"amount": "0.8", "unit": "kg"}
    assert kept["codes"] == ["pulses"]
    done(cook, "put", path, dish(house, name="Thick soup"))
    page = got(anyone, "/table/dishes?limit=2")
    assert len(page["items"]) == 2
    assert page["next"]
    done(cook, "delete", path)
    assert got(anyone, path)["is_retired"]

    lines = [{"name": "lentlis", "amount": "3 gulps"}, {"amount": "-1 kg"}]
    found = refused(
        cook, "post", "/table/dishes", dish(house, lines=lines), key="wrong-dish"
    )
    assert {(row, field) for row, field, _ in found} >= {
        (1, "name"),
        (1, "unit"),
        (2, "name"),
        (2, "amount"),
    }
    assert (
        anyone("post", "/table/dishes", dish(house), key="not-mine").status_code == 403
    )


RECIPE = {
    "@context": "https://schema.org",
    "@type": "Recipe",
    "name": "Farmhouse stew",
    "recipeYield": "4",
    "recipeIngredient": ["500 g lentils"],
    "recipeInstructions": "Boil it.",
}


def test_recipes_are_read_and_taken_in(house, cook, anyone):
    """A page with schema.org/Recipe, as text or as a file; never fetched."""
    page = f'<script type="application/ld+json">{json.dumps(RECIPE)}</script>'
    read = done(anyone, "post", "/table/dishes/read", {"text": page}, 200)
    assert (read["name"], read["lines"][0]["problem"]) == ("Farmhouse stew", None)

    form = django_client.encode_multipart(
        "border", {"file": SimpleUploadedFile("stew.html", page.encode())}
    )
    multi = {"content_type": "multipart/form-data; boundary=border"}
    made = done(cook, "post", "/table/dishes/file", form, 201, **multi)
    assert got(anyone, f"/table/dishes/{made['id']}")["serves"] == 4

    broken = page.replace("500 g lentils", "2 gulps unicorn milk")
    line = done(anyone, "post", "/table/dishes/read", {"text": broken}, 200)["lines"][0]
    assert "unicorn" in line["problem"]
    unknown = {"recipe": str(house.supper)}
    assert cook("post", "/table/dishes/from-recipe", unknown).status_code == 404


def test_foods_and_sections_of_the_shop_are_kept(house, cook, anyone):
    done(cook, "put", "/table/sections", {"names": ["Bakery", "Market"]})
    sections = got(anyone, "/table/sections")
    assert [section["name"] for section in sections] == ["Bakery", "Market"]
    food = {"section": sections[0]["id"], "least": "0.25", "codes": ["gluten"]}
    done(cook, "put", f"/table/foods/{house.bread.id}", food)
    foods = {one["kind_name"]: one for one in got(anyone, "/table/foods")["items"]}
    assert foods["bread"]["least"] == {"amount": "0.25", "unit": "kg"}
    assert anyone("put", "/table/sections", {"names": []}).status_code == 403
    twice = refused(cook, "put", "/table/sections", {"names": ["A", "a"]})
    assert twice[0][1] == "names"


def test_shopping_says_why_is_kept_and_put_away(house, cook, anyone):
    """Meals minus stock; each line names its meal; twice changes nothing."""
    found = got(anyone, f"/table/shopping?{WEEK}")
    (line,) = [
        line
        for section in found["sections"]
        for line in section["lines"]
        if line["to_buy"]["amount"] != "0"
    ]
    assert (line["kind_name"], line["to_buy"]["amount"]) == ("bread", "0.5")
    assert line["meals"][0]["meal"] == str(house.supper)
    days = {"from_day": "2026-11-23", "until": "2026-11-29"}
    for _ in range(2):
        assert done(cook, "post", "/table/shopping", days, 200) == {"n": 1}
    assert anyone("post", "/table/shopping", days).status_code == 403

    home = {
        "place": str(house.cellar),
        "rows": [{"kind": str(house.bread.id), "amount": "0.5", "unit": "kg"}],
    }
    for _ in range(2):
        done(cook, "post", "/table/put-away", home, 201)
    assert cast.here(house.union, house.bread) == "1 kg"
    wrong = {**home, "rows": [{**home["rows"][0], "unit": "miles"}]}
    ((row, field, _words),) = refused(
        cook, "post", "/table/put-away", wrong, key="wrong-unit"
    )
    assert (row, field) == (1, "unit")
    assert got(anyone, f"/table/coming?{WEEK}") == []
    assert got(anyone, "/table/expiring") == []


def test_a_count_is_kept_and_a_stale_one_refused(house, cook, anyone):
    line = next(
        one for one in got(anyone, "/table/count") if one["kind_name"] == "lentils"
    )
    rows = [{"resource": line["resource"], "counted": "4.2", "seen": line["seen"]}]
    for _ in range(2):
        done(cook, "post", "/table/count", {"rows": rows}, 201)
    assert cast.here(house.union, house.lentils) == "4.2 kg"

    ((row, field, words),) = refused(
        cook, "post", "/table/count", {"rows": rows}, key="count-again"
    )
    assert (row, field) == (1, "counted")
    assert "the book says 4.2 kg now" in words


def test_cooking_uses_stock_and_leaves_leftovers(house, cook, anyone, ana):
    today = cast.plan(house.union, ana, house.stew, day=cast.MONDAY)
    path = f"/table/meals/{today}"
    (line,) = got(anyone, f"{path}/cooking")
    assert (line["planned"]["amount"], line["suggested"]["amount"]) == ("0.5", "0.5")
    body = {
        "amounts": {str(house.lentils.id): "0.7"},
        "leftovers": [
            {"dish": str(house.stew), "amount": "0.4", "good_until": "2026-11-26"}
        ],
        "place": str(house.cellar),
    }
    assert anyone("post", f"{path}/cooking", body).status_code == 403
    for _ in range(2):
        cooked = done(cook, "post", f"{path}/cooking", body, 200)
        assert cooked["used"] == [
            {"what": "lentils", "amount": {"amount": "0.7", "unit": "kg"}}
        ]
    assert cast.here(house.union, house.lentils) == "4.3 kg"
    assert got(anyone, f"{path}/cooked") == cooked

    (left,) = got(anyone, "/table/leftovers")
    serve = {"resource": left["resource"], "amount": "0.4", "feeds": 2}
    done(cook, "post", f"/table/meals/{house.supper}/leftovers", serve)
    sheet = got(cook, f"/table/meals/{house.supper}/sheet")
    assert sheet["leftovers"][0]["feeds"] == 2


def test_the_week_is_of_the_table_as_a_whole(house, anyone):
    table = got(anyone, "/table/contents?first_day=2026-11-23")
    assert table["n_meals"] == 1
    ((_row, field, _words),) = refused(
        anyone, "get", "/table/contents?first_day=2026-11-24"
    )
    assert field == "first_day"
