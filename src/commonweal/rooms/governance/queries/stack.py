"""The order of the list of speakers: one rule, which the page shows in words."""

from __future__ import annotations

from collections import Counter
from uuid import UUID

from commonweal.rooms.governance.models import Meeting, SpeakingTurn

_KIND = {"process": 0, "reply": 1, "turn": 2}


def in_order(row: Meeting) -> list[SpeakingTurn]:
    """Return who waits, the next first.

    Points of process come before replies, replies before turns, each in the order asked.
    Turns follow the meeting's rule: who has had the fewest first ("least"), who has had
    none first ("first_time"), or in the order asked ("came"); equals in the order asked.
    """
    turns = list(row.turns.exclude(status="back"))
    had = Counter(
        one.person_id
        for one in turns
        if one.kind == "turn" and one.status in {"spoken", "speaks"}
    )

    def place(turn: SpeakingTurn) -> tuple[int, int, int]:
        if turn.kind != "turn" or row.stack_rule == "came":
            return _KIND[turn.kind], 0, turn.number
        n_had = had[turn.person_id]
        if row.stack_rule == "first_time":
            n_had = min(n_had, 1)
        return _KIND[turn.kind], n_had, turn.number

    return sorted((one for one in turns if one.status == "waits"), key=place)


def have_spoken(row: Meeting) -> frozenset[UUID]:
    """Return who has had a turn already; the others are shown as first-timers."""
    had = row.turns.filter(kind="turn", status__in=["spoken", "speaks"])
    return frozenset(had.values_list("person_id", flat=True))
