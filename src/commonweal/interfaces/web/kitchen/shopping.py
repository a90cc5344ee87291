"""Pages of shopping: meals minus stock in the order of our shop, keep it, put it away."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from commonweal.commons.ledger import queries as ledger
from commonweal.core.vf.problems import Problem, Refused
from commonweal.interfaces.web import access, errors
from commonweal.interfaces.web.kitchen import forms, shop_forms, typed_rows, weeks
from commonweal.rooms.kitchen import queries, services, words

LIST = "web/kitchen/shopping.html"
PUT_AWAY = "web/kitchen/put_away.html"
ORDER = "web/kitchen/shop_order.html"
COUNT = "web/kitchen/count.html"


@require_safe
@access.signed_in
def shopping(request: HttpRequest) -> HttpResponse:
    """Show what to buy for the meals of some days, and why."""
    form = shop_forms.Span(request.GET or None, initial=_initial(request))
    try:
        return render(request, LIST, _list(request, form))
    except Refused as refused:
        context = {"form": form, "may_plan": _may_plan(request)}
        return errors.show_refusal(request, LIST, context, refused)


@require_POST
@access.signed_in
def keep(request: HttpRequest) -> HttpResponse:
    """Keep the list, so that the purse sees it coming."""
    person, union, at = access.who(request)
    form = shop_forms.Span(request.POST)
    days = form.days() if form.is_valid() else None
    if days is None:
        context = {"form": form, "may_plan": _may_plan(request)}
        return render(request, LIST, context, status=422)
    try:
        n = services.keep_shopping(days=days, union=union.id, by=person.id, at=at)
    except Refused as refused:
        context = {"form": form, "may_plan": _may_plan(request)}
        return errors.show_refusal(request, LIST, context, refused)
    said = ngettext(
        "%(n)s line kept. The purse sees it.",
        "%(n)s lines kept. The purse sees them.",
        n,
    )
    messages.info(request, said % {"n": n})
    return redirect(_address("kitchen:shopping", days))


@require_http_methods(["GET", "HEAD", "POST"])
@access.signed_in
def put_away(request: HttpRequest) -> HttpResponse:
    """Put away what was bought: it is in store from then on."""
    person, union, at = access.who(request)
    places = ledger.list_places(union=union.id)
    form = shop_forms.PutAway(request.POST or None, places=places)
    context: dict[str, object] = {
        "form": form,
        "foods": queries.list_foods(union=union.id),
        "may_plan": _may_plan(request),
    }
    if request.method != "POST":
        rows = list(_to_buy(request))
        return render(request, PUT_AWAY, {**context, "rows": typed_rows.padded(rows)})
    rows = typed_rows.sent(request, typed_rows.BOUGHT)
    problems = typed_rows.name_kinds(rows, queries.list_foods(union=union.id))
    if not form.is_valid() or problems:
        errors.put_at_lines(rows, problems)
        context.update(rows=typed_rows.padded(rows))
        return render(request, PUT_AWAY, context, status=422)
    try:
        draft = words.PutAwayDraft(
            place=UUID(form.cleaned_data["place"]), rows=typed_rows.bought(rows)
        )
        n = services.put_away(
            draft=draft,
            union=union.id,
            by=person.id,
            key=forms.sent_key(request),
            at=at,
        )
    except Refused as refused:
        rest = Refused(errors.put_at_lines(rows, refused.problems))
        context.update(rows=typed_rows.padded(rows))
        return errors.show_refusal(request, PUT_AWAY, context, rest)
    said = ngettext("%(n)s line is in store.", "%(n)s lines are in store.", n)
    messages.info(request, said % {"n": n})
    return redirect("kitchen:shopping")


@require_http_methods(["GET", "HEAD", "POST"])
@access.signed_in
def order(request: HttpRequest) -> HttpResponse:
    """Write down the sections of our shop in the order we walk."""
    person, union, at = access.who(request)
    sections = queries.list_sections(union=union.id)
    form = shop_forms.Order(
        request.POST or None,
        initial={"names": "\n".join(section.name for section in sections)},
    )
    context = {"form": form, "may_plan": _may_plan(request)}
    if request.method != "POST" or not form.is_valid():
        return render(request, ORDER, context, status=422 if form.is_bound else 200)
    try:
        services.set_sections(names=form.lines(), union=union.id, by=person.id, at=at)
    except Refused as refused:
        return errors.show_refusal(request, ORDER, context, refused)
    return redirect("kitchen:foods")


@require_http_methods(["GET", "HEAD", "POST"])
@access.signed_in
def count(request: HttpRequest) -> HttpResponse:
    """Print the list of what is in store, and type back what was counted."""
    person, union, at = access.who(request)
    lines = queries.count_list(union=union.id)
    context: dict[str, object] = {"may_plan": _may_plan(request)}
    if request.method != "POST":
        return render(request, COUNT, {**context, "rows": typed_rows.to_count(lines)})
    rows = typed_rows.counted_rows(request, lines)
    drafts, numbers = typed_rows.counted(rows)
    key = forms.sent_key(request)
    try:
        n = services.count_shelf(
            rows=drafts, union=union.id, by=person.id, key=key, at=at
        )
    except Refused as refused:
        placed = [_at_number(problem, numbers) for problem in refused.problems]
        others = errors.put_at_lines(rows, placed)
        context.update(rows=rows, problems=others, key=key)
        return render(request, COUNT, context, status=422)
    said = ngettext("%(n)s store counted.", "%(n)s stores counted.", n)
    messages.info(request, said % {"n": n})
    return redirect("kitchen:count")


def _at_number(problem: Problem, numbers: tuple[int, ...]) -> Problem:
    """Place a problem at the line of the screen; empty lines were not sent on."""
    if problem.row is None or not 0 < problem.row <= len(numbers):
        return problem
    return problem.at_row(numbers[problem.row - 1])


def _list(request: HttpRequest, form: shop_forms.Span) -> dict[str, object]:
    _person, union, at = access.who(request)
    today = weeks.today_of(request)
    days = (today, today + timedelta(days=weeks.DAYS - 1))
    if form.is_bound and form.is_valid():
        days = form.days()
    found = queries.shopping_list(union=union.id, days=days, at=at)
    sections = [
        (section, [line for line in section.lines if line.to_buy.amount > 0])
        for section in found.sections
    ]
    sections = [(section, lines) for section, lines in sections if lines]
    return {
        "form": form,
        "list": found,
        "sections": sections,
        "is_empty": not sections and not found.to_taste,
        "coming": queries.coming(union=union.id, days=days),
        "expiring": queries.expiring(union=union.id, at=at),
        "may_plan": _may_plan(request),
    }


def _to_buy(request: HttpRequest) -> Iterator[typed_rows.Row]:
    """Yield the lines of the shopping list as they may have been bought."""
    _person, union, at = access.who(request)
    first, last = (weeks.day_in(request, name) for name in ("from_day", "until"))
    today = weeks.today_of(request)
    first = first or today
    last = last or first + timedelta(days=weeks.DAYS - 1)
    found = queries.shopping_list(union=union.id, days=(first, last), at=at)
    lines = [
        line
        for section in found.sections
        for line in section.lines
        if line.to_buy.amount
    ]
    for number, line in enumerate(lines[: typed_rows.MOST_ROWS], start=1):
        values = {
            "name": line.kind_name,
            "amount": forms.plain(line.to_buy),
            "unit": line.to_buy.unit.code,
        }
        yield typed_rows.Row(number, values)


def _initial(request: HttpRequest) -> dict[str, object]:
    today = weeks.today_of(request)
    return {"from_day": today, "until": today + timedelta(days=weeks.DAYS - 1)}


def _may_plan(request: HttpRequest) -> bool:
    return "kitchen" in access.of(request).scopes


def _address(name: str, days: tuple[date, date]) -> str:
    return f"{reverse(name)}?from_day={days[0].isoformat()}&until={days[1].isoformat()}"
