"""Needs for programs: one's own, typed for others, taken in from tables, and totals."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, File, Query, Router, Schema, Status, UploadedFile

from commonweal.commons import tables
from commonweal.commons.people import queries as people
from commonweal.core.vf.flows import Specification
from commonweal.core.vf.measure import Measure
from commonweal.interfaces.api import auth, base, paging
from commonweal.rooms.needs import queries, services
from commonweal.rooms.needs.translate.written import Written

router = Router(tags=["needs"])


class NeedIn(Schema):
    """A need as people write it; there is no field for a reason."""

    what: str = Field(max_length=200, description="a kind, by name or id")
    amount: str = Field(max_length=40, description='such as "2.5"')
    unit: str = Field("", max_length=20, description="checked, if given")
    who: str = Field("", max_length=200, description="for whom, if typed for another")
    per: str = Field("", max_length=20, description="once, day, week, month or year")
    due: str = Field("", max_length=40, description="by when, for what is needed once")
    begins: str = Field("", max_length=40)
    ends: str = Field("", max_length=40)
    tier: str = Field("", max_length=20, description="vital, dignity or flourishing")
    is_wish: bool = False


class ChangeIn(Schema):
    """What is to change of a need; what is left out stays."""

    amount: str | None = Field(None, max_length=40)
    per: str | None = Field(None, max_length=20)
    due: str | None = Field(None, max_length=40)
    begins: str | None = Field(None, max_length=40)
    ends: str | None = Field(None, max_length=40)
    tier: str | None = Field(None, max_length=20)
    is_wish: bool | None = None


class ManyIn(Schema):
    """Several needs; all are kept or none."""

    needs: list[NeedIn] = Field(max_length=1000)


class AmountOut(Schema):
    """So much of a unit."""

    amount: str
    unit: str


class KindOut(Schema):
    """A kind of thing somebody may need."""

    id: UUID
    name: str
    unit: str
    is_content: bool


class NeedOut(Schema):
    """A need, as its own person sees it."""

    id: UUID
    what: KindOut
    quantity: AmountOut
    received: AmountOut
    per: str
    due: date | None
    begins: date | None
    ends: date | None
    tier: str
    is_wish: bool
    typed_by: str | None
    stated_at: datetime
    keep_until: date


class SuggestionOut(Schema):
    """A line to start from."""

    what: KindOut
    quantity: AmountOut
    per: str
    tier: str
    source: str


class TotalOut(Schema):
    """What is needed in a week; no amounts where too few people stand behind them."""

    what: KindOut
    tier: str
    is_wish: bool
    quantity: AmountOut | None
    n_people: int | None
    is_covered: bool


class TakenOut(Schema):
    """What a list or table came to."""

    needs: int
    people: int


class Lookup(Schema):
    """What to look suggestions up by; it is not kept."""

    band: str = Field(max_length=40)
    activity: str = Field("moderate", max_length=20)


def amount_out(measure: Measure) -> dict[str, str]:
    """Write an amount in whole units, exactly."""
    return {"amount": f"{measure.decimal:f}", "unit": measure.unit.code}


def kind_out(kind: Specification) -> dict[str, object]:
    """Write a kind."""
    return {
        "id": kind.id,
        "name": kind.name,
        "unit": kind.unit.code,
        "is_content": kind.is_content,
    }


@router.get(
    "/needs/kinds", response=paging.Page[KindOut], operation_id="list_needed_kinds"
)
def list_needed_kinds(request: HttpRequest, asked: paging.Paged) -> dict[str, object]:
    """List the kinds of things somebody may need."""
    _person, union, _at = auth.actor(request)
    kinds = queries.list_needed_kinds(union=union)
    return paging.page_of(kinds, asked, key=lambda kind: kind.id, shown=kind_out)


@router.get("/needs", response=paging.Page[NeedOut], operation_id="list_my_needs")
def list_my_needs(request: HttpRequest, asked: paging.Paged) -> dict[str, object]:
    """List one's own needs. Nobody can list another's."""
    person, union, _at = auth.actor(request)
    needs = queries.list_my_needs(person=person, union=union)
    return paging.page_of(needs, asked, key=lambda need: need.id, shown=_need_out)


@router.post("/needs", response={201: NeedOut}, operation_id="state_need")
def state_need(
    request: HttpRequest, body: NeedIn, key: base.IdempotencyKey
) -> Status[dict[str, object]]:
    """State a need, for oneself or typed for another."""
    person, _union, at = auth.actor(request)
    line = _written(body, key)
    (need,) = services.state_written(lines=[line], by=person, at=at)
    return Status(201, _need_out(need))


@router.post("/needs/many", response={201: TakenOut}, operation_id="state_needs")
def state_needs(
    request: HttpRequest, body: ManyIn, key: base.IdempotencyKey
) -> Status[dict[str, int]]:
    """State several needs, for one or more people: all or none."""
    person, _union, at = auth.actor(request)
    lines = [
        _written(one, f"{key}:{row}", row=row)
        for row, one in enumerate(body.needs, start=1)
    ]
    needs = services.state_written(lines=lines, by=person, at=at)
    return Status(201, _taken(needs))


@router.post("/needs/table", response={201: TakenOut}, operation_id="import_needs")
def import_needs(
    request: HttpRequest,
    file: Annotated[UploadedFile, File()],
    key: base.IdempotencyKey,
) -> Status[services.Taken]:
    """Take in a CSV or XLSX table of needs: all rows or none."""
    person, _union, at = auth.actor(request)
    tables.refuse_too_large(file.size or 0)
    taken = services.import_needs(
        content=file.read(), filename=file.name or "", key=key, by=person, at=at
    )
    return Status(201, taken)


@router.get(
    "/needs/suggested", response=list[SuggestionOut], operation_id="suggest_needs"
)
def suggest_needs(
    request: HttpRequest, asked: Annotated[Lookup, Query(...)]
) -> list[dict[str, object]]:
    """Look up figures to start from. What was chosen to look them up is not kept."""
    _person, union, _at = auth.actor(request)
    found = queries.suggest_needs(union=union, band=asked.band, activity=asked.activity)
    return [
        {
            "what": kind_out(one.kind),
            "quantity": amount_out(one.quantity),
            "per": one.per,
            "tier": one.tier,
            "source": one.source,
        }
        for one in found
    ]


@router.post(
    "/needs/suggested", response={201: TakenOut}, operation_id="accept_baseline"
)
def accept_baseline(
    request: HttpRequest, body: ManyIn, key: base.IdempotencyKey
) -> Status[dict[str, int]]:
    """State the suggested lines that are kept, as they were changed."""
    person, _union, at = auth.actor(request)
    lines = [
        _written(one, f"{key}:{row}", row=row)
        for row, one in enumerate(body.needs, start=1)
    ]
    needs = services.accept_baseline(lines=lines, by=person, at=at)
    return Status(201, _taken(needs))


@router.get("/needs/totals", response=list[TotalOut], operation_id="list_totals")
def list_totals(request: HttpRequest) -> list[dict[str, object]]:
    """Say what the union needs in the coming week, without anybody in it."""
    _person, union, at = auth.actor(request)
    today = people.local_day(union=union, at=at)
    return [
        {
            "what": kind_out(total.kind),
            "tier": total.tier,
            "is_wish": total.is_wish,
            "quantity": total.quantity and amount_out(total.quantity),
            "n_people": total.n_people,
            "is_covered": total.is_covered,
        }
        for total in queries.list_totals(union=union, on=today)
    ]


@router.get("/needs/{uuid:need}", response=NeedOut, operation_id="get_my_need")
def get_my_need(request: HttpRequest, need: UUID) -> dict[str, object]:
    """Give one of one's own needs."""
    person, union, _at = auth.actor(request)
    return _need_out(queries.get_my_need(need=need, person=person, union=union))


