"""The page after cooking: what was really used, what is left over, what are scraps."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from commonweal.commons.ledger import queries as ledger
from commonweal.core.vf.problems import N_, NotYours, Problem, Refused
from commonweal.interfaces.web import access, errors
from commonweal.interfaces.web.kitchen import forms, weeks
from commonweal.rooms.kitchen import queries, services, words

PAGE = "web/kitchen/cook.html"
#: How long leftovers are taken to be good unless said otherwise.
LEFTOVERS_KEEP_DAYS = 2
_NO_DAY = N_("“%(value)s” is not a day. Write one such as 2026-11-30.")


@dataclass(frozen=True, slots=True)
class Line:
    """What a meal takes of a kind, and what was typed beside it."""

    line: words.CookLine
    typed: str


@dataclass(frozen=True, slots=True)
class Left:
    """A dish of the meal, and what was typed of its leftovers."""

    dish: words.MealDishView
    amount: str
    good_until: str


@dataclass(slots=True)
class Typed:
    """The whole form as typed."""

    lines: list[Line] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    scraps: str = ""
    place: str = ""


@require_http_methods(["GET", "HEAD", "POST"])
@access.signed_in
def cook(request: HttpRequest, meal: UUID) -> HttpResponse:
    """Write down what was really used; or show it, when it is written down."""
    person, union, at = access.who(request)
    view = queries.get_meal(union=union.id, meal=meal, at=at)
    if view.status == "cooked":
        context = {"meal": view, "cooked": queries.cooked(union=union.id, meal=meal)}
        return render(request, "web/kitchen/cooked.html", context)
    typed = _typed(request, view)
    context = {
        "meal": view,
        "typed": typed,
        "places": ledger.list_places(union=union.id),
        "may_cook": _may_cook(request, meal),
    }
    if request.method != "POST":
        return render(request, PAGE, context)
    try:
        services.cook(draft=_draft(meal, typed), union=union.id, by=person.id, at=at)
    except Refused as refused:
        return errors.show_refusal(request, PAGE, context, refused)
    return redirect("kitchen:cook", meal)


def _may_cook(request: HttpRequest, meal: UUID) -> bool:
    """Say whether this person may write down what was used."""
    person, union, at = access.who(request)
    try:
        queries.safe_table(union=union.id, meal=meal, by=person.id, at=at)
    except NotYours:
        return False
    return True


def _typed(request: HttpRequest, meal: words.MealView) -> Typed:
    _person, union, at = access.who(request)
    is_sent = request.method == "POST"
    sent = request.POST
    good = weeks.today_of(request) + timedelta(days=LEFTOVERS_KEEP_DAYS)
    lines = queries.cook_lines(union=union.id, meal=meal.id, at=at)
    return Typed(
        lines=[
            Line(
                line,
                sent.get(f"used-{line.kind}", "")[:40]
                if is_sent
                else forms.plain(line.suggested),
            )
            for line in lines
        ],
        left=[
            Left(
                dish,
                sent.get(f"left-{dish.dish}", "")[:40],
                sent.get(f"good-{dish.dish}", good.isoformat())[:20],
            )
            for dish in meal.dishes
        ],
        scraps=sent.get("scraps", "")[:40],
        place=sent.get("place", str(meal.place or ""))[:40],
    )


def _draft(meal: UUID, typed: Typed) -> words.CookDraft:
    """Return what was typed.

    Raises
    ------
    Refused
        A day of leftovers is not a day.
    """
    problems = []
    left = []
    for one in typed.left:
        if not one.amount.strip():
            continue
        try:
            good_until = date.fromisoformat(one.good_until)
        except ValueError:
            said = {"value": one.good_until}
            problems.append(Problem("leftovers", _NO_DAY, said))
            continue
        left.append(
            words.LeftoverDraft(
                dish=one.dish.dish, amount=one.amount, good_until=good_until
            )
        )
    if problems:
        raise Refused(problems)
    return words.CookDraft(
        meal=meal,
        amounts={one.line.kind: one.typed for one in typed.lines if one.typed.strip()},
        leftovers=tuple(left),
        scraps=typed.scraps,
        place=_place(typed.place),
    )


def _place(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
