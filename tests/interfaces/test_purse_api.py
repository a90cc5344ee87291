"""Programs do with the purse what the pages do, refused in the same words."""

from __future__ import annotations

import pytest
from django.utils import timezone

from commonweal.interfaces.cli import rows
from commonweal.rooms.purse import models
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
def days_later(monkeypatch):
    """Return a function that lets so many days pass."""

    def go(days):
        monkeypatch.setattr(timezone, "now", lambda: cast.later(days))

    return go


def taken(house, amount="12.50", **parts):
    return {"amount": amount, "category": str(house.categories["food"]), **parts}


def test_an_entry_is_noted_once_listed_and_put_right(house, program, ben, chidi):
    """Story 1: an amount and a category are enough."""
    call = program(ben)
    first = call("post", "/purse/entries", taken(house, note="apples"))
    again = call("post", "/purse/entries", taken(house, note="apples"))
    assert (first.status_code, again.json()["id"]) == (201, first.json()["id"])
    assert first.json()["amount"] == {"amount": "12.5", "unit": "EUR"}

    path = f"/purse/entries/{first.json()['id']}"
    right = {"entry": taken(house, "21.50", note="apples")}
    mended = call("post", f"{path}/correct", right, key="a-mended-one")
    assert mended.status_code == 201

    listed = program(chidi)("get", "/purse/entries?limit=2").json()
    assert [(e["number"], e["amount"]["amount"]) for e in listed["items"]] == [
        (3, "21.5"), (2, "-12.5"),
    ]  # fmt: skip
    rest = program(chidi)("get", f"/purse/entries?after={listed['next']}").json()
    assert [e["number"] for e in rest["items"]] == [1]
    history = call("get", f"{path}/history").json()
    assert [e["number"] for e in history] == [1, 2, 3]


def test_what_is_wrong_is_said_field_by_field(house, program, ben):
    call = program(ben)
    wrong = call("post", "/purse/entries", taken(house, "1.234", day="2026-12-24"))
    said = problems(wrong)
    assert {field for _row, field, _message in said} == {"amount", "day"}
    assert (
        None,
        "amount",
        "“1.234” can be read in two ways. Write 1234.00 or 1.23, whichever you mean.",
    ) in said

    unknown = call("post", "/purse/entries", {**taken(house), "who": "ben"})
    assert problems(unknown) == [(None, "who", "We do not know this field.")]
    assert call("get", "/purse/entries").json()["items"] == []


def test_above_the_threshold_a_program_announces_like_everybody(
    house, program, ben, chidi, days_later
):
    """I-10, story 11."""
    bens, chidis = program(ben), program(chidi)
    refused = bens("post", "/purse/entries", taken(house, "200"))
    assert problems(refused)[0][1] == "amount"

    spend = {"amount": "200", "what_for": "stove", "day": "2026-11-23"}
    made = bens("post", "/purse/spends", spend).json()["id"]
    path = f"/purse/spends/{made}"
    assert chidis("put", f"{path}/concern", {"words": "too big"}).status_code == 204
    assert problems(bens("post", f"{path}/talk", {"came_to": "x", "goes": True})) == [
        (
            None,
            "",
            "What a talk came to is written down by somebody else than who announced it.",
        )
    ]
    talked = chidis("post", f"{path}/talk", {"came_to": "a used one", "goes": True})
    assert talked.status_code == 204

    days_later(7)
    seen = bens("get", path).json()
    assert (seen["state"], seen["concerns"][0]["came_to"]) == ("stands", "a used one")
    noted = bens("post", "/purse/entries", taken(house, "180", spend=made))
    assert noted.status_code == 201
    assert bens("get", path).json()["left"] == {"amount": "20", "unit": "EUR"}
    assert bens("post", f"{path}/finish").status_code == 204
    assert bens("get", "/purse/spends").json()["items"] == []
    ended = bens("get", "/purse/spends?with_ended=true").json()["items"]
    assert [one["state"] for one in ended] == ["done"]
    effects = chidis("get", "/me/purse/effects").json()
    assert [one["sentence"] for one in effects] == [
        "Your concern was talked about: a used one. It is done: 200 EUR, stove."
    ]


def test_a_spend_is_supported_and_withdrawn(house, program, ben, chidi):
    spend = {"amount": "200", "what_for": "stove", "day": "2026-11-23"}
    bens, chidis = program(ben), program(chidi)
    path = f"/purse/spends/{bens('post', '/purse/spends', spend).json()['id']}"

    assert chidis("put", f"{path}/support").status_code == 204
    assert chidis("get", path).json()["n_support"] == 1
    assert chidis("delete", f"{path}/voice").status_code == 204
    assert chidis("get", path).json()["n_support"] == 0
    assert bens("post", f"{path}/withdraw").status_code == 204
    assert chidis("get", path).json()["state"] == "withdrawn"


