"""Questions about plans in the making: which there are and how far they are."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from commonweal.commons.charter import queries as charter
from commonweal.commons.jobs import queries as jobs
from commonweal.commons.jobs.words import Status as JobStatus
from commonweal.commons.people import queries as people
from commonweal.core.vf.problems import N_, NotFound
from commonweal.rooms.planning import errors
from commonweal.rooms.planning.models import PlanRun, Status, Supposition
from commonweal.rooms.planning.words import RunView, Said, Span

#: A list of plans shows so many at a time.
LIST_LIMIT = 100
IN_THE_MAKING = frozenset({Status.WAITING, Status.SOLVING, Status.STOPPING})


def list_runs(*, union: UUID, limit: int = LIST_LIMIT) -> tuple[RunView, ...]:
    """Return plans, the newest first."""
    rows = (
        PlanRun.objects.filter(union_id=union)
        .defer("problem", "outcome")
        .order_by("-requested_at", "-id")[:limit]
    )
    return tuple(run_view(row) for row in rows)


def get_progress(*, union: UUID, run: UUID) -> RunView:
    """Return how far a plan is, without its content."""
    row = (
        PlanRun.objects.filter(union_id=union, id=run)
        .defer("problem", "outcome")
        .first()
    )
    if row is None:
        raise NotFound(errors.no_such_plan())
    return run_view(row)


def get_row(*, union: UUID, run: UUID) -> PlanRun:
    """Return one plan's row, or refuse."""
    row = PlanRun.objects.filter(union_id=union, id=run).first()
    if row is None:
        raise NotFound(errors.no_such_plan())
    return row


def get_row_for_update(*, union: UUID, run: UUID) -> PlanRun:
    """Return one plan's row and hold it until the deed is done."""
    row = PlanRun.objects.select_for_update().filter(union_id=union, id=run).first()
    if row is None:
        raise NotFound(errors.no_such_plan())
    return row


def run_view(row: PlanRun) -> RunView:
    """Return a row as others may see it; a job given up is a plan that failed."""
    status = status_of(row)
    return RunView(
        id=row.id,
        name=row.name,
        from_day=row.from_day,
        weeks=row.weeks,
        status=status,
        percent=row.percent,
        progress=progress_of(row, status),
        trouble=tuple(_said(words) for words in row.trouble),
        requested_at=row.requested_at,
        accepted_at=row.accepted_at,
        is_in_the_making=status in IN_THE_MAKING,
    )


def status_of(row: PlanRun | Supposition) -> str:
    """Return how a row stands; when its job was given up, it failed."""
    if row.status in IN_THE_MAKING and _is_given_up(row.job_id):
        return str(Status.FAILED)
    return str(row.status)


def progress_of(row: PlanRun | Supposition, status: str) -> Said:
    """Say how far a row is."""
    if status == Status.FAILED and row.status in IN_THE_MAKING:
        return Said(N_("Something broke while the plan was made. Ask again."), {})
    return _said(row.progress)


def spans_of(row: PlanRun) -> tuple[Span, ...]:
    """Return the periods of a plan that was made."""
    return tuple(
        Span(first=date.fromisoformat(first), after=date.fromisoformat(after))
        for first, after in (row.outcome or {"periods": ()})["periods"]
    )


def _is_given_up(job: UUID | None) -> bool:
    if job is None:
        return False
    status = jobs.status(job)
    return status is not None and status.status == JobStatus.DEAD


def _said(words: list[object]) -> Said:
    if not words:
        return Said("", {})
    template, params = words
    return Said(str(template), params if isinstance(params, dict) else {})


def yes_needed(*, union: UUID, at: datetime) -> int:
    """Return how many must say yes; never more than there are associates."""
    day = people.local_day(union=union, at=at)
    needed = charter.whole(union=union, key="planning.accept_needs", on=day)
    return min(needed, max(1, people.count_associates(union=union)))


def has_outcome(*, union: UUID, run: UUID) -> bool:
    """Say whether there is a plan to read."""
    rows = PlanRun.objects.filter(union_id=union, id=run)
    return rows.filter(outcome__isnull=False).exists()
