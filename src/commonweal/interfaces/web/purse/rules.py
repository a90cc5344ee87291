"""Pages of the rules by which bank lines become entries by themselves."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from commonweal.core.vf.measure import Measure
from commonweal.core.vf.problems import Refused
from commonweal.core.vf.units import UNITS
from commonweal.interfaces.web import access, errors
from commonweal.interfaces.web.purse import chosen, forms
from commonweal.interfaces.web.purse.bank import MOVED
from commonweal.rooms.purse import permissions
from commonweal.rooms.purse.queries import bank
from commonweal.rooms.purse.services import bank_rules
from commonweal.rooms.purse.words.bank import RuleDraft, RuleView

PAGE = "web/purse/rules.html"


class Rule(django_forms.Form):
    """Lines that look like this become an entry of that category."""

    contains = forms.text_field(_("Text or other side contains"), 80, required=False)
    counterparty_iban = forms.text_field(
        _("Account of the other side"), 42, required=False
    )
    smallest = forms.amount_field(_("From the amount"), required=False)
    largest = forms.amount_field(_("Up to the amount"), required=False)
    account = forms.choice_field(_("Only at our account"), required=False)
    what = forms.choice_field(_("Then it is"))
    purse = forms.choice_field(_("Purse"), required=False)

    def __init__(self, *args: Any, picks: chosen.Picks, **kwargs: Any) -> None:  # noqa: ANN401 - passed on
        super().__init__(*args, **kwargs)
        moved = [(f"{MOVED}{code}", name) for code, name in picks.accounts()]
        groups: Any = [
            ("", gettext("Choose …")),
            (gettext("Goes out"), picks.categories("out")),
            (gettext("Comes in"), picks.categories("in")),
            (gettext("Moved between our own"), moved),
        ]
        forms.choose(self, "what", groups)
        forms.choose(self, "account", picks.accounts(first=gettext("any")))
        forms.choose(self, "purse", picks.purses())

    def draft(self) -> RuleDraft:
        """Return what was written."""
        said = self.cleaned_data
        what = said["what"]
        is_moved = what.startswith(MOVED)
        picked = UUID(what.removeprefix(MOVED))
        return RuleDraft(
            contains=said["contains"],
            counterparty_iban=said["counterparty_iban"],
            smallest=said["smallest"],
            largest=said["largest"],
            account=forms.id_of(said["account"]),
            category=None if is_moved else picked,
            moved_with=picked if is_moved else None,
            purse=forms.id_of(said["purse"]),
        )


@require_http_methods(["GET", "HEAD", "POST"])
@access.signed_in
def rules(request: HttpRequest) -> HttpResponse:
    """Show the rules in the order they are tried, and add one."""
    person, union, at = access.who(request)
    permissions.require_purse(by=person.id, union=union.id, at=at)
    picks = chosen.picks(union.id)
    asked = {name: request.GET.get(name, "")[:80] for name in Rule.base_fields}
    form = Rule(request.POST or None, initial=asked, picks=picks)
    known = bank.list_rules(union=union.id)
    context = {
        "form": form,
        "rules": [(one, *_said(one, picks, union.currency)) for one in known],
        "is_asked": any(asked.values()),
    }
    if request.method != "POST" or not form.is_valid():
        return render(request, PAGE, context, status=422 if form.is_bound else 200)
    try:
        bank_rules.add_rule(
            draft=form.draft(),
            union=union.id,
            by=person.id,
            key=forms.sent_key(request),
            at=at,
        )
    except Refused as refused:
        return errors.show_refusal(request, PAGE, context, refused)
    return redirect("purse:rules")


@require_POST
@access.signed_in
def change(request: HttpRequest, rule: UUID) -> HttpResponse:
    """Try a rule first, or no longer."""
    person, union, at = access.who(request)
    first = request.POST.get("then") == "first"
    deed = bank_rules.try_rule_first if first else bank_rules.retire_rule
    deed(rule=rule, union=union.id, by=person.id, at=at)
    return redirect("purse:rules")


def _said(
    rule: RuleView, picks: chosen.Picks, currency: str
) -> tuple[str, Measure | None, Measure | None]:
    """Return what a rule makes of a line, and its amounts."""
    unit = UNITS[rule.currency or currency]
    names = {one.id: gettext(one.name) for one in picks.all_categories}
    accounts = {one.id: one.name for one in picks.all_accounts}
    other = accounts.get(rule.moved_with, "") if rule.moved_with else ""
    moved = gettext("moved: %(name)s") % {"name": other}
    return (
        names.get(rule.category, "") if rule.category else moved,
        None if rule.smallest is None else Measure(rule.smallest, unit),
        None if rule.largest is None else Measure(rule.largest, unit),
    )
