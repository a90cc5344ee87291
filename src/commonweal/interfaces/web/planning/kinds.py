"""Pages of kinds: what there can be, its unit, contents and how it keeps."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from commonweal.core.vf.flows import Specification
from commonweal.core.vf.problems import NotFound, Refused
from commonweal.interfaces.web import access, errors
from commonweal.interfaces.web.planning import forms
from commonweal.rooms.planning import errors as refusals
from commonweal.rooms.planning import queries, services


@require_safe
@access.signed_in
def kinds(request: HttpRequest) -> HttpResponse:
    """List all kinds: things, help, land and equipment, contents."""
    _person, union, _at = access.who(request)
    context = {
        "things": queries.list_things(union=union.id),
        "skills": queries.list_skills(union=union.id),
        "capacities": queries.list_capacity_kinds(union=union.id),
        "contents": queries.list_contents(union=union.id),
    }
    return render(request, "web/planning/kinds.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@access.signed_in
def new(request: HttpRequest) -> HttpResponse:
    """Add a kind."""
    person, union, at = access.who(request)
    form = forms.Kind(
        request.POST or None, contents=queries.list_contents(union=union.id)
    )
    page, context = "web/planning/kind.html", {"form": form}
    if request.method != "POST" or not form.is_valid():
        return render(request, page, context, status=422 if form.is_bound else 200)
    try:
        services.add_kind(
            draft=form.draft(),
            union=union.id,
            by=person.id,
            key=forms.sent_key(request),
            at=at,
        )
    except Refused as refused:
        return errors.show_refusal(request, page, context, refused)
    return redirect("planning:kinds")


@require_http_methods(["GET", "HEAD", "POST"])
@access.signed_in
def change(request: HttpRequest, kind: UUID) -> HttpResponse:
    """Show a kind, and change what is known of it."""
    person, union, at = access.who(request)
    spec = _kind(union.id, kind)
    form = forms.Kind(
        request.POST or None,
        initial=forms.Kind.initial_of(spec),
        contents=queries.list_contents(union=union.id),
    )
    form.fields["unit"].disabled = True
    page, context = "web/planning/kind.html", {"form": form, "kind": spec}
    if request.method != "POST" or not form.is_valid():
        return render(request, page, context, status=422 if form.is_bound else 200)
    try:
        services.change_kind(
            kind=kind, draft=form.draft(), union=union.id, by=person.id, at=at
        )
    except Refused as refused:
        return errors.show_refusal(request, page, context, refused)
    return redirect("planning:kinds")


def _kind(union: UUID, kind: UUID) -> Specification:
    for spec in queries.list_kinds(union=union):
        if spec.id == kind:
            return spec
    raise NotFound(refusals.not_here("kind"))
