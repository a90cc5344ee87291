"""Programs type the purse's paper as its screens do, refused in the same words (I-22)."""

from __future__ import annotations

import pytest

from commonweal.rooms.purse import models
from tests.interfaces import programs
from tests.interfaces.programs import problems
from tests.rooms import together_cast as cast

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("fixed_clock"),
]
WHOSE = "Say whose line this is: choose a name."


@pytest.fixture
def house(lentil_house, ana, kofi, lena):
    return cast.open_house(lentil_house, ana, kofi, lena)


@pytest.fixture
def program(client):
    return programs.programs_of(client)


def test_what_several_people_laid_out_is_noted_together(house, program, ana, ben, lena):
    """Story 10."""
    food = str(house.categories["food"])
    line = {"person": str(ben.id), "amount": "12.50", "category": food}
    other = {"person": str(lena.id), "amount": "3", "category": food, "note": "salt"}
    anas = program(ana)

    wrong = {"pockets": [line, {**other, "person": None}, {**line, "amount": "a lot"}]}
    assert problems(anas("post", "/purse/pockets/list", wrong)) == [
        (2, "person", WHOSE),
        (
            3,
            "amount",
            "“a lot” is not an amount of money. Write for example 12.50 or 1234.50.",
        ),
    ]
    twice = anas("post", "/purse/pockets/list", {"pockets": [line, line]})
    assert [(row, field) for row, field, _said in problems(twice)] == [(2, "amount")]
    sent = {"pockets": [line, other]}
    for _repeat in range(2):
        made = anas("post", "/purse/pockets/list", sent)
        assert made.status_code == 201
    assert [one["is_typed"] for one in made.json()] == [True, True]
    assert models.Pocket.objects.count() == 2
    assert len(program(ben)("get", "/me/purse/pockets").json()) == 1
    assert program(ben)("post", "/purse/pockets/list", sent).status_code == 403
    assert problems(anas("post", "/purse/pockets/list", {"pockets": []}))[0][2] == (
        "There is no line to note. Write at least one amount."
    )


def test_the_sheet_of_the_notice_board_comes_in_by_a_program(
    house, program, ana, ben, chidi
):
    """Story 11."""
    del house
    spend = {
        "person": str(ben.id),
        "what_for": "A stove",
        "amount": "480",
        "day": "2026-12-01",
    }
    voice = {
        "person": str(chidi.id),
        "kind": "concern",
        "words": "Where to?",
        "line": 1,
    }
    anas = program(ana)
    wrong = {"announced": [spend], "voices": [{**voice, "line": 2}, voice]}
    wrong["voices"][1] = {**voice, "words": ""}
    assert problems(anas("post", "/purse/spends/board", wrong)) == [
        (
            2,
            "spend",
            "This announcement is not here. Look at the list of announced spends.",
        ),
        (
            3,
            "words",
            "Please write the concern in a line, so that one can talk about it.",
        ),
    ]
    assert models.Spend.objects.count() == 0
    sent = {"announced": [spend], "voices": [voice]}
    for _repeat in range(2):
        made = anas("post", "/purse/spends/board", sent)
        assert made.status_code == 201
    (one,) = made.json()
    seen = program(chidi)("get", f"/purse/spends/{one['id']}").json()
    assert (seen["who"], seen["typed_by"], seen["state"]) == ("Ben", "Ana", "talk")
    assert [(c["who"], c["typed_by"]) for c in seen["concerns"]] == [("Chidi", "Ana")]
    assert program(ben)("post", "/purse/spends/board", sent).status_code == 403


def test_slips_are_typed_by_a_program_and_read_by_none(house, program, ana, ben, chidi):
    """Story 21."""
    del house
    anas = program(ana)
    opened = anas(
        "post",
        "/purse/pledge-rounds",
        {
            "name": "Winter",
            "needed": "180",
            "months": 1,
            "closes_on": "2026-12-10",
            "if_not_covered": "again",
        },
    ).json()["id"]
    path = f"/purse/pledge-rounds/{opened}/slips"
    slip = {"person": str(ben.id), "green": "31", "yellow": "41"}
    wrong = {"slips": [slip, {"person": str(chidi.id)}, {**slip, "green": "1"}]}
    assert problems(anas("put", path, wrong)) == [
        (2, "green", "If nothing stands on the slip, write 0 under green."),
        (
            3,
            "person",
            "There is a slip of this person in line 1 already. Ask which one counts.",
        ),
    ]
    assert models.Pledge.objects.count() == 0
    assert anas("put", path, {"slips": [slip]}).status_code == 204
    assert anas("put", path, {"slips": [slip]}).status_code == 204
    assert "41" not in str(anas("get", f"/purse/pledge-rounds/{opened}").json())
    assert anas("get", f"/me/purse/pledge-rounds/{opened}").status_code == 204
    own = program(ben)("get", f"/me/purse/pledge-rounds/{opened}").json()
    assert (own["red"]["amount"], own["is_typed"]) == ("41", True)
    assert program(ben)("put", path, {"slips": [slip]}).status_code == 403
