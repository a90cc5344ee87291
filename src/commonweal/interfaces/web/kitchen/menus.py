"""Pages of menus: the week, planning and changing a meal, the same week again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from commonweal.commons.ledger import queries as ledger
from commonweal.core.vf.problems import Refused
from commonweal.interfaces.web import access, errors
from commonweal.interfaces.web.kitchen import forms, meal_forms, weeks
from commonweal.rooms.kitchen import queries, services, words

WEEK = "web/kitchen/week.html"
MEAL = "web/kitchen/meal_form.html"


@dataclass(frozen=True, slots=True)
class Planned:
    """A meal of the grid, how many eat, and which turns are open."""

    meal: words.MealView
    counts: words.Counts | None
    n_open: int


@dataclass(frozen=True, slots=True)
class Cell:
    """What is planned at one time of a day."""

    time: str
    meals: tuple[Planned, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A day of the grid."""

    day: date
    is_over: bool
    cells: tuple[Cell, ...]


@require_safe
@access.signed_in
def week(request: HttpRequest) -> HttpResponse:
    """Show a week of menus."""
    return render(request, WEEK, _week(request, weeks.monday(request)))


@require_http_methods(["GET", "HEAD", "POST"])
@access.signed_in
def new_meal(request: HttpRequest) -> HttpResponse:
    """Plan a meal."""
    person, union, at = access.who(request)
    initial = {
        "day": weeks.day_in(request, "day") or weeks.today_of(request),
        "time": request.GET.get("time", "supper"),
    }
    form = _form(request, initial)
    context = {"form": form}
    if request.method != "POST" or not form.is_valid():
        return render(request, MEAL, context, status=422 if form.is_bound else 200)
    try:
        services.plan_meal(
            draft=form.draft(),
            union=union.id,
            by=person.id,
            key=forms.sent_key(request),
            at=at,
        )
    except Refused as refused:
        return errors.show_refusal(request, MEAL, context, refused)
    return _to_week(form.cleaned_data["day"])


@require_http_methods(["GET", "HEAD", "POST"])
@access.signed_in
def change_meal(request: HttpRequest, meal: UUID) -> HttpResponse:
    """Change a meal: its dishes, hour, place, when sign-out closes."""
    person, union, at = access.who(request)
    view = queries.get_meal(union=union.id, meal=meal, at=at)
    form = _form(request, meal_forms.meal_now(view))
    context = {"form": form, "meal": view}
    if request.method != "POST" or not form.is_valid():
        return render(request, MEAL, context, status=422 if form.is_bound else 200)
    try:
        services.change_meal(
            meal=meal, draft=form.draft(), union=union.id, by=person.id, at=at
        )
    except Refused as refused:
        return errors.show_refusal(request, MEAL, context, refused)
    return redirect("kitchen:meal", meal)


@require_POST
@access.signed_in
def call_off(request: HttpRequest, meal: UUID) -> HttpResponse:
    """Call a meal off."""
    person, union, at = access.who(request)
    view = queries.get_meal(union=union.id, meal=meal, at=at)
    services.call_off_meal(meal=meal, union=union.id, by=person.id, at=at)
    return _to_week(view.day)


@require_POST
@access.signed_in
def repeat(request: HttpRequest) -> HttpResponse:
    """Plan the same meals as in an earlier week."""
    person, union, at = access.who(request)
    to = weeks.monday(request)
    form = meal_forms.Repeat(request.POST)
    context = {**_week(request, to), "form": form}
    if not form.is_valid():
        return render(request, WEEK, context, status=422)
    try:
        made = services.repeat_week(
            from_monday=form.cleaned_data["from_monday"],
            to_monday=to.first,
            union=union.id,
            by=person.id,
            at=at,
        )
    except Refused as refused:
        return errors.show_refusal(request, WEEK, context, refused)
    said = ngettext("%(n)s meal planned.", "%(n)s meals planned.", len(made))
    messages.info(request, said % {"n": len(made)})
    return _to_week(to.first)


def _form(request: HttpRequest, initial: Mapping[str, object]) -> meal_forms.Meal:
    _person, union, _at = access.who(request)
    return meal_forms.Meal(
        request.POST or None,
        initial=initial,
        dishes=queries.list_dishes(union=union.id),
        places=ledger.list_places(union=union.id),
    )


def _week(request: HttpRequest, asked: weeks.Week) -> dict[str, object]:
    person, union, at = access.who(request)
    meals = queries.list_meals(
        union=union.id, from_day=asked.first, until=asked.last, at=at
    )
    counts = queries.counts(union=union.id, meals=[meal.id for meal in meals])
    n_open: dict[UUID, int] = {}
    for turn in queries.list_turns(union=union.id, days=asked.span, by=person.id):
        n_open[turn.meal] = n_open.get(turn.meal, 0) + turn.open
    planned = [Planned(m, counts.get(m.id), n_open.get(m.id, 0)) for m in meals]
    times = [t for t in words.TIMES if t != "other" or _has_other(meals)]
    return {
        "week": asked,
        "rows": tuple(_row(day, planned, times, asked.today) for day in asked.days),
        "times": [gettext(words.TIME_WORDS[time]) for time in times],
        "may_plan": "kitchen" in access.of(request).scopes,
        "repeat_from": asked.first - timedelta(days=weeks.DAYS),
        "has_meals": bool(meals),
    }


def _has_other(meals: tuple[words.MealView, ...]) -> bool:
    return any(meal.time == "other" for meal in meals)


def _row(day: date, planned: list[Planned], times: list[str], today: date) -> Row:
    cells = tuple(
        Cell(
            time,
            tuple(
                one
                for one in planned
                if (one.meal.day, one.meal.time) == (day, time)
                and one.meal.status != "called_off"
            ),
        )
        for time in times
    )
    return Row(day, day < today, cells)


def _to_week(day: date) -> HttpResponse:
    return redirect(f"{reverse('kitchen:week')}?week={day.isoformat()}")
