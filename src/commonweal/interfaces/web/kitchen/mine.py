"""Pages of who eats: the coming meals as one person sees them, and one tap for each."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from commonweal.core.vf.problems import NotFound, Refused
from commonweal.interfaces.web import access, errors
from commonweal.interfaces.web.kitchen import forms, weeks
from commonweal.rooms.kitchen import errors as kitchen_errors
from commonweal.rooms.kitchen import queries, services, words

PAGE = "web/kitchen/home.html"


@require_safe
@access.signed_in
def home(request: HttpRequest) -> HttpResponse:
    """Show the meals of the coming days, each with what I can say in one tap."""
    return render(request, PAGE, _page(request))


@require_POST
@access.signed_in
def sign(request: HttpRequest, meal: UUID) -> HttpResponse:
    """Say that I eat or not, or that I come late."""
    person, union, at = access.who(request)
    draft = words.SignDraft(meal=meal, person=person.id, seen=_seen(request))
    says = request.POST.get("says", "")
    try:
        if says == "out":
            services.opt_out(sign=draft, union=union.id, by=person.id, at=at)
        elif says == "in":
            services.opt_in(sign=draft, union=union.id, by=person.id, at=at)
        else:
            services.ask_late_plate(
                sign=draft, wanted=says == "late", union=union.id, by=person.id, at=at
            )
    except Refused as refused:
        return errors.show_refusal(request, PAGE, _page(request), refused)
    return _back(request, meal)


@require_POST
@access.signed_in
def guests(request: HttpRequest, meal: UUID) -> HttpResponse:
    """Bring guests: one tap is one more; the longer form says how many and what not.

    One tap on guests that are noted already says the new number ``instead`` of theirs.
    """
    person, union, at = access.who(request)
    draft = words.GuestDraft(
        meal=meal,
        host=person.id,
        n=request.POST.get("n", "1"),
        size=request.POST.get("size", "whole"),
        codes=tuple(request.POST.getlist("codes")),
        seen=_seen(request),
    )
    try:
        services.add_guests(
            draft=draft,
            union=union.id,
            by=person.id,
            key=forms.sent_key(request),
            at=at,
        )
        if replaced := request.POST.get("instead", ""):
            services.remove_guests(
                guests=_guest(replaced), union=union.id, by=person.id, at=at
            )
    except Refused as refused:
        return errors.show_refusal(request, PAGE, _page(request), refused)
    return _back(request, meal)


@require_POST
@access.signed_in
def no_guests(request: HttpRequest, meal: UUID, guest: UUID) -> HttpResponse:
    """Say that these guests do not come."""
    person, union, at = access.who(request)
    try:
        services.remove_guests(guests=guest, union=union.id, by=person.id, at=at)
    except Refused as refused:
        return errors.show_refusal(request, PAGE, _page(request), refused)
    return _back(request, meal)


def _page(request: HttpRequest) -> dict[str, object]:
    person, union, at = access.who(request)
    week = weeks.coming(request)
    meals = queries.my_meals(union=union.id, person=person.id, days=week.span, at=at)
    return {"week": week, "meals": meals}


def _guest(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound(kitchen_errors.not_here("guests")) from None


def _seen(request: HttpRequest) -> str:
    return request.POST.get("seen", "")[:500]


def _back(request: HttpRequest, meal: UUID) -> HttpResponse:
    """Return to where the tap was made."""
    back = request.POST.get("back", "")
    if back == "home":
        return redirect("home:home")
    if back == "meal":
        return redirect("kitchen:meal", meal)
    try:
        since = f"?from={date.fromisoformat(back)}"
    except ValueError:
        since = ""
    return redirect(f"{reverse('kitchen:home')}{since}#meal-{meal}")
