"""Pages of meetings: the list, calling one, its agenda, and its paper."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from commonweal.core.vf.problems import Problem, Refused
from commonweal.interfaces.web import access, errors
from commonweal.interfaces.web.governance import meetings_forms as forms
from commonweal.interfaces.web.purse.forms import Choices, id_of, sent_key
from commonweal.rooms.governance.errors import meetings as says
from commonweal.rooms.governance.queries import live
from commonweal.rooms.governance.queries import meetings as questions
from commonweal.rooms.governance.services import meeting_cards, minutes
from commonweal.rooms.governance.services import meetings as deeds
from commonweal.rooms.governance.words import meetings as words

#: Empty lines on the sign-in sheet, for who comes besides.
GUEST_LINES = 5


@require_safe
@access.signed_in
def meetings(request: HttpRequest) -> HttpResponse:
    """List meetings to come and past ones."""
    _person, union, at = access.who(request)
    return render(
        request,
        "web/governance/meetings.html",
        {
            "coming": questions.list_meetings(union=union.id, at=at),
            "past": questions.list_meetings(union=union.id, at=at, past=True),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@access.signed_in
def call(request: HttpRequest) -> HttpResponse:
    """Call a meeting."""
    person, union, at = access.who(request)
    bodies = [
        (str(body), gettext(name))
        for body, name in questions.bodies_of(union=union.id, person=person.id)
    ]
    form = forms.Call(request.POST or None, bodies=bodies)
    page = "web/purse/form_page.html"
    context = {
        "form": form,
        "title": _("Call a meeting"),
        "lead": _("Everybody it is for is told. Anybody of them adds to the agenda."),
        "button": _("Call it"),
        "back": reverse("governance:meetings"),
        "back_label": _("Meetings"),
    }
    if request.method != "POST" or not form.is_valid():
        return render(request, page, context, status=422 if form.is_bound else 200)
    try:
        made = deeds.call_meeting(
            draft=form.draft(union.time_zone),
            seed=secrets.token_hex(16),
            union=union.id,
            by=person.id,
            key=sent_key(request),
            at=at,
        )
    except Refused as refused:
        return errors.show_refusal(request, page, context, refused)
    return redirect("governance:meeting", made)


@require_safe
@access.signed_in
def meeting(request: HttpRequest, meeting: UUID) -> HttpResponse:
    """Show a meeting with its agenda and cards."""
    return render(request, "web/governance/meeting.html", _context(request, meeting))


@require_http_methods(["GET", "HEAD", "POST"])
@access.signed_in
def add(request: HttpRequest, meeting: UUID) -> HttpResponse:
    """Add an item to the agenda."""
    person, union, at = access.who(request)
    view = _view(request, meeting)
    motions = questions.motions_to_link(union=union.id, body=view.body)
    form = forms.Item(
        request.POST or None,
        people=people_of(request, meeting),
        motions=[(str(motion), title) for motion, title in motions],
        initial={"motion": request.GET.get("motion", "")},
    )
    page = "web/purse/form_page.html"
    context = {
        "form": form,
        "title": _("Bring an item"),
        "lead": _("Nobody can take it off the agenda but you."),
        "button": _("Add it to the agenda"),
        "back": reverse("governance:meeting", args=[meeting]),
        "back_label": view.title,
    }
    if request.method != "POST" or not form.is_valid():
        return render(request, page, context, status=422 if form.is_bound else 200)
    try:
        deeds.add_item(
            meeting=meeting,
            draft=form.draft(),
            union=union.id,
            by=person.id,
            key=sent_key(request),
            at=at,
        )
    except Refused as refused:
        return errors.show_refusal(request, page, context, refused)
    return redirect("governance:meeting", meeting)


@require_POST
@access.signed_in
def deed(request: HttpRequest, meeting: UUID) -> HttpResponse:
    """Do one of the things a button on the page of a meeting does."""
    then, _colon, what = request.POST.get("then", "").partition(":")
    try:
        _do(request, meeting, then, what)
    except Refused as refused:
        context = _context(request, meeting)
        page = "web/governance/meeting.html"
        return errors.show_refusal(request, page, context, refused)
    return redirect("governance:meeting", meeting)


@require_safe
@access.signed_in
def sheet(request: HttpRequest, meeting: UUID) -> HttpResponse:
    """Print the agenda with its cards, for a meeting without a network."""
    context = _context(request, meeting)
    return render(request, "web/governance/meeting_sheet.html", context)


@require_safe
@access.signed_in
def sign_in(request: HttpRequest, meeting: UUID) -> HttpResponse:
    """Print the sign-in sheet: counted at the door, burnt after the minutes."""
    _person, union, at = access.who(request)
    context = _context(request, meeting)
    context["members"] = questions.who_could_come(
        union=union.id, meeting=meeting, at=at
    )
    context["guests"] = range(GUEST_LINES)
    return render(request, "web/governance/meeting_sign_in.html", context)


@require_safe
@access.signed_in
def actions(request: HttpRequest) -> HttpResponse:
    """List what people took on and is still to do."""
    return render(request, "web/governance/meeting_actions.html", _actions(request))


@require_POST
@access.signed_in
def end_action(request: HttpRequest, action: UUID) -> HttpResponse:
    """Say that one has done what one took on, or lets it go."""
    person, union, at = access.who(request)
    is_done = request.POST.get("then") == "done"
    try:
        minutes.end_action(
            action=action, is_done=is_done, union=union.id, by=person.id, at=at
        )
    except Refused as refused:
        page = "web/governance/meeting_actions.html"
        return errors.show_refusal(request, page, _actions(request), refused)
    return redirect("governance:actions")


def people_of(request: HttpRequest, meeting: UUID) -> Choices:
    """Return the members of the body that meets, to choose from."""
    _person, union, at = access.who(request)
    could = questions.who_could_come(union=union.id, meeting=meeting, at=at)
    return [(str(one.person), one.name) for one in could]


def _do(request: HttpRequest, meeting: UUID, then: str, what: str) -> None:
    person, union, at = access.who(request)
    where: dict[str, Any] = {
        "meeting": meeting,
        "union": union.id,
        "by": person.id,
        "at": at,
    }
    do = _DEEDS.get(then)
    if do is None:
        raise Refused(Problem("", says.UNKNOWN_BUTTON))
    do(where, what, request)


def _come(where: dict[str, Any], what: str, request: HttpRequest) -> None:
    del request
    deeds.come(person=where["by"], is_here=what != "gone", **where)


def _ask(where: dict[str, Any], what: str, request: HttpRequest) -> None:
    asks = request.POST.get("asks", "yes") == "yes"
    deeds.ask_for_item(item=_id(what), asks=asks, **where)


def _hand(where: dict[str, Any], what: str, request: HttpRequest) -> None:
    meeting_cards.hand_card(card=what, to=_id(request.POST.get("to", "")), **where)


def _id(text: str) -> UUID:
    found = id_of(text)
    if found is None:
        raise Refused(Problem("", says.UNKNOWN_BUTTON))
    return found


_Do = Callable[[dict[str, Any], str, HttpRequest], None]
_DEEDS: Mapping[str, _Do] = MappingProxyType(
    {
        "come": _come,
        "open": lambda where, _what, _request: deeds.open_meeting(**where),
        "off": lambda where, _what, _request: deeds.call_off(**where),
        "withdraw": lambda where, what, _request: deeds.withdraw_item(
            item=_id(what), **where
        ),
        "ask": _ask,
        "draw": lambda where, _what, _request: meeting_cards.draw_cards(**where),
        "decline": lambda where, what, _request: meeting_cards.decline_card(
            card=what, **where
        ),
        "hand": _hand,
    }
)


def _view(request: HttpRequest, meeting: UUID) -> words.MeetingView:
    person, union, at = access.who(request)
    return questions.get_meeting(
        union=union.id, meeting=meeting, person=person.id, at=at
    )


def _context(request: HttpRequest, meeting: UUID) -> dict[str, Any]:
    person, union, at = access.who(request)
    view = _view(request, meeting)
    return {
        "meeting": view,
        "state": words.MEETING_STATES[view.status],
        "cards": [
            (one, words.CARDS[one.card], words.CARD_WORDS[one.card])
            for one in view.cards
        ],
        "items": [
            (one, words.KINDS[one.kind], words.ITEM_STATES[one.status])
            for one in view.items
        ],
        "people": people_of(request, meeting) if view.is_member else (),
        "may_open": view.is_member
        and view.status == "called"
        and at >= view.starts_at - deeds.EARLY,
        "to_accept": live.waits_to_be_accepted(union=union.id, meeting=meeting, at=at)
        if view.status == "open"
        else (),
        "person": person,
    }


def _actions(request: HttpRequest) -> dict[str, Any]:
    person, union, _at = access.who(request)
    return {"actions": questions.list_actions(union=union.id, person=person.id)}


def tell(request: HttpRequest, text: str) -> None:
    """Say on the next page that something is done."""
    messages.success(request, text)
