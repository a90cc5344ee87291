"""Walks through the pages of the table, and what each refuses (story 2)."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from commonweal.rooms.kitchen import queries, services, words
from tests.interfaces import kitchen_house
from tests.interfaces.kitchen_house import counted, mine, said
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
