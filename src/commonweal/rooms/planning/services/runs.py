"""Deeds on plans before they are accepted: ask for one, stop it, take it back."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from commonweal.commons import deeds
from commonweal.commons.jobs import services as jobs
from commonweal.commons.people import queries as people
from commonweal.core.vf import ids
from commonweal.core.vf.problems import N_, Problem, Refused, require
from commonweal.rooms.planning import errors, permissions
from commonweal.rooms.planning.models import PlanRun, Status
from commonweal.rooms.planning.queries import runs as queries

#: A plan is made for a year at most.
WEEKS_MAX = 53
NAME_LENGTH_MAX = 120
#: A plan from further back has nothing left to plan.
_DAYS_BACK_MAX = 6
_DAYS_AHEAD_MAX = 366


@deeds.deed
def request_plan(  # noqa: PLR0913 - what a plan is for, and who asked when
    *,
    union: UUID,
    from_day: date,
    weeks: int,
    name: str,
    key: str,
    by: UUID,
    at: datetime,
) -> UUID:
    """Ask for a plan; the worker makes it. Asking twice changes nothing."""
    permissions.require_planning(by=by, union=union, at=at)
    run = ids.id_from_key(union, f"request_plan:{key}")
    if PlanRun.objects.filter(id=run).exists():
        return run

    today = people.local_day(union=union, at=at)
    require(_problems_with(from_day, weeks, name, today))
    row = PlanRun(
        id=run,
        union_id=union,
        name=" ".join(name.split()),
        from_day=from_day,
        weeks=weeks,
        progress=[N_("Waiting for its turn."), {}],
        requested_by=by,
        requested_at=at,
    )
    row.job_id = jobs.enqueue(
        kind="solve_plan", payload={"run": str(run)}, union=union, key=str(run), at=at
    )
    row.save(force_insert=True)
    return run


@deeds.deed
def stop_run(*, run: UUID, union: UUID, by: UUID, at: datetime) -> None:
    """Ask a plan in the making to stop. One that is done stays as it is."""
    permissions.require_planning(by=by, union=union, at=at)
    row = queries.get_row_for_update(union=union, run=run)
    if row.status == Status.WAITING:
        row.status, row.finished_at = Status.STOPPED, at
        row.progress = [N_("Stopped before it began."), {}]
    elif row.status == Status.SOLVING:
        row.status = Status.STOPPING
        row.progress = [N_("Stopping."), {}]
    else:
        return
    row.asked_to_stop = True
    row.save()


@deeds.deed
def withdraw_run(*, run: UUID, union: UUID, by: UUID, at: datetime) -> None:
    """Take a plan back that nobody has accepted yet."""
    permissions.require_planning(by=by, union=union, at=at)
    row = queries.get_row_for_update(union=union, run=run)
    if row.status == Status.WITHDRAWN:
        return
    if row.status not in {Status.READY, Status.STOPPED, Status.FAILED}:
        raise Refused(errors.not_to_be_withdrawn())
    row.status = Status.WITHDRAWN
    row.save(update_fields=["status"])


def _problems_with(from_day: date, weeks: int, name: str, today: date) -> list[Problem]:
    problems = []
    if from_day.weekday() != 0:
        problems.append(errors.not_a_monday())
    if (today - from_day).days > _DAYS_BACK_MAX:
        problems.append(errors.already_past("from_day", from_day.isoformat()))
    if (from_day - today).days > _DAYS_AHEAD_MAX:
        problems.append(errors.too_far_ahead())
    if not 1 <= weeks <= WEEKS_MAX:
        problems.append(errors.out_of_range("weeks", low="1", high=str(WEEKS_MAX)))
    if not name.strip():
        problems.append(errors.missing("name"))
    elif len(name) > NAME_LENGTH_MAX:
        problems.append(errors.too_long("name", NAME_LENGTH_MAX))
    return problems
