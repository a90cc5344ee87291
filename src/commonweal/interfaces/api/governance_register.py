"""The register of decisions for programs: find, read, compare, print, take in."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext
from ninja import File, Query, Router, Schema, Status, UploadedFile
from pydantic import Field

from commonweal.commons import tables
from commonweal.commons.people import queries as people
from commonweal.interfaces.api import auth, paging
from commonweal.interfaces.api import governance_register_shapes as shapes
from commonweal.interfaces.api.stores import associate
from commonweal.rooms.governance.queries import book as books
from commonweal.rooms.governance.queries import register as queries
from commonweal.rooms.governance.queries import searching
from commonweal.rooms.governance.services import importing
from commonweal.rooms.governance.services import register as services
from commonweal.rooms.governance.words import register as words

router = Router(tags=["register"])

#: More versions than a text will have.
Version = Annotated[int, Query(..., ge=1, le=100_000)]


class ListAsked(Schema):
    """Which entries are wanted; ``after`` is the number of the last one seen."""

    status: words.Status | None = None
    tag: str = Field("", max_length=words.TAG_LETTERS)
    body: UUID | None = None
    on: date | None = None
    after: int | None = Field(None, ge=1)
    limit: int = Field(50, ge=1, le=paging.LARGEST_PAGE)


@router.get(
    "/register", response=paging.Page[shapes.LineOut], operation_id="list_decisions"
)
def list_decisions(
    request: HttpRequest, asked: Annotated[ListAsked, Query(...)]
) -> dict[str, object]:
    """List decisions as they stand on a day, newest first."""
    _person, union, at = associate(request)
    lines = queries.list_entries(
        union=union,
        on=_day(union, at, asked.on),
        status=asked.status or "",
        tag=asked.tag,
        body=asked.body,
        before=asked.after,
        limit=asked.limit,
    )
    is_last = len(lines) < asked.limit
    return {"items": lines, "next": None if is_last else str(lines[-1].number)}


@router.get("/register/search", response=shapes.FoundOut, operation_id="find_decisions")
def find_decisions(
    request: HttpRequest,
    q: Annotated[str, Query(..., max_length=searching.LETTERS_MOST)],
    on: date | None = None,
) -> dict[str, object]:
    """Find decisions by words or number; accents, endings and a slip do not matter."""
    _person, union, at = associate(request)
    found = searching.search(union=union, asked=q, on=_day(union, at, on), said=gettext)
    instead = [{"asked": asked, "read_as": read} for asked, read in found.instead]
    return {"lines": found.lines, "rules": found.rules, "instead": instead}


@router.get(
    "/register/due", response=list[shapes.LineOut], operation_id="list_due_decisions"
)
def list_due_decisions(request: HttpRequest) -> tuple[words.EntryLine, ...]:
    """List what is to be looked at again, or ends, within 30 days."""
    _person, union, at = associate(request)
    return queries.list_due(union=union, on=_day(union, at, None))


@router.get(
    "/register/charter", response=shapes.CharterOut, operation_id="read_charter"
)
def read_charter(request: HttpRequest, on: date | None = None) -> words.CharterText:
    """Return the whole charter, agreements and rules, as it stood on a day."""
    _person, union, at = associate(request)
    return queries.charter_on(union=union, on=_day(union, at, on))


@router.get("/register/book", response=shapes.BookOut, operation_id="read_book")
def read_book(request: HttpRequest, on: date | None = None) -> words.Book:
    """Return the book of rules of a day, by who decided it."""
    _person, union, at = associate(request)
    return books.book(union=union, on=_day(union, at, on))


@router.post(
    "/register/table",
    response={201: shapes.ImportedOut},
    operation_id="import_register",
)
def import_register(
    request: HttpRequest, file: Annotated[UploadedFile, File()]
) -> Status[words.Imported]:
    """Take in an old register (CSV or XLSX): all rows or none, and once."""
    by, union, at = auth.actor(request)
    taken = importing.import_register(
        content=_content(file), filename=file.name or "", union=union, by=by, at=at
    )
    return Status(201, taken)


@router.post(
    "/register/table/look",
    response=shapes.ImportLookOut,
    operation_id="look_at_register",
)
def look_at_register(
    request: HttpRequest, file: Annotated[UploadedFile, File()]
) -> words.ImportLook:
    """Say what a table would bring, without taking it in."""
    by, union, at = auth.actor(request)
    return importing.look_at_register(
        content=_content(file), filename=file.name or "", union=union, by=by, at=at
    )


@router.get(
    "/register/{int:number}", response=shapes.EntryOut, operation_id="get_decision"
)
def get_decision(
    request: HttpRequest, number: int, on: date | None = None
) -> words.EntryView:
    """Return an entry: text, versions, how it stood since when, what it set."""
    _person, union, at = associate(request)
    return queries.find(union=union, number=number, on=_day(union, at, on))


@router.get(
    "/register/{int:number}/compare",
    response=list[shapes.DifferenceOut],
    operation_id="compare_wordings",
)
def compare_wordings(
    request: HttpRequest, number: int, before: Version, after: Version
) -> tuple[words.Difference, ...]:
    """Set two versions of a text side by side, clause by clause."""
    _person, union, _at = associate(request)
    return queries.compare(union=union, number=number, before=before, after=after)


@router.put(
    "/register/{int:number}/about",
    response={204: None},
    operation_id="describe_decision",
)
def describe_decision(
    request: HttpRequest, number: int, body: shapes.DescribeIn
) -> Status[None]:
    """Say who to ask about an entry, and under which words it is found."""
    by, union, at = auth.actor(request)
    services.describe_entry(
        union=union, number=number, ask=body.ask, tags=body.tags, by=by, at=at
    )
    return Status(204, None)


def _day(union: UUID, at: datetime, on: date | None) -> date:
    return on or people.local_day(union=union, at=at)


def _content(file: UploadedFile) -> bytes:
    tables.refuse_too_large(file.size or 0)
    return bytes(file.read())
