"""Pages of the budget: every category on one line, and shifts anybody may propose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from commonweal.commons.people import queries as people
from commonweal.core.vf.problems import N_, NotFound, Problem, Refused
from commonweal.interfaces.web import access, errors
from commonweal.interfaces.web.purse import chosen, forms
from commonweal.rooms.purse.queries import budgets as asked
from commonweal.rooms.purse.queries import effects
from commonweal.rooms.purse.services import budget as deeds
from commonweal.rooms.purse.words import CategoryView, together

PAGE = "web/purse/budget.html"
FORM = "web/purse/budget_form.html"
PARTS = ("baseline", "buffer", "slack")
AMOUNT_LETTERS = 40
NO_SHIFT = N_("This shift is not here.")


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence whose facts are kept as text, as those of notices are."""

    message: str
    facts: Mapping[str, object]


class Frame(django_forms.Form):
    """The name and days of a budget; its lines are in the table below."""

    name = forms.text_field(_("Name"), together.NAME_LETTERS)
    starts_on = forms.day_field(_("From"))
    ends_on = forms.day_field(_("Until"))


class Shift(django_forms.Form):
    """An amount to be moved from one line to another."""

    amount = forms.amount_field(_("How much"))
    from_line = forms.choice_field(_("From"))
    to_line = forms.choice_field(_("To"))
    what_for = forms.text_field(
        _("What for"), together.WHAT_FOR_LETTERS, required=False
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - passed on
        view: together.BudgetView,
        **kwargs: Any,  # noqa: ANN401 - passed on
    ) -> None:
        super().__init__(*args, **kwargs)
        lines = [
            (str(line.id), gettext(line.category_name))
            for line in view.lines
            if line.direction == "out"
        ]
        for name in ("from_line", "to_line"):
            forms.choose(self, name, [("", gettext("Choose …")), *lines])

    def draft(self, budget: UUID) -> together.ShiftDraft:
        """Return what was written."""
        said = self.cleaned_data
        return together.ShiftDraft(
            budget=budget,
            from_line=UUID(said["from_line"]),
            to_line=UUID(said["to_line"]),
            amount=said["amount"],
            what_for=said["what_for"],
        )


