"""Pages of the union: its people and circles, and who holds keys."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from commonweal.commons.people import queries as people
from commonweal.commons.people import services
from commonweal.core.vf.problems import Refused
from commonweal.interfaces.web import access, errors
from commonweal.interfaces.web.people import forms


@require_safe
@access.signed_in
def union(request: HttpRequest) -> HttpResponse:
    """Show the people by circle, and what can be done here."""
    return render(request, "web/people/union.html", _overview(request))


@require_POST
@access.signed_in
def add_circle(request: HttpRequest) -> HttpResponse:
    """Form a circle."""
    person, union, at = access.who(request)
    form = forms.Named(request.POST)
    if form.is_valid():
        try:
            services.add_circle(
                union=union.id,
                name=form.cleaned_data["name"],
                by=person.id,
                at=at,
                key=forms.sent_key(request),
            )
        except Refused as refused:
            context = {**_overview(request), "form": form}
            return errors.show_refusal(
                request, "web/people/union.html", context, refused
            )
        return redirect("people:union")
    context = {**_overview(request), "form": form}
    return render(request, "web/people/union.html", context, status=422)


@require_POST
@access.signed_in
def end_circle(request: HttpRequest, circle: UUID) -> HttpResponse:
    """End a circle nobody receives in."""
    person, union, at = access.who(request)
    services.end_circle(union=union.id, circle=circle, by=person.id, at=at)
    return redirect("people:union")


@require_http_methods(["GET", "HEAD", "POST"])
@access.signed_in
def add_person(request: HttpRequest) -> HttpResponse:
    """Enter somebody who does not sign in; it is recorded who did."""
    person, union, at = access.who(request)
    circles = people.list_circles(union=union.id)
    form = forms.AddPerson(request.POST or None, circles=circles)
    context: dict[str, object] = {"form": form}
    page = "web/people/add_person.html"
    if request.method != "POST" or not form.is_valid():
        return render(request, page, context, status=422 if form.is_bound else 200)
    circle = form.cleaned_data["circle"]
    try:
        services.add_person(
            union=union.id,
            name=form.cleaned_data["name"],
            circle=UUID(circle) if circle else None,
            status=form.cleaned_data["status"],
            by=person.id,
            at=at,
            key=forms.sent_key(request),
        )
    except Refused as refused:
        return errors.show_refusal(request, page, context, refused)
    return redirect("people:union")


def _overview(request: HttpRequest) -> dict[str, object]:
    _person, union, at = access.who(request)
    everyone = people.list_people(union=union.id)
    circles = people.list_circles(union=union.id)
    groups = [
        (circle, [one for one in everyone if one.circle == circle.id])
        for circle in circles
    ]
    keys = people.list_key_holders(union=union.id, at=at)
    return {
        "groups": groups,
        "without_circle": [one for one in everyone if one.circle is None],
        "key_holders": keys,
        "needs_second_key": len(keys) < 2,  # noqa: PLR2004 - two, as the law of the house
        "form": forms.Named(),
    }
