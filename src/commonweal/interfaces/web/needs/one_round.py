"""What the page of one round shows, and what its forms say."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from commonweal.commons.people import queries as people
from commonweal.core.vf.problems import NotYours, Problem, Refused
from commonweal.interfaces.web import access
from commonweal.interfaces.web.needs import forms
from commonweal.rooms.needs import queries, services, words

#: Digits of a place somebody gives a thing.
_MOST_DIGITS = 4


@dataclass(frozen=True, slots=True)
class LineShown:
    """A thing of a round and what the person at the page has said about it."""

    view: queries.LineView
    amount: str
    tier: str
    is_wish: bool
    place: str


def context(request: HttpRequest, round_id: UUID) -> dict[str, object]:
    """Return everything the page of a round shows."""
    person, union, _at = access.who(request)
    scopes = access.of(request).scopes
    whose = for_whom(request)
    if whose != person.id and "paper" not in scopes:
        raise NotYours(Problem("who", words.TYPE_FOR_OTHERS, {"who": "…"}))
    view = queries.get_round(round_id=round_id, union=union.id)
    shares = queries.list_my_shares(person=whose, union=union.id, round_id=round_id)
    helps = "paper" in scopes and view.status == "open"
    return {
        "round": view,
        "lines": _lines(request, view, whose),
        "tiers": forms.said(words.TIERS),
        "method": words.METHODS[view.method],
        "method_hint": words.METHOD_HINTS[view.method],
        "asks_here": view.method in {"request", "fair_turn", "lottery"},
        "shares": shares,
        "whose": whose,
        "people": people.list_people(union=union.id) if helps else (),
        "draw": forms.Draw(),
        "may_share_out": "rounds" in scopes,
    }


def for_whom(request: HttpRequest) -> UUID:
    """Return for whom is typed: the person at the page, unless someone is named."""
    person, _union, _at = access.who(request)
    named = request.POST.get("whose") or request.GET.get("whose") or ""
    try:
        return UUID(named) if named else person.id
    except ValueError:
        raise Refused(Problem("who", words.NO_PERSON)) from None


def asked(request: HttpRequest) -> list[services.Asked]:
    """Return what was asked of each line."""
    return [
        services.Asked(
            line=line,
            amount=request.POST.get(f"amount-{line}", ""),
            tier=request.POST.get(f"tier-{line}", "dignity"),
            is_wish=f"wish-{line}" in request.POST,
        )
        for line in _named(request, "amount-")
    ]


def places(request: HttpRequest) -> dict[UUID, int]:
    """Return the places given to things; what has none is left out."""
    typed = {
        line: request.POST.get(f"place-{line}", "").strip()
        for line in _named(request, "place-")
    }
    wrong = [text for text in typed.values() if text and not _is_place(text)]
    if wrong:
        raise Refused(Problem("places", words.PLACES, {"value": wrong[0][:20]}))
    return {line: int(text) for line, text in typed.items() if text}


def back(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Return to the round, still typing for the same person."""
    person, _union, _at = access.who(request)
    whose = for_whom(request)
    address = reverse("needs:round", args=[round_id])
    return redirect(address if whose == person.id else f"{address}?whose={whose}")


def _lines(
    request: HttpRequest, view: queries.RoundView, whose: UUID
) -> list[LineShown]:
    """Return the lines with what was said before, or typed just now."""
    asked_before = queries.list_my_requests(
        round_id=view.id, person=whose, union=view.union
    )
    ranked_before = queries.list_my_ranking(
        round_id=view.id, person=whose, union=view.union
    )
    lines = []
    for line in view.lines:
        before = asked_before.get(line.id)
        lines.append(
            LineShown(
                view=line,
                amount=request.POST.get(
                    f"amount-{line.id}", forms.plain(before.amount) if before else ""
                ),
                tier=request.POST.get(
                    f"tier-{line.id}", before.tier if before else "dignity"
                ),
                is_wish=f"wish-{line.id}" in request.POST
                or (before is not None and before.is_wish),
                place=request.POST.get(
                    f"place-{line.id}", str(ranked_before.get(line.id, ""))
                ),
            )
        )
    return lines


def _named(request: HttpRequest, start: str) -> list[UUID]:
    found = []
    for name in request.POST:
        if name.startswith(start):
            try:
                found.append(UUID(name.removeprefix(start)))
            except ValueError:
                continue
    return found


def _is_place(text: str) -> bool:
    return text.isdecimal() and len(text) <= _MOST_DIGITS and int(text) > 0
