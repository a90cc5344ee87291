"""Deeds of answering: one's own answer, and one typed for somebody by two helpers."""

from __future__ import annotations

import secrets
from datetime import datetime
from uuid import UUID

from commonweal.commons import deeds
from commonweal.commons.people import queries as people
from commonweal.core.vf.problems import NotYours, Problem, Refused, require
from commonweal.rooms.governance.errors import counts as count_says
from commonweal.rooms.governance.errors import motions as motion_says
from commonweal.rooms.governance.errors import votes as says
from commonweal.rooms.governance.models import Answer, Motion, Voter
from commonweal.rooms.governance.queries import stages
from commonweal.rooms.governance.services import _rows, _turning, verifying
from commonweal.rooms.governance.translate import methods
from commonweal.rooms.governance.words import Rule, counts
from commonweal.rooms.governance.words import motions as words

#: Two voters with the same ten letters are as good as impossible.
_RECEIPT_TRIES = 10


@deeds.deed
def answer(  # noqa: PLR0913 - what, why, whose, with which secret
    *,
    motion: UUID,
    answer: object,
    union: UUID,
    by: UUID,
    key: str,
    at: datetime,
    reason: str = "",
    secret: str = "",
) -> str:
    """Answer, or change one's answer; gives the receipt ("" where answers are open).

    The receipt comes from the voter's ``secret``; without one, from chance.
    """
    row, now = _rows.of_member(motion=motion, union=union, by=by, at=at)
    rule = require_taking(row, now)
    return write_answer(
        row=row,
        person=by,
        answer=answer,
        reason=reason,
        channel="online",
        receipt=_receipt(row, rule, by, secret, key),
        at=now,
    )


@deeds.deed
def answer_for(  # noqa: PLR0913 - for whom, what, with which two helpers
    *,
    motion: UUID,
    person: UUID,
    answer: object,
    second: UUID,
    union: UUID,
    by: UUID,
    key: str,
    at: datetime,
    reason: str = "",
    secret: str = "",
) -> str:
    """Type the answer somebody gave by word; two helpers, neither of them the bringer.

    Both helpers are kept with it; the person is told and may change it, and the second
    helper is told that they are named.
    """
    row, now = _rows.of_member(motion=motion, union=union, by=by, at=at)
    rule = require_taking(row, now)
    require(_problems_with_helpers(row, person, by, second))
    receipt = write_answer(
        row=row,
        person=person,
        answer=answer,
        reason=reason,
        channel="helped",
        helpers=(by, second),
        receipt=_receipt(row, rule, person, secret, key),
        at=now,
    )
    _rows.tell(row, "motion.helped", at=now, to=(person,))
    _rows.tell(row, "motion.helping", at=now, to=(second,))
    return receipt


def require_taking(row: Motion, now: datetime) -> Rule:
    """Open a motion whose time has come; refuse when it takes no answers now."""
    _turning.open_if_due(row, now)
    if row.stage == "withdrawn":
        last = row.steps.order_by("-number").first()
        day = last.at.date().isoformat() if last else ""
        raise Refused(Problem("", motion_says.IS_WITHDRAWN, {"day": day}))
    if row.stage == "frozen" and row.opens_at is not None:
        opens = {"from": _rows.written(row.opens_at)}
        raise Refused(Problem("", says.NOT_OPEN_YET, opens))
    is_over = row.stage == "open" and row.closes_at is not None and now >= row.closes_at
    if (is_over or row.outcome) and row.closes_at is not None:
        until = {"until": _rows.written(row.closes_at)}
        raise Refused(Problem("", says.IS_CLOSED, until))
    rule = stages.rule_of(row, people.local_day(union=row.union_id, at=now))
    if rule.process == "advice":
        raise Refused(Problem("", says.NOBODY_VOTES))
    if row.stage != "open":
        raise Refused(Problem("", says.NOT_OPEN, {"stage": row.stage}))
    return rule


