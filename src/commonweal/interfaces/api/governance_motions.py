"""Motions for programs: bring, write, talk, settle, fix, withdraw."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status

from commonweal.commons.people import queries as people
from commonweal.interfaces.api import auth, base, paging
from commonweal.interfaces.api import governance_in_shapes as sent
from commonweal.interfaces.api import governance_shapes as shapes
from commonweal.interfaces.api.store_shapes import IdOut
from commonweal.interfaces.api.stores import associate
from commonweal.rooms.governance import queries, services
from commonweal.rooms.governance.queries import effects
from commonweal.rooms.governance.words import DifferenceLine, MotionView

router = Router(tags=["deciding: motions"])

ONE = "/decide/motions/{uuid:motion}"


def acting(request: HttpRequest) -> dict[str, Any]:
    """Return who acts, as deeds take it."""
    by, union, at = auth.actor(request)
    return {"union": union, "by": by, "at": at}


def look(request: HttpRequest, motion: UUID) -> MotionView:
    """Return a motion as it stands, taken as far as the clock says."""
    person, union, at = associate(request)
    services.advance_motion(motion=motion, union=union, at=at)
    return queries.get_motion(union=union, motion=motion, person=person, at=at)


@router.get(
    "/decide/motions",
    response=paging.Page[shapes.MotionLineOut],
    operation_id="list_motions",
)
def list_motions(
    request: HttpRequest,
    asked: paging.Paged,
    stage: str = "",
    body: UUID | None = None,
) -> dict[str, object]:
    """List motions, newest first; ``stage``: going, mine, waiting, ended, or one."""
    person, union, at = associate(request)
    services.advance(union=union, at=at)
    listed = queries.list_motions(
        union=union,
        person=person,
        at=at,
        stage=stage[:40],
        body=body,
        limit=paging.LARGEST_PAGE,
    )
    return paging.page_of(listed, asked, key=lambda one: one.id)


@router.post("/decide/motions", response={201: IdOut}, operation_id="bring_motion")
def bring_motion(
    request: HttpRequest, body: sent.MotionIn, key: base.IdempotencyKey
) -> Status[dict[str, UUID]]:
    """Bring a motion as a draft."""
    made = services.bring_motion(draft=body.motion(), key=key, **acting(request))
    return Status(201, {"id": made})


@router.get(ONE, response=shapes.MotionOut, operation_id="get_motion")
def get_motion(request: HttpRequest, motion: UUID) -> MotionView:
    """Give a motion with everything; no tally before the close."""
    return look(request, motion)


@router.get(f"{ONE}/dry-run", response=list[shapes.Said], operation_id="dry_run_motion")
def dry_run(request: HttpRequest, motion: UUID) -> list[object]:
    """Say in words what a motion would do."""
    view = look(request, motion)
    if view.text_hash:
        return list(view.dry_run)
    on = people.local_day(union=view.union, at=auth.actor(request)[2])
    drafts = view.version.effects
    return list(effects.dry_run(union=view.union, drafts=drafts, on=on))


@router.get(
    f"{ONE}/versions",
    response=paging.Page[shapes.VersionOut],
    operation_id="list_versions",
)
def list_versions(
    request: HttpRequest, motion: UUID, asked: paging.Paged
) -> dict[str, object]:
    """List the wordings of a motion, newest first."""
    person, union, _at = associate(request)
    listed = queries.list_versions(union=union, motion=motion, person=person)
    return paging.page_of(listed, asked, key=lambda one: one.number)


@router.post(
    f"{ONE}/versions", response={201: shapes.NumberOut}, operation_id="write_version"
)
def write_version(
    request: HttpRequest,
    motion: UUID,
    body: sent.VersionIn,
    key: base.IdempotencyKey,
) -> Status[dict[str, int]]:
    """Write another wording."""
    number = services.write_version(
        motion=motion, text=body.draft(), why=body.why, key=key, **acting(request)
    )
    return Status(201, {"number": number})


@router.get(
    f"{ONE}/versions/compare",
    response=list[shapes.DifferenceOut],
    operation_id="compare_versions",
)
def compare_versions(
    request: HttpRequest, motion: UUID, before: int, after: int
) -> tuple[DifferenceLine, ...]:
    """Set two wordings side by side."""
    _person, union, _at = associate(request)
    return queries.compare_versions(
        union=union, motion=motion, before=before, after=after
    )


@router.post(
    f"{ONE}/versions/{{int:number}}/take",
    response={204: None},
    operation_id="take_version",
)
def take_version(request: HttpRequest, motion: UUID, number: int) -> Status[None]:
    """Let a wording stand, as who brought the motion."""
    services.take_version(motion=motion, number=number, **acting(request))
    return Status(204, None)


@router.post(f"{ONE}/voices", response={201: IdOut}, operation_id="speak")
def speak(
    request: HttpRequest, motion: UUID, body: sent.VoiceIn, key: base.IdempotencyKey
) -> Status[dict[str, UUID]]:
    """Say something about a motion."""
    made = services.speak(motion=motion, key=key, **body.dict(), **acting(request))
    return Status(201, {"id": made})


@router.post(
    "/decide/voices/{uuid:voice}/settle",
    response={204: None},
    operation_id="settle_voice",
)
def settle_voice(
    request: HttpRequest, voice: UUID, body: sent.SettleIn
) -> Status[None]:
    """Settle a voice; an objection only by whoever raised it."""
    services.settle_voice(voice=voice, **body.dict(), **acting(request))
    return Status(204, None)


@router.post(
    "/decide/voices/{uuid:voice}/doubt",
    response={204: None},
    operation_id="doubt_objection",
)
def doubt_objection(request: HttpRequest, voice: UUID) -> Status[None]:
    """Doubt that it is an objection."""
    services.doubt_objection(voice=voice, **acting(request))
    return Status(204, None)


@router.post(
    "/decide/voices/{uuid:voice}/see",
    response={204: None},
    operation_id="see_reason",
)
def see_reason(request: HttpRequest, voice: UUID) -> Status[None]:
    """Say "I see the reason" of a doubted objection."""
    services.see_reason(voice=voice, **acting(request))
    return Status(204, None)


@router.post(f"{ONE}/discuss", response={204: None}, operation_id="start_discussion")
def start_discussion(request: HttpRequest, motion: UUID) -> Status[None]:
    """Show a draft to all."""
    services.start_discussion(motion=motion, **acting(request))
    return Status(204, None)


@router.post(f"{ONE}/freeze", response={204: None}, operation_id="freeze_motion")
def freeze(request: HttpRequest, motion: UUID, body: sent.FreezeIn) -> Status[None]:
    """Fix text, rule and times."""
    services.freeze_motion(motion=motion, meeting=body.meeting, **acting(request))
    return Status(204, None)


@router.post(f"{ONE}/lengthen", response={204: None}, operation_id="lengthen_motion")
def lengthen(request: HttpRequest, motion: UUID, body: sent.WordsIn) -> Status[None]:
    """Ask, with a reason, for more time."""
    services.lengthen(motion=motion, words=body.words, **acting(request))
    return Status(204, None)


@router.post(f"{ONE}/reopen", response={204: None}, operation_id="reopen_motion")
def reopen(request: HttpRequest, motion: UUID, body: sent.WordsIn) -> Status[None]:
    """Take it back to the talk: answers are void, all are told."""
    services.reopen_motion(motion=motion, words=body.words, **acting(request))
    return Status(204, None)


@router.post(f"{ONE}/withdraw", response={204: None}, operation_id="withdraw_motion")
def withdraw(request: HttpRequest, motion: UUID) -> Status[None]:
    """Withdraw one's own motion."""
    services.withdraw_motion(motion=motion, **acting(request))
    return Status(204, None)


@router.post(f"{ONE}/ask", response={204: None}, operation_id="ask_for_advice")
def ask_for_advice(
    request: HttpRequest, motion: UUID, body: sent.AskIn
) -> Status[None]:
    """Ask somebody for advice."""
    services.ask_for_advice(motion=motion, **body.dict(), **acting(request))
    return Status(204, None)


@router.post(f"{ONE}/hearing", response={204: None}, operation_id="note_hearing")
def note_hearing(
    request: HttpRequest,
    motion: UUID,
    body: sent.HearingIn,
    key: base.IdempotencyKey,
) -> Status[None]:
    """Write down that whoever it is about was heard."""
    services.note_hearing(motion=motion, key=key, **body.dict(), **acting(request))
    return Status(204, None)


@router.post(f"{ONE}/conclude", response={204: None}, operation_id="conclude_motion")
def conclude(request: HttpRequest, motion: UUID, body: sent.ConcludeIn) -> Status[None]:
    """Decide after taking advice."""
    services.conclude(motion=motion, **body.dict(), **acting(request))
    return Status(204, None)
