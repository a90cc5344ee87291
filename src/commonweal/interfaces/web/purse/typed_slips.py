"""Sealed slips of a contribution round: to print and cut, and typed in by a helper.

What was typed is shown again only while something is wrong with it. Once it is kept
nobody reads it but whose it is, the helper neither.
"""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from commonweal.commons.people import queries as people
from commonweal.core.vf.problems import Refused
from commonweal.interfaces.web import access, errors
from commonweal.interfaces.web.purse import typed_rows
from commonweal.rooms.purse.queries import pledged
from commonweal.rooms.purse.services import pledging
from commonweal.rooms.purse.words import papers, together

PAGE = "web/purse/typed_slips.html"
PARTS = ("who", "green", "yellow", "red")
NUMBERS = range(1, typed_rows.ROWS + 1)
#: Slips on a page, to be cut apart.
SLIPS = 6


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@access.signed_in
def typed(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Type slips in."""
    _person, union, _at = access.who(request)
    context = {
        **_round(request, round_id),
        "people": typed_rows.named(people.list_associates(union=union.id)),
        "may_type": typed_rows.may_type(request),
    }
    if request.method != "POST":
        return render(request, PAGE, {**context, "rows": typed_rows.blank(NUMBERS)})
    rows = typed_rows.sent(request, PARTS, NUMBERS)
    try:
        n = _write(request, round_id, rows)
    except Refused as refused:
        others = typed_rows.placed(rows, refused.problems)
        context = {**context, "rows": rows}
        return errors.show_refusal(request, PAGE, context, type(refused)(others))
    said = ngettext(
        "%(n)s slip is typed in. Nobody can read it now, you neither.",
        "%(n)s slips are typed in. Nobody can read them now, you neither.",
        n,
    )
    messages.success(request, said % {"n": n})
    if "more" in request.POST:
        return redirect("purse:typed_slips", round_id)
    return redirect("purse:round", round_id)


@require_safe
@access.signed_in
def paper(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Give slips to print, cut and fold."""
    context = {**_round(request, round_id), "slips": range(SLIPS)}
    return render(request, "web/purse/paper_slips.html", context)


def _round(request: HttpRequest, round_id: UUID) -> dict[str, object]:
    _person, union, at = access.who(request)
    today = people.local_day(union=union.id, at=at)
    view = pledged.get_round(union=union.id, round_id=round_id, on=today)
    return {
        "round": view,
        "is_open": view.status == "open" and today <= view.closes_on,
    }


def _write(request: HttpRequest, round_id: UUID, rows: Iterable[typed_rows.Row]) -> int:
    person, union, at = access.who(request)
    slips = tuple(
        papers.Slip(
            row=row.number,
            person=row.id_of("who"),
            draft=together.PledgeDraft(
                green=row.values["green"],
                yellow=row.values["yellow"],
                red=row.values["red"],
            ),
        )
        for row in rows
        if row.says(PARTS)
    )
    pledging.pledge_slips(
        round_id=round_id, slips=slips, union=union.id, by=person.id, at=at
    )
    return len(slips)
