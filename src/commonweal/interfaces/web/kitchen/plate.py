"""Pages of how somebody eats: what is usual, days away, what not to serve.

One's own; or, for whoever types lists, of those who do not sign in.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from commonweal.commons.people import permissions
from commonweal.commons.people import queries as people
from commonweal.core.vf.problems import NotFound, Refused
from commonweal.interfaces.web import access, errors
from commonweal.interfaces.web.kitchen import plate_forms, weeks
from commonweal.rooms.kitchen import errors as kitchen_errors
from commonweal.rooms.kitchen import queries, services, words

PAGE = "web/kitchen/plate.html"


@dataclass(slots=True)
class Whose:
    """The page of one person: who it is, whose hands type, and the three forms."""

    person: people.PersonView
    is_own: bool
    usual: plate_forms.Usual
    away: plate_forms.Away
    codes: plate_forms.Codes


@require_http_methods(["GET", "HEAD", "POST"])
@access.signed_in
def plate(request: HttpRequest, person: UUID | None = None) -> HttpResponse:
    """Show how somebody eats, and change it."""
    whose = _whose(request, person)
    if request.method != "POST":
        return render(request, PAGE, _page(request, whose))
    deed = _DEEDS.get(request.POST.get("do", ""))
    if deed is None:
        return render(request, PAGE, _page(request, whose))
    return deed(request, whose)


@require_safe
@access.signed_in
def others(request: HttpRequest) -> HttpResponse:
    """List the people one may type for."""
    _person, union, _at = access.who(request)
    context = {
        "people": [
            one for one in people.list_people(union=union.id) if not one.has_account
        ]
    }
    return render(request, "web/kitchen/others.html", context)


def _whose(request: HttpRequest, person: UUID | None) -> Whose:
    me, union, at = access.who(request)
    found = me
    if person is not None and person != me.id:
        permissions.require(by=me.id, union=union.id, scope="paper", at=at)
        other = people.find_person(person=person)
        if other is None or other.union != union.id:
            raise NotFound(kitchen_errors.no_person("person"))
        found = other
    today = weeks.today_of(request)
    usual = queries.own_usual(union=union.id, person=found.id, on=today)
    codes = queries.own_codes(union=union.id, person=found.id, at=at)
    return Whose(
        person=found,
        is_own=found.id == me.id,
        usual=plate_forms.Usual(
            initial=plate_forms.usual_now(usual, today), auto_id="usual_%s"
        ),
        away=plate_forms.Away(auto_id="away_%s"),
        codes=plate_forms.Codes(
            initial=plate_forms.codes_now(codes), auto_id="codes_%s"
        ),
    )


def _page(request: HttpRequest, whose: Whose) -> dict[str, object]:
    _me, union, at = access.who(request)
    today = weeks.today_of(request)
    return {
        "whose": whose,
        "grid": plate_forms.grid(whose.usual),
        "spells": queries.own_usual(union=union.id, person=whose.person.id, on=today),
        "kept": queries.own_codes(union=union.id, person=whose.person.id, at=at),
        "times": [gettext(name) for name in words.TIME_WORDS.values()],
        "readers": queries.readers_of_codes(union=union.id, at=at),
        "shortcuts": [
            (number, gettext(name)) for number, name in enumerate(words.SHORTCUTS)
        ],
    }


def _set_usual(request: HttpRequest, whose: Whose) -> HttpResponse:
    me, union, at = access.who(request)
    form = whose.usual = plate_forms.Usual(request.POST, auto_id="usual_%s")
    if not form.is_valid():
        return _refused(request, whose, form)
    draft = form.draft(whose.person.id)
    try:
        services.set_usual(draft=draft, union=union.id, by=me.id, at=at)
    except Refused as refused:
        return _refused(request, whose, form, refused)
    return _back(whose)


def _be_away(request: HttpRequest, whose: Whose) -> HttpResponse:
    me, union, at = access.who(request)
    form = whose.away = plate_forms.Away(request.POST, auto_id="away_%s")
    if not form.is_valid():
        return _refused(request, whose, form)
    try:
        services.be_away(
            person=whose.person.id,
            days=(form.cleaned_data["first"], form.cleaned_data["last"]),
            union=union.id,
            by=me.id,
            at=at,
        )
    except Refused as refused:
        return _refused(request, whose, form, refused)
    return _back(whose)


def _end_usual(request: HttpRequest, whose: Whose) -> HttpResponse:
    me, union, at = access.who(request)
    try:
        usual = UUID(request.POST.get("usual", ""))
    except ValueError:
        raise NotFound(kitchen_errors.not_here("usual")) from None
    services.end_usual(usual=usual, union=union.id, by=me.id, at=at)
    return _back(whose)


def _state_codes(request: HttpRequest, whose: Whose) -> HttpResponse:
    me, union, at = access.who(request)
    if "shortcut" in request.POST:
        whose.codes = plate_forms.with_shortcut(request.POST)
        return render(request, PAGE, _page(request, whose))
    form = whose.codes = plate_forms.Codes(request.POST, auto_id="codes_%s")
    if not form.is_valid():
        return _refused(request, whose, form)
    draft = form.draft(whose.person.id)
    try:
        services.state_codes(draft=draft, union=union.id, by=me.id, at=at)
    except Refused as refused:
        return _refused(request, whose, form, refused)
    return _back(whose)


def _renew_codes(request: HttpRequest, whose: Whose) -> HttpResponse:
    me, union, at = access.who(request)
    services.renew_codes(person=whose.person.id, union=union.id, by=me.id, at=at)
    return _back(whose)


_DEEDS: dict[str, Callable[[HttpRequest, Whose], HttpResponse]] = {
    "usual": _set_usual,
    "away": _be_away,
    "end": _end_usual,
    "codes": _state_codes,
    "renew": _renew_codes,
}


def _refused(
    request: HttpRequest,
    whose: Whose,
    form: BaseForm,
    refused: Refused | None = None,
) -> HttpResponse:
    others_ = errors.put_problems(form, refused) if refused else ()
    context = {**_page(request, whose), "form": form, "problems": others_}
    return render(request, PAGE, context, status=422)


def _back(whose: Whose) -> HttpResponse:
    if whose.is_own:
        return redirect("kitchen:mine")
    return redirect("kitchen:plate_of", whose.person.id)
