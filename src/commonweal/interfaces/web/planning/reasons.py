"""Pages of reasons: one need of a plan, and what changes against the plan before."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commonweal.interfaces.web import access
from commonweal.interfaces.web.charts import row_bars
from commonweal.interfaces.web.planning import picture, rows
from commonweal.interfaces.web.templatetags import words
from commonweal.rooms.planning import queries
from commonweal.rooms.planning.queries import views


@dataclass(frozen=True, slots=True)
class CircleLine:
    """One circle's need: its row, its weeks, and why that much."""

    view: views.WhyView
    row: rows.Row
    why: tuple[str, ...]


@require_safe
@access.signed_in
def need(request: HttpRequest, run: UUID, kind: UUID) -> HttpResponse:
    """Show one kind of need: how far, for whom, why, and what makes it."""
    _person, union, at = access.who(request)
    view = queries.get_need(union=union.id, run=run, kind=kind, at=at)
    names = picture.period_names(view.spans)
    said = picture.speaker(view.spans)
    context = {
        "view": view,
        "periods": names,
        "rows": [rows.tier_row(line, names) for line in view.needs],
        "circles": [_circle(line, said) for line in view.circles],
        "shorts": picture.shorts_of(view.shorts, names, said),
        "made": [
            (names[line.period], picture.Made(line, rows.purposes(line.purposes)))
            for line in view.made
        ],
    }
    return render(request, "web/planning/plan_need.html", context)


@require_safe
@access.signed_in
def changes(request: HttpRequest, run: UUID) -> HttpResponse:
    """Show what a plan changes against the one agreed before it."""
    _person, union, at = access.who(request)
    view = queries.get_changes(union=union.id, run=run, at=at)
    names = picture.period_names(view.spans)
    context = {
        "view": view,
        "tiers": rows.tiers(view.needs, names),
        "hours": rows.hours(view.hours),
    }
    return render(request, "web/planning/plan_changes.html", context)


def _circle(line: views.WhyView, said: rows.Speaker) -> CircleLine:
    level = words.percent(line.level)
    if line.is_hidden:
        level = _("covered") if line.level >= 1 else _("not covered")
    elif line.wanted is not None:
        level = _("%(level)s of %(wanted)s") % {
            "level": level,
            "wanted": words.rounded(line.wanted),
        }
    row = rows.Row(line.group_name, level, row_bars.part(line.level))
    return CircleLine(line, row, tuple(said.plainly(why) for why in line.why))
