"""Pages of the register: search and list, one entry, two versions side by side."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from commonweal.commons.people import queries as people
from commonweal.core.vf.problems import Refused
from commonweal.interfaces.web import access, errors
from commonweal.interfaces.web.purse import forms
from commonweal.rooms.governance.queries import register as queries
from commonweal.rooms.governance.queries import searching
from commonweal.rooms.governance.services import register as services
from commonweal.rooms.governance.words import register as words

LIST = "web/governance/register.html"
ENTRY = "web/governance/register_entry.html"
#: So many lines on one page.
PAGE_LINES = 50


class Describe(django_forms.Form):
    """Who to ask about a decision, and under which words it is found."""

    ask = forms.text_field(
        _("Who to ask"),
        words.ASK_LETTERS,
        required=False,
        help_text=_("A person, a circle or a place. Empty: who decided it."),
    )
    tags = forms.text_field(
        _("Found under"),
        400,
        required=False,
        help_text=_("Words, with commas between them."),
    )


@require_safe
@access.signed_in
def register(request: HttpRequest) -> HttpResponse:
    """Find a decision by its words, or list them: a day is enough for the past."""
    _person, union, at = access.who(request)
    today = people.local_day(union=union.id, at=at)
    on = forms.day_of(request.GET.get("on")) or today
    asked = request.GET.get("q", "").strip()[: searching.LETTERS_MOST]
    context: dict[str, Any] = {
        "q": asked,
        "on": on,
        "is_today": on == today,
        "statuses": forms.said(words.STATUSES.items()),
        "tags": queries.list_tags(union=union.id),
    }
    if asked:
        found = searching.search(union=union.id, asked=asked, on=on, said=gettext)
        context |= {"found": found, "lines": found.lines}
    else:
        context |= _listed(request, union.id, on)
    return render(request, LIST, context)


@require_safe
@access.signed_in
def entry(request: HttpRequest, number: int) -> HttpResponse:
    """Show an entry: its text, how it stood since when, what it set and whom to ask."""
    return render(request, ENTRY, _entry(request, number))


@require_POST
@access.signed_in
def describe(request: HttpRequest, number: int) -> HttpResponse:
    """Say who to ask about an entry, and under which words it is found."""
    person, union, at = access.who(request)
    form = Describe(request.POST)
    context = _entry(request, number) | {"form": form}
    if not form.is_valid():
        return render(request, ENTRY, context, status=422)
    try:
        services.describe_entry(
            union=union.id,
            number=number,
            ask=form.cleaned_data["ask"],
            tags=form.cleaned_data["tags"].split(","),
            by=person.id,
            at=at,
        )
    except Refused as refused:
        return errors.show_refusal(request, ENTRY, context, refused)
    return redirect("governance:entry", number)


@require_safe
@access.signed_in
def versions(request: HttpRequest, number: int) -> HttpResponse:
    """Set two versions of an entry's text side by side."""
    _person, union, at = access.who(request)
    on = people.local_day(union=union.id, at=at)
    view = queries.find(union=union.id, number=number, on=on)
    last = len(view.wordings)
    before = _version(request, "before", max(last - 1, 1))
    after = _version(request, "after", last)
    context = {
        "entry": view.line,
        "wordings": view.wordings,
        "before": before,
        "after": after,
        "differences": queries.compare(
            union=union.id, number=number, before=before, after=after
        ),
    }
    return render(request, "web/governance/register_versions.html", context)


def _listed(request: HttpRequest, union: UUID, on: date) -> dict[str, Any]:
    asked = {
        "status": request.GET.get("status", ""),
        "tag": request.GET.get("tag", "")[: words.TAG_LETTERS],
    }
    asked["status"] = asked["status"] if asked["status"] in words.STATUSES else ""
    body = forms.id_of(request.GET.get("body"))
    start = request.GET.get("before", "")[:9]
    lines = queries.list_entries(
        union=union,
        on=on,
        body=body,
        before=int(start) if start.isascii() and start.isdigit() else None,
        limit=PAGE_LINES,
        **asked,
    )
    older = ""
    if len(lines) == PAGE_LINES:
        kept = {**asked, "on": on.isoformat(), "body": str(body or "")}
        kept["before"] = str(lines[-1].number)
        more = {name: value for name, value in kept.items() if value}
        older = f"?{urlencode(more)}"
    return {**asked, "lines": lines, "older": older}


def _entry(request: HttpRequest, number: int) -> dict[str, Any]:
    _person, union, at = access.who(request)
    on = people.local_day(union=union.id, at=at)
    view = queries.find(union=union.id, number=number, on=on)
    said = {"ask": gettext(view.line.ask), "tags": ", ".join(view.line.tags)}
    return {
        "entry": view.line,
        "view": view,
        "form": Describe(initial=said),
        "motion_url": reverse("governance:motion", args=[view.motion])
        if view.motion
        else "",
    }


def _version(request: HttpRequest, name: str, usual: int) -> int:
    typed = request.GET.get(name, "")[:4]
    return int(typed) if typed.isascii() and typed.isdigit() else usual
