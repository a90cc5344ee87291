"""Pages of menus, one meal, its cook's sheet and the list on the wall (story 2)."""

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


@pytest.fixture
def house(lentil_house, ana, ben, chidi, kofi, lena):
    """Five people, a kitchen, and a supper on Tuesday."""
    del ben, chidi
    return kitchen_house.furnish(lentil_house, ana, kofi, lena)


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
