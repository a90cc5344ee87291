"""The screen of a running meeting: one tap for each thing, and it keeps itself up to date.

With JavaScript the page asks for its middle every few seconds; without, it loads again
by itself unless one asks it to keep still. Nothing is typed here, so nothing is lost.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from commonweal.core.vf.problems import Problem, Refused
from commonweal.interfaces.web import access, errors
from commonweal.interfaces.web.purse.forms import id_of
from commonweal.rooms.governance.errors import meetings as says
from commonweal.rooms.governance.queries import live as questions
from commonweal.rooms.governance.queries import meetings
from commonweal.rooms.governance.services import (
    meeting_cards,
    minutes,
    signalling,
    speaking,
)
from commonweal.rooms.governance.services import meetings as deeds
from commonweal.rooms.governance.words import meetings as words

Where = dict[str, Any]

#: Times a speaker can be given, in seconds; "" is without a limit.
SPEAKING_TIMES = ("", "60", "90", "120", "180", "300")


@require_safe
@access.signed_in
def live(request: HttpRequest, meeting: UUID) -> HttpResponse:
    """Show the running meeting."""
    return render(
        request, "web/governance/meeting_live.html", _context(request, meeting)
    )


@require_safe
@access.signed_in
def now(request: HttpRequest, meeting: UUID) -> HttpResponse:
    """Give the middle of the screen, for a page that is open already."""
    return render(
        request, "web/governance/meeting_now.html", _context(request, meeting)
    )


@require_POST
@access.signed_in
def tap(request: HttpRequest, meeting: UUID) -> HttpResponse:
    """Do what one tap does."""
    person, union, at = access.who(request)
    where = {"meeting": meeting, "union": union.id, "by": person.id, "at": at}
    then, _colon, what = request.POST.get("then", "").partition(":")
    try:
        TAPS.get(then, _unknown)(where, what, request)
    except Refused as refused:
        context = _context(request, meeting)
        page = "web/governance/meeting_live.html"
        return errors.show_refusal(request, page, context, refused)
    return redirect("governance:live", meeting)


@require_http_methods(["GET", "HEAD", "POST"])
@access.signed_in
def door(request: HttpRequest, meeting: UUID) -> HttpResponse:
    """Tick who is here, as the door keeper."""
    person, union, at = access.who(request)
    problems: tuple[Problem, ...] = ()
    if request.method == "POST":
        one, _colon, what = request.POST.get("then", "").partition(":")
        try:
            deeds.come(
                meeting=meeting,
                person=_id(one),
                is_here=what == "here",
                union=union.id,
                by=person.id,
                at=at,
            )
        except Refused as refused:
            problems = refused.problems
    context = {
        "meeting": meetings.get_meeting(
            union=union.id, meeting=meeting, person=person.id, at=at
        ),
        "members": meetings.who_could_come(union=union.id, meeting=meeting, at=at),
        "problems": problems,
    }
    status = 422 if problems else 200
    return render(request, "web/governance/meeting_door.html", context, status=status)


def _context(request: HttpRequest, meeting: UUID) -> dict[str, Any]:
    person, union, at = access.who(request)
    seen = questions.get_live(union=union.id, meeting=meeting, person=person.id, at=at)
    view = seen.meeting
    held = {one.card for one in view.cards if one.person is not None}

    def acts(*cards: str) -> bool:
        mine = set(cards) & set(view.my_cards)
        return view.am_here and (bool(mine) or not set(cards) & held)

    named = dict(seen.signals)
    return {
        "live": seen,
        "meeting": view,
        "kind": words.KINDS[view.current.kind] if view.current else "",
        "proposal": seen.proposal,
        "facilitates": acts("facilitator"),
        "keeps_stack": acts("stack", "facilitator"),
        "keeps_time": acts("time", "facilitator"),
        "keeps_mood": acts("facilitator", "mood"),
        "writes": acts("scribe", "facilitator"),
        "counts_round": acts("facilitator", "scribe"),
        "stack": [
            (one, words.TURNS[one.kind], words.ABOUT.get(one.about, ""))
            for one in seen.stack
        ],
        "rule": words.STACK_RULES[view.stack_rule],
        "rules": words.STACK_RULES.items(),
        "times": SPEAKING_TIMES,
        "about": words.ABOUT.items(),
        "hands": [
            (code, text, named.get(code, 0), code == seen.my_signal)
            for code, text in words.SIGNALS.items()
        ],
        "warmth": words.WARMTH.items(),
        "rounds": words.ROUNDS.items(),
        "round_words": words.ROUNDS.get(seen.round.kind, "") if seen.round else "",
        "places": [
            (one, words.SAID.get(one.said, ""))
            for one in (seen.round.places if seen.round else ())
        ],
        "said": words.SAID.items(),
        "waiting": [one for one in view.items if one.status == "waits"],
        "parked": [one for one in view.items if one.status == "parked"],
        "lines": [(one, words.LINES[one.kind]) for one in seen.lines],
        "keeps_still": "still" in request.GET,
        "at": at,
    }


def _id(text: str) -> UUID:
    found = id_of(text)
    if found is None:
        raise Refused(Problem("", says.UNKNOWN_BUTTON))
    return found


def _person(request: HttpRequest) -> UUID | None:
    return id_of(request.POST.get("person", ""))


def _seconds(request: HttpRequest) -> int | None:
    text = request.POST.get("seconds", "")
    return int(text) if text.isdecimal() and len(text) < len("10000") else None


def _unknown(_where: Where, _what: str, _request: HttpRequest) -> None:
    raise Refused(Problem("", says.UNKNOWN_BUTTON))


def _came(where: Where, what: str, _request: HttpRequest) -> None:
    deeds.come(person=where["by"], is_here=what == "here", **where)


def _speak(where: Where, what: str, request: HttpRequest) -> None:
    kind, _colon, about = what.partition(":")
    speaking.wish_to_speak(
        kind=kind or "turn", about=about, person=_person(request), **where
    )


def _said(where: Where, what: str, request: HttpRequest) -> None:
    speaking.speak_in_round(said=what, person=_person(request), **where)


def _counted(where: Where, what: str, _request: HttpRequest) -> None:
    minutes.write_count(key=what, **where)


def _more_time(where: Where, what: str, _request: HttpRequest) -> None:
    n_minutes = int(what) if what.isdecimal() and len(what) < len("1000") else 0
    minutes.more_time(minutes=n_minutes, **where)


def _accepted(where: Where, what: str, _request: HttpRequest) -> None:
    now_in = {**where, "in_meeting": where["meeting"], "meeting": _id(what)}
    minutes.accept_minutes(**now_in)


_Do = Callable[[Where, str, HttpRequest], None]
#: What each button sends, and the deed it does.
TAPS: Mapping[str, _Do] = MappingProxyType(
    {
        "come": _came,
        "named": lambda w, x, _r: deeds.be_named(is_named=x == "yes", **w),
        "speak": _speak,
        "back": lambda w, x, _r: speaking.take_wish_back(turn=_id(x), **w),
        "next": lambda w, _x, _r: speaking.give_the_word(**w),
        "spoken": lambda w, _x, _r: speaking.end_speaking(**w),
        "stack": lambda w, x, r: speaking.set_stack(
            rule=r.POST.get("rule", x), seconds=_seconds(r), **w
        ),
        "signal": lambda w, x, _r: signalling.signal(shown=x, **w),
        "hands_down": lambda w, _x, _r: signalling.clear_signals(**w),
        "ask_warmth": lambda w, _x, _r: signalling.open_temperature(**w),
        "warmth": lambda w, x, _r: signalling.give_temperature(warmth=x, **w),
        "end_warmth": lambda w, _x, _r: signalling.end_temperature(**w),
        "item": lambda w, x, _r: minutes.start_item(item=_id(x), **w),
        "done": lambda w, _x, _r: minutes.end_item(parked=False, **w),
        "park": lambda w, _x, _r: minutes.end_item(parked=True, **w),
        "more": _more_time,
        "round": lambda w, x, _r: speaking.start_round(kind=x, **w),
        "said": _said,
        "pass": lambda w, _x, r: speaking.pass_in_round(person=_person(r), **w),
        "end_round": lambda w, _x, _r: speaking.end_round(**w),
        "count": _counted,
        "decline": lambda w, x, _r: meeting_cards.decline_card(card=x, **w),
        "strike": lambda w, x, _r: minutes.strike_line(line=_id(x), **w),
        "accept": _accepted,
    }
)