@require_safe
@access.signed_in
def budgets(request: HttpRequest) -> HttpResponse:
    """List the budgets, and what one's own input changed."""
    person, union, at = access.who(request)
    today = people.local_day(union=union.id, at=at)
    changed = effects.own_effects(union=union.id, person=person.id, on=today)
    context = {
        "budgets": asked.list_budgets(union=union.id),
        "effects": [(one.day, Said(one.message, one.params)) for one in changed],
    }
    return render(request, "web/purse/budgets.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@access.signed_in
def new(request: HttpRequest) -> HttpResponse:
    """Make a draft of a budget."""
    return _write(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@access.signed_in
def change(request: HttpRequest, budget: UUID) -> HttpResponse:
    """Change a budget while it is a draft."""
    return _write(request, _view(request, budget))


@require_safe
@access.signed_in
def budget(request: HttpRequest, budget: UUID) -> HttpResponse:
    """Show a budget: every category on one line, and its shifts."""
    return render(request, PAGE, _budget(request, budget))


@require_POST
@access.signed_in
def approve(request: HttpRequest, budget: UUID) -> HttpResponse:
    """Write down which decision approved it."""
    person, union, at = access.who(request)
    number = request.POST.get("decision", "").strip()
    try:
        deeds.approve_budget(
            budget=budget,
            decision=int(number) if number.isdecimal() and len(number) < 9 else 0,  # noqa: PLR2004 - far past any decision
            union=union.id,
            by=person.id,
            at=at,
        )
    except Refused as refused:
        return errors.show_refusal(request, PAGE, _budget(request, budget), refused)
    return redirect("purse:budget", budget)


@require_POST
@access.signed_in
def propose(request: HttpRequest, budget: UUID) -> HttpResponse:
    """Propose to move an amount from one line to another."""
    person, union, at = access.who(request)
    context = _budget(request, budget)
    form = Shift(request.POST, view=_view(request, budget))
    context["form"] = form
    if not form.is_valid():
        return render(request, PAGE, context, status=422)
    try:
        deeds.propose_shift(
            draft=form.draft(budget),
            union=union.id,
            by=person.id,
            key=forms.sent_key(request),
            at=at,
        )
    except Refused as refused:
        return errors.show_refusal(request, PAGE, context, refused)
    return redirect("purse:budget", budget)


@require_safe
@access.signed_in
def shift(request: HttpRequest, budget: UUID, shift: UUID) -> HttpResponse:
    """Show one shift and what is said about it."""
    return render(request, "web/purse/shift.html", _shift(request, budget, shift))


@require_POST
@access.signed_in
def shift_voice(request: HttpRequest, budget: UUID, shift: UUID) -> HttpResponse:
    """Support a shift, raise a concern, take a voice back, end a talk, or withdraw it."""
    person, union, at = access.who(request)
    sent = request.POST
    where: dict[str, Any] = {
        "shift": shift,
        "union": union.id,
        "by": person.id,
        "at": at,
    }
    kind, then = sent.get("kind", ""), sent.get("then", "")
    try:
        if "came_to" in sent:
            deeds.settle_talk_on_shift(
                came_to=sent["came_to"], goes=then == "goes", **where
            )
        elif then == "withdraw":
            deeds.withdraw_shift(**where)
        elif kind == "concern":
            deeds.raise_concern_about_shift(words=sent.get("words", ""), **where)
        elif kind == "support":
            deeds.support_shift(**where)
        else:
            deeds.take_back_voice_on_shift(**where)
    except Refused as refused:
        context = _shift(request, budget, shift)
        return errors.show_refusal(request, "web/purse/shift.html", context, refused)
    return redirect("purse:shift", budget, shift)


def _write(request: HttpRequest, view: together.BudgetView | None) -> HttpResponse:
    person, union, at = access.who(request)
    today = people.local_day(union=union.id, at=at)
    picked = chosen.picks(union.id).pictured()
    form = Frame(request.POST or None, initial=_initial(view, today.year))
    context = {"form": form, "budget": view, "lines": _lines(request, picked, view)}
    if request.method != "POST" or not form.is_valid():
        return render(request, FORM, context, status=422 if form.is_bound else 200)
    said = form.cleaned_data
    draft = together.BudgetDraft(
        name=said["name"],
        starts_on=said["starts_on"],
        ends_on=said["ends_on"],
        lines=_drafts(request, picked),
    )
    how: dict[str, Any] = {"union": union.id, "by": person.id, "at": at}
    try:
        if view is None:
            key = forms.sent_key(request)
            made = deeds.make_budget(draft=draft, key=key, **how)
        else:
            made = view.id
            deeds.change_budget(budget=made, draft=draft, **how)
    except Refused as refused:
        return errors.show_refusal(request, FORM, context, refused)
    return redirect("purse:budget", made)


def _initial(view: together.BudgetView | None, year: int) -> dict[str, object]:
    if view is not None:
        frame = ("name", "starts_on", "ends_on")
        return {name: getattr(view, name) for name in frame}
    return {"starts_on": f"{year + 1}-01-01", "ends_on": f"{year + 1}-12-31"}


def _lines(
    request: HttpRequest,
    categories: list[CategoryView],
    view: together.BudgetView | None,
) -> list[tuple[CategoryView, dict[str, str]]]:
    """Return every category with what was typed, or is planned already."""
    planned = {line.category: line for line in view.lines} if view else {}
    lines = []
    for one in categories:
        line = planned.get(one.id)
        typed = {
            part: request.POST.get(
                f"{part}-{one.id}",
                f"{getattr(line, part).decimal:.2f}"
                if line and getattr(line, part).amount
                else "",
            )[:AMOUNT_LETTERS]
            for part in PARTS
        }
        lines.append((one, typed))
    return lines


def _drafts(
    request: HttpRequest, categories: list[CategoryView]
) -> tuple[together.BudgetLineDraft, ...]:
    drafts = []
    for one in categories:
        typed = {
            part: request.POST.get(f"{part}-{one.id}", "").strip()[:AMOUNT_LETTERS]
            for part in PARTS
        }
        if any(typed.values()):
            drafts.append(together.BudgetLineDraft(category=one.id, **typed))
    return tuple(drafts)


def _view(request: HttpRequest, budget: UUID) -> together.BudgetView:
    person, union, at = access.who(request)
    return asked.get_budget(
        union=union.id,
        budget=budget,
        person=person.id,
        on=people.local_day(union=union.id, at=at),
    )


def _budget(request: HttpRequest, budget: UUID) -> dict[str, Any]:
    view = _view(request, budget)
    return {
        "budget": view,
        "outs": [line for line in view.lines if line.direction == "out"],
        "ins": [line for line in view.lines if line.direction == "in"],
        "form": Shift(view=view),
    }


def _shift(request: HttpRequest, budget: UUID, shift: UUID) -> dict[str, object]:
    view = _view(request, budget)
    one = next((one for one in view.shifts if one.id == shift), None)
    if one is None:
        raise NotFound(Problem("shift", NO_SHIFT))
    is_open = one.state in {"waits", "talk", "stands"}
    return {
        "budget": view,
        "shift": one,
        "may_speak": is_open,
        "typed": request.POST,
    }
