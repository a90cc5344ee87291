"""The page of effort: one's own offers, less for now, and the union's totals."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from commonweal.commons.people import queries as people
from commonweal.core.vf.problems import Refused
from commonweal.interfaces.web import access, errors
from commonweal.interfaces.web.planning import forms, plan_forms
from commonweal.rooms.livelihood import queries, services

_PAGE = "web/planning/effort.html"


@require_http_methods(["GET", "HEAD", "POST"])
@access.signed_in
def effort(request: HttpRequest) -> HttpResponse:
    """Show my offers; offer some hours."""
    person, union, at = access.who(request)
    context = _page(request)
    form = plan_forms.Offer(
        request.POST or None,
        initial={"starts_on": people.local_day(union=union.id, at=at)},
        skills=queries.list_skills(union=union.id),
    )
    context["form"] = form
    if request.method != "POST" or not form.is_valid():
        return render(request, _PAGE, context, status=422 if form.is_bound else 200)
    try:
        services.offer_effort(
            draft=form.draft(person.id),
            union=union.id,
            by=person.id,
            key=forms.sent_key(request),
            at=at,
        )
    except Refused as refused:
        return errors.show_refusal(request, _PAGE, context, refused)
    return redirect("planning:effort")


@require_POST
@access.signed_in
def less(request: HttpRequest) -> HttpResponse:
    """Offer less for now; no reason is asked."""
    person, union, at = access.who(request)
    context = _page(request)
    form = plan_forms.Less(request.POST, auto_id="less_%s")
    context["less"] = form
    if not form.is_valid():
        return render(request, _PAGE, context, status=422)
    try:
        services.offer_less(
            percent_left=form.cleaned_data["percent_left"],
            until=form.cleaned_data["until"],
            union=union.id,
            by=person.id,
            at=at,
        )
    except Refused as refused:
        problems = errors.put_problems(form, refused)
        return render(request, _PAGE, {**context, "problems": problems}, status=422)
    return redirect("planning:effort")


@require_POST
@access.signed_in
def all_again(request: HttpRequest) -> HttpResponse:
    """Let my offers hold in full again."""
    person, union, at = access.who(request)
    services.offer_all_again(union=union.id, by=person.id, at=at)
    return redirect("planning:effort")


@require_POST
@access.signed_in
def withdraw(request: HttpRequest, offer: UUID) -> HttpResponse:
    """Take an offer back."""
    person, union, at = access.who(request)
    services.withdraw_offer(offer=offer, union=union.id, by=person.id, at=at)
    return redirect("planning:effort")


def _page(request: HttpRequest) -> dict[str, object]:
    person, union, at = access.who(request)
    today = people.local_day(union=union.id, at=at)
    skills = queries.list_skills(union=union.id)
    return {
        "offers": queries.own_offers(union=union.id, person=person.id, on=today),
        "ease": queries.own_ease(union=union.id, person=person.id, on=today),
        "totals": queries.totals(union=union.id, on=today),
        "form": plan_forms.Offer(initial={"starts_on": today}, skills=skills),
        "less": plan_forms.Less(auto_id="less_%s"),
        "skills": skills,
    }
