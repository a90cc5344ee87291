"""The page of what a union needs together."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commonweal.commons.charter import queries as charter
from commonweal.commons.people import queries as people
from commonweal.interfaces.web import access
from commonweal.rooms.needs import queries


@require_safe
@access.signed_in
def totals(request: HttpRequest) -> HttpResponse:
    """Show what is needed in the coming week, without anybody in it."""
    _person, union, at = access.who(request)
    today = people.local_day(union=union.id, at=at)
    context = {
        "totals": queries.list_totals(union=union.id, on=today),
        "smallest": charter.whole(
            union=union.id, key="privacy.smallest_group", on=today
        ),
        "today": today,
    }
    return render(request, "web/needs/totals.html", context)
