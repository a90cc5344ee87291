"""Walks through the pages of the table, and what each refuses (story 2)."""

from __future__ import annotations

import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from commonweal.rooms.kitchen import queries, services, words
from tests.interfaces import kitchen_house
from tests.interfaces.needs_pages import page, sent, text_of
from tests.rooms import kitchen_cast as cast

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("fixed_clock"),
]
ALL = (
    "home", "mine", "others", "paper", "type_back", "week", "new_meal", "dishes",
    "new_dish", "take_in", "foods", "nutrition", "shopping", "put_away",
    "shop_order", "count",
)  # fmt: skip
OF_A_MEAL = ("meal", "change_meal", "sheet", "cook")


@pytest.fixture
def house(lentil_house, ana, ben, chidi, kofi, lena):
    """Five people, a kitchen, and a supper on Tuesday."""
    del ben, chidi
    return kitchen_house.furnish(lentil_house, ana, kofi, lena)


def mine(house, person):
    """Return Tuesday's supper as one person sees it."""
    (one,) = queries.my_meals(
        union=house.union.id,
        person=person.id,
        days=(cast.TUESDAY, cast.TUESDAY),
        at=cast.AT,
    )
    return one


def said(house, person, **parts):
    return {"seen": mine(house, person).meal.seen, "back": "2026-11-23", **parts}


def counted(house):
    found = cast.counts(house.union, house.supper)
    return found.heads, found.guests, found.late_plates


def test_strangers_are_asked_to_sign_in(client, house):
    for name in ALL:
        response = client.get(reverse(f"kitchen:{name}"))
        assert (response.status_code, "login" in response.url) == (302, True), name


def test_every_page_opens_for_the_cook_and_for_everyone(signed_in, house, ana, ben):
    for person in (ana, ben):
        client = signed_in(person)
        for name in ALL:
            page(client, f"kitchen:{name}")
        page(client, "kitchen:dish", house.stew)
        page(client, "kitchen:meal", house.supper)
    cook = signed_in(ana)
    for name in OF_A_MEAL:
        page(cook, f"kitchen:{name}", house.supper)
    page(cook, "kitchen:food", house.lentils.id)
    page(cook, "kitchen:change_dish", house.stew)


def test_an_empty_kitchen_opens_too(signed_in, lentil_house, ben):
    client = signed_in(ben)
    for name in ALL:
        page(client, f"kitchen:{name}")
    assert "No meal is planned on these days" in page(client, "kitchen:home")


# --- who eats -------------------------------------------------------------------------


def test_everybody_is_expected_and_one_tap_says_no(signed_in, house, ben):
    """Story 2: assumed present, out and in with one tap, twice changes nothing."""
    client = signed_in(ben)
    everybody = counted(house)[0]
    assert "You eat" in page(client, "kitchen:home")

    for _ in range(2):
        response = sent(
            client, "kitchen:sign", house.supper, **said(house, ben, says="out")
        )
        assert response.status_code == 302
        assert response.url == f"/table/?from=2026-11-23#meal-{house.supper}"
    assert "Without you" in page(client, "kitchen:home")
    assert counted(house) == (everybody - 1, 0, 0)

    sent(client, "kitchen:sign", house.supper, **said(house, ben, says="in"))
    assert counted(house) == (everybody, 0, 0)


def test_a_late_plate_is_asked_for_and_let_go(signed_in, house, ben):
    client = signed_in(ben)

    sent(client, "kitchen:sign", house.supper, **said(house, ben, says="late"))
    assert "late plate" in page(client, "kitchen:home")
    assert counted(house)[2] == 1

    sent(client, "kitchen:sign", house.supper, **said(house, ben, says="on_time"))
    assert counted(house)[2] == 0


def test_each_tap_brings_one_guest_more(signed_in, house, ben):
    """The same form sent twice brings its guests once."""
    client = signed_in(ben)
    address = reverse("kitchen:guests", args=[house.supper])
    first = said(house, ben, key="guest-one", n="1")
    for _ in range(2):
        assert client.post(address, first).status_code == 302
    assert counted(house)[1] == 1

    (party,) = mine(house, ben).guests
    more = said(house, ben, key="guest-two", n="2", instead=str(party.id))
    for _ in range(2):
        assert client.post(address, more).status_code == 302
    assert counted(house)[1] == 2
    assert "2 guests" in page(client, "kitchen:home")

    (party,) = mine(house, ben).guests
    sent(client, "kitchen:no_guests", house.supper, party.id)
    assert counted(house)[1] == 0


