"""Pages of answering: each method, the receipt, paper, the urn, and what nobody sees."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from commonweal.interfaces.web.paper import sheets
from commonweal.rooms.governance import queries, services
from commonweal.rooms.governance.queries import results
from commonweal.rooms.governance.words import MotionDraft, OptionDraft
from tests.conftest import give_mandate
from tests.interfaces.governance_pages import (
    ANSWERS,
    TALK,
    YEAR,
    Clock,
    look,
    put,
    url,
)
from tests.interfaces.purse_pages import said

pytestmark = pytest.mark.django_db(transaction=True)

TREES = (OptionDraft("Oak", cost="100"), OptionDraft("Elm", cost="80"))


@pytest.fixture
def clock(signed_in, monkeypatch, settings):
    del signed_in  # its clock stands still; this one is moved
    settings.SESSION_COOKIE_AGE = YEAR
    return Clock(monkeypatch)


@pytest.fixture
def page(clock, ana, signed_in):
    return signed_in(ana)


def own(union, motion, person):
    return queries.own_answer(union=union.id, motion=motion, person=person.id)


@pytest.mark.parametrize(
    ("matter", "more", "form", "kept"),
    [
        ("circle_policy", {}, {"answer": "consent"}, "consent"),
        ("agreement", {}, {"answer": "aside"}, "aside"),
        ("spend", {}, {"answer": "support"}, "support"),
        ("panel", {}, {"answer": "willing"}, "willing"),
        (
            "choice",
            {"options": TREES},
            {"rank-o1": "2", "rank-o2": "1", "rank-as_is": "2"},
            ["o2", ["o1", "as_is"]],
        ),
        (
            "ordering",
            {"options": TREES},
            {"grade-o1": "0", "grade-o2": "4"},
            {"o1": 0, "o2": 4},
        ),
        ("budget", {"options": TREES, "budget": "150"}, {"pick": ["o2"]}, ["o2"]),
    ],
)
def test_each_method_has_a_page_to_answer(
    page, clock, lentil_house, ana, ben, matter, more, form, kept
):
    motion = put(lentil_house, ben, clock, matter, **more)

    shown = page.get(url("answer", motion))
    answer = page.post(url("answer", motion), {**form, "key": "a"})

    assert shown.status_code == 200
    assert answer.status_code == 302, said(answer)
    assert own(lentil_house, motion, ana).answer == kept
    again = page.get(url("answer", motion)).content.decode()
    assert " checked" in again or 'value="2"' in again
    assert "Change my answer" in again


def test_people_are_named_with_a_reason_and_nobody_stands(
    page, clock, lentil_house, ana, ben
):
    motion = put(lentil_house, ben, clock, "steward")

    bare = page.post(url("answer", motion), {"name": str(ben.id), "why": ""})
    form = {"name": str(ben.id), "why": "He counts well.", "key": "a"}
    page.post(url("answer", motion), form)

    assert bare.status_code == 422
    assert "Say why they would do this well." in said(bare)
    assert f'value="{ben.id}" selected' in bare.content.decode()
    assert own(lentil_house, motion, ana).answer["name"] == str(ben.id)


def test_an_objection_without_a_reason_is_refused_and_stays_typed(
    page, clock, lentil_house, ben
):
    motion = put(lentil_house, ben, clock)

    none = page.post(url("answer", motion), {})
    answer = page.post(url("answer", motion), {"answer": "objection"})

    assert none.status_code == answer.status_code == 422
    assert "is not an answer here" in said(none)
    assert "Say why you object" in said(answer)
    assert re.search(r'value="objection" checked', answer.content.decode())


def test_places_that_are_none_doubled_or_empty_are_said(
    page, clock, lentil_house, ana, ben
):
    """Bad input: gaps, doubles, what is no number."""
    options = tuple(OptionDraft(one.name, person=one.id) for one in (ana, ben))
    motion = put(lentil_house, ben, clock, "council", options=options, seats=1)
    address = url("answer", motion)

    no_place = page.post(address, {"rank-o1": "first"})
    gap = page.post(address, {"rank-o1": "2"})
    shared = page.post(address, {"rank-o1": "1", "rank-o2": "1"})

    told = said(no_place)
    assert "“first” at “Ana” is not a place. Write 1 for the best" in told
    assert 'value="first"' in no_place.content.decode()
    assert "Place 1 is empty. Close the gap." in said(gap)
    assert "Place 1 holds several names." in said(shared)


def test_a_receipt_is_shown_and_finds_the_answer_in_the_published_list(
    page, clock, lentil_house, ana, ben, chidi, kofi, lena, signed_in
):
    """Story 20: each finds their own line, without a name beside it."""
    motion = put(lentil_house, ben, clock, "choice", options=TREES)
    form = {"rank-o2": "1", "key": "a", "secret": "a long secret of my own"}
    shown = said(page.post(url("answer", motion), form, follow=True))
    receipt = own(lentil_house, motion, ana).receipt
    for who in (ben, chidi, kofi, lena):
        services.answer(
            motion=motion,
            answer=["o1"],
            union=lentil_house.id,
            by=who.id,
            key=str(who.id),
            at=clock.at,
        )
    clock.move(ANSWERS)

    result = page.get(url("result", motion))
    found = said(page.get(f"{url('result', motion)}?receipt={receipt.lower()}"))
    lost = said(page.get(f"{url('result', motion)}?receipt=NEVERGIVEN"))
    files = {
        name: page.get(url("result_file", motion, name)).content.decode()
        for name in ("ballots.jsonl", "recount.py", "rule.json", "result.json")
    }

    assert receipt in shown
    assert "a long secret of my own" in shown
    assert "Adopted: Oak" in said(result)
    assert "It is in the list, counted as: 1. Elm" in found
    assert "No answer in the list has this receipt." in lost
    assert receipt in files["ballots.jsonl"]
    assert "Ana" not in files["ballots.jsonl"]
    assert "Each against each" in said(result)
    assert page.get(url("result_file", motion, "voters.txt")).status_code == 404


def test_no_page_tells_what_is_answered_before_the_close(
    page, clock, lentil_house, ana, ben, kofi, signed_in
):
    """Governance 7.6: the same pages, word for word, whatever was answered."""
    motion = put(lentil_house, ben, clock)
    theirs = signed_in(kofi)
    address = url("answer", motion)

    page.post(address, {"answer": "consent", "key": "a"})
    one = _everything(theirs, motion)
    form = {"answer": "objection", "reason": "Zebra stripes.", "key": "b"}
    page.post(address, form)
    other = _everything(theirs, motion)

    assert one == other
    assert "1 of 4 have answered." in one
    assert "Zebra" not in other
    assert "There is no result yet." in other


def test_matters_about_persons_use_the_urn_and_say_why(
    page, clock, lentil_house, ana, ben, chidi, kofi, lena, signed_in
):
    """Story 20: no receipt, as it could be shown to others."""
    mandate = give_mandate(lentil_house, chidi, "paper", by=kofi, confirmed_by=lena)
    motion = _recall(lentil_house, ben, chidi, clock, mandate.id)
    shown = said(page.get(url("answer", motion)))
    online = page.post(url("answer", motion), {"answer": "yes", "key": "a"})
    clock.move(ANSWERS)
    count = {"papers": "3", "pile-yes": "2", "pile-no": "1", "blank": "0"}

    wrong = page.post(url("urn", motion), {**count, "papers": "many"})
    page.post(url("urn", motion), count)
    half = said(signed_in(lena).get(url("urn", motion)))
    signed_in(lena).post(url("urn", motion), {**count, "pile-yes": "1", "pile-no": "2"})
    differs = said(page.get(url("urn", motion)))

    assert "A receipt could be shown to others" in shown
    assert "Give this answer" not in shown
    assert online.status_code == 422
    assert "“many” is not a number of papers." in said(wrong)
    assert "One person has typed a count." in half
    assert "2 / 1" not in half
    assert "The two counts differ." in differs
    signed_in(lena).post(url("urn", motion), count)
    assert "Two people counted the same." in said(page.get(url("urn", motion)))
    assert look(lentil_house, motion, ana, clock).outcome == "adopted"


def test_two_helpers_type_what_somebody_wrote(
    page, clock, lentil_house, ben, paper_ira, chidi, signed_in
):
    """I-22: nobody needs a screen; both type, and only what agrees is cast."""
    motion = put(lentil_house, ben, clock, "choice", options=TREES)
    form = {"person-1": str(paper_ira.id), "answer-1": "B A", "then": "keep"}
    second = signed_in(chidi)

    unread = page.post(url("type_sheet", motion), {**form, "answer-1": "Q"})
    page.post(url("type_sheet", motion), {**form, "key": "s"})
    (sheet,) = _sheets(motion, lentil_house)
    blind = second.get(url("type_again", motion, sheet.id)).content.decode()
    second.post(url("type_again", motion, sheet.id), {**form, "answer-1": "A"})
    differs = said(second.get(url("type_again", motion, sheet.id)))
    second.post(url("type_again", motion, sheet.id), form)

    assert unread.status_code == 422
    assert "“Q” is not a sign on the paper." in said(unread)
    assert "B A" not in blind
    assert "typed these differently" in differs
    assert own(lentil_house, motion, paper_ira).answer == ["o2", "o1"]


def test_papers_print_with_a_code_that_leads_back_to_typing(
    page, clock, lentil_house, ben
):
    motion = put(lentil_house, ben, clock)

    ballot = page.get(url("ballot", motion)).content.decode()
    proposal = page.get(url("proposal_sheet", motion)).content.decode()

    for printed, name, screen in (
        (ballot, "ballot", "type_sheet"),
        (proposal, "motion", "motion"),
    ):
        code = sheets.code_of(name, motion, union=lentil_house.id)
        assert code in printed
        back = page.get(reverse("offline:typed", args=[code]))
        assert back.headers["location"] == url(screen, motion)


def _everything(page, motion) -> str:
    """Return all that pages say about a motion, without marks drawn anew."""
    places = [reverse(f"governance:{name}") for name in ("home", "motions", "bodies")]
    places += [reverse("home:home"), reverse("people:notices")]
    names = ("motion", "result", "answer", "paper", "ballot", "versions", "receipt")
    places += [url(name, motion) for name in names]
    return "\n".join(said(page.get(place)) for place in places)


def _recall(union, by, about, clock, mandate):
    who = {"union": union.id, "by": by.id}
    draft = {
        "title": "Paper in other hands",
        "sentence": "Chidi's mandate for paper ends.",
        "text": "It ends.",
        "matter": "recall",
        "about": mandate,
    }
    motion = services.bring_motion(
        draft=MotionDraft(**draft), key="m", at=clock.at, **who
    )
    services.start_discussion(motion=motion, at=clock.at, **who)
    services.speak(
        motion=motion,
        kind="reaction",
        words="I did what I could.",
        union=union.id,
        by=about.id,
        key="h",
        at=clock.at,
    )
    services.freeze_motion(motion=motion, at=clock.move(TALK), **who)
    services.advance_motion(motion=motion, union=union.id, at=clock.move(TALK / 3))
    return motion


def _sheets(motion, union):
    return results.list_sheets(motion=motion, union=union.id)
