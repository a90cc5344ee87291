"""Pages of dishes, shopping, the store and cooking (story 2)."""

from __future__ import annotations

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from commonweal.rooms.kitchen import queries
from tests.interfaces import kitchen_house
from tests.interfaces.needs_pages import page, sent, text_of
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


def dish_form(**parts):
    return {
        "key": "dish-1",
        "name": "Soup",
        "serves": "8",
        "amount-1": "800 g",
        "name-1": "lentils",
        "amount-2": "to taste",
        "name-2": "bread",
        **parts,
    }


def test_a_dish_is_written_scaled_changed_and_retired(signed_in, house, ana):
    client = signed_in(ana)
    for _ in range(2):
        response = client.post(reverse("kitchen:new_dish"), dish_form())
        assert response.status_code == 302, text_of(response)
    (dish,) = [d for d in queries.list_dishes(union=house.union.id) if d.name == "Soup"]
    assert "For 8 people" in page(client, "kitchen:dish", dish.id)
    for_three = page(client, "kitchen:dish", dish.id, people="3")
    assert "lentils 0.3 kg" in for_three
    assert "bread to taste" in for_three
    for nonsense in ("0", "-1", "x", "99999999"):
        assert "lentils" in page(client, "kitchen:dish", dish.id, people=nonsense)

    form = client.get(reverse("kitchen:change_dish", args=[dish.id]))
    assert 'value="0.8 kg"' in form.content.decode()
    changed = dish_form(name="Thick soup", **{"amount-1": "1 kg"})
    assert sent(client, "kitchen:change_dish", dish.id, **changed).status_code == 302
    now = queries.get_dish(union=house.union.id, dish=dish.id)
    assert (now.name, str(now.lines[0].amount)) == ("Thick soup", "1 kg")

    sent(client, "kitchen:retire_dish", dish.id)
    assert "Thick soup" not in page(client, "kitchen:dishes")


def test_every_wrong_line_is_said_and_kept(signed_in, house, ana):
    """Bad input: unknown foods and units, each at its line; nothing half-saved."""
    wrong = dish_form(
        serves="0",
        **{"name-1": "lentlis", "amount-2": "3 gulps", "amount-3": "-1 kg"},
        **{"name-3": "bread"},
    )

    response = signed_in(ana).post(reverse("kitchen:new_dish"), wrong)

    assert response.status_code == 422
    found = text_of(response)
    assert "Line 1: We do not know “lentlis”. Did you mean lentils?" in found
    assert "Line 2: We do not know the measure “gulps”" in found
    assert "Line 3: An amount is not less than nothing" in found
    assert "“0” is not a number from 1" in found
    assert 'value="3 gulps"' in response.content.decode()
    assert len(queries.list_dishes(union=house.union.id)) == 3


def test_more_lines_keep_what_was_typed(signed_in, house, ana):
    response = signed_in(ana).post(
        reverse("kitchen:new_dish"), dish_form(more="1", name="")
    )

    body = response.content.decode()
    assert response.status_code == 200
    assert 'value="800 g"' in body
    assert 'name="amount-6"' in body


PAGE = """<html><script type="application/ld+json">%s</script></html>"""
RECIPE = {
    "@context": "https://schema.org",
    "@type": "Recipe",
    "name": "Farmhouse stew",
    "recipeYield": "4 servings",
    "recipeIngredient": ["500 g lentils", "2 gulps unicorn milk"],
    "recipeInstructions": "Boil it.",
}


def test_a_recipe_is_looked_over_before_it_is_kept(signed_in, house, ana):
    """A schema.org page, uploaded; what is not known is named with its line."""
    client = signed_in(ana)
    file = SimpleUploadedFile("stew.html", (PAGE % json.dumps(RECIPE)).encode())

    looked = client.post(reverse("kitchen:take_in"), {"key": "in", "file": file})

    body, found = looked.content.decode(), text_of(looked)
    assert looked.status_code == 200
    assert 'value="Farmhouse stew"' in body
    assert 'value="0.5 kg"' in body
    assert "“2 gulps unicorn milk”" in found
    assert "Nothing is kept yet" in found
    assert len(queries.list_dishes(union=house.union.id)) == 3

    kept = client.post(
        reverse("kitchen:new_dish"),
        {
            "key": "in-2",
            "name": "Farmhouse stew",
            "serves": "4",
            "amount-1": "0.5 kg",
            "name-1": "lentils",
            "amount-2": "0.2 kg",
            "name-2": "unicorn milk",
            "new-2": "on",
        },
    )
    assert kept.status_code == 302
    assert "unicorn milk" in page(client, "kitchen:foods")


