"""Pages of motions: bring one, write versions, talk, settle, fix the text, decide."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from commonweal.rooms.governance import queries, services
from tests.conftest import AT
from tests.interfaces.governance_pages import (
    BIKES,
    TALK,
    YEAR,
    Clock,
    bring,
    look,
    put,
    url,
)
from tests.interfaces.purse_pages import said

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def clock(signed_in, monkeypatch, settings):
    del signed_in  # its clock stands still; this one is moved
    settings.SESSION_COOKIE_AGE = YEAR
    return Clock(monkeypatch)


@pytest.fixture
def page(clock, ana, signed_in):
    return signed_in(ana)


def test_every_page_of_deciding_opens_for_a_new_union(page):
    for name in ("home", "motions", "new_motion", "bodies", "methods", "list_lots"):
        assert page.get(reverse(f"governance:{name}")).status_code == 200, name


def test_what_it_is_about_sets_the_way_and_says_its_rule(page):
    """Story 11: plain questions first; the rule is shown in words."""
    asked = said(page.get(reverse("governance:new_motion")))
    form = said(page.get(reverse("governance:write_motion", args=["agreement"])))

    assert "Which of several ways we take" in asked
    assert "options in order" in asked
    assert "consensus" in form
    assert "half of us answer" in form


def test_rows_are_added_and_taken_out_by_buttons_that_post(page, ana):
    """It works without JavaScript."""
    address = reverse("governance:write_motion", args=["choice"])
    form = {**BIKES, "option-1-label": "Oak", "option-2-label": "Elm", "key": "m"}

    more = page.post(address, {**form, "then": "add_option"}).content.decode()
    less = page.post(address, {**form, "then": "drop-option-1"}).content.decode()
    effect = page.post(
        address, {**form, "then": "add_effect", "new_effect": "mandate.give"}
    ).content.decode()

    assert 'name="option-3-label"' in more
    assert 'value="Oak"' in more
    assert 'value="Oak"' not in less
    assert 'value="Elm"' in less
    assert 'name="effect-1-kind" value="mandate.give"' in effect
    assert 'name="effect-1-title"' in effect
    assert queries.list_motions(union=ana.union, person=ana.id, at=AT) == ()


def test_everything_wrong_is_said_at_its_place_and_what_was_typed_stays(page):
    form = {
        "title": "",
        "sentence": "Which one?",
        "text": "One of them.",
        "option-1-label": "Oak",
        "option-2-label": "oak",
        "effect-1-kind": "mandate.give",
        "effect-1-title": "Forester",
        "review_on": "soon",
        "then": "keep",
        "key": "m",
    }
    address = reverse("governance:write_motion", args=["choice"])

    no_day = page.post(address, form)
    answer = page.post(address, {**form, "review_on": ""})

    assert no_day.status_code == answer.status_code == 422
    assert "“soon” is not a day." in said(no_day)
    told = said(answer)
    assert "Give the motion a title." in told
    assert "The option “oak” is there twice. Keep it once." in told
    assert 'value="Forester"' in answer.content.decode()
    assert 'value="Which one?"' in answer.content.decode()


def test_a_motion_is_talked_about_and_only_who_objects_can_take_it_back(
    page, clock, lentil_house, ana, ben, signed_in
):
    """I-17: nobody settles another's objection."""
    motion = bring(page, "circle_policy")
    page.post(url("step", motion), {"then": "start_discussion"})
    theirs = signed_in(ben)
    words = "The barn is damp."
    theirs.post(url("say", motion), {"kind": "objection", "words": words, "key": "v"})
    (voice,) = look(lentil_house, motion, ana, clock).voices
    settle = url("settle", motion, voice.id)

    refused = page.post(settle, {"then": "withdrawn", "words": "No."})
    page.post(settle, {"then": "reply", "words": "We dry it.", "key": "r"})
    shown = said(page.get(url("motion", motion)))
    theirs.post(settle, {"then": "integrated", "words": "A stove comes in."})

    assert refused.status_code in {403, 422}
    assert "Only who said it can put it away." in said(refused)
    assert words in shown
    assert "We dry it." in shown
    after = said(page.get(url("motion", motion)))
    assert "taken in" in after
    assert "A stove comes in." in after


