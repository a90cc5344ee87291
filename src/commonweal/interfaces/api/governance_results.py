"""Results for programs: close, challenge, recount, what it changed, what mine changed."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext
from ninja import Router, Status

from commonweal.commons.people import queries as people
from commonweal.interfaces.api import auth, base
from commonweal.interfaces.api import governance_count_shapes as shapes
from commonweal.interfaces.api.governance_in_shapes import ChallengeIn, WordsIn
from commonweal.interfaces.api.governance_motions import ONE, acting, look
from commonweal.interfaces.api.governance_shapes import said
from commonweal.interfaces.api.stores import associate
from commonweal.rooms.governance import services
from commonweal.rooms.governance.queries import effects, results
from commonweal.rooms.governance.words import counts
from commonweal.rooms.governance.words.effects import Changed

router = Router(tags=["deciding: results"])


@router.post(f"{ONE}/close", response={204: None}, operation_id="close_motion")
def close(request: HttpRequest, motion: UUID) -> Status[None]:
    """Close and count: when the time is over, or early once all have answered."""
    services.close_motion(motion=motion, **acting(request))
    return Status(204, None)


@router.get(f"{ONE}/result", response=shapes.ResultOut, operation_id="get_result")
def get_result(request: HttpRequest, motion: UUID) -> counts.ResultView:
    """Give the result; before the close only how many answered."""
    view = look(request, motion)
    at = auth.actor(request)[2]
    return results.result(motion=motion, union=view.union, at=at, say_word=gettext)


@router.get(
    f"{ONE}/result/files", response=dict[str, str], operation_id="get_result_files"
)
def get_result_files(request: HttpRequest, motion: UUID) -> dict[str, str]:
    """Give the files that anybody can count again, by name."""
    view = look(request, motion)
    return results.published_files(motion=motion, union=view.union, say=_say)


@router.get(
    f"{ONE}/changed",
    response=list[shapes.ChangedOut],
    operation_id="list_what_a_motion_changed",
)
def list_changed(request: HttpRequest, motion: UUID) -> list[dict[str, object]]:
    """Say what a motion has changed."""
    view = look(request, motion)
    on = people.local_day(union=view.union, at=associate(request)[2])
    return changed_out(effects.list_done(union=view.union, motion=motion, on=on))


@router.post(f"{ONE}/challenge", response={204: None}, operation_id="challenge_motion")
def challenge(
    request: HttpRequest, motion: UUID, body: ChallengeIn, key: base.IdempotencyKey
) -> Status[None]:
    """Ask to talk again, in the time for that."""
    services.challenge(motion=motion, key=key, **body.dict(), **acting(request))
    return Status(204, None)


@router.post(f"{ONE}/call-in", response={204: None}, operation_id="call_in_motion")
def call_in(
    request: HttpRequest, motion: UUID, body: WordsIn, key: base.IdempotencyKey
) -> Status[None]:
    """Call a decision of the advice process in."""
    services.call_in(motion=motion, words=body.words, key=key, **acting(request))
    return Status(204, None)


@router.post(
    f"{ONE}/carry-out", response={204: None}, operation_id="carry_out_motion_again"
)
def carry_out_again(request: HttpRequest, motion: UUID) -> Status[None]:
    """Try again to carry out what was blocked."""
    services.carry_out_again(motion=motion, **acting(request))
    return Status(204, None)


@router.get(
    "/me/decide/changed",
    response=list[shapes.TraceOut],
    operation_id="list_what_mine_changed",
)
def list_mine(request: HttpRequest) -> list[dict[str, object]]:
    """Say what became of what one brought, said and answered. Only for oneself."""
    person, union, at = associate(request)
    on = people.local_day(union=union, at=at)
    found = effects.what_mine_changed(union=union, person=person, on=on)
    return [
        {
            "motion": one.motion,
            "title": one.title,
            "stage": one.stage,
            "parts": list(one.parts),
            "decision": one.decision,
            "changed": changed_out(one.changed),
            "last_at": one.last_at,
        }
        for one in found
    ]


def _say(sentence: object) -> str:
    return str(said(sentence))


def changed_out(found: Iterable[Changed]) -> list[dict[str, object]]:
    """Return what effects did, said."""
    return [
        {
            "motion": one.motion,
            "motion_title": one.motion_title,
            "decision": one.decision,
            "words": said(one),
            "state": one.state,
            "from_day": one.from_day,
            "until": one.until,
        }
        for one in found
    ]
