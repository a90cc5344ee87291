"""Pages of counting a drawer: two people, and a difference that blames nobody."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from commonweal.core.vf.problems import Refused
from commonweal.interfaces.web import access, errors
from commonweal.interfaces.web.purse import chosen, forms
from commonweal.interfaces.web.templatetags.words import amount
from commonweal.rooms.purse import queries, services, words

PAGE = "web/purse/counting.html"


class Count(django_forms.Form):
    """What somebody found in a drawer."""

    account = forms.choice_field(_("Which drawer"))
    purse = forms.choice_field(_("Which purse"), required=False)
    counted = forms.amount_field(_("How much is in it"))

    def __init__(self, *args: Any, picks: chosen.Picks, **kwargs: Any) -> None:  # noqa: ANN401 - passed on
        super().__init__(*args, **kwargs)
        drawers = picks.accounts(kind="drawer") + picks.accounts(kind="card")
        forms.choose(self, "account", drawers)
        forms.choose(self, "purse", picks.purses())
        if len(picks.all_purses) == 1:
            del self.fields["purse"]


@require_http_methods(["GET", "HEAD", "POST"])
@access.signed_in
def counting(request: HttpRequest) -> HttpResponse:
    """Count a drawer; another person then confirms it."""
    person, union, at = access.who(request)
    form = Count(
        request.POST or None,
        initial={"account": request.GET.get("account")},
        picks=chosen.picks(union.id),
    )
    context = {**_countings(request), "form": form}
    if request.method != "POST" or not form.is_valid():
        return render(request, PAGE, context, status=422 if form.is_bound else 200)
    said = form.cleaned_data
    try:
        services.count_drawer(
            draft=words.CountDraft(
                account=UUID(said["account"]),
                counted=said["counted"],
                purse=forms.id_of(said.get("purse")),
            ),
            union=union.id,
            by=person.id,
            key=forms.sent_key(request),
            at=at,
        )
    except Refused as refused:
        return errors.show_refusal(request, PAGE, context, refused)
    messages.success(request, gettext("Written down. Now another person confirms it."))
    return redirect("purse:counting")


@require_POST
@access.signed_in
def confirm(request: HttpRequest, counting: UUID) -> HttpResponse:
    """Confirm what another person counted, or set it aside to count anew."""
    person, union, at = access.who(request)
    where: dict[str, Any] = {
        "counting": counting,
        "union": union.id,
        "by": person.id,
        "at": at,
    }
    try:
        if request.POST.get("then") == "anew":
            services.set_aside_count(**where)
            return redirect("purse:counting")
        entry = services.confirm_count(**where)
    except Refused as refused:
        picks = chosen.picks(union.id)
        context = {**_countings(request), "form": Count(picks=picks)}
        return errors.show_refusal(request, PAGE, context, refused)
    if entry is None:
        messages.success(request, gettext("It agrees to the cent."))
    else:
        said = gettext("A difference of %(amount)s is written down. It blames nobody.")
        messages.info(request, said % {"amount": amount(entry.amount)})
    return redirect("purse:counting")


def _countings(request: HttpRequest) -> dict[str, object]:
    person, union, _at = access.who(request)
    known = queries.list_countings(union=union.id, person=person.id)
    return {
        "waiting": [one for one in known if not one.is_confirmed],
        "done": [one for one in known if one.is_confirmed],
    }
