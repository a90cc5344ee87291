"""Receipts, what is counted at the close, and the unlinking afterwards.

A receipt is made from a secret that only the voter keeps. At the close answers with
receipts lose their persons, their order and their hour, and the rule they were counted
by is kept to the letter.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from commonweal.commons import deeds
from commonweal.commons.people import queries as people
from commonweal.core.tally import lots
from commonweal.core.tally.words import N_, Sentence
from commonweal.core.vf.problems import NotFound, Problem, Refused
from commonweal.rooms.governance.errors import counts as says
from commonweal.rooms.governance.models import (
    Answer,
    Lottery,
    Motion,
    PaperTyping,
    Published,
    Teller,
    UrnTyping,
)
from commonweal.rooms.governance.queries import publishing, stages, urns
from commonweal.rooms.governance.translate import methods
from commonweal.rooms.governance.words import Cast, Counted, Rule, counts

_SMALL = N_(
    "So few answered, or all the same, that figures would tell who said what. Only what "
    "came out is shown."
)


def receipt_for(*, motion: UUID, secret: str) -> str:
    """Return the code by which a voter finds their answer in the published list.

    HMAC-SHA256 with the voter's secret over the motion's id, in ten letters of base32.

    Examples
    --------
    >>> receipt_for(motion=UUID(int=4), secret="a secret of my own")
    '2HDQHPJBBF'
    """
    digest = hmac.new(secret.encode(), motion.bytes, hashlib.sha256).digest()
    return base64.b32encode(digest).decode()[: counts.CODE_LETTERS]


@deeds.part_of_a_deed
def count_motion(*, motion: UUID, at: datetime) -> Counted:
    """Count a motion whose time is over: once, and unlinked from persons afterwards.

    The caller holds its row. What is returned may be kept and shown to everybody: of a
    small secret group it holds the outcome alone.

    Raises
    ------
    Refused
        The urn is not counted yet by two tellers who agree, or the lot of a drawing is
        not drawn. Then the motion stays closed and waits for its tellers.
    """
    row = _row(motion)
    casts = casts_of(motion)
    today = people.local_day(union=row.union_id, at=at)
    rule = stages.rule_of(row, today)
    parts = _seed_parts(row, rule)
    matter = methods.Matter(
        rule=rule,
        options=stages.options_of(stages.current_version(row)),
        n_voters=row.n_voters,
        seed=_seed(parts),
        budget=row.budget,
        seats=row.seats,
    )
    if rule.process == "sortition":
        counted, made = _drawn(row, matter, casts)
    else:
        counted, made = methods.count_matter(matter, casts)
    if made is not None:
        Published.objects.get_or_create(
            motion=row,
            round=row.round,
            defaults={
                "rule": made.rule,
                "seed_parts": parts,
                "n_answers": len(made.answers),
                "counted_on": today,
            },
        )
    unlink(motion=motion, at=at)
    if publishing.is_small(rule.secrecy, [cast.answer for cast in casts]):
        return _outcome_alone(counted)
    return counted


def casts_of(motion: UUID) -> tuple[Cast, ...]:
    """Return what is counted at the close: answers, or the agreed piles of the urn.

    Raises
    ------
    Refused
        The urn is not counted yet by two tellers who agree.
    """
    row = _row(motion)
    if (row.rule or {}).get("secrecy") == "urn":
        return _papers_of(row)
    is_open = (row.rule or {}).get("secrecy") == "open"
    given = Answer.objects.filter(motion=row, round=row.round).order_by("id")
    return tuple(
        Cast(one.answer, one.reason, str(one.person_id) if is_open else None)
        for one in given
    )


@deeds.part_of_a_deed
def unlink(*, motion: UUID, at: datetime) -> None:
    """Take persons, order and hour from the answers of a secret motion, and seal them.

    Secret answers are written anew in the order of their receipts, which chance made,
    so that neither an id nor a place in the table tells who came when.
    """
    row = _row(motion)
    half = PaperTyping.objects.filter(motion=row, state__in=["half", "differs"])
    half.update(state="torn", lines="", second_lines="")
    given = Answer.objects.filter(motion=row, round=row.round, is_sealed=False)
    if (row.rule or {}).get("secrecy") == "open":
        given.update(is_sealed=True)
        return
    found = sorted(given, key=lambda one: (one.receipt, str(one.answer)))
    day = people.local_day(union=row.union_id, at=at)
    given.delete()
    Answer.objects.bulk_create(
        Answer(
            motion=row,
            round=row.round,
            answer=one.answer,
            reason=one.reason,
            channel="online",
            receipt=one.receipt,
            given_on=day,
            is_sealed=True,
        )
        for one in found
    )


@deeds.part_of_a_deed
def forget_person_in_counts(*, person: UUID, union: UUID, at: datetime) -> None:
    """Erase a person from urns, sheets and lots; what was counted and drawn stays."""
    del at
    of_union = {"motion__union_id": union}
    UrnTyping.objects.filter(**of_union, person_id=person).update(person_id=None)
    half = PaperTyping.objects.filter(**of_union, state__in=["half", "differs"])
    for sheet in half:
        if str(person) in sheet.lines + sheet.second_lines:
            sheet.state, sheet.lines, sheet.second_lines = "torn", "", ""
            sheet.save(update_fields=["state", "lines", "second_lines"])
    PaperTyping.objects.filter(**of_union, first=person).update(first=None)
    PaperTyping.objects.filter(**of_union, second=person).update(second=None)
    Lottery.objects.filter(union_id=union, begun_by=person).update(begun_by=None)
    Lottery.objects.filter(union_id=union, dice_by=person).update(dice_by=None)
    mine = Teller.objects.filter(lottery__union_id=union, person_id=person)
    mine.filter(lottery__drawn_at=None, reveal="").update(is_replaced=True)
    mine.update(person_id=None)


def _row(motion: UUID) -> Motion:
    row = Motion.objects.filter(id=motion).first()
    if row is None:
        raise NotFound(Problem("motion", says.NO_MOTION))
    return row


def _papers_of(row: Motion) -> tuple[Cast, ...]:
    typed = urns.typings(row)
    if urns.state(typed) != "agreed":
        raise Refused(Problem("", says.URN_NOT_COUNTED))
    return tuple(Cast(answer) for answer in urns.papers(row))


def _drawn(
    row: Motion, matter: methods.Matter, casts: tuple[Cast, ...]
) -> tuple[Counted, methods.Papers | None]:
    """Return what the public lottery of a motion drew, if there is anything to draw."""
    lottery = Lottery.objects.filter(
        motion_id=row.id, round=row.round, drawn_at__isnull=False
    ).first()
    if lottery is not None and lottery.result is not None and lottery.rule is not None:
        words = stages.sentences(lottery.words)
        counted = methods.drawn(matter, lottery.result, words)
        return counted, methods.Papers(lottery.rule, tuple(lottery.labels))
    n_willing = len(methods.pool_of(casts))
    everybody = n_willing == matter.seats and (n_willing == 1 or not row.quotas)
    if n_willing < matter.seats or everybody:
        return methods.count_matter(matter, casts)
    raise Refused(Problem("", says.LOTS_NOT_DRAWN))


def _seed_parts(row: Motion, rule: Rule) -> dict[str, Any]:
    """Return what the seed is made of; all of it is published."""
    parts: dict[str, Any] = {"list_hash": row.list_hash, "receipts": [], "dice": ""}
    given = Answer.objects.filter(motion=row, round=row.round)
    if rule.secrecy == "urn":
        dice = next((one.dice for one in urns.typings(row)), "")
        return {**parts, "dice": dice}
    if rule.secrecy == "open":
        said = [publishing.published_pair(rule.process, one) for one in given]
        return {**parts, "dice": publishing.answers_hash(said)}
    receipts = given.exclude(receipt="").values_list("receipt", flat=True)
    return {**parts, "receipts": sorted(receipts)}


def _seed(parts: Mapping[str, Any]) -> str:
    return lots.seed_of(parts["list_hash"], parts["receipts"], parts["dice"])


def _outcome_alone(counted: Counted) -> Counted:
    """Return a count of a small secret group without its figures."""
    return Counted(
        counted.outcome,
        counted.winners,
        {"rule": counted.result.get("rule", ""), "is_small": True},
        (Sentence(_SMALL),),
    )
