"""Pages of limits: land, equipment and rooms; what may be bought outside."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from commonweal.commons.charter import queries as charter
from commonweal.commons.people import queries as people
from commonweal.core.vf.problems import Refused
from commonweal.interfaces.web import access, errors
from commonweal.interfaces.web.planning import forms
from commonweal.rooms.planning import queries, services


@require_http_methods(["GET", "HEAD", "POST"])
@access.signed_in
def capacities(request: HttpRequest) -> HttpResponse:
    """Show land, equipment and rooms; add some."""
    person, union, at = access.who(request)
    form = forms.Capacity(
        request.POST or None,
        kinds=queries.list_capacity_kinds(union=union.id),
        places=queries.list_places(union=union.id),
    )
    page = "web/planning/capacities.html"
    context = {"form": form, "lines": queries.list_capacities(union=union.id)}
    if request.method != "POST" or not form.is_valid():
        return render(request, page, context, status=422 if form.is_bound else 200)
    try:
        services.add_capacity(
            draft=form.draft(),
            union=union.id,
            by=person.id,
            key=forms.sent_key(request),
            at=at,
        )
    except Refused as refused:
        return errors.show_refusal(request, page, context, refused)
    return redirect("planning:capacities")


@require_POST
@access.signed_in
def retire_capacity(request: HttpRequest, capacity: UUID) -> HttpResponse:
    """Plan with it no more."""
    person, union, at = access.who(request)
    services.retire_capacity(capacity=capacity, union=union.id, by=person.id, at=at)
    return redirect("planning:capacities")


@require_http_methods(["GET", "HEAD", "POST"])
@access.signed_in
def purchases(request: HttpRequest) -> HttpResponse:
    """Show what may be bought outside; add something."""
    person, union, at = access.who(request)
    today = people.local_day(union=union.id, at=at)
    form = forms.Purchase(
        request.POST or None, kinds=queries.list_things(union=union.id)
    )
    page = "web/planning/purchases.html"
    context = {
        "form": form,
        "lines": queries.list_purchases(union=union.id),
        "limit": charter.rule(
            union=union.id, key="planning.purchase_limit_per_week", on=today
        ),
    }
    if request.method != "POST" or not form.is_valid():
        return render(request, page, context, status=422 if form.is_bound else 200)
    try:
        services.add_purchase_option(
            draft=form.draft(),
            union=union.id,
            by=person.id,
            key=forms.sent_key(request),
            at=at,
        )
    except Refused as refused:
        return errors.show_refusal(request, page, context, refused)
    return redirect("planning:purchases")


@require_POST
@access.signed_in
def retire_purchase(request: HttpRequest, option: UUID) -> HttpResponse:
    """Buy it outside no more."""
    person, union, at = access.who(request)
    services.retire_purchase_option(option=option, union=union.id, by=person.id, at=at)
    return redirect("planning:purchases")