@deeds.part_of_a_deed
def write_answer(  # noqa: PLR0913 - an answer as it came, and on which way
    *,
    row: Motion,
    person: UUID,
    answer: object,
    reason: str,
    channel: str,
    helpers: tuple[UUID, ...] = (),
    receipt: str = "",
    at: datetime,
) -> str:
    """Keep an answer of a voter (for paper: channel "paper" or "room"), or refuse it.

    ``row`` is locked by the caller and takes answers at ``at`` (``require_taking``).
    The last answer counts, but one given in person outranks the rest.
    """
    on = people.local_day(union=row.union_id, at=at)
    rule = stages.rule_of(row, on)
    _require_voter(row, person, channel)
    if rule.secrecy == "urn":
        raise Refused(Problem("", says.USE_THE_URN))
    problems = methods.problems_with_answer(
        rule,
        stages.options_of(stages.current_version(row)),
        answer,
        reason,
        people=_who_can_be_named(row, rule),
        quotas=stages.quotas_of(row),
        is_paper=channel in words.IN_PERSON,
    )
    if len(reason) > words.WORDS_LETTERS:
        facts = {"letters": len(reason), "most": words.WORDS_LETTERS}
        problems.append(Problem("reason", says.REASON_TOO_LONG, facts))
    require(problems)
    found = Answer.objects.filter(motion=row, round=row.round, person_id=person).first()
    if found is None:
        found = Answer(motion=row, round=row.round, person_id=person)
    elif found.channel in words.IN_PERSON and channel not in words.IN_PERSON:
        raise Refused(Problem("", says.ANSWERED_IN_PERSON))
    found.answer = answer
    found.reason = reason.strip()
    found.channel = channel
    found.receipt = receipt
    found.helper = helpers[0] if helpers else None
    found.second_helper = helpers[1] if len(helpers) > 1 else None
    found.given_on = on
    found.save()
    return receipt


def _who_can_be_named(row: Motion, rule: Rule) -> frozenset[str] | None:
    """Return who can be named where there are no candidates; None where nobody is."""
    if rule.process != "no_candidates":
        return None
    here = Voter.objects.filter(motion=row, round=row.round, person_id__isnull=False)
    return frozenset(str(one) for one in here.values_list("person_id", flat=True))


def _receipt(row: Motion, rule: Rule, person: UUID, secret: str, key: str) -> str:
    """Return the receipt of an answer; changing the answer keeps the receipt.

    Another secret makes another one. Two receipts are never the same.
    """
    if rule.secrecy != "receipted":
        return ""
    given = Answer.objects.filter(motion=row, round=row.round)
    mine = given.filter(person_id=person).first()
    if mine is not None and not secret:
        return mine.receipt
    if secret and len(secret) < counts.SECRET_LETTERS:
        facts = {"fewest": counts.SECRET_LETTERS}
        raise Refused(Problem("secret", count_says.SECRET_SHORT, facts))
    secret = secret or f"{key}:{secrets.token_hex(counts.SECRET_LETTERS)}"
    taken = set(given.exclude(person_id=person).values_list("receipt", flat=True))
    made = (
        verifying.receipt_for(motion=row.id, secret=f"{secret}{again}")
        for again in ("", *map(str, range(2, _RECEIPT_TRIES)))
    )
    return next(receipt for receipt in made if receipt not in taken)


def _require_voter(row: Motion, person: UUID, channel: str) -> None:
    voters = Voter.objects.filter(motion=row, round=row.round, person_id=person)
    if voters.exists():
        return
    if channel == "online":
        day = {"day": row.opens_at.date().isoformat() if row.opens_at else ""}
        raise NotYours(Problem("", says.NOT_A_VOTER, day))
    name = people.names_of(union=row.union_id, persons=(person,)).get(person, "?")
    raise Refused(Problem("person", says.PERSON_NOT_VOTER, {"name": name}))


def _problems_with_helpers(
    row: Motion, person: UUID, first: UUID, second: UUID
) -> list[Problem]:
    problems = []
    if first == second:
        problems.append(Problem("second", says.HELP_TWO))
    if row.brought_by in {first, second}:
        problems.append(Problem("second", says.HELP_NOT_BRINGER))
    if person in {first, second}:
        problems.append(Problem("person", says.HELP_NOT_SELF))
    if second not in people.associate_ids(union=row.union_id):
        problems.append(Problem("second", says.HELP_ASSOCIATE))
    return problems
