"""Dishes: written, read from pages and files, scaled later (issue 3, table 1)."""

from __future__ import annotations

import json

import pytest

from commonweal.commons.ledger import queries as ledger
from commonweal.core.vf.problems import NotFound, NotYours, Refused
from commonweal.rooms.kitchen import queries, services, words
from commonweal.rooms.kitchen.models import Dish, DishLine
from tests.rooms.kitchen_cast import (
    AT,
    add_dish,
    add_food,
    fields,
    line,
    problems,
)

pytestmark = pytest.mark.django_db(transaction=True)

SOUP = {
    "@context": "https://schema.org",
    "@type": "Recipe",
    "name": "Lentil &amp; carrot soup",
    "recipeYield": ["4", "4 servings"],
    "totalTime": "PT1H15M",
    "url": "https://example.org/soup",
    "recipeIngredient": [
        "1 1/2 cups lentils",
        "2 large carrots, sliced",
        "2 EL Öl",
        "a pinch of salt",
    ],
    "recipeInstructions": [
        {"@type": "HowToStep", "text": "Wash the <b>lentils</b>."},
        {"@type": "HowToSection", "itemListElement": [{"text": "Simmer."}]},
    ],
}


@pytest.fixture
def foods(lentil_house):
    names = {"iodised-salt": "salt", "oil": "sunflower oil"}
    return {
        tag: add_food(lentil_house, tag, name=names.get(tag, ""), codes=())
        for tag in ("lentils", "carrots", "oil", "iodised-salt", "flour", "bread")
    }


def page(data) -> words.FileDraft:
    text = f"""<!doctype html><html><head><title>x</title>
    <script>var broken = "</scr" + "ipt>";</script>
    <script type="application/ld+json">{{"@graph": [{{"@type": "WebSite"}}, {json.dumps(data)}]}}</script>
    <script type="application/ld+json">{{ not json }}</script>
    </head><body><p>About my grandmother.</p></body></html>"""
    return words.FileDraft(content=text.encode(), filename="soup.html")


def test_a_dish_is_kept_once_with_its_lines(lentil_house, cook, foods):
    soup = add_dish(
        lentil_house, cook, "Soup", line(foods["lentils"], "1.5"), serves="12"
    )
    again = add_dish(
        lentil_house, cook, "Soup", line(foods["lentils"], "1.5"), serves="12"
    )

    dish = queries.get_dish(union=lentil_house.id, dish=soup)
    assert again == soup
    assert (dish.name, dish.serves) == ("Soup", 12)
    assert [(one.kind_name, str(one.amount)) for one in dish.lines] == [
        ("lentils", "1.5 kg")
    ]


def test_spoons_cups_and_pieces_become_what_the_store_counts(lentil_house, cook, foods):
    """200 g, 2 EL (0.03 l of 0.92 kg a litre), 3 carrots of 80 g, salt to taste."""
    soup = add_dish(
        lentil_house,
        cook,
        "Soup",
        line(foods["lentils"], "200", "g"),
        line(foods["oil"], "2", "EL"),
        line(foods["carrots"], "3", "pieces"),
        line(foods["iodised-salt"], "to taste"),
    )

    lines = queries.get_dish(union=lentil_house.id, dish=soup).lines
    assert [str(one.amount) for one in lines] == [
        "0.2 kg",
        "0.028 kg",
        "0.24 kg",
        "None",
    ]
    assert lines[3].note == "to taste"


def test_everything_wrong_with_a_dish_is_said_at_once(lentil_house, cook, foods):
    """Bad input: nobody to serve, unknown units, negative amounts; nothing is saved."""
    draft = words.DishDraft(
        name=" ",
        serves="0",
        minutes="soon",
        codes=("gluten", "gravel"),
        lines=(
            line(foods["lentils"], "-2"),
            line(foods["carrots"], "2", "flurbs"),
            words.LineDraft(name="lentyls", amount="2 kg"),
            line(foods["flour"], "0"),
            line(foods["bread"], "2", "slices"),
            words.LineDraft(name="", amount=""),
        ),
    )

    found = fields(
        services.add_dish,
        draft=draft,
        union=lentil_house.id,
        by=cook.id,
        key="k",
        at=AT,
    )

    assert found == [
        (None, "name"), (None, "serves"), (None, "minutes"), (None, "codes"),
        (1, "amount"), (2, "unit"), (3, "name"), (4, "amount"), (5, "amount"),
        (6, "name"), (6, "amount"),
    ]  # fmt: skip
    assert not Dish.objects.exists()


def test_a_dish_of_nothing_is_refused(lentil_house, cook):
    draft = words.DishDraft(name="Air", serves="4", lines=())

    found = problems(
        services.add_dish,
        draft=draft,
        union=lentil_house.id,
        by=cook.id,
        key="k",
        at=AT,
    )

    assert found == [
        (None, "lines", "This dish is made of nothing. Write at least one line, such as “2 kg potatoes”.")
    ]  # fmt: skip


