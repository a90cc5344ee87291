"""Pages of recipes: how we make it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from commonweal.core.vf.problems import Refused
from commonweal.interfaces.web import access, errors
from commonweal.interfaces.web.planning import forms, plan_forms
from commonweal.rooms.planning import queries, services

_TITLES = {
    "inputs": (_("What goes in"), _("Weeks after the start")),
    "outputs": (_("What comes out"), _("Weeks after the start")),
    "effort": (_("Help it takes, in hours"), _("Weeks after the start")),
    "uses": (_("Land, equipment, rooms"), _("For how many weeks")),
}


@require_safe
@access.signed_in
def recipes(request: HttpRequest) -> HttpResponse:
    """List how things are made."""
    _person, union, _at = access.who(request)
    context = {"recipes": queries.list_recipes(union=union.id)}
    return render(request, "web/planning/recipes.html", context)


@require_safe
@access.signed_in
def show(request: HttpRequest, recipe: UUID) -> HttpResponse:
    """Show one recipe."""
    _person, union, _at = access.who(request)
    view = queries.get_recipe(union=union.id, recipe=recipe)
    context = {"recipe": view, "months": [MONTHS[month] for month in view.months]}
    return render(request, "web/planning/recipe.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@access.signed_in
def new(request: HttpRequest) -> HttpResponse:
    """Write down a recipe; "more lines" gives more lines and keeps what was typed."""
    person, union, at = access.who(request)
    form = plan_forms.Recipe(
        request.POST or None, places=queries.list_places(union=union.id)
    )
    lines = _lines(request, union.id)
    sections = [(*_TITLES[part], formset) for part, formset in lines.items()]
    page, context = "web/planning/new_recipe.html", {"form": form, "sections": sections}
    if request.method != "POST" or "more" in request.POST:
        return render(request, page, context)
    if not all([form.is_valid(), *(part.is_valid() for part in lines.values())]):
        return render(request, page, context, status=422)
    try:
        recipe = services.add_recipe(
            draft=plan_forms.recipe_draft(form, lines),
            union=union.id,
            by=person.id,
            key=forms.sent_key(request),
            at=at,
        )
    except Refused as refused:
        return errors.show_refusal(request, page, context, refused)
    return redirect("planning:recipe", recipe.id)


@require_POST
@access.signed_in
def retire(request: HttpRequest, recipe: UUID) -> HttpResponse:
    """Plan with a recipe no more."""
    person, union, at = access.who(request)
    services.retire_recipe(recipe=recipe, union=union.id, by=person.id, at=at)
    return redirect("planning:recipes")


def _lines(request: HttpRequest, union: UUID) -> dict[str, Any]:
    kinds = {
        "inputs": queries.list_things(union=union),
        "outputs": queries.list_things(union=union),
        "effort": queries.list_skills(union=union),
        "uses": queries.list_capacity_kinds(union=union),
    }
    more = request.POST.get("more")
    return {
        part: plan_forms.Lines(
            _with_more(request, part) if more == part else request.POST or None,
            prefix=part,
            initial=[{}] * n_lines,
            form_kwargs={"kinds": kinds[part]},
        )
        for part, n_lines in plan_forms.LINES
    }


def _with_more(request: HttpRequest, part: str) -> Any:  # noqa: ANN401 - form data
    """Return what was sent, with three more empty lines in one part."""
    sent = request.POST.copy()
    name = f"{part}-TOTAL_FORMS"
    here = sent.get(name, "0")
    n_lines = int(here) if here.isdecimal() and len(here) < 4 else 0  # noqa: PLR2004 - far past the limit
    sent[name] = str(min(plan_forms.LINES_MAX, n_lines + 3))
    return sent
