"""Pages of what comes in or goes out again and again, until its last day."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from commonweal.commons.people import queries as people
from commonweal.core.vf.problems import Refused
from commonweal.interfaces.web import access, errors
from commonweal.interfaces.web.purse import chosen, forms
from commonweal.rooms.purse.queries import repeats
from commonweal.rooms.purse.services import repeating as deeds
from commonweal.rooms.purse.words import together

PAGE = "web/purse/repeating.html"


class Add(django_forms.Form):
    """Something that repeats. It always has a last day."""

    name = forms.text_field(_("Name"), together.NAME_LETTERS)
    amount = forms.amount_field(_("How much each time"))
    category = forms.choice_field(_("What it belongs to"))
    every = forms.choice_field(_("How often"), initial="month")
    account = forms.choice_field(_("At which account"))
    purse = forms.choice_field(_("Which purse"), required=False)
    starts_on = forms.day_field(_("First time"))
    ends_on = forms.day_field(
        _("Last day"), help_text=_("Nothing repeats for ever; it can be renewed.")
    )

    def __init__(self, *args: Any, picks: chosen.Picks, **kwargs: Any) -> None:  # noqa: ANN401 - passed on
        super().__init__(*args, **kwargs)
        self.directions = {str(c.id): c.direction for c in picks.pictured()}
        grouped: Any = [
            ("", gettext("Choose …")),
            (gettext("Goes out"), picks.categories("out")),
            (gettext("Comes in"), picks.categories("in")),
        ]
        forms.choose(self, "category", grouped)
        forms.choose(self, "every", forms.said(together.EVERY.items()))
        forms.choose(self, "account", picks.accounts())
        forms.choose(self, "purse", picks.purses())

    def draft(self) -> together.RepeatingDraft:
        """Return what was written."""
        said = self.cleaned_data
        return together.RepeatingDraft(
            name=said["name"],
            direction=self.directions[said["category"]],
            amount=said["amount"],
            every=said["every"],
            starts_on=said["starts_on"],
            ends_on=said["ends_on"],
            category=UUID(said["category"]),
            account=UUID(said["account"]),
            purse=forms.id_of(said["purse"]),
        )


@require_safe
@access.signed_in
def overview(request: HttpRequest) -> HttpResponse:
    """Show what repeats, what is due, what comes next."""
    return render(request, PAGE, _all(request))


@require_http_methods(["GET", "HEAD", "POST"])
@access.signed_in
def new(request: HttpRequest) -> HttpResponse:
    """Add something that repeats."""
    person, union, at = access.who(request)
    today = people.local_day(union=union.id, at=at)
    form = Add(
        request.POST or None, initial={"starts_on": today}, picks=chosen.picks(union.id)
    )
    page = "web/purse/form_page.html"
    context = {
        "form": form,
        "title": _("Add what repeats"),
        "lead": _("Rent, a subscription, a monthly income. Each time is noted once."),
        "button": _("Add it"),
        "back": reverse("purse:repeating"),
        "back_label": _("What repeats"),
    }
    if request.method != "POST" or not form.is_valid():
        return render(request, page, context, status=422 if form.is_bound else 200)
    try:
        deeds.add_repeating(
            draft=form.draft(),
            union=union.id,
            by=person.id,
            key=forms.sent_key(request),
            at=at,
        )
    except Refused as refused:
        return errors.show_refusal(request, page, context, refused)
    return redirect("purse:repeating")


@require_POST
@access.signed_in
def enter(request: HttpRequest) -> HttpResponse:
    """Note everything that is due, each period once."""
    person, union, at = access.who(request)
    try:
        n = deeds.enter_due(
            union=union.id,
            by=person.id,
            at=at,
            repeating=forms.id_of(request.POST.get("repeating")),
        )
    except Refused as refused:
        return errors.show_refusal(request, PAGE, _all(request), refused)
    said = ngettext("%(n)s entry is noted.", "%(n)s entries are noted.", n)
    messages.success(request, said % {"n": n})
    return redirect("purse:repeating")


@require_POST
@access.signed_in
def change(request: HttpRequest, repeating: UUID) -> HttpResponse:
    """Pause it, let it go on, end it, or leave one due period out."""
    person, union, at = access.who(request)
    where: dict[str, Any] = {
        "repeating": repeating,
        "union": union.id,
        "by": person.id,
        "at": at,
    }
    then = request.POST.get("then", "")
    due = forms.day_of(request.POST.get("due"))
    try:
        if due is not None:
            deeds.leave_out_period(due=due, **where)
        elif then == "pause":
            deeds.pause_repeating(**where)
        elif then == "end":
            deeds.end_repeating(**where)
        else:
            deeds.resume_repeating(**where)
    except Refused as refused:
        return errors.show_refusal(request, PAGE, _all(request), refused)
    return redirect("purse:repeating")


def _all(request: HttpRequest) -> dict[str, object]:
    _person, union, at = access.who(request)
    today = people.local_day(union=union.id, at=at)
    lines = repeats.list_repeating(union=union.id, on=today, with_ended=True)
    return {
        "running": [one for one in lines if one.status != "ended"],
        "ended": [one for one in lines if one.status == "ended"],
        "every": together.EVERY,
        "n_due": sum(len(one.due) for one in lines),
    }