def test_guests_with_foods_not_to_serve_are_noted_without_names(signed_in, house, ben):
    client = signed_in(ben)

    form = said(
        house, ben, key="three", n="3", size="half", codes=["milk"], back="meal"
    )
    response = client.post(reverse("kitchen:guests", args=[house.supper]), form)

    assert response.url == reverse("kitchen:meal", args=[house.supper])
    words_ = page(client, "kitchen:meal", house.supper)
    assert "3 guests, half a plate not: milk, cheese, butter" in words_


def test_a_tap_on_an_older_menu_is_refused_in_words(signed_in, house, ana, ben):
    """An action kept without a network is not done to another menu."""
    older = said(house, ben, says="out")
    services.offer_instead(
        meal_dish=mine(house, ben).meal.dishes[0].id,
        dish=house.salad,
        union=house.union.id,
        by=ana.id,
        at=cast.AT,
    )

    response = sent(signed_in(ben), "kitchen:sign", house.supper, **older)

    assert response.status_code == 422
    assert "The menu has changed since you tapped" in text_of(response)
    assert mine(house, ben).is_in


def test_after_closing_only_the_kitchen_types(signed_in, house, ana, ben):
    closed = cast.plan(house.union, ana, house.stew, day=cast.MONDAY, time="lunch")
    ask = {"says": "out", "back": ""}
    refused = sent(signed_in(ben), "kitchen:sign", closed, **ask)
    assert refused.status_code == 422
    assert "Write it on the list in the kitchen" in text_of(refused)

    typed = sent(
        signed_in(ana), "kitchen:typed", closed, person=str(ben.id), says="late"
    )
    assert typed.status_code == 302
    assert cast.counts(house.union, closed).late_plates == 1


def test_a_line_by_hand_without_a_name_is_said_at_its_field(signed_in, house, ana):
    response = sent(signed_in(ana), "kitchen:typed", house.supper, says="out")

    assert response.status_code == 422
    assert "This field is required" in text_of(response)


def test_offline_forms_are_marked_and_carry_key_and_menu(signed_in, house, ben):
    body = signed_in(ben).get(reverse("kitchen:home")).content.decode()
    forms = re.findall(r'<form[^>]*data-offline="table".*?</form>', body, re.DOTALL)

    assert len(forms) == 3
    for form in forms:
        assert 'name="key"' in form
        assert 'name="seen" value="2026-11-24 18:30 Lentil stew, Bread board"' in form


def test_the_home_page_shows_the_next_meal_with_one_tap(signed_in, house, ben):
    client = signed_in(ben)
    assert "Tue 24 Nov, supper" in page(client, "home:home")

    out = said(house, ben, says="out", back="home")
    response = sent(client, "kitchen:sign", house.supper, **out)

    assert response.url == reverse("home:home")
    assert "Without you" in page(client, "home:home")


# --- how somebody eats ------------------------------------------------------------------


def plate(client, do, person=None, **form):
    address = "kitchen:plate_of" if person else "kitchen:mine"
    return sent(client, address, *([person.id] if person else []), do=do, **form)


def test_what_not_to_serve_is_kept_shown_renewed_and_forgotten(signed_in, house, ben):
    """Codes, never reasons; who can read them stands beside."""
    client = signed_in(ben)
    assert "Who can read this: Ana" in page(client, "kitchen:mine")

    plate(client, "codes", codes=["pulses"], is_named="on")
    kept = queries.own_codes(union=house.union.id, person=ben.id, at=cast.AT)
    assert (kept.codes, kept.is_named) == (("pulses",), True)
    home = page(client, "kitchen:home")
    assert "Not for you: Lentil stew (beans, peas, lentils)" in home

    assert plate(client, "renew").status_code == 302
    plate(client, "codes")
    assert queries.own_codes(union=house.union.id, person=ben.id, at=cast.AT) is None


def test_a_shortcut_ticks_and_keeps_nothing(signed_in, house, ben):
    response = plate(signed_in(ben), "codes", shortcut="1", codes=["nuts"])

    body = response.content.decode()
    for code in ("nuts", "milk", "honey", "meat"):
        assert re.search(rf'value="{code}"[^>]*checked', body), code
    assert queries.own_codes(union=house.union.id, person=ben.id, at=cast.AT) is None


