"""Plans for programs: ask for one, watch it, read it, say yes or a concern, accept."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status

from commonweal.core.vf import wire
from commonweal.interfaces.api import auth, base, paging, store_shapes
from commonweal.interfaces.api import plan_shapes as shapes
from commonweal.interfaces.api.stores import associate
from commonweal.rooms.planning import queries, services

router = Router(tags=["plans"])


@router.get("/plans", response=paging.Page[shapes.RunOut], operation_id="list_plans")
def list_plans(request: HttpRequest, asked: paging.Paged) -> dict[str, object]:
    """List plans, the newest first."""
    _person, union, _at = associate(request)
    runs = queries.list_runs(union=union)
    return paging.page_of(runs, asked, key=lambda run: run.id, shown=shapes.run_out)


@router.post("/plans", response={201: shapes.RunOut}, operation_id="request_plan")
def request_plan(
    request: HttpRequest, body: shapes.PlanIn, key: base.IdempotencyKey
) -> Status[dict[str, object]]:
    """Ask for a plan; a worker makes it."""
    by, union, at = auth.actor(request)
    run = services.request_plan(union=union, **body.dict(), key=key, by=by, at=at)
    return Status(201, shapes.run_out(queries.get_progress(union=union, run=run)))


@router.get(
    "/plans/{uuid:run}/progress", response=shapes.RunOut, operation_id="plan_progress"
)
def progress(request: HttpRequest, run: UUID) -> dict[str, object]:
    """Say how far a plan is."""
    _person, union, _at = associate(request)
    return shapes.run_out(queries.get_progress(union=union, run=run))


@router.get("/plans/{uuid:run}", response=shapes.PlanOut, operation_id="get_plan")
def get_plan(request: HttpRequest, run: UUID) -> dict[str, object]:
    """Give a plan in full; it is refused while it is being made."""
    by, union, at = associate(request)
    return shapes.plan_out(queries.get_plan(union=union, run=run, by=by, at=at))


@router.get(
    "/plans/{uuid:run}/happened",
    response=list[shapes.HappenedOut],
    operation_id="planned_vs_happened",
)
def happened(request: HttpRequest, run: UUID) -> list[dict[str, object]]:
    """Compare what an accepted plan promised with what has happened of it."""
    _person, union, at = associate(request)
    lines = queries.planned_vs_happened(union=union, run=run, at=at)
    return [
        {
            "commitment": line.commitment,
            "process": line.process,
            "action": line.action,
            "name": line.name,
            "receiver_name": line.receiver_name,
            "due": line.due,
            "planned": store_shapes.measure_out(line.planned),
            "happened": store_shapes.measure_out(line.happened),
            "is_hidden": line.is_hidden,
        }
        for line in lines
    ]


@router.post(
    "/plans/{uuid:run}/happened",
    response={201: list[dict[str, Any]]},
    operation_id="note_happened",
)
def note_happened(
    request: HttpRequest, run: UUID, body: shapes.HappenedIn, key: base.IdempotencyKey
) -> Status[list[dict[str, Any]]]:
    """Note what was made, used up, worked or bought of a plan; of nobody in particular."""
    by, union, at = auth.actor(request)
    queries.get_progress(union=union, run=run)
    events = services.note_happened(
        draft=services.HappenedDraft(**body.dict()),
        union=union,
        by=by,
        key=f"{run}:{key}",
        at=at,
    )
    return Status(201, [wire.to_wire(event) for event in events])


@router.post("/plans/{uuid:run}/stop", response=shapes.RunOut, operation_id="stop_plan")
def stop(request: HttpRequest, run: UUID) -> dict[str, object]:
    """Stop a plan in the making."""
    by, union, at = auth.actor(request)
    services.stop_run(run=run, union=union, by=by, at=at)
    return shapes.run_out(queries.get_progress(union=union, run=run))


@router.post(
    "/plans/{uuid:run}/withdraw", response=shapes.RunOut, operation_id="withdraw_plan"
)
def withdraw(request: HttpRequest, run: UUID) -> dict[str, object]:
    """Take back a plan that nobody has accepted."""
    by, union, at = auth.actor(request)
    services.withdraw_run(run=run, union=union, by=by, at=at)
    return shapes.run_out(queries.get_progress(union=union, run=run))


@router.post("/plans/{uuid:run}/yes", response={204: None}, operation_id="say_yes")
def say_yes(request: HttpRequest, run: UUID) -> Status[None]:
    """Say yes to a plan."""
    by, union, at = auth.actor(request)
    services.say_yes(run=run, union=union, by=by, at=at)
    return Status(204, None)


@router.post(
    "/plans/{uuid:run}/concern", response={204: None}, operation_id="raise_concern"
)
def raise_concern(
    request: HttpRequest, run: UUID, body: shapes.ConcernIn
) -> Status[None]:
    """Say what a plan should mind."""
    by, union, at = auth.actor(request)
    services.raise_concern(run=run, words=body.words, union=union, by=by, at=at)
    return Status(204, None)


@router.post(
    "/plans/{uuid:run}/take-back", response={204: None}, operation_id="take_back_voice"
)
def take_back(request: HttpRequest, run: UUID) -> Status[None]:
    """Take back one's own yes or concern."""
    by, union, at = auth.actor(request)
    services.take_back(run=run, union=union, by=by, at=at)
    return Status(204, None)


@router.post(
    "/plans/{uuid:run}/accept", response=shapes.AcceptedOut, operation_id="accept_plan"
)
def accept(request: HttpRequest, run: UUID) -> dict[str, UUID]:
    """Make the plan the union's; its promises enter the ledger."""
    by, union, at = auth.actor(request)
    return {"plan": services.accept(run=run, union=union, by=by, at=at)}
