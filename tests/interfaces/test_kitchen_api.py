"""Programs do at the table what the pages do, and no more (story 2)."""

from __future__ import annotations

import pytest

from commonweal.rooms.kitchen import queries
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


def test_everybody_eats_unless_they_say_no(house, anyone):
    """Story 2, for programs: out, in, late; twice changes nothing."""
    (one,) = got(anyone, f"/me/meals?{WEEK}")
    assert (one["is_in"], one["meal"]["dishes"][0]["name"]) == (True, "Lentil stew")
    seen = one["meal"]["seen"]
    sign = f"/table/meals/{house.supper}/sign"

    for _ in range(2):
        done(anyone, "put", sign, {"says": "out", "seen": seen})
    assert got(anyone, f"/table/meals/{house.supper}/counts") == {
        "meal": str(house.supper),
        "heads": 4,
        "guests": 0,
        "late_plates": 0,
        "plates": "4",
        "sizes": [{"what": "whole", "n": 4}],
    }
    done(anyone, "put", sign, {"says": "late"})
    assert got(anyone, f"/me/meals?{WEEK}")[0]["late_plate"]
    done(anyone, "put", sign, {"says": "on_time"})
    done(anyone, "put", sign, {"says": "in"})

    ((_row, field, words),) = refused(
        anyone, "put", sign, {"says": "out", "seen": "2026-11-24 18:30 Pie"}
    )
    assert field == "meal"
    assert "The menu has changed since you tapped" in words


def test_guests_come_once_and_go(house, anyone):
    path = f"/table/meals/{house.supper}/guests"
    body = {"n": 2, "size": "half", "codes": ["milk"]}
    first = done(anyone, "post", path, body, 201)
    again = done(anyone, "post", path, body, 201)
    assert first == again
    assert got(anyone, f"/me/meals?{WEEK}")[0]["guests"] == [
        {"id": first["id"], "n": 2, "size": "half", "codes": ["milk"]}
    ]

    wrong = refused(
        anyone,
        "post",
        path,
        {"n": 0, "size": "huge", "codes": ["grief"]},
        key="another-key",
    )
    assert {field for _row, field, _words in wrong} == {"n", "size", "codes"}

    done(anyone, "delete", f"/table/guests/{first['id']}")
    assert got(anyone, f"/me/meals?{WEEK}")[0]["guests"] == []


def test_nobody_speaks_for_others_without_a_mandate(house, anyone, cook, chidi):
    body = {"says": "out", "person": str(chidi.id)}
    path = f"/table/meals/{house.supper}/sign"

    assert anyone("put", path, body).status_code == 403
    done(cook, "put", path, body)
    assert cast.counts(house.union, house.supper).heads == 4


def test_a_list_is_typed_whole_or_not_at_all(house, cook, anyone, ben, chidi, dalia):
    """Many lines in one call (I-22)."""
    names = {one["name"]: one["person"] for one in got(cook, "/table/list")}
    assert set(names) == {"Ana", "Ben", "Chidi", "Kofi", "Lena"}
    lines = [
        {"person": str(ben.id), "says": "out"},
        {"person": str(chidi.id), "says": "late", "guests": "2"},
    ]
    path = f"/table/meals/{house.supper}/list"

    wrong = [*lines, {"person": str(dalia.id)}, {"person": str(ben.id), "says": "so"}]
    found = refused(cook, "put", path, {"lines": wrong})
    assert [(row, field) for row, field, _ in found] == [
        (3, "person"),
        (4, "person"),
        (4, "says"),
    ]
    assert cast.counts(house.union, house.supper).heads == 5

    assert done(cook, "put", path, {"lines": lines}, 200) == {"n": 2}
    both = {"meals": [{"meal": str(house.supper), "lines": lines}]}
    assert done(cook, "put", "/table/lists", both, 200) == {"n": 2}
    counts = cast.counts(house.union, house.supper)
    assert (counts.heads, counts.guests, counts.late_plates) == (4, 2, 1)
    assert anyone("put", path, {"lines": lines}).status_code == 403


def test_lists_of_a_week_are_all_kept_or_none(house, cook, ana, ben, dalia):
    lunch = cast.plan(house.union, ana, house.stew, day=cast.WEDNESDAY)
    out = {"person": str(ben.id)}
    body = {
        "meals": [
            {"meal": str(house.supper), "lines": [out]},
            {"meal": str(lunch), "lines": [{"person": str(dalia.id)}]},
        ]
    }

    ((row, field, _words),) = refused(cook, "put", "/table/lists", body)

    assert (row, field) == (1, "person")
    assert cast.counts(house.union, house.supper).heads == 5


def test_usual_days_and_codes_are_ones_own(house, anyone, cook, ben, chidi):
    """Never why; nobody reads another's but who types for them."""
    mine, other = f"/table/plates/{ben.id}", f"/table/plates/{chidi.id}"
    usual = {"starts_on": "2026-11-23", "eats": {"supper": ["mon"]}, "size": "half"}

    made = done(anyone, "post", f"{mine}/usual", usual, 201)
    (kept,) = got(anyone, f"{mine}/usual")
    assert kept["eats"] == [{"time": "supper", "weekdays": ["mon"]}]
    done(anyone, "delete", f"/table/usual/{made['id']}")
    away = {"first": "2026-11-24", "last": "2026-11-25"}
    done(anyone, "post", f"{mine}/away", away, 201)
    assert not got(anyone, f"/me/meals?{WEEK}")[0]["is_in"]

    assert got(anyone, f"{mine}/codes")["codes"] == []
    done(anyone, "put", f"{mine}/codes", {"codes": ["pork"], "is_named": True})
    done(anyone, "post", f"{mine}/codes/renew")
    codes = got(anyone, f"{mine}/codes")
    assert (codes["codes"], codes["readers"]) == (["meat", "pork"], ["Ana"])
    wrong = refused(anyone, "put", f"{mine}/codes", {"codes": ["a diagnosis"]})
    assert wrong[0][1] == "codes"

    for path in (f"{other}/codes", f"{other}/usual"):
        assert anyone("get", path).status_code == 403
        assert cook("get", path).status_code == 200


