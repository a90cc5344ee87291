"""Programs do what the pages do, for one person, and no more than their token says."""

from __future__ import annotations

import pytest

from commonweal.commons.charter.words import PARAMETERS
from commonweal.commons.people import queries as people
from commonweal.commons.people import services
from tests.conftest import AT, DAY
from tests.interfaces import programs

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fixed_clock")]


@pytest.fixture
def program(client):
    return programs.programs_of(client)


def test_a_program_knows_for_whom_it_acts(program, ana):
    me = program(ana, ["stores"])("get", "/me").json()

    assert me["name"] == "Ana"
    assert me["union"]["name"] == "Lentil House"
    assert me["scopes"] == ["associate", "paper", "planning", "rounds", "stores"]
    assert me["token_scopes"] == ["stores"]


def test_a_reading_token_changes_nothing(program, ben, circles):
    """The person may, the token may not: not even leave or issue another token."""
    call = program(ben, [])
    answers = [
        call("post", "/me/name", {"name": "x"}),
        call("post", "/me/circle", {"circle": None}),
        call("post", "/me/language", {"language": "de"}),
        call("post", "/me/leave"),
        call("post", "/circles", {"name": "oven"}),
        call(
            "post",
            "/tokens",
            {
                "label": "more",
                "scopes": ["associate"],
                "expires": "2026-11-24T07:00:00Z",
            },
        ),
    ]

    assert {answer.status_code for answer in answers} == {403}
    assert people.get_person(person=ben.id) == ben


def test_a_token_issues_no_wider_one(program, ana):
    answer = program(ana, ["associate"])(
        "post",
        "/tokens",
        {"label": "more", "scopes": ["stores"], "expires": "2026-11-24T07:00:00Z"},
    )

    assert answer.status_code == 422
    assert [p["field"] for p in answer.json()["problems"]] == ["scopes"]


def test_a_mandate_by_program_needs_two_people(program, kofi, lena, ben):
    body = {
        "person": str(ben.id), "scope": "stores", "begins": str(DAY), "ends": str(DAY),
    }  # fmt: skip
    proposed = program(kofi)("post", "/mandates", body)
    again = program(kofi)("post", "/mandates", body)
    mandate = proposed.json()["id"]

    alone = program(kofi)("post", f"/mandates/{mandate}/confirm")
    done = program(lena)("post", f"/mandates/{mandate}/confirm")

    assert proposed.status_code == 201
    assert again.json() == proposed.json()
    assert alone.status_code == 422
    assert done.json()["status"] == "in force"
    assert "stores" in people.scopes_of(person=ben.id, at=AT)


def test_a_refusal_sounds_the_same_as_on_the_page(program, ben):
    answer = program(ben)("post", "/invitations", {})

    assert answer.status_code == 403
    assert answer.json()["problems"] == [
        {
            "field": "",
            "row": None,
            "message": "Only key-holders may do this: Kofi, Lena.",
        }
    ]


def test_invitations_are_made_listed_and_withdrawn(program, kofi):
    call = program(kofi)
    made = call("post", "/invitations", {}).json()
    again = call("post", "/invitations", {}).json()

    gone = call("post", f"/invitations/{made['invitation']['id']}/withdraw").json()

    assert made["code"] == again["code"]
    assert gone["status"] == "withdrawn"
    listed = call("get", "/invitations").json()["items"]
    assert "code" not in listed[0]


def test_circles_people_and_choices(program, ana, paper_ira, circles):
    call = program(ana)
    made = call("post", "/circles", {"name": "oven"}).json()
    call("post", f"/people/{paper_ira.id}/circle", {"circle": made["id"]})
    added = call("post", "/people", {"name": "Noor", "status": "guest"})
    full = call("post", f"/circles/{made['id']}/end")
    call("post", f"/people/{paper_ira.id}/leave")
    empty = call("post", f"/circles/{made['id']}/end")

    assert added.status_code == 201
    assert (full.status_code, empty.status_code) == (422, 204)
    names = [p["name"] for p in call("get", "/people").json()["items"]]
    assert names == ["Ana", "Kofi", "Lena", "Noor"]
    assert call("get", "/circles?limit=1").json()["next"] is not None


def test_the_charter_is_read_and_changed_by_two(program, kofi, lena, ben):
    proposal = program(kofi)(
        "post",
        "/charter/proposals",
        {"rule": "needs.keep_days", "value": "90", "from_day": "2026-11-30",
         "title": "Keep needs shorter"},
    ).json()  # fmt: skip
    waiting = program(ben)("get", "/charter/proposals").json()
    done = program(lena)("post", f"/charter/proposals/{proposal['id']}/confirm")

    history = program(ben)("get", "/charter/needs.keep_days").json()

    assert [one["id"] for one in waiting] == [proposal["id"]]
    assert done.json() == {"decision": 2}
    assert [(rule["says"], rule["decision"]) for rule in history] == [
        ("90", 2), ("365", 1),
    ]  # fmt: skip
    assert len(program(ben)("get", "/charter").json()) == len(PARAMETERS)


def test_ones_own_data_language_and_leaving(program, ben):
    call = program(ben)
    spoken = call("post", "/me/language", {"language": "de"})
    data = call("get", "/me/data").json()

    left = call("post", "/me/leave")

    assert spoken.status_code == 200
    assert data["person"][0]["language"] == "de"
    assert left.status_code == 204
    assert call("get", "/me").status_code == 401


def test_a_way_back_in_by_program(program, kofi, lena, ben):
    asked = program(kofi)("post", "/returns", {"person": str(ben.id)}).json()
    waiting = program(lena)("get", "/returns").json()

    code = program(lena)("post", f"/returns/{asked['id']}/confirm").json()["code"]

    assert [one["id"] for one in waiting] == [asked["id"]]
    assert services.come_back(code=code, password="another four words", at=AT)


def test_tokens_are_listed_and_revoked(program, ben):
    call = program(ben)
    made = call(
        "post",
        "/tokens",
        {"label": "second", "scopes": [], "expires": "2026-11-24T07:00:00Z"},
    ).json()
    listed = [one["label"] for one in call("get", "/tokens").json()]

    call("post", f"/tokens/{made['token']['id']}/revoke")

    assert made["secret"].startswith("cw_")
    assert sorted(listed) == ["second", "test"]
    assert [one["label"] for one in call("get", "/tokens").json()] == ["test"]
