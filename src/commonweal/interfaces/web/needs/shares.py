"""Pages of shares: share out, why this much, hand over, the sheet, compute again."""

from __future__ import annotations

from datetime import datetime
from itertools import groupby
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from commonweal.commons.people import permissions
from commonweal.core.vf.problems import NotFound, Problem, Refused
from commonweal.interfaces.web import access, errors
from commonweal.interfaces.web.needs import forms, one_round
from commonweal.rooms.needs import permissions as needs_permissions
from commonweal.rooms.needs import queries, services, words

SHEET = "web/needs/sheet.html"


@require_POST
@access.signed_in
def share_out(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Share out a round from a recorded seed."""
    person, _union, at = access.who(request)
    form = forms.Draw(request.POST)
    context = {**one_round.context(request, round_id), "draw": form, "form": form}
    if not form.is_valid():
        return render(request, "web/needs/round.html", context, status=422)
    try:
        services.share_out(
            round_id=round_id, seed=form.cleaned_data["seed"], by=person.id, at=at
        )
    except Refused as refused:
        return errors.show_refusal(request, "web/needs/round.html", context, refused)
    return redirect("needs:round", round_id)


@require_POST
@access.signed_in
def withdraw(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Take back a round that was not shared."""
    person, _union, at = access.who(request)
    services.withdraw_round(round_id=round_id, by=person.id, at=at)
    return redirect("needs:rounds")


@require_POST
@access.signed_in
def close(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """End a round; what still waits stays in the store."""
    person, _union, at = access.who(request)
    services.close_round(round_id=round_id, by=person.id, at=at)
    return redirect("needs:round", round_id)


@require_safe
@access.signed_in
def check(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Compute a round again from what was recorded."""
    _person, union, _at = access.who(request)
    context = {
        "round": queries.get_round(round_id=round_id, union=union.id),
        "again": queries.recompute(round_id=round_id, union=union.id),
    }
    return render(request, "web/needs/check.html", context)


@require_safe
@access.signed_in
def why(request: HttpRequest, share: UUID) -> HttpResponse:
    """Say on one screen why a share is what it is: one's own, or to who hands over."""
    person, union, at = access.who(request)
    explained = queries.explain_share(share=share, union=union.id)
    needs_permissions.require_to_see(
        share=explained.share, by=person.id, union=union.id, at=at
    )
    context = {
        "why": explained,
        "share": explained.share,
        "is_mine": explained.share.person == person.id,
        "method": words.METHODS[explained.method],
    }
    return render(request, "web/needs/why.html", context)


@require_POST
@access.signed_in
def give_back(request: HttpRequest, share: UUID) -> HttpResponse:
    """Leave a share in the store."""
    person, union, at = access.who(request)
    services.give_back(share=share, by=person.id, at=at)
    view = queries.get_share(share=share, union=union.id)
    return redirect("needs:round", view.round)


@require_safe
@access.signed_in
def sheet(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Show what to hand over, by circle; it prints on paper."""
    return render(request, SHEET, _sheet(request, round_id))


@require_POST
@access.signed_in
def hand_over(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Hand over to one person, to those ticked, to a circle, or the whole round."""
    person, _union, at = access.who(request)
    try:
        _hand_over(request, round_id, by=person.id, at=at)
    except Refused as refused:
        return errors.show_refusal(request, SHEET, _sheet(request, round_id), refused)
    return redirect("needs:sheet", round_id)


def _hand_over(request: HttpRequest, round_id: UUID, *, by: UUID, at: datetime) -> None:
    """Do what the button said: shares of a person, of those ticked, a circle's, or all."""
    if "ticked" in request.POST:
        ticked = [_id(text) for text in request.POST.getlist("there")]
        services.hand_over_people(round_id=round_id, people_there=ticked, by=by, at=at)
        return
    whose, circle = request.POST.get("person", ""), request.POST.get("circle", "")
    if whose:
        services.hand_over_person(round_id=round_id, person=_id(whose), by=by, at=at)
    elif circle:
        services.hand_over_circle(
            round_id=round_id,
            circle=None if circle == "none" else _id(circle),
            by=by,
            at=at,
        )
    else:
        services.hand_over_round(round_id=round_id, by=by, at=at)


def _sheet(request: HttpRequest, round_id: UUID) -> dict[str, object]:
    person, union, at = access.who(request)
    permissions.require(by=person.id, union=union.id, scope="rounds", at=at)
    found = queries.list_shares(round_id=round_id, union=union.id)
    some = [share for share in found if share.amount.amount and share.person]
    circles = [
        (circle, name, [list(mine) for _, mine in groupby(theirs, key=_whose)])
        for (circle, name), theirs in groupby(
            some, key=lambda share: (share.circle, share.circle_name)
        )
    ]
    return {
        "round": queries.get_round(round_id=round_id, union=union.id),
        "circles": circles,
        "n_waiting": sum(share.status == "waiting" for share in some),
    }


def _whose(share: queries.ShareView) -> UUID | None:
    return share.person


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound(Problem("share", words.NO_SHARE)) from None