def test_an_unknown_measure_says_what_may_be_meant(lentil_house, cook, foods):
    draft = words.DishDraft(
        name="Soup", serves="4", lines=(line(foods["lentils"], "2", "teaspon"),)
    )

    [(row, _field, said)] = problems(
        services.add_dish,
        draft=draft,
        union=lentil_house.id,
        by=cook.id,
        key="k",
        at=AT,
    )

    assert row == 1
    assert said == (
        "We do not know the measure “teaspon”. Did you mean teaspoon? "
        "Write it in kg, g, l, ml or pieces."
    )


def test_a_name_is_taken_once_and_free_again_when_retired(lentil_house, cook, foods):
    soup = add_dish(lentil_house, cook, "Soup", line(foods["lentils"], "1"))
    draft = words.DishDraft(
        name="soup", serves="4", lines=(line(foods["lentils"], "1"),)
    )
    given = {"draft": draft, "union": lentil_house.id, "by": cook.id, "at": AT}

    assert fields(services.add_dish, key="2", **given) == [(None, "name")]
    services.retire_dish(dish=soup, union=lentil_house.id, by=cook.id, at=AT)
    services.add_dish(key="2", **given)

    assert [dish.name for dish in queries.list_dishes(union=lentil_house.id)] == [
        "soup"
    ]


def test_changing_a_dish_changes_all_of_it_or_nothing(lentil_house, cook, foods):
    soup = add_dish(lentil_house, cook, "Soup", line(foods["lentils"], "1"))
    bad = words.DishDraft(name="Pot", serves="4", lines=(line(foods["oil"], "x"),))
    good = words.DishDraft(name="Pot", serves="4", lines=(line(foods["oil"], "0.1"),))
    given = {"dish": soup, "union": lentil_house.id, "by": cook.id, "at": AT}

    assert fields(services.change_dish, draft=bad, **given) == [(1, "amount")]
    assert queries.get_dish(union=lentil_house.id, dish=soup).name == "Soup"
    services.change_dish(draft=good, **given)

    dish = queries.get_dish(union=lentil_house.id, dish=soup)
    assert (dish.name, [one.kind_name for one in dish.lines]) == (
        "Pot",
        ["sunflower oil"],
    )


def test_a_new_food_is_added_only_when_asked_and_nobody_calls_it_safe(
    lentil_house, cook, foods
):
    soup = add_dish(
        lentil_house, cook, "Soup", words.LineDraft(name="Miso", amount="0.2 kg", is_new=True)
    )  # fmt: skip

    kind = ledger.find_specification(union=lentil_house.id, name="miso")
    assert kind.classified_as == ("food",)
    assert queries.get_dish(union=lentil_house.id, dish=soup).unclear == ("Miso",)


def test_a_page_with_a_recipe_is_read(lentil_house, cook, foods):
    """Cups of lentils: 1.5 x 0.24 l x 0.82 kg; carrots of 80 g; oil 0.03 l x 0.92."""
    read = services.read_recipe(file=page(SOUP), union=lentil_house.id)

    assert (read.name, read.serves, read.minutes) == ("Lentil & carrot soup", "4", "75")
    assert read.steps == "Wash the lentils .\nSimmer."
    assert [str(one.amount) for one in read.lines] == [
        "0.295 kg", "0.16 kg", "0.028 kg", "None",
    ]  # fmt: skip
    assert [one.note for one in read.lines] == [
        "",
        "large, sliced",
        "",
        "a pinch of salt",
    ]
    assert not Dish.objects.exists()


def test_a_recipe_is_kept_as_a_dish_once(lentil_house, cook, foods):
    given = {"file": page(SOUP), "union": lentil_house.id, "by": cook.id, "at": AT}

    soup = services.import_dish(key="a", **given)
    assert services.import_dish(key="a", **given) == soup

    dish = queries.get_dish(union=lentil_house.id, dish=soup)
    assert (dish.serves, dish.minutes) == (4, 75)
    assert dish.source == "https://example.org/soup"
    assert DishLine.objects.count() == 4


def test_a_food_that_a_recipe_names_twice_becomes_one_line(lentil_house, cook, foods):
    """200 g for the dough, 50 g for the board; salt twice, once to taste."""
    data = SOUP | {
        "recipeIngredient": ["200 g flour", "1 tsp salt", "50 g flour, sifted", "salt"]
    }

    soup = services.import_dish(
        file=page(data), union=lentil_house.id, by=cook.id, key="k", at=AT
    )

    lines = queries.get_dish(union=lentil_house.id, dish=soup).lines
    assert [(one.kind_name, str(one.amount)) for one in lines] == [
        ("flour", "0.25 kg"), ("salt", "0.006 kg"),
    ]  # fmt: skip