def test_versions_stand_beside_each_other_and_effects_in_words(
    page, clock, lentil_house, ana, ben, signed_in
):
    effect = {
        "effect-1-kind": "parameter.set",
        "effect-1-key": "planning.accept_needs",
        "effect-1-value": "3",
        "effect-1-from_day": "2027-03-01",
    }
    motion = bring(page, "charter", **effect)
    page.post(url("step", motion), {"then": "start_discussion"})
    form = {**BIKES, **effect, "text": "Bikes stay dry.", "why": "Rust.", "key": "v2"}
    form["then"] = "keep"
    signed_in(ben).post(url("change_motion", motion), form)

    beside = page.get(f"{url('versions', motion)}?a=1&b=2")

    told = beside.content.decode()
    assert "<del>Bikes stand in the barn from dusk on.</del>" in told
    assert "<ins>Bikes stay dry.</ins>" in told
    assert "a plan is accepted when 3 associates say yes; today it is 2" in said(beside)
    assert "parameter.set" not in told
    assert "Let version 2 stand" in told
    page.post(url("versions", motion), {"number": "2"})
    assert look(lentil_house, motion, ana, clock).version.text == "Bikes stay dry."


def test_the_text_is_fixed_after_its_dry_run_was_shown(page, clock, lentil_house, ana):
    motion = bring(page, "circle_policy")
    page.post(url("step", motion), {"then": "start_discussion"})
    early = page.post(url("freeze", motion))
    clock.move(TALK)

    shown = said(page.get(url("freeze", motion)))
    page.post(url("freeze", motion))

    assert early.status_code == 422
    assert "Everybody is to have that time." in said(early)
    assert "If it is adopted, this happens" in shown
    assert "The text enters the register." in shown
    view = look(lentil_house, motion, ana, clock)
    assert view.stage == "frozen"
    fixed = said(page.get(url("motion", motion)))
    assert view.text_hash in fixed
    assert "Answers are taken from" in fixed


def test_what_awaits_me_stands_on_the_first_pages_until_i_answer(
    page, clock, lentil_house, ana, ben
):
    """In one glance: what awaits my answer, and until when."""
    motion = put(lentil_house, ben, clock)

    home = said(page.get(reverse("home:home")))
    decide = said(page.get(reverse("governance:home")))
    form = {"answer": "consent", "key": "a"}
    page.post(url("answer", motion), form)

    assert "Your answer is awaited" in home
    assert "Bikes in the barn" in home
    assert "until" in decide
    assert "Nothing. You have answered everything." in said(
        page.get(reverse("governance:home"))
    )
    assert "Your answer is awaited" not in said(page.get(reverse("home:home")))


def test_circles_are_joined_welcomed_and_left_and_the_away_come_back(
    page, clock, lentil_house, ana, ben, signed_in
):
    effect = {
        "effect-1-kind": "body.form",
        "effect-1-name": "Garden",
        "effect-1-domain": "Beds and trees.",
    }
    motion = bring(page, "agreement", **effect)
    _adopt(motion, lentil_house, (ana, ben), clock)
    garden = next(
        one
        for one in queries.list_bodies(union=lentil_house.id, person=ana.id)
        if one.name == "Garden"
    )
    deed = reverse("governance:body_deed", args=[garden.id])
    theirs = signed_in(ben)

    theirs.post(deed, {"then": "join"})
    asked = said(page.get(reverse("governance:body", args=[garden.id])))
    page.post(deed, {"then": "welcome", "person": str(ben.id)})
    theirs.post(reverse("governance:away"), {"then": "away", "until": "2027-03-01"})

    assert "Yes, welcome Ben" in asked
    here = said(theirs.get(reverse("governance:bodies")))
    assert "I am in it" in here
    assert "You said you are away until" in here
    no_day = theirs.post(reverse("governance:away"), {"then": "away", "until": ""})
    assert "Say until which day you are away." in said(no_day)
    theirs.post(reverse("governance:away"), {"then": "back"})
    assert "You said you are away" not in said(theirs.get(reverse("governance:bodies")))
    theirs.post(deed, {"then": "leave"})
    assert not queries.is_member(union=lentil_house.id, body=garden.id, person=ben.id)


