"""What somebody may do with a motion now: the buttons of its page, and no others."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from commonweal.commons.people import queries as people
from commonweal.rooms.governance.models import Motion
from commonweal.rooms.governance.queries import bodies, stages, votes
from commonweal.rooms.governance.words import Rule

#: By stage: what everybody in the body may do, and what who brought it may do.
_OF_ALL = {
    "draft": ("write_version", "speak"),
    "discussion": ("write_version", "speak"),
    "blocked": ("speak", "carry_out_again"),
    **dict.fromkeys(
        (
            "frozen",
            "open",
            "closed",
            "adopted",
            "carried_out",
            "not_adopted",
            "withdrawn",
            "lapsed",
        ),
        ("speak",),
    ),
}
_OF_BRINGER = {
    "draft": ("take_version", "start_discussion", "withdraw_motion"),
    "discussion": ("take_version", "withdraw_motion"),
    "frozen": ("reopen_motion", "withdraw_motion"),
    "open": ("reopen_motion", "withdraw_motion"),
}


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
    yield from _OF_ALL.get(stage, ())
    if brings(row, person):
        yield from _OF_BRINGER.get(stage, ())
    if stage == "discussion":
        yield from _deeds_of_the_talk(row, person, at)
    if stage in {"open", "closed"}:
        yield from _deeds_of_the_vote(row, person, at)


def _deeds_of_the_talk(row: Motion, person: UUID, at: datetime) -> Iterator[str]:
    if not brings(row, person):
        if row.matter == "recall":
            yield "note_hearing"
        return
    today = people.local_day(union=row.union_id, at=at)
    start = stages.freeze_from(row, today)
    if stages.rule_to_pin(row, today).process == "advice":
        yield from ("ask_for_advice", "conclude")
    elif start is not None and at >= start:
        yield "freeze_motion"


def _deeds_of_the_vote(row: Motion, person: UUID, at: datetime) -> Iterator[str]:
    today = people.local_day(union=row.union_id, at=at)
    rule = stages.rule_of(row, today)
    if rule.process == "advice":
        yield "call_in"
    elif not votes.is_voter(row, person):
        return
    elif stages.is_taking(row, at):
        yield from _deeds_while_open(row, rule, person)
    elif row.stage == "open":
        yield "close_motion"
    elif not row.was_challenged:
        yield "challenge"


def _deeds_while_open(row: Motion, rule: Rule, person: UUID) -> Iterator[str]:
    if rule.secrecy != "urn":
        yield "answer"
        if row.brought_by != person:
            yield "answer_for"
    if not row.is_lengthened:
        yield "lengthen"
    taken = votes.participation_of(row)
    if taken.n_voters and taken.n_answered == taken.n_voters:
        yield "close_motion"
