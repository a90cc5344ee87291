"""One plan against the plan agreed before it: what changes, and for whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from commonweal.commons.charter import queries as charter
from commonweal.commons.people import queries as people
from commonweal.core.vf.measure import Measure
from commonweal.core.vf.problems import NotFound
from commonweal.core.vf.units import HOUR
from commonweal.rooms.planning import errors
from commonweal.rooms.planning.models import PlanRun
from commonweal.rooms.planning.queries import agreed, needs, reading, runs, views

Want = Mapping[str, Any]
Outcome = Mapping[str, Any]

#: A smaller change of a level is noise.
_SEEN = 0.005
_Key = tuple[str, str, str, bool, int]


def has_changes(*, union: UUID, run: UUID) -> bool:
    """Say whether there is a plan that this one can be laid beside."""
    return _older(runs.get_row(union=union, run=run)) is not None


def get_changes(*, union: UUID, run: UUID, at: datetime) -> views.ChangesView:
    """Return what a plan changes against the one agreed before it, or refuse."""
    row = runs.get_row(union=union, run=run)
    older = _older(row)
    if row.outcome is None or older is None or older.outcome is None:
        raise NotFound(errors.nothing_to_compare())
    shared = _shared(older.outcome, row.outcome)
    was, now = _wants(older.outcome, shared), _wants(row.outcome, shared)
    both = [
        {**line, "before": was[key]["level"]} for key, line in now.items() if key in was
    ]
    day = people.local_day(union=union, at=at)
    smallest = charter.whole(union=union, key="privacy.smallest_group", on=day)
    changed = [want for want in both if abs(want["level"] - want["before"]) > _SEEN]
    reader = reading.Reader({**row.outcome, "wants": changed}, smallest)
    return views.ChangesView(
        run=runs.run_view(row),
        before=runs.run_view(older),
        spans=reader.spans(),
        is_same_time=bool(shared),
        needs=needs.of(reader),
        n_same=len(both) - len(changed),
        n_new=sum(key not in was for key in now),
        n_gone=sum(key not in now for key in was),
        hours=tuple(_hours(reader, older.outcome, row.outcome, shared)),
    )


def _older(row: PlanRun) -> PlanRun | None:
    older = agreed.in_force(union=row.union_id, before=row)
    return None if older is None or older.id == row.id else older


def _shared(old: Outcome, new: Outcome) -> dict[str, int]:
    """Return the periods both have, by their first day, as counted in the new plan."""
    had = {tuple(period) for period in old["periods"]}
    return {
        period[0]: i for i, period in enumerate(new["periods"]) if tuple(period) in had
    }


def _wants(outcome: Outcome, shared: Mapping[str, int]) -> dict[_Key, dict[str, Any]]:
    """Add up wants by circle and kind: in each shared period, or over all of them."""
    rows: dict[_Key, list[Want]] = {}
    for want in outcome["wants"]:
        first = outcome["periods"][want["period"]][0]
        if shared and first not in shared:
            continue
        period = shared.get(first, 0)
        key = (want["group"], want["kind"], want["tier"], want["is_wish"], period)
        rows.setdefault(key, []).append(want)
    return {
        key: {
            **wants[0],
            "period": key[-1],
            "amount": sum(want["amount"] for want in wants),
            "level": needs.level_of(wants),
            "n_people": min(want["n_people"] for want in wants),
        }
        for key, wants in rows.items()
    }


def _hours(
    reader: reading.Reader, old: Outcome, new: Outcome, shared: Mapping[str, int]
) -> Iterable[views.HoursView]:
    was, now = _effort(old, shared), _effort(new, shared)
    for skill in sorted({*was, *now}, key=reader.name):
        before, _ = was.get(skill, (0.0, 0.0))
        after, offered = now.get(skill, (0.0, 0.0))
        yield views.HoursView(
            name=reader.name(skill),
            before=_in_hours(before),
            after=_in_hours(after),
            offered=_in_hours(offered),
        )


def _effort(
    outcome: Outcome, shared: Mapping[str, int]
) -> dict[str, tuple[float, float]]:
    """Return hours used and offered by skill: in the shared periods, or a week."""
    weeks = 1.0 if shared else _n_weeks(outcome["periods"])
    sums: dict[str, tuple[float, float]] = {}
    for use in outcome["limits"]:
        first = outcome["periods"][use["period"] or 0][0]
        if use["kind"] == "effort" and (not shared or first in shared):
            used, there = sums.get(use["label"], (0.0, 0.0))
            sums[use["label"]] = (used + use["used"], there + use["amount"])
    return {
        skill: (used / weeks, there / weeks) for skill, (used, there) in sums.items()
    }


def _n_weeks(periods: Sequence[Sequence[str]]) -> float:
    first, after = date.fromisoformat(periods[0][0]), date.fromisoformat(periods[-1][1])
    return (after - first).days / 7


def _in_hours(hours: float) -> Measure:
    return Measure(round(hours * HOUR.steps), HOUR)
