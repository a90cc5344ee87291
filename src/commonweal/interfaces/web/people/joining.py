"""Pages of invitations: make, print, withdraw; and come in, or back in, with a code."""

from __future__ import annotations

from uuid import UUID

import segno
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from commonweal.commons.people import queries as people
from commonweal.commons.people import services
from commonweal.core.vf.problems import Refused
from commonweal.interfaces.web import access, errors
from commonweal.interfaces.web.account import enter
from commonweal.interfaces.web.people import forms


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@access.signed_in
def invitations(request: HttpRequest) -> HttpResponse:
    """List invitations and make one; its code is shown once, on a card to print."""
    person, union, at = access.who(request)
    circles = people.list_circles(union=union.id)
    form = forms.Invite(
        request.POST or None, circles=circles, may_give_keys=union.is_being_founded
    )
    context: dict[str, object] = {
        "form": form,
        "invitations": people.list_invitations(union=union.id, at=at),
        "circle_names": {circle.id: circle.name for circle in circles},
    }
    page = "web/people/invitations.html"
    if request.method != "POST" or not form.is_valid():
        return render(request, page, context, status=422 if form.errors else 200)
    circle = form.cleaned_data["circle"]
    try:
        made = services.invite(
            union=union.id,
            by=person.id,
            at=at,
            key=forms.sent_key(request),
            circle=UUID(circle) if circle else None,
            keys=form.cleaned_data.get("keys", False),
        )
    except Refused as refused:
        return errors.show_refusal(request, page, context, refused)
    return render(request, "web/people/card.html", _card(request, made))


@require_POST
@access.signed_in
def withdraw(request: HttpRequest, invitation: UUID) -> HttpResponse:
    """Take an invitation back."""
    person, union, at = access.who(request)
    services.withdraw_invitation(
        invitation=invitation, union=union.id, by=person.id, at=at
    )
    return redirect("people:invitations")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, code: str = "") -> HttpResponse:
    """Ask for the code, a name and a sign-in, and let the person in."""
    at = access.of(request).at
    form = forms.Join(request.POST or None, initial={"code": code})
    context: dict[str, object] = {"form": form}
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "web/people/join.html", context, status=status)
    try:
        enter.require_may_try(request)
        services.join(**form.cleaned_data, at=at)
    except Refused as refused:
        return errors.show_refusal(request, "web/people/join.html", context, refused)
    typed = form.cleaned_data
    enter.enter(request, username=typed["username"], password=typed["password"])
    messages.info(request, _("Welcome. You may choose where you receive."))
    return redirect("people:me")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def come_back(request: HttpRequest) -> HttpResponse:
    """Ask for a code of two key-holders and a new password."""
    form = forms.ComeBack(request.POST or None)
    context: dict[str, object] = {"form": form}
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "web/people/come_back.html", context, status=status)
    try:
        enter.require_may_try(request)
        username = services.come_back(**form.cleaned_data, at=access.of(request).at)
    except Refused as refused:
        page = "web/people/come_back.html"
        return errors.show_refusal(request, page, context, refused)
    enter.enter(request, username=username, password=form.cleaned_data["password"])
    return redirect("people:me")


def _card(request: HttpRequest, made: services.Invited) -> dict[str, object]:
    link = request.build_absolute_uri(
        reverse("people:join_with", kwargs={"code": made.code})
    )
    drawn = segno.make(link, error="m").svg_inline(
        scale=4, border=2, dark="#000", light="#fff", title=_("Link to come in")
    )
    return {
        "invitation": made.invitation,
        "code": made.code,
        "link": link,
        "picture": mark_safe(drawn),  # noqa: S308 - drawn by us; the title is ours
    }