def test_plain_text_is_read_and_what_is_none_is_said(signed_in, house, ana):
    client = signed_in(ana)
    text = "Plain stew\nserves 6\n\n1 kg lentils\n\nBoil."
    looked = client.post(reverse("kitchen:take_in"), {"text": text})
    assert 'value="1 kg"' in looked.content.decode()

    nothing = client.post(reverse("kitchen:take_in"), {"text": " "})
    picture = SimpleUploadedFile("photo.jpg", b"\xff\xd8\xff\xe0" + bytes(50))
    wrong = client.post(reverse("kitchen:take_in"), {"file": picture})

    assert (nothing.status_code, wrong.status_code) == (422, 422)
    assert "Paste a recipe, or choose a file" in text_of(nothing)
    assert "photo.jpg" in text_of(wrong)


def test_the_list_says_which_meal_caused_each_line(signed_in, house, ana):
    """Meals minus stock: 1 kg of bread for five, half a kilo is here."""
    client = signed_in(ana)
    bread = house.bread.id
    sent(client, "kitchen:shop_order", names="Bakery\nMarket\n")
    section = queries.list_sections(union=house.union.id)[0].id
    card = {"section": str(section), "least": "0.25", "is_known": "on"}
    sent(client, "kitchen:food", bread, codes=["gluten"], **card)

    found = page(client, "kitchen:shopping")

    assert "Bakery 0.75 kg bread" in found
    assert "Tue 24 Nov supper 0.5 kg" in found
    assert "to have enough here 0.25 kg" in found

    days = {"from_day": "2026-11-23", "until": "2026-11-29"}
    kept = client.post(reverse("kitchen:keep_shopping"), days, follow=True)
    assert "2 lines kept. The purse sees them." in text_of(kept)
    again = client.post(reverse("kitchen:keep_shopping"), days, follow=True)
    assert "2 lines kept" in text_of(again)


def test_wrong_days_of_a_list_are_said(signed_in, house, ana):
    client = signed_in(ana)
    for span, words_ in (
        ({"from_day": "2026-11-25", "until": "2026-11-24"}, "lies before the first"),
        ({"from_day": "2026-11-25", "until": "2027-11-24"}, "days at most"),
        ({"from_day": "x", "until": ""}, "Enter a valid date"),
    ):
        response = client.get(reverse("kitchen:shopping"), span)
        assert response.status_code in {200, 422}
        assert words_ in text_of(response), span


def test_a_section_twice_is_refused(signed_in, house, ana):
    response = sent(signed_in(ana), "kitchen:shop_order", names="Market\nmarket")

    assert response.status_code == 422
    assert "is there twice" in text_of(response)


def test_something_ticked_asks_whether_somebody_looked(signed_in, house, ana):
    form = {"section": "", "least": "", "codes": ["milk"]}

    response = sent(signed_in(ana), "kitchen:food", house.bread.id, **form)

    assert response.status_code == 422
    assert "Something is ticked" in text_of(response)


def bought(house, **parts):
    return {
        "key": "bought-1",
        "place": str(house.cellar),
        "name-1": "bread",
        "amount-1": "1.5",
        "unit-1": "kg",
        "good_until-1": "2026-11-30",
        **parts,
    }


def test_what_was_bought_is_put_away_once(signed_in, house, ana):
    client = signed_in(ana)
    assert 'value="bread"' in client.get(reverse("kitchen:put_away")).content.decode()
    for _ in range(2):
        response = client.post(reverse("kitchen:put_away"), bought(house))
        assert response.status_code == 302, text_of(response)
    assert cast.here(house.union, house.bread) == "2 kg"

    wrong = client.post(
        reverse("kitchen:put_away"),
        bought(
            house,
            key="bought-2",
            **{"name-1": "brot", "good_until-1": "soon", "name-2": "lentils"},
            **{"amount-2": "lots"},
        ),
    )
    assert wrong.status_code == 422
    found = text_of(wrong)
    assert "Line 1: We do not know “brot”" in found
    assert "“soon” is not a day" in found
    late = client.post(
        reverse("kitchen:put_away"),
        bought(house, key="bought-3", **{"amount-1": "-1"}),
    )
    assert late.status_code == 422
    assert cast.here(house.union, house.bread) == "2 kg"


