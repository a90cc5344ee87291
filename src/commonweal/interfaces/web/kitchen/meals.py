"""Pages of one meal: who eats, what is safe for how many, what is here, who helps."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from commonweal.core.vf.problems import NotFound, NotYours, Refused
from commonweal.interfaces.web import access, errors
from commonweal.interfaces.web.kitchen import forms, weeks
from commonweal.rooms.kitchen import errors as kitchen_errors
from commonweal.rooms.kitchen import queries, services, words

PAGE = "web/kitchen/meal.html"
SHEET = "web/kitchen/sheet.html"
#: A scope by which one types what others wrote on the list in the kitchen.
TYPING = frozenset({"kitchen", "paper"})


@require_safe
@access.signed_in
def meal(request: HttpRequest, meal: UUID) -> HttpResponse:
    """Show one meal."""
    return render(request, PAGE, _page(request, meal))


@require_safe
@access.signed_in
def sheet(request: HttpRequest, meal: UUID) -> HttpResponse:
    """Show the cook's sheet, which prints on one page."""
    person, union, at = access.who(request)
    found = queries.cooks_sheet(union=union.id, meal=meal, by=person.id, at=at)
    instead = {dish.meal_dish: dish for dish in found.dishes if dish.instead_of}
    context = {
        "sheet": found,
        "meal": found.meal,
        "safe_of": {one.meal_dish: one for one in found.safe.dishes},
        "instead": instead,
    }
    return render(request, SHEET, context)


@require_POST
@access.signed_in
def take_turn(request: HttpRequest, meal: UUID, turn: UUID) -> HttpResponse:
    """Take a turn."""
    person, union, at = access.who(request)
    try:
        services.take_turn(
            turn=turn, person=person.id, union=union.id, by=person.id, at=at
        )
    except Refused as refused:
        return errors.show_refusal(request, PAGE, _page(request, meal), refused)
    return redirect("kitchen:meal", meal)


@require_POST
@access.signed_in
def leave_turn(request: HttpRequest, meal: UUID, turn: UUID) -> HttpResponse:
    """Leave a turn to others. Nobody asks why."""
    person, union, at = access.who(request)
    services.leave_turn(
        turn=turn, person=person.id, union=union.id, by=person.id, at=at
    )
    return redirect("kitchen:meal", meal)


@require_POST
@access.signed_in
def set_turns(request: HttpRequest, meal: UUID) -> HttpResponse:
    """Say how many hands each turn of this meal asks for."""
    person, union, at = access.who(request)
    form = forms.Turns(request.POST)
    context = {**_page(request, meal), "form": form, "turns_form": form}
    if not form.is_valid():
        return render(request, PAGE, context, status=422)
    try:
        services.set_turns(
            meal=meal, places=form.places(), union=union.id, by=person.id, at=at
        )
    except Refused as refused:
        return errors.show_refusal(request, PAGE, context, refused)
    return redirect("kitchen:meal", meal)


@require_POST
@access.signed_in
def instead(request: HttpRequest, meal: UUID, meal_dish: UUID) -> HttpResponse:
    """Put a second dish on the table for those whom the first is not safe for."""
    person, union, at = access.who(request)
    try:
        services.offer_instead(
            meal_dish=meal_dish,
            dish=_id(request, "dish"),
            union=union.id,
            by=person.id,
            at=at,
        )
    except Refused as refused:
        return errors.show_refusal(request, PAGE, _page(request, meal), refused)
    return redirect("kitchen:meal", meal)


@require_POST
@access.signed_in
def take_off(request: HttpRequest, meal: UUID, meal_dish: UUID) -> HttpResponse:
    """Take a dish off the table."""
    person, union, at = access.who(request)
    try:
        services.take_off_table(
            meal_dish=meal_dish, union=union.id, by=person.id, at=at
        )
    except Refused as refused:
        return errors.show_refusal(request, PAGE, _page(request, meal), refused)
    return redirect("kitchen:meal", meal)


@require_POST
@access.signed_in
def serve_leftovers(request: HttpRequest, meal: UUID) -> HttpResponse:
    """Let leftovers go on to this meal."""
    person, union, at = access.who(request)
    draft = words.ServeDraft(
        meal=meal,
        resource=_id(request, "resource"),
        amount=request.POST.get("amount", ""),
        feeds=request.POST.get("feeds", ""),
    )
    try:
        services.serve_leftovers(draft=draft, union=union.id, by=person.id, at=at)
    except Refused as refused:
        return errors.show_refusal(request, PAGE, _page(request, meal), refused)
    return redirect("kitchen:meal", meal)


@require_POST
@access.signed_in
def typed(request: HttpRequest, meal: UUID) -> HttpResponse:
    """Type a change that somebody wrote on the list in the kitchen."""
    person, union, at = access.who(request)
    form = forms.Late(
        request.POST, people=queries.sign_out_list(union=union.id), auto_id="late_%s"
    )
    context = {**_page(request, meal), "form": form, "late": form}
    if not form.is_valid():
        return render(request, PAGE, context, status=422)
    draft = words.PaperDraft(meal=meal, rows=(form.row(),))
    try:
        services.type_list(draft=draft, union=union.id, by=person.id, at=at)
    except Refused as refused:
        return errors.show_refusal(request, PAGE, context, refused)
    return redirect("kitchen:meal", meal)


def _page(request: HttpRequest, meal: UUID) -> dict[str, object]:
    person, union, at = access.who(request)
    view = queries.get_meal(union=union.id, meal=meal, at=at)
    day = (view.day, view.day)
    scopes = access.of(request).scopes
    mine = queries.my_meals(union=union.id, person=person.id, days=day, at=at)
    found = _sheet(request, meal)
    turns = queries.list_turns(union=union.id, days=day, by=person.id)
    people_ = (
        queries.sign_out_list(union=union.id) if TYPING.intersection(scopes) else ()
    )
    here = [turn for turn in turns if turn.meal == meal]
    return {
        "meal": view,
        "one": next((one for one in mine if one.meal.id == meal), None),
        "counts": queries.counts(union=union.id, meals=[meal]).get(meal),
        "turns": here,
        "sheet": found,
        "expiring": queries.expiring(union=union.id, at=at) if found else (),
        "spare": _spare(request, found),
        "is_due": view.day <= weeks.today_of(request),
        "may_plan": "kitchen" in scopes,
        "may_type": bool(TYPING.intersection(scopes)),
        "late": forms.Late(people=people_, auto_id="late_%s"),
        "turns_form": forms.Turns(initial={turn.task: turn.places for turn in here}),
        "codes": forms.food_choices(),
        "sizes": forms.size_choices(),
    }


def _sheet(request: HttpRequest, meal: UUID) -> words.CooksSheet | None:
    """Return the cook's sheet, if this person may read it."""
    person, union, at = access.who(request)
    try:
        return queries.cooks_sheet(union=union.id, meal=meal, by=person.id, at=at)
    except NotYours:
        return None


def _spare(
    request: HttpRequest, found: words.CooksSheet | None
) -> tuple[words.Leftover, ...]:
    """Return leftovers that are on no table yet."""
    if found is None or "kitchen" not in access.of(request).scopes:
        return ()
    _person, union, at = access.who(request)
    on_table = {one.resource for one in found.leftovers}
    every = queries.leftovers(union=union.id, at=at)
    return tuple(one for one in every if one.resource not in on_table)


def _id(request: HttpRequest, name: str) -> UUID:
    try:
        return UUID(request.POST.get(name, ""))
    except ValueError:
        raise NotFound(kitchen_errors.not_here(name)) from None
