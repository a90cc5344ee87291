"""Pages of money going out: squaring what was laid out, and payment lists for the bank."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from commonweal.commons.people import queries as people
from commonweal.core.vf.problems import N_, Problem, Refused
from commonweal.interfaces.web import access, errors
from commonweal.interfaces.web.purse import chosen, forms
from commonweal.rooms.purse import permissions, queries, services, words

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
        if not wanted:
            raise Refused(Problem("", NOTHING_TICKED))
        return _square(request, form, wanted)
    except Refused as refused:
        return errors.show_refusal(request, PAGE, context, refused)


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
