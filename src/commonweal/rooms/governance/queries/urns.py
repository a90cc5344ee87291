"""The urn as its two tellers typed it: agreed, or what differs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from uuid import UUID

from commonweal.core.tally import published
from commonweal.core.vf.problems import NotFound, Problem
from commonweal.rooms.governance.errors import counts as says
from commonweal.rooms.governance.models import Motion, UrnTyping
from commonweal.rooms.governance.words import counts

#: What a blank paper says; where it says nothing (consent), it is not counted.
_BLANK: dict[str, object] = {
    "consensus": "abstain",
    "majority": "abstain",
    "recall": "abstain",
    "ranking": [],
    "stv": [],
    "shares": [],
    "judgment": {},
}
#: Processes that may need a lot; their urns are counted with dice.
WITH_DICE = frozenset({"ranking", "stv", "judgment", "no_candidates"})


def blank_answer(process: str) -> object | None:
    """Return the answer of a blank paper, or None where it is none."""
    return _BLANK.get(process)


def typings(row: Motion) -> list[UrnTyping]:
    """Return what was typed for this round, the first teller's first.

    What was typed before the time was extended does not count: more papers came.
    """
    found = UrnTyping.objects.filter(motion=row, round=row.round)
    if row.closes_at is not None and row.stage == "open":
        found = found.filter(typed_at__gte=row.closes_at)
    return list(found.order_by("place"))


def papers(row: Motion) -> list[object]:
    """Return the papers of an agreed urn, one by one; blank ones where they say something."""
    first = typings(row)[0]
    found: list[object] = [
        pile["answer"] for pile in first.piles for _ in range(int(pile["n"]))
    ]
    blank = blank_answer(str((row.rule or {}).get("process")))
    return found if blank is None else found + [blank] * first.blank


def urn(*, motion: UUID, union: UUID, person: UUID) -> counts.UrnView:
    """Return how far the counting of an urn is; what differs, to the two who typed."""
    row = Motion.objects.filter(id=motion, union_id=union).first()
    if row is None:
        raise NotFound(Problem("motion", says.NO_MOTION))
    typed = typings(row)
    tellers = tuple(one.person_id for one in typed if one.person_id is not None)
    return counts.UrnView(
        motion=motion,
        state=state(typed),
        tellers=tellers,
        mismatches=mismatches(typed) if person in tellers else (),
    )


def state(typed: Sequence[UrnTyping]) -> str:
    """Return "empty", "half", "differs" or "agreed"."""
    if len(typed) < 2:  # noqa: PLR2004 - two tellers
        return "half" if typed else "empty"
    return "differs" if mismatches(typed) else "agreed"


def mismatches(typed: Sequence[UrnTyping]) -> tuple[counts.UrnMismatch, ...]:
    """Return everything two tellers counted differently, all papers first."""
    if len(typed) < 2:  # noqa: PLR2004 - two tellers
        return ()
    one, two = typed
    found = [
        counts.UrnMismatch(what, first, second)
        for what, first, second in (
            ("papers", one.papers, two.papers),
            ("blank", one.blank, two.blank),
        )
        if first != second
    ]
    here, there = _piles(one), _piles(two)
    found += [
        counts.UrnMismatch(json.loads(pile), here.get(pile, 0), there.get(pile, 0))
        for pile in sorted({*here, *there})
        if here.get(pile, 0) != there.get(pile, 0)
    ]
    if one.dice != two.dice:
        found.append(counts.UrnMismatch("dice", int(one.dice or 0), int(two.dice or 0)))
    return tuple(found)


def _piles(one: UrnTyping) -> dict[str, int]:
    return {
        published.canonical(pile["answer"]): int(pile["n"])
        for pile in one.piles
        if int(pile["n"])
    }
