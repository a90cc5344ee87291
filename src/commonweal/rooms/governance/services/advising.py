"""Deeds of the advice process: ask, and decide after hearing (§5.2)."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from commonweal.commons import deeds
from commonweal.commons.people import queries as people
from commonweal.core.tally.words import Sentence
from commonweal.core.vf.problems import NotFound, Problem, Refused, require
from commonweal.rooms.governance.errors import motions as says
from commonweal.rooms.governance.errors import votes as vote_says
from commonweal.rooms.governance.models import Asked, Motion, Voice
from commonweal.rooms.governance.queries import stages
from commonweal.rooms.governance.services import _drafts, _rows, _turning, freezing
from commonweal.rooms.governance.words import Rule
from commonweal.rooms.governance.words import motions as words

WORDS_MOST = words.WORDS_LETTERS
#: So much of an unanswered advice is quoted.
_QUOTED = 80


@deeds.deed
def ask_for_advice(  # noqa: PLR0913 - whom, why, by whom
    *, motion: UUID, person: UUID, why: str, union: UUID, by: UUID, at: datetime
) -> None:
    """Ask somebody who is "affected" or "knows" for advice."""
    row, now = _rows.of_member(motion=motion, union=union, by=by, at=at)
    _turning.catch_up(row, now)
    _rows.require_bringer(row, by)
    _require_advice(row, now)
    if why not in words.ASKED_WHY:
        kinds = {"kinds": ", ".join(words.ASKED_WHY)}
        raise Refused(Problem("why", says.UNKNOWN_KIND, kinds))
    if person == by:
        raise Refused(Problem("person", says.ASK_OTHERS))
    if person not in people.associate_ids(union=union):
        raise NotFound(Problem("person", says.UNKNOWN_PERSON))
    asked, is_new = Asked.objects.get_or_create(
        motion=row, person_id=person, defaults={"why": why, "asked_at": now}
    )
    if is_new:
        _rows.tell(row, "motion.advice", at=now, to=(person,))
    elif asked.why != why:
        asked.why = why
        asked.save(update_fields=["why"])


@deeds.deed
def conclude(  # noqa: PLR0913 - yes or no, what was heard, by whom
    *,
    motion: UUID,
    goes: bool,
    words: str,
    union: UUID,
    by: UUID,
    at: datetime,
) -> None:
    """Decide after the advice process: what I heard, what I decided."""
    row, now = _rows.of_member(motion=motion, union=union, by=by, at=at)
    _turning.catch_up(row, now)
    _rows.require_bringer(row, by)
    rule = _require_advice(row, now)
    require(
        [
            *_drafts.problems_with_text("words", words, WORDS_MOST, says.SAY_WORDS),
            *_problems_with_advice(row, rule, now),
            *freezing.problems_with_version(row, now),
        ]
    )
    row.round += 1
    freezing.pin(row, rule, now)
    row.outcome = "adopted" if goes else "not_adopted"
    said = Sentence(vote_says.CONCLUDED, {"words": words.strip()})
    row.words = _rows.as_plain((said,))
    row.challenge_until = now + timedelta(hours=rule.challenge_hours)
    facts = {"outcome": row.outcome, "text_hash": row.text_hash}
    _rows.step(row, "concluded", stage="closed", at=now, by=by, facts=facts)
    _rows.tell(row, "motion.counted", at=now)


def _require_advice(row: Motion, now: datetime) -> Rule:
    rule = stages.rule_to_pin(row, people.local_day(union=row.union_id, at=now))
    if rule.process != "advice":
        raise Refused(Problem("", says.NOT_ADVICE))
    if row.stage != "discussion":
        raise Refused(Problem("", says.NOT_IN_TALK, {"stage": row.stage}))
    return rule


def _problems_with_advice(row: Motion, rule: Rule, now: datetime) -> list[Problem]:
    """Say whom to ask or wait for, and which advice is not answered yet."""
    asked = list(Asked.objects.filter(motion=row).order_by("asked_at", "id"))
    found = []
    if not any(one.why == "knows" for one in asked):
        found.append(Problem("asked", says.ASK_WHO_KNOWS))
    if not any(one.why == "affected" for one in asked):
        found.append(Problem("asked", says.ASK_AFFECTED))
    given = Voice.objects.filter(motion=row, kind="advice")
    gave = set(given.values_list("by", flat=True))
    names = people.names_of(
        union=row.union_id, persons=(one.person_id for one in asked)
    )
    for one in asked:
        until = one.asked_at + timedelta(days=rule.discussion_days)
        if one.person_id in names and one.person_id not in gave and now < until:
            facts = {
                "name": names[one.person_id],
                "since": _rows.written(one.asked_at),
                "from": _rows.written(until),
            }
            found.append(Problem("asked", says.ADVICE_WAITS, facts))
    for voice in given.filter(status="open").order_by("at", "id"):
        facts = {"words": voice.words[:_QUOTED]}
        found.append(Problem("advice", says.ADVICE_UNANSWERED, facts))
    return found
