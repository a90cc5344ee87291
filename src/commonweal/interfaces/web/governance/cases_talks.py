"""Pages of talks between people: read by those in them, and by nobody else."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from commonweal.commons.people import queries as people
from commonweal.core.vf.problems import Problem, Refused
from commonweal.interfaces.web import access, errors
from commonweal.interfaces.web.governance import meetings_forms as forms
from commonweal.interfaces.web.purse.forms import Choices, day_of, id_of, sent_key
from commonweal.rooms.governance.errors import meetings as says
from commonweal.rooms.governance.queries import helping, meetings, memberships
from commonweal.rooms.governance.queries import talks as questions
from commonweal.rooms.governance.services import talks as deeds
from commonweal.rooms.governance.words import cases as words

Where = dict[str, Any]


@require_safe
@access.signed_in
def talks(request: HttpRequest) -> HttpResponse:
    """Show what one has to do with, and the ways there are."""
    person, union, at = access.who(request)
    ready = questions.list_mediators(union=union.id)
    context = {
        "talks": [
            (
                one,
                words.STEPS[one.step],
                words.PARTS[one.my_part],
                words.TALK_STATES[one.status],
            )
            for one in questions.list_talks(union=union.id, person=person.id)
        ],
        "helps": [
            (one, words.WISHES[one.wish], words.HELP_ANSWERS[one.my_answer])
            for one in helping.list_help(union=union.id, person=person.id)
        ],
        "cases": memberships.list_cases(union=union.id, person=person.id, at=at),
        "case_states": words.CASE_STATES,
        "am_ready": any(one == person.id for one, _name in ready),
        "no_emergency": words.NO_EMERGENCY_SERVICE,
    }
    return private(render(request, "web/governance/talks.html", context))


@require_http_methods(["GET", "HEAD", "POST"])
@access.signed_in
def begin(request: HttpRequest) -> HttpResponse:
    """Ask somebody for a talk; or say that one is ready to mediate."""
    person, union, at = access.who(request)
    if request.method == "POST" and "ready" in request.POST:
        deeds.be_mediator(
            is_ready=request.POST["ready"] == "yes",
            union=union.id, by=person.id, at=at,
        )  # fmt: skip
        return redirect("governance:talks")
    form = forms.WithWhom(request.POST or None, people=others(request))
    page = "web/purse/form_page.html"
    context = {
        "form": form,
        "title": _("Ask for a talk"),
        "lead": _(
            "They read that you ask, and nobody else does. Write nothing about why."
        ),
        "button": _("Ask"),
        "back": reverse("governance:talks"),
        "back_label": _("Talks"),
    }
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.is_bound else 200
        return private(render(request, page, context, status=status))
    try:
        made = deeds.begin_talk(
            others=tuple(UUID(one) for one in form.cleaned_data["others"]),
            union=union.id,
            by=person.id,
            key=sent_key(request),
            at=at,
        )
    except Refused as refused:
        return errors.show_refusal(request, page, context, refused)
    return redirect("governance:one_talk", made)


@require_safe
@access.signed_in
def talk(request: HttpRequest, talk: UUID) -> HttpResponse:
    """Show a talk to somebody in it."""
    return private(
        render(request, "web/governance/one_talk.html", _context(request, talk))
    )


@require_POST
@access.signed_in
def deed(request: HttpRequest, talk: UUID) -> HttpResponse:
    """Do what a button on the page of a talk does."""
    person, union, at = access.who(request)
    where = {"talk": talk, "union": union.id, "by": person.id, "at": at}
    then, _colon, what = request.POST.get("then", "").partition(":")
    try:
        is_gone = _DEEDS.get(then, _unknown)(where, what, request)
    except Refused as refused:
        context = _context(request, talk)
        page = "web/governance/one_talk.html"
        return errors.show_refusal(request, page, context, refused)
    if is_gone:
        messages.success(request, gettext("It is erased."))
        return redirect("governance:talks")
    return redirect("governance:one_talk", talk)


@require_http_methods(["GET", "HEAD", "POST"])
@access.signed_in
def outcome(request: HttpRequest, talk: UUID) -> HttpResponse:
    """Write down what you agree."""
    person, union, at = access.who(request)
    view = questions.get_talk(union=union.id, talk=talk, person=person.id, at=at)
    typed = {
        "outcome": view.outcome or "agreement",
        "text": view.words,
        "until": view.until,
    }
    form = forms.Outcome(request.POST or None, initial=typed)
    page = "web/purse/form_page.html"
    context = {
        "form": form,
        "title": _("What you agree"),
        "lead": _(
            "It holds when each of you says yes. It is no verdict about anybody."
        ),
        "button": _("Write it down"),
        "back": reverse("governance:one_talk", args=[talk]),
        "back_label": _("Talk"),
    }
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.is_bound else 200
        return private(render(request, page, context, status=status))
    try:
        deeds.write_outcome(
            talk=talk,
            outcome=form.cleaned_data["outcome"],
            text=form.cleaned_data["text"],
            until=form.cleaned_data["until"],
            union=union.id,
            by=person.id,
            at=at,
        )
    except Refused as refused:
        return errors.show_refusal(request, page, context, refused)
    return redirect("governance:one_talk", talk)


def others(request: HttpRequest) -> Choices:
    """Return the associates besides oneself, to choose from."""
    person, union, _at = access.who(request)
    known = people.list_associates(union=union.id)
    return [(str(one.id), one.name) for one in known if one.id != person.id]


def private(response: HttpResponse) -> HttpResponse:
    """Let no browser or phone keep the page."""
    add_never_cache_headers(response)
    return response


def _context(request: HttpRequest, talk: UUID) -> dict[str, Any]:
    person, union, at = access.who(request)
    view = questions.get_talk(union=union.id, talk=talk, person=person.id, at=at)
    steps = [(code, words.STEPS[code]) for code in view.next_steps]
    return {
        "talk": view,
        "step": words.STEPS[view.step],
        "step_words": words.STEP_WORDS[view.step],
        "state": words.TALK_STATES[view.status],
        "parts": [(one, words.PARTS[one.part]) for one in view.parts],
        "my_words": words.PARTS[view.my_part],
        "outcome": words.OUTCOMES.get(view.outcome, ""),
        "wanted": words.STEPS.get(view.wanted, ""),
        "steps": steps,
        "circles": meetings.bodies_of(union=union.id, person=person.id)[1:],
        "mediators": questions.list_mediators(union=union.id),
        "others": others(request),
        "all_in": all(one.is_in for one in view.parts if one.part == "party"),
        "has_agreed": any(one.is_me and one.has_agreed for one in view.parts),
    }


def _person(request: HttpRequest) -> UUID:
    found = id_of(request.POST.get("person", ""))
    if found is None:
        raise Refused(Problem("person", says.UNKNOWN_BUTTON))
    return found


def _day(request: HttpRequest) -> date | None:
    return day_of(request.POST.get("day", ""))


def _unknown(_where: Where, _what: str, _request: HttpRequest) -> bool:
    raise Refused(Problem("", says.UNKNOWN_BUTTON))


def _answer(where: Where, what: str, _request: HttpRequest) -> bool:
    deeds.answer_part(is_in=what == "yes", **where)
    return what == "no"


def _support(where: Where, _what: str, request: HttpRequest) -> bool:
    deeds.bring_support(person=_person(request), **where)
    return False


def _step(where: Where, what: str, request: HttpRequest) -> bool:
    body = id_of(request.POST.get("body", ""))
    deeds.want_step(step=what, body=body, seed=secrets.token_hex(16), **where)
    return False


def _agree_step(where: Where, what: str, _request: HttpRequest) -> bool:
    deeds.agree_step(agrees=what == "yes", **where)
    return False


def _ask(where: Where, _what: str, request: HttpRequest) -> bool:
    deeds.ask_mediator(person=_person(request), **where)
    return False


def _refuse(where: Where, what: str, _request: HttpRequest) -> bool:
    found = id_of(what)
    if found is not None:
        deeds.refuse_mediator(person=found, **where)
    return False


def _set_day(where: Where, _what: str, request: HttpRequest) -> bool:
    deeds.set_day(day=_day(request), **where)
    return False


def _agree(where: Where, _what: str, _request: HttpRequest) -> bool:
    deeds.agree(**where)
    return False


def _close(where: Where, _what: str, _request: HttpRequest) -> bool:
    deeds.close_talk(**where)
    return False


def _erase(where: Where, _what: str, _request: HttpRequest) -> bool:
    return deeds.erase_talk(**where)


#: Each returns whether the talk is out of one's sight after it.
_DEEDS: Mapping[str, Callable[[Where, str, HttpRequest], bool]] = MappingProxyType(
    {
        "in": _answer,
        "support": _support,
        "step": _step,
        "agree_step": _agree_step,
        "ask": _ask,
        "refuse": _refuse,
        "day": _set_day,
        "agree": _agree,
        "close": _close,
        "erase": _erase,
    }
)
