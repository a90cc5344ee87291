"""Meetings, talks and memberships for programs: the same deeds, the same refusals."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from commonweal.rooms.governance.models import MembershipCase, Talk
from tests.conftest import AT
from tests.interfaces.programs import problems, programs_of

EVENING = AT + timedelta(days=3)


@pytest.fixture
def program(client, fixed_clock):
    return programs_of(client)


def test_a_meeting_by_programs_alone(  # noqa: PLR0915 - one walk
    program, ben, ana, monkeypatch
):
    """Story 12: everything the screen does."""
    bens, anas = program(ben), program(ana)
    called = bens(
        "post",
        "/decide/meetings",
        {"title": "House", "place": "Kitchen", "starts_at": "2026-11-26T08:00:00Z"},
    )
    assert called.status_code == 201
    one = f"/decide/meetings/{called.json()['id']}"
    item = bens("post", f"{one}/items", {"title": "Roof"}, key="the-item").json()["id"]
    refused = anas("post", f"{one}/items/{item}/withdraw")
    assert refused.status_code == 403
    assert "Nobody takes another's item off the agenda." in problems(refused)[0][2]
    assert bens("get", "/decide/meetings").json()["items"][0]["body_name"] == "Assembly"
    assert bens("post", f"{one}/cards/draw").status_code == 204
    assert len(bens("get", one).json()["cards"]) == 6

    monkeypatch.setattr(timezone, "now", lambda: EVENING)
    for call in (bens, anas):
        assert call("put", f"{one}/here", {"is_here": True}).status_code == 204
    assert bens("post", f"{one}/open").status_code == 204
    cards = {card["card"]: card for card in bens("get", one).json()["cards"]}
    for card in ("facilitator", "stack", "scribe"):
        # whoever drew it hands it over; a card of somebody who is not here is free
        holder = anas if cards[card]["person"] == str(ana.id) else bens
        handed = holder("put", f"{one}/cards/{card}", {"to": str(ben.id)})
        assert handed.status_code == 204
    started = bens("post", f"{one}/items/{item}/start")
    assert started.status_code == 204, started.content
    assert anas("post", f"{one}/stack", {"kind": "turn"}).status_code == 204
    assert bens("post", f"{one}/stack/next").status_code == 204
    assert anas("put", f"{one}/signal", {"signal": "agree"}).status_code == 204
    assert bens("post", f"{one}/rounds", {"kind": "reaction"}).status_code == 204
    seen = bens("get", f"{one}/live").json()
    assert (seen["speaking"]["name"], seen["signals"]) == ("Ana", [["agree", 1]])
    assert seen["round"]["n_left"] == 2
    wrong = bens("put", f"{one}/stack", {"rule": "loudest", "seconds": 5})
    assert [message for _row, _field, message in problems(wrong)] == [
        "Choose one of the rules of the list of speakers.",
        "Give between 10 and 3600 seconds.",
    ]
    line = bens(
        "post", f"{one}/lines", {"kind": "decision", "line": "Mend it."}, key="l" * 9
    )
    assert line.status_code == 201
    assert bens("post", f"{one}/close", {"read_out": True}).status_code == 204
    minutes = anas("get", f"{one}/minutes").json()
    assert minutes["items"][0]["lines"][0]["words"] == "Mend it."
    assert minutes["names"] == []


def test_no_program_reads_the_talk_of_another(program, ben, chidi, ana):
    """H3: for anybody else there is nothing, in the same words."""
    bens, chidis, anas = program(ben), program(chidi), program(ana)
    made = bens("post", "/me/talks", {"others": [str(chidi.id)]})
    one = f"/me/talks/{made.json()['id']}"

    nothing = anas("get", "/me/talks/00000000-0000-0000-0000-000000000000")
    for answer in (anas("get", one), anas("post", f"{one}/close"), anas("delete", one)):
        assert answer.status_code == 404
        assert problems(answer) == problems(nothing)
    assert anas("get", "/me/talks").json() == []
    assert chidis("put", f"{one}/part", {"yes": True}).status_code == 204
    agreed = {"outcome": "agreement", "text": "Quiet.", "until": "2026-12-24"}
    assert chidis("put", f"{one}/outcome", agreed).status_code == 204
    assert bens("get", one).json()["words"] == "Quiet."
    assert bens("delete", one).json() == {"is_erased": True}
    assert not Talk.objects.exists()


def test_help_and_membership_by_programs(program, ben, kofi, lena, ana):
    bens = program(ben)
    asked = bens("post", "/me/help", {"wish": "talk", "helpers": [str(lena.id)]})
    assert asked.status_code == 201
    page = program(lena)("get", "/me/help").json()
    assert page["no_emergency_service"].startswith("This is no emergency service.")
    assert page["help"][0]["by_name"] == "Ben"

    body = {"person": str(ben.id), "others": [str(lena.id), str(ana.id)]}
    case = program(kofi)("post", "/me/memberships/ending", body).json()["id"]
    one = f"/me/memberships/{case}"
    assert bens("get", one).status_code == 404
    for other in (lena, ana):
        assert program(other)("put", f"{one}/asking", {"yes": True}).status_code == 204
    seen = bens("get", one).json()
    assert (seen["status"], seen["askers"]) == ("notice", ["Ana", "Kofi", "Lena"])
    early = bens("post", f"{one}/heard")
    assert "Nothing is decided before it." in problems(early)[0][2]
    assert MembershipCase.objects.get().status == "notice"