def test_usual_days_are_kept_and_days_away_taken_back(signed_in, house, ben):
    """Part-time residents: weekdays by meal, from a day until a day."""
    client = signed_in(ben)

    plate(
        client,
        "usual",
        eats=["supper:mon", "supper:wed"],
        size="half",
        starts_on="2026-11-23",
    )
    assert not mine(house, ben).is_in
    (usual,) = queries.own_usual(union=house.union.id, person=ben.id, on=cast.MONDAY)
    assert usual.eats == (("supper", ("mon", "wed")),)

    plate(client, "usual", eats=_every(), size="half", starts_on="2026-11-23")
    assert (mine(house, ben).is_in, mine(house, ben).size) == (True, "half")
    plate(client, "away", first="2026-11-24", last="2026-11-25")
    assert not mine(house, ben).is_in
    assert "Tue 24 Nov \u2013 Wed 25 Nov: away" in page(client, "kitchen:mine")

    away = next(
        one
        for one in queries.own_usual(
            union=house.union.id, person=ben.id, on=cast.MONDAY
        )
        if one.is_away
    )
    plate(client, "end", usual=str(away.id))
    assert mine(house, ben).is_in


def _every():
    return [f"{time}:{day}" for time in words.TIMES for day in words.WEEKDAYS]


def test_wrong_days_are_said_and_what_was_ticked_stays(signed_in, house, ben):
    client = signed_in(ben)

    back_to_front = plate(client, "away", first="2026-11-25", last="2026-11-24")
    no_start = plate(client, "usual", eats=["supper:mon"], size="half", starts_on="")

    assert back_to_front.status_code == 422
    assert "The last day lies before the first" in text_of(back_to_front)
    assert no_start.status_code == 422
    body = no_start.content.decode()
    assert re.search(r'value="supper:mon" checked', body)
    assert not re.search(r'value="supper:tue" checked', body)


def test_a_helper_types_for_who_does_not_sign_in(
    signed_in, house, ana, ben, paper_ira, dalia
):
    """Children and others; it needs the mandate for paper, and stays in the union."""
    cook = signed_in(ana)
    assert "Ira" in page(cook, "kitchen:others")
    assert plate(cook, "codes", paper_ira, codes=["milk"]).status_code == 302
    away = {"first": "2026-11-24", "last": "2026-11-24"}
    assert plate(cook, "away", paper_ira, **away).status_code == 302
    assert "How Ira eats" in page(cook, "kitchen:plate_of", paper_ira.id)
    assert not mine(house, paper_ira).is_in

    for person, status in ((ben, 403), (dalia, 403)):
        other = signed_in(person)
        address = reverse("kitchen:plate_of", args=[paper_ira.id])
        assert other.get(address).status_code == status
    assert "you need a mandate for paper" in page(signed_in(ben), "kitchen:others")
    unknown = reverse("kitchen:plate_of", args=[dalia.id])
    assert cook.get(unknown).status_code == 404


# --- menus ------------------------------------------------------------------------------


def meal_form(house, **parts):
    return {
        "key": "meal-1",
        "day": "2026-11-25",
        "time": "supper",
        "dish_1": str(house.stew),
        **parts,
    }


def test_a_meal_is_planned_once_changed_and_called_off(signed_in, house, ana):
    client = signed_in(ana)
    for _ in range(2):
        response = client.post(reverse("kitchen:new_meal"), meal_form(house))
        assert response.url == "/table/week/?week=2026-11-25"
    week = page(client, "kitchen:week", week="2026-11-25")
    assert week.count("Lentil stew") == 2  # Tuesday's and Wednesday's

    view = next(m for m in _meals(house) if m.day == cast.WEDNESDAY)
    changed = meal_form(
        house, time="lunch", dish_1=str(house.salad), serves_at="18:30",
        closes_at="2026-11-24T18:30", note="In the yard",
    )  # fmt: skip
    assert sent(client, "kitchen:change_meal", view.id, **changed).status_code == 302
    now = queries.get_meal(union=house.union.id, meal=view.id, at=cast.AT)
    assert (now.time, f"{now.serves_at:%H:%M}", now.note) == (
        "lunch",
        "12:30",  # the usual hour of the new time
        "In the yard",
    )
    assert f"{now.closes_at:%d %H:%M}" == "24 12:30"  # and sign-out moved along

    sent(client, "kitchen:call_off", view.id)
    assert queries.get_meal(union=house.union.id, meal=view.id, at=cast.AT).status == (
        "called_off"
    )


def _meals(house):
    return queries.list_meals(
        union=house.union.id, from_day=cast.MONDAY, until=cast.SUNDAY, at=cast.AT
    )


def test_a_meal_that_cannot_be_is_refused_at_its_field(signed_in, house, ana):
    """Bad input: over, twice, sign-out after the meal; what was typed stays."""
    wrong = meal_form(house, day="2026-11-24", closes_at="2026-11-24T20:00")

    response = signed_in(ana).post(reverse("kitchen:new_meal"), wrong)

    assert response.status_code == 422
    found = text_of(response)
    assert "already. Change that one instead of planning it again" in found
    assert "Sign-out would close after the meal" in found
    assert 'value="2026-11-24T20:00"' in response.content.decode()
    assert len(_meals(house)) == 1


