"""How an entry stands on a day: by its last step, and by what days have done since.

Pure. Nobody has to run anything on the day: what is past its last day has expired,
what was not reviewed is overdue and later suspended, whoever looks and whenever.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from commonweal.rooms.governance.words import register as words

_DAY = timedelta(days=1)
_OVERDUE = timedelta(days=words.OVERDUE_DAYS)


@dataclass(frozen=True, slots=True)
class Stands:
    """How an entry stands on a day."""

    status: words.Status
    since: date
    is_overdue: bool
    review_on: date | None
    expires_on: date | None


def stands_on(
    steps: Sequence[words.StepView], *, kind: str, on: date, imported_on: date | None
) -> Stands | None:
    """Say how an entry stands on a day; None before its first step."""
    reached = [step for step in steps if step.on <= on]
    if not reached:
        return None
    last = reached[-1]
    made = due_step(last, kind=kind, on=on, imported_on=imported_on)
    step = made or last
    overdue = (
        step.status == "in_force" and step.review_on is not None and step.review_on < on
    )
    return Stands(step.status, step.on, overdue, step.review_on, step.expires_on)


def due_step(
    last: words.StepView, *, kind: str, on: date, imported_on: date | None
) -> words.StepView | None:
    """Return the step that days have made by themselves after the last one, if any."""
    until = holds_until(last, kind=kind, imported_on=imported_on)
    if until is None or last.status not in {"in_force", "suspended"} or on <= until:
        return None
    ended = last.expires_on is not None and last.expires_on == until
    return replace(
        last,
        status="expired" if ended else "suspended",
        on=until + _DAY,
        decision=None,
    )


def holds_until(
    last: words.StepView, *, kind: str, imported_on: date | None
) -> date | None:
    """Return the last day an entry holds as far as is known today; None without end."""
    if last.status in {"proposed", *words.FINAL}:
        return None
    days = [last.expires_on] if last.expires_on else []
    if last.status == "in_force" and kind in words.SUSPENDED_LATE and last.review_on:
        # An old register brings reviews long past; from the import on there is time.
        from_day = max(last.review_on, imported_on or last.review_on)
        days.append(from_day + _OVERDUE)
    return min(days, default=None)


def due_on(last: words.StepView) -> date | None:
    """Return the nearest review or end of an entry, or None."""
    if last.status not in {"in_force", "suspended"}:
        return None
    days = [day for day in (last.review_on, last.expires_on) if day]
    return min(days, default=None)