@router.patch("/needs/{uuid:need}", response=NeedOut, operation_id="change_need")
def change_need(request: HttpRequest, need: UUID, body: ChangeIn) -> dict[str, object]:
    """Change parts of a need."""
    person, _union, at = auth.actor(request)
    said = body.dict(exclude_none=True)
    is_wish = said.pop("is_wish", None)
    if is_wish is not None:
        said["wish"] = "yes" if is_wish else "no"
    return _need_out(services.change_need(need=need, changes=said, by=person, at=at))


@router.delete("/needs/{uuid:need}", response={204: None}, operation_id="withdraw_need")
def withdraw_need(request: HttpRequest, need: UUID) -> Status[None]:
    """Take a need back. Doing it twice changes nothing."""
    person, _union, at = auth.actor(request)
    services.withdraw_need(need=need, by=person, at=at)
    return Status(204, None)


def _written(body: NeedIn, key: str, *, row: int | None = None) -> Written:
    return Written(
        key=key,
        row=row,
        wish="yes" if body.is_wish else "no",
        **body.dict(exclude={"is_wish"}),
    )


def _need_out(need: queries.NeedView) -> dict[str, object]:
    return {
        "id": need.id,
        "what": kind_out(need.kind),
        "quantity": amount_out(need.quantity),
        "received": amount_out(need.received),
        "per": need.per,
        "due": need.due,
        "begins": need.begins,
        "ends": need.ends,
        "tier": need.tier,
        "is_wish": need.is_wish,
        "typed_by": need.typed_by,
        "stated_at": need.stated_at,
        "keep_until": need.keep_until,
    }


def _taken(needs: tuple[queries.NeedView, ...]) -> dict[str, int]:
    return {"needs": len(needs), "people": len({need.person for need in needs})}
