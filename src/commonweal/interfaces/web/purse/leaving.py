"""Pages of leaving: what the formula gives, to be seen from the first day on.

The numbers typed are computed with and forgotten; they are sent, never put in an
address. Leaving waits for none of this.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
)

from commonweal.commons.charter import queries as charter
from commonweal.commons.people import queries as people
from commonweal.core.vf.problems import Refused
from commonweal.interfaces.web import access, errors
from commonweal.interfaces.web.purse import chosen, forms
from commonweal.rooms.purse import permissions
from commonweal.rooms.purse.queries import exits
from commonweal.rooms.purse.services import leaving as deeds
from commonweal.rooms.purse.words import together

PAGE = "web/purse/leaving.html"
ONE = "web/purse/settlement.html"
RULES = ("exit_base", "exit_per_child", "exit_per_year", "exit_most_years")
AMOUNT_LETTERS = 40


class Numbers(django_forms.Form):
    """One's own numbers, for the computation only."""

    full_years = django_forms.IntegerField(
        label=_("Full years in the union"), min_value=0, max_value=120, initial=0
    )
    children = django_forms.IntegerField(
        label=_("Children who leave with you"), min_value=0, max_value=30, initial=0
    )
    carers = django_forms.IntegerField(
        label=_("Grown-ups who care for them"),
        min_value=1,
        max_value=10,
        initial=1,
        help_text=_("What is given for children is shared between these."),
    )
    wished = forms.amount_field(
        _("You need another amount"),
        required=False,
        help_text=_("Only if you ask for it below. More or less, by need."),
    )

    def draft(self) -> together.ExitDraft:
        """Return the numbers."""
        said = self.cleaned_data
        return together.ExitDraft(
            full_years=said["full_years"],
            children=said["children"],
            carers=said["carers"],
        )


class Pay(django_forms.Form):
    """A payment of an agreed settlement."""

    account = forms.choice_field(_("From the account"))
    purse = forms.choice_field(_("From the purse"), required=False)
    amount = forms.amount_field(
        _("How much"), required=False, help_text=_("Empty: all that is left of it.")
    )
    day = forms.day_field(_("Day"), required=False)

    def __init__(self, *args: Any, picks: chosen.Picks, **kwargs: Any) -> None:  # noqa: ANN401 - passed on
        super().__init__(*args, **kwargs)
        forms.choose(self, "account", picks.accounts())
        forms.choose(self, "purse", picks.purses())

    def draft(self) -> together.SettlementPaymentDraft:
        """Return what was written."""
        said = self.cleaned_data
        return together.SettlementPaymentDraft(
            account=UUID(said["account"]),
            purse=forms.id_of(said["purse"]),
            amount=said["amount"],
            day=said["day"],
        )


@require_http_methods(["GET", "HEAD", "POST"])
@access.signed_in
def leaving(request: HttpRequest) -> HttpResponse:
    """Compute what one would take along; ask for it, if one goes."""
    person, union, at = access.who(request)
    context = _overview(request)
    form = context["form"] = Numbers(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, PAGE, context, status=422 if form.is_bound else 200)
    today = people.local_day(union=union.id, at=at)
    try:
        context["exit"] = exits.compute_exit(
            union=union.id, draft=form.draft(), on=today
        )
        if request.POST.get("then") == "ask":
            asked = deeds.ask_settlement(
                draft=form.draft(),
                wished=form.cleaned_data["wished"],
                union=union.id,
                by=person.id,
                key=forms.sent_key(request),
                at=at,
            )
            return render(request, "web/purse/asked.html", {"asked": asked})
    except Refused as refused:
        return errors.show_refusal(request, PAGE, context, refused)
    return render(request, PAGE, context)


@require_http_methods(["GET", "HEAD", "POST"])
@access.signed_in
def settlement(request: HttpRequest, settlement: UUID) -> HttpResponse:
    """Show a settlement; pay it, when both have agreed."""
    person, union, at = access.who(request)
    context = _settlement(request, settlement)
    if request.method != "POST":
        return render(request, ONE, context)
    form = context["form"] = Pay(request.POST, picks=chosen.picks(union.id))
    if not form.is_valid():
        return render(request, ONE, context, status=422)
    try:
        deeds.pay_settlement(
            settlement=settlement,
            draft=form.draft(),
            union=union.id,
            by=person.id,
            key=forms.sent_key(request),
            at=at,
        )
    except Refused as refused:
        return errors.show_refusal(request, ONE, context, refused)
    return redirect("purse:settlement", settlement)


@require_POST
@access.signed_in
def answer(request: HttpRequest, settlement: UUID) -> HttpResponse:
    """Agree to a settlement, offer another amount, or take one's request back."""
    person, union, at = access.who(request)
    then = request.POST.get("then", "")
    where: dict[str, Any] = {
        "settlement": settlement,
        "union": union.id,
        "by": person.id,
        "at": at,
    }
    try:
        if then == "agree":
            deeds.agree_settlement(**where)
        elif then == "withdraw":
            deeds.withdraw_settlement(**where)
        else:
            wished = request.POST.get("amount", "")[:AMOUNT_LETTERS]
            deeds.change_settlement(amount=wished, **where)
    except Refused as refused:
        context = _settlement(request, settlement)
        return errors.show_refusal(request, ONE, context, refused)
    return redirect("purse:settlement", settlement)


@require_POST
@access.signed_in
def with_code(request: HttpRequest) -> HttpResponse:
    """Type for somebody who has left, with the code they kept."""
    person, union, at = access.who(request)
    try:
        deeds.answer_with_code(
            code=request.POST.get("code", "")[:AMOUNT_LETTERS],
            amount=request.POST.get("amount", "")[:AMOUNT_LETTERS],
            union=union.id,
            by=person.id,
            at=at,
        )
    except Refused as refused:
        context = {**_overview(request), "form": None, "problems": refused.problems}
        return render(request, PAGE, {**context, "numbers": Numbers()}, status=422)
    messages.success(request, gettext("Their answer is written down."))
    return redirect("purse:leaving")


def _overview(request: HttpRequest) -> dict[str, Any]:
    person, union, at = access.who(request)
    today = people.local_day(union=union.id, at=at)
    keeps = "purse" in access.of(request).scopes
    listed = exits.list_all_settlements if keeps else exits.list_settlements
    return {
        "settlements": listed(union=union.id, person=person.id),
        "rules": {
            name: charter.rule(union=union.id, key=f"purse.{name}", on=today)
            for name in RULES
        },
    }


def _settlement(request: HttpRequest, settlement: UUID) -> dict[str, Any]:
    person, union, at = access.who(request)
    view = exits.get_settlement(union=union.id, settlement=settlement, person=person.id)
    permissions.require_to_settle(settlement=view, by=person.id, union=union.id, at=at)
    return {
        "settlement": view,
        "form": Pay(picks=chosen.picks(union.id)),
        "is_open": view.status == "asked",
        "may_pay": view.status == "agreed" and "purse" in access.of(request).scopes,
        "keeps": "purse" in access.of(request).scopes,
    }
