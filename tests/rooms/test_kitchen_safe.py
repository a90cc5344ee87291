"""Safe foods: codes, never why; counts for the cook, names by choice (issue 3, table 3)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from commonweal.core.vf.problems import NotFound, NotYours, Refused
from commonweal.rooms.kitchen import queries, services, words
from commonweal.rooms.kitchen.models import SafeFoods
from tests.conftest import give_mandate
from tests.rooms.kitchen_cast import (
    AT,
    MONDAY,
    SUNDAY,
    TUESDAY,
    add_dish,
    add_food,
    line,
    plan,
    problems,
    sign,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def foods(lentil_house):
    codes = {
        "lentils": ["pulses"], "walnuts": ["nuts"], "bread": ["gluten"],
        "potatoes": [], "oil": [],
    }  # fmt: skip
    kinds = {
        tag: add_food(lentil_house, tag, codes=held) for tag, held in codes.items()
    }
    return kinds | {"mystery": add_food(lentil_house, "mystery")}


@pytest.fixture
def loaf(lentil_house, cook, foods):
    """Walnut bread: gluten and nuts."""
    lines = (line(foods["bread"], "2"), line(foods["walnuts"], "0.4"))
    return add_dish(lentil_house, cook, "Walnut bread", *lines)


@pytest.fixture
def potatoes(lentil_house, cook, foods):
    return add_dish(lentil_house, cook, "Potatoes", line(foods["potatoes"], "3"))


@pytest.fixture
def supper(lentil_house, cook, loaf, ben, chidi):
    return plan(lentil_house, cook, loaf)


def state(union, person, *codes, by=None, **more):
    draft = words.CodesDraft(person=person.id, codes=codes, **more)
    services.state_codes(draft=draft, union=union.id, by=(by or person).id, at=AT)


def table(union, meal, by):
    return queries.safe_table(union=union.id, meal=meal, by=by.id, at=AT)


def test_the_cook_reads_counts_and_no_names(lentil_house, supper, cook, ben, chidi):
    """Story 2: of five, one avoids nuts, one nuts and gluten; nobody is named."""
    state(lentil_house, ben, "nuts")
    state(lentil_house, chidi, "nuts", "gluten")

    [bread] = table(lentil_house, supper, cook).dishes

    assert (bread.safe_for, bread.not_safe_for) == (3, 2)
    assert bread.not_for == (("gluten", 1), ("nuts", 2))
    assert bread.names == ()


def test_a_name_is_read_only_where_the_person_chose(
    lentil_house, supper, cook, ben, chidi
):
    state(lentil_house, ben, "nuts", is_named=True)
    state(lentil_house, chidi, "nuts")

    found = table(lentil_house, supper, cook)

    assert found.dishes[0].names == ("Ben",)
    assert found.gaps[0].names == ("Ben",)


def test_nobody_chooses_for_another_to_be_named(lentil_house, supper, cook, ben):
    state(lentil_house, ben, "nuts", by=cook, is_named=True)

    own = queries.own_codes(union=lentil_house.id, person=ben.id, at=AT)

    assert (own.codes, own.is_named) == (("nuts",), False)


def test_an_unsafe_dish_asks_for_a_second_or_a_change(
    lentil_house, supper, cook, ben, potatoes
):
    """I-2 at the table: nobody present goes without while there is a safe dish."""
    state(lentil_house, ben, "nuts")

    [gap] = table(lentil_house, supper, cook).gaps

    assert (gap.name, gap.n, gap.codes) == ("Walnut bread", 1, ("nuts",))
    assert [name for _id, name in gap.could_be] == ["Potatoes"]
    services.offer_instead(
        meal_dish=gap.meal_dish, dish=potatoes, union=lentil_house.id, by=cook.id, at=AT
    )
    after = table(lentil_house, supper, cook)
    assert after.gaps == ()
    assert [(dish.name, dish.safe_for) for dish in after.dishes] == [
        ("Walnut bread", 4), ("Potatoes", 1),
    ]  # fmt: skip


def test_a_second_dish_is_cooked_only_for_those_it_is_for(
    lentil_house, supper, cook, ben, potatoes
):
    """5 people, 1 avoids nuts: bread for 4 (2 kg / 10 each), potatoes for 1."""
    state(lentil_house, ben, "nuts")
    gap = table(lentil_house, supper, cook).gaps[0]
    services.offer_instead(
        meal_dish=gap.meal_dish, dish=potatoes, union=lentil_house.id, by=cook.id, at=AT
    )

    sheet = queries.cooks_sheet(union=lentil_house.id, meal=supper, by=cook.id, at=AT)

    assert [(d.name, str(d.plates), str(d.lines[0].amount)) for d in sheet.dishes] == [
        ("Walnut bread", "4", "0.8 kg"), ("Potatoes", "1", "0.3 kg"),
    ]  # fmt: skip
    assert sheet.dishes[1].instead_of == "Walnut bread"
    mine = queries.my_meals(
        union=lentil_house.id, person=ben.id, days=(TUESDAY, TUESDAY), at=AT
    )[0]
    assert (mine.holds, mine.instead) == ((("Walnut bread", "nuts"),), ("Potatoes",))


def test_a_second_dish_must_be_another_and_for_everybodys_dish(
    lentil_house, supper, cook, loaf, potatoes
):
    view = queries.get_meal(union=lentil_house.id, meal=supper, at=AT)
    given = {"union": lentil_house.id, "by": cook.id, "at": AT}
    first = view.dishes[0].id

    with pytest.raises(Refused, match="Walnut bread is on this table already"):
        services.offer_instead(meal_dish=first, dish=loaf, **given)
    services.offer_instead(meal_dish=first, dish=potatoes, **given)
    second = queries.get_meal(union=lentil_house.id, meal=supper, at=AT).dishes[1].id
    with pytest.raises(Refused, match="already stands in for another"):
        services.offer_instead(meal_dish=second, dish=potatoes, **given)


def test_what_nobody_looked_at_is_never_called_safe(lentil_house, cook, foods, ben):
    """A dish with an unknown food is unclear for whoever avoids anything."""
    pot = add_dish(lentil_house, cook, "Pot", line(foods["mystery"], "1"))
    meal = plan(lentil_house, cook, pot)
    state(lentil_house, ben, "nuts")

    [dish] = table(lentil_house, meal, cook).dishes

    assert (dish.safe_for, dish.unclear_for, dish.unclear) == (3, 1, ("mystery",))
    services.set_card(
        draft=words.CardDraft(kind=foods["mystery"].id, codes=()),
        union=lentil_house.id, by=cook.id, at=AT,
    )  # fmt: skip
    assert table(lentil_house, meal, cook).dishes[0].safe_for == 4


def test_a_dish_nobody_looked_at_is_offered_instead_of_nothing(
    lentil_house, supper, cook, foods, ben
):
    """It is neither named as safe nor cooked for whoever avoids something."""
    pot = add_dish(lentil_house, cook, "Pot", line(foods["mystery"], "1"))
    state(lentil_house, ben, "nuts")
    gap = table(lentil_house, supper, cook).gaps[0]
    assert gap.could_be == ()

    services.offer_instead(
        meal_dish=gap.meal_dish, dish=pot, union=lentil_house.id, by=cook.id, at=AT
    )

    after = table(lentil_house, supper, cook)
    assert [one.n for one in after.gaps] == [1]
    assert after.dishes[1].safe_for == 0


def test_guests_bring_codes_without_names(lentil_house, supper, cook, ben):
    services.add_guests(
        draft=words.GuestDraft(meal=supper, host=ben.id, n="2", codes=("gluten",)),
        union=lentil_house.id, by=ben.id, key="g", at=AT,
    )  # fmt: skip

    [bread] = table(lentil_house, supper, cook).dishes

    assert (bread.safe_for, bread.not_safe_for, bread.names) == (5, 2, ())


def test_who_does_not_eat_is_not_counted(lentil_house, supper, cook, ben):
    state(lentil_house, ben, "nuts")
    services.opt_out(sign=sign(supper, ben), union=lentil_house.id, by=ben.id, at=AT)

    assert table(lentil_house, supper, cook).gaps == ()


def test_pork_is_meat_for_whoever_avoids_meat(lentil_house, cook, foods, ben):
    ham = add_food(lentil_house, "ham")
    services.set_card(
        draft=words.CardDraft(kind=ham.id, codes=("pork",)),
        union=lentil_house.id, by=cook.id, at=AT,
    )  # fmt: skip
    meal = plan(lentil_house, cook, add_dish(lentil_house, cook, "Ham", line(ham, "1")))
    state(lentil_house, ben, "meat")

    assert table(lentil_house, meal, cook).dishes[0].not_for == (("meat", 1),)


def test_only_the_kitchen_and_who_cooks_that_meal_read_it(
    lentil_house, supper, cook, ben, chidi
):
    """H1: a turn opens the sheet of its meal until that day is over."""
    state(lentil_house, chidi, "nuts")
    with pytest.raises(NotYours, match="Only the kitchen and those who cook this meal"):
        table(lentil_house, supper, ben)
    turns = queries.list_turns(union=lentil_house.id, days=(MONDAY, SUNDAY), by=ben.id)
    given = {"person": ben.id, "union": lentil_house.id, "by": ben.id, "at": AT}

    services.take_turn(turn=turns[2].id, **given)  # washing up reads no codes
    with pytest.raises(NotYours):
        table(lentil_house, supper, ben)
    services.take_turn(turn=turns[0].id, **given)

    assert table(lentil_house, supper, ben).dishes[0].not_safe_for == 1
    with pytest.raises(NotYours):
        queries.cooks_sheet(
            union=lentil_house.id, meal=supper, by=ben.id, at=AT + timedelta(days=2)
        )


def test_the_person_sees_who_can_read_it(lentil_house, cook, ben, chidi, kofi, lena):
    """I-25, H1: the page names the readers beside the codes."""
    give_mandate(lentil_house, chidi, "kitchen", by=kofi, confirmed_by=lena)

    state(lentil_house, ben, "nuts")

    own = queries.own_codes(union=lentil_house.id, person=ben.id, at=AT)
    assert set(own.readers) == {"Ana", "Chidi"}


def test_codes_are_of_foods_and_there_is_no_room_for_why(lentil_house, ben):
    """I-3, I-25: no reason and no diagnosis, in no field and under no code."""
    found = problems(
        services.state_codes,
        draft=words.CodesDraft(person=ben.id, codes=("coeliac", "nuts")),
        union=lentil_house.id, by=ben.id, at=AT,
    )  # fmt: skip

    assert [field for _row, field, _said in found] == ["codes"]
    assert not SafeFoods.objects.exists()
    texts = {
        field.name
        for field in SafeFoods._meta.get_fields()
        if field.get_internal_type() in {"CharField", "TextField"}
    }
    assert texts == set()


def test_codes_can_be_changed_and_forgotten_at_any_time(lentil_house, ben):
    state(lentil_house, ben, "nuts", "gluten")
    state(lentil_house, ben, "nuts")
    assert SafeFoods.objects.get().codes == ["nuts"]

    state(lentil_house, ben)

    assert queries.own_codes(union=lentil_house.id, person=ben.id, at=AT) is None
    with pytest.raises(NotFound):
        services.renew_codes(person=ben.id, union=lentil_house.id, by=ben.id, at=AT)


def test_only_they_or_a_typing_helper_say_it(lentil_house, ben, chidi, ana, dalia):
    with pytest.raises(NotYours):
        state(lentil_house, ben, "nuts", by=chidi)
    with pytest.raises(NotYours):
        state(lentil_house, ben, "nuts", by=dalia)
    state(lentil_house, ben, "nuts", by=ana)

    assert SafeFoods.objects.get().made_by == ana.id


def test_the_cooks_sheet_is_one_page_of_all_that_matters(
    lentil_house, supper, cook, ben
):
    """Issue 3, table 5: counts, quantities, safe foods, steps, who helps."""
    turn = queries.list_turns(union=lentil_house.id, days=(MONDAY, SUNDAY), by=ben.id)[
        0
    ]
    services.take_turn(
        turn=turn.id, person=ben.id, union=lentil_house.id, by=ben.id, at=AT
    )

    sheet = queries.cooks_sheet(union=lentil_house.id, meal=supper, by=cook.id, at=AT)

    assert sheet.counts.heads == 5
    assert [str(line.amount) for line in sheet.dishes[0].lines] == ["1 kg", "0.2 kg"]
    assert [(t.task, t.names, t.open) for t in sheet.turns] == [
        ("cooking", ("Ben",), 1), ("serving", (), 1), ("washing_up", (), 2),
    ]  # fmt: skip
