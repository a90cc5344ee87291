"""From the planner's answer about slack to what is kept with a plan: shares, no needs.

Whose need would be the first to get less is not kept: a circle may be small.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from commonweal.core import planner
from commonweal.core.planner import slack

Json = dict[str, object]
WAITING = "waiting"
READY = "ready"
FAILED = "failed"

_KEYS = ("skill", "capacity", "currency")
_LATER = ("Yields",)


@dataclass(frozen=True, slots=True)
class _Named:
    """What a question of the planner is called here, and its label there."""

    kind: str
    label: str | None


def waiting() -> Json:
    """Return what is kept until the slack is counted."""
    return {"status": WAITING}


def failed() -> Json:
    """Return what is kept when it could not be counted."""
    return {"status": FAILED}


def questions_of(
    problem: planner.Problem, plan: planner.Plan
) -> tuple[planner.WhatIf, ...]:
    """Return what people ask about: hours, stores, money, rooms, then all that is made.

    Single weeks and single tasks are left out: many, slow, and a what-if tells more.
    """
    asked = [
        question
        for question in slack.questions_of(problem, plan)
        if not getattr(question, "periods", None)
        and getattr(question, "recipe", None) is None
    ]
    return tuple(sorted(asked, key=lambda one: type(one).__name__ in _LATER))


def answer_of(found: planner.Slack) -> Json:
    """Write how much of what could be lost: before anybody, before vital needs get less."""
    return {
        "status": READY,
        "is_complete": found.is_complete,
        "falls": [
            {
                "kind": named.kind,
                "label": named.label,
                "share": round(fall.share, 5),
                "vital_share": round(fall.vital_share, 5),
            }
            for fall in found.falls
            for named in _named(fall.whatif)
        ],
    }


def _named(whatif: planner.WhatIf) -> Iterator[_Named]:
    kinds: dict[type, str] = {
        planner.Illness: "hours",
        planner.Stocks: "stock",
        planner.Purses: "money",
        planner.Rooms: "rooms",
        planner.Yields: "yields",
    }
    labels = (getattr(whatif, key, None) for key in _KEYS)
    yield _Named(kinds[type(whatif)], next((one for one in labels if one), None))
