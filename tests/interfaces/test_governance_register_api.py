"""Programs find, read, compare and take in decisions, with the pages' refusals."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from commonweal.rooms.governance.services import register
from tests.interfaces import programs
from tests.interfaces.programs import problems
from tests.rooms.register_cast import enter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fixed_clock")]

TABLE = (
    "number,date,title,status,supersedes\n7,2020-01-01,Cats,,\n8,2021-01-01,Hens,,7\n"
)


@pytest.fixture
def bens(client, ben):
    return programs.programs_of(client)(ben)


@pytest.fixture
def dogs(lentil_house, at, ben):
    return enter(lentil_house, at, tags=["pets"], ask=ben.id)


def test_a_decision_is_found_and_read(bens, dogs, lentil_house, at, day):
    by = enter(lentil_house, at, title="Leads", kind="act", text="")
    register.amend(
        union=lentil_house.id, number=dogs, text="Dogs everywhere.", decision=by,
        from_day=day, at=at,
    )  # fmt: skip

    found = bens("get", "/register/search?q=dgos").json()
    read = bens("get", f"/register/{dogs}").json()
    compared = bens("get", f"/register/{dogs}/compare?before=1&after=2").json()

    assert found["instead"] == [{"asked": "dgos", "read_as": "dogs"}]
    (line,) = found["lines"]
    assert (line["number"], line["status"], line["ask"]) == (dogs, "in_force", "Ben")
    assert read["wording"]["version"] == 2
    assert [step["status"] for step in read["steps"]] == ["in_force"]
    assert {one["kind"] for one in compared} == {"gone", "new"}
    rules = bens("get", "/register/search?q=announced+spend").json()["rules"]
    assert rules[0]["value"] == "150 EUR"


def test_decisions_are_listed_page_by_page_and_by_what_holds(bens, dogs):
    first = bens("get", "/register?limit=1").json()
    rest = bens("get", f"/register?limit=5&after={first['next']}").json()

    assert [one["number"] for one in first["items"]] == [dogs]
    assert [one["title"] for one in rest["items"]] == ["Founding charter"]
    assert rest["next"] is None
    assert bens("get", "/register?status=expired").json()["items"] == []
    wrong = problems(bens("get", "/register?status=maybe"))
    assert [field for _row, field, _message in wrong] == ["status"]


def test_the_charter_of_a_day_the_book_and_what_is_due(bens, dogs):
    held = bens("get", "/register/charter").json()
    book = bens("get", "/register/book").json()

    assert [one["line"]["number"] for one in held["agreements"]] == [dogs]
    assert held["rules"]
    assert book["parts"][0]["title"] == "the assembly"
    before = bens("get", "/register/charter?on=2020-01-01").json()
    assert (before["is_founded"], before["agreements"]) == (False, [])
    assert bens("get", "/register/due").json() == []


def test_whom_to_ask_is_said_and_refused_as_on_the_page(bens, dogs):
    said = bens("put", f"/register/{dogs}/about", {"ask": "the barn", "tags": ["a"]})

    assert said.status_code == 204, said.content
    assert bens("get", f"/register/{dogs}").json()["line"]["ask"] == "the barn"
    assert problems(bens("put", f"/register/{dogs}/about", {"ask": "x" * 121})) == [
        (None, "ask", "Who to ask is said in at most 120 letters.")
    ]
    assert problems(bens("get", "/register/99")) == [
        (None, "number", "Decision 99 is not in the register.")
    ]
    assert problems(bens("get", f"/register/{dogs}/compare?before=1&after=5")) == [
        (None, "version", "Decision 2 has no version 5.")
    ]


def test_an_old_register_is_looked_at_and_taken_in_once(client, ana, bens):
    anas = programs.programs_of(client)(ana)

    def send(call, path="/register/table", text=TABLE):
        file = SimpleUploadedFile("old.csv", text.encode())
        return call("post", path, {"file": file}, content_type=None)

    assert send(anas, "/register/table/look").json()["n_new"] == 2
    assert send(anas).json() == {"n_new": 2, "n_known": 0}
    assert send(anas).json() == {"n_new": 0, "n_known": 2}
    broken = TABLE.replace("2021-01-01", "2019-01-01").replace("Hens,", "Hens,maybe")
    assert [problem[:2] for problem in problems(send(anas, text=broken))] == [
        (3, "status"), (3, "supersedes"), (3, "number"),
    ]  # fmt: skip
    assert problems(send(bens))[0][2].startswith("Only people with a mandate to type")