def test_a_menu_for_nobody_is_refused(signed_in, house, ana):
    """Bad input: a menu with zero people."""
    for person in queries.sign_out_list(union=house.union.id):
        services.be_away(
            person=person.person,
            days=(cast.WEDNESDAY, cast.WEDNESDAY),
            union=house.union.id,
            by=ana.id,
            at=cast.AT,
        )

    response = signed_in(ana).post(reverse("kitchen:new_meal"), meal_form(house))

    assert response.status_code == 422
    assert "0 people" in text_of(response)


def test_a_week_is_planned_again(signed_in, house, ana):
    client = signed_in(ana)
    address = f"{reverse('kitchen:repeat')}?week=2026-12-01"

    response = client.post(address, {"from_monday": "2026-11-23"}, follow=True)
    assert "1 meal planned" in text_of(response)
    wrong = client.post(address, {"from_monday": "2026-11-24"})
    nothing = client.post(address, {"from_monday": "2026-11-02"})

    assert (wrong.status_code, nothing.status_code) == (422, 422)
    assert "is not a Monday" in text_of(wrong)
    assert "There are no meals in the week of" in text_of(nothing)


def test_only_the_kitchen_plans(signed_in, house, ben):
    client = signed_in(ben)
    assert "Plan a meal" not in page(client, "kitchen:week")

    response = client.post(reverse("kitchen:new_meal"), meal_form(house))

    assert response.status_code == 403
    assert "mandate for the kitchen" in text_of(response)


def test_absurd_weeks_show_this_one(signed_in, house, ben):
    client = signed_in(ben)
    for asked in ("9999-12-31", "0001-01-01", "yesterday", "2026-02-30"):
        assert "Mon 23 Nov" in page(client, "kitchen:week", week=asked)
        page(client, "kitchen:home", **{"from": asked})


# --- one meal ---------------------------------------------------------------------------


def test_the_cook_sees_counts_and_names_only_of_who_chose(
    signed_in, house, ana, ben, chidi
):
    """I-3, story 2: a dish unsafe for someone present asks for a second one."""
    _codes(house, ben, "pulses", is_named=True)
    _codes(house, chidi, "pulses", is_named=False)
    cook = signed_in(ana)

    found = page(cook, "kitchen:meal", house.supper)
    assert "2 who eat have nothing in place of Lentil stew" in found
    assert "(Ben)" in found
    assert "Chidi" not in found.split("Written by hand")[0]
    everyone = page(signed_in(ben), "kitchen:meal", house.supper)
    assert "nothing in place" not in everyone

    (line,) = [d for d in mine(house, ben).meal.dishes if d.dish == house.stew]
    sent(cook, "kitchen:instead", house.supper, line.id, dish=str(house.salad))
    found = page(cook, "kitchen:meal", house.supper)
    assert "nothing in place" not in found
    assert "Made for you: Cabbage salad" in page(signed_in(ben), "kitchen:home")

    second = next(d for d in mine(house, ben).meal.dishes if d.dish == house.salad)
    sent(cook, "kitchen:take_off", house.supper, second.id)
    assert len(mine(house, ben).meal.dishes) == 2


def _codes(house, person, *codes, is_named):
    draft = words.CodesDraft(person=person.id, codes=codes, is_named=is_named)
    services.state_codes(draft=draft, union=house.union.id, by=person.id, at=cast.AT)


def test_turns_are_taken_left_and_full_ones_said(signed_in, house, ana, ben, chidi):
    """Uncovered turns are visible; who took one is not, but on the sheet."""
    client = signed_in(ben)
    turns = {
        turn.task: turn
        for turn in queries.list_turns(
            union=house.union.id, days=(cast.TUESDAY, cast.TUESDAY), by=ben.id
        )
    }
    serving = turns["serving"].id
    assert "Serving 1 open" in page(client, "kitchen:meal", house.supper)

    sent(client, "kitchen:take_turn", house.supper, serving)
    full = sent(signed_in(chidi), "kitchen:take_turn", house.supper, serving)
    assert full.status_code == 422
    assert "All places of this turn are taken" in text_of(full)
    assert "Ben" not in page(signed_in(chidi), "kitchen:meal", house.supper)
    assert "Serving Ben" in page(signed_in(ana), "kitchen:sheet", house.supper)
    # Who serves reads the sheet of this meal.
    assert "Safe foods" in page(client, "kitchen:sheet", house.supper)

    sent(client, "kitchen:leave_turn", house.supper, serving)
    refused = client.get(reverse("kitchen:sheet", args=[house.supper]))
    assert refused.status_code == 403

    hands = {"cooking": "3", "serving": "0", "washing_up": "1"}
    sent(signed_in(ana), "kitchen:set_turns", house.supper, **hands)
    found = page(client, "kitchen:meal", house.supper)
    assert "Cooking 3 open" in found
    assert "Serving" not in found
    wrong = sent(signed_in(ana), "kitchen:set_turns", house.supper, cooking="many")
    assert wrong.status_code == 422


