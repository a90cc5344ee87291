"""The pencil list: ten lines typed on one screen, all of them kept or none."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from commonweal.commons.people import queries as people
from commonweal.core.vf.problems import N_, Problem, Refused, require
from commonweal.interfaces.web import access, errors
from commonweal.interfaces.web.purse import chosen, forms, typed_rows
from commonweal.rooms.purse import services, words

PAGE = "web/purse/list.html"
#: Empty lines of the sheet to print; they fill a page.
PAPER_ROWS = 22
PARTS = ("day", "amount", "category", "note")
#: A line on which only a day or a category was chosen says nothing yet.
SAID = ("amount", "note")
NUMBERS = range(1, typed_rows.ROWS + 1)
UNKNOWN = N_("“%(value)s” is none of our categories. Choose one of the list.")
NOTHING = N_("Nothing is written on this list yet.")


@require_http_methods(["GET", "HEAD", "POST"])
@access.signed_in
def typed_list(request: HttpRequest) -> HttpResponse:
    """Type a pencil list in one screen."""
    _person, union, at = access.who(request)
    picks = chosen.picks(union.id)
    context: dict[str, object] = {
        "accounts": picks.accounts(),
        "account": request.POST.get("account") or request.GET.get("account"),
        "outs": picks.categories("out"),
        "ins": picks.categories("in"),
        "today": people.local_day(union=union.id, at=at),
        "may_type": typed_rows.may_type(request),
        "month": forms.day_of(f"{request.GET.get('month', '')[:7]}-01"),
    }
    if request.method != "POST":
        return render(request, PAGE, {**context, "rows": typed_rows.blank(NUMBERS)})
    rows = typed_rows.sent(request, PARTS, NUMBERS)
    try:
        n = _write(request, rows, picks)
    except Refused as refused:
        others = typed_rows.placed(rows, refused.problems)
        context.update(rows=rows)
        return errors.show_refusal(request, PAGE, context, Refused(others))
    said = ngettext("%(n)s line is noted.", "%(n)s lines are noted.", n)
    messages.success(request, said % {"n": n})
    return redirect("purse:list" if "more" in request.POST else "purse:entries")


@require_safe
@access.signed_in
def paper(request: HttpRequest) -> HttpResponse:
    """Give the list to print, to hang beside the drawer with a pencil."""
    _person, union, _at = access.who(request)
    picks = chosen.picks(union.id)
    context = {
        "rows": range(PAPER_ROWS),
        "categories": picks.pictured("out"),
        "ins": picks.pictured("in"),
    }
    return render(request, "web/purse/paper.html", context)


def _write(
    request: HttpRequest, rows: Iterable[typed_rows.Row], picks: chosen.Picks
) -> int:
    person, union, at = access.who(request)
    problems: list[Problem] = []
    account = forms.read_id(request.POST.get("account", ""), "account", problems)
    drafts = tuple(
        _draft(row, account, picks, problems) for row in rows if row.says(SAID)
    )
    if not drafts:
        problems.append(Problem("", NOTHING))
    require(problems)
    services.note_entries(
        drafts=drafts,
        union=union.id,
        by=person.id,
        key=forms.sent_key(request),
        at=at,
    )
    return len(drafts)


def _draft(
    row: typed_rows.Row,
    account: UUID | None,
    picks: chosen.Picks,
    problems: list[Problem],
) -> words.EntryDraft:
    here: list[Problem] = []
    directions = {str(one.id): one.direction for one in picks.pictured()}
    picked = row.values["category"]
    if picked and picked not in directions:
        here.append(Problem("category", UNKNOWN, {"value": picked[:40]}))
    draft = words.EntryDraft(
        amount=row.values["amount"],
        category=forms.id_of(picked),
        kind="came_in" if directions.get(picked) == "in" else _out(account, picks),
        account=account,
        day=forms.read_day(row.values["day"], "day", here),
        note=row.values["note"],
        row=row.number,
    )
    problems += [problem.at_row(row.number) for problem in here]
    return draft


def _out(account: UUID | None, picks: chosen.Picks) -> str:
    kinds = {one.id: one.kind for one in picks.all_accounts}
    if account is None:
        return "taken"
    return "taken" if kinds.get(account) == "drawer" else "paid"
