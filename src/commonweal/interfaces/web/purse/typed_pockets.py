"""The list “paid from my pocket”: to print, and typed for ten people in one screen."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from commonweal.commons.people import queries as people
from commonweal.core.vf.problems import Problem, Refused, require
from commonweal.interfaces.web import access, errors
from commonweal.interfaces.web.purse import chosen, forms, listing, noting, typed_rows
from commonweal.rooms.purse import services, words

PAGE = "web/purse/typed_pockets.html"
PARTS = ("who", "amount", "category", "day", "note", "iban")
SAID = ("who", "amount", "note", "iban")
NUMBERS = range(1, typed_rows.ROWS + 1)
#: Empty lines of the sheet to print; they fill a page.
PAPER_ROWS = 18


@require_http_methods(["GET", "HEAD", "POST"])
@access.signed_in
def typed(request: HttpRequest) -> HttpResponse:
    """Type what several people laid out."""
    _person, union, at = access.who(request)
    context: dict[str, object] = {
        "people": typed_rows.named(people.list_people(union=union.id)),
        "outs": chosen.picks(union.id).categories("out"),
        "today": people.local_day(union=union.id, at=at),
        "may_type": typed_rows.may_type(request),
        "month": forms.day_of(f"{request.GET.get('month', '')[:7]}-01"),
        "happened": "happened_anyway" in request.POST,
    }
    if request.method != "POST":
        return render(request, PAGE, {**context, "rows": typed_rows.blank(NUMBERS)})
    rows = typed_rows.sent(request, PARTS, NUMBERS)
    try:
        n = _write(request, rows)
    except Refused as refused:
        is_above = any(one.message == noting.ANNOUNCE_FIRST for one in refused.problems)
        others = typed_rows.placed(rows, refused.problems)
        context.update(rows=rows, is_above=is_above)
        again = type(refused)(others)
        return errors.show_refusal(request, PAGE, context, again)
    said = ngettext("%(n)s line is noted.", "%(n)s lines are noted.", n)
    messages.success(request, said % {"n": n})
    return redirect(
        "purse:typed_pockets" if "more" in request.POST else "purse:entries"
    )


@require_safe
@access.signed_in
def paper(request: HttpRequest) -> HttpResponse:
    """Give the list to print."""
    _person, union, _at = access.who(request)
    context = {
        "rows": range(1, PAPER_ROWS + 1),
        "categories": chosen.picks(union.id).pictured("out"),
    }
    return render(request, "web/purse/paper_pockets.html", context)


def _write(request: HttpRequest, rows: Iterable[typed_rows.Row]) -> int:
    person, union, at = access.who(request)
    problems: list[Problem] = []
    drafts = tuple(
        _draft(row, problems, happened="happened_anyway" in request.POST)
        for row in rows
        if row.says(SAID)
    )
    if not drafts:
        problems.append(Problem("", listing.NOTHING))
    require(problems)
    services.pay_from_pockets(
        drafts=drafts,
        union=union.id,
        by=person.id,
        key=forms.sent_key(request),
        at=at,
    )
    return len(drafts)


def _draft(
    row: typed_rows.Row, problems: list[Problem], *, happened: bool
) -> words.PocketDraft:
    here: list[Problem] = []
    day = forms.read_day(row.values["day"], "day", here)
    problems += [problem.at_row(row.number) for problem in here]
    return words.PocketDraft(
        person=row.id_of("who"),
        amount=row.values["amount"],
        category=row.id_of("category"),
        day=day,
        note=row.values["note"],
        iban=row.values["iban"],
        happened_anyway=happened,
        row=row.number,
    )