def test_no_program_reads_the_pledge_of_another(house, program, ana, ben, days_later):
    """Story 21: only the total, and not even that for few people; not for stewards."""
    anas, bens = program(ana), program(ben)
    opened = anas(
        "post",
        "/purse/pledge-rounds",
        {
            "name": "Spring",
            "needed": "1200",
            "months": 6,
            "closes_on": "2026-11-30",
            "if_not_covered": "again",
            "n_people": 2,
        },
    )
    assert opened.status_code == 201, opened.content
    mine = f"/me/purse/pledge-rounds/{opened.json()['id']}"
    path = f"/purse/pledge-rounds/{opened.json()['id']}"
    assert bens("get", mine).status_code == 204
    assert bens("put", mine, {"green": "73.31"}).status_code == 204
    all_three = {"green": "100", "yellow": "130", "red": "150"}
    assert anas("put", mine, all_three).status_code == 204
    assert bens("get", mine).json()["green"]["amount"] == "73.31"

    for call in (anas, bens):
        for address in (path, "/purse/pledge-rounds"):
            assert "73.31" not in call("get", address).content.decode()
    assert "73.31" not in anas("get", mine).content.decode()
    assert problems(bens("post", f"{path}/close"))[0][2].startswith(
        "This round is open until 2026-11-30."
    )
    days_later(8)
    assert bens("post", f"{path}/close").status_code == 204

    closed = bens("get", path).json()
    assert (closed["colour"], closed["is_covered"], closed["total"]) == (
        "yellow", True, None,
    )  # fmt: skip
    assert bens("get", mine).json()["becomes"] == {"amount": "73.31", "unit": "EUR"}
    assert problems(bens("delete", mine))[0][2].startswith("This round is over")


def test_a_pledge_round_says_all_that_is_wrong(house, program, ana, ben):
    body = {
        "name": "",
        "needed": "0",
        "months": 0,
        "closes_on": "2027-11-30",
        "if_not_covered": "",
        "n_people": -1,
    }
    wrong = program(ana)("post", "/purse/pledge-rounds", body)
    assert {field for _row, field, _message in problems(wrong)} == set(body)
    refused = program(ben)("post", "/purse/pledge-rounds", body)
    assert refused.status_code == 403


def test_what_repeats_is_noted_once_however_often_it_is_asked(
    house, program, ana, ben, days_later
):
    anas, bens = program(ana), program(ben)
    made = anas(
        "post",
        "/purse/repeating",
        {
            "name": "Internet",
            "direction": "out",
            "amount": "39.90",
            "every": "month",
            "starts_on": "2026-11-01",
            "ends_on": "2027-10-31",
            "category": str(house.categories["home"]),
            "account": str(house.account),
        },
    )
    assert made.status_code == 201, made.content
    path = f"/purse/repeating/{made.json()['id']}"

    assert bens("post", "/purse/repeating/enter").json() == {"n_noted": 1}
    assert bens("post", "/purse/repeating/enter").json() == {"n_noted": 0}
    assert anas("post", f"{path}/leave-out", {"due": "2026-12-01"}).status_code == 204
    assert anas("post", f"{path}/pause").status_code == 204
    assert bens("get", path).json()["status"] == "paused"
    assert anas("post", f"{path}/resume").status_code == 204
    days_later(40)  # 2 January
    assert bens("get", path).json()["due"] == ["2027-01-01"]
    only = f"/purse/repeating/enter?only={made.json()['id']}"
    assert bens("post", only).json() == {"n_noted": 1}
    assert problems(bens("post", f"{path}/end"))[0][2].startswith("Only people with")
    assert anas("post", f"{path}/end").status_code == 204
    assert bens("get", "/purse/repeating").json()["items"] == []
    days = [e["day"] for e in bens("get", "/purse/entries").json()["items"]]
    assert days == ["2027-01-01", "2026-11-01"]


