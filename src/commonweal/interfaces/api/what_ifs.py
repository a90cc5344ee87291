"""What-ifs and changes of plans for programs: suppose, watch, read, stop."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status

from commonweal.interfaces.api import auth
from commonweal.interfaces.api import what_if_shapes as shapes
from commonweal.interfaces.api.stores import associate
from commonweal.rooms.planning import queries, services

router = Router(tags=["plans"])


@router.post(
    "/plans/{uuid:run}/what-if",
    response={201: shapes.WhatIfOut},
    operation_id="ask_what_if",
)
def ask(
    request: HttpRequest, run: UUID, body: shapes.WhatIfIn
) -> Status[dict[str, object]]:
    """Ask what would become of a plan. The same question has the same answer for a day.

    Nothing is changed, and who asked is not written down.
    """
    by, union, at = auth.actor(request)
    question = services.ask_what_if(
        run=run, supposed=body.supposed(), union=union, by=by, at=at
    )
    view = queries.get_what_if(union=union, question=question, at=at)
    return Status(201, shapes.what_if_out(view))


@router.get(
    "/what-ifs/{uuid:question}", response=shapes.WhatIfOut, operation_id="get_what_if"
)
def get_what_if(request: HttpRequest, question: UUID) -> dict[str, object]:
    """Give a what-if: how far it is, and its answer once it is ready."""
    _person, union, at = associate(request)
    view = queries.get_what_if(union=union, question=question, at=at)
    return shapes.what_if_out(view)


@router.post(
    "/what-ifs/{uuid:question}/stop",
    response=shapes.WhatIfOut,
    operation_id="stop_what_if",
)
def stop(request: HttpRequest, question: UUID) -> dict[str, object]:
    """Stop a what-if; anybody may, as it is nobody's own."""
    by, union, at = auth.actor(request)
    services.stop_what_if(question=question, union=union, by=by, at=at)
    view = queries.get_what_if(union=union, question=question, at=at)
    return shapes.what_if_out(view)


@router.get(
    "/plans/{uuid:run}/changes",
    response=shapes.ChangesOut,
    operation_id="changes_of_plan",
)
def changes(request: HttpRequest, run: UUID) -> dict[str, object]:
    """Lay a plan beside the one agreed before it."""
    _person, union, at = associate(request)
    view = queries.get_changes(union=union, run=run, at=at)
    return shapes.changes_out(view)