def test_a_json_file_is_read_like_a_page(lentil_house, foods):
    file = words.FileDraft(
        content=json.dumps([SOUP]).encode("utf-16"), filename="s.json"
    )

    read = services.read_recipe(file=file, union=lentil_house.id)

    assert [one.kind_name for one in read.lines] == [
        "lentils", "carrots", "sunflower oil", "salt",
    ]  # fmt: skip


def test_plain_text_is_read_line_by_line(lentil_house, foods):
    text = "Linsensuppe\nfür 6 Personen\n\nZutaten:\n- 500 g Linsen\n3 Karotten\nSalz\n\nAlles kochen.\nSalzen."

    read = services.read_recipe(
        file=words.FileDraft(content=text.encode()), union=lentil_house.id
    )

    assert (read.name, read.serves) == ("Linsensuppe", "6")
    assert read.steps == "Alles kochen.\nSalzen."
    assert [(one.kind_name, str(one.amount)) for one in read.lines] == [
        ("lentils", "0.5 kg"), ("carrots", "0.24 kg"), ("salt", "None"),
    ]  # fmt: skip


def test_each_line_that_cannot_be_read_says_so_and_nothing_is_saved(
    lentil_house, cook, foods
):
    """Bad input: a recipe with unknown units and unknown foods."""
    strange = SOUP | {
        "recipeIngredient": [
            "200 g lentils",
            "2 flurbs carrots",
            "1 bunch carrots",
            "3 tbsp lentills",
            "500 g dragon fruit",
            "-1 kg flour",
            "2 kg",
            "0 g flour",
        ]
    }

    found = problems(
        services.import_dish,
        file=page(strange), union=lentil_house.id, by=cook.id, key="k", at=AT,
    )  # fmt: skip

    assert [(row, said.partition(".")[0]) for row, _field, said in found] == [
        (2, "We do not know the measure “flurbs”"),
        (3, "We do not know how much 1 bunch of carrots is in kg"),
        (4, "We do not know “lentills”"),
        (5, "We do not know “dragon fruit”"),
        (6, "An amount is not less than nothing"),
        (7, "“2 kg” does not say of what"),
        (8, "Write more than nothing, or leave the line out"),
    ]
    assert "Did you mean lentils?" in found[2][2]
    assert not Dish.objects.exists()


def test_a_food_that_only_sounds_like_another_is_not_taken_for_it(lentil_house, foods):
    """Sesame oil is not our oil, rice flour not our flour: codes would be wrong."""
    data = SOUP | {"recipeIngredient": ["2 EL sesame oil", "200 g rice flour"]}

    read = services.read_recipe(file=page(data), union=lentil_house.id)

    assert [one.kind for one in read.lines] == [None, None]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "neither a web page"),
        (b"%PDF-1.7 \x00\x01", "neither a web page"),
        (b"{ broken", "neither a web page"),
        (b"<html><body>Hello</body></html>", "holds no recipe"),
        (b'{"@type": "Person", "name": "Ana"}', "holds no recipe"),
        (b"[" * 5000, "neither a web page"),
        (b"<" + b"x" * (6 * 2**20), "larger than 5 MB"),
    ],
)
def test_what_is_no_recipe_is_said(lentil_house, content, said):
    file = words.FileDraft(content=content, filename="thing.html")

    with pytest.raises(Refused, match=said):
        services.read_recipe(file=file, union=lentil_house.id)


def test_a_page_opens_nothing_it_names(lentil_house, foods, monkeypatch):
    """Nothing is fetched: not pictures, not what an entity names."""
    monkeypatch.setattr("socket.socket.connect", lambda *_: pytest.fail("it went out"))
    text = f"""<?xml version="1.0"?><!DOCTYPE html [<!ENTITY x SYSTEM "http://127.0.0.1/x">]>
    <html><head><link href="http://127.0.0.1/y"><script type="application/ld+json">
    {json.dumps(SOUP)}</script></head><body>&x;</body></html>"""

    file = words.FileDraft(content=text.encode(), filename="x.html")
    read = services.read_recipe(file=file, union=lentil_house.id)

    assert len(read.lines) == 4


def test_only_the_kitchen_keeps_dishes(lentil_house, ben, foods):
    draft = words.DishDraft(name="S", serves="4", lines=(line(foods["lentils"], "1"),))

    with pytest.raises(NotYours, match="mandate for the kitchen"):
        services.add_dish(draft=draft, union=lentil_house.id, by=ben.id, key="k", at=AT)


def test_dishes_of_another_union_are_not_here(
    lentil_house, oak_yard, dalia, cook, foods
):
    soup = add_dish(lentil_house, cook, "Soup", line(foods["lentils"], "1"))

    with pytest.raises(NotFound):
        queries.get_dish(union=oak_yard.id, dish=soup)
