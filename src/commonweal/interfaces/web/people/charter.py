"""Pages of the charter: rules in force today, what each said before, what is proposed."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from commonweal.commons.charter import queries as charter_queries
from commonweal.commons.charter import words as charter_words
from commonweal.commons.people import queries as people
from commonweal.commons.people import services
from commonweal.core.vf.problems import NotFound, Problem, Refused
from commonweal.interfaces.web import access, errors
from commonweal.interfaces.web.people import forms


@require_http_methods(["GET", "HEAD", "POST"])
@access.signed_in
def rules(request: HttpRequest) -> HttpResponse:
    """Show every rule in force today with its decision; record a new decision."""
    person, union, at = access.who(request)
    day = people.local_day(union=union.id, at=at)
    earliest = charter_queries.earliest_day(union=union.id, on=day)
    form = forms.Decide(request.POST or None, initial={"from_day": earliest})
    context = {
        "form": form,
        "rules": charter_queries.list_rules(union=union.id, on=day),
        "coming": people.list_rule_proposals(union=union.id),
        "later": charter_queries.list_coming(union=union.id, on=day),
        "lines": [
            line
            for key in charter_words.LINES
            for line in charter_queries.list_lines(union=union.id, key=key, on=day)
        ],
        "day": day,
    }
    page = "web/people/charter.html"
    if request.method != "POST" or not form.is_valid():
        return render(request, page, context, status=422 if form.is_bound else 200)
    try:
        services.propose_rule(
            **form.cleaned_data,
            union=union.id,
            by=person.id,
            at=at,
            key=forms.sent_key(request),
        )
    except Refused as refused:
        return errors.show_refusal(request, page, context, refused)
    return redirect("people:charter")


@require_POST
@access.signed_in
def confirm(request: HttpRequest, proposal: UUID) -> HttpResponse:
    """Confirm what another key-holder recorded."""
    person, _union, at = access.who(request)
    number = services.confirm_rule(proposal=proposal, by=person.id, at=at)
    messages.info(request, _("This is decision %(number)s.") % {"number": number})
    return redirect("people:charter")


@require_POST
@access.signed_in
def withdraw(request: HttpRequest, proposal: UUID) -> HttpResponse:
    """Take back what was recorded and not confirmed."""
    person, _union, at = access.who(request)
    services.withdraw_rule(proposal=proposal, by=person.id, at=at)
    return redirect("people:charter")


@require_safe
@access.signed_in
def history(request: HttpRequest, key: str) -> HttpResponse:
    """Show what one rule has said, newest first."""
    _person, union, _at = access.who(request)
    said = charter_queries.list_history(union=union.id, key=key)
    if not said:
        raise NotFound(Problem("key", charter_words.UNKNOWN_RULE, {"key": key[:64]}))
    return render(request, "web/people/rule.html", {"history": said, "rule": said[0]})
