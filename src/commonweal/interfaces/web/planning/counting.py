"""The sheet of a stock count: printed, carried along the shelf, typed in at one go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from commonweal.commons.people import permissions
from commonweal.commons.people import queries as people
from commonweal.core.vf.problems import N_, NotFound, Problem, Refused
from commonweal.interfaces.web import access, errors
from commonweal.interfaces.web.planning import forms
from commonweal.rooms.planning import queries, services
from commonweal.rooms.planning.words import StockView

PAGE = "web/planning/count_all.html"
AMOUNT = "amount-"
SEEN = "seen-"
NO_STORE = N_("This store is not known here. Open the sheet again.")
#: Letters of one amount.
LONGEST = 40


@dataclass(slots=True)
class Row:
    """A line of the sheet: the store, what was typed beside it, what is wrong with it."""

    number: int
    line: StockView
    amount: str
    problems: list[Problem] = field(default_factory=list)


@require_http_methods(["GET", "HEAD", "POST"])
@access.signed_in
def count_all(request: HttpRequest) -> HttpResponse:
    """Show every store with room for what is found, and write a count down."""
    person, union, at = access.who(request)
    permissions.require(by=person.id, union=union.id, scope="stores", at=at)
    rows = _rows(request)
    if request.method != "POST":
        return _show(request, rows)
    try:
        n = services.count_stores(
            lines=_typed(request, rows),
            union=union.id,
            by=person.id,
            key=forms.sent_key(request),
            at=at,
        )
    except Refused as refused:
        others = errors.put_at_lines(rows, refused.problems)
        return _show(request, rows, problems=others, status=422)
    said = ngettext("%(n)s store changed.", "%(n)s stores changed.", n)
    messages.info(request, said % {"n": n} if n else _("All of it was right."))
    return redirect("planning:stores")


def _show(
    request: HttpRequest,
    rows: Sequence[Row],
    *,
    problems: Sequence[Problem] = (),
    status: int = 200,
) -> HttpResponse:
    _person, union, at = access.who(request)
    today = people.local_day(union=union.id, at=at)
    context = {
        "by_place": [
            (place, list(there)) for place, there in groupby(rows, key=_place_of)
        ],
        "without": _("Without a place"),
        "today": today,
        "printed_on": _printed_before(request, today),
        "problems": problems,
    }
    return render(request, PAGE, context, status=status)


def _rows(request: HttpRequest) -> list[Row]:
    """Return all stores by place and name, with what was typed."""
    _person, union, at = access.who(request)
    today = people.local_day(union=union.id, at=at)
    lines = sorted(
        queries.list_stock(union=union.id, on=today),
        key=lambda line: (line.place_name, line.kind_name.casefold(), line.resource),
    )
    typed = request.POST
    return [
        Row(
            number=number,
            line=line,
            amount=typed.get(f"{AMOUNT}{line.resource}", "")[:LONGEST],
        )
        for number, line in enumerate(lines, start=1)
    ]


def _typed(request: HttpRequest, rows: Sequence[Row]) -> list[services.Counted]:
    """Return what was typed, also beside a store that has become empty meanwhile."""
    numbers = {row.line.resource: row.number for row in rows}
    typed = []
    for name, amount in request.POST.items():
        if not name.startswith(AMOUNT) or not str(amount).strip():
            continue
        store = _id(name.removeprefix(AMOUNT))
        typed.append(
            services.Counted(
                row=numbers.get(store, 0),
                resource=store,
                amount=str(amount)[:LONGEST],
                seen=request.POST.get(f"{SEEN}{store}", ""),
            )
        )
    return typed


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound(Problem("amount", NO_STORE)) from None


def _printed_before(request: HttpRequest, today: date) -> date | None:
    """Return the day of the sheet, when it is typed in on a later one."""
    try:
        day = date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return None
    return day if day < today else None


def _place_of(row: Row) -> str:
    return row.line.place_name
