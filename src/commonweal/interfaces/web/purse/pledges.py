"""Pages of contribution rounds: private pledges in three colours, and one total."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
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

from commonweal.commons.people import queries as people
from commonweal.core.vf.problems import Refused
from commonweal.interfaces.web import access, errors
from commonweal.interfaces.web.purse import forms
from commonweal.rooms.purse.queries import pledged
from commonweal.rooms.purse.services import pledging
from commonweal.rooms.purse.words import together


class OpenRound(django_forms.Form):
    """What is needed in all, for how long, and what happens if it is not covered."""

    name = forms.text_field(_("Name"), together.NAME_LETTERS)
    needed = forms.amount_field(
        _("Needed in all"), help_text=_("For all the months together.")
    )
    months = django_forms.IntegerField(
        label=_("For so many months"),
        min_value=1,
        max_value=together.ROUND_MONTHS_MAX,
        initial=12,
    )
    n_people = django_forms.IntegerField(
        label=_("Among so many people"),
        required=False,
        min_value=1,
        help_text=_("For the guide value. Empty: all of us."),
    )
    closes_on = forms.day_field(_("Pledges until"))
    if_not_covered = django_forms.ChoiceField(
        label=_("If it is not covered"),
        widget=django_forms.RadioSelect,
        help_text=_("Decided now, before anybody pledges."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - passed on
        super().__init__(*args, **kwargs)
        lines = forms.said(together.IF_NOT_COVERED.items())
        forms.choose(self, "if_not_covered", lines)

    def draft(self) -> together.RoundDraft:
        """Return what was written."""
        said = self.cleaned_data
        return together.RoundDraft(
            name=said["name"],
            needed=said["needed"],
            months=said["months"],
            closes_on=said["closes_on"],
            if_not_covered=said["if_not_covered"],
            n_people=said["n_people"] or 0,
        )


class Pledge(django_forms.Form):
    """Three amounts a month. Nothing at all is a pledge like any other."""

    green = forms.amount_field(_("Green: easy for me"))
    yellow = forms.amount_field(
        _("Yellow: with some effort"), help_text=_("As much as green, or more.")
    )
    red = forms.amount_field(
        _("Red: at most"), help_text=_("As much as yellow, or more.")
    )

    def draft(self) -> together.PledgeDraft:
        """Return what was written."""
        said = self.cleaned_data
        return together.PledgeDraft(
            green=said["green"], yellow=said["yellow"], red=said["red"]
        )


@require_safe
@access.signed_in
def rounds(request: HttpRequest) -> HttpResponse:
    """Show the contribution rounds."""
    _person, union, at = access.who(request)
    today = people.local_day(union=union.id, at=at)
    context = {"rounds": pledged.list_rounds(union=union.id, on=today)}
    return render(request, "web/purse/rounds.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@access.signed_in
def new(request: HttpRequest) -> HttpResponse:
    """Open a contribution round."""
    person, union, at = access.who(request)
    form = OpenRound(request.POST or None)
    page = "web/purse/form_page.html"
    context = {
        "form": form,
        "title": _("Open a contribution round"),
        "lead": _("Everyone says in private what they could give. Only a total shows."),
        "button": _("Open it"),
        "back": reverse("purse:rounds"),
        "back_label": _("Contribution rounds"),
    }
    if request.method != "POST" or not form.is_valid():
        return render(request, page, context, status=422 if form.is_bound else 200)
    try:
        round_id = pledging.open_round(
            draft=form.draft(),
            union=union.id,
            by=person.id,
            key=forms.sent_key(request),
            at=at,
        )
    except Refused as refused:
        return errors.show_refusal(request, page, context, refused)
    return redirect("purse:round", round_id)


@require_http_methods(["GET", "HEAD", "POST"])
@access.signed_in
def show(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Show a round; pledge, or change one's pledge, while it is open."""
    person, union, at = access.who(request)
    context = _round(request, round_id)
    page = "web/purse/round.html"
    if request.method != "POST":
        return render(request, page, context)
    form = context["form"] = Pledge(request.POST)
    if not form.is_valid():
        return render(request, page, context, status=422)
    try:
        pledging.pledge(
            round_id=round_id,
            draft=form.draft(),
            person=person.id,
            union=union.id,
            by=person.id,
            at=at,
        )
    except Refused as refused:
        return errors.show_refusal(request, page, context, refused)
    messages.success(request, gettext("Your pledge is kept. Only you see it."))
    return redirect("purse:round", round_id)


@require_POST
@access.signed_in
def end(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Close a round, withdraw it, or take one's own pledge out of it."""
    person, union, at = access.who(request)
    then = request.POST.get("then", "")
    where: dict[str, Any] = {
        "round_id": round_id,
        "union": union.id,
        "by": person.id,
        "at": at,
    }
    try:
        if then == "close":
            pledging.close_round(**where)
        elif then == "withdraw":
            pledging.withdraw_round(**where)
        else:
            pledging.take_back_pledge(person=person.id, **where)
    except Refused as refused:
        context = _round(request, round_id)
        return errors.show_refusal(request, "web/purse/round.html", context, refused)
    return redirect("purse:round", round_id)


def _round(request: HttpRequest, round_id: UUID) -> dict[str, Any]:
    person, union, at = access.who(request)
    today = people.local_day(union=union.id, at=at)
    view = pledged.get_round(union=union.id, round_id=round_id, on=today)
    own = pledged.own_pledge(union=union.id, round_id=round_id, person=person.id)
    typed = (
        {name: f"{getattr(own, name).decimal:.2f}" for name in Pledge.base_fields}
        if own
        else {}
    )
    return {
        "round": view,
        "own": own,
        "form": Pledge(initial=typed),
        "if_not_covered": together.IF_NOT_COVERED[view.if_not_covered],
        "colour_words": together.COLOURS.get(view.colour, ""),
        "is_past": today > view.closes_on,
    }
