"""What the kitchen keeps of people ends by itself, leaves with them, travels sealed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from commonweal.commons.notices import queries as notices
from commonweal.commons.people import services as people
from commonweal.interfaces.cli import rows
from commonweal.rooms.kitchen import models, queries, services, words
from commonweal.rooms.kitchen.models import (
    Answer,
    Card,
    Dish,
    DishLine,
    Guests,
    Meal,
    SafeFoods,
    Turn,
    TurnTaken,
    Usual,
)
from tests.rooms.kitchen_cast import (
    AT,
    MONDAY,
    TUESDAY,
    add_dish,
    add_food,
    line,
    plan,
    sign,
)

pytestmark = pytest.mark.django_db(transaction=True)
OF_PEOPLE = (Answer, Guests, SafeFoods, TurnTaken, Usual)


@pytest.fixture
def lived(lentil_house, cook, ben):
    """Ben said everything one can say about one supper."""
    lentils = add_food(lentil_house, "lentils", codes=["pulses"])
    soup = add_dish(lentil_house, cook, "Soup", line(lentils, "2"))
    meal = plan(lentil_house, cook, soup)
    given = {"union": lentil_house.id, "by": ben.id, "at": AT}
    services.opt_out(sign=sign(meal, ben), **given)
    guest = words.GuestDraft(meal=meal, host=ben.id)
    services.add_guests(draft=guest, key="g", **given)
    services.state_codes(
        draft=words.CodesDraft(person=ben.id, codes=("nuts",)), **given
    )
    services.set_usual(
        draft=words.UsualDraft(person=ben.id, starts_on=MONDAY, size="half"), **given
    )
    turn = queries.list_turns(
        union=lentil_house.id, days=(TUESDAY, TUESDAY), by=ben.id
    )[0]
    services.take_turn(turn=turn.id, person=ben.id, **given)
    return meal


def expire(union, days):
    return services.expire(union=union.id, at=AT + timedelta(days=days))


def n_rows():
    return [model.objects.count() for model in OF_PEOPLE]


def test_who_ate_is_forgotten_two_weeks_after_the_meal(lentil_house, lived):
    """I-24: the meal is on day 1; its rows go on day 16, what is usual after a year."""
    assert expire(lentil_house, 15) == 0
    assert expire(lentil_house, 16) == 3

    assert n_rows() == [0, 0, 1, 0, 1]
    assert Meal.objects.count() == 1
    assert expire(lentil_house, 366) == 2
    assert n_rows() == [0, 0, 0, 0, 0]


def test_every_row_about_a_person_has_an_end():
    """I-24: a table with a person in it has a day after which the row goes."""
    for model in vars(models).values():
        if not isinstance(model, type):
            continue
        names = {field.name for field in model._meta.get_fields()}
        if names & {"person_id", "host_id"}:
            assert "keep_until" in names, model
            assert model in OF_PEOPLE


def test_safe_foods_never_end_in_silence(lentil_house, lived, ben):
    """They are told a month before, can renew, and are told when it is over."""
    expire(lentil_house, 336)
    soon = AT + timedelta(days=336)
    told = notices.list_for(person=ben.id, at=soon)
    assert [note.kind for note in told] == ["kitchen.codes_end"]

    services.renew_codes(person=ben.id, union=lentil_house.id, by=ben.id, at=soon)
    expire(lentil_house, 366)
    assert SafeFoods.objects.count() == 1
    expire(lentil_house, 336 + 366)

    assert SafeFoods.objects.count() == 0
    late = AT + timedelta(days=336 + 366)
    kinds = [note.kind for note in notices.list_for(person=ben.id, at=late)]
    assert "kitchen.codes_ended" in kinds


def test_who_leaves_takes_everything_and_leaves_nothing(lentil_house, lived, ben):
    """I-21: own data in full, then gone from every table."""
    own = people.export_own_data(person=ben.id, by=ben.id, at=AT)

    assert own["not_to_serve"][0]["codes"] == ["nuts"]
    assert own["meals_said"][0]["is_in"] is False
    assert own["meals_usual"][0]["size"] == "half"
    assert [row["n"] for row in own["meals_guests"]] == [1]
    assert [row["task"] for row in own["turns_taken"]] == ["cooking"]
    people.leave(person=ben.id, by=ben.id, at=AT)
    assert n_rows() == [0, 0, 0, 0, 0]


def test_own_pages_show_only_ones_own(lentil_house, lived, ben, kofi):
    """I-11: another person's taps, guests and codes are on no page but theirs."""
    days = (TUESDAY, TUESDAY)
    mine, theirs = (
        queries.my_meals(union=lentil_house.id, person=p.id, days=days, at=AT)[0]
        for p in (ben, kofi)
    )

    assert (mine.is_in, len(mine.guests), mine.turns[0].is_mine) == (False, 1, True)
    assert (theirs.is_in, theirs.guests, theirs.turns[0].is_mine) == (True, (), False)
    assert queries.own_codes(union=lentil_house.id, person=kofi.id, at=AT) is None
    assert queries.own_data(person=kofi.id, union=lentil_house.id, at=AT) == {
        "meals_usual": [], "meals_said": [], "meals_guests": [], "not_to_serve": [],
        "turns_taken": [],
    }  # fmt: skip


def test_tables_travel_open_or_sealed_and_arrive_the_same(lentil_house, lived, cook):
    """Export and import: what names a person is sealed; every row comes back."""
    ours = [m for m in vars(models).values() if isinstance(m, type)]
    opened, sealed = (set(rows.tables(private=p)) & set(ours) for p in (False, True))
    assert sealed == set(OF_PEOPLE)
    assert opened | sealed == set(ours)
    in_order = [
        m for p in (False, True) for m in rows.tables(private=p) if m in set(ours)
    ]
    written = {m: rows.write(m, lentil_house.id) for m in in_order}
    with transaction.atomic():
        for model in reversed(in_order):
            model.objects.all().delete()
        reader = rows.Reader()
        for model in in_order:
            text, n = written[model]
            assert reader.read(model, text) == n

    assert {m: rows.write(m, lentil_house.id) for m in in_order} == written
    assert n_rows() == [1, 1, 1, 1, 1]


@pytest.mark.parametrize(
    ("promise", "make"),
    [
        ("dish_feeds_somebody", lambda u: Dish(union_id=u, name="a", serves=0)),
        (
            "dish_takes_more_than_nothing",
            lambda u: DishLine(dish=Dish.objects.first(), place=9, kind=u, amount=0),
        ),
        (
            "least_is_more_than_nothing",
            lambda u: Card(union_id=u, kind=u, least=0),
        ),
        (
            "a_turn_asks_for_somebody",
            lambda u: Turn(meal=Meal.objects.first(), task="x", places=0),
        ),
        (
            "meal_has_a_known_time",
            lambda u: Meal(
                union_id=u, day=MONDAY, time="tea", serves_at="12:00", closes_at=AT
            ),
        ),
    ],
)
def test_the_database_keeps_the_promises_too(lentil_house, lived, promise, make):
    with pytest.raises(IntegrityError, match=promise), transaction.atomic():
        make(lentil_house.id).save(force_insert=True)
