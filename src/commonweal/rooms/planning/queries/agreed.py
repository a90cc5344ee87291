"""What the plan in force has agreed, for the time a new plan is made for.

A new plan asks for as few hours beyond these as needs allow, so that nobody's week is
turned over for a little gain elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from commonweal.rooms.planning.models import PlanRun, Status
from commonweal.rooms.planning.words import AgreedRuns, Span

#: Fewer runs than this are the rounding of a plan that was kept.
_CRUMB = 1e-4


def in_force(*, union: UUID, before: PlanRun | None = None) -> PlanRun | None:
    """Return the plan that was accepted last (before another was), or None."""
    rows = PlanRun.objects.filter(union_id=union, status=Status.ACCEPTED)
    if before is not None and before.accepted_at is not None:
        rows = rows.filter(accepted_at__lt=before.accepted_at)
    return rows.order_by("-accepted_at", "-id").first()


def agreed_runs(*, union: UUID, spans: tuple[Span, ...]) -> tuple[AgreedRuns, ...]:
    """Return the runs agreed from the first day on, by period of the new plan."""
    row = in_force(union=union)
    if row is None or row.outcome is None:
        return ()
    old = [
        Span(first=date.fromisoformat(first), after=date.fromisoformat(after))
        for first, after in row.outcome["periods"]
    ]
    sums: dict[tuple[str, str | None, int], float] = {}
    for made in row.outcome["made"]:
        for period, share in _parts(old[made["period"]], spans):
            key = (made["recipe"], made["place"], period)
            sums[key] = sums.get(key, 0.0) + made["runs"] * share
    return tuple(
        AgreedRuns(UUID(recipe), UUID(place) if place else None, period, runs)
        for (recipe, place, period), runs in sums.items()
        if runs > _CRUMB
    )


def _parts(old: Span, spans: tuple[Span, ...]) -> Iterator[tuple[int, float]]:
    """Share an old period among new ones by its days; what has begun is carried over."""
    if old.first < spans[0].first:
        return
    for period, span in enumerate(spans):
        first, after = max(old.first, span.first), min(old.after, span.after)
        if first < after:
            yield period, (after - first).days / old.n_days
