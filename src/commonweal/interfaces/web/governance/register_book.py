"""Pages that read the register as a whole: the charter of a day, the book, what is due."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commonweal.commons.people import queries as people
from commonweal.interfaces.web import access
from commonweal.interfaces.web.purse import forms
from commonweal.rooms.governance.queries import book as books
from commonweal.rooms.governance.queries import register as queries


@require_safe
@access.signed_in
def charter(request: HttpRequest) -> HttpResponse:
    """Show the whole charter as it stood on a day."""
    _person, union, at = access.who(request)
    today = people.local_day(union=union.id, at=at)
    on = _day(request, today)
    context = {
        "charter": queries.charter_on(union=union.id, on=on),
        "on": on,
        "is_today": on == today,
        "is_no_day": bool(request.GET.get("on")) and _typed(request) is None,
    }
    return render(request, "web/governance/register_charter.html", context)


@require_safe
@access.signed_in
def book(request: HttpRequest) -> HttpResponse:
    """Show the book of rules, to be printed."""
    _person, union, at = access.who(request)
    on = _day(request, people.local_day(union=union.id, at=at))
    context = {"book": books.book(union=union.id, on=on)}
    return render(request, "web/governance/register_book.html", context)


@require_safe
@access.signed_in
def due(request: HttpRequest) -> HttpResponse:
    """Show what is to be looked at again, or ends, within a month."""
    _person, union, at = access.who(request)
    on = people.local_day(union=union.id, at=at)
    context = {"lines": queries.list_due(union=union.id, on=on), "today": on}
    return render(request, "web/governance/register_due.html", context)


def _day(request: HttpRequest, today: date) -> date:
    return _typed(request) or today


def _typed(request: HttpRequest) -> date | None:
    return forms.day_of(request.GET.get("on"))
