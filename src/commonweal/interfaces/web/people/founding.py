"""Pages to found a union and to give it a starter pack."""

from __future__ import annotations

from zoneinfo import available_timezones

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.views.decorators.http import require_http_methods

from commonweal.commons.people import services
from commonweal.core.vf.problems import N_, NotFound, Problem, Refused
from commonweal.interfaces.web import access, errors
from commonweal.interfaces.web.account import enter
from commonweal.interfaces.web.people import forms, packs
from commonweal.rooms.planning import services as planning

NO_PACK = N_("There is no starter pack of this name. Choose one of the list.")


@require_http_methods(["GET", "HEAD", "POST"])
def found(request: HttpRequest) -> HttpResponse:
    """Ask what a union is called and where it is, and found it."""
    if access.of(request).person is not None:
        return redirect("people:union")
    usual = {
        "language": translation.get_language(),
        "time_zone": settings.TIME_ZONE,
        "currency": "EUR",
    }
    form = forms.Found(request.POST or None, initial=usual)
    context = {"form": form, "zones": sorted(available_timezones())}
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "web/people/found.html", context, status=status)
    try:
        enter.require_may_found(request)
        services.found_union(
            **form.cleaned_data, key=forms.sent_key(request), at=access.of(request).at
        )
    except Refused as refused:
        return errors.show_refusal(request, "web/people/found.html", context, refused)
    typed = form.cleaned_data
    enter.enter(request, username=typed["username"], password=typed["password"])
    return redirect("people:pack")


@require_http_methods(["GET", "HEAD", "POST"])
@access.signed_in
def pack(request: HttpRequest) -> HttpResponse:
    """Offer the starter packs; take one up, or begin empty."""
    person, union, at = access.who(request)
    context = {"packs": packs.list_packs(language=translation.get_language() or "en")}
    if request.method != "POST":
        return render(request, "web/people/pack.html", context)
    chosen = packs.find_pack(request.POST.get("pack", ""))
    try:
        if chosen is None:
            raise NotFound(Problem("pack", NO_PACK))
        planning.adopt_pack(union=union.id, pack=chosen, by=person.id, at=at)
    except Refused as refused:
        return errors.show_refusal(request, "web/people/pack.html", context, refused)
    return redirect("people:union")
