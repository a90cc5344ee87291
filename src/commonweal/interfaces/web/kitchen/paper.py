"""The sign-out list of a week: on one sheet, and typed back on one screen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from commonweal.core.vf.problems import N_, Problem, Refused
from commonweal.interfaces.web import access
from commonweal.interfaces.web.kitchen import weeks
from commonweal.rooms.kitchen import queries, services, words

PAGE = "web/kitchen/paper.html"
TYPE = "web/kitchen/paper_type.html"
#: People on one screen when the list is typed back.
ON_A_SCREEN = 10
#: Names beyond which the lines of the printed list stand closer.
MANY_NAMES = 34
OUT, IN, LATE = "x", "o", "l"
_SAYS: Mapping[str, str] = {OUT: "out", IN: "in", LATE: "late"}
_UNREADABLE = N_(
    "%(name)s: “%(mark)s” is not a mark of the list. Write x for not here, o for here, "
    "l for a late plate, and +2 for two guests."
)


@dataclass(slots=True)
class Cell:
    """A box of the list: a person at a meal, and the mark typed."""

    meal: words.MealView
    mark: str = ""
    is_wrong: bool = False


@dataclass(slots=True)
class Row:
    """A line of the list."""

    person: words.PaperLine
    cells: list[Cell] = field(default_factory=list)


@require_safe
@access.signed_in
def paper(request: HttpRequest) -> HttpResponse:
    """Show the list of a week: names, meals, empty boxes. It prints on one sheet."""
    _person, union, _at = access.who(request)
    week = weeks.monday(request)
    names = queries.sign_out_list(union=union.id)
    context = {
        "week": week,
        "meals": _meals(request, week),
        "names": names,
        "is_long": len(names) > MANY_NAMES,
        "may_type": "paper" in access.of(request).scopes or _is_kitchen(request),
    }
    return render(request, PAGE, context)


@require_http_methods(["GET", "HEAD", "POST"])
@access.signed_in
def type_back(request: HttpRequest) -> HttpResponse:
    """Type the list back, ten people on a screen; all of it is kept or nothing."""
    person, union, at = access.who(request)
    week = weeks.monday(request)
    names = queries.sign_out_list(union=union.id)
    first = _first(request, len(names))
    shown = names[first : first + ON_A_SCREEN]
    rows = list(_rows(request, shown, _meals(request, week)))
    context: dict[str, object] = {
        "week": week,
        "rows": rows,
        "meals": [cell.meal for cell in rows[0].cells] if rows else [],
        "screens": _screens(len(names), first),
        "first": first,
    }
    if request.method != "POST":
        return render(request, TYPE, context)
    try:
        drafts = _drafts(rows)
        n = services.type_lists(drafts=drafts, union=union.id, by=person.id, at=at)
    except Refused as refused:
        context["problems"] = refused.problems
        return render(request, TYPE, context, status=422)
    said = ngettext("%(n)s line typed.", "%(n)s lines typed.", n)
    messages.info(request, said % {"n": n})
    after = first + ON_A_SCREEN
    here = f"?week={week.first.isoformat()}"
    if after < len(names):
        return redirect(f"{reverse('kitchen:type_back')}{here}&first={after}")
    return redirect(f"{reverse('kitchen:week')}{here}")


def _meals(request: HttpRequest, week: weeks.Week) -> tuple[words.MealView, ...]:
    _person, union, at = access.who(request)
    every = queries.list_meals(
        union=union.id, from_day=week.first, until=week.last, at=at
    )
    return tuple(meal for meal in every if meal.status == "planned")


def _is_kitchen(request: HttpRequest) -> bool:
    return "kitchen" in access.of(request).scopes


def _first(request: HttpRequest, n_names: int) -> int:
    asked = request.GET.get("first", "")
    number = int(asked) if asked.isdecimal() and len(asked) < 6 else 0  # noqa: PLR2004 - far past any union
    return number - number % ON_A_SCREEN if number < n_names else 0


def _screens(n_names: int, first: int) -> list[tuple[int, int, int, bool]]:
    """Return each screen: its first line, what stands on it, whether it is this one."""
    return [
        (start, start + 1, min(n_names, start + ON_A_SCREEN), start == first)
        for start in range(0, n_names, ON_A_SCREEN)
    ]


def _rows(
    request: HttpRequest,
    names: Sequence[words.PaperLine],
    meals: Sequence[words.MealView],
) -> Iterator[Row]:
    for line in names:
        yield Row(
            line,
            [
                Cell(meal, request.POST.get(f"{line.person}:{meal.id}", "").strip()[:8])
                for meal in meals
            ],
        )


def _drafts(rows: Iterable[Row]) -> tuple[words.PaperDraft, ...]:
    """Return the marks as the lists of meals.

    Raises
    ------
    Refused
        Every mark that is none, with the name beside it.
    """
    by_meal: dict[UUID, list[words.PaperRow]] = {}
    problems = []
    for row in rows:
        for cell in row.cells:
            if not cell.mark:
                continue
            read = _read(cell.mark)
            if read is None:
                cell.is_wrong = True
                said = {"name": row.person.name, "mark": cell.mark}
                problems.append(Problem("", _UNREADABLE, said))
                continue
            line = words.PaperRow(
                person=row.person.person, says=read[0], guests=read[1]
            )
            by_meal.setdefault(cell.meal.id, []).append(line)
    if problems:
        raise Refused(problems)
    return tuple(
        words.PaperDraft(meal=meal, rows=tuple(lines))
        for meal, lines in by_meal.items()
    )


def _read(mark: str) -> tuple[str, str] | None:
    """Read "x", "l", "o+2", "+1"; guests without a word mean that their host eats."""
    said, plus, guests = mark.casefold().partition("+")
    said = said.strip().replace("\u00d7", OUT).replace("0", IN)
    says = _SAYS.get(said or (IN if plus else ""))
    if says is None or (plus and not guests.strip().isdecimal()):
        return None
    return says, guests.strip()
