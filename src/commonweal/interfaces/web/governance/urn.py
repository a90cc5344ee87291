"""The page of an urn: two tellers count the papers, each for themselves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from commonweal.core.vf.problems import N_, Problem, Refused, require
from commonweal.interfaces.web import access, errors
from commonweal.interfaces.web.deciding import signs
from commonweal.interfaces.web.governance import money, typed_answers
from commonweal.interfaces.web.governance.motions import of_motion
from commonweal.rooms.governance.queries import results
from commonweal.rooms.governance.services import paper_votes
from commonweal.rooms.governance.words import MotionView, counts

PAGE = "web/governance/urn.html"
ROWS = 12
NOT_A_COUNT = N_("“%(value)s” is not a number of papers. Write one such as 12, or 0.")
_DIGITS = 6


@dataclass(frozen=True, slots=True)
class PileField:
    """A pile of papers that say one word, and what was typed for it."""

    sign: signs.Sign
    n: str


@dataclass(frozen=True, slots=True)
class PileRow:
    """A pile of papers with an order, as typed."""

    number: int
    said: str
    n: str


@require_http_methods(["GET", "HEAD", "POST"])
@access.signed_in
def urn(request: HttpRequest, motion: UUID) -> HttpResponse:
    """Show how far the urn is; take what one teller counted."""
    person, union, at = access.who(request)
    if request.method != "POST":
        return render(request, PAGE, _urn(request, motion))
    context = _urn(request, motion)
    try:
        paper_votes.type_urn(
            motion=motion,
            count=_count(request, context["motion"]),
            union=union.id,
            by=person.id,
            at=at,
        )
    except Refused as refused:
        return errors.show_refusal(request, PAGE, context, refused)
    return redirect("governance:urn", motion)


def _urn(request: HttpRequest, motion: UUID) -> dict[str, Any]:
    person, union, _at = access.who(request)
    context = of_motion(request, motion)
    view: MotionView = context["motion"]
    found = results.urn(motion=motion, union=union.id, person=person.id)
    words = signs.WORDS.get(view.rule.process, ())
    sent = request.POST
    return context | {
        "urn": found,
        "mismatches": [_mismatch(view, one) for one in found.mismatches],
        "may_count": view.waits_for_tellers and found.state != "agreed",
        "piles": [PileField(sign, sent.get(f"pile-{sign.code}", "")) for sign in words],
        "rows": []
        if words
        else [
            PileRow(n, sent.get(f"said-{n}", ""), sent.get(f"n-{n}", ""))
            for n in range(1, ROWS + 1)
        ],
        "how": typed_answers.HOW.get(view.rule.process, ""),
        "numbered": money.priced(view),
    }


def _count(request: HttpRequest, view: MotionView) -> counts.UrnCount:
    sent = request.POST
    problems: list[Problem] = []
    words = signs.WORDS.get(view.rule.process, ())
    piles = [
        counts.Pile(sign.code, n)
        for sign in words
        if (n := _whole(sent.get(f"pile-{sign.code}", ""), problems))
    ]
    for number in range(1, ROWS + 1) if not words else ():
        text = sent.get(f"said-{number}", "").strip()
        if text:
            answer = typed_answers.read(view.rule.process, view.options, text, problems)
            n = _whole(sent.get(f"n-{number}", ""), problems)
            piles.append(counts.Pile(answer, n))
    papers = _whole(sent.get("papers", ""), problems)
    blank = _whole(sent.get("blank", ""), problems)
    require(problems)
    dice = "".join(sent.get("dice", "").split())
    return counts.UrnCount(papers=papers, piles=tuple(piles), blank=blank, dice=dice)


def _whole(text: str, problems: list[Problem]) -> int:
    text = text.strip()
    if not text:
        return 0
    if not text.isascii() or not text.isdecimal() or len(text) > _DIGITS:
        problems.append(Problem("", NOT_A_COUNT, {"value": text[:40]}))
        return 0
    return int(text)


def _mismatch(view: MotionView, one: counts.UrnMismatch) -> dict[str, object]:
    """Return what two tellers counted differently, in words."""
    if one.what is None:
        words = gettext("all papers")
    else:
        sign = signs.sign_of(view.rule.process, str(one.what))
        words = (
            gettext(sign.words)
            if sign
            else typed_answers.written(view.rule.process, view.options, one.what)
        )
    return {"what": words, "first": one.first, "second": one.second}
