"""Pages of what the books are made of: real accounts, and purses kept apart."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from commonweal.core.vf.problems import Refused
from commonweal.core.vf.units import CURRENCIES
from commonweal.interfaces.web import access, errors
from commonweal.interfaces.web.purse import chosen, forms
from commonweal.rooms.purse import queries, services, words

ACCOUNTS = "web/purse/accounts.html"
PURSES = "web/purse/purses.html"
FORM = "web/purse/form_page.html"


class Account(django_forms.Form):
    """A real account."""

    name = forms.text_field(_("Name"), 80)
    kind = forms.choice_field(_("It is"))
    currency = forms.choice_field(_("Currency"))
    iban = forms.text_field(_("IBAN"), 42, required=False)
    bic = forms.text_field(_("BIC"), 14, required=False)
    holder = forms.text_field(
        _("Name the bank knows it by"),
        80,
        required=False,
        help_text=_(
            "Whoever stands in the contract with the bank: needed for payments."
        ),
    )

    def __init__(self, *args: Any, is_new: bool, **kwargs: Any) -> None:  # noqa: ANN401 - passed on
        super().__init__(*args, **kwargs)
        if not is_new:  # what it is and its currency stay
            del self.fields["kind"], self.fields["currency"]
            return
        forms.choose(self, "kind", forms.said(words.ACCOUNT_KINDS.items()))
        forms.choose(self, "currency", [(code, code) for code in CURRENCIES])

    def draft(self, view: words.AccountView | None = None) -> words.AccountDraft:
        """Return what was written."""
        said = self.cleaned_data
        return words.AccountDraft(
            name=said["name"],
            kind=view.kind if view else said["kind"],
            currency=view.currency if view else said["currency"],
            iban=said["iban"],
            bic=said["bic"],
            holder=said["holder"],
        )


class Purse(django_forms.Form):
    """A part of the money kept apart."""

    name = forms.text_field(_("Name"), 80)
    kind = forms.choice_field(_("It is"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - passed on
        super().__init__(*args, **kwargs)
        kinds = [line for line in words.PURSE_KINDS.items() if line[0] != "everyday"]
        forms.choose(self, "kind", forms.said(kinds))


@require_safe
@access.signed_in
def accounts(request: HttpRequest) -> HttpResponse:
    """Show our accounts and what is in each."""
    return render(request, ACCOUNTS, _accounts(request))


@require_http_methods(["GET", "HEAD", "POST"])
@access.signed_in
def new(request: HttpRequest) -> HttpResponse:
    """Add an account, drawer or card."""
    person, union, at = access.who(request)
    form = Account(
        request.POST or None, is_new=True, initial={"currency": union.currency}
    )
    context = {
        "form": form,
        "title": _("Add an account"),
        "lead": _("A bank account, a drawer with cash, a prepaid card."),
        "button": _("Add it"),
        "back": reverse("purse:accounts"),
        "back_label": _("Accounts"),
    }
    if request.method != "POST" or not form.is_valid():
        return render(request, FORM, context, status=422 if form.is_bound else 200)
    try:
        services.open_account(
            draft=form.draft(),
            union=union.id,
            by=person.id,
            key=forms.sent_key(request),
            at=at,
        )
    except Refused as refused:
        return errors.show_refusal(request, FORM, context, refused)
    return redirect("purse:accounts")


@require_http_methods(["GET", "HEAD", "POST"])
@access.signed_in
def account(request: HttpRequest, account: UUID) -> HttpResponse:
    """Show one account: what is in it by purse; rename it, or write its details anew."""
    person, union, at = access.who(request)
    view = queries.get_account(union=union.id, account=account)
    details = {"name": view.name, "iban": view.iban, "bic": view.bic}
    form = Account(
        request.POST or None,
        is_new=False,
        initial={**details, "holder": view.holder},
    )
    context = {**_account(request, view), "form": form}
    page = "web/purse/account.html"
    if request.method != "POST" or not form.is_valid():
        return render(request, page, context, status=422 if form.is_bound else 200)
    try:
        services.change_account(
            account=account,
            draft=form.draft(view),
            union=union.id,
            by=person.id,
            at=at,
        )
    except Refused as refused:
        return errors.show_refusal(request, page, context, refused)
    return redirect("purse:account", account)


@require_POST
@access.signed_in
def close(request: HttpRequest, account: UUID) -> HttpResponse:
    """Close an empty account, or open it again."""
    person, union, at = access.who(request)
    again = request.POST.get("then") == "open"
    deed = services.reopen_account if again else services.close_account
    try:
        deed(account=account, union=union.id, by=person.id, at=at)
    except Refused as refused:
        return errors.show_refusal(request, ACCOUNTS, _accounts(request), refused)
    return redirect("purse:accounts")


@require_http_methods(["GET", "HEAD", "POST"])
@access.signed_in
def purses(request: HttpRequest) -> HttpResponse:
    """Show the purses kept apart, and keep another apart."""
    person, union, at = access.who(request)
    form = Purse(request.POST or None)
    context = {**_purses(request), "form": form}
    if request.method != "POST" or not form.is_valid():
        return render(request, PURSES, context, status=422 if form.is_bound else 200)
    said = form.cleaned_data
    try:
        services.add_purse(
            draft=words.PurseDraft(name=said["name"], kind=said["kind"]),
            union=union.id,
            by=person.id,
            key=forms.sent_key(request),
            at=at,
        )
    except Refused as refused:
        return errors.show_refusal(request, PURSES, context, refused)
    return redirect("purse:purses")


@require_POST
@access.signed_in
def change_purse(request: HttpRequest, purse: UUID) -> HttpResponse:
    """Rename a purse, or close an empty one."""
    person, union, at = access.who(request)
    where: dict[str, Any] = {
        "purse": purse,
        "union": union.id,
        "by": person.id,
        "at": at,
    }
    try:
        if request.POST.get("then") == "close":
            services.close_purse(**where)
        else:
            services.rename_purse(name=request.POST.get("name", "")[:200], **where)
    except Refused as refused:
        context = {**_purses(request), "form": Purse()}
        return render(
            request, PURSES, {**context, "problems": refused.problems}, status=422
        )
    return redirect("purse:purses")


def _accounts(request: HttpRequest) -> dict[str, object]:
    _person, union, _at = access.who(request)
    amounts = {
        line.id: line.amount for line in queries.standing(union=union.id).accounts
    }
    known = queries.list_accounts(union=union.id, with_closed=True)
    kinds = words.ACCOUNT_KINDS
    return {
        "accounts": [
            (one, kinds[one.kind], amounts.get(one.id))
            for one in known
            if not one.is_closed
        ],
        "closed": [one for one in known if one.is_closed],
    }


def _account(request: HttpRequest, view: words.AccountView) -> dict[str, object]:
    _person, union, _at = access.who(request)
    standing = queries.standing(union=union.id)
    return {
        "account": view,
        "kind": words.ACCOUNT_KINDS[view.kind],
        "lines": [line for line in standing.lines if line.account == view.id],
        "total": next((a.amount for a in standing.accounts if a.id == view.id), None),
        "entries": queries.list_entries(union=union.id, account=view.id, limit=10),
        "picks": chosen.picks(union.id),
    }


def _purses(request: HttpRequest) -> dict[str, object]:
    _person, union, _at = access.who(request)
    standing = queries.standing(union=union.id)
    amounts: dict[UUID, list[object]] = {}
    for line in standing.purses:
        amounts.setdefault(line.id, []).append(line.amount)
    known = queries.list_purses(union=union.id)
    return {
        "purses": [
            (one, words.PURSE_KINDS[one.kind], amounts.get(one.id, [])) for one in known
        ]
    }
