"""The words of livelihood: what an offer of effort is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from commonweal.core.vf.measure import Measure

#: The parts of one's offers a person may keep for now, in per cent.
PARTS_LEFT = (0, 25, 50, 75)

#: How far ahead "for now" may reach: a season.
EASE_DAYS_MAX = 92


@dataclass(frozen=True, slots=True)
class OfferDraft:
    """What someone offers, as they wrote it."""

    person: UUID
    skill: UUID
    hours_per_week: str
    starts_on: date
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class OfferView:
    """One's own offer."""

    id: UUID
    skill: UUID
    skill_name: str
    per_week: Measure
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class EaseView:
    """Less from me for now."""

    percent_left: int
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class SkillView:
    """A kind of help one can offer."""

    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class TotalView:
    """What all together offer of one kind of help in a week.

    ``per_week`` is None when fewer people than the charter's smallest group offer it.
    """

    skill: UUID
    skill_name: str
    per_week: Measure | None


@dataclass(frozen=True, slots=True)
class Span:
    """Days with one total: from the first day, until the last (None: open end)."""

    starts_on: date
    ends_on: date | None
    minutes: int
    n_people: int
