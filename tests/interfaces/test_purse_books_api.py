"""Programs set the books up, move, exchange, count and square, and read the wall sheet."""

from __future__ import annotations

import pytest

from tests.interfaces import programs
from tests.interfaces.programs import problems
from tests.rooms import together_cast as cast

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("fixed_clock"),
]


@pytest.fixture
def house(lentil_house, ana, kofi, lena):
    return cast.open_house(lentil_house, ana, kofi, lena)


@pytest.fixture
def program(client):
    return programs.programs_of(client)


@pytest.fixture
def anas(house, program, ana):
    return program(ana)


@pytest.fixture
def bens(house, program, ben):
    return program(ben)


def account(call, name="Till", kind="drawer", **parts):
    made = call(
        "post",
        "/purse/accounts",
        {"name": name, "kind": kind, **parts},
        key=f"account-{name}".replace(" ", "-"),
    )
    assert made.status_code == 201, made.content
    return made.json()["id"]


def named(listed):
    return [one["name"] for one in listed.json()]


def test_accounts_are_opened_changed_closed_and_opened_again(anas, bens):
    till = account(anas)
    path = f"/purse/accounts/{till}"
    changed = anas("put", path, {"name": "Kitchen till", "kind": "drawer"})
    assert changed.status_code == 204, changed.content
    assert named(bens("get", "/purse/accounts")) == ["Giro", "Kitchen till"]
    assert anas("post", f"{path}/close").status_code == 204
    assert named(bens("get", "/purse/accounts")) == ["Giro"]
    assert len(bens("get", "/purse/accounts?with_closed=true").json()) == 2
    assert anas("post", f"{path}/reopen").status_code == 204
    refused = bens("post", "/purse/accounts", {"name": "Mine"})
    assert problems(refused)[0][2].startswith("Only people with a mandate")


def test_purses_and_categories_are_kept(anas, bens):
    purse = anas("post", "/purse/purses", {"name": "Roof", "kind": "earmarked"}).json()
    path = f"/purse/purses/{purse['id']}"
    assert anas("put", path, {"name": "New roof"}).status_code == 204
    assert "New roof" in named(bens("get", "/purse/purses"))
    assert anas("post", f"{path}/close").status_code == 204
    assert "New roof" not in named(bens("get", "/purse/purses"))

    bees = {"name": "Bees", "direction": "out", "picture": "other"}
    made = anas("post", "/purse/categories", bees).json()["id"]
    path = f"/purse/categories/{made}"
    assert anas("put", path, {**bees, "name": "Bees, hives"}).status_code == 204
    assert "Bees, hives" in named(bens("get", "/purse/categories"))
    assert anas("post", f"{path}/retire").status_code == 204
    assert "Bees, hives" not in named(bens("get", "/purse/categories"))


def test_books_begin_with_what_is_there_and_money_moves(anas, bens, house):
    till = account(anas)
    opened = anas(
        "post",
        "/purse/opening",
        {
            "openings": [
                {"account": str(house.account), "amount": "1000"},
                {"account": till, "amount": "50"},
            ]
        },
    )
    assert opened.status_code == 201, opened.content
    move = {"amount": "200", "account": str(house.account), "to_account": till}
    assert anas("post", "/purse/moves", move).status_code == 201

    standing = bens("get", "/purse/standing").json()
    assert {one["name"]: one["amount"]["amount"] for one in standing["accounts"]} == {
        "Giro": "800",
        "Till": "250",
    }
    assert standing["totals"] == [{"amount": "1050", "unit": "EUR"}]
    before = bens("get", "/purse/standing?on=2026-11-22").json()
    assert [one["amount"] for one in before["totals"]] in ([], ["0"])


def test_money_is_exchanged_at_the_rate_it_was(anas, bens, house):
    swiss = account(anas, "Swiss till", currency="CHF")
    exchange = {
        "amount": "100",
        "to_amount": "94.30",
        "account": str(house.account),
        "to_account": swiss,
    }
    made = anas("post", "/purse/exchanges", exchange)
    assert made.status_code == 201, made.content
    assert (made.json()["amount"], made.json()["to_amount"]) == (
        {"amount": "100", "unit": "EUR"}, {"amount": "94.3", "unit": "CHF"},
    )  # fmt: skip


