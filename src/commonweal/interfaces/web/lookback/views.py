"""Looking back: the month on one sheet, planned and happened, the way of a thing."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commonweal.commons.ledger import queries as ledger
from commonweal.commons.people import queries as people
from commonweal.interfaces.web import access, charts
from commonweal.interfaces.web.lookback import month, reading, report, trail
from commonweal.rooms.planning.queries import runs

MONTHS_BACK = 6
YEARS = range(2000, 2200)


@require_safe
@access.signed_in
def overview(request: HttpRequest) -> HttpResponse:
    """Show the ways to look back: months, accepted plans, things."""
    _person, here, at = access.who(request)
    union = here.id
    today = people.local_day(union=union, at=at)
    months = [month.Month(today.replace(day=1))]
    while len(months) < MONTHS_BACK:
        months.append(months[-1].before)
    stock = ledger.list_stock(union=union, with_empty=True)
    accepted = [r for r in runs.list_runs(union=union) if r.status == "accepted"]
    context = {"months": months, "stock": stock, "runs": accepted}
    return render(request, "web/lookback/home.html", context)


@require_safe
@access.signed_in
def month_sheet(request: HttpRequest, year: int, month: int) -> HttpResponse:
    """Show one month on one sheet."""
    if year not in YEARS or not 1 <= month <= 12:  # noqa: PLR2004 - months of a year
        raise Http404
    person, _union, at = access.who(request)
    sheet = report.month_report(person=person, first=date(year, month, 1), at=at)
    return render(request, "web/lookback/month.html", {"sheet": sheet})


@require_safe
@access.signed_in
def way_of_a_thing(request: HttpRequest, resource: UUID) -> HttpResponse:
    """Show where every unit of a thing came from and where it went."""
    _person, here, at = access.who(request)
    union = here.id
    thing = ledger.get_resource(union=union, resource=resource)
    stock = ledger.list_stock(union=union, with_empty=True)
    steps = (
        *ledger.trace(union=union, resource=resource),
        *ledger.track(union=union, resource=resource),
    )
    today = people.local_day(union=union, at=at)
    names = reading.names_for(union=union, steps=steps, stock=stock, on=today)
    told = trail.happenings(steps, names=names)
    chart = charts.sankey(
        ident="way", title=_("Where it came from and went"), links=trail.links(told)
    )
    name = names.resources.get(resource, thing.name)
    context = {"thing": thing, "name": name, "told": told, "chart": chart}
    return render(request, "web/lookback/way.html", context)
