"""The pages of meetings: call, agenda, the running meeting by taps, minutes, paper."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from commonweal.rooms.governance.models import (
    ActionPoint,
    AgendaItem,
    Meeting,
    MinuteLine,
    RoleCard,
    SpeakingTurn,
)
from tests.conftest import AT
from tests.interfaces.purse_pages import said

EVENING = AT + timedelta(days=3)


@pytest.fixture
def at_the_evening(monkeypatch, fixed_clock):
    """Let the clock go on to the evening of the meeting."""

    def go_on(days: int = 0):
        monkeypatch.setattr(timezone, "now", lambda: EVENING + timedelta(days=days))

    return go_on


def call(page) -> Meeting:
    body = str(
        page.get(reverse("governance:call_meeting"))
        .context["form"]
        .fields["body"]
        .choices[0][0]
    )
    page.post(
        reverse("governance:call_meeting"),
        {
            "body": body, "title": "House meeting", "day": "2026-11-26",
            "time": "08:00", "place": "Kitchen", "key": "m",
        },
    )  # fmt: skip
    return Meeting.objects.get()


def add(page, meeting, title, kind="discuss"):
    return page.post(
        reverse("governance:add_item", args=[meeting.id]),
        {"title": title, "kind": kind, "minutes": "10", "key": title},
    )


def tap(page, meeting, then, **more):
    return page.post(
        reverse("governance:tap", args=[meeting.id]), {"then": then, **more}
    )


def deed(page, meeting, then, **more):
    return page.post(
        reverse("governance:meeting_deed", args=[meeting.id]), {"then": then, **more}
    )


def live(page, meeting):
    return said(page.get(reverse("governance:live", args=[meeting.id])))


def test_a_meeting_from_the_call_to_the_printed_minutes(  # noqa: PLR0915 - one walk
    signed_in, ben, ana, chidi, at_the_evening
):
    """Story 12, in a meeting: by taps alone, with every page of it shown."""
    ben_page, ana_page = signed_in(ben), signed_in(ana)
    meeting = call(ben_page)
    add(ana_page, meeting, "Wash-house")
    assert "Wash-house" in said(
        ben_page.get(reverse("governance:meeting", args=[meeting.id]))
    )
    assert "House meeting" in said(ana_page.get(reverse("governance:meetings")))

    at_the_evening()
    for page in (ben_page, ana_page):
        deed(page, meeting, "come:here")
    deed(ben_page, meeting, "open")
    ana_page.post(
        reverse("governance:door", args=[meeting.id]), {"then": f"{chidi.id}:here"}
    )
    shown = live(ben_page, meeting)
    assert "3 here, 3 of 5 needed enough" in shown
    item = AgendaItem.objects.get()
    tap(ben_page, meeting, f"item:{item.id}")
    tap(ana_page, meeting, "speak:turn")
    tap(ben_page, meeting, "next")
    tap(ben_page, meeting, "signal:agree")
    tap(ben_page, meeting, "speak:process:time")
    shown = live(ana_page, meeting)
    assert "1. Wash-house" in shown
    assert "until 08:10" in shown
    assert "I agree 1" in shown
    assert "The time is up" in shown
    assert "Who has spoken least comes first." in shown

    tap(ben_page, meeting, "round:consent")
    for _ in range(3):
        waiting = ben_page.get(reverse("governance:live_now", args=[meeting.id]))
        following = next(one for one, _ in waiting.context["places"] if one.is_next)
        tap(ben_page, meeting, "said:consent", person=str(following.person))
    round_id = waiting.context["live"].round.id
    tap(ben_page, meeting, f"count:{round_id}")
    write = reverse("governance:write_minutes", args=[meeting.id])
    assert "Write into the minutes" in said(ben_page.get(write))
    ben_page.post(write, {"kind": "decision", "line": "We mend it.", "key": "d"})
    take_on = reverse("governance:take_on", args=[meeting.id])
    assert ana_page.get(take_on).status_code == 200
    ben_page.post(
        take_on,
        {"action": "Ask Emil", "person": str(ana.id), "due": "2026-12-01", "key": "a"},
    )
    minutes = reverse("governance:minutes", args=[meeting.id])
    assert "Close the meeting" in said(ben_page.get(minutes))
    ben_page.post(
        reverse("governance:close_meeting", args=[meeting.id]), {"then": "read_out"}
    )
    shown = said(ana_page.get(minutes))

    assert "3 of 5 were here; 3 are needed to decide." in shown
    assert "Counted: 3 consent, 0 with a concern, 0 objections" in shown
    assert "Decision: We mend it." in shown
    assert "Ask Emil, Ana" in shown
    assert "Ben" not in shown.split("3 of 5 were here")[1]
    ana_page.post(minutes, {"words": "It was Emma.", "key": "k"})
    assert "It was Emma." in said(ben_page.get(minutes))
    actions = reverse("governance:actions")
    assert "Ask Emil" in said(ana_page.get(actions))
    ana_page.post(
        reverse("governance:end_action", args=[ActionPoint.objects.get().id]),
        {"then": "done"},
    )
    assert "Nothing is open." in said(ana_page.get(actions))


def test_the_running_meeting_keeps_itself_up_to_date_without_scripts(
    signed_in, ben, at_the_evening
):
    page = signed_in(ben)
    meeting = call(page)
    at_the_evening()
    deed(page, meeting, "come:here")
    deed(page, meeting, "open")
    address = reverse("governance:live", args=[meeting.id])

    moving = page.get(address).content.decode()
    still = page.get(f"{address}?still=1").content.decode()
    assert '<noscript><meta http-equiv="refresh" content="20;' in moving
    assert 'hx-trigger="every 5s"' in moving
    assert "refresh" not in still
    assert "hx-trigger" not in still
    # nothing can be typed on a page that loads itself again
    assert "<textarea" not in moving
    assert 'type="text"' not in moving


def test_refusals_are_said_on_the_page(signed_in, ben, dalia, at_the_evening):
    page = signed_in(ben)
    meeting = call(page)
    early = deed(page, meeting, "come:here")
    assert early.status_code == 422
    assert "It cannot be opened more than an hour before." in said(early)
    assert deed(page, meeting, "nonsense").status_code == 422
    soon = page.post(
        reverse("governance:call_meeting"),
        {"body": "x", "title": "", "day": "2026-11-23", "time": "09:00", "place": "x"},
    )
    assert soon.status_code == 422

    at_the_evening()
    refused = tap(page, meeting, "speak:turn")
    assert refused.status_code == 422
    assert "This meeting is not going on." in said(refused)
    assert tap(page, meeting, "item:nonsense").status_code == 422
    stranger = signed_in(dalia)
    assert (
        stranger.get(reverse("governance:meeting", args=[meeting.id])).status_code
        == 404
    )
    assert not SpeakingTurn.objects.exists()


def test_cards_are_drawn_and_handed_over_on_the_page(signed_in, ben, ana):
    page = signed_in(ben)
    meeting = call(page)
    deed(page, meeting, "draw")
    assert RoleCard.objects.count() == 6 or RoleCard.objects.count() == 5
    RoleCard.objects.filter(card="scribe").update(person_id=ben.id)
    deed(page, meeting, "hand:scribe", to=str(ana.id))

    assert RoleCard.objects.get(card="scribe").person_id == ana.id
    assert "Scribe : Ana" in said(
        page.get(reverse("governance:meeting", args=[meeting.id]))
    )


def test_a_meeting_without_a_network_has_its_paper(signed_in, ben, ana):
    """I-22: agenda, cards and sign-in sheet print."""
    page = signed_in(ben)
    meeting = call(page)
    add(page, meeting, "Roof")

    sheet = said(page.get(reverse("governance:meeting_sheet", args=[meeting.id])))
    assert "1. Roof" in sheet
    assert "Watches over how people are" in sheet
    sign_in = said(page.get(reverse("governance:meeting_sign_in", args=[meeting.id])))
    assert "Ana" in sign_in
    assert "This sheet is destroyed when the minutes are accepted" in sign_in
    assert not MinuteLine.objects.exists()
