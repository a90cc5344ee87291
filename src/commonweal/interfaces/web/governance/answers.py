"""Pages of answering: a page for each method, and the receipt afterwards."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from commonweal.commons.people import queries as people
from commonweal.core.vf.measure import Measure
from commonweal.core.vf.problems import Refused
from commonweal.interfaces.web import access, errors
from commonweal.interfaces.web.deciding import signs
from commonweal.interfaces.web.governance import ballots, money
from commonweal.interfaces.web.governance.motions import of_motion
from commonweal.interfaces.web.purse.forms import sent_key
from commonweal.rooms.governance import services
from commonweal.rooms.governance.words import counts, motions

PAGE = "web/governance/answer.html"
#: Bytes of a drawn secret: as many as cannot be guessed, few enough to write down.
SECRET_BYTES = 15
#: The question each way of deciding asks.
QUESTIONS: dict[str, str | Promise] = {
    "consent": _("Is it safe enough to try?"),
    "consensus": _("Can we all go with it?"),
    "advice": _("What do you advise?"),
    "ranking": _("In which order?"),
    "judgment": _("How good is each?"),
    "stv": _("Who should speak for us?"),
    "no_candidates": _("Who would do it well?"),
    "sortition": _("May the lot fall on you?"),
    "shares": _("What would you like to see?"),
    "silence": _("Do you support it, or have a concern?"),
    "recall": _("Should the mandate end?"),
    "majority": _("Yes or no?"),
}
_PARTS = {
    "ranking": "ballot_ranks",
    "stv": "ballot_ranks",
    "judgment": "ballot_grades",
    "shares": "ballot_picks",
    "no_candidates": "ballot_name",
}
#: Where a reason is asked for beside the answer; elsewhere it would lift the secret.
WITH_REASON = frozenset({"consent", "consensus", "silence", "majority"})


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose on the ballot, and what is marked at it."""

    label: str = ""
    option: money.Priced | None = None
    price: Measure | None = None
    mark: str = ""
    is_wrong: bool = False
    sign: signs.Sign | None = None
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class Trait:
    """What a willing person says of themselves, where places are kept for groups."""

    name: str
    values: tuple[str, ...]
    chosen: str


@require_http_methods(["GET", "HEAD", "POST"])
@access.signed_in
def answer(request: HttpRequest, motion: UUID) -> HttpResponse:
    """Show the ballot of a motion's method; take an answer."""
    person, union, at = access.who(request)
    context = of_motion(request, motion)
    view: motions.MotionView = context["motion"]
    if view.rule.process == "advice":  # nobody votes: advice is given in the talk
        return redirect("governance:motion", motion)
    if request.method != "POST":
        own = view.own_answer
        marks = ballots.typed(view.rule.process, own.answer) if own else {}
        reason = own.reason if own else ""
        return render(request, PAGE, context | _ballot(view, marks, reason))
    secret = request.POST.get("secret", "").strip()
    try:
        given = ballots.read(view.rule.process, view.options, request.POST)
        receipt = services.answer(
            motion=motion,
            answer=given.answer,
            reason=given.reason,
            secret=secret,
            union=union.id,
            by=person.id,
            key=sent_key(request),
            at=at,
        )
    except Refused as refused:
        marks = ballots.sent_back(view.rule.process, request.POST)
        reason = request.POST.get("reason", "")
        wrong = {problem.field for problem in refused.problems}
        again = _ballot(view, marks, reason, wrong) | {"secret": secret}
        return errors.show_refusal(request, PAGE, context | again, refused)
    request.session["receipt"] = [str(motion), receipt, secret]
    return redirect("governance:receipt", motion)


@require_safe
@access.signed_in
def receipt(request: HttpRequest, motion: UUID) -> HttpResponse:
    """Show that an answer is kept, and its receipt once with its secret."""
    context = of_motion(request, motion)
    whose, code, secret = request.session.pop("receipt", ("", "", ""))
    own = context["motion"].own_answer
    if whose != str(motion):
        code, secret = (own.receipt if own else ""), ""
    shown = {"receipt": code, "secret": secret if code else ""}
    return render(request, "web/governance/receipt.html", context | shown)


def ballot_words(view: motions.MotionView) -> dict[str, Any]:
    """Return what ballots say, on a screen as on paper."""
    process = view.rule.process
    return {
        "question": QUESTIONS[process],
        "words": signs.WORDS.get(process, ()),
        "grades": signs.GRADES,
        "asks_reason": process in WITH_REASON and view.rule.secrecy == "open",
        "needs_reason": process in {"consent", "consensus"},
    }


def _ballot(
    view: motions.MotionView,
    marks: Any,  # noqa: ANN401 - by option or name, its mark
    reason: str,
    wrong: frozenset[str] | set[str] = frozenset(),
) -> dict[str, Any]:
    process = view.rule.process
    part = _PARTS.get(process, "ballot_words")
    is_receipted = view.rule.secrecy == "receipted"
    return ballot_words(view) | {
        "ballot_page": f"web/governance/{part}.html",
        "choices": _choices(view, marks, wrong),
        "traits": _traits(view, marks),
        "people": _people(view, marks) if process == "no_candidates" else (),
        "why": marks.get("why", ""),
        "reason": reason,
        "secret": secrets.token_urlsafe(SECRET_BYTES) if is_receipted else "",
        "why_the_urn": counts.WHY_THE_URN,
    }


def _choices(
    view: motions.MotionView,
    marks: Any,  # noqa: ANN401 - by option or name, its mark
    wrong: frozenset[str] | set[str],
) -> list[Choice]:
    known = signs.WORDS.get(view.rule.process)
    if known is not None:
        chosen = marks.get("answer")
        return [Choice(sign=sign, is_chosen=sign.code == chosen) for sign in known]
    return [
        Choice(
            label=option.label,
            option=option,
            price=option.price,
            mark=str(marks.get(option.key, "")),
            is_wrong=f"rank-{option.key}" in wrong,
        )
        for option in money.priced(view)
    ]


def _traits(
    view: motions.MotionView,
    marks: Any,  # noqa: ANN401 - by option or name, its mark
) -> list[Trait]:
    values: dict[str, list[str]] = {}
    for feature, value, _least, _most in view.quotas:
        values.setdefault(feature, []).append(value)
    return [
        Trait(feature, tuple(known), str(marks.get(feature, "")))
        for feature, known in values.items()
    ]


def _people(
    view: motions.MotionView,
    marks: Any,  # noqa: ANN401 - by option or name, its mark
) -> list[dict[str, object]]:
    chosen = str(marks.get("name", ""))
    return [
        {"id": one.id, "name": one.name, "is_chosen": str(one.id) == chosen}
        for one in people.list_associates(union=view.union)
    ]
