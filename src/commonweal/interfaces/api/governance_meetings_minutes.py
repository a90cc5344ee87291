"""Minutes for programs: write, strike, take on, correct, accept."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status

from commonweal.interfaces.api import auth, base, paging
from commonweal.interfaces.api import governance_meetings_shapes as shapes
from commonweal.interfaces.api.store_shapes import IdOut
from commonweal.interfaces.api.stores import associate
from commonweal.rooms.governance.queries import live as live_questions
from commonweal.rooms.governance.queries import meetings as questions
from commonweal.rooms.governance.services import (
    minutes,
)
from commonweal.rooms.governance.words import meetings as words

router = Router(tags=["deciding: meetings"])

ONE = "/decide/meetings/{uuid:meeting}"


def _where(request: HttpRequest, meeting: UUID) -> dict[str, Any]:
    """Return who acts in which meeting, as deeds take it."""
    by, union, at = auth.actor(request)
    return {"meeting": meeting, "union": union, "by": by, "at": at}


@router.get(f"{ONE}/minutes", response=shapes.MinutesOut, operation_id="get_minutes")
def get_minutes(request: HttpRequest, meeting: UUID) -> words.MinutesView:
    """Give the minutes, put together from what was written."""
    person, union, at = associate(request)
    return live_questions.get_minutes(
        union=union, meeting=meeting, person=person, at=at
    )


@router.get(
    "/decide/meeting-actions",
    response=paging.Page[shapes.ActionOut],
    operation_id="list_actions",
)
def list_actions(
    request: HttpRequest, asked: paging.Paged, body: UUID | None = None
) -> dict[str, object]:
    """List what people took on and is still to do."""
    person, union, _at = associate(request)
    listed = questions.list_actions(union=union, person=person, body=body)
    return paging.page_of(listed, asked, key=lambda one: one.id)


@router.post(
    "/decide/meeting-actions/{uuid:action}/end",
    response={204: None},
    operation_id="end_action",
)
def end_action(
    request: HttpRequest, action: UUID, body: shapes.EndActionIn
) -> Status[None]:
    """Say that one has done what one took on, or lets it go."""
    by, union, at = auth.actor(request)
    minutes.end_action(action=action, is_done=body.is_done, union=union, by=by, at=at)
    return Status(204, None)


@router.post(f"{ONE}/lines", response={201: IdOut}, operation_id="write_line")
def write_line(
    request: HttpRequest, meeting: UUID, body: shapes.LineIn, key: base.IdempotencyKey
) -> Status[dict[str, UUID]]:
    """Write a line into the minutes."""
    made = minutes.write_line(**body.dict(), key=key, **_where(request, meeting))
    return Status(201, {"id": made})


@router.post(
    f"{ONE}/lines/{{uuid:line}}/strike",
    response={204: None},
    operation_id="strike_line",
)
def strike_line(request: HttpRequest, meeting: UUID, line: UUID) -> Status[None]:
    """Strike one's own line; it stays readable."""
    minutes.strike_line(line=line, **_where(request, meeting))
    return Status(204, None)


@router.post(f"{ONE}/actions", response={201: IdOut}, operation_id="add_action")
def add_action(
    request: HttpRequest, meeting: UUID, body: shapes.ActionIn, key: base.IdempotencyKey
) -> Status[dict[str, UUID]]:
    """Write down what somebody takes on."""
    made = minutes.add_action(**body.dict(), key=key, **_where(request, meeting))
    return Status(201, {"id": made})


@router.post(
    f"{ONE}/corrections", response={201: IdOut}, operation_id="correct_minutes"
)
def correct_minutes(
    request: HttpRequest, meeting: UUID, body: shapes.WordsIn, key: base.IdempotencyKey
) -> Status[dict[str, UUID]]:
    """Add a correction, as somebody who was there."""
    made = minutes.correct_minutes(
        words_=body.words, key=key, **_where(request, meeting)
    )
    return Status(201, {"id": made})


@router.post(f"{ONE}/accept", response={204: None}, operation_id="accept_minutes")
def accept_minutes(
    request: HttpRequest, meeting: UUID, body: shapes.AcceptIn
) -> Status[None]:
    """Accept these minutes in a later meeting that is going on."""
    minutes.accept_minutes(in_meeting=body.in_meeting, **_where(request, meeting))
    return Status(204, None)
