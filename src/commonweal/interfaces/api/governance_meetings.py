"""Meetings for programs: call, come, bring items, hold cards."""

from __future__ import annotations

import secrets
from datetime import UTC
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status

from commonweal.interfaces.api import auth, base, paging
from commonweal.interfaces.api import governance_meetings_shapes as shapes
from commonweal.interfaces.api.store_shapes import IdOut
from commonweal.interfaces.api.stores import associate
from commonweal.rooms.governance.queries import meetings as questions
from commonweal.rooms.governance.services import (
    meeting_cards,
)
from commonweal.rooms.governance.services import meetings as deeds
from commonweal.rooms.governance.words import meetings as words

router = Router(tags=["deciding: meetings"])

ONE = "/decide/meetings/{uuid:meeting}"


def _where(request: HttpRequest, meeting: UUID) -> dict[str, Any]:
    """Return who acts in which meeting, as deeds take it."""
    by, union, at = auth.actor(request)
    return {"meeting": meeting, "union": union, "by": by, "at": at}


@router.get(
    "/decide/meetings",
    response=paging.Page[shapes.MeetingLineOut],
    operation_id="list_meetings",
)
def list_meetings(
    request: HttpRequest,
    asked: paging.Paged,
    *,
    body: UUID | None = None,
    past: bool = False,
) -> dict[str, object]:
    """List meetings to come, the next first; or past ones, newest first."""
    _person, union, at = associate(request)
    listed = questions.list_meetings(union=union, at=at, body=body, past=past)
    return paging.page_of(listed, asked, key=lambda one: one.id)


@router.post("/decide/meetings", response={201: IdOut}, operation_id="call_meeting")
def call_meeting(
    request: HttpRequest, body: shapes.MeetingIn, key: base.IdempotencyKey
) -> Status[dict[str, UUID]]:
    """Call a meeting of a body one is in."""
    by, union, at = auth.actor(request)
    starts_at = body.starts_at
    if starts_at.tzinfo is None:
        starts_at = starts_at.replace(tzinfo=UTC)
    draft = words.MeetingDraft(**{**body.dict(), "starts_at": starts_at})
    made = deeds.call_meeting(
        draft=draft, seed=secrets.token_hex(16), union=union, by=by, key=key, at=at
    )
    return Status(201, {"id": made})


@router.get(ONE, response=shapes.MeetingOut, operation_id="get_meeting")
def get_meeting(request: HttpRequest, meeting: UUID) -> words.MeetingView:
    """Give a meeting with its agenda and cards."""
    person, union, at = associate(request)
    return questions.get_meeting(union=union, meeting=meeting, person=person, at=at)


@router.get(
    f"{ONE}/members",
    response=list[shapes.PersonHereOut],
    operation_id="list_could_come",
)
def list_could_come(
    request: HttpRequest, meeting: UUID
) -> tuple[words.PersonHere, ...]:
    """List the members of the body that meets, with who is here."""
    _person, union, at = associate(request)
    return questions.who_could_come(union=union, meeting=meeting, at=at)


@router.post(f"{ONE}/call-off", response={204: None}, operation_id="call_off_meeting")
def call_off_meeting(request: HttpRequest, meeting: UUID) -> Status[None]:
    """Call it off, as who called it."""
    deeds.call_off(**_where(request, meeting))
    return Status(204, None)


@router.post(f"{ONE}/open", response={204: None}, operation_id="open_meeting")
def open_meeting(request: HttpRequest, meeting: UUID) -> Status[None]:
    """Open it; the agenda is put in order."""
    deeds.open_meeting(**_where(request, meeting))
    return Status(204, None)


@router.post(f"{ONE}/close", response={204: None}, operation_id="close_meeting")
def close_meeting(
    request: HttpRequest, meeting: UUID, body: shapes.CloseIn
) -> Status[None]:
    """Close it; what was only for the moment is forgotten."""
    deeds.close_meeting(read_out=body.read_out, **_where(request, meeting))
    return Status(204, None)


@router.put(f"{ONE}/here", response={204: None}, operation_id="be_here")
def be_here(request: HttpRequest, meeting: UUID, body: shapes.HereIn) -> Status[None]:
    """Say that one is here, or tick somebody at the door."""
    where = _where(request, meeting)
    person = body.person or where["by"]
    deeds.come(person=person, is_here=body.is_here, **where)
    return Status(204, None)


@router.put(f"{ONE}/named", response={204: None}, operation_id="be_named")
def be_named(request: HttpRequest, meeting: UUID, body: shapes.NamedIn) -> Status[None]:
    """Wish to be named in the minutes, or not."""
    deeds.be_named(is_named=body.is_named, **_where(request, meeting))
    return Status(204, None)


@router.post(f"{ONE}/items", response={201: IdOut}, operation_id="add_item")
def add_item(
    request: HttpRequest, meeting: UUID, body: shapes.ItemIn, key: base.IdempotencyKey
) -> Status[dict[str, UUID]]:
    """Bring an item; nobody else takes it off."""
    made = deeds.add_item(
        draft=words.ItemDraft(**body.dict()), key=key, **_where(request, meeting)
    )
    return Status(201, {"id": made})


@router.post(
    f"{ONE}/items/{{uuid:item}}/withdraw",
    response={204: None},
    operation_id="withdraw_item",
)
def withdraw_item(request: HttpRequest, meeting: UUID, item: UUID) -> Status[None]:
    """Withdraw one's own item."""
    deeds.withdraw_item(item=item, **_where(request, meeting))
    return Status(204, None)


@router.put(
    f"{ONE}/items/{{uuid:item}}/asking",
    response={204: None},
    operation_id="ask_for_item",
)
def ask_for_item(
    request: HttpRequest, meeting: UUID, item: UUID, body: shapes.AskingIn
) -> Status[None]:
    """Ask that it be taken; a tenth of the members forces it."""
    deeds.ask_for_item(item=item, asks=body.asks, **_where(request, meeting))
    return Status(204, None)


@router.post(f"{ONE}/cards/draw", response={204: None}, operation_id="draw_cards")
def draw_cards(request: HttpRequest, meeting: UUID) -> Status[None]:
    """Draw the cards nobody holds."""
    meeting_cards.draw_cards(**_where(request, meeting))
    return Status(204, None)


@router.post(
    f"{ONE}/cards/{{card}}/decline", response={204: None}, operation_id="decline_card"
)
def decline_card(request: HttpRequest, meeting: UUID, card: str) -> Status[None]:
    """Pass a card on; the lot finds somebody else."""
    meeting_cards.decline_card(card=card, **_where(request, meeting))
    return Status(204, None)


@router.put(f"{ONE}/cards/{{card}}", response={204: None}, operation_id="hand_card")
def hand_card(
    request: HttpRequest, meeting: UUID, card: str, body: shapes.ToIn
) -> Status[None]:
    """Hand one's card to somebody."""
    meeting_cards.hand_card(card=card, to=body.to, **_where(request, meeting))
    return Status(204, None)
