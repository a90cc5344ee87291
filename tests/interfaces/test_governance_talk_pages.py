"""The pages of talks, help and membership: shown to those in them, in neutral words."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone

from commonweal.rooms.governance.models import (
    AskForHelp,
    HelpLine,
    MembershipCase,
    Motion,
    Talk,
)
from commonweal.rooms.governance.services import keeping_cases
from tests.conftest import AT
from tests.interfaces.purse_pages import said

TALKS = reverse("governance:talks")


def deed(page, talk, then, **more):
    return page.post(
        reverse("governance:talk_deed", args=[talk.id]), {"then": then, **more}
    )


def shown(page, talk):
    return said(page.get(reverse("governance:one_talk", args=[talk.id])))


def test_a_talk_from_the_asking_to_the_agreement(  # noqa: PLR0915 - one walk
    signed_in, ben, chidi, ana, lena
):
    """L7: every step on a page; others are answered as if there were nothing."""
    ben_page, chidi_page, ana_page = signed_in(ben), signed_in(chidi), signed_in(ana)
    begin = reverse("governance:begin_talk")
    assert "nobody else does" in said(ben_page.get(begin))
    ben_page.post(begin, {"others": [str(chidi.id)], "key": "t"})
    talk = Talk.objects.get()
    address = reverse("governance:one_talk", args=[talk.id])
    answer = chidi_page.get(address)
    assert "You are asked to take part. You need not." in said(answer)
    assert "no-store" in answer["Cache-Control"]
    assert ana_page.get(address).status_code == 404
    assert "Chidi" not in said(ana_page.get(TALKS))

    deed(chidi_page, talk, "in:yes")
    ana_page.post(begin, {"ready": "yes"})
    deed(ben_page, talk, "step:mediators")
    deed(chidi_page, talk, "ask", person=str(ana.id))
    deed(ana_page, talk, "in:yes")
    assert "With mediators" in shown(ana_page, talk)
    deed(ben_page, talk, "support", person=str(lena.id))
    deed(ben_page, talk, "day", day="2026-11-30")
    deed(ben_page, talk, f"refuse:{ana.id}")
    assert ana_page.get(address).status_code == 404
    wrong = deed(ben_page, talk, "step:panel")
    assert wrong.status_code == 422
    assert "Fewer than 3 people are left to draw from." in said(wrong)
    agree = reverse("governance:talk_outcome", args=[talk.id])
    assert "no verdict" in said(ben_page.get(agree))
    bad = ben_page.post(
        agree, {"outcome": "agreement", "text": "x", "until": "2020-01-01"}
    )
    assert bad.status_code == 422
    ben_page.post(
        agree,
        {"outcome": "agreement", "text": "Quiet after ten.", "until": "2026-12-24"},
    )
    assert "Quiet after ten." in shown(chidi_page, talk)
    deed(ben_page, talk, "agree")
    deed(chidi_page, talk, "agree")
    assert "you have agreed" in shown(ben_page, talk)
    deed(ben_page, talk, "erase")
    assert "the other has not said so yet" in shown(ben_page, talk)
    gone = chidi_page.post(
        reverse("governance:talk_deed", args=[talk.id]), {"then": "erase"}, follow=True
    )
    assert "It is erased." in said(gone)
    assert not Talk.objects.exists()


def test_help_is_asked_in_neutral_pages_that_promise_nothing(signed_in, ben, lena, ana):
    """H4: it says it is no emergency service, and shows help outside."""
    page = signed_in(ben)
    lines = reverse("governance:help_lines")
    page.post(lines, {"name": "Women's house", "reach": "0123 456", "key": "l"})
    line = HelpLine.objects.get()
    page.post(lines, {"then": f"check:{line.id}"})
    ask = reverse("governance:ask_for_help")
    answer = page.get(ask)
    assert "This is no emergency service." in said(answer)
    assert "0123 456" in said(answer)
    assert "<title>Talks" in answer.content.decode()
    assert page.post(ask, {"key": "h"}).status_code == 422
    page.post(ask, {"wish": "stay", "helpers": [str(lena.id)], "key": "h"})
    row = AskForHelp.objects.get()
    lena_page = signed_in(lena)
    assert "Please come and stay with me" in said(lena_page.get(TALKS))
    assert "Please come" not in said(signed_in(ana).get(TALKS))
    lena_page.post(reverse("governance:answer_help", args=[row.id]), {"then": "coming"})
    assert "is coming" in said(page.get(ask))
    page.post(reverse("governance:answer_help", args=[row.id]), {"then": "erase"})
    assert not AskForHelp.objects.exists()
    for one in (page, lena_page):
        one.post(lines, {"then": f"end:{line.id}"})
    assert "Nothing is written here yet." in said(page.get(lines))


def test_a_letter_to_somebody_outside_is_set_and_not_kept(signed_in, ben):
    page = signed_in(ben)
    address = reverse("governance:help_letter")
    assert "not sent and not kept" in said(page.get(address))

    answer = page.post(
        address, {"secret_to": "Women's house", "secret_text": "Please call me."}
    )

    assert "Please call me." in said(answer)
    assert "no-store" in answer["Cache-Control"]
    assert "Please call me." not in said(page.get(address))
    page.cookies.pop("sessionid")  # the sign-in has run out: not laid aside either
    page.post(address, {"secret_text": "Please call me."})
    assert not any("call me" in str(one.get_decoded()) for one in Session.objects.all())


@pytest.fixture
def go_to(monkeypatch, fixed_clock):
    def to(days):
        monkeypatch.setattr(timezone, "now", lambda: AT + timedelta(days=days))

    return to


def test_a_membership_from_the_asking_to_the_appeal(  # noqa: PLR0915 - one walk
    signed_in, kofi, lena, ana, ben, chidi, go_to
):
    """H11: every step on a page, with what stays untouched said first."""
    everybody = (kofi, lena, ana, ben, chidi)
    pages = {one.name: signed_in(one) for one in everybody}
    ask = reverse("governance:ask_membership")
    assert "Nothing they need is touched" in said(pages["Kofi"].get(ask))
    alone = pages["Kofi"].post(
        ask, {"kind": "ending", "person": str(ben.id), "key": "a"}
    )
    assert "At least 3 members ask this together. Choose 2 more." in said(alone)
    pages["Kofi"].post(
        ask,
        {
            "kind": "ending", "person": str(ben.id), "key": "b",
            "others": [str(lena.id), str(ana.id)],
        },
    )  # fmt: skip
    case = MembershipCase.objects.get()
    address = reverse("governance:membership", args=[case.id])
    assert pages["Ben"].get(address).status_code == 404
    for name in ("Lena", "Ana"):
        assert "I ask this too" in said(pages[name].get(address))
        pages[name].post(address, {"then": "ask:yes"})
    seen = said(pages["Ben"].get(address))
    assert "Ana, Kofi, Lena" in seen
    assert "Needs, meals, room and purse stay as they are all the while." in seen
    pages["Ben"].post(address, {"then": "name", "person": str(chidi.id)})
    pages["Chidi"].post(address, {"then": "support:yes"})
    pages["Chidi"].post(address, {"then": "move", "day": "2026-12-08"})
    go_to(15)
    pages = {one.name: signed_in(one) for one in everybody}
    assert pages["Kofi"].post(address, {"then": "bring"}).status_code == 422
    pages["Ben"].post(address, {"then": "heard"})
    pages["Kofi"].post(address, {"then": "bring"})
    motion = Motion.objects.get()
    assert motion.versions.get().sentence == "Shall the membership of Ben end?"
    Motion.objects.update(stage="adopted")
    keeping_cases.keep_cases(union=ben.union, at=AT + timedelta(days=20))
    go_to(21)
    assert "stay as they are at least until" in said(pages["Ben"].get(address))
    pages["Ben"].post(
        address, {"then": "appeal", "outside": ["Dalia", "Emil", "Farah"]}
    )
    for seat in MembershipCase.objects.get().seats.all():
        pages["Chidi"].post(address, {"then": f"say:{seat.id}:undone"})
    assert "the decision does not hold" in said(pages["Ben"].get(address))
    listed = said(pages["Ben"].get(reverse("governance:memberships")))
    assert "About you" in listed
