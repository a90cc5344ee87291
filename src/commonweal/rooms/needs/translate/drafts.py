"""What someone asks the room to keep, and everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from types import MappingProxyType
from uuid import UUID

from commonweal.core.vf.flows import Specification
from commonweal.core.vf.measure import Measure
from commonweal.core.vf.problems import Problem
from commonweal.rooms.needs import words
from commonweal.rooms.needs.queries import amounts
from commonweal.rooms.needs.queries.needs import WORKED_WITH

#: More than this a day [whole units, by dimension] no single person can mean.
MOST_A_DAY: Mapping[str, int] = MappingProxyType(
    {
        "mass": 500,
        "volume": 5000,
        "effort": 24,
        "area": 1000,
        "length": 10_000,
        "count": 500,
        "energy": 1000,
        "food energy": 20_000,
        "content": 5000,
        "content, fine": 50_000,
        "content, finest": 50_000,
    }
)
#: What is needed once may be so many days' worth of the above.
DAYS_AT_ONCE = 366
FARTHEST_DAYS = 3660


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedDraft:
    """A need as someone states it; ``key`` makes saying it twice harmless.

    ``row`` is its line in a list or file, for problems.
    """

    key: str
    person: UUID
    kind: UUID
    quantity: Measure
    per: str = "once"
    due: date | None = None
    begins: date | None = None
    ends: date | None = None
    tier: str = "dignity"
    is_wish: bool = False
    row: int | None = None


def problems_with(
    draft: NeedDraft, kind: Specification | None, today: date
) -> tuple[Problem, ...]:
    """Return everything that is wrong with a need, at its row."""
    found = (
        *_about_kind(draft, kind),
        *_about_amount(draft),
        *_about_words(draft),
        *_about_days(draft, today),
    )
    return tuple(found if draft.row is None else (p.at_row(draft.row) for p in found))


def _about_kind(draft: NeedDraft, kind: Specification | None) -> Iterator[Problem]:
    if kind is None:
        yield Problem(
            "what", words.WHAT, {"what": str(draft.kind), "near": words.NO_KINDS}
        )
        return
    if not WORKED_WITH.isdisjoint(kind.classified_as):
        yield Problem("what", words.NOT_NEEDED, {"what": kind.name})
    if kind.unit != draft.quantity.unit:
        yield Problem(
            "unit",
            words.WRONG_UNIT,
            {
                "what": kind.name,
                "right": kind.unit.code,
                "unit": draft.quantity.unit.code,
            },
        )


def _about_amount(draft: NeedDraft) -> Iterator[Problem]:
    amount = draft.quantity.amount
    said = {"amount": draft.quantity}
    if amount <= 0:
        yield Problem("amount", words.AMOUNT_IS_NOT_POSITIVE, said)
        return
    unit = draft.quantity.unit
    most = MOST_A_DAY.get(unit.dimension, 1_000_000) * unit.steps
    n_days = amounts.DAYS.get(draft.per, Fraction(DAYS_AT_ONCE))
    if amount / n_days > most:
        yield Problem("amount", words.ABSURD, said)


def _about_words(draft: NeedDraft) -> Iterator[Problem]:
    if draft.per not in words.PERIODS:
        yield Problem("per", words.PER, {"per": draft.per[:40]})
    if draft.tier not in words.TIERS:
        yield Problem("tier", words.TIER, {"tier": draft.tier[:40]})


def _about_days(draft: NeedDraft, today: date) -> Iterator[Problem]:
    if draft.per == "once" and draft.due is None:
        yield Problem("due", words.DUE_MISSING)
    if draft.per != "once" and draft.due is not None:
        yield Problem("due", words.DUE_NOT_ONCE)
    for field, day in (("due", draft.due), ("ends", draft.ends)):
        if day is not None and day < today:
            yield Problem(field, words.DUE_IS_PAST, {"day": day})
    farthest = today + timedelta(days=FARTHEST_DAYS)
    for field, day in (
        ("due", draft.due),
        ("begins", draft.begins),
        ("ends", draft.ends),
    ):
        if day is not None and day > farthest:
            yield Problem(field, words.TOO_FAR, {"day": day})
    last = draft.ends or draft.due
    if draft.begins and last and last < draft.begins:
        yield Problem("ends", words.ENDS_BEFORE_IT_BEGINS)
