"""A running meeting for programs: the list of speakers, rounds, hands, items."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status

from commonweal.interfaces.api import auth, base
from commonweal.interfaces.api import governance_meetings_shapes as shapes
from commonweal.interfaces.api.store_shapes import IdOut
from commonweal.interfaces.api.stores import associate
from commonweal.rooms.governance.queries import live as live_questions
from commonweal.rooms.governance.services import (
    minutes,
    signalling,
    speaking,
)
from commonweal.rooms.governance.words import meetings as words

router = Router(tags=["deciding: meetings"])

ONE = "/decide/meetings/{uuid:meeting}"


def _where(request: HttpRequest, meeting: UUID) -> dict[str, Any]:
    """Return who acts in which meeting, as deeds take it."""
    by, union, at = auth.actor(request)
    return {"meeting": meeting, "union": union, "by": by, "at": at}


@router.get(f"{ONE}/live", response=shapes.LiveOut, operation_id="get_live_meeting")
def get_live_meeting(request: HttpRequest, meeting: UUID) -> words.LiveView:
    """Give everything the screen of a running meeting shows."""
    person, union, at = associate(request)
    return live_questions.get_live(union=union, meeting=meeting, person=person, at=at)


@router.post(
    f"{ONE}/items/{{uuid:item}}/start", response={204: None}, operation_id="start_item"
)
def start_item(request: HttpRequest, meeting: UUID, item: UUID) -> Status[None]:
    """Take an item up."""
    minutes.start_item(item=item, **_where(request, meeting))
    return Status(204, None)


@router.post(f"{ONE}/items/end", response={204: None}, operation_id="end_item")
def end_item(
    request: HttpRequest, meeting: UUID, body: shapes.EndItemIn
) -> Status[None]:
    """End the open item: done, or parked."""
    minutes.end_item(parked=body.parked, **_where(request, meeting))
    return Status(204, None)


@router.post(
    f"{ONE}/items/more-time", response={204: None}, operation_id="give_more_time"
)
def give_more_time(
    request: HttpRequest, meeting: UUID, body: shapes.MinutesIn
) -> Status[None]:
    """Give the open item more minutes."""
    minutes.more_time(minutes=body.minutes, **_where(request, meeting))
    return Status(204, None)


@router.post(f"{ONE}/stack", response={204: None}, operation_id="wish_to_speak")
def wish_to_speak(
    request: HttpRequest, meeting: UUID, body: shapes.SpeakIn
) -> Status[None]:
    """Put oneself, or somebody without a phone, on the list."""
    speaking.wish_to_speak(**body.dict(), **_where(request, meeting))
    return Status(204, None)


@router.put(f"{ONE}/stack", response={204: None}, operation_id="set_stack")
def set_stack(
    request: HttpRequest, meeting: UUID, body: shapes.StackIn
) -> Status[None]:
    """Choose the rule of the list, and the time each has."""
    speaking.set_stack(rule=body.rule, seconds=body.seconds, **_where(request, meeting))
    return Status(204, None)


@router.post(f"{ONE}/stack/next", response={204: None}, operation_id="give_the_word")
def give_the_word(request: HttpRequest, meeting: UUID) -> Status[None]:
    """Let the next speak."""
    speaking.give_the_word(**_where(request, meeting))
    return Status(204, None)


@router.post(f"{ONE}/stack/end", response={204: None}, operation_id="end_speaking")
def end_speaking(request: HttpRequest, meeting: UUID) -> Status[None]:
    """Say that whoever speaks has spoken."""
    speaking.end_speaking(**_where(request, meeting))
    return Status(204, None)


@router.delete(
    f"{ONE}/stack/{{uuid:turn}}", response={204: None}, operation_id="take_wish_back"
)
def take_wish_back(request: HttpRequest, meeting: UUID, turn: UUID) -> Status[None]:
    """Take a wish to speak back."""
    speaking.take_wish_back(turn=turn, **_where(request, meeting))
    return Status(204, None)


@router.post(f"{ONE}/rounds", response={204: None}, operation_id="start_round")
def start_round(
    request: HttpRequest, meeting: UUID, body: shapes.RoundIn
) -> Status[None]:
    """Start a round among all who are here."""
    speaking.start_round(kind=body.kind, **_where(request, meeting))
    return Status(204, None)


@router.post(f"{ONE}/rounds/said", response={204: None}, operation_id="speak_in_round")
def speak_in_round(
    request: HttpRequest, meeting: UUID, body: shapes.SaidIn
) -> Status[None]:
    """Say that one has spoken, and in a consent round what."""
    speaking.speak_in_round(**body.dict(), **_where(request, meeting))
    return Status(204, None)


@router.post(f"{ONE}/rounds/pass", response={204: None}, operation_id="pass_in_round")
def pass_in_round(
    request: HttpRequest, meeting: UUID, body: shapes.SaidIn
) -> Status[None]:
    """Pass; the round comes back once."""
    speaking.pass_in_round(person=body.person, **_where(request, meeting))
    return Status(204, None)


@router.post(f"{ONE}/rounds/end", response={204: None}, operation_id="end_round")
def end_round(request: HttpRequest, meeting: UUID) -> Status[None]:
    """End the round."""
    speaking.end_round(**_where(request, meeting))
    return Status(204, None)


@router.post(f"{ONE}/rounds/count", response={201: IdOut}, operation_id="count_round")
def count_round(
    request: HttpRequest, meeting: UUID, key: base.IdempotencyKey
) -> Status[dict[str, UUID]]:
    """Write what a consent round came to into the minutes."""
    made = minutes.write_count(key=key, **_where(request, meeting))
    return Status(201, {"id": made})


@router.put(f"{ONE}/signal", response={204: None}, operation_id="show_signal")
def show_signal(
    request: HttpRequest, meeting: UUID, body: shapes.SignalIn
) -> Status[None]:
    """Show a hand signal, or take the hand down."""
    signalling.signal(shown=body.signal, **_where(request, meeting))
    return Status(204, None)


@router.delete(f"{ONE}/signals", response={204: None}, operation_id="clear_signals")
def clear_signals(request: HttpRequest, meeting: UUID) -> Status[None]:
    """Take all hands down."""
    signalling.clear_signals(**_where(request, meeting))
    return Status(204, None)


@router.post(f"{ONE}/temperature", response={204: None}, operation_id="ask_temperature")
def ask_temperature(request: HttpRequest, meeting: UUID) -> Status[None]:
    """Ask for the temperature."""
    signalling.open_temperature(**_where(request, meeting))
    return Status(204, None)


@router.put(f"{ONE}/temperature", response={204: None}, operation_id="give_temperature")
def give_temperature(
    request: HttpRequest, meeting: UUID, body: shapes.WarmthIn
) -> Status[None]:
    """Answer, once; nobody's answer has a name."""
    signalling.give_temperature(warmth=body.warmth, **_where(request, meeting))
    return Status(204, None)


@router.post(
    f"{ONE}/temperature/end", response={204: None}, operation_id="end_temperature"
)
def end_temperature(request: HttpRequest, meeting: UUID) -> Status[None]:
    """End the check; the numbers show."""
    signalling.end_temperature(**_where(request, meeting))
    return Status(204, None)
