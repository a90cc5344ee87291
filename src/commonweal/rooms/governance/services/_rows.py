"""A motion's row under its lock: find it, ask the clock, write a step, tell people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from commonweal.commons.notices import services as notices
from commonweal.core.tally.words import Sentence
from commonweal.core.vf import ids
from commonweal.core.vf.problems import NotFound, NotYours, Problem, Refused
from commonweal.rooms.governance import permissions
from commonweal.rooms.governance.errors import motions as says
from commonweal.rooms.governance.models import Body, Motion, Step
from commonweal.rooms.governance.queries import bodies, may, stages

#: Clocks of two computers differ by so much without anybody noticing.
CLOCK_SLACK = timedelta(minutes=5)
#: A notice holds a short title.
TITLE_IN_NOTICE = 120


def locked(*, motion: UUID, union: UUID) -> Motion:
    """Return a motion nobody else writes to now, or refuse."""
    row = (
        Motion.objects.select_for_update(of=("self",))
        .filter(union_id=union, id=motion)
        .first()
    )
    if row is None:
        raise NotFound(Problem("motion", says.NO_MOTION))
    return row


def moment(row: Motion, at: datetime) -> datetime:
    """Return the moment of a deed: never before the last step of the motion.

    A clock that is a little behind waits at the last step; one that jumped back is
    refused, so that no window begins or ends twice.
    """
    last = Step.objects.filter(motion=row).order_by("-number").first()
    if last is None or at >= last.at:
        return at
    if last.at - at <= CLOCK_SLACK:
        return last.at
    facts = {"now": written(at), "last": written(last.at)}
    raise Refused(Problem("", says.CLOCK_BEHIND, facts))


def of_member(
    *, motion: UUID, union: UUID, by: UUID, at: datetime
) -> tuple[Motion, datetime]:
    """Lock a motion for a deed of somebody in its body; gives it with the moment."""
    permissions.require_associate(by=by, union=union, at=at)
    row = locked(motion=motion, union=union)
    body = Body.objects.get(id=row.body_id)
    permissions.require_member(by=by, body=body, at=at)
    return row, moment(row, at)


def require_bringer(row: Motion, by: UUID) -> None:
    """Refuse unless they brought it. When who brought it has left, anybody may go on."""
    if not may.brings(row, by):
        raise NotYours(Problem("", says.ONLY_BRINGER))


def step(  # noqa: PLR0913 - a transition is all of this
    row: Motion,
    kind: str,
    *,
    stage: str,
    at: datetime,
    by: UUID | None = None,
    facts: Mapping[str, object] | None = None,
) -> None:
    """Write a transition down, and the motion with it."""
    number = Step.objects.filter(motion=row).count() + 1
    row.stage = stage
    row.save()
    Step.objects.create(
        id=ids.id_from_key(row.id, f"step:{number}"),
        motion=row,
        number=number,
        kind=kind,
        stage=stage,
        at=at,
        by=by,
        facts=dict(facts or {}),
    )


def tell(
    row: Motion,
    kind: str,
    *,
    at: datetime,
    to: Iterable[UUID] | None = None,
    facts: Mapping[str, object] | None = None,
) -> None:
    """Tell the body: everybody for the assembly, its members for a circle; or some."""
    number = Step.objects.filter(motion=row).count()
    title = stages.current_version(row).title[:TITLE_IN_NOTICE]
    said = {"title": title, "motion": str(row.id), **(facts or {})}
    key = f"{kind}:{row.id}:{number}"
    if to is None and row.body_id == bodies.assembly_id(row.union_id):
        notices.tell(union=row.union_id, to=None, kind=kind, facts=said, key=key, at=at)
        return
    if to is None:
        to = bodies.members_of(union=row.union_id, body=row.body_id)
    notices.tell_many(
        union=row.union_id, to=sorted(to), kind=kind, facts=said, key=key, at=at
    )


def written(at: datetime) -> str:
    """Return a moment as people read it, to the minute, in world time."""
    return at.strftime("%Y-%m-%d %H:%M")


def as_plain(sentences: Iterable[Sentence | Problem]) -> list[dict[str, object]]:
    """Return sentences as plain values that a row keeps."""
    return [
        {
            "template": one.template if isinstance(one, Sentence) else one.message,
            "params": {name: _plain(value) for name, value in one.params.items()},
        }
        for one in sentences
    ]


def _plain(value: object) -> object:
    return value if isinstance(value, int | str | float) else str(value)
