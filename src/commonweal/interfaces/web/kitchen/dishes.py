"""Pages of dishes: the list, one dish for so many people, writing one down, taking one in."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from commonweal.commons import tables
from commonweal.core.vf.measure import Measure
from commonweal.core.vf.problems import NotFound, Refused
from commonweal.interfaces.web import access, errors
from commonweal.interfaces.web.kitchen import dish_forms, dish_rows, forms
from commonweal.rooms.kitchen import errors as kitchen_errors
from commonweal.rooms.kitchen import queries, services, words

FORM = "web/kitchen/dish_form.html"
TAKE_IN = "web/kitchen/take_in_dish.html"
#: For how many people a dish is shown scaled at most.
MOST_PEOPLE = 2000


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a dish for so many people."""

    line: words.DishLineView
    amount: Measure | None


@require_safe
@access.signed_in
def dishes(request: HttpRequest) -> HttpResponse:
    """List the dishes."""
    _person, union, _at = access.who(request)
    may_plan = "kitchen" in access.of(request).scopes
    context = {
        "dishes": sorted(
            queries.list_dishes(union=union.id), key=lambda dish: dish.name.casefold()
        ),
        "recipes": queries.list_recipes(union=union.id) if may_plan else (),
        "may_plan": may_plan,
    }
    return render(request, "web/kitchen/dishes.html", context)


@require_safe
@access.signed_in
def dish(request: HttpRequest, dish: UUID) -> HttpResponse:
    """Show one dish, scaled by people."""
    _person, union, _at = access.who(request)
    view = queries.get_dish(union=union.id, dish=dish)
    people = _people(request.GET.get("people", ""), view.serves)
    context = {
        "dish": view,
        "people": people,
        "most": MOST_PEOPLE,
        "lines": [
            Line(line, _scaled(line, people, view.serves)) for line in view.lines
        ],
        "may_plan": "kitchen" in access.of(request).scopes,
    }
    return render(request, "web/kitchen/dish.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@access.signed_in
def new(request: HttpRequest) -> HttpResponse:
    """Write a dish down."""
    form = dish_forms.Dish(request.POST or None)
    return _write(request, form, dish_rows.sent(request), None)


@require_http_methods(["GET", "HEAD", "POST"])
@access.signed_in
def change(request: HttpRequest, dish: UUID) -> HttpResponse:
    """Change a dish. Meals of the past keep what was used."""
    _person, union, _at = access.who(request)
    view = queries.get_dish(union=union.id, dish=dish)
    form = dish_forms.Dish(request.POST or None, initial=dish_forms.dish_now(view))
    is_sent = request.method == "POST"
    rows = dish_rows.sent(request) if is_sent else dish_rows.of_dish(view)
    return _write(request, form, rows, view)


@require_POST
@access.signed_in
def retire(request: HttpRequest, dish: UUID) -> HttpResponse:
    """Take a dish off the list."""
    person, union, at = access.who(request)
    services.retire_dish(dish=dish, union=union.id, by=person.id, at=at)
    return redirect("kitchen:dishes")


@require_http_methods(["GET", "HEAD", "POST"])
@access.signed_in
def take_in(request: HttpRequest) -> HttpResponse:
    """Read a recipe from a page, a file or text; what was read is looked over first."""
    _person, union, _at = access.who(request)
    form = dish_forms.TakeIn(request.POST or None, request.FILES or None)
    context = {"form": form}
    if request.method != "POST" or not form.is_valid():
        return render(request, TAKE_IN, context, status=422 if form.is_bound else 200)
    try:
        file = _file(form.cleaned_data["file"], form.cleaned_data["text"])
        read = services.read_recipe(file=file, union=union.id)
    except Refused as refused:
        return errors.show_refusal(request, TAKE_IN, context, refused)
    looked = dish_forms.Dish(initial=dish_forms.dish_read(read))
    rows = dish_rows.of_recipe(read)
    return _show(request, looked, rows, None, is_read=True)


@require_POST
@access.signed_in
def from_recipe(request: HttpRequest) -> HttpResponse:
    """Make a dish of a recipe that the stores know."""
    person, union, at = access.who(request)
    try:
        recipe = UUID(request.POST.get("recipe", ""))
    except ValueError:
        raise NotFound(kitchen_errors.not_here("recipe")) from None
    made = services.dish_from_recipe(recipe=recipe, union=union.id, by=person.id, at=at)
    return redirect("kitchen:dish", made)


def _write(
    request: HttpRequest,
    form: dish_forms.Dish,
    rows: list[dish_rows.Row],
    dish_: words.DishView | None,
) -> HttpResponse:
    if request.method != "POST" or "more" in request.POST:
        return _show(request, form, rows, dish_)
    if not form.is_valid():
        return _show(request, form, rows, dish_, status=422)
    try:
        kept = _keep(request, form, rows, dish_)
    except Refused as refused:
        rest = Refused(errors.put_at_lines(rows, refused.problems))
        others = errors.put_problems(form, rest)
        return _show(request, form, rows, dish_, problems=others, status=422)
    return redirect("kitchen:dish", kept)


def _keep(
    request: HttpRequest,
    form: dish_forms.Dish,
    rows: list[dish_rows.Row],
    dish_: words.DishView | None,
) -> UUID:
    person, union, at = access.who(request)
    draft = form.draft([row.draft() for row in rows])
    if dish_ is not None:
        services.change_dish(
            dish=dish_.id, draft=draft, union=union.id, by=person.id, at=at
        )
        return dish_.id
    key = forms.sent_key(request)
    return services.add_dish(draft=draft, union=union.id, by=person.id, key=key, at=at)


def _show(
    request: HttpRequest,
    form: dish_forms.Dish,
    rows: list[dish_rows.Row],
    dish_: words.DishView | None,
    **more: object,
) -> HttpResponse:
    _person, union, _at = access.who(request)
    status = int(str(more.pop("status", 200)))
    context = {
        "form": form,
        "rows": dish_rows.with_empty(rows),
        "foods": queries.list_foods(union=union.id),
        "dish": dish_,
        **more,
    }
    return render(request, FORM, context, status=status)


def _file(file: UploadedFile[bytes] | None, text: str) -> words.FileDraft:
    if file is None:
        return words.FileDraft(content=text.encode())
    tables.refuse_too_large(file.size or 0)
    return words.FileDraft(content=bytes(file.read()), filename=file.name or "")


def _people(asked: str, serves: int) -> int:
    is_number = asked.isdecimal() and len(asked) < 6  # noqa: PLR2004 - far past the limit
    return min(MOST_PEOPLE, int(asked)) or serves if is_number else serves


def _scaled(line: words.DishLineView, people: int, serves: int) -> Measure | None:
    """Scale a line, rounded up to the smallest step, so that nothing runs short."""
    if line.amount is None:
        return None
    return Measure(-(-line.amount.amount * people // serves), line.amount.unit)
