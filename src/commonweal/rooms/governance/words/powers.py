"""The words of powers: emergencies and delegates, as they are asked and shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from uuid import UUID

from commonweal.core.vf.measure import Measure
from commonweal.core.vf.problems import N_

#: So many members declare an emergency; fewer when they are on the crisis roster.
DECLARE_NEEDS, ROSTER_NEEDS = 3, 2
#: A declaration that nobody joins lapses after so many hours.
LAPSES_HOURS = 24
#: Written down afterwards within so many hours, where nobody could write at once.
AFTERWARDS_HOURS = 72
#: Reviewed by a panel of so many, drawn by lot, within so many days of its end.
REVIEW_PANEL, REVIEW_DAYS = 5, 14
#: Parts of all who may answer who must say yes, to go on until so many days.
PROLONG_STEPS = ((7, "1/2"), (14, "2/3"), (30, "3/4"))
#: A crisis roster is drawn anew each quarter.
ROSTER_DAYS = 92
HAZARD_LETTERS, REVIEW_LETTERS, USE_LETTERS = 200, 4000, 400
BROUGHT_LETTERS, DOUBT_LETTERS = 2000, 400

EMERGENCY_TITLE = N_("Emergency: %(hazard)s")
QUESTION_TITLE = N_("From “%(meeting)s”: %(topic)s")
QUESTION_SENTENCE = N_("Shall we take part in what the meeting came to?")

STANCES: Mapping[str, str] = MappingProxyType(
    {
        "bound": N_("Bound: says what we decided, and nothing else"),
        "ranked": N_("Ranked: may agree to one of several, the first liked best"),
        "range": N_("Range: may agree to a number between two ends"),
        "explore": N_("Explore: listens and brings home, agrees to nothing"),
    }
)


def people_for(part: str, of: int) -> int:
    """Return how many whole people are more than a half, or at least a larger part."""
    exact = Fraction(part) * of
    return int(exact) + 1 if part == "1/2" else -int(-exact // 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class EmergencyDraft:
    """An emergency as asked: what happens, which rules change, how much, how long."""

    hazard: str
    hours: str
    cap: str = ""
    changes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EmergencyLine:
    """An emergency that holds, as every page says."""

    id: UUID
    hazard: str
    ends_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class UseView:
    """What was given out or spent under an emergency."""

    words: str
    amount: Measure
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class EmergencyView:
    """An emergency. ``state``: asked, lapsed, in_force, over, reviewed.

    ``n_more``: how many must still join; ``changes``: rule, what it says meanwhile, in
    plain words. ``is_review_late``: it should have been reviewed by now.
    """

    id: UUID
    hazard: str
    state: str
    changes: tuple[tuple[str, str, str], ...]
    cap: Measure
    spent: Measure
    hours: int
    asked_at: datetime
    declared_at: datetime | None
    ends_at: datetime | None
    decision: int | None
    n_signed: int
    n_more: int
    signed_by_me: bool
    prolonged: tuple[tuple[int, datetime], ...]
    uses: tuple[UseView, ...]
    review_due: date | None
    review: str
    is_review_late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BroughtDraft:
    """What a delegate types in. ``chosen``: a position or a number; empty: a proposal."""

    words: str
    chosen: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BroughtView:
    """What came home. ``answer``: stands (within the mandate), asked, accepted, declined."""

    id: UUID
    words: str
    chosen: str
    within: bool
    why_not: str
    day: date
    motion: UUID | None
    answer: str
    doubt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DelegationView:
    """What a delegate may say for us, until when, and what came home.

    ``state``: asked, declined, in_force, lapsed (no report in time), over.
    """

    id: UUID
    mandate: UUID
    person: UUID
    person_name: str
    alternate: UUID | None
    alternate_name: str
    meeting: str
    topic: str
    stance: str
    stance_words: str
    positions: tuple[str, ...]
    least: Decimal | None
    most: Decimal | None
    instructions: str
    red_lines: str
    begins: date
    ends: date
    report_due: date
    is_reported: bool
    is_overdue: bool
    decision: int
    motion: UUID
    state: str
    is_mine: bool
    brought: tuple[BroughtView, ...]
