"""Programs do with needs and rounds what the pages do, in the same words."""

from __future__ import annotations

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import MULTIPART_CONTENT

from commonweal.core.vf import units
from commonweal.rooms.needs import queries
from commonweal.rooms.needs.models import Need
from tests.interfaces import programs
from tests.rooms.needs_cast import add_kind, add_stock
from tests.rooms.needs_rounds import need, opened

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("fixed_clock"),
]


@pytest.fixture
def oats(lentil_house):
    return add_kind(lentil_house, "oats")


@pytest.fixture
def program(client):
    return programs.programs_of(client)


def problems(answer):
    assert answer.status_code == 422, answer.content
    return [(p["row"], p["field"]) for p in answer.json()["problems"]]


def test_a_need_is_stated_listed_changed_and_withdrawn(program, ben, oats):
    """Story 5, by program; the same key again changes nothing."""
    call = program(ben)
    body = {"what": "oats", "amount": "1.5", "per": "week", "tier": "vital"}

    first = call("post", "/needs", body)
    again = call("post", "/needs", body)
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert first.json()["quantity"] == {"amount": "1.5", "unit": "kg"}

    address = f"/needs/{first.json()['id']}"
    changed = call("patch", address, {"amount": "2", "is_wish": True}).json()
    assert (changed["quantity"]["amount"], changed["is_wish"]) == ("2", True)
    assert call("get", address).json() == changed
    assert [n["id"] for n in call("get", "/needs").json()["items"]] == [changed["id"]]
    assert [k["name"] for k in call("get", "/needs/kinds").json()["items"]] == ["oats"]

    assert call("delete", address, "").status_code == 204
    assert call("get", "/needs").json() == {"items": [], "next": None}
    assert call("get", address).status_code == 404


def test_refusals_are_those_of_the_pages(program, ben, oats):
    call = program(ben)

    answer = call("post", "/needs", {"what": "ots", "amount": "x", "per": "week"})
    no_reason = call(
        "post",
        "/needs",
        {"what": "oats", "amount": "1", "reason": "ill", "per": "week"},
    )

    assert problems(answer) == [(None, "what")]
    assert "Did you mean oats?" in answer.json()["problems"][0]["message"]
    assert "ill" not in json.dumps(no_reason.json())


def test_many_are_stated_or_none(program, people25, ana, oats):
    """I-22: a paper list, by program; problems carry the row."""
    call = program(ana)
    rows = [
        {"who": f"Person {n}", "what": "oats", "amount": "1", "per": "week"}
        for n in range(6, 16)
    ]

    wrong = call("post", "/needs/many", {"needs": [*rows, {**rows[0], "amount": ""}]})
    kept_then = Need.objects.count()
    right = call("post", "/needs/many", {"needs": rows}, key="another-key")

    assert problems(wrong) == [(11, "amount")]
    assert kept_then == 0
    assert right.json() == {"needs": 10, "people": 10}


def test_tables_are_taken_in(program, ben, oats):
    call = program(ben)

    def table(text):
        file = SimpleUploadedFile("needs.csv", text.encode())
        return call(
            "post", "/needs/table", {"file": file}, content_type=MULTIPART_CONTENT
        )

    assert problems(table("what,amount\nots,1\n")) == [(2, "what")]
    assert table("what,amount\noats,1\n").json() == {"needs": 1, "people": 1}


def test_figures_to_start_from(program, lentil_house, ben):
    add_kind(lentil_house, "food energy", units.KCAL, words=("content",), content=True)
    call = program(ben)

    found = call("get", "/needs/suggested?band=adult_19_30&activity=light").json()
    accepted = call(
        "post",
        "/needs/suggested",
        {"needs": [{"what": "food energy", "amount": "2400", "per": "day"}]},
    )
    wrong = call("get", "/needs/suggested?band=wizard")

    assert [(s["what"]["name"], s["quantity"]["amount"]) for s in found] == [
        ("food energy", "2710")
    ]
    assert accepted.json() == {"needs": 1, "people": 1}
    assert problems(wrong) == [(None, "band")]


def test_totals_hide_small_groups(program, people25, ana, oats):
    """H15."""
    for person in people25[:4]:
        need(person, by=ana, amount="1")
    call = program(ana)

    (few,) = call("get", "/needs/totals").json()
    need(people25[4], by=ana, amount="1")
    (enough,) = call("get", "/needs/totals").json()

    assert (few["quantity"], few["n_people"], few["is_covered"]) == (None, None, False)
    assert enough["quantity"] == {"amount": "5", "unit": "kg"}


