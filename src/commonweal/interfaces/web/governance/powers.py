"""Pages of emergencies: ask, join, write down what was given out, review."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from commonweal.commons.charter import queries as charter
from commonweal.commons.charter import words as charter_words
from commonweal.commons.people import queries as people
from commonweal.core.vf.problems import Problem, Refused
from commonweal.interfaces.web import access, errors
from commonweal.interfaces.web.purse.forms import sent_key
from commonweal.rooms.governance.errors import effects as says
from commonweal.rooms.governance.queries import powers
from commonweal.rooms.governance.services import emergencies as deeds
from commonweal.rooms.governance.words import powers as words

LIST = "web/governance/emergencies.html"
ONE = "web/governance/emergency.html"

STATES = {
    "asked": _("waits for others"),
    "lapsed": _("lapsed: nobody joined"),
    "in_force": _("holds"),
    "over": _("over"),
    "reviewed": _("over and reviewed"),
}


class Ask(forms.Form):
    """What is happening, how long, how much, and which rules change meanwhile."""

    hazard = forms.CharField(
        label=_("What is happening, and where"),
        help_text=_("In one line. Help never waits for this form."),
        max_length=words.HAZARD_LETTERS,
    )
    hours = forms.CharField(
        label=_("For how many hours"), widget=forms.TextInput({"inputmode": "numeric"})
    )
    cap = forms.CharField(
        label=_("At most how much of the purse"),
        required=False,
        widget=forms.TextInput({"inputmode": "decimal"}),
    )
    changes = forms.CharField(
        label=_("Rules that change meanwhile"),
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("One a line, such as: purse.notice_days = 1"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@access.signed_in
def emergencies(request: HttpRequest) -> HttpResponse:
    """List emergencies and the crisis roster; ask to declare one."""
    person, union, at = access.who(request)
    on = people.local_day(union=union.id, at=at)
    form = Ask(request.POST or None, initial={"hours": "24"})
    context = {
        "form": form,
        "emergencies": powers.list_emergencies(union=union.id, person=person.id, at=at),
        "roster": powers.list_roster(union=union.id, on=on),
        "most_cap": powers.most_cap(union=union.id, on=on),
        "most_hours": charter.whole(union=union.id, key="emergency.hours", on=on),
        "can_change": [
            one for one in charter_words.PARAMETERS.values() if one.in_emergency
        ],
        "states": STATES,
    }
    if request.method != "POST" or not form.is_valid():
        return render(request, LIST, context, status=422 if form.is_bound else 200)
    try:
        draft = words.EmergencyDraft(
            hazard=form.cleaned_data["hazard"],
            hours=form.cleaned_data["hours"],
            cap=form.cleaned_data["cap"],
            changes=_changes(form.cleaned_data["changes"]),
        )
        made = deeds.ask_emergency(
            draft=draft, union=union.id, by=person.id, key=sent_key(request), at=at
        )
    except Refused as refused:
        return errors.show_refusal(request, LIST, context, refused)
    return redirect("governance:emergency", made)


@require_safe
@access.signed_in
def emergency(request: HttpRequest, emergency: UUID) -> HttpResponse:
    """Show one emergency: what it changes, what was given out, when it is reviewed."""
    return render(request, ONE, _context(request, emergency))


@require_POST
@access.signed_in
def join(request: HttpRequest, emergency: UUID) -> HttpResponse:
    """Declare it together with those who asked."""
    person, union, at = access.who(request)
    try:
        deeds.join_emergency(emergency=emergency, union=union.id, by=person.id, at=at)
    except Refused as refused:
        return _refused(request, emergency, refused)
    return redirect("governance:emergency", emergency)


@require_POST
@access.signed_in
def note(request: HttpRequest, emergency: UUID) -> HttpResponse:
    """Write down what was given out or spent."""
    person, union, at = access.who(request)
    try:
        deeds.note_use(
            emergency=emergency,
            what=request.POST.get("what", ""),
            amount=request.POST.get("amount", ""),
            union=union.id,
            by=person.id,
            key=sent_key(request),
            at=at,
        )
    except Refused as refused:
        return _refused(request, emergency, refused)
    return redirect("governance:emergency", emergency)


@require_POST
@access.signed_in
def review(request: HttpRequest, emergency: UUID) -> HttpResponse:
    """Write down the review."""
    person, union, at = access.who(request)
    try:
        deeds.review_emergency(
            emergency=emergency,
            text=request.POST.get("text", ""),
            union=union.id,
            by=person.id,
            at=at,
        )
    except Refused as refused:
        return _refused(request, emergency, refused)
    return redirect("governance:emergency", emergency)


def _context(request: HttpRequest, emergency: UUID) -> dict[str, object]:
    person, union, at = access.who(request)
    one = powers.get_emergency(
        union=union.id, emergency=emergency, person=person.id, at=at
    )
    return {"one": one, "state": STATES[one.state], "typed": request.POST}


def _refused(request: HttpRequest, emergency: UUID, refused: Refused) -> HttpResponse:
    return errors.show_refusal(request, ONE, _context(request, emergency), refused)


def _changes(text: str) -> dict[str, str]:
    """Return rules and what they say, from one a line; refuse what is neither."""
    changes = {}
    for line in text.splitlines():
        key, sign, value = (part.strip() for part in line.partition("="))
        if not line.strip():
            continue
        if not sign or not value:
            raise Refused(Problem("changes", says.NOT_A_CHANGE))
        changes[key] = value
    return changes
