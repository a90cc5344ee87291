"""The steps that stories share: let the worker make a plan, say who is who."""

from __future__ import annotations

from uuid import UUID

from commonweal.commons.jobs import services as jobs
from commonweal.commons.ledger import queries as ledger
from commonweal.commons.people import queries as people
from commonweal.rooms.planning import services as planning


def work_all_jobs(at) -> None:
    """Do what a worker does: one job after another until none is left."""
    while job := jobs.claim(worker="stories", at=at):
        do = planning.measure_slack if "slack" in job.kind else planning.solve_run
        do(run=UUID(str(job.payload["run"])), job=job, clock=lambda: at)


def make_plan(union, *, by, monday, at, weeks: int = 4, key: str = "story") -> UUID:
    """Ask for a plan and let the worker make it."""
    run = planning.request_plan(
        union=union,
        from_day=monday,
        weeks=weeks,
        name="The next weeks",
        key=key,
        by=by,
        at=at,
    )
    work_all_jobs(at)
    return run


def person_named(union, name: str):
    return next(p for p in people.list_people(union=union) if p.name == name)


def kinds_by_key(union) -> dict[str, object]:
    """Return kinds by the last word they are classified by, as packs write them."""
    return {
        kind.classified_as[-1]: kind
        for kind in ledger.list_specifications(union=union)
        if kind.classified_as
    }


def kilos_here(union, kind) -> float:
    return sum(
        float(line.onhand.decimal)
        for line in ledger.list_stock(union=union)
        if line.spec.id == kind
    )