def test_the_sheet_scales_and_says_what_is_missing(signed_in, house, ana):
    """Five people: half of what ten take; bread is short."""
    people = counted(house)[0]
    assert people == 5

    found = page(signed_in(ana), "kitchen:sheet", house.supper)

    assert "5 plates" in found
    assert "0.5 kg lentils" in found
    assert "1 kg bread (0.5 kg here)" in found
    assert "Simmer." in found
    assert "2 open" in found


# --- dishes -----------------------------------------------------------------------------


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


# --- shopping, store, cooking -------------------------------------------------------------


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


# --- on paper ---------------------------------------------------------------------------


def test_the_list_for_the_wall_says_nothing_of_anybody(signed_in, house, ana, ben):
    """Names and empty boxes: what was said is not on it."""
    sent(signed_in(ben), "kitchen:sign", house.supper, **said(house, ben, says="out"))

    response = signed_in(ana).get(reverse("kitchen:paper"), {"week": "2026-11-24"})

    rows = re.findall(r"<tr><th scope=\"row\">(.*?)</tr>", response.content.decode())
    assert {row.split("<")[0] for row in rows} >= {"Ana", "Ben", "Chidi"}
    assert all(row.endswith("<td></td>") for row in rows)


def marks(house, **by_person):
    return {f"{person}:{house.supper}": mark for person, mark in by_person.items()}


def test_the_list_is_typed_back_in_one_screen(signed_in, house, ana, ben, chidi, lena):
    """Ten people, one screen; twice changes nothing (I-22)."""
    client = signed_in(ana)
    address = f"{reverse('kitchen:type_back')}?week=2026-11-24"
    form = {
        "key": "list-1",
        f"{ben.id}:{house.supper}": "X",
        f"{chidi.id}:{house.supper}": "l+2",
        f"{lena.id}:{house.supper}": "+1",
    }
    for _ in range(2):
        response = client.post(address, form)
        assert response.url == "/table/week/?week=2026-11-23", text_of(response)
    assert counted(house) == (4, 3, 1)


def test_marks_that_are_none_are_all_named(signed_in, house, ana, ben, chidi):
    client = signed_in(ana)
    address = f"{reverse('kitchen:type_back')}?week=2026-11-24"
    form = {
        f"{ben.id}:{house.supper}": "?",
        f"{chidi.id}:{house.supper}": "+many",
        f"{ana.id}:{house.supper}": "x",
    }

    response = client.post(address, form)

    assert response.status_code == 422
    found = text_of(response)
    assert "Ben: “?” is not a mark of the list" in found
    assert "Chidi: “+many” is not a mark of the list" in found
    assert 'value="+many"' in response.content.decode()
    assert counted(house) == (5, 0, 0)


def test_typing_back_needs_a_mandate(signed_in, house, ben):
    address = f"{reverse('kitchen:type_back')}?week=2026-11-24"

    response = signed_in(ben).post(address, {f"{ben.id}:{house.supper}": "x"})

    assert response.status_code in {403, 422}
    assert "mandate" in text_of(response)
    assert counted(house) == (5, 0, 0)


def test_ten_names_stand_on_a_screen(signed_in, people25, house, ana):
    client = signed_in(ana)
    address = reverse("kitchen:type_back")

    first = client.get(address, {"week": "2026-11-24"}).content.decode()
    last = client.get(address, {"week": "2026-11-24", "first": "20"}).content.decode()

    assert first.count('class="mark" name=') == 10
    assert ">11\u201320</a>" in first
    assert 0 < last.count('class="mark" name=') < 10


def test_another_union_sees_nothing_of_it(signed_in, house, dalia):
    client = signed_in(dalia)
    for name in ("meal", "sheet", "cook", "change_meal"):
        response = client.get(reverse(f"kitchen:{name}", args=[house.supper]))
        assert response.status_code in {403, 404}, name
    assert client.get(reverse("kitchen:dish", args=[house.stew])).status_code == 404
    assert "Lentil stew" not in page(client, "kitchen:home")
