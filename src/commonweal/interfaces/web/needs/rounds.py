"""Pages of rounds: which there are, open one, ask in it, take what is free."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from commonweal.commons.charter import queries as charter
from commonweal.commons.ledger import queries as ledger
from commonweal.commons.people import queries as people
from commonweal.core.vf.flows import Specification
from commonweal.core.vf.measure import Measure, measure_of
from commonweal.core.vf.problems import Problem, Refused, require
from commonweal.interfaces.web import access, errors
from commonweal.interfaces.web.needs import forms, one_round
from commonweal.rooms.needs import queries, services
from commonweal.rooms.needs.translate.rounds import LineDraft, RoundDraft

OPEN = "web/needs/open_round.html"
ROUND = "web/needs/round.html"

#: Things of one kind that people put in order.
_MOST_SINGLE = 100


@dataclass(frozen=True, slots=True)
class Offered:
    """A thing that may be shared out, and what was typed beside it."""

    kind: Specification
    here: Measure
    amount: str
    portion: str
    is_chosen: bool


@require_safe
@access.signed_in
def home(request: HttpRequest) -> HttpResponse:
    """Show rounds and my shares."""
    person, union, _at = access.who(request)
    context = {
        "rounds": queries.list_rounds(union=union.id),
        "shares": queries.list_my_shares(person=person.id, union=union.id),
        "may_open": "rounds" in access.of(request).scopes,
    }
    return render(request, "web/needs/rounds.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@access.signed_in
def new(request: HttpRequest) -> HttpResponse:
    """Open a round over the stock on hand."""
    person, union, at = access.who(request)
    today = people.local_day(union=union.id, at=at)
    method = charter.rule(union=union.id, key="rounds.default_method", on=today)
    form = forms.OpenRound(
        request.POST or None, initial={"from_day": today, "method": method}
    )
    offered = _offered(request)
    context = {"form": form, "offered": offered}
    if request.method != "POST" or not form.is_valid():
        return render(request, OPEN, context, status=422 if form.is_bound else 200)
    try:
        draft = _draft(form, offered, forms.sent_key(request))
        opened = services.open_round(draft=draft, by=person.id, at=at)
    except Refused as refused:
        return errors.show_refusal(request, OPEN, context, refused)
    return redirect("needs:round", opened.id)


@require_safe
@access.signed_in
def show(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Show one round: what is in it, what I asked, what I get."""
    return render(request, ROUND, one_round.context(request, round_id))


@require_POST
@access.signed_in
def ask(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Ask for things of a round, for myself or typing for someone."""
    person, _union, at = access.who(request)
    try:
        services.ask_in_round(
            round_id=round_id,
            asked=one_round.asked(request),
            person=one_round.for_whom(request),
            by=person.id,
            at=at,
        )
    except Refused as refused:
        context = one_round.context(request, round_id)
        return errors.show_refusal(request, ROUND, context, refused)
    return one_round.back(request, round_id)


@require_POST
@access.signed_in
def rank(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Say in which order the things of a round are liked."""
    person, _union, at = access.who(request)
    try:
        services.rank_in_round(
            round_id=round_id,
            places=one_round.places(request),
            person=one_round.for_whom(request),
            by=person.id,
            at=at,
        )
    except Refused as refused:
        context = one_round.context(request, round_id)
        return errors.show_refusal(request, ROUND, context, refused)
    return one_round.back(request, round_id)


@require_POST
@access.signed_in
def take(request: HttpRequest, round_id: UUID, line: UUID) -> HttpResponse:
    """Take what is free. The page does not know who took it (I-6)."""
    person, _union, at = access.who(request)
    try:
        services.take_free(
            line=line,
            amount=request.POST.get("amount", ""),
            key=forms.sent_key(request),
            by=person.id,
            at=at,
        )
    except Refused as refused:
        context = one_round.context(request, round_id)
        return errors.show_refusal(request, ROUND, context, refused)
    return redirect("needs:round", round_id)


def _offered(request: HttpRequest) -> list[Offered]:
    """Return what is in store and free, with what was typed beside it."""
    _person, union, at = access.who(request)
    today = people.local_day(union=union.id, at=at)
    free = queries.list_free_stock(union=union.id, on=today)
    kinds = ledger.list_specifications(union=union.id)
    chosen = set(request.POST.getlist("kind"))
    return [
        Offered(
            kind=kind,
            here=free[kind.id],
            amount=request.POST.get(f"amount-{kind.id}", ""),
            portion=request.POST.get(f"portion-{kind.id}", ""),
            is_chosen=str(kind.id) in chosen,
        )
        for kind in kinds
        if kind.id in free and free[kind.id].amount > 0
    ]


def _draft(form: forms.OpenRound, offered: list[Offered], key: str) -> RoundDraft:
    problems: list[Problem] = []
    lines = []
    chosen = [one for one in offered if one.is_chosen]
    for row, one in enumerate(chosen, start=1):
        try:
            lines.append(
                LineDraft(
                    kind=one.kind.id,
                    amount=_measure(one.amount, one, "amount"),
                    portion=_measure(one.portion, one, "portion"),
                )
            )
        except Refused as refused:
            problems.extend(problem.at_row(row) for problem in refused.problems)
    require(problems)
    said = form.cleaned_data
    if said["method"] == "preferences":
        lines = [part for line, one in zip(lines, chosen, strict=True)
                 for part in _single(line, one)]  # fmt: skip
    return RoundDraft(
        key=key,
        name=said["name"],
        method=said["method"],
        from_day=said["from_day"],
        days=said["days"],
        lines=tuple(lines),
    )


def _measure(text: str, one: Offered, field: str) -> Measure | None:
    return measure_of(text, one.kind.unit, field=field) if text.strip() else None


def _single(line: LineDraft, one: Offered) -> list[LineDraft]:
    """Return each unit of a thing as a thing of its own, for rankings."""
    steps = one.kind.unit.steps
    amount = line.amount or one.here
    n_things = min(amount.amount // steps, _MOST_SINGLE)
    unit = Measure(steps, one.kind.unit)
    return [
        LineDraft(kind=line.kind, amount=unit, label=f"{one.kind.name} {number}")
        for number in range(1, n_things + 1)
    ] or [line]
