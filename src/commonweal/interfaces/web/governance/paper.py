"""Pages of paper: ballots and proposals to print, answers typed in by two helpers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from commonweal.core.vf.problems import NotFound, Problem, Refused, require
from commonweal.interfaces.web import access, errors
from commonweal.interfaces.web.deciding import signs
from commonweal.interfaces.web.governance import money, typed_answers
from commonweal.interfaces.web.governance.answers import ballot_words
from commonweal.interfaces.web.governance.motions import of_motion
from commonweal.interfaces.web.purse.forms import id_of, sent_key
from commonweal.rooms.governance.errors import counts as says
from commonweal.rooms.governance.queries import results
from commonweal.rooms.governance.services import paper_votes
from commonweal.rooms.governance.words import MotionView, counts

PAGE = "web/governance/paper.html"
TYPING = "web/governance/type_sheet.html"
FIRST_ROWS = 4
MORE_ROWS = 4
MOST_ROWS = 200
_PARTS = ("person", "answer", "reason")


@dataclass(slots=True)
class Row:
    """One answer as typed, with what is wrong with it."""

    number: int
    person: str = ""
    answer: str = ""
    reason: str = ""
    problems: list[Problem] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether nobody wrote on this line."""
        return not (self.person or self.answer or self.reason)


@require_safe
@access.signed_in
def paper(request: HttpRequest, motion: UUID) -> HttpResponse:
    """Show what there is on paper, and the sheets being typed."""
    return render(request, PAGE, _paper(request, motion))


@require_safe
@access.signed_in
def ballot(request: HttpRequest, motion: UUID) -> HttpResponse:
    """Print a paper to answer on."""
    context = of_motion(request, motion)
    return render(request, "web/governance/ballot.html", context | _on_paper(context))


@require_safe
@access.signed_in
def proposal_sheet(request: HttpRequest, motion: UUID) -> HttpResponse:
    """Print the proposal."""
    context = of_motion(request, motion)
    return render(request, "web/governance/proposal_sheet.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@access.signed_in
def type_sheet(request: HttpRequest, motion: UUID) -> HttpResponse:
    """Type a sheet of answers, as the first helper."""
    return _type(request, motion, None)


@require_http_methods(["GET", "HEAD", "POST"])
@access.signed_in
def type_again(request: HttpRequest, motion: UUID, sheet: UUID) -> HttpResponse:
    """Type the same sheet blind, as the second."""
    _person, union, _at = access.who(request)
    known = results.list_sheets(motion=motion, union=union.id)
    found = next((one for one in known if one.id == sheet), None)
    if found is None:
        raise NotFound(Problem("sheet", says.NO_SHEET))
    return _type(request, motion, found)


@require_POST
@access.signed_in
def tear_sheet(request: HttpRequest, motion: UUID, sheet: UUID) -> HttpResponse:
    """Give up a sheet that was not cast."""
    person, union, at = access.who(request)
    try:
        paper_votes.tear_sheet(sheet=sheet, union=union.id, by=person.id, at=at)
    except Refused as refused:
        return errors.show_refusal(request, PAGE, _paper(request, motion), refused)
    return redirect("governance:paper", motion)


def _type(
    request: HttpRequest, motion: UUID, sheet: counts.PaperSheet | None
) -> HttpResponse:
    context = of_motion(request, motion)
    view: MotionView = context["motion"]
    context |= _on_paper(context) | {
        "again": sheet,
        "mismatches": sheet.mismatches if sheet else (),
        "how": typed_answers.HOW.get(view.rule.process, ""),
        "people": [(str(p.id), p.name) for p in context["everybody"]],
    }
    n_rows = sheet.n_lines if sheet else FIRST_ROWS
    if request.method != "POST":
        return render(request, TYPING, context | {"rows": _padded([], n_rows)})
    rows = _sent(request)
    if request.POST.get("then") == "more":
        shown = _padded(rows, len(rows) + MORE_ROWS)
        return render(request, TYPING, context | {"rows": shown})
    try:
        _keep(request, view, rows, sheet)
    except Refused as refused:
        others = errors.put_at_lines(rows, refused.problems)
        shown = _padded(rows, n_rows)
        again = context | {"rows": shown, "problems": others}
        return render(request, TYPING, again, status=422)
    return redirect("governance:paper", motion)


def _keep(
    request: HttpRequest,
    view: MotionView,
    rows: list[Row],
    sheet: counts.PaperSheet | None,
) -> None:
    person, union, at = access.who(request)
    lines = _lines(view, rows)
    who: dict[str, Any] = {"union": union.id, "by": person.id, "at": at}
    if sheet is None:
        key = sent_key(request)
        paper_votes.type_sheet(motion=view.id, lines=lines, key=key, **who)
    else:
        paper_votes.type_sheet_again(sheet=sheet.id, lines=lines, **who)


def _lines(view: MotionView, rows: list[Row]) -> tuple[counts.PaperLine, ...]:
    found: list[counts.PaperLine] = []
    problems: list[Problem] = []
    for row in rows:
        wrong: list[Problem] = []
        process = view.rule.process
        answer = typed_answers.read(process, view.options, row.answer, wrong)
        if process == "no_candidates":
            answer = {"name": answer, "why": row.reason}
        problems += [problem.at_row(row.number) for problem in wrong]
        whose = id_of(row.person) or UUID(int=0)
        found.append(counts.PaperLine(person=whose, answer=answer, reason=row.reason))
    require(problems)
    return tuple(found)


def _sent(request: HttpRequest) -> list[Row]:
    """Return the lines that say something, numbered anew."""
    found: list[Row] = []
    for number in range(1, MOST_ROWS + 1):
        person, answer, reason = (
            request.POST.get(f"{part}-{number}", "").strip() for part in _PARTS
        )
        row = Row(len(found) + 1, person, answer, reason)
        if not row.is_empty:
            found.append(row)
    return found


def _padded(rows: list[Row], n: int) -> list[Row]:
    more = range(len(rows) + 1, min(MOST_ROWS, max(n, len(rows))) + 1)
    return [*rows, *(Row(number) for number in more)]


def _paper(request: HttpRequest, motion: UUID) -> dict[str, Any]:
    _person, union, _at = access.who(request)
    sheets = results.list_sheets(motion=motion, union=union.id)
    return of_motion(request, motion) | {"sheets": sheets}


def _on_paper(context: dict[str, Any]) -> dict[str, Any]:
    """Return what a paper to answer on says."""
    view: MotionView = context["motion"]
    names = [(str(p.id), p.name) for p in context["everybody"]]
    is_named = view.rule.process == "no_candidates"
    return ballot_words(view) | {
        "numbered": money.priced(view),
        "how": typed_answers.ON_PAPER.get(view.rule.process, ""),
        "names": names if is_named else (),
        "grades": signs.GRADES,
        "title": gettext("Papers to answer on"),
    }
