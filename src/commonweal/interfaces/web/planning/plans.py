"""Pages of plans: ask for one, watch it, read it, say yes or a concern, accept."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import formats
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from commonweal.commons.people import queries as people
from commonweal.core.vf.problems import Refused
from commonweal.interfaces.web import access, errors
from commonweal.interfaces.web.planning import forms, making, picture, plan_forms
from commonweal.rooms.planning import queries, services

_WEEKS = 4


@require_safe
@access.signed_in
def plans(request: HttpRequest) -> HttpResponse:
    """List plans, the newest first."""
    _person, union, _at = access.who(request)
    context = {"runs": queries.list_runs(union=union.id)}
    return render(request, "web/planning/plans.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@access.signed_in
def new(request: HttpRequest) -> HttpResponse:
    """Ask for a plan: one button, with what is usual filled in."""
    person, union, at = access.who(request)
    monday = next_monday(people.local_day(union=union.id, at=at))
    initial = {"from_day": monday, "weeks": _WEEKS, "name": _usual_name(monday)}
    form = plan_forms.NewPlan(request.POST or None, initial=initial)
    page, context = "web/planning/new_plan.html", {"form": form}
    if request.method != "POST" or not form.is_valid():
        return render(request, page, context, status=422 if form.is_bound else 200)
    try:
        run = services.request_plan(
            **form.cleaned_data,
            union=union.id,
            key=forms.sent_key(request),
            by=person.id,
            at=at,
        )
    except Refused as refused:
        return errors.show_refusal(request, page, context, refused)
    return redirect("planning:plan", run)


@require_safe
@access.signed_in
def plan(request: HttpRequest, run: UUID) -> HttpResponse:
    """Show a plan, or how far it is."""
    return _show(request, run, plan_forms.Concern())


@require_safe
@access.signed_in
def progress(request: HttpRequest, run: UUID) -> HttpResponse:
    """Say how far a plan is; asked again and again while it is made."""
    _person, union, _at = access.who(request)
    view = queries.get_progress(union=union.id, run=run)
    return making.show(request, view)


@require_POST
@access.signed_in
def stop(request: HttpRequest, run: UUID) -> HttpResponse:
    """Stop a plan in the making."""
    person, union, at = access.who(request)
    services.stop_run(run=run, union=union.id, by=person.id, at=at)
    return redirect("planning:plan", run)


@require_POST
@access.signed_in
def withdraw(request: HttpRequest, run: UUID) -> HttpResponse:
    """Take back a plan that nobody has accepted."""
    person, union, at = access.who(request)
    services.withdraw_run(run=run, union=union.id, by=person.id, at=at)
    return redirect("planning:plans")


@require_POST
@access.signed_in
def say_yes(request: HttpRequest, run: UUID) -> HttpResponse:
    """Say yes."""
    person, union, at = access.who(request)
    services.say_yes(run=run, union=union.id, by=person.id, at=at)
    return redirect("planning:plan", run)


@require_POST
@access.signed_in
def concern(request: HttpRequest, run: UUID) -> HttpResponse:
    """Raise a concern."""
    person, union, at = access.who(request)
    form = plan_forms.Concern(request.POST)
    if not form.is_valid():
        return _show(request, run, form)
    try:
        services.raise_concern(
            run=run,
            words=form.cleaned_data["words"],
            union=union.id,
            by=person.id,
            at=at,
        )
    except Refused as refused:
        errors.put_problems(form, refused)
        return _show(request, run, form)
    return redirect("planning:plan", run)


@require_POST
@access.signed_in
def take_back(request: HttpRequest, run: UUID) -> HttpResponse:
    """Take back my yes or my concern."""
    person, union, at = access.who(request)
    services.take_back(run=run, union=union.id, by=person.id, at=at)
    return redirect("planning:plan", run)


@require_POST
@access.signed_in
def accept(request: HttpRequest, run: UUID) -> HttpResponse:
    """Make the plan the union's."""
    person, union, at = access.who(request)
    services.accept(run=run, union=union.id, by=person.id, at=at)
    return redirect("planning:plan", run)


def next_monday(today: date) -> date:
    """Return today if it is a Monday, else the next one."""
    return today + timedelta(days=-today.weekday() % 7)


def _usual_name(monday: date) -> str:
    day = formats.date_format(monday, _("j F"))
    return _("Four weeks from %(day)s") % {"day": day}


def _show(request: HttpRequest, run: UUID, form: plan_forms.Concern) -> HttpResponse:
    person, union, at = access.who(request)
    view = queries.get_progress(union=union.id, run=run)
    if not queries.has_outcome(union=union.id, run=run):
        return render(request, "web/planning/making.html", {"run": view})
    plan_view = queries.get_plan(union=union.id, run=run, by=person.id, at=at)
    context = {
        "run": view,
        "plan": picture.page_of(plan_view),
        "has_changes": queries.has_changes(union=union.id, run=run),
        "form": form,
    }
    status = 422 if form.is_bound else 200
    return render(request, "web/planning/plan.html", context, status=status)
