"""Deeds around the vote: freeze what is decided about, lengthen, reopen."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime, timedelta
from uuid import UUID

from commonweal.commons import deeds
from commonweal.commons.people import queries as people
from commonweal.core.vf.problems import NotYours, Problem, Refused, require
from commonweal.rooms.governance.errors import motions as says
from commonweal.rooms.governance.errors import votes as vote_says
from commonweal.rooms.governance.models import Motion, Version, Voice
from commonweal.rooms.governance.queries import effects, seeing, stages, votes
from commonweal.rooms.governance.services import _drafts, _recalling, _rows, _turning
from commonweal.rooms.governance.services.motions import (
    draft_of,
    require_going,
    text_of_version,
)
from commonweal.rooms.governance.words import Rule
from commonweal.rooms.governance.words import motions as words
from commonweal.rooms.governance.words.rules import rule_as_json

#: So long a reason can be.
WORDS_MOST = words.WORDS_LETTERS
#: In a meeting answers are taken for a day.
_MEETING_DAYS = 1


@deeds.deed
def freeze_motion(
    *,
    motion: UUID,
    union: UUID,
    by: UUID,
    at: datetime,
    meeting: datetime | None = None,
) -> None:
    """Freeze text, rule and times; ``meeting``: it opens in a called meeting, a day ahead."""
    row, now = _rows.of_member(motion=motion, union=union, by=by, at=at)
    _turning.catch_up(row, now)
    _rows.require_bringer(row, by)
    require_going(row)
    if row.stage != "discussion":
        raise Refused(Problem("", says.NOT_IN_TALK, {"stage": row.stage}))
    today = people.local_day(union=union, at=now)
    rule = stages.rule_to_pin(row, today)
    if rule.process == "advice":
        raise Refused(Problem("", says.CONCLUDE_INSTEAD))
    opens = _opens_at(rule, now, meeting)
    require(
        [
            *_problems_with_talk(row, now),
            *_problems_with_meeting(rule, now, meeting),
            *problems_with_version(row, opens),
        ]
    )
    days = rule.open_days if meeting is None else _MEETING_DAYS
    row.round += 1
    row.opens_at = opens
    row.closes_at = opens + timedelta(days=days)
    row.challenge_until = None
    pin(row, rule, now)
    facts = {"text_hash": row.text_hash, "opens": _rows.written(opens)}
    _rows.step(row, "frozen", stage="frozen", at=now, by=by, facts=facts)
    _rows.tell(row, "motion.frozen", at=now, facts={"opens": _rows.written(opens)})
    _turning.open_if_due(row, now)


@deeds.deed
def lengthen(*, motion: UUID, words: str, union: UUID, by: UUID, at: datetime) -> None:
    """Ask, with a reason, for one more window to answer; once, by anybody who may answer."""
    row, now = _rows.of_member(motion=motion, union=union, by=by, at=at)
    _turning.catch_up(row, now)
    require(_drafts.problems_with_text("words", words, WORDS_MOST, says.SAY_WHY))
    if row.stage != "open" or row.closes_at is None:
        raise Refused(Problem("", vote_says.NOT_OPEN, {"stage": row.stage}))
    if not votes.is_voter(row, by):
        raise NotYours(Problem("", vote_says.NOT_A_VOTER, _day(row)))
    if row.is_lengthened:
        raise Refused(Problem("", vote_says.LENGTHENED_ONCE))
    rule = stages.rule_of(row, now.date())
    row.is_lengthened = True
    row.closes_at += timedelta(days=rule.open_days)
    facts = {"closes": _rows.written(row.closes_at)}
    _rows.step(
        row, "lengthened", stage="open", at=now, by=by,
        facts={**facts, "words": words.strip()},
    )  # fmt: skip
    _rows.tell(row, "motion.lengthened", at=now, facts=facts)


@deeds.deed
def reopen_motion(
    *, motion: UUID, words: str, union: UUID, by: UUID, at: datetime
) -> None:
    """Take a frozen or open motion back to the talk: answers are void, all are told."""
    row, now = _rows.of_member(motion=motion, union=union, by=by, at=at)
    _turning.catch_up(row, now)
    _rows.require_bringer(row, by)
    require(_drafts.problems_with_text("words", words, WORDS_MOST, says.SAY_WHY))
    if row.stage not in {"frozen", "open"}:
        raise Refused(Problem("", says.REOPEN_WHEN))
    back_to_talk(row, "reopened", at=now, by=by, words=words)
    _rows.tell(row, "motion.reopened", at=now)


def back_to_talk(
    row: Motion, kind: str, *, at: datetime, by: UUID | None, words: str
) -> None:
    """Let a motion be talked about again; what was answered and not counted is void."""
    _turning.void_answers(row)
    row.opens_at = row.closes_at = row.challenge_until = None
    row.list_hash = ""
    row.n_voters = row.n_answered = 0
    row.outcome = ""
    row.winners, row.result, row.words = [], {}, []
    facts = {"words": words.strip()} if words.strip() else {}
    _rows.step(row, kind, stage="discussion", at=at, by=by, facts=facts)


def pin(row: Motion, rule: Rule, at: datetime) -> None:
    """Pin rule, hash and what will be done; a fresh round begins."""
    version = stages.current_version(row)
    on = people.local_day(union=row.union_id, at=at)
    row.rule = rule_as_json(rule)
    row.text_hash = text_hash_of(version, rule)
    row.dry_run = _rows.as_plain(
        effects.dry_run(union=row.union_id, drafts=stages.effects_of(version), on=on)
    )
    row.is_extended = row.is_lengthened = False
    row.list_hash = ""
    row.n_voters = row.n_listed = row.n_answered = 0
    row.outcome = ""
    row.winners, row.result, row.words = [], {}, []


def text_hash_of(version: Version, rule: Rule) -> str:
    """Return the hash of everything that is decided about, and by which rule.

    SHA-256 of JSON with sorted keys and no spaces, in UTF-8.
    """
    decided = {
        "title": version.title,
        "sentence": version.sentence,
        "text": version.text,
        "options": version.options,
        "effects": version.effects,
        "review_on": version.review_on.isoformat(),
        "rule": rule_as_json(rule),
    }
    canonical = json.dumps(
        decided, sort_keys=True, separators=(",", ":"), ensure_ascii=False
    )
    return hashlib.sha256(canonical.encode()).hexdigest()


def problems_with_version(row: Motion, opens: datetime) -> list[Problem]:
    """Say what has become wrong with the wording that stands: its review, its effects."""
    version = stages.current_version(row)
    on = people.local_day(union=row.union_id, at=opens)
    problems = []
    if version.review_on <= on:
        facts = {"day": version.review_on.isoformat(), "today": on.isoformat()}
        problems.append(Problem("review_on", says.REVIEW_PAST, facts))
    return problems + effects.problems_with(
        union=row.union_id,
        draft=draft_of(row, text_of_version(version)),
        body=row.body_id,
        on=on,
    )


def _opens_at(rule: Rule, now: datetime, meeting: datetime | None) -> datetime:
    return meeting or now + timedelta(hours=rule.freeze_hours)


def _problems_with_meeting(
    rule: Rule, now: datetime, meeting: datetime | None
) -> list[Problem]:
    hours = min(rule.freeze_hours, stages.MEETING_HOURS)
    first = now + timedelta(hours=hours)
    if meeting is None or meeting >= first:
        return []
    return [Problem("meeting", says.MEETING_TOO_SOON, {"from": _rows.written(first)})]


def _problems_with_talk(row: Motion, now: datetime) -> list[Problem]:
    """Say what the talk still needs: its days, a hearing, a doubt that is settled."""
    problems = []
    today = people.local_day(union=row.union_id, at=now)
    start = stages.freeze_from(row, today)
    if start is not None and row.discussed_from is not None and now < start:
        facts = {
            "since": _rows.written(row.discussed_from),
            "from": _rows.written(start),
        }
        problems.append(Problem("", says.DISCUSS_LONGER, facts))
    doubted = Voice.objects.filter(motion=row, status="doubted").first()
    if doubted is not None:
        until = _rows.written(seeing.looked_at_until(doubted))
        problems.append(Problem("", says.DOUBT_RUNS, {"until": until}))
    if row.matter == "recall" and not _was_heard(row, now):
        problems.append(Problem("", says.HEAR_FIRST))
    return problems


def _was_heard(row: Motion, now: datetime) -> bool:
    said = Voice.objects.filter(motion=row)
    if said.filter(kind="hearing").exists() or row.about is None:
        return True
    holders = _recalling.holders_of(row.about, row.union_id, now)
    spoke = set(said.filter(by__in=holders).values_list("by", flat=True))
    return holders <= spoke


def _day(row: Motion) -> dict[str, str]:
    return {"day": row.opens_at.date().isoformat() if row.opens_at else ""}