def test_meals_are_planned_once_changed_repeated_and_called_off(house, cook, anyone):
    meal = {"day": "2026-11-25", "time": "lunch", "dishes": [str(house.stew)]}
    first = done(cook, "post", "/table/meals", meal, 201)
    assert done(cook, "post", "/table/meals", meal, 201) == first
    path = f"/table/meals/{first['id']}"
    done(cook, "put", path, {**meal, "note": "In the yard"})
    assert got(anyone, path)["note"] == "In the yard"

    again = {"from_monday": "2026-11-23", "to_monday": "2026-11-30"}
    assert len(done(cook, "post", "/table/weeks/repeat", again, 201)) == 2
    assert done(cook, "post", "/table/weeks/repeat", again, 201) == []

    done(cook, "delete", path)
    assert got(anyone, path)["status"] == "called_off"
    assert anyone("post", "/table/meals", meal, key="another-key").status_code == 403
    wrong = {**meal, "day": "2026-11-01", "time": "midnight"}
    found = refused(cook, "post", "/table/meals", wrong, key="wrong-key")
    assert {field for _row, field, _words in found} >= {"day", "time"}


def test_spans_without_end_are_refused(house, cook):
    for days in (
        "from_day=2026-11-23&until=2030-01-01",
        "from_day=2026-11-23&until=2026-11-01",
    ):
        for path in ("/table/meals", "/me/meals", "/table/turns"):
            ((_row, field, _words),) = refused(cook, "get", f"{path}?{days}")
            assert field == "until"


def test_what_is_safe_is_for_the_kitchen_and_who_cooks(house, cook, anyone, ben):
    done(anyone, "put", f"/table/plates/{ben.id}/codes", {"codes": ["pulses"]})
    path = f"/table/meals/{house.supper}"
    assert anyone("get", f"{path}/safe").status_code == 403
    (gap,) = got(cook, f"{path}/safe")["gaps"]
    assert (gap["n"], gap["codes"], gap["names"]) == (1, ["pulses"], [])
    assert {"id": str(house.salad), "name": "Cabbage salad"} in gap["could_be"]

    second = {"dish": str(house.salad)}
    done(cook, "post", f"/table/dishes-at-meals/{gap['meal_dish']}/instead", second)
    found = got(cook, f"{path}/sheet")
    assert found["safe"]["gaps"] == []
    stew = next(dish for dish in found["dishes"] if dish["name"] == "Lentil stew")
    assert (stew["plates"], stew["lines"][0]["amount"]) == (
        "4",
        {"amount": "0.4", "unit": "kg"},
    )

    salad = next(d for d in found["meal"]["dishes"] if d["name"] == "Cabbage salad")
    done(cook, "delete", f"/table/dishes-at-meals/{salad['id']}")
    assert len(got(cook, f"{path}/sheet")["dishes"]) == 2


def test_turns_are_taken_and_left_and_name_nobody(house, cook, anyone):
    turn = next(
        t for t in got(anyone, f"/table/turns?{WEEK}") if t["task"] == "cooking"
    )
    done(anyone, "post", f"/table/turns/{turn['id']}/take", {})
    now = next(t for t in got(cook, f"/table/turns?{WEEK}") if t["id"] == turn["id"])
    assert (now["open"], now["is_mine"], now["names"]) == (1, False, [])
    # Who cooks reads the sheet; there, and only there, stands who does what.
    sheet = got(anyone, f"/table/meals/{house.supper}/sheet")
    assert next(t for t in sheet["turns"] if t["id"] == turn["id"])["names"] == ["Ben"]

    done(anyone, "post", f"/table/turns/{turn['id']}/leave", {})
    hands = {"places": {"cooking": 1, "serving": 0, "washing_up": 1}}
    done(cook, "put", f"/table/meals/{house.supper}/turns", hands)
    assert len(got(anyone, f"/table/turns?{WEEK}")) == 2


def test_a_token_without_the_kitchens_scope_only_looks(house, ana, program):
    call = program(ana, scopes=frozenset({"associate"}))

    assert got(call, f"/table/meals?{WEEK}")
    response = call(
        "post", "/table/meals", {"day": "2026-11-25", "time": "supper", "dishes": []}
    )

    assert response.status_code == 403


def test_another_union_sees_nothing_of_it(house, program, dalia):
    call = program(dalia)

    for path in ("", "/counts", "/safe", "/sheet", "/cooking", "/cooked"):
        response = call("get", f"/table/meals/{house.supper}{path}")
        assert response.status_code in {403, 404}, path
    assert got(call, f"/table/meals?{WEEK}") == []
    assert queries.list_dishes(union=dalia.union) == ()
