"""Deeds of closing: count once, challenge, call in, carry out what was blocked."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from commonweal.commons import deeds
from commonweal.commons.people import queries as people
from commonweal.core.vf import ids
from commonweal.core.vf.problems import NotYours, Problem, Refused, require
from commonweal.rooms.governance.errors import motions as motion_says
from commonweal.rooms.governance.errors import votes as says
from commonweal.rooms.governance.models import Motion, Voice
from commonweal.rooms.governance.queries import stages, votes
from commonweal.rooms.governance.services import (
    _counting,
    _drafts,
    _rows,
    _turning,
    freezing,
    verifying,
)
from commonweal.rooms.governance.services.discussing import WORDS_MOST, write_voice

#: So many people together challenge a result, or call a decision in.
_TOGETHER = 2


@deeds.deed
def close_motion(*, motion: UUID, union: UUID, by: UUID, at: datetime) -> None:
    """Close and count: when the time is over, or early once all have answered."""
    row, now = _rows.of_member(motion=motion, union=union, by=by, at=at)
    _turning.open_if_due(row, now)
    if row.outcome:
        raise Refused(Problem("", says.CLOSED_ALREADY))
    if row.stage != "open" or row.closes_at is None:
        raise Refused(Problem("", says.NOTHING_TO_CLOSE, {"stage": row.stage}))
    casts = verifying.casts_of(row.id) if _is_urn(row) else ()
    answered = len(casts) or votes.participation_of(row).n_answered
    if now < row.closes_at and answered < row.n_voters:
        facts = {
            "answered": answered,
            "voters": row.n_voters,
            "until": _rows.written(row.closes_at),
        }
        raise Refused(Problem("", says.NOT_ALL_ANSWERED, facts))
    _counting.close(row, now)
    _turning.catch_up(row, now)


@deeds.deed
def challenge(  # noqa: PLR0913 - why, whether the process broke a rule, by whom
    *,
    motion: UUID,
    words: str,
    broke_rule: bool,
    union: UUID,
    by: UUID,
    key: str,
    at: datetime,
) -> None:
    """Challenge a result in its window: two of the voters, or one who names a broken rule.

    The motion goes back to the talk, once.
    """
    row, now = _rows.of_member(motion=motion, union=union, by=by, at=at)
    voice = ids.id_from_key(row.id, f"challenge:{by}:{key}")
    if Voice.objects.filter(id=voice).exists():
        return
    _turning.catch_up(row, now)
    require(_drafts.problems_with_text("words", words, WORDS_MOST, motion_says.SAY_WHY))
    if row.stage != "closed":
        raise Refused(Problem("", says.NO_CHALLENGE_NOW))
    if _is_advice(row, now):
        raise Refused(Problem("", says.CALL_IT_IN))
    if not votes.is_voter(row, by):
        day = row.opens_at.date().isoformat() if row.opens_at else ""
        raise NotYours(Problem("", says.NOT_A_VOTER, {"day": day}))
    if row.was_challenged:
        raise Refused(Problem("", says.CHALLENGED_ONCE))
    kind = "breach" if broke_rule else "challenge"
    _require_first_time(row, kind, by)
    write_voice(row, kind, words, by=by, at=now, voice=voice)
    if broke_rule or _n_who_said(row, kind) >= _TOGETHER:
        row.was_challenged = True
        freezing.back_to_talk(row, "challenged", at=now, by=None, words="")
        _rows.tell(row, "motion.challenged", at=now)


@deeds.deed
def call_in(  # noqa: PLR0913 - which, why, by whom
    *, motion: UUID, words: str, union: UUID, by: UUID, key: str, at: datetime
) -> None:
    """Call a decision of the advice process in: two affected make it a consent round."""
    row, now = _rows.of_member(motion=motion, union=union, by=by, at=at)
    voice = ids.id_from_key(row.id, f"call_in:{by}:{key}")
    if Voice.objects.filter(id=voice).exists():
        return
    _turning.catch_up(row, now)
    require(_drafts.problems_with_text("words", words, WORDS_MOST, motion_says.SAY_WHY))
    if row.stage != "closed":
        raise Refused(Problem("", says.NO_CHALLENGE_NOW))
    if not _is_advice(row, now):
        raise Refused(Problem("", motion_says.NOT_ADVICE))
    _require_first_time(row, "call_in", by)
    write_voice(row, "call_in", words, by=by, at=now, voice=voice)
    if _n_who_said(row, "call_in") >= _TOGETHER:
        row.is_called_in = True
        freezing.back_to_talk(row, "called_in", at=now, by=None, words="")
        _rows.tell(row, "motion.called_in", at=now)


@deeds.deed
def carry_out_again(*, motion: UUID, union: UUID, by: UUID, at: datetime) -> None:
    """Try again to carry out what was blocked, when the reason is gone."""
    row, now = _rows.of_member(motion=motion, union=union, by=by, at=at)
    if row.stage != "blocked":
        raise Refused(Problem("", says.NOT_BLOCKED))
    _counting.carry_out(row, now)


def _is_urn(row: Motion) -> bool:
    return row.rule is not None and row.rule["secrecy"] == "urn"


def _is_advice(row: Motion, now: datetime) -> bool:
    on = people.local_day(union=row.union_id, at=now)
    return stages.rule_of(row, on).process == "advice"


def _require_first_time(row: Motion, kind: str, by: UUID) -> None:
    said = Voice.objects.filter(motion=row, kind=kind, round=row.round, by=by)
    if said.exists():
        raise Refused(Problem("", says.ALREADY_CHALLENGED))


def _n_who_said(row: Motion, kind: str) -> int:
    said = Voice.objects.filter(motion=row, kind=kind, round=row.round)
    return said.values("by").distinct().count()
