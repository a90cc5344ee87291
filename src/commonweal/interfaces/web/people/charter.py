"""Pages of the charter: the rules in force today, and what each said before."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commonweal.commons.charter import queries as charter_queries
from commonweal.commons.people import queries as people
from commonweal.core.vf.problems import NotFound, Problem
from commonweal.interfaces.web import access


@require_safe
@access.signed_in
def rules(request: HttpRequest) -> HttpResponse:
    """Show every rule in force today, with the decision that set it."""
    _person, union, at = access.who(request)
    day = people.local_day(union=union.id, at=at)
    listed = charter_queries.list_rules(union=union.id, on=day)
    return render(request, "web/people/charter.html", {"rules": listed, "day": day})


@require_safe
@access.signed_in
def history(request: HttpRequest, key: str) -> HttpResponse:
    """Show what one rule has said, newest first."""
    _person, union, _at = access.who(request)
    said = charter_queries.list_history(union=union.id, key=key)
    if not said:
        raise NotFound(Problem("key", charter_queries.UNKNOWN_RULE, {"key": key[:64]}))
    return render(request, "web/people/rule.html", {"history": said, "rule": said[0]})
