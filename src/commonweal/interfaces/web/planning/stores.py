"""Pages of the stores: what is where, what expires first; add, count, write off."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from commonweal.commons.people import queries as people
from commonweal.core.vf.problems import Refused
from commonweal.interfaces.web import access, errors
from commonweal.interfaces.web.planning import forms
from commonweal.interfaces.web.templatetags.words import amount
from commonweal.rooms.planning import queries, services

#: What expires within so many days stands on top by itself.
SOON_DAYS = 14


@require_safe
@access.signed_in
def stores(request: HttpRequest) -> HttpResponse:
    """Show all stock by place; what expires first stands on top."""
    _person, union, at = access.who(request)
    today = people.local_day(union=union.id, at=at)
    lines = queries.list_stock(union=union.id, on=today)
    by_place: dict[str, list[object]] = {}
    for line in sorted(lines, key=lambda line: line.kind_name.casefold()):
        by_place.setdefault(line.place_name, []).append(line)
    soon = [
        line
        for line in lines
        if line.days_left is not None and line.days_left <= SOON_DAYS
    ]
    context = {
        "soon": soon,
        "by_place": sorted(by_place.items()),
        "is_new": not lines and not queries.list_kinds(union=union.id),
        "today": today,
    }
    return render(request, "web/planning/stores.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@access.signed_in
def add(request: HttpRequest) -> HttpResponse:
    """Add stock."""
    person, union, at = access.who(request)
    form = forms.AddStock(
        request.POST or None,
        initial={"kind": request.GET.get("kind"), "place": request.GET.get("place")},
        kinds=queries.list_things(union=union.id),
        places=queries.list_places(union=union.id),
    )
    page, context = "web/planning/add_stock.html", {"form": form}
    if request.method != "POST" or not form.is_valid():
        return render(request, page, context, status=422 if form.is_bound else 200)
    try:
        event = services.add_stock(
            draft=form.draft(),
            union=union.id,
            by=person.id,
            key=forms.sent_key(request),
            at=at,
        )
    except Refused as refused:
        return errors.show_refusal(request, page, context, refused)
    messages.info(
        request, _("%(amount)s added.") % {"amount": amount(event.resource_quantity)}
    )
    return redirect("planning:stores")


@require_safe
@access.signed_in
def store(request: HttpRequest, resource: UUID) -> HttpResponse:
    """Show one store, to count it or to write something off."""
    return render(request, "web/planning/store.html", _store(request, resource))


@require_POST
@access.signed_in
def count(request: HttpRequest, resource: UUID) -> HttpResponse:
    """Write down what a count found."""
    context = _store(request, resource)
    form = forms.Count(request.POST)
    context["count"] = context["form"] = form
    page = "web/planning/store.html"
    if not form.is_valid():
        return render(request, page, context, status=422)
    try:
        services.count_stock(
            entry=_entry(request, resource),
            counted=form.cleaned_data["amount"],
            seen=form.cleaned_data["seen"],
        )
    except Refused as refused:
        return errors.show_refusal(request, page, context, refused)
    return redirect("planning:stores")


@require_POST
@access.signed_in
def write_off(request: HttpRequest, resource: UUID) -> HttpResponse:
    """Write off what is spoiled or lost."""
    context = _store(request, resource)
    form = forms.WriteOff(request.POST)
    context["write_off"] = context["form"] = form
    page = "web/planning/store.html"
    if not form.is_valid():
        return render(request, page, context, status=422)
    try:
        services.write_off(
            entry=_entry(request, resource), amount=form.cleaned_data["amount"]
        )
    except Refused as refused:
        return errors.show_refusal(request, page, context, refused)
    return redirect("planning:stores")


@require_http_methods(["GET", "HEAD", "POST"])
@access.signed_in
def places(request: HttpRequest) -> HttpResponse:
    """Show the places, and name another."""
    person, union, at = access.who(request)
    form = forms.AddPlace(request.POST or None)
    page = "web/planning/places.html"
    context = {"form": form, "places": queries.list_places(union=union.id)}
    if request.method != "POST" or not form.is_valid():
        return render(request, page, context, status=422 if form.is_bound else 200)
    try:
        services.add_place(
            name=form.cleaned_data["name"],
            union=union.id,
            by=person.id,
            key=forms.sent_key(request),
            at=at,
        )
    except Refused as refused:
        return errors.show_refusal(request, page, context, refused)
    return redirect("planning:places")


def _store(request: HttpRequest, resource: UUID) -> dict[str, object]:
    _person, union, at = access.who(request)
    today = people.local_day(union=union.id, at=at)
    line = queries.get_stock(union=union.id, resource=resource, on=today)
    return {
        "line": line,
        "count": forms.Count(initial={"seen": str(line.onhand)}),
        "write_off": forms.WriteOff(auto_id="off_%s"),
    }


def _entry(request: HttpRequest, resource: UUID) -> services.Entry:
    person, union, at = access.who(request)
    return services.Entry(
        resource=resource,
        union=union.id,
        by=person.id,
        key=forms.sent_key(request),
        at=at,
    )
