"""Pages of minutes: written as one goes, read out, corrected, printed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from commonweal.core.vf.problems import Refused
from commonweal.interfaces.web import access, errors
from commonweal.interfaces.web.governance import meetings as pages
from commonweal.interfaces.web.governance import meetings_forms as forms
from commonweal.interfaces.web.purse.forms import sent_key
from commonweal.rooms.governance.queries import live as questions
from commonweal.rooms.governance.services import meetings as deeds
from commonweal.rooms.governance.services import minutes as minute_deeds
from commonweal.rooms.governance.words import meetings as words

_Text = str | Promise
PAGE = "web/governance/meeting_minutes.html"


@require_http_methods(["GET", "HEAD", "POST"])
@access.signed_in
def write(request: HttpRequest, meeting: UUID) -> HttpResponse:
    """Write a line into the minutes."""
    form = forms.Line(
        request.POST or None, initial={"kind": request.GET.get("kind", "note")}
    )
    context = _form_page(
        meeting,
        form,
        title=_("Write into the minutes"),
        lead=_(
            "What is agreed and what is to be kept, not who said what. What is told in "
            "confidence does not belong here."
        ),
        button=_("Write it down"),
    )
    if request.method != "POST" or not form.is_valid():
        return _again(request, context, form)
    typed = form.cleaned_data
    return _done(
        request,
        context,
        lambda where: minute_deeds.write_line(
            kind=typed["kind"],
            line=typed["line"],
            is_named=typed["is_named"],
            key=sent_key(request),
            **where,
        ),
        meeting,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@access.signed_in
def take_on(request: HttpRequest, meeting: UUID) -> HttpResponse:
    """Write down what somebody takes on."""
    person, _union, _at = access.who(request)
    people = pages.people_of(request, meeting)
    form = forms.Action(
        request.POST or None, people=people, initial={"person": str(person.id)}
    )
    context = _form_page(
        meeting,
        form,
        title=_("Somebody takes something on"),
        lead=_("Ask them first. They are told, and only they say when it is done."),
        button=_("Write it down"),
    )
    if request.method != "POST" or not form.is_valid():
        return _again(request, context, form)
    typed = form.cleaned_data
    return _done(
        request,
        context,
        lambda where: minute_deeds.add_action(
            action=typed["action"],
            person=UUID(typed["person"]),
            due=typed["due"],
            key=sent_key(request),
            **where,
        ),
        meeting,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@access.signed_in
def minutes(request: HttpRequest, meeting: UUID) -> HttpResponse:
    """Show the minutes, to read and print; correct them while that is possible."""
    person, union, at = access.who(request)
    context = _minutes(request, meeting)
    if request.method != "POST":
        return render(request, PAGE, context)
    form = context["form"] = forms.Correction(request.POST)
    if not form.is_valid():
        return render(request, PAGE, context, status=422)
    try:
        minute_deeds.correct_minutes(
            meeting=meeting,
            words_=form.cleaned_data["words"],
            union=union.id,
            by=person.id,
            key=sent_key(request),
            at=at,
        )
    except Refused as refused:
        return errors.show_refusal(request, PAGE, context, refused)
    pages.tell(request, gettext("Your correction stands below the minutes."))
    return redirect("governance:minutes", meeting)


@require_POST
@access.signed_in
def close(request: HttpRequest, meeting: UUID) -> HttpResponse:
    """Close the meeting, with the minutes read out or not."""
    person, union, at = access.who(request)
    try:
        deeds.close_meeting(
            meeting=meeting,
            read_out=request.POST.get("then") == "read_out",
            union=union.id,
            by=person.id,
            at=at,
        )
    except Refused as refused:
        context = _minutes(request, meeting)
        return errors.show_refusal(request, PAGE, context, refused)
    return redirect("governance:minutes", meeting)


def _minutes(request: HttpRequest, meeting: UUID) -> dict[str, Any]:
    person, union, at = access.who(request)
    view = questions.get_minutes(
        union=union.id, meeting=meeting, person=person.id, at=at
    )

    def said(lines: tuple[words.LineView, ...]) -> list[tuple[words.LineView, str]]:
        return [(one, words.LINES[one.kind]) for one in lines]

    return {
        "minutes": view,
        "meeting": view.meeting,
        "state": words.MEETING_STATES[view.meeting.status],
        "items": [
            (one.item, words.KINDS[one.item.kind], said(one.lines), one.actions)
            for one in view.items
        ],
        "others": said(view.others),
        "form": forms.Correction() if view.may_correct else None,
    }


def _form_page(
    meeting: UUID,
    form: django_forms.Form,
    *,
    title: _Text,
    lead: _Text,
    button: _Text,
) -> dict[str, Any]:
    return {
        "form": form,
        "title": title,
        "lead": lead,
        "button": button,
        "back": reverse("governance:live", args=[meeting]),
        "back_label": _("Back to the meeting"),
    }


def _again(
    request: HttpRequest, context: dict[str, Any], form: django_forms.Form
) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return render(request, "web/purse/form_page.html", context, status=status)


def _done(
    request: HttpRequest,
    context: dict[str, Any],
    do: Callable[[dict[str, Any]], object],
    meeting: UUID,
) -> HttpResponse:
    person, union, at = access.who(request)
    where = {"meeting": meeting, "union": union.id, "by": person.id, "at": at}
    try:
        do(where)
    except Refused as refused:
        page = "web/purse/form_page.html"
        return errors.show_refusal(request, page, context, refused)
    return redirect("governance:live", meeting)