def test_a_pencil_list_is_noted_whole_or_not_at_all(anas, bens, house, ben):
    food = str(house.categories["food"])
    good = {"amount": "3,20", "category": food, "account": str(house.account)}
    bad = {**good, "amount": "3-4"}
    refused = anas("post", "/purse/entries/list", {"entries": [good, bad]})
    assert [(row, field) for row, field, _ in problems(refused)] == [(2, "amount")]
    assert bens("get", "/purse/entries").json()["items"] == []

    other = {**good, "amount": "5", "person": str(ben.id), "with_name": True}
    lines = {"entries": [good, other]}
    for _ in range(2):
        assert anas("post", "/purse/entries/list", lines).status_code == 201
    listed = bens("get", "/purse/entries").json()["items"]
    assert [(one["number"], one["is_own"]) for one in listed] == [(2, True), (1, False)]
    mine = bens("get", "/me/purse/entries").json()["items"]
    assert [one["number"] for one in mine] == [2]
    assert "person" not in listed[0]
    assert bens("post", "/purse/entries/list", lines).status_code == 403


def test_a_note_is_erased(bens, house):
    food = str(house.categories["food"])
    line = {"amount": "3", "category": food, "note": "for me", "with_name": True}
    noted = bens("post", "/purse/entries", line).json()["id"]
    assert bens("delete", f"/purse/entries/{noted}/note").status_code == 204
    assert bens("get", f"/purse/entries/{noted}").json()["note"] == ""


def test_a_drawer_is_counted_by_two(anas, bens):
    till = account(anas)
    counted = bens("post", "/purse/countings", {"account": till, "counted": "12.30"})
    assert counted.status_code == 201, counted.content
    path = f"/purse/countings/{counted.json()['id']}"
    assert bens("post", f"{path}/confirm").status_code in {403, 422}
    difference = anas("post", f"{path}/confirm")
    assert (difference.status_code, difference.json()["kind"]) == (200, "difference")
    listed = bens("get", "/purse/countings").json()
    assert [(one["is_confirmed"], one["counted"]["amount"]) for one in listed] == [
        (True, "12.3")
    ]
    again = bens(
        "post",
        "/purse/countings",
        {"account": till, "counted": "9"},
        key="a-second-count",
    )
    aside = f"/purse/countings/{again.json()['id']}/set-aside"
    assert bens("post", aside).status_code == 204


def test_what_somebody_laid_out_is_squared_by_the_purse(anas, bens, house):
    """Story 10: the purse squares it; nobody waits for another person's money."""
    line = {"amount": "18.40", "category": str(house.categories["food"])}
    paid = bens("post", "/purse/pockets", line)
    assert paid.status_code == 201, paid.content
    (mine,) = bens("get", "/me/purse/pockets").json()
    assert mine["amount"] == {"amount": "18.4", "unit": "EUR"}
    assert bens("get", "/purse/pockets").status_code == 403
    waiting = anas("get", "/purse/pockets").json()["items"]
    assert [one["id"] for one in waiting] == [mine["id"]]

    square = {"pockets": [mine["id"]], "account": str(house.account)}
    squared = anas("post", "/purse/pockets/square", square)
    assert squared.status_code == 201, squared.content
    assert bens("get", "/me/purse/pockets").json() == []


def test_the_wall_sheet_is_read_by_month(bens, house):
    """Story 4: three people are too few for more than in, out and left."""
    food = str(house.categories["food"])
    line = {"amount": "30", "category": food, "account": str(house.account)}
    bens("post", "/purse/entries", line)

    sheet = bens("get", "/purse/sheet?month=2026-11").json()
    (euros,) = sheet["sheets"]
    assert (sheet["is_small"], euros["went_out"]["amount"], euros["outs"]) == (
        True, "30", [],
    )  # fmt: skip
    for month in ("2026-13", "November", "1999-01"):
        assert problems(bens("get", f"/purse/sheet?month={month}")) == [
            (None, "month", f"“{month}” is not a month. Write one such as 2026-11.")
        ]


def test_what_plans_ask_to_buy_is_listed_and_bought(bens, house, lentil_house):
    """A need is met in kind first; the rest comes to the purse as a line with its why."""
    cast.ask_to_buy(lentil_house)
    (line,) = bens("get", "/purse/shopping").json()["items"]
    assert (line["kind_name"], line["amount"]) == (
        "oats", {"amount": "4", "unit": "kg"},
    )  # fmt: skip
    entry = {
        "amount": "9.20",
        "category": str(house.categories["food"]),
        "account": str(house.account),
        "commitments": [line["commitment"]],
    }
    assert bens("post", "/purse/entries", entry).status_code == 201
    assert bens("get", "/purse/shopping").json()["items"] == []


def test_entries_are_asked_for_from_a_number(bens):
    assert problems(bens("get", "/purse/entries?after=twelve")) == [
        (None, "after", "“twelve” is not the number of an entry. Leave “after” away.")
    ]
