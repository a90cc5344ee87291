"""The shopping list of the purse: what plans and meals ask to be bought outside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from commonweal.core.vf.problems import N_, Problem, Refused, require
from commonweal.interfaces.web import access, errors
from commonweal.interfaces.web.purse import forms, noting
from commonweal.interfaces.web.templatetags.words import amount
from commonweal.rooms.purse import queries, services, words

PAGE = "web/purse/shopping.html"
NOTHING_TICKED = N_("Tick what was bought.")


@dataclass(frozen=True, slots=True)
class Day:
    """What is needed by one day; ``why`` where all of it has the same reason."""

    due: date | None
    why: tuple[str, Mapping[str, object]] | None
    lines: tuple[tuple[words.ShoppingLine, tuple[str, Mapping[str, object]]], ...]


@require_http_methods(["GET", "HEAD", "POST"])
@access.signed_in
def shopping(request: HttpRequest) -> HttpResponse:
    """Show what is to be bought; tick what was, and note what it took."""
    _person, union, _at = access.who(request)
    lines = queries.shopping_lines(union=union.id)
    typed = (
        noting.typed_of(request) if request.method == "POST" else noting.fresh(request)
    )
    context = {
        **noting.page_of(request, "out", typed),
        "days": _by_day(lines),
        "ticked": request.POST.getlist("bought"),
    }
    if request.method != "POST":
        return render(request, PAGE, context)
    try:
        entry = _bought(request, typed, union.id, {one.commitment for one in lines})
    except Refused as refused:
        context |= noting.refused_page(request, "out", typed, refused)
        return errors.show_refusal(request, PAGE, context, refused)
    said = gettext("%(amount)s noted; what was bought is off the list.")
    messages.success(request, said % {"amount": amount(entry.amount)})
    return redirect("purse:shopping")


def _by_day(lines: Iterable[words.ShoppingLine]) -> list[Day]:
    """Set the list in order: what is needed first stands on top."""
    found: dict[date | None, list[words.ShoppingLine]] = {}
    for one in lines:
        found.setdefault(one.due, []).append(one)
    days = []
    for due in sorted(found, key=lambda day: day or date.max):
        ours = sorted(found[due], key=lambda one: one.kind_name.casefold())
        whys = [(one.why, one.why_facts) for one in ours]
        same = whys[0] if all(why == whys[0] for why in whys) else None
        days.append(Day(due, same, tuple(zip(ours, whys, strict=True))))
    return days


def _bought(
    request: HttpRequest, typed: noting.Typed, union: UUID, known: set[UUID]
) -> words.EntryView:
    person, _union, at = access.who(request)
    sent = (forms.id_of(one) for one in request.POST.getlist("bought"))
    bought = tuple(one for one in sent if one in known)
    problems = [] if bought else [Problem("", NOTHING_TICKED)]
    place = noting.place_of(request, "out", typed, problems)
    require(problems)
    draft = noting.entry_draft(typed, place, way="out", union=union)
    return services.note_entry(
        draft=noting.finishing(draft, bought),
        union=union,
        by=person.id,
        key=forms.sent_key(request),
        at=at,
    )
