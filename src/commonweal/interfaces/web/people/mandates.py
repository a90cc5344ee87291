"""Pages of mandates: who may do what until when; propose, confirm, recall."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from commonweal.commons.people import queries as people
from commonweal.commons.people import services
from commonweal.core.vf.problems import Refused
from commonweal.interfaces.web import access, errors
from commonweal.interfaces.web.people import forms

_USUAL_TERM = timedelta(days=180)


@require_http_methods(["GET", "HEAD", "POST"])
@access.signed_in
def mandates(request: HttpRequest) -> HttpResponse:
    """List mandates in force, proposed and past; propose one."""
    person, union, at = access.who(request)
    day = people.local_day(union=union.id, at=at)
    form = forms.Propose(
        request.POST or None,
        people_here=people.list_associates(union=union.id),
        initial={"begins": day, "ends": day + _USUAL_TERM},
    )
    context = {"form": form, **_listed(request)}
    page = "web/people/mandates.html"
    if request.method != "POST" or not form.is_valid():
        return render(request, page, context, status=422 if form.is_bound else 200)
    try:
        services.propose_mandate(
            **{**form.cleaned_data, "person": UUID(form.cleaned_data["person"])},
            union=union.id,
            by=person.id,
            at=at,
            key=forms.sent_key(request),
        )
    except Refused as refused:
        return errors.show_refusal(request, page, context, refused)
    return redirect("people:mandates")


@require_POST
@access.signed_in
def confirm(request: HttpRequest, mandate: UUID) -> HttpResponse:
    """Confirm a mandate somebody else proposed."""
    person, _union, at = access.who(request)
    services.confirm_mandate(mandate=mandate, by=person.id, at=at)
    return redirect("people:mandates")


@require_POST
@access.signed_in
def end(request: HttpRequest, mandate: UUID) -> HttpResponse:
    """Hand a mandate back, or recall it."""
    person, _union, at = access.who(request)
    services.end_mandate(mandate=mandate, by=person.id, at=at)
    return redirect("people:mandates")


def _listed(request: HttpRequest) -> dict[str, object]:
    person, union, at = access.who(request)
    rows = people.list_mandates(union=union.id, at=at)
    keys = people.list_key_holders(union=union.id, at=at)
    return {
        "in_force": [row for row in rows if row.status in {"in force", "coming"}],
        "proposed": [row for row in rows if row.status == "proposed"],
        "past": [row for row in rows if row.status in {"ended", "expired"}],
        "mine": person.id,
        "n_keys": len(keys),
    }
