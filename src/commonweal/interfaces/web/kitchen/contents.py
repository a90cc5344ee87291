"""The page of what is in a week's food, for the table as a whole; never about a person."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commonweal.interfaces.web import access, charts
from commonweal.interfaces.web.kitchen import weeks
from commonweal.interfaces.web.templatetags.words import rounded
from commonweal.rooms.kitchen import queries, words


@require_safe
@access.signed_in
def contents(request: HttpRequest) -> HttpResponse:
    """Show a week's food against reference intakes."""
    _person, union, _at = access.who(request)
    week = weeks.monday(request)
    table = queries.week_table(union=union.id, first_day=week.first)
    context = {
        "week": week,
        "table": table,
        "gaps": [row for row in table.rows if row.is_gap],
        "chart": _chart(table) if table.n_meals and table.rows else None,
    }
    return render(request, "web/kitchen/contents.html", context)


def _chart(table: words.WeekTable) -> charts.Chart:
    lines = [
        charts.Bar(
            label=row.name,
            size=float(row.brought.decimal),
            whole=float(row.reference.decimal) or None,
            said=_("%(brought)s of %(reference)s")
            % {"brought": rounded(row.brought), "reference": rounded(row.reference)},
        )
        for row in table.rows
    ]
    return charts.bars(
        ident="contents",
        title=_("A day of whole plates, against a day's reference"),
        heads=(_("In the food"), _("Brought, of the reference")),
        lines=lines,
    )
