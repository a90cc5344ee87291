"""Pages of questions of membership, for those who are part of one (H11)."""

from __future__ import annotations

import secrets
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from commonweal.commons.people import queries as people
from commonweal.core.vf.problems import Problem, Refused
from commonweal.interfaces.web import access, errors
from commonweal.interfaces.web.governance import cases_talks
from commonweal.interfaces.web.governance import meetings_forms as forms
from commonweal.interfaces.web.purse.forms import day_of, id_of, sent_key
from commonweal.rooms.governance.errors import meetings as says
from commonweal.rooms.governance.queries import memberships as questions
from commonweal.rooms.governance.services import appeals
from commonweal.rooms.governance.services import memberships as deeds
from commonweal.rooms.governance.words import cases as words

PAGE = "web/governance/membership.html"


@require_safe
@access.signed_in
def cases(request: HttpRequest) -> HttpResponse:
    """Say how a membership is decided, and list the questions one is part of."""
    person, union, at = access.who(request)
    found = questions.list_cases(union=union.id, person=person.id, at=at)
    context = {
        "cases": [
            (one, words.CASE_KINDS[one.kind], words.CASE_STATES[one.status])
            for one in found
        ]
    }
    page = "web/governance/memberships.html"
    return cases_talks.private(render(request, page, context))


@require_http_methods(["GET", "HEAD", "POST"])
@access.signed_in
def ask(request: HttpRequest) -> HttpResponse:
    """Ask that somebody belongs; or, with others, whether a membership ends."""
    person, union, at = access.who(request)
    known = people.list_people(union=union.id)
    choices = [(str(one.id), one.name) for one in known if one.id != person.id]
    form = forms.AskMembership(request.POST or None, people=choices)
    page = "web/purse/form_page.html"
    context = {
        "form": form,
        "title": _("A question of membership"),
        "lead": _(
            "Why you ask is said to the person and at the hearing; there is no place for "
            "it here. Nothing they need is touched while this runs."
        ),
        "button": _("Ask"),
        "back": reverse("governance:memberships"),
        "back_label": _("Membership"),
    }
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.is_bound else 200
        return cases_talks.private(render(request, page, context, status=status))
    typed = form.cleaned_data
    who: dict[str, Any] = {
        "person": UUID(typed["person"]),
        "union": union.id,
        "by": person.id,
        "key": sent_key(request),
        "at": at,
    }
    try:
        if typed["kind"] == "admission":
            made = deeds.ask_admission(**who)
        else:
            asking = tuple(UUID(one) for one in typed["others"])
            made = deeds.ask_ending(others=asking, **who)
    except Refused as refused:
        return errors.show_refusal(request, page, context, refused)
    return redirect("governance:membership", made)


@require_http_methods(["GET", "HEAD", "POST"])
@access.signed_in
def case(request: HttpRequest, case: UUID) -> HttpResponse:
    """Show a question of membership to somebody in it, with what they can do now."""
    context = _context(request, case)
    if request.method != "POST":
        return cases_talks.private(render(request, PAGE, context))
    try:
        is_gone = _do(request, case)
    except Refused as refused:
        return errors.show_refusal(request, PAGE, context, refused)
    if is_gone:
        return redirect("governance:memberships")
    return redirect("governance:membership", case)


def _do(request: HttpRequest, case: UUID) -> bool:  # noqa: C901, PLR0912 - one line for each button
    """Do what a button does; say whether the case is out of one's sight after it."""
    person, union, at = access.who(request)
    where: dict[str, Any] = {
        "case": case,
        "union": union.id,
        "by": person.id,
        "at": at,
    }
    then, _colon, what = request.POST.get("then", "").partition(":")
    if then == "ask":
        deeds.answer_asking(is_in=what == "yes", **where)
        return what != "yes"
    if then == "support":
        deeds.answer_support(is_in=what == "yes", **where)
        return what != "yes"
    if then == "name":
        deeds.name_support(person=_id(request.POST.get("person", "")), **where)
    elif then == "move":
        day = day_of(request.POST.get("day", ""))
        if day is None:
            raise Refused(Problem("day", says.NO_DAY))
        deeds.move_hearing(day=day, **where)
    elif then == "heard":
        deeds.note_heard(**where)
    elif then == "bring":
        deeds.bring_to_the_urn(**_wording(request, case), **where)
    elif then == "appeal":
        names = tuple(request.POST.getlist("outside"))
        appeals.appeal(seed=secrets.token_hex(16), outside=names, **where)
    elif then == "say":
        seat, _colon, said = what.partition(":")
        appeals.say_in_appeal(seat=_id(seat), said=said, **where)
    else:
        raise Refused(Problem("", says.UNKNOWN_BUTTON))
    return False


def _id(text: str) -> UUID:
    found = id_of(text)
    if found is None:
        raise Refused(Problem("", says.UNKNOWN_BUTTON))
    return found


def _wording(request: HttpRequest, case: UUID) -> dict[str, Any]:
    """Word the motion in the reader's language: the person, and no grounds."""
    view = _context(request, case)["case"]
    name = {"name": view.person_name}
    return {
        field: gettext(text) % name
        for field, text in zip(
            ("title", "sentence", "text"), words.QUESTIONS[view.kind], strict=True
        )
    }


def _context(request: HttpRequest, case: UUID) -> dict[str, Any]:
    person, union, at = access.who(request)
    view = questions.get_case(union=union.id, case=case, person=person.id, at=at)
    known = people.list_people(union=union.id)
    return {
        "case": view,
        "kind": words.CASE_KINDS[view.kind],
        "state": words.CASE_STATES[view.status],
        "people": [one for one in known if one.id != person.id],
        "appeal_says": words.APPEAL_SAYS.items(),
        "appeal_said": words.APPEAL_SAYS.get(view.appeal_said, ""),
        "outside": range(words.APPEAL_SEATS),
    }
