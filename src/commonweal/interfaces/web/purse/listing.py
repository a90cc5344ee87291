"""The pencil list: ten lines typed on one screen, all of them kept or none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from commonweal.commons.people import queries as people
from commonweal.core.vf.problems import N_, Problem, Refused, require
from commonweal.interfaces.web import access, errors
from commonweal.interfaces.web.purse import chosen, forms
from commonweal.rooms.purse import services, words

PAGE = "web/purse/list.html"
ROWS = 10
#: Empty lines of the sheet to print; they fill a page.
PAPER_ROWS = 22
PARTS = ("day", "amount", "category", "note")
LETTERS = 200
UNKNOWN = N_("“%(value)s” is none of our categories. Choose one of the list.")
NOTHING = N_("Nothing is written on this list yet.")


@dataclass(slots=True)
class Row:
    """One line as typed, with what is wrong with it."""

    number: int
    values: Mapping[str, str]
    problems: list[Problem] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether nobody wrote on this line."""
        return not (self.values.get("amount") or self.values.get("note"))


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
        "may_type": bool({"paper", "purse"} & set(access.of(request).scopes)),
        "month": forms.day_of(f"{request.GET.get('month', '')[:7]}-01"),
    }
    if request.method != "POST":
        blank = [Row(number, {}) for number in range(1, ROWS + 1)]
        return render(request, PAGE, {**context, "rows": blank})
    rows = [_row(request.POST, number) for number in range(1, ROWS + 1)]
    try:
        n = _write(request, rows, picks)
    except Refused as refused:
        others = _place(rows, refused.problems)
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


def _write(request: HttpRequest, rows: Iterable[Row], picks: chosen.Picks) -> int:
    person, union, at = access.who(request)
    problems: list[Problem] = []
    account = forms.read_id(request.POST.get("account", ""), "account", problems)
    drafts = tuple(
        _draft(row, account, picks, problems) for row in rows if not row.is_empty
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
    row: Row, account: UUID | None, picks: chosen.Picks, problems: list[Problem]
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


def _row(sent: QueryDict, number: int) -> Row:
    values = {name: sent.get(f"{name}-{number}", "")[:LETTERS] for name in PARTS}
    return Row(number, values)


def _place(rows: Iterable[Row], problems: Iterable[Problem]) -> list[Problem]:
    """Put each problem at its line; say of the others at least that there are some."""
    others = list(errors.put_at_lines(rows, problems))
    if not others:
        n = sum(bool(row.problems) for row in rows)
        others.append(Problem("", _NOT_KEPT, {"n": n}))
    return others


_NOT_KEPT = N_("Lines to look at: %(n)s. Nothing is kept until all are right.")
