"""One mandate for programs: its reports, and where things are."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status

from commonweal.commons.people import queries as people
from commonweal.commons.people import services
from commonweal.interfaces.api import auth, base
from commonweal.interfaces.api.mandates import MandateOut

router = Router(tags=["mandates and charter"])


class ReportOut(Schema):
    """What a holder wrote about a mandate."""

    id: UUID
    day: date
    words: str


class ReportIn(Schema):
    """A report, or where things are, in words."""

    text: str


@router.get("/mandates/{mandate}", response=MandateOut, operation_id="get_mandate")
def get_mandate(request: HttpRequest, mandate: UUID) -> people.MandateView:
    """Return one mandate."""
    _person, union, at = auth.actor(request)
    return people.get_mandate(union=union, mandate=mandate, at=at)


@router.get(
    "/mandates/{mandate}/reports",
    response=list[ReportOut],
    operation_id="list_mandate_reports",
)
def list_reports(request: HttpRequest, mandate: UUID) -> list[people.ReportView]:
    """List the reports of a mandate, newest first."""
    _person, union, _at = auth.actor(request)
    return list(people.list_reports(union=union, mandate=mandate))


@router.post(
    "/mandates/{mandate}/reports",
    response={201: ReportOut},
    operation_id="write_mandate_report",
)
def write_report(
    request: HttpRequest, mandate: UUID, body: ReportIn, key: base.IdempotencyKey
) -> Status[people.ReportView]:
    """Report on one's own mandate."""
    by, _union, at = auth.actor(request)
    return Status(
        201,
        services.write_report(mandate=mandate, text=body.text, by=by, key=key, at=at),
    )


@router.post(
    "/mandates/{mandate}/where", response={204: None}, operation_id="note_where"
)
def note_where(request: HttpRequest, mandate: UUID, body: ReportIn) -> Status[None]:
    """Note where things are, for whoever comes after."""
    by, _union, at = auth.actor(request)
    services.note_where(mandate=mandate, text=body.text, by=by, at=at)
    return Status(204, None)
