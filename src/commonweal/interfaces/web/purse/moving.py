"""Pages of our own money: moving it, exchanging it, counting it, what was there first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from commonweal.commons.people import queries as people
from commonweal.core.vf.problems import Problem, Refused, require
from commonweal.interfaces.web import access, errors
from commonweal.interfaces.web.purse import chosen, forms
from commonweal.rooms.purse import services, words

FORM = "web/purse/form_page.html"
NOTE_LETTERS = 200


class Move(django_forms.Form):
    """Money moved between our accounts, between our purses, or both."""

    amount = forms.amount_field(_("How much"))
    account = forms.choice_field(_("From the account"))
    to_account = forms.choice_field(
        _("To the account"),
        help_text=_("The same one, if money only goes from purse to purse."),
    )
    purse = forms.choice_field(_("From the purse"))
    to_purse = forms.choice_field(_("To the purse"))
    day = forms.day_field(_("Day"))
    note = forms.text_field(_("Note"), NOTE_LETTERS, required=False)

    def __init__(self, *args: Any, picks: chosen.Picks, **kwargs: Any) -> None:  # noqa: ANN401 - passed on
        super().__init__(*args, **kwargs)
        for name in ("account", "to_account"):
            forms.choose(self, name, picks.accounts())
        for name in ("purse", "to_purse"):
            forms.choose(self, name, picks.purses())
        if len(picks.all_purses) == 1:
            del self.fields["purse"], self.fields["to_purse"]

    def parts(self) -> dict[str, Any]:
        """Return what moving and exchanging have in common."""
        said = self.cleaned_data
        return {
            "amount": said["amount"],
            "account": UUID(said["account"]),
            "to_account": UUID(said["to_account"]),
            "purse": forms.id_of(said.get("purse")),
            "to_purse": forms.id_of(said.get("to_purse")),
            "day": said["day"],
            "note": said["note"],
        }


class Exchange(Move):
    """Money of one currency for another; only the two amounts, never a rate."""

    to_amount = forms.amount_field(_("For how much"))
    field_order = ("amount", "account", "to_amount", "to_account")


@require_http_methods(["GET", "HEAD", "POST"])
@access.signed_in
def move(request: HttpRequest) -> HttpResponse:
    """Move money between our own."""
    context: dict[str, object] = {
        "title": _("Move money"),
        "lead": _("Between our own: from the bank to the drawer, into a reserve."),
        "button": _("Moved"),
    }
    return _own(
        request,
        Move,
        context,
        lambda form, how: services.move_money(
            draft=words.MoveDraft(**form.parts()), **how
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@access.signed_in
def exchange(request: HttpRequest) -> HttpResponse:
    """Exchange money of one currency for another."""
    context: dict[str, object] = {
        "title": _("Exchange money"),
        "lead": _("Write both amounts as they were; no rate is looked up anywhere."),
        "button": _("Exchanged"),
    }
    return _own(
        request,
        Exchange,
        context,
        lambda form, how: services.exchange_money(
            draft=words.ExchangeDraft(
                to_amount=form.cleaned_data["to_amount"], **form.parts()
            ),
            **how,
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@access.signed_in
def opening(request: HttpRequest) -> HttpResponse:
    """Write down what was there when the books began."""
    person, union, at = access.who(request)
    picks = chosen.picks(union.id)
    context: dict[str, object] = {
        "accounts": picks.all_accounts,
        "purses": picks.purses(),
        "typed": request.POST,
        "today": people.local_day(union=union.id, at=at),
    }
    page = "web/purse/opening.html"
    if request.method != "POST":
        return render(request, page, context)
    try:
        services.open_books(
            openings=_openings(request, picks),
            union=union.id,
            by=person.id,
            key=forms.sent_key(request),
            at=at,
        )
    except Refused as refused:
        return errors.show_refusal(request, page, context, refused)
    return redirect("purse:accounts")


def _own(
    request: HttpRequest,
    kind: type[Move],
    context: dict[str, object],
    deed: Callable[[Any, dict[str, Any]], object],
) -> HttpResponse:
    person, union, at = access.who(request)
    today = people.local_day(union=union.id, at=at)
    picks = chosen.picks(union.id)
    form = kind(request.POST or None, initial={"day": today}, picks=picks)
    context |= {
        "form": form,
        "back": reverse("purse:accounts"),
        "back_label": _("Accounts"),
    }
    if request.method != "POST" or not form.is_valid():
        return render(request, FORM, context, status=422 if form.is_bound else 200)
    key = forms.sent_key(request)
    try:
        deed(form, {"union": union.id, "by": person.id, "key": key, "at": at})
    except Refused as refused:
        return errors.show_refusal(request, FORM, context, refused)
    messages.success(request, gettext("Written down."))
    return redirect("purse:accounts")


def _openings(
    request: HttpRequest, picks: chosen.Picks
) -> tuple[words.OpeningDraft, ...]:
    problems: list[Problem] = []
    day = forms.read_day(request.POST.get("day", ""), "day", problems)
    purse = forms.read_id(request.POST.get("purse", ""), "purse", problems)
    require(problems)
    return tuple(
        words.OpeningDraft(account=one.id, amount=amount, purse=purse, day=day)
        for one in picks.all_accounts
        if (amount := request.POST.get(f"amount-{one.id}", "").strip()[:40])
    )