def test_the_store_is_counted_and_a_stale_list_refused(signed_in, house, ana):
    client = signed_in(ana)
    (line,) = [
        one
        for one in queries.count_list(union=house.union.id)
        if one.kind_name == "lentils"
    ]
    name = line.resource
    form = {"key": "count-1", f"counted-{name}": "4,2", f"seen-{name}": "5 kg"}
    assert (
        'data-offline="count"' in client.get(reverse("kitchen:count")).content.decode()
    )
    for _ in range(2):
        assert client.post(reverse("kitchen:count"), form).status_code == 302
    assert cast.here(house.union, house.lentils) == "4.2 kg"

    stale = client.post(reverse("kitchen:count"), {**form, "key": "count-2"})

    assert stale.status_code == 422
    assert "the book says 4.2 kg now" in text_of(stale)
    assert 'value="4,2"' in stale.content.decode()


def test_cooking_takes_from_the_store_and_leaves_leftovers(
    signed_in, house, ana, monkeypatch
):
    """Actual amounts; leftovers go on to the next meal."""
    client = signed_in(ana)
    today = cast.plan(house.union, ana, house.stew, day=cast.MONDAY, time="supper")
    later = cast.plan(house.union, ana, house.stew, day=cast.WEDNESDAY)
    shown = client.get(reverse("kitchen:cook", args=[today])).content.decode()
    assert f'name="used-{house.lentils.id}" value="0.5"' in shown

    form = {
        f"used-{house.lentils.id}": "0,7",
        f"left-{house.stew}": "0.4",
        f"good-{house.stew}": "2026-11-26",
        "scraps": "0.1",
        "place": str(house.cellar),
    }
    for _ in range(2):
        response = sent(client, "kitchen:cook", today, **form)
        assert response.status_code in {200, 302}, text_of(response)
    assert cast.here(house.union, house.lentils) == "4.3 kg"
    used = page(client, "kitchen:cook", today)
    assert "lentils 0.7 kg" in used

    (left,) = queries.leftovers(union=house.union.id, at=cast.AT)
    assert "Goes on to this meal" in page(client, "kitchen:meal", later)
    leftovers = {"resource": str(left.resource), "amount": "0.4", "feeds": "2"}
    sent(client, "kitchen:serve_leftovers", later, **leftovers)
    assert "feeds 2 here" in page(client, "kitchen:meal", later)
    too_much = {**leftovers, "amount": "9"}
    refused = sent(client, "kitchen:serve_leftovers", later, **too_much)
    assert refused.status_code == 422


def test_more_than_is_here_or_no_day_is_refused_and_kept(signed_in, house, ana):
    client = signed_in(ana)
    today = cast.plan(house.union, ana, house.stew, day=cast.MONDAY, time="supper")

    too_much = sent(client, "kitchen:cook", today, **{f"used-{house.lentils.id}": "50"})
    no_day = sent(
        client,
        "kitchen:cook",
        today,
        **{f"left-{house.stew}": "1", f"good-{house.stew}": "never"},
    )
    ahead = sent(client, "kitchen:cook", house.supper)

    assert {too_much.status_code, no_day.status_code, ahead.status_code} == {422}
    assert "5 kg is here, 50 kg was to be used" in text_of(too_much)
    assert 'value="50"' in too_much.content.decode()
    assert "“never” is not a day" in text_of(no_day)
    assert "is still to come" in text_of(ahead)
    assert cast.here(house.union, house.lentils) == "5 kg"


def test_the_week_is_shown_neutrally_and_never_of_a_person(signed_in, house, ana, ben):
    found = page(signed_in(ana), "kitchen:nutrition", week="2026-11-24")

    assert "The table as a whole, never a person" in found
    assert "Ben" not in found
