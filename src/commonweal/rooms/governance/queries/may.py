"""What somebody may do with a motion now: the buttons of its page, and no others."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from commonweal.commons.people import queries as people
from commonweal.rooms.governance.models import Motion
from commonweal.rooms.governance.queries import bodies, stages, votes


def deeds_of(row: Motion, person: UUID, at: datetime) -> frozenset[str]:
    """Return the names of the deeds somebody can do with a motion at this moment."""
    if not bodies.is_member(union=row.union_id, body=row.body_id, person=person):
        return frozenset()
    return frozenset(_deeds(row, person, at))


def brings(row: Motion, person: UUID) -> bool:
    """Whether somebody acts as who brought it: they did, or they left and all may."""
    return row.brought_by in {None, person}


def _deeds(row: Motion, person: UUID, at: datetime) -> Iterator[str]:
    stage = stages.stage_on(row, at)
    is_bringer = brings(row, person)
    if stage in {"draft", "discussion"}:
        yield "write_version"
        if is_bringer:
            yield "take_version"
    if stage == "draft" and is_bringer:
        yield "start_discussion"
    if stage != "draft":
        yield "speak"
    if is_bringer and stage in {"draft", "discussion", "frozen", "open"}:
        yield "withdraw_motion"
    if stage == "discussion":
        yield from _deeds_of_the_talk(row, is_bringer, at)
    if stage in {"frozen", "open"} and is_bringer:
        yield "reopen_motion"
    if stage in {"open", "closed"}:
        yield from _deeds_of_the_vote(row, person, at)
    if stage == "blocked":
        yield "carry_out_again"


def _deeds_of_the_talk(row: Motion, is_bringer: bool, at: datetime) -> Iterator[str]:
    today = people.local_day(union=row.union_id, at=at)
    is_advice = stages.rule_to_pin(row, today).process == "advice"
    if is_bringer and is_advice:
        yield "ask_for_advice"
        yield "conclude"
    elif is_bringer:
        start = stages.freeze_from(row, today)
        if start is not None and at >= start:
            yield "freeze_motion"
    if row.matter == "recall" and not is_bringer:
        yield "note_hearing"


def _deeds_of_the_vote(row: Motion, person: UUID, at: datetime) -> Iterator[str]:
    today = people.local_day(union=row.union_id, at=at)
    rule = stages.rule_of(row, today)
    if rule.process == "advice":
        if row.stage == "closed":
            yield "call_in"
        return
    if not votes.is_voter(row, person):
        return
    if stages.is_taking(row, at):
        if rule.secrecy != "urn":
            yield "answer"
            if row.brought_by != person:
                yield "answer_for"
        if not row.is_lengthened:
            yield "lengthen"
    if row.stage == "open":
        taken = votes.participation_of(row)
        is_over = not stages.is_taking(row, at)
        if is_over or taken.n_answered == taken.n_voters:
            yield "close_motion"
    if row.stage == "closed" and not row.was_challenged:
        if row.challenge_until is not None and at < row.challenge_until:
            yield "challenge"
