"""Pages of who decides: bodies and their ways, joining and leaving, being away."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from commonweal.commons.people import queries as people
from commonweal.core.tally import judgment
from commonweal.core.vf.problems import N_, NotFound, Problem, Refused, require
from commonweal.interfaces.web import access, errors
from commonweal.interfaces.web.deciding import says
from commonweal.interfaces.web.purse.forms import id_of, read_day
from commonweal.rooms.governance import queries, services
from commonweal.rooms.governance.words import MethodView, counts, defaults

NO_METHOD = N_("There is no way of deciding called “%(process)s”.")
SAY_UNTIL = N_("Say until which day you are away.")


@dataclass(frozen=True, slots=True)
class Way:
    """How a body decides one matter, line by line."""

    matter_words: str
    rule: Any
    process_words: str
    decision: int | None
    from_day: date | None
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Card:
    """A way of deciding on the list of them."""

    process: str
    name: str
    in_short: str
    used_for: tuple[str, ...]


@require_safe
@access.signed_in
def bodies(request: HttpRequest) -> HttpResponse:
    """List who decides, and let somebody say they are away."""
    return render(request, "web/governance/bodies.html", _bodies(request))


@require_safe
@access.signed_in
def body(request: HttpRequest, body: UUID) -> HttpResponse:
    """Show a body: who is in it, and how it decides what."""
    return render(request, "web/governance/body.html", _body(request, body))


@require_POST
@access.signed_in
def body_deed(request: HttpRequest, body: UUID) -> HttpResponse:
    """Ask to join, leave, or welcome somebody."""
    person, union, at = access.who(request)
    who: dict[str, Any] = {
        "body": body,
        "union": union.id,
        "by": person.id,
        "at": at,
    }
    then = request.POST.get("then", "")
    try:
        if then == "welcome":
            asked = id_of(request.POST.get("person")) or UUID(int=0)
            services.welcome(person=asked, **who)
        elif then == "leave":
            services.leave_body(**who)
        else:
            services.join_body(**who)
    except Refused as refused:
        context = _body(request, body)
        return errors.show_refusal(
            request, "web/governance/body.html", context, refused
        )
    return redirect("governance:body", body)


@require_POST
@access.signed_in
def away(request: HttpRequest) -> HttpResponse:
    """Say that one is away until a day, or back."""
    person, union, at = access.who(request)
    who: dict[str, Any] = {"union": union.id, "by": person.id, "at": at}
    try:
        if request.POST.get("then") == "back":
            services.set_back(**who)
        else:
            services.set_away(until=_until(request), **who)
    except Refused as refused:
        context = _bodies(request)
        return errors.show_refusal(
            request, "web/governance/bodies.html", context, refused
        )
    return redirect("governance:bodies")


@require_safe
@access.signed_in
def methods(request: HttpRequest) -> HttpResponse:
    """List all ways of deciding."""
    cards = [
        Card(process, name, _in_short(process), _used_for(process))
        for process, name in defaults.PROCESS_NAMES.items()
    ]
    return render(request, "web/governance/methods.html", {"cards": cards})


@require_safe
@access.signed_in
def method(request: HttpRequest, process: str) -> HttpResponse:
    """Publish one way of deciding to the letter, with its example."""
    card = counts.CARDS.get(process)
    if card is None:
        raise NotFound(Problem("process", NO_METHOD, {"process": process[:40]}))
    context = {
        "card": card,
        "process_words": defaults.PROCESS_WORDS[process],
        "used_for": _used_for(process),
        "options": card.example.options,
        "ballots": [(_said(answer), n) for answer, n in card.example.ballots],
    }
    return render(request, "web/governance/method.html", context)


def _in_short(process: str) -> str:
    card = counts.CARDS.get(process)
    return card.in_short if card else ""


def _used_for(process: str) -> tuple[str, ...]:
    return tuple(
        gettext(defaults.MATTER_WORDS[matter])
        for matter, rule in defaults.DEFAULT_METHODS.items()
        if rule.process == process
    )


def _said(answer: object) -> str:
    """Say an answer of an example: Oak, Elm = Ash; Oak: good."""
    if isinstance(answer, str):
        return gettext(answer)
    if isinstance(answer, dict):
        return ", ".join(f"{key}: {_grade(grade)}" for key, grade in answer.items())
    if isinstance(answer, (list, tuple)):
        tiers = (one if isinstance(one, (list, tuple)) else [one] for one in answer)
        return ", ".join(" = ".join(map(str, tier)) for tier in tiers)
    return json.dumps(answer, ensure_ascii=False)


def _grade(grade: object) -> str:
    if isinstance(grade, int) and 0 <= grade < len(judgment.GRADES):
        return gettext(judgment.GRADES[grade])
    return str(grade)


def _until(request: HttpRequest) -> date:
    problems: list[Problem] = []
    until = read_day(request.POST.get("until", ""), "until", problems)
    if until is None and not problems:
        problems.append(Problem("until", SAY_UNTIL))
    require(problems)
    assert until is not None  # noqa: S101 - else there was a problem
    return until


def _bodies(request: HttpRequest) -> dict[str, Any]:
    person, union, at = access.who(request)
    return {
        "bodies": queries.list_bodies(union=union.id, person=person.id),
        "away": queries.away_until(union=union.id, person=person.id, at=at),
        "typed": request.POST,
    }


def _body(request: HttpRequest, body: UUID) -> dict[str, Any]:
    person, union, at = access.who(request)
    view = queries.get_body(union=union.id, body=body, person=person.id)
    on = people.local_day(union=union.id, at=at)
    ways = queries.list_methods(union=union.id, body=body, on=on)
    members = (
        () if view.is_assembly else queries.list_members(union=union.id, body=body)
    )
    return {
        "body": view,
        "members": members,
        "methods": [_way(one, view.n_members) for one in ways],
    }


def _way(method: MethodView, n_members: int) -> Way:
    return Way(
        matter_words=method.matter_words,
        rule=method.rule,
        process_words=method.process_words,
        decision=method.decision,
        from_day=method.from_day,
        lines=tuple(says.rule_lines(method.rule, n_members)),
    )
