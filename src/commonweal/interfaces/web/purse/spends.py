"""Pages of announced spends: silence lets them go, a concern opens a talk."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from commonweal.commons.charter import queries as charter
from commonweal.commons.people import queries as people
from commonweal.core.vf.problems import Refused
from commonweal.interfaces.web import access, errors
from commonweal.interfaces.web.purse import chosen, forms
from commonweal.rooms.purse.queries import allowing, announced
from commonweal.rooms.purse.services import announcing
from commonweal.rooms.purse.words import together

OPEN = frozenset({"waits", "talk", "stands"})
#: Ended spends that the page still lists.
MOST_ENDED = 50


class Announce(django_forms.Form):
    """A spend, as it is announced."""

    what_for = forms.text_field(_("What for"), together.WHAT_FOR_LETTERS)
    amount = forms.amount_field(_("How much"))
    category = forms.choice_field(_("What it belongs to"), required=False)
    purse = forms.choice_field(_("From which purse"), required=False)
    day = forms.day_field(_("When it would be paid"))

    def __init__(self, *args: Any, picks: chosen.Picks, **kwargs: Any) -> None:  # noqa: ANN401 - passed on
        super().__init__(*args, **kwargs)
        forms.choose(
            self, "category", picks.categories("out", first=gettext("something else"))
        )
        forms.choose(self, "purse", picks.purses())

    def draft(self) -> together.SpendDraft:
        """Return what was written."""
        said = self.cleaned_data
        return together.SpendDraft(
            amount=said["amount"],
            what_for=said["what_for"],
            day=said["day"],
            category=forms.id_of(said["category"]),
            purse=forms.id_of(said["purse"]),
        )


@require_safe
@access.signed_in
def spends(request: HttpRequest) -> HttpResponse:
    """Show what is announced now, and what was."""
    person, union, at = access.who(request)
    today = people.local_day(union=union.id, at=at)
    all_spends = announced.list_spends(
        union=union.id, person=person.id, on=today, with_ended=True
    )
    context = {
        "open": [one for one in all_spends if one.state in OPEN],
        "ended": _ended(all_spends),
        "allowed": allowing.list_allowances(union=union.id, on=today),
        "threshold": charter.rule(
            union=union.id, key="purse.notice_threshold", on=today
        ),
        "days": charter.whole(union=union.id, key="purse.notice_days", on=today),
    }
    return render(request, "web/purse/spends.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@access.signed_in
def announce(request: HttpRequest) -> HttpResponse:
    """Announce a spend to all."""
    person, union, at = access.who(request)
    today = people.local_day(union=union.id, at=at)
    form = Announce(
        request.POST or None,
        initial={"day": today, "amount": request.GET.get("amount", "")[:40]},
        picks=chosen.picks(union.id),
    )
    page, context = "web/purse/form_page.html", _words(form)
    if request.method != "POST" or not form.is_valid():
        return render(request, page, context, status=422 if form.is_bound else 200)
    try:
        spend = announcing.announce_spend(
            draft=form.draft(),
            union=union.id,
            by=person.id,
            key=forms.sent_key(request),
            at=at,
        )
    except Refused as refused:
        return errors.show_refusal(request, page, context, refused)
    return redirect("purse:spend", spend)


@require_safe
@access.signed_in
def spend(request: HttpRequest, spend: UUID) -> HttpResponse:
    """Show one announced spend and what is said about it."""
    return render(request, "web/purse/spend.html", _spend(request, spend))


@require_POST
@access.signed_in
def voice(request: HttpRequest, spend: UUID) -> HttpResponse:
    """Support it, raise a concern, or take one's voice back."""
    person, union, at = access.who(request)
    kind = request.POST.get("kind", "")
    where: dict[str, Any] = {
        "spend": spend,
        "union": union.id,
        "by": person.id,
        "at": at,
    }
    try:
        if kind == "concern":
            announcing.raise_concern(words=request.POST.get("words", ""), **where)
        elif kind == "support":
            announcing.support_spend(**where)
        else:
            announcing.take_back_voice(**where)
    except Refused as refused:
        return _again(request, spend, refused)
    return redirect("purse:spend", spend)


@require_POST
@access.signed_in
def talk(request: HttpRequest, spend: UUID) -> HttpResponse:
    """Write down what a talk came to."""
    person, union, at = access.who(request)
    try:
        announcing.settle_talk(
            spend=spend,
            came_to=request.POST.get("came_to", ""),
            goes=request.POST.get("then") == "goes",
            union=union.id,
            by=person.id,
            at=at,
        )
    except Refused as refused:
        return _again(request, spend, refused)
    return redirect("purse:spend", spend)


@require_POST
@access.signed_in
def end(request: HttpRequest, spend: UUID) -> HttpResponse:
    """Withdraw a spend of one's own, or say that nothing more is spent of it."""
    person, union, at = access.who(request)
    done = request.POST.get("then") == "done"
    deed = announcing.finish_spend if done else announcing.withdraw_spend
    try:
        deed(spend=spend, union=union.id, by=person.id, at=at)
    except Refused as refused:
        return _again(request, spend, refused)
    return redirect("purse:spends")


def _ended(
    all_spends: Iterable[together.SpendView],
) -> list[together.SpendView]:
    ended = [one for one in all_spends if one.state not in OPEN]
    return sorted(ended, key=lambda one: one.announced_on, reverse=True)[:MOST_ENDED]


def _spend(request: HttpRequest, spend: UUID) -> dict[str, object]:
    person, union, at = access.who(request)
    view = announced.get_spend(
        union=union.id,
        spend=spend,
        person=person.id,
        on=people.local_day(union=union.id, at=at),
    )
    return {
        "spend": view,
        "may_speak": view.state in OPEN and not view.happened_anyway,
        "typed": request.POST,
    }


def _again(request: HttpRequest, spend: UUID, refused: Refused) -> HttpResponse:
    context = _spend(request, spend)
    return errors.show_refusal(request, "web/purse/spend.html", context, refused)


def _words(form: Announce) -> dict[str, object]:
    return {
        "form": form,
        "title": _("Announce a spend"),
        "lead": _("Everybody is told. No reason is asked, and nobody has to say yes."),
        "button": _("Announce it"),
        "back": reverse("purse:spends"),
        "back_label": _("Announced spends"),
    }
