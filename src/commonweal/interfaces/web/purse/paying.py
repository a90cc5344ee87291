"""Pages of money going out: squaring what was laid out, and payment lists for the bank."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from commonweal.commons.people import queries as people
from commonweal.core.vf.problems import N_, Problem, Refused, require
from commonweal.interfaces.web import access, errors
from commonweal.interfaces.web.purse import chosen, forms
from commonweal.rooms.purse import permissions, queries, services, words
from commonweal.rooms.purse.services import bank_payments
from commonweal.rooms.purse.words.bank import PaymentList, TextFile

PAGE = "web/purse/paying.html"
NOTHING_TICKED = N_("Tick what is to be squared.")


class Square(django_forms.Form):
    """From where the purse squares what was laid out."""

    account = forms.choice_field(_("From the account"))
    purse = forms.choice_field(_("From the purse"), required=False)
    day = forms.day_field(_("Day"), required=False)

    def __init__(self, *args: Any, picks: chosen.Picks, **kwargs: Any) -> None:  # noqa: ANN401 - passed on
        super().__init__(*args, **kwargs)
        forms.choose(self, "account", picks.accounts())
        forms.choose(self, "purse", picks.purses())

    def draft(self, pockets: tuple[UUID, ...]) -> words.SquareDraft:
        """Return what was written."""
        said = self.cleaned_data
        return words.SquareDraft(
            pockets=pockets,
            account=UUID(said["account"]),
            purse=forms.id_of(said["purse"]),
            day=said["day"],
        )


@require_http_methods(["GET", "HEAD", "POST"])
@access.signed_in
def paying(request: HttpRequest) -> HttpResponse:
    """Show what was laid out; square it, or write a payment list for the bank."""
    person, union, at = access.who(request)
    permissions.require_purse(by=person.id, union=union.id, at=at)
    today = people.local_day(union=union.id, at=at)
    pockets = queries.list_pockets(union=union.id)
    ticked = request.POST.getlist("pocket")
    form = Square(
        request.POST or None, initial={"day": today}, picks=chosen.picks(union.id)
    )
    context: dict[str, Any] = {"form": form, "pockets": pockets, "ticked": ticked}
    if request.method != "POST" or not form.is_valid():
        return render(request, PAGE, context, status=422 if form.is_bound else 200)
    wanted = tuple(one for one in pockets if str(one.id) in ticked)
    try:
        require([] if wanted else [Problem("", NOTHING_TICKED)])
        deed = _list if "list" in request.POST else _square
        return deed(request, form, wanted)
    except Refused as refused:
        return errors.show_refusal(request, PAGE, context, refused)


@require_safe
@access.signed_in
def qr(request: HttpRequest, pocket: UUID) -> HttpResponse:
    """Show a code by which a phone's bank app squares one amount."""
    person, union, at = access.who(request)
    how: dict[str, Any] = {"union": union.id, "by": person.id, "at": at}
    payment = bank_payments.payments_of_pockets(pockets=(pocket,), **how)[0]
    drawn = bank_payments.payment_code(payment=payment, **how)
    context = {"payment": payment, "square": mark_safe(drawn)}  # noqa: S308 - drawn by us
    return render(request, "web/purse/qr.html", context)


def _list(
    request: HttpRequest, form: Square, wanted: tuple[words.PocketView, ...]
) -> HttpResponse:
    """Give out a payment list for the bank; the books are not changed by it."""
    person, union, at = access.who(request)
    how: dict[str, Any] = {"union": union.id, "by": person.id, "at": at}
    said = form.cleaned_data
    payments = bank_payments.payments_of_pockets(
        pockets=[one.id for one in wanted], **how
    )
    file = bank_payments.make_payment_file(
        payments_of=PaymentList(
            account=UUID(said["account"]),
            on=said["day"] or people.local_day(union=union.id, at=at),
            payments=payments,
        ),
        **how,
    )
    return carried(file)


def carried(file: TextFile) -> HttpResponse:
    """Give a file to carry away."""
    return HttpResponse(
        file.content,
        content_type=file.media_type,
        headers={"Content-Disposition": f'attachment; filename="{file.name}"'},
    )


def _square(
    request: HttpRequest, form: Square, wanted: tuple[words.PocketView, ...]
) -> HttpResponse:
    person, union, at = access.who(request)
    services.square_pockets(
        draft=form.draft(tuple(one.id for one in wanted)),
        union=union.id,
        by=person.id,
        key=forms.sent_key(request),
        at=at,
    )
    said = ngettext("%(n)s is squared.", "%(n)s are squared.", len(wanted))
    messages.success(request, said % {"n": len(wanted)})
    return redirect("purse:paying")