def test_every_way_of_deciding_is_published_with_its_example(page):
    listed = said(page.get(reverse("governance:methods")))
    ranking = said(page.get(reverse("governance:method", args=["ranking"])))

    assert "election without candidates" in listed.lower()
    assert "An example to follow by hand" in ranking
    assert "What comes out:" in ranking
    unknown = page.get(reverse("governance:method", args=["dictate"]))
    assert unknown.status_code == 404


def test_advice_is_asked_given_answered_and_then_one_decides(
    page, clock, lentil_house, ana, ben, kofi, signed_in
):
    """Advice need not be followed; it is answered, and nobody votes."""
    motion = bring(page, "role_act")
    step = url("step", motion)
    page.post(step, {"then": "start_discussion"})
    for who, why in ((ben, "affected"), (kofi, "knows")):
        ask = {"then": "ask_for_advice", "person": str(who.id), "why": why}
        assert page.post(step, ask).status_code == 302
        form = {"kind": "advice", "words": f"Ask {who.name}.", "key": why}
        signed_in(who).post(url("say", motion), form)
    clock.move(timedelta(days=4))

    early = page.post(step, {"then": "decide", "words": "I heard both."})
    for voice in look(lentil_house, motion, ana, clock).voices:
        given = {"then": "answered", "words": "I did."}
        page.post(url("settle", motion, voice.id), given)
    shown = said(page.get(url("motion", motion)))
    done = page.post(step, {"then": "decide", "words": "I heard both, and do it."})

    assert done.status_code == 302, said(done)
    assert early.status_code == 422
    assert "Every advice is answered, followed or not." in said(early)
    assert "I heard both." in said(early)
    assert "Ben ✓" in shown
    assert "What came of it: I did." in shown
    assert page.get(url("answer", motion)).status_code == 302
    assert look(lentil_house, motion, ana, clock).outcome == "adopted"


def test_another_union_sees_no_motion_of_ours(
    clock, lentil_house, ana, ben, dalia, signed_in
):
    motion = put(lentil_house, ben, clock)
    stranger = signed_in(dalia)

    for name in ("motion", "answer", "result", "paper", "versions", "ballot"):
        assert stranger.get(url(name, motion)).status_code == 404, name
    said_there = stranger.post(
        url("say", motion), {"kind": "question", "words": "Hm?", "key": "q"}
    )
    assert said_there.status_code in {403, 404}


def _adopt(motion, union, voters, clock) -> None:
    who = {"motion": motion, "union": union.id}
    services.start_discussion(by=voters[0].id, at=clock.at, **who)
    services.freeze_motion(by=voters[0].id, at=clock.move(TALK), **who)
    clock.move(timedelta(days=4))
    for voter in voters:
        services.answer(
            answer="support", by=voter.id, key=str(voter.id), at=clock.at, **who
        )
    for days in (15, 15, 15):
        services.advance_motion(at=clock.move(timedelta(days=days)), **who)


def test_each_voice_shows_who_reads_it_what_they_can_do_with_it(page, ben, signed_in):
    """The bringer answers a question; its speaker takes it back; all may reply."""
    motion = bring(page)
    page.post(url("step", motion), {"then": "start_discussion", "key": "s"})
    theirs = signed_in(ben)
    asked = {"kind": "question", "words": "In the rain, too?", "key": "q"}
    theirs.post(url("say", motion), asked)

    mine = page.get(url("motion", motion)).content.decode()
    his = theirs.get(url("motion", motion)).content.decode()

    assert 'name="then" value="answered"' in mine
    assert 'name="then" value="reply"' in mine
    assert 'name="then" value="withdrawn"' not in mine
    assert 'name="then" value="withdrawn"' in his
    assert 'name="then" value="answered"' not in his