def test_a_budget_is_made_approved_and_shifted(house, program, ana, ben, days_later):
    """Story 20."""
    anas, bens = program(ana), program(ben)
    food, tools = (str(house.categories[name]) for name in ("food", "tools"))
    draft = {
        "name": "2026",
        "starts_on": "2026-01-01",
        "ends_on": "2026-12-31",
        "lines": [
            {"category": food, "baseline": "5000", "buffer": "500"},
            {"category": tools, "baseline": "300", "slack": "700"},
        ],
    }
    made = anas("post", "/purse/budgets", draft).json()["id"]
    path = f"/purse/budgets/{made}"
    changed = {**draft, "lines": [*draft["lines"], {"category": tools}]}
    assert problems(anas("put", path, changed)) == [
        (3, "category", "This category has a line already. Put both into one.")
    ]
    assert anas("put", path, {**draft, "name": "Year 2026"}).status_code == 204
    assert anas("post", f"{path}/approve", {"decision": 12}).status_code == 204
    assert problems(anas("put", path, draft))[0][2].startswith(
        "This budget is approved by decision 12."
    )

    lines = {line["category_name"]: line for line in bens("get", path).json()["lines"]}
    shift = {
        "from_line": lines["Tools and materials"]["id"],
        "to_line": lines["Food"]["id"],
        "amount": "200",
    }
    proposed = bens("post", f"{path}/shifts", shift).json()["id"]
    shift_path = f"/purse/shifts/{proposed}"
    assert anas("put", f"{shift_path}/concern", {"words": "saws!"}).status_code == 204
    assert anas("delete", f"{shift_path}/voice").status_code == 204
    assert anas("put", f"{shift_path}/support").status_code == 204
    bens("post", "/purse/entries", taken(house, "80"))

    days_later(7)
    seen = bens("get", path).json()
    food_line = next(li for li in seen["lines"] if li["category_name"] == "Food")
    assert {
        name: food_line[name]["amount"]
        for name in ("baseline", "shifted", "approved", "committed", "spent", "left")
    } == {
        "baseline": "5000", "shifted": "200", "approved": "5700",
        "committed": "0", "spent": "80", "left": "5620",
    }  # fmt: skip
    assert seen["going_out"]["approved"]["amount"] == "6500"
    assert seen["shifts"][0]["state"] == "stands"
    listed = bens("get", "/purse/budgets").json()["items"]
    assert [(one["name"], one["decision"]) for one in listed] == [("Year 2026", 12)]


def test_a_settlement_is_computed_asked_agreed_by_two_and_paid(
    house, program, ana, ben, chidi
):
    """Story 19, I-21."""
    anas, bens = program(ana), program(ben)
    asked = "full_years=12&children=2&carers=2"
    computed = bens("get", f"/purse/exit?{asked}").json()
    assert computed["total"] == {"amount": "13500", "unit": "EUR"}
    assert models.Settlement.objects.count() == 0

    body = {"full_years": 12, "children": 2, "carers": 2}
    first = bens("post", "/me/purse/settlements", body)
    again = bens("post", "/me/purse/settlements", body)
    assert first.json() == again.json()
    assert first.status_code == 201
    path = f"/purse/settlements/{first.json()['settlement']['id']}"
    assert bens("get", "/purse/settlements").status_code == 403
    assert program(chidi)("post", f"{path}/agree").status_code == 403
    assert anas("put", path, {"amount": "14000"}).status_code == 204
    pay = {"account": str(house.account)}
    assert problems(anas("post", f"{path}/pay", pay)) == [
        (None, "", "Both have to agree to the same amount first.")
    ]
    assert bens("post", f"{path}/agree").status_code == 204
    part = {**pay, "amount": "4000"}
    assert anas("post", f"{path}/pay", part, key="first-part").status_code == 201
    assert anas("post", f"{path}/pay", part, key="first-part").status_code == 201
    (seen,) = bens("get", "/me/purse/settlements").json()
    assert (seen["status"], seen["left"]["amount"]) == ("agreed", "10000")
    assert "Ben" not in anas("get", "/purse/settlements").content.decode()
    assert problems(bens("post", f"/me{path}/withdraw"))[0][2].startswith(
        "A part is paid already"
    )


def test_a_token_of_few_scopes_does_no_more_than_it_says(house, program, ana):
    narrow = program(ana, frozenset({"associate"}))

    refused = narrow("post", "/purse/accounts", {"name": "Till", "kind": "drawer"})

    assert problems(refused) == [
        (
            None,
            "",
            "This token may not do this. Issue one with the scope “purse”.",
        )
    ]


def test_one_union_sees_nothing_of_another(house, program, ben, dalia):
    call = program(dalia)
    noted = program(ben)("post", "/purse/entries", taken(house)).json()["id"]
    spend = {"amount": "200", "what_for": "stove", "day": "2026-11-23"}
    made = program(ben)("post", "/purse/spends", spend).json()["id"]

    for path in ("/purse/entries", "/purse/spends", "/purse/pledge-rounds"):
        assert call("get", path).json()["items"] == []
    assert call("get", f"/purse/entries/{noted}").status_code == 404
    assert call("get", f"/purse/spends/{made}").status_code == 404
    assert call("put", f"/purse/spends/{made}/support").status_code == 404


def test_no_export_carries_what_somebody_pledged():
    """Not even the two key-holders who seal an export may read a pledge."""
    carried = {
        model._meta.label
        for is_private in (True, False)
        for model in rows.tables(private=is_private)
    }

    assert "purse.Pledge" not in carried
    assert "purse.PledgeRound" in carried
