"""Assumed present: out, in, guests, late plates, journeys, lists (issue 3, table 2)."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from commonweal.commons.charter import services as charter
from commonweal.core.vf.problems import NotFound, NotYours, Refused
from commonweal.rooms.kitchen import queries, services, words
from commonweal.rooms.kitchen.models import Answer, Guests, Usual
from tests.conftest import give_mandate
from tests.rooms.kitchen_cast import (
    AT,
    MONDAY,
    TUESDAY,
    WEDNESDAY,
    add_dish,
    add_food,
    counts,
    line,
    plan,
    problems,
    sign,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def soup(lentil_house, cook):
    lentils = add_food(lentil_house, "lentils", codes=["pulses"])
    return add_dish(lentil_house, cook, "Soup", line(lentils, "1.5"))


@pytest.fixture
def supper(lentil_house, cook, soup, ben, chidi):
    """Supper on Tuesday at half past six; sign-out closes on Monday at that hour."""
    return plan(lentil_house, cook, soup)


def own(union, person, day=TUESDAY):
    days = (day, day)
    return queries.my_meals(union=union.id, person=person.id, days=days, at=AT)[0]


def after_closing():
    return AT + timedelta(hours=12)


def test_everybody_eats_unless_they_said_otherwise(lentil_house, supper, ben):
    """Story 2: kofi, lena, ana, ben and chidi are counted without doing anything."""
    found = counts(lentil_house, supper)

    assert (found.heads, found.guests, found.plates) == (5, 0, Decimal(5))
    assert own(lentil_house, ben).is_in


def test_one_tap_is_enough_and_two_are_the_same(lentil_house, supper, ben):
    for _tap in range(2):
        services.opt_out(
            sign=sign(supper, ben), union=lentil_house.id, by=ben.id, at=AT
        )

    assert counts(lentil_house, supper).heads == 4
    assert Answer.objects.count() == 1
    services.opt_in(sign=sign(supper, ben), union=lentil_house.id, by=ben.id, at=AT)
    assert counts(lentil_house, supper).heads == 5


def test_a_late_plate_is_counted_and_its_owner_eats(lentil_house, supper, ben):
    given = {
        "sign": sign(supper, ben),
        "union": lentil_house.id,
        "by": ben.id,
        "at": AT,
    }
    services.opt_out(**given)

    services.ask_late_plate(wanted=True, **given)

    found = counts(lentil_house, supper)
    assert (found.heads, found.late_plates) == (5, 1)
    services.ask_late_plate(wanted=False, **given)
    assert counts(lentil_house, supper).late_plates == 0


def test_guests_and_children_weigh_what_they_eat(lentil_house, supper, ben, chidi):
    """5 heads; chidi half; 2 guests whole and 1 small: 4 + 0.5 + 2 + 0.25 plates."""
    services.set_usual(
        draft=words.UsualDraft(person=chidi.id, starts_on=MONDAY, size="half"),
        union=lentil_house.id, by=chidi.id, at=AT,
    )  # fmt: skip
    for key, n, size in (("a", "2", "whole"), ("b", "1", "small")):
        services.add_guests(
            draft=words.GuestDraft(meal=supper, host=ben.id, n=n, size=size),
            union=lentil_house.id, by=ben.id, key=key, at=AT,
        )  # fmt: skip

    found = counts(lentil_house, supper)

    assert (found.heads, found.guests) == (5, 3)
    assert found.plates == Decimal("6.75")
    assert found.sizes == (("whole", 6), ("half", 1), ("small", 1))


def test_the_same_guests_come_once(lentil_house, supper, ben):
    """Bad input: double guests. A form sent twice is one; the same again is asked."""
    draft = words.GuestDraft(meal=supper, host=ben.id, n="2")
    given = {"draft": draft, "union": lentil_house.id, "by": ben.id, "at": AT}

    first = services.add_guests(key="a", **given)
    assert services.add_guests(key="a", **given) == first
    found = problems(services.add_guests, key="b", **given)

    assert found == [
        (None, "n", "The same 2 guests are noted for this meal already. If more come, remove them and write the new number.")
    ]  # fmt: skip
    assert counts(lentil_house, supper).guests == 2
    services.remove_guests(guests=first, union=lentil_house.id, by=ben.id, at=AT)
    assert counts(lentil_house, supper).guests == 0


def test_everything_wrong_with_guests_is_said_at_once(lentil_house, supper, ben):
    draft = words.GuestDraft(
        meal=supper, host=ben.id, n="-3", size="huge", codes=("gravel",)
    )

    found = problems(
        services.add_guests,
        draft=draft,
        union=lentil_house.id,
        by=ben.id,
        key="a",
        at=AT,
    )

    assert [field for _row, field, _said in found] == ["codes", "size", "n"]
    assert found[2][2] == "“-3” is not a number from 1 to 200. Write one."
    assert not Guests.objects.exists()


def test_sign_out_closes_before_the_shopping(lentil_house, supper, ben, cook):
    """Bad input: an opt-out after closing. The charter says 24 hours."""
    given = {"sign": sign(supper, ben), "union": lentil_house.id, "at": after_closing()}

    found = problems(services.opt_out, by=ben.id, **given)

    assert found == [
        (None, "meal", "Sign-out for the meal of 2026-11-24 18:30 closed at 2026-11-23 18:30, before the shopping. Write it on the list in the kitchen; the cook types it in.")
    ]  # fmt: skip
    assert counts(lentil_house, supper).heads == 5
    services.opt_out(by=cook.id, **given)
    assert counts(lentil_house, supper).heads == 4


def test_the_charter_says_when_sign_out_closes(lentil_house, cook, soup, kofi):
    charter.set_rule(
        union=lentil_house.id, key="kitchen.closes_hours", value="3", from_day=MONDAY,
        decision=charter.record_decision(union=lentil_house.id, title="Later", at=AT),
        by=kofi.id, at=AT,
    )  # fmt: skip

    meal = plan(lentil_house, cook, soup)

    view = queries.get_meal(union=lentil_house.id, meal=meal, at=AT)
    assert view.closes_at.isoformat() == "2026-11-24T15:30:00+00:00"
    assert not view.is_closed


def test_a_tap_kept_offline_meets_a_menu_that_has_changed(
    lentil_house, supper, soup, ben, cook
):
    """Bad input: an offline queue replayed against a changed menu; said in words."""
    seen = own(lentil_house, ben).meal.seen
    bread = add_food(lentil_house, "bread", codes=["gluten"])
    stew = add_dish(lentil_house, cook, "Stew", line(bread, "1"))
    services.change_meal(
        meal=supper, draft=words.MealDraft(day=TUESDAY, time="supper", dishes=(stew,)),
        union=lentil_house.id, by=cook.id, at=AT,
    )  # fmt: skip

    found = problems(
        services.opt_out, sign=sign(supper, ben, seen), union=lentil_house.id, by=ben.id, at=AT
    )  # fmt: skip

    assert found == [
        (None, "meal", "The menu has changed since you tapped. It was: 2026-11-24 18:30 Soup. It is now: 2026-11-24 18:30 Stew. Nothing was changed; look at it and tap again.")
    ]  # fmt: skip
    assert not Answer.objects.exists()


def test_a_tap_kept_offline_for_a_meal_called_off_is_refused_in_words(
    lentil_house, supper, ben, cook
):
    services.call_off_meal(meal=supper, union=lentil_house.id, by=cook.id, at=AT)

    with pytest.raises(Refused, match="was called off, so there is nothing to sign"):
        services.opt_out(
            sign=sign(supper, ben), union=lentil_house.id, by=ben.id, at=AT
        )


def test_a_replayed_tap_on_the_same_menu_is_done_once(lentil_house, supper, ben):
    """I-23: nothing doubles."""
    seen = own(lentil_house, ben).meal.seen

    for _replay in range(2):
        services.opt_out(
            sign=sign(supper, ben, seen), union=lentil_house.id, by=ben.id, at=AT
        )

    assert counts(lentil_house, supper).heads == 4


def test_part_time_residents_count_on_their_days(lentil_house, cook, soup, ben):
    """Ben eats here on Tuesdays only, until the end of the year."""
    tuesday, wednesday = (
        plan(lentil_house, cook, soup, day=d) for d in (TUESDAY, WEDNESDAY)
    )
    draft = words.UsualDraft(person=ben.id, starts_on=MONDAY, eats={"supper": ("tue",)})

    services.set_usual(draft=draft, union=lentil_house.id, by=ben.id, at=AT)

    heads = counts(lentil_house, tuesday).heads, counts(lentil_house, wednesday).heads
    assert heads == (4, 3)
    services.opt_in(sign=sign(wednesday, ben), union=lentil_house.id, by=ben.id, at=AT)
    assert counts(lentil_house, wednesday).heads == 4


def test_a_journey_pauses_meals_planned_later_too(lentil_house, cook, soup, ben):
    """B14: away from Tuesday to Wednesday, then as usual, on half a plate."""
    services.set_usual(
        draft=words.UsualDraft(person=ben.id, starts_on=MONDAY, size="half"),
        union=lentil_house.id, by=ben.id, at=AT,
    )  # fmt: skip
    away = services.be_away(
        person=ben.id,
        days=(TUESDAY, WEDNESDAY),
        union=lentil_house.id,
        by=ben.id,
        at=AT,
    )
    meals = [
        plan(lentil_house, cook, soup, day=day)
        for day in (TUESDAY, WEDNESDAY, WEDNESDAY + timedelta(days=1))
    ]

    assert [counts(lentil_house, meal).heads for meal in meals] == [3, 3, 4]
    assert [u.is_away for u in queries.own_usual(union=lentil_house.id, person=ben.id, on=MONDAY)] == [False, True]  # fmt: skip
    services.opt_in(sign=sign(meals[0], ben), union=lentil_house.id, by=ben.id, at=AT)
    assert own(lentil_house, ben).size == "half"
    services.end_usual(usual=away, union=lentil_house.id, by=ben.id, at=AT)
    assert counts(lentil_house, meals[1]).heads == 4


def test_everything_wrong_with_usual_days_is_said_at_once(lentil_house, ben):
    draft = words.UsualDraft(
        person=ben.id,
        starts_on=TUESDAY,
        ends_on=MONDAY,
        eats={"tea": ("mon",), "lunch": ("moonday",)},
        size="big",
    )

    found = problems(
        services.set_usual, draft=draft, union=lentil_house.id, by=ben.id, at=AT
    )

    assert [field for _row, field, _said in found] == [
        "size",
        "ends_on",
        "eats",
        "eats",
    ]
    assert not Usual.objects.exists()


def test_days_away_that_are_over_are_refused(lentil_house, ben):
    days = (MONDAY - timedelta(days=9), MONDAY - timedelta(days=7))

    with pytest.raises(Refused, match="2026-11-16 is over"):
        services.be_away(
            person=ben.id, days=days, union=lentil_house.id, by=ben.id, at=AT
        )


def test_nobody_speaks_for_another_but_who_types_lists(
    lentil_house, supper, ben, chidi, ana
):
    with pytest.raises(NotYours, match="Ben says this themselves"):
        services.opt_out(
            sign=sign(supper, ben), union=lentil_house.id, by=chidi.id, at=AT
        )

    services.opt_out(sign=sign(supper, ben), union=lentil_house.id, by=ana.id, at=AT)

    assert Answer.objects.get().made_by == ana.id


def test_another_union_signs_nothing_here(lentil_house, supper, oak_yard, dalia, ben):
    with pytest.raises(NotFound):
        services.opt_out(
            sign=sign(supper, dalia), union=oak_yard.id, by=dalia.id, at=AT
        )
    with pytest.raises(NotYours):
        services.opt_out(
            sign=sign(supper, ben), union=lentil_house.id, by=dalia.id, at=AT
        )


# --- paper ----------------------------------------------------------------------------------


def paper(meal, *rows):
    return words.PaperDraft(meal=meal, rows=rows)


def test_the_list_on_the_wall_is_typed_for_ten_people_in_one_go(
    lentil_house, cook, soup, people25
):
    """I-22, story 2: after closing too; typing it twice changes nothing."""
    meal = plan(lentil_house, cook, soup)
    nine = [words.PaperRow(person=p.id) for p in people25[:9]]
    rows = [*nine, words.PaperRow(person=people25[9].id, says="late", guests="2")]
    given = {"union": lentil_house.id, "by": cook.id, "at": after_closing()}

    for _again in range(2):
        assert services.type_list(draft=paper(meal, *rows), **given) == 10

    found = counts(lentil_house, meal)
    assert (found.heads, found.late_plates, found.guests) == (16, 1, 2)


def test_a_list_with_bad_lines_keeps_nothing(lentil_house, supper, cook, ben, dalia):
    rows = (
        words.PaperRow(person=ben.id),
        words.PaperRow(person=dalia.id),
        words.PaperRow(person=ben.id, says="maybe"),
        words.PaperRow(person=cook.id, guests="lots"),
    )

    found = problems(
        services.type_list, draft=paper(supper, *rows), union=lentil_house.id, by=cook.id, at=AT
    )  # fmt: skip

    assert [(row, field) for row, field, _said in found] == [
        (2, "person"), (3, "person"), (3, "says"), (4, "guests"),
    ]  # fmt: skip
    assert not Answer.objects.exists()


def test_guests_on_paper_and_on_the_phone_are_not_counted_twice(
    lentil_house, supper, cook, ben
):
    """Bad input: double guests. The list says how many come in all."""
    services.add_guests(
        draft=words.GuestDraft(meal=supper, host=ben.id, n="2", codes=("nuts",)),
        union=lentil_house.id, by=ben.id, key="a", at=AT,
    )  # fmt: skip
    row = words.PaperRow(person=ben.id, says="in", guests="3")

    services.type_list(
        draft=paper(supper, row), union=lentil_house.id, by=cook.id, at=AT
    )

    assert counts(lentil_house, supper).guests == 3
    assert Guests.objects.filter(codes=["nuts"]).exists()


def test_before_closing_a_helper_with_paper_types_too_but_not_after(
    lentil_house, supper, ben, chidi, kofi, lena
):
    give_mandate(lentil_house, chidi, "paper", by=kofi, confirmed_by=lena)
    draft = paper(supper, words.PaperRow(person=ben.id))
    given = {"draft": draft, "union": lentil_house.id, "by": chidi.id}

    assert services.type_list(at=AT, **given) == 1
    with pytest.raises(NotYours, match="mandate for the kitchen"):
        services.type_list(at=after_closing(), **given)


def test_the_printed_list_says_nothing_about_anybody(lentil_house, supper, ben):
    """H1, H6: names and empty boxes."""
    services.opt_out(sign=sign(supper, ben), union=lentil_house.id, by=ben.id, at=AT)

    lines = queries.sign_out_list(union=lentil_house.id)

    assert {line.name for line in lines} == {"Kofi", "Lena", "Ana", "Ben", "Chidi"}
    assert set(words.PaperLine.__slots__) == {"person", "name"}
