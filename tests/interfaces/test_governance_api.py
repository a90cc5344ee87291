"""The API of deciding: the same deeds and questions as the pages, the same refusals."""

from __future__ import annotations

import hashlib
import json

import pytest

from commonweal.rooms.governance.words import OptionDraft
from tests.interfaces.governance_pages import (
    ANSWERS,
    BIKES,
    FIXED,
    TALK,
    Clock,
    put,
)
from tests.interfaces.programs import problems, programs_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def clock(fixed_clock, monkeypatch):
    del fixed_clock  # it stands still; this one is moved
    return Clock(monkeypatch)


@pytest.fixture
def program(client, clock):
    del clock
    return programs_of(client)


def test_a_motion_goes_its_whole_way_by_program(program, clock, ana, ben, kofi, lena):
    """Story 11: everything a screen does, the API does."""
    mine, bens = program(ana), program(ben)
    body = {**BIKES, "matter": "circle_policy"}
    made = mine("post", "/decide/motions", body)
    again = mine("post", "/decide/motions", body)
    one = f"/decide/motions/{made.json()['id']}"

    assert made.status_code == 201
    assert again.json() == made.json()
    assert mine("post", f"{one}/discuss").status_code == 204
    early = mine("post", f"{one}/freeze", {})
    assert "Everybody is to have that time." in problems(early)[0][2]
    clock.move(TALK)
    assert mine("post", f"{one}/freeze", {}).status_code == 204
    clock.move(FIXED)
    for who in (ana, ben, kofi, lena):
        call = program(who)
        assert call("put", f"{one}/answer", {"answer": "consent"}).status_code == 200
    assert mine("get", f"{one}/participation").json()["n_answered"] == 4
    assert mine("post", f"{one}/close").status_code == 204

    result = mine("get", f"{one}/result").json()
    assert result["outcome"] == "adopted"
    assert len(result["hash"]) == 64
    challenged = bens("post", f"{one}/challenge", {"words": "Too quick."})
    assert challenged.status_code == 204
    assert mine("get", one).json()["stage"] == "closed"


def test_what_is_said_is_settled_only_by_its_speaker(program, ana, ben):
    """I-17, and versions beside each other."""
    mine, bens = program(ana), program(ben)
    made = mine("post", "/decide/motions", {**BIKES, "matter": "circle_policy"})
    one = f"/decide/motions/{made.json()['id']}"
    mine("post", f"{one}/discuss")

    said = bens("post", f"{one}/voices", {"kind": "objection", "words": "Damp."})
    voice = f"/decide/voices/{said.json()['id']}"
    taken = mine("post", f"{voice}/settle", {"how": "withdrawn", "words": "No"})
    settled = bens("post", f"{voice}/settle", {"how": "integrated", "words": "Dry."})
    text = {**BIKES, "text": "Bikes stand dry.", "why": "Rust."}
    written = mine("post", f"{one}/versions", text)
    lines = mine("get", f"{one}/versions/compare?before=1&after=2").json()

    assert problems(taken)[0][2].startswith("Only who said it can put it away.")
    assert settled.status_code == 204
    assert written.json() == {"number": 2}
    changed = {"kind": "changed", "before": BIKES["text"], "after": "Bikes stand dry."}
    assert changed in lines


def test_nothing_tells_what_is_answered_before_the_close(
    program, clock, lentil_house, ana, ben, kofi
):
    """Governance 7.6: word for word the same, whatever was answered."""
    motion = put(lentil_house, ben, clock)
    one = f"/decide/motions/{motion}"
    mine, theirs = program(ana), program(kofi)
    paths = ["/decide/motions", one, f"{one}/result", f"{one}/participation"]
    paths += [f"{one}/sheets", f"{one}/changed", "/me/decide/changed", "/me/notices"]

    mine("put", f"{one}/answer", {"answer": "consent"})
    before = [theirs("get", path).content for path in paths]
    body = {"answer": "objection", "reason": "Zebra stripes."}
    mine("put", f"{one}/answer", body, key="another-key")
    after = [theirs("get", path).content for path in paths]

    assert before == after
    assert b"Zebra" not in b"".join(after)
    refused = theirs("get", f"{one}/result/files")
    assert refused.status_code in {404, 422}
    assert mine("get", f"{one}/answer").json()["answer"] == "objection"
    assert theirs("get", f"{one}/answer").status_code == 204


def test_answers_that_cannot_be_counted_are_refused_as_on_pages(
    program, clock, lentil_house, ana, ben
):
    options = (OptionDraft("Oak"), OptionDraft("Elm"))
    motion = put(lentil_house, ben, clock, "choice", options=options)
    path = f"/decide/motions/{motion}/answer"
    mine = program(ana)

    unknown = mine("put", path, {"answer": ["birch"]})
    double = mine("put", path, {"answer": ["o1", "o1"]})
    word = mine("put", path, {"answer": "oak"})
    kept = mine("put", path, {"answer": ["o1"], "secret": "a long secret of mine"})
    clock.move(ANSWERS)
    late = mine("put", path, {"answer": ["o2"]}, key="too-late-a-key")

    assert "“birch” is not on the ballot." in problems(unknown)[0][2]
    assert "“Oak” is on places 1 and 2." in problems(double)[0][2]
    assert problems(word)[0][2] == "Put the options in your order, the best first."
    assert len(kept.json()["receipt"]) == 10
    assert late.status_code == 422