def test_a_round_from_opening_to_handing_over(program, lentil_house, ana, ben, oats):
    """Story 6, by program."""
    add_stock(lentil_house, oats, "4")
    need(ben, amount="3", tier="vital")
    steward, receiver = program(ana), program(ben)
    body = {
        "name": "Market",
        "method": "need_tier",
        "from_day": "2026-11-23",
        "lines": [{"kind": str(oats.id), "portion": "0.5"}],
    }

    assert receiver("post", "/rounds", body).status_code == 403
    round_ = steward("post", "/rounds", body).json()
    address = f"/rounds/{round_['id']}"
    assert round_["lines"][0]["available"] == {"amount": "4", "unit": "kg"}
    assert receiver("post", f"{address}/share-out", {"seed": "1"}).status_code == 403
    shared = steward("post", f"{address}/share-out", {"seed": "47"}).json()
    assert (shared["status"], shared["seed"]) == ("shared", "47")
    assert receiver("get", address).json() == shared
    assert [r["id"] for r in receiver("get", "/rounds").json()["items"]] == [
        round_["id"]
    ]

    (share,) = receiver("get", "/rounds/shares").json()["items"]
    why = receiver("get", f"/rounds/shares/{share['id']}").json()
    assert why["sentences"][0] == (
        "From the needs stated for these 7 days, 3 kg of oats was asked."
    )
    assert receiver("get", f"{address}/check").json()["is_equal"] is True
    assert receiver("get", f"{address}/shares").status_code == 403
    assert steward("get", f"{address}/shares").json()["items"] == [share]

    handed = steward("post", f"{address}/hand-over", {"share": share["id"]})
    assert handed.json() == {"n_shares": 1}
    assert steward("post", f"{address}/hand-over", {}).json() == {"n_shares": 0}
    for rest in (
        {"without_circle": True},
        {"person": str(ben.id)},
        {"people": [str(ben.id)]},
    ):
        answer = steward("post", f"{address}/hand-over", rest)
        assert answer.json() == {"n_shares": 0}
    (share,) = receiver("get", "/rounds/shares").json()["items"]
    assert share["status"] == "handed"


def test_a_share_is_seen_by_its_person_and_who_hands_over(
    program, lentil_house, ana, ben, chidi, oats
):
    add_stock(lentil_house, oats, "4")
    need(ben, amount="3", tier="vital")
    steward = program(ana)
    round_ = opened(ana, oats)
    steward("post", f"/rounds/{round_.id}/share-out", {"seed": "47"})
    (share,) = queries.list_my_shares(person=ben.id, union=lentil_house.id)
    address = f"/rounds/shares/{share.id}"

    assert steward("get", address).status_code == 200
    assert program(ana, ["stores"])("get", address).status_code == 404
    assert program(chidi)("get", address).status_code == 404
    assert program(chidi)("post", f"{address}/give-back").status_code == 404
    assert program(ben)("post", f"{address}/give-back").status_code == 204


def test_bad_rounds_are_refused_by_row(program, lentil_house, ana, oats):
    add_stock(lentil_house, oats, "4")
    body = {"name": "Market", "method": "request", "from_day": "2026-11-23"}
    call = program(ana)

    unreadable = call(
        "post", "/rounds", {**body, "lines": [{"kind": str(oats.id), "amount": "x"}]}
    )
    unknown = call("post", "/rounds", {**body, "lines": [{"kind": str(ana.id)}]})

    assert problems(unreadable) == [(1, "amount")]
    assert problems(unknown) == [(1, "lines")]


def test_asking_and_ranking(program, lentil_house, ana, ben, oats):
    rye = add_kind(lentil_house, "rye")
    add_stock(lentil_house, oats, "4")
    add_stock(lentil_house, rye, "4")
    by_request = opened(ana, oats, method="request")
    by_order = opened(ana, rye, method="preferences", key="b")
    line, thing = str(by_request.lines[0].id), str(by_order.lines[0].id)
    call = program(ben)

    ask, rank = f"/rounds/{by_request.id}/ask", f"/rounds/{by_order.id}/rank"
    asked = call("post", ask, {"asked": [{"line": line, "amount": "2"}]})
    wrong = call("post", ask, {"asked": [{"line": line, "amount": "-2"}]})
    ranked = call("post", rank, {"order": [thing]})
    twice = call("post", rank, {"order": [thing, thing]})

    assert (asked.status_code, ranked.status_code) == (204, 204)
    assert problems(wrong) == [(1, "amount")]
    assert problems(twice) == [(None, "order")]


def test_what_is_free_is_taken_once_with_one_key(program, lentil_house, ana, ben, oats):
    """I-6."""
    add_stock(lentil_house, oats, "4")
    round_ = opened(ana, oats, method="free")
    address = f"/rounds/{round_.id}/lines/{round_.lines[0].id}/take"
    call = program(ben)

    for _ in range(2):
        assert call("post", address, {"amount": "1"}).json() == {
            "amount": "1",
            "unit": "kg",
        }

    (line,) = queries.get_round(round_id=round_.id, union=lentil_house.id).lines
    assert str(line.taken) == "1 kg"


def test_rounds_are_withdrawn_and_closed(program, lentil_house, ana, oats):
    add_stock(lentil_house, oats, "4")
    first = opened(ana, oats, method="request")
    call = program(ana)

    withdrawn = call("post", f"/rounds/{first.id}/withdraw")
    free = opened(ana, oats, method="free", key="b")
    closed = call("post", f"/rounds/{free.id}/close")

    assert (withdrawn.status_code, closed.status_code) == (204, 204)


def test_one_union_sees_nothing_of_another(program, lentil_house, ana, dalia, oats):
    add_stock(lentil_house, oats, "4")
    need(ana, amount="1")
    round_ = opened(ana, oats)
    call = program(dalia)

    for path in ("/needs", "/rounds", "/needs/kinds", "/rounds/shares"):
        assert call("get", path).json()["items"] == []
    assert call("get", "/needs/totals").json() == []
    assert call("get", f"/rounds/{round_.id}").status_code == 404
    assert call("get", f"/rounds/{round_.id}/check").status_code == 404
