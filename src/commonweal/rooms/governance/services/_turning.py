"""What the clock does with a motion: open it, extend, count, adopt, carry out, lapse.

Every turn is done once, under the motion's lock; a clock that runs ahead or a node
that slept takes nobody's window away.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from commonweal.commons import deeds
from commonweal.commons.charter import queries as charter
from commonweal.commons.people import queries as people
from commonweal.core.vf.problems import Refused
from commonweal.rooms.governance.models import Answer, Motion, Step, Voice, Voter
from commonweal.rooms.governance.queries import bodies, seeing, stages
from commonweal.rooms.governance.services import _counting, _rows

log = logging.getLogger(__name__)

#: No motion turns more often than this in one go.
MOST_TURNS = 8
#: Who has not answered is reminded so long before the close.
_REMIND_HOURS = 72


def catch_up(row: Motion, at: datetime) -> bool:
    """Take a locked motion as far as the clock says; says whether it moved."""
    moved = False
    for _ in range(MOST_TURNS):
        turn = _next_turn(row, at)
        if turn is None or not _turned(turn, row, at):
            break
        moved = True
    return moved


def _turned(
    turn: Callable[[Motion, datetime], bool], row: Motion, at: datetime
) -> bool:
    """Take one turn, whole or not at all; what waits for tellers or a lot stays."""
    try:
        with deeds.deed_transaction(durable=False):
            return turn(row, at)
    except Refused as refused:
        log.info("motion %s waits: %s", row.id, refused.problems[0].message)
        row.refresh_from_db()
        return False


def is_due(row: Motion, at: datetime) -> bool:
    """Whether the clock opens, closes or settles this motion now."""
    due = {
        "frozen": row.opens_at,
        "open": row.closes_at,
        "closed": row.challenge_until,
    }.get(row.stage)
    return _is_due(due, at)


def open_if_due(row: Motion, at: datetime) -> None:
    """Open a frozen motion whose time has come."""
    if row.stage == "frozen" and _is_due(row.opens_at, at):
        _open(row, at)


def _next_turn(row: Motion, at: datetime) -> Callable[[Motion, datetime], bool] | None:
    """Return what the clock does next; each turn says whether it moved the motion."""
    if row.stage == "frozen":
        return _open if _is_due(row.opens_at, at) else None
    if row.stage == "open":
        return _counting.close if _is_due(row.closes_at, at) else _remind
    if row.stage == "closed":
        return _counting.settle if _is_due(row.challenge_until, at) else None
    return _wait if row.stage in {"draft", "discussion"} else None


def _is_due(moment: datetime | None, at: datetime) -> bool:
    return moment is not None and at >= moment


def _open(row: Motion, at: datetime) -> bool:
    """Fix who may answer, publish the hash of that list, and tell them.

    When it opens so late that less than half of its window is left, the window begins
    anew: times may grow longer, never shorter.
    """
    if row.opens_at is None or row.closes_at is None:
        return False
    window = row.closes_at - row.opens_at
    if row.closes_at - at < window / 2:
        row.closes_at = at + window
    on = people.local_day(union=row.union_id, at=at)
    voters = bodies.electorate(union=row.union_id, body=row.body_id, on=on)
    Voter.objects.bulk_create(
        Voter(motion=row, round=row.round, person_id=person) for person in voters
    )
    row.n_voters = row.n_listed = len(voters)
    row.list_hash = list_hash_of(voters)
    facts = {"n_voters": len(voters), "list_hash": row.list_hash}
    _rows.step(row, "opened", stage="open", at=at, facts=facts)
    _rows.tell(
        row,
        "motion.opened",
        at=at,
        facts={"closes": _rows.written(row.closes_at)},
    )
    return True


def list_hash_of(voters: tuple[UUID, ...]) -> str:
    """Return the published hash of who may answer: their ids, in order, one a line."""
    lines = "".join(f"{one}\n" for one in sorted(voters))
    return hashlib.sha256(lines.encode()).hexdigest()


def _remind(row: Motion, at: datetime) -> bool:
    """Remind those who have not answered, once, in the last days. It is no turn."""
    if row.closes_at is None or row.closes_at - at > timedelta(hours=_REMIND_HOURS):
        return False
    if row.closes_at - (row.opens_at or at) <= timedelta(hours=_REMIND_HOURS):
        return False
    _rows.tell(
        row,
        "motion.waits_for_you",
        at=at,
        to=silent(row),
        facts={"closes": _rows.written(row.closes_at)},
    )
    return False


def silent(row: Motion) -> frozenset[UUID]:
    """Return who may answer and has not. For reminders to themselves only."""
    return _counting.silent(row)


def _wait(row: Motion, at: datetime) -> bool:
    """Settle doubts whose time is over; end what was not integrated, or forgotten."""
    _settle_doubts(row, at)
    on = people.local_day(union=row.union_id, at=at)
    if row.stage == "discussion" and row.returned_at is not None:
        days = stages.rule_to_pin(row, on).integrate_days
        if at > row.returned_at + timedelta(days=days):
            return _counting.give_up(row, at)
    last = Step.objects.filter(motion=row).order_by("-number").values_list("at").first()
    days = charter.whole(union=row.union_id, key="decide.lapse_days", on=on)
    if last is None or at <= last[0] + timedelta(days=days):
        return False
    if Voice.objects.filter(motion=row, at__gt=at - timedelta(days=days)).exists():
        return False
    _rows.step(row, "lapsed", stage="lapsed", at=at)
    _rows.tell(row, "motion.lapsed", at=at)
    return True


def _settle_doubts(row: Motion, at: datetime) -> None:
    for voice in Voice.objects.filter(motion=row, status="doubted"):
        if at >= seeing.looked_at_until(voice):
            voice.status = "not_seen"
            voice.settled_at = at
            voice.save()
            voice.seen.all().delete()


def void_answers(row: Motion) -> None:
    """Take back the answers of a round that is not counted."""
    Answer.objects.filter(motion=row, round=row.round, is_sealed=False).delete()
