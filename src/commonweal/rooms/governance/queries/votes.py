"""Questions about a vote. Before the close: how many answered, and one's own answer."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from commonweal.commons.people import queries as people
from commonweal.core.vf.problems import NotFound, Problem
from commonweal.rooms.governance.errors import motions as says
from commonweal.rooms.governance.models import Answer, Motion, Voter
from commonweal.rooms.governance.queries import bodies, stages
from commonweal.rooms.governance.words import AnswerView, OpenAnswer, Participation

#: Open answers are read one by one up to so many.
ANSWERS_LIMIT = 2000


def find_row(*, union: UUID, motion: UUID) -> Motion:
    """Return the row of a motion, or refuse."""
    row = (
        Motion.objects.select_related("body").filter(union_id=union, id=motion).first()
    )
    if row is None:
        raise NotFound(Problem("motion", says.NO_MOTION))
    return row


def participation(*, union: UUID, motion: UUID) -> Participation:
    """Return how many have answered, of how many; never who, and never how."""
    return participation_of(find_row(union=union, motion=motion))


def participation_of(row: Motion) -> Participation:
    """Return how many have answered of the voters; before it opens, of who is there now."""
    day = (row.opens_at or row.brought_at).date()
    n_voters = row.n_voters
    if row.stage in {"draft", "discussion", "frozen"}:
        found = bodies.electorate(union=row.union_id, body=row.body_id, on=day)
        n_voters = len(found)
    rule = stages.rule_of(row, day)
    return Participation(stages.n_answered(row), n_voters, rule.quorum_of(n_voters))


def own_answer(*, union: UUID, motion: UUID, person: UUID) -> AnswerView | None:
    """Return one's own answer of this round while it is linked to oneself."""
    row = find_row(union=union, motion=motion)
    found = Answer.objects.filter(motion=row, round=row.round, person_id=person).first()
    if found is None:
        return None
    helpers = (found.helper, found.second_helper)
    names = people.names_of(union=union, persons=helpers)
    return AnswerView(
        answer=found.answer,
        reason=found.reason,
        channel=found.channel,
        receipt=found.receipt,
        given_on=found.given_on,
        helpers=tuple(names[one] for one in helpers if one in names),
    )


def may_answer(*, union: UUID, motion: UUID, person: UUID, at: datetime) -> bool:
    """Say whether somebody is among the voters and it is open."""
    row = find_row(union=union, motion=motion)
    return stages.is_taking(row, at) and is_voter(row, person)


def is_voter(row: Motion, person: UUID) -> bool:
    """Whether somebody is among the voters, or will be as things stand."""
    if row.list_hash:
        voters = Voter.objects.filter(motion=row, round=row.round)
        return voters.filter(person_id=person).exists()
    if row.opens_at is None:
        return False
    return person in bodies.electorate(
        union=row.union_id, body=row.body_id, on=row.opens_at.date()
    )


def list_voter_names(*, union: UUID, motion: UUID) -> tuple[str, ...]:
    """Return who may answer, by name; those who left are not named."""
    row = find_row(union=union, motion=motion)
    voters = Voter.objects.filter(motion=row, round=row.round)
    persons = voters.values_list("person_id", flat=True)
    return tuple(sorted(people.names_of(union=union, persons=persons).values()))


def open_answers(row: Motion) -> tuple[OpenAnswer, ...]:
    """Return answers with names: only where the rule is open, and only once counted."""
    if row.rule is None or row.rule["secrecy"] != "open" or not row.outcome:
        return ()
    rows = Answer.objects.filter(motion=row, round=row.round, is_sealed=True)
    found = list(rows.order_by("given_on", "id")[:ANSWERS_LIMIT])
    names = people.names_of(
        union=row.union_id, persons=(one.person_id for one in found)
    )
    named = (
        OpenAnswer(
            names.get(one.person_id, "") if one.person_id else "",
            one.answer,
            one.reason,
        )
        for one in found
    )
    return tuple(sorted(named, key=lambda one: (one.name, one.reason)))
