"""Pages of bank lines: what the bank says, beside what the books say.

Whether both agree is for everybody to see. The lines themselves carry other people's
names: they are for the purse's mandate only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST, require_safe

from commonweal.commons.people import queries as people
from commonweal.core.vf.problems import N_, Problem, Refused, require
from commonweal.interfaces.web import access, errors
from commonweal.interfaces.web.purse import chosen, forms
from commonweal.rooms.purse import permissions
from commonweal.rooms.purse.queries import bank as lines_of
from commonweal.rooms.purse.queries import bank_checks, bank_suggestions
from commonweal.rooms.purse.services import bank_matching
from commonweal.rooms.purse.words.bank import BankLineView, LineBooking, Suggestion

PAGE = "web/purse/bank.html"
PAGE_LINES = 25
#: A choice beside the categories: the money went to another account of ours.
MOVED = "moved:"
CHOOSE = N_("Choose what this line is.")


@dataclass(frozen=True, slots=True)
class Shown:
    """A bank line, and what it may be."""

    line: BankLineView
    account: str
    entries: tuple[Suggestion, ...]
    rule: Suggestion | None
    what: str  # what the rule makes of it
    picked: str  # what was chosen on this page, and not kept yet

    @property
    def comes_in(self) -> bool:
        """Whether money came in by it."""
        return self.line.amount.amount > 0


@require_safe
@access.signed_in
def bank(request: HttpRequest) -> HttpResponse:
    """Show whether bank and books agree, and the lines that wait."""
    return render(request, PAGE, _bank(request))


@require_POST
@access.signed_in
def match_all(request: HttpRequest) -> HttpResponse:
    """Match every waiting line that can mean only one thing."""
    person, union, at = access.who(request)
    try:
        found = bank_matching.match_lines(
            union=union.id,
            account=forms.id_of(request.POST.get("account")),
            by=person.id,
            at=at,
        )
    except Refused as refused:
        return errors.show_refusal(request, PAGE, _bank(request), refused)
    n = found.n_by_rule + found.n_by_suggestion
    said = ngettext("%(n)s line is matched,", "%(n)s lines are matched,", n)
    wait = ngettext("%(n)s waits.", "%(n)s wait.", found.n_waiting)
    parts = (said % {"n": n}, wait % {"n": found.n_waiting})
    messages.success(request, " ".join(parts))
    return _again(request)


@require_POST
@access.signed_in
def match(request: HttpRequest, line: UUID) -> HttpResponse:
    """Let a line stand for an entry, or make an entry of it: one tap."""
    person, union, at = access.who(request)
    how: dict[str, Any] = {"union": union.id, "by": person.id, "at": at}
    entry = forms.id_of(request.POST.get("entry"))
    try:
        if entry is not None:
            bank_matching.match_line(line=line, entries=(entry,), **how)
        else:
            bank_matching.book_lines(bookings=(_one_booking(request, line),), **how)
    except Refused as refused:
        return errors.show_refusal(request, PAGE, _bank(request), refused)
    return _again(request)


@require_POST
@access.signed_in
def book_all(request: HttpRequest) -> HttpResponse:
    """Make entries of all lines something was chosen for: all of them or none."""
    person, union, at = access.who(request)
    picked = {
        line: what
        for name, what in request.POST.items()
        if name.startswith("what-")
        and what
        and (line := forms.id_of(name.removeprefix("what-")))
    }
    try:
        require([] if picked else [Problem("", CHOOSE)])
        bookings = tuple(_booking(line, str(what)) for line, what in picked.items())
        bank_matching.book_lines(bookings=bookings, union=union.id, by=person.id, at=at)
    except Refused as refused:
        return errors.show_refusal(request, PAGE, _bank(request), refused)
    n = len(picked)
    said = ngettext("%(n)s line is noted.", "%(n)s lines are noted.", n)
    messages.success(request, said % {"n": n})
    return _again(request)


@require_POST
@access.signed_in
def unmatch(request: HttpRequest, line: UUID) -> HttpResponse:
    """Take a line and its entry apart; both stay."""
    person, union, at = access.who(request)
    try:
        bank_matching.unmatch_line(line=line, union=union.id, by=person.id, at=at)
    except Refused as refused:
        return errors.show_refusal(request, PAGE, _bank(request), refused)
    messages.info(request, gettext("Taken apart; the line waits again."))
    return _again(request)


def _one_booking(request: HttpRequest, line: UUID) -> LineBooking:
    """Return what a line is: by a rule that was tapped, or as was chosen."""
    asked = forms.id_of(request.POST.get("rule"))
    if asked is None:
        return _booking(line, str(request.POST.get(f"what-{line}", "")))
    union = access.who(request)[1].id
    rule = next(
        (one for one in lines_of.list_rules(union=union) if one.id == asked), None
    )
    if rule is None:
        raise Refused(Problem("", CHOOSE))
    return LineBooking(
        line=line,
        category=rule.category,
        purse=rule.purse,
        moved_with=rule.moved_with,
    )


def _booking(line: UUID, picked: str) -> LineBooking:
    problems: list[Problem] = [] if picked else [Problem("", CHOOSE)]
    is_moved = picked.startswith(MOVED)
    what = forms.read_id(picked.removeprefix(MOVED), "", problems)
    require(problems)
    return LineBooking(
        line=line,
        category=None if is_moved else what,
        moved_with=what if is_moved else None,
    )


def _bank(request: HttpRequest) -> dict[str, Any]:
    person, union, at = access.who(request)
    today = people.local_day(union=union.id, at=at)
    keeps = permissions.may_keep_purse(by=person.id, union=union.id, at=at)
    context: dict[str, Any] = {
        "checks": bank_checks.statement_check(union=union.id, on=today),
        "keeps": keeps,
    }
    return {**context, **_lines(request, union.id)} if keeps else context


def _lines(request: HttpRequest, union: UUID) -> dict[str, Any]:
    """Return the lines that wait, or those that are matched, with what they may be."""
    asked = request.GET
    account = forms.id_of(asked.get("account"))
    is_matched = "matched" in asked
    found = lines_of.list_bank_lines(
        union=union,
        account=account,
        is_waiting=not is_matched,
        after=forms.id_of(asked.get("after")),
        limit=PAGE_LINES,
    )
    picks = chosen.picks(union)
    many = len(found) == PAGE_LINES
    query = asked.copy()
    if many:
        query["after"] = str(found[-1].id)
    return {
        "shown": _shown(union, found, picks, request.POST),
        "is_matched": is_matched,
        "account": account,
        "n_waiting": lines_of.count_waiting(union=union, account=account),
        "more": f"?{query.urlencode()}" if many else "",
        "outs": picks.categories("out"),
        "ins": picks.categories("in"),
        "accounts": picks.all_accounts,
        "here": request.get_full_path() if request.method == "GET" else "",
    }


def _shown(
    union: UUID,
    found: tuple[BankLineView, ...],
    picks: chosen.Picks,
    sent: Mapping[str, str],
) -> list[Shown]:
    suggested = bank_suggestions.suggestions(
        union=union, lines=[one.id for one in found]
    )
    of_line: dict[UUID, list[Suggestion]] = {}
    for one in suggested:
        of_line.setdefault(one.line, []).append(one)
    names = {one.id: one.name for one in picks.all_accounts}
    shown = []
    for line in found:
        mine = of_line.get(line.id, [])
        rule = next((one for one in mine if one.entry is None and one.rule), None)
        shown.append(
            Shown(
                line=line,
                account=names.get(line.account, ""),
                entries=tuple(one for one in mine if one.entry is not None),
                rule=rule,
                what=_what(rule, picks) if rule else "",
                picked=sent.get(f"what-{line.id}", ""),
            )
        )
    return shown


def _what(rule: Suggestion, picks: chosen.Picks) -> str:
    if rule.moved_with is not None:
        other = next(a.name for a in picks.all_accounts if a.id == rule.moved_with)
        return gettext("moved: %(name)s") % {"name": other}
    names = {one.id: gettext(one.name) for one in picks.all_categories}
    return names.get(rule.category, "") if rule.category else ""


def _again(request: HttpRequest) -> HttpResponse:
    back = request.POST.get("back", "")
    home = reverse("purse:bank")
    return redirect(back if back.startswith(f"{home}?") else home)