def test_a_motion_with_faults_names_them_all(program, ana):
    body = {
        "title": "",
        "sentence": "",
        "text": "x",
        "matter": "choice",
        "options": [{"label": "Oak"}, {"label": "Oak"}],
    }

    told = problems(program(ana)("post", "/decide/motions", body))
    strange = program(ana)("post", "/decide/motions", {**BIKES, "matter": "whim"})

    assert {field for _row, field, _said in told} >= {"title", "sentence", "options.1"}
    assert problems(strange)[0][2].startswith("There is no matter called “whim”.")


def test_paper_is_typed_by_two_programs(program, clock, lentil_house, ana, ben, chidi):
    motion = put(lentil_house, ben, clock)
    sheet = {"lines": [{"person": str(chidi.id), "answer": "consent"}]}
    path = f"/decide/motions/{motion}/sheets"

    made = program(ana)("post", path, sheet)
    alone = program(ana)("post", f"/decide/sheets/{made.json()['id']}/again", sheet)
    done = program(chidi)("post", f"/decide/sheets/{made.json()['id']}/again", sheet)

    assert made.json()["state"] == "half"
    assert alone.status_code in {403, 422}
    assert done.json()["state"] == "agreed"
    own = program(chidi)("get", f"/decide/motions/{motion}/answer").json()
    assert own["answer"] == "consent"


def test_two_helpers_answer_for_somebody(
    program, clock, lentil_house, ana, ben, chidi, paper_ira
):
    """I-22: said by word; both names are kept, and the bringer is no helper."""
    motion = put(lentil_house, ben, clock)
    path = f"/decide/motions/{motion}/answers"
    body = {"person": str(paper_ira.id), "answer": "consent"}

    own = program(ana)("post", path, {**body, "second": str(ben.id)})
    given = program(ana)(
        "post", path, {**body, "second": str(chidi.id)}, key="helped-1"
    )

    assert own.status_code in {403, 422}
    assert given.status_code == 200
    taken = program(ben)("get", f"/decide/motions/{motion}/participation").json()
    assert taken["n_answered"] == 1


def test_bodies_methods_and_being_away(program, lentil_house, ana):
    mine = program(ana)
    assembly = mine("get", "/decide/bodies").json()["items"][0]
    methods = mine("get", f"/decide/bodies/{assembly['id']}/methods").json()["items"]

    assert assembly["name"] == "Assembly"
    rules = {one["matter"]: one["rule"] for one in methods}
    assert rules["choice"]["process"] == "ranking"
    assert rules["agreement"]["quorum"] == "1/2"
    assert "majority" not in {
        rule["process"] for matter, rule in rules.items() if matter != "emergency"
    }
    left = mine("delete", f"/decide/bodies/{assembly['id']}/membership")
    assert "Nobody joins or leaves it alone." in problems(left)[0][2]
    assert mine("put", "/me/away", {"until": "2026-12-24"}).status_code == 204
    assert mine("get", "/me/away").json() == {"until": "2026-12-24"}
    past = mine("put", "/me/away", {"until": "2026-01-01"})
    assert problems(past)[0][2].startswith("Choose a day after today")
    mine("delete", "/me/away")
    assert mine("get", "/me/away").json() == {"until": None}


def test_a_public_lot_is_drawn_and_can_be_drawn_again(program, ana, ben, kofi, lena):
    """Governance 7.4: marks first, then words, then dice typed by two."""
    words = {ana: "a word of ana's", ben: "a word of ben's", kofi: "a word of kofi's"}
    tellers = [str(one.id) for one in words]
    body = {"what_for": "Who cleans", "labels": ["north", "south"], "places": 1}
    made = program(ana)("post", "/decide/lots", {**body, "tellers": tellers})
    path = f"/decide/lots/{made.json()['id']}"
    for one, word in words.items():
        mark = hashlib.sha256(word.encode()).hexdigest()
        program(one)("put", f"{path}/commitment", {"commitment": mark})
    for one, word in words.items():
        assert program(one)("put", f"{path}/word", {"word": word}).status_code == 204
    needed = program(ana)("get", path).json()["dice_needed"]

    program(ana)("put", f"{path}/dice", {"dice": "3" * needed})
    drawn = program(lena)("put", f"{path}/dice", {"dice": "3" * needed}).json()

    assert drawn["state"] == "drawn"
    assert drawn["drawn"][0] in {"north", "south"}
    files = program(ben)("get", f"{path}/files").json()
    assert json.loads(files["result.json"])["chosen"] == drawn["drawn"]


def test_another_union_cannot_reach_a_motion(program, clock, lentil_house, ben, dalia):
    motion = put(lentil_house, ben, clock)
    stranger = program(dalia)

    for path in ("", "/result", "/versions", "/participation"):
        answer = stranger("get", f"/decide/motions/{motion}{path}")
        assert answer.status_code == 404, path
    answer = stranger("put", f"/decide/motions/{motion}/answer", {"answer": "consent"})
    assert answer.status_code in {403, 404}
