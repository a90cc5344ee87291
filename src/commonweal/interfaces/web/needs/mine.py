"""Pages of one's own needs: the list, state, change, withdraw, start from figures."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from commonweal.core.vf.problems import Refused
from commonweal.interfaces.web import access, errors
from commonweal.interfaces.web.needs import forms, lists
from commonweal.rooms.needs import queries, services

SUGGESTED = "web/needs/suggested.html"


@require_safe
@access.signed_in
def home(request: HttpRequest) -> HttpResponse:
    """Show my needs, and the ways to state more."""
    person, union, _at = access.who(request)
    needs = queries.list_my_needs(person=person.id, union=union.id)
    shares = queries.list_my_shares(person=person.id, union=union.id, limit=20)
    context = {
        "needs": needs,
        "shares": [
            share
            for share in shares
            if share.status == "waiting" and share.amount.amount
        ],
        "types_for_others": "paper" in access.of(request).scopes,
    }
    return render(request, "web/needs/home.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@access.signed_in
def new(request: HttpRequest) -> HttpResponse:
    """State a need."""
    person, union, at = access.who(request)
    kinds = queries.list_needed_kinds(union=union.id)
    initial = {"what": request.GET.get("what", ""), "per": "week"}
    form = forms.NeedForm(request.POST or None, kinds=kinds, initial=initial)
    context = {"form": form, "has_kinds": bool(kinds)}
    page = "web/needs/new.html"
    if request.method != "POST" or not form.is_valid():
        return render(request, page, context, status=422 if form.is_bound else 200)
    line = form.written(key=forms.sent_key(request), who=str(person.id))
    try:
        services.state_written(lines=[line], by=person.id, at=at)
    except Refused as refused:
        return errors.show_refusal(request, page, context, refused)
    return redirect("needs:home")


@require_http_methods(["GET", "HEAD", "POST"])
@access.signed_in
def change(request: HttpRequest, need: UUID) -> HttpResponse:
    """Change one of my needs."""
    person, union, at = access.who(request)
    view = queries.get_my_need(need=need, person=person.id, union=union.id)
    form = forms.NeedForm(
        request.POST or None, kinds=[view.kind], initial=_initial(view)
    )
    form.fields["what"].required = False
    context = {"form": form, "need": view}
    page = "web/needs/change.html"
    if request.method != "POST" or not form.is_valid():
        return render(request, page, context, status=422 if form.is_bound else 200)
    try:
        services.change_need(need=need, changes=form.changes(), by=person.id, at=at)
    except Refused as refused:
        return errors.show_refusal(request, page, context, refused)
    return redirect("needs:home")


@require_POST
@access.signed_in
def withdraw(request: HttpRequest, need: UUID) -> HttpResponse:
    """Take one of my needs back."""
    person, _union, at = access.who(request)
    services.withdraw_need(need=need, by=person.id, at=at)
    return redirect("needs:home")


@require_http_methods(["GET", "HEAD", "POST"])
@access.signed_in
def suggested(request: HttpRequest) -> HttpResponse:
    """Look up figures by age and activity; what was chosen to look up is not kept."""
    _person, union, _at = access.who(request)
    form = forms.Lookup(request.POST or None)
    context: dict[str, object] = {"form": form}
    status = 200
    if form.is_bound and form.is_valid():
        found = queries.suggest_needs(union=union.id, **form.cleaned_data)
        rows = [lists.suggested_row(n, one) for n, one in enumerate(found, start=1)]
        context.update(rows=rows, looked_up=True)
    elif form.is_bound:
        status = 422
    return render(request, SUGGESTED, context, status=status)


@require_POST
@access.signed_in
def accept(request: HttpRequest) -> HttpResponse:
    """State the suggested lines that were kept, as they were changed."""
    person, union, at = access.who(request)
    rows = lists.typed_rows(request)
    key = forms.sent_key(request)
    lines = [row.written(key, who=str(person.id)) for row in rows if not row.is_empty]
    try:
        services.accept_baseline(lines=lines, by=person.id, at=at)
    except Refused as refused:
        lists.name_rows(rows, queries.list_needed_kinds(union=union.id))
        others = errors.put_at_lines(rows, refused.problems)
        context = {"form": forms.Lookup(), "rows": rows, "problems": others}
        return render(request, SUGGESTED, {**context, "key": key}, status=422)
    return redirect("needs:home")


def _initial(view: queries.NeedView) -> dict[str, object]:
    return {
        "what": str(view.kind.id),
        "amount": forms.plain(view.quantity),
        "per": view.per,
        "due": view.due,
        "begins": view.begins,
        "ends": view.ends,
        "tier": view.tier,
        "wish": view.is_wish,
    }
