"""The sheet of the notice board: spends announced, support and concerns, typed at once.

The first lines announce; the others say something, about a spend that is announced
already or about one of the first lines.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from commonweal.commons.charter import queries as charter
from commonweal.commons.people import queries as people
from commonweal.core.vf.problems import Problem, Refused, require
from commonweal.interfaces.web import access, errors
from commonweal.interfaces.web.purse import chosen, forms, typed_rows
from commonweal.rooms.purse.queries import announced
from commonweal.rooms.purse.services import boards
from commonweal.rooms.purse.words import papers, together

PAGE = "web/purse/typed_board.html"
NEW = ("who", "what_for", "amount", "day", "category")
SAID = ("who", "about", "kind", "words")
FIRST = range(1, 5)
VOICES = range(5, 5 + typed_rows.ROWS)
#: How many announced spends stand on the sheet to print; the next to stand first.
MOST_PRINTED = 6
LINE = "line-"


@require_http_methods(["GET", "HEAD", "POST"])
@access.signed_in
def typed(request: HttpRequest) -> HttpResponse:
    """Type what stands on the sheet."""
    _person, union, at = access.who(request)
    today = people.local_day(union=union.id, at=at)
    context: dict[str, object] = {
        "people": typed_rows.named(people.list_associates(union=union.id)),
        "outs": chosen.picks(union.id).categories(
            "out", first=gettext("something else")
        ),
        "about": _abouts(request),
        "kinds": [("support", gettext("support")), ("concern", gettext("a concern"))],
        "may_type": typed_rows.may_type(request),
        "today": today,
        "printed": forms.day_of(request.GET.get("on", "")[:10]),
    }
    if request.method != "POST":
        context.update(new=typed_rows.blank(FIRST), voices=typed_rows.blank(VOICES))
        return render(request, PAGE, context)
    new = typed_rows.sent(request, NEW, FIRST)
    voices = typed_rows.sent(request, SAID, VOICES)
    try:
        n = _write(request, new, voices, today)
    except Refused as refused:
        others = typed_rows.placed([*new, *voices], refused.problems)
        context.update(new=new, voices=voices, wrong=[*new, *voices])
        return errors.show_refusal(request, PAGE, context, type(refused)(others))
    said = ngettext("%(n)s line is typed in.", "%(n)s lines are typed in.", n)
    messages.success(request, said % {"n": n})
    return redirect("purse:typed_board" if "more" in request.POST else "purse:spends")


@require_safe
@access.signed_in
def paper(request: HttpRequest) -> HttpResponse:
    """Give the sheet to print: what is announced now, and room for hands."""
    _person, union, at = access.who(request)
    today = people.local_day(union=union.id, at=at)
    context = {
        "today": today,
        "spends": _open(request)[:MOST_PRINTED],
        "new": FIRST,
        "voices": VOICES,
        "threshold": charter.rule(
            union=union.id, key="purse.notice_threshold", on=today
        ),
        "days": charter.whole(union=union.id, key="purse.notice_days", on=today),
    }
    return render(request, "web/purse/paper_board.html", context)


def _open(request: HttpRequest) -> list[together.SpendView]:
    """Return the spends about which something can still be said."""
    person, union, at = access.who(request)
    found = announced.list_spends(
        union=union.id,
        person=person.id,
        on=people.local_day(union=union.id, at=at),
    )
    return [one for one in found if one.state in {"waits", "talk"}]


def _abouts(request: HttpRequest) -> forms.Choices:
    """Return what can be spoken about: what is announced, and lines of this sheet."""
    known = [
        (str(one.id), f"{one.what_for or one.category_name} ({one.amount})")
        for one in _open(request)
    ]
    lines = [
        (f"{LINE}{number}", gettext("line %(n)s above") % {"n": number})
        for number in FIRST
    ]
    return [("", gettext("About")), *known, *lines]


def _write(
    request: HttpRequest,
    new: Iterable[typed_rows.Row],
    voices: Iterable[typed_rows.Row],
    today: date,
) -> int:
    person, union, at = access.who(request)
    problems: list[Problem] = []
    board = papers.Board(
        spends=tuple(
            _spend(row, today, problems)
            for row in new
            if row.says(("who", "what_for", "amount"))
        ),
        voices=tuple(_voice(row) for row in voices if row.says(SAID)),
    )
    require(problems)
    boards.type_board(
        board=board,
        union=union.id,
        by=person.id,
        key=forms.sent_key(request),
        at=at,
    )
    return len(board.spends) + len(board.voices)


def _spend(
    row: typed_rows.Row, today: date, problems: list[Problem]
) -> papers.BoardSpend:
    here: list[Problem] = []
    day = forms.read_day(row.values["day"], "day", here)
    category = forms.read_id(row.values["category"], "category", here)
    problems += [problem.at_row(row.number) for problem in here]
    draft = together.SpendDraft(
        amount=row.values["amount"],
        what_for=row.values["what_for"],
        day=day or today,
        category=category,
    )
    return papers.BoardSpend(row=row.number, person=row.id_of("who"), draft=draft)


def _voice(row: typed_rows.Row) -> papers.BoardVoice:
    about = row.values["about"]
    line = about.removeprefix(LINE)
    is_line = about.startswith(LINE) and line.isdecimal()
    return papers.BoardVoice(
        row=row.number,
        person=row.id_of("who"),
        kind=row.values["kind"],
        words=row.values["words"],
        spend=None if is_line else forms.id_of(about),
        line=int(line) if is_line else None,
    )
