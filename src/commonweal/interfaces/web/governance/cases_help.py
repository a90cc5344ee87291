"""Pages of help: people one chooses, help outside, and a letter kept nowhere (H4)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from commonweal.core.vf.problems import Refused
from commonweal.interfaces.web import access, errors
from commonweal.interfaces.web.governance import cases_talks
from commonweal.interfaces.web.governance import meetings_forms as forms
from commonweal.interfaces.web.purse.forms import id_of, sent_key
from commonweal.rooms.governance.queries import helping as questions
from commonweal.rooms.governance.services import helping as deeds
from commonweal.rooms.governance.words import cases as words

ASK = "web/governance/help.html"
OUTSIDE = "web/governance/help_lines.html"


@require_http_methods(["GET", "HEAD", "POST"])
@access.signed_in
def ask(request: HttpRequest) -> HttpResponse:
    """Ask people one chooses to come."""
    person, union, at = access.who(request)
    form = forms.Help(request.POST or None, people=cases_talks.others(request))
    context: dict[str, Any] = {
        "form": form,
        "no_emergency": words.NO_EMERGENCY_SERVICE,
        "lines": questions.list_help_lines(union=union.id),
        "helps": [
            (
                one,
                words.WISHES[one.wish],
                [(who.name, words.HELP_ANSWERS[who.answer]) for who in one.asked],
            )
            for one in questions.list_help(union=union.id, person=person.id)
            if one.is_mine
        ],
    }
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.is_bound else 200
        return cases_talks.private(render(request, ASK, context, status=status))
    try:
        deeds.ask_for_help(
            wish=form.cleaned_data["wish"],
            helpers=tuple(UUID(one) for one in form.cleaned_data["helpers"]),
            union=union.id,
            by=person.id,
            key=sent_key(request),
            at=at,
        )
    except Refused as refused:
        return errors.show_refusal(request, ASK, context, refused)
    return redirect("governance:ask_for_help")


@require_POST
@access.signed_in
def answer(request: HttpRequest, ask: UUID) -> HttpResponse:
    """Answer somebody who asks one for help, or erase one's own asking."""
    person, union, at = access.who(request)
    then = request.POST.get("then", "")
    where: dict[str, Any] = {
        "ask": ask,
        "union": union.id,
        "by": person.id,
        "at": at,
    }
    if then == "erase":
        deeds.erase_help(**where)
        return redirect("governance:ask_for_help")
    deeds.answer_help(answer=then, **where)
    return redirect("governance:talks")


@require_http_methods(["GET", "HEAD", "POST"])
@access.signed_in
def outside(request: HttpRequest) -> HttpResponse:
    """Show and print help outside; anybody of us adds a line or takes a wrong one off."""
    person, union, at = access.who(request)
    who: dict[str, Any] = {"union": union.id, "by": person.id, "at": at}
    then, _colon, what = request.POST.get("then", "").partition(":")
    line = id_of(what)
    if line is not None and then in {"end", "check"}:
        (deeds.end_help_line if then == "end" else deeds.check_help_line)(
            line=line, **who
        )
        return redirect("governance:help_lines")
    form = forms.HelpLine(request.POST or None)
    context = {
        "form": form,
        "lines": questions.list_help_lines(union=union.id),
        "no_emergency": words.NO_EMERGENCY_SERVICE,
    }
    if request.method != "POST" or not form.is_valid():
        return render(request, OUTSIDE, context, status=422 if form.is_bound else 200)
    try:
        deeds.add_help_line(**form.cleaned_data, key=sent_key(request), **who)
    except Refused as refused:
        return errors.show_refusal(request, OUTSIDE, context, refused)
    return redirect("governance:help_lines")


@require_http_methods(["GET", "HEAD", "POST"])
@access.signed_in
def letter(request: HttpRequest) -> HttpResponse:
    """Set a letter to somebody outside, to print or copy. Nothing of it is kept."""
    form = forms.Letter(request.POST or None)
    written = form.cleaned_data if form.is_bound and form.is_valid() else None
    context = {"form": form, "written": written}
    status = 422 if form.is_bound and written is None else 200
    page = "web/governance/help_letter.html"
    return cases_talks.private(render(request, page, context, status=status))
