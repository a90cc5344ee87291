"""Pages of one mandate: its duties and reports, and the hand-over pack that prints."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from commonweal.commons.charter import queries as charter
from commonweal.commons.people import queries as people
from commonweal.commons.people import services
from commonweal.core.vf.problems import Refused
from commonweal.interfaces.web import access, errors
from commonweal.interfaces.web.people import forms
from commonweal.rooms.needs.queries import rounds
from commonweal.rooms.planning import queries as planning
from commonweal.rooms.purse import queries as purse
from commonweal.rooms.purse.queries import announced

PAGE = "web/people/mandate.html"
#: Charter rules that a holder of a scope goes by begin so.
_RULES = {
    "planning": "planning.",
    "rounds": "rounds.",
    "purse": "purse.",
    "kitchen": "kitchen.",
    "keys": "mandates.",
}


@dataclass(frozen=True, slots=True)
class Open:
    """Something that waits for whoever holds a mandate: what, how many, where."""

    label: object
    count: int
    url: str


@require_safe
@access.signed_in
def mandate(request: HttpRequest, mandate: UUID) -> HttpResponse:
    """Show what a mandate is about, and its reports."""
    return render(request, PAGE, _context(request, mandate))


@require_safe
@access.signed_in
def hand_over(request: HttpRequest, mandate: UUID) -> HttpResponse:
    """Show the pack for whoever comes after, to print."""
    _person, union, at = access.who(request)
    context = _context(request, mandate)
    one = people.get_mandate(union=union.id, mandate=mandate, at=at)
    on = people.local_day(union=union.id, at=at)
    start = _RULES.get(one.scope)
    listed = charter.list_rules(union=union.id, on=on) if start else ()
    context["open"] = [line for line in _open(union.id, one.scope, at) if line.count]
    context["rules"] = [rule for rule in listed if start and rule.key.startswith(start)]
    context["day"] = on
    return render(request, "web/people/hand_over.html", context)


@require_POST
@access.signed_in
def report(request: HttpRequest, mandate: UUID) -> HttpResponse:
    """Write a report, as its holder."""
    person, _union, at = access.who(request)
    try:
        services.write_report(
            mandate=mandate,
            text=request.POST.get("text", ""),
            by=person.id,
            key=forms.sent_key(request),
            at=at,
        )
    except Refused as refused:
        context = _context(request, mandate)
        return errors.show_refusal(request, PAGE, context, refused)
    return redirect("people:mandate", mandate)


@require_POST
@access.signed_in
def where(request: HttpRequest, mandate: UUID) -> HttpResponse:
    """Note where things are, as its holder."""
    person, _union, at = access.who(request)
    try:
        services.note_where(
            mandate=mandate, text=request.POST.get("where", ""), by=person.id, at=at
        )
    except Refused as refused:
        context = _context(request, mandate)
        return errors.show_refusal(request, PAGE, context, refused)
    return redirect("people:mandate", mandate)


def _context(request: HttpRequest, mandate: UUID) -> dict[str, object]:
    person, union, at = access.who(request)
    one = people.get_mandate(union=union.id, mandate=mandate, at=at)
    return {
        "one": one,
        "reports": people.list_reports(union=union.id, mandate=mandate),
        "is_mine": one.person == person.id,
        "typed": request.POST,
    }


def _open(union: UUID, scope: str, at: datetime) -> Iterator[Open]:
    """Yield what waits for the holder of a scope, from the rooms themselves."""
    gather = _GATHER.get(scope)
    if gather is not None:
        yield from gather(union, at)


def _of_keys(union: UUID, at: datetime) -> Iterator[Open]:
    listed = people.list_mandates(union=union, at=at)
    proposed = [one for one in listed if one.status == "proposed"]
    yield Open(
        _("Mandates wait for a second key"), len(proposed), reverse("people:mandates")
    )
    rules = people.list_rule_proposals(union=union)
    yield Open(_("Rules wait for a second key"), len(rules), reverse("people:charter"))
    ways = [
        one
        for one in people.list_invitations(union=union, at=at)
        if one.status == "open"
    ]
    yield Open(_("Invitations are open"), len(ways), reverse("people:invitations"))


def _of_planning(union: UUID, at: datetime) -> Iterator[Open]:
    del at
    runs = [
        run
        for run in planning.list_runs(union=union)
        if run.status in {"waiting", "solving", "ready"}
    ]
    yield Open(
        _("Plans are being made, or wait for a yes"),
        len(runs),
        reverse("planning:plans"),
    )


def _of_stores(union: UUID, at: datetime) -> Iterator[Open]:
    del at
    wanted = purse.shopping_lines(union=union)
    yield Open(_("Things are to be bought"), len(wanted), reverse("purse:shopping"))


def _of_rounds(union: UUID, at: datetime) -> Iterator[Open]:
    del at
    going = [
        one
        for one in rounds.list_rounds(union=union)
        if one.status in {"open", "shared"}
    ]
    yield Open(
        _("Rounds are open, or not handed over yet"),
        len(going),
        reverse("needs:rounds"),
    )


def _of_purse(union: UUID, at: datetime) -> Iterator[Open]:
    on: date = people.local_day(union=union, at=at)
    nobody = UUID(int=0)
    spends = announced.list_spends(union=union, person=nobody, on=on)
    yield Open(_("Spends are announced"), len(spends), reverse("purse:spends"))
    pockets = purse.list_pockets(union=union)
    yield Open(
        _("Amounts laid out from pockets wait"), len(pockets), reverse("purse:home")
    )
    countings = [
        one
        for one in purse.list_countings(union=union, person=None)
        if not one.is_confirmed
    ]
    yield Open(
        _("Countings wait for a second person"), len(countings), reverse("purse:home")
    )


_GATHER: Mapping[str, Callable[[UUID, datetime], Iterator[Open]]] = {
    "keys": _of_keys,
    "planning": _of_planning,
    "stores": _of_stores,
    "rounds": _of_rounds,
    "purse": _of_purse,
}
