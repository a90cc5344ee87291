"""Stores for programs: kinds, places, stock, recipes, land, purchases, tables, packs.

Amounts are texts in whole units ("2.5"), as people write them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Body, File, Router, Status
from ninja.files import UploadedFile

from commonweal.commons import tables
from commonweal.commons.people import permissions
from commonweal.commons.people import queries as people
from commonweal.core.vf import wire
from commonweal.core.vf.flows import EconomicEvent
from commonweal.interfaces.api import auth, base, paging
from commonweal.interfaces.api import store_shapes as shapes
from commonweal.rooms.planning import queries, services, words

router = Router(tags=["stores"])

Flow = dict[str, Any]
_IMPORTS: Mapping[str, Callable[..., words.ImportResult]] = {
    "kinds": services.import_kinds,
    "stock": services.import_stock,
    "recipes": services.import_recipes,
}


def associate(request: HttpRequest) -> auth.Actor:
    """Return who asks; only associates of a union may look into it."""
    who = auth.actor(request)
    permissions.require(by=who[0], union=who[1], scope="associate", at=who[2])
    return who


@router.get(
    "/stores", response=paging.Page[shapes.StoreOut], operation_id="list_stores"
)
def list_stores(request: HttpRequest, asked: paging.Paged) -> dict[str, object]:
    """List what is in store, what goes bad first on top."""
    _person, union, at = associate(request)
    today = people.local_day(union=union, at=at)
    lines = queries.list_stock(union=union, on=today)
    return paging.page_of(
        lines, asked, key=lambda line: line.resource, shown=shapes.store_out
    )


@router.post("/stores", response={201: Flow}, operation_id="add_stock")
def add_stock(
    request: HttpRequest, body: shapes.StockIn, key: base.IdempotencyKey
) -> Status[Flow]:
    """Say that so much of a kind is at a place."""
    by, union, at = auth.actor(request)
    draft = words.StockDraft(**body.dict())
    event = services.add_stock(draft=draft, union=union, by=by, key=key, at=at)
    return Status(201, wire.to_wire(event))


@router.post(
    "/stores/{uuid:resource}/count",
    response={200: None, 201: Flow},
    operation_id="count_stock",
)
def count_stock(
    request: HttpRequest, resource: UUID, body: shapes.CountIn, key: base.IdempotencyKey
) -> Status[Any]:
    """Write down what a count found; the difference becomes an entry, or none."""
    event: EconomicEvent | None = services.count_stock(
        entry=_entry(request, resource, key), counted=body.amount, seen=body.seen
    )
    return Status(200, None) if event is None else Status(201, wire.to_wire(event))


@router.post("/stores/count", response=shapes.CountedOut, operation_id="count_stores")
def count_stores(
    request: HttpRequest, body: shapes.CountsIn, key: base.IdempotencyKey
) -> dict[str, int]:
    """Write down what a count of several stores found, all of it or nothing."""
    by, union, at = auth.actor(request)
    lines = [
        services.Counted(row=row, **line.dict())
        for row, line in enumerate(body.lines, start=1)
    ]
    n = services.count_stores(lines=lines, union=union, by=by, key=key, at=at)
    return {"n_changed": n}


@router.post(
    "/stores/{uuid:resource}/write-off",
    response={201: Flow},
    operation_id="write_off",
)
def write_off(
    request: HttpRequest,
    resource: UUID,
    body: shapes.WriteOffIn,
    key: base.IdempotencyKey,
) -> Status[Flow]:
    """Write off what is spoiled or lost."""
    event = services.write_off(entry=_entry(request, resource, key), amount=body.amount)
    return Status(201, wire.to_wire(event))


@router.post("/stores/kinds", response={201: Flow}, operation_id="add_kind")
def add_kind(
    request: HttpRequest, body: shapes.KindIn, key: base.IdempotencyKey
) -> Status[Flow]:
    """Add a kind. /specifications lists them."""
    by, union, at = auth.actor(request)
    kind = services.add_kind(draft=body.draft(), union=union, by=by, key=key, at=at)
    return Status(201, wire.to_wire(kind))


@router.put("/stores/kinds/{uuid:kind}", response=Flow, operation_id="change_kind")
def change_kind(request: HttpRequest, kind: UUID, body: shapes.KindIn) -> Flow:
    """Change what is known of a kind; its unit stays."""
    by, union, at = auth.actor(request)
    changed = services.change_kind(
        kind=kind, draft=body.draft(), union=union, by=by, at=at
    )
    return wire.to_wire(changed)


@router.post("/stores/places", response={201: Flow}, operation_id="add_place")
def add_place(
    request: HttpRequest, body: shapes.PlaceIn, key: base.IdempotencyKey
) -> Status[Flow]:
    """Name a place. /places lists them."""
    by, union, at = auth.actor(request)
    place = services.add_place(name=body.name, union=union, by=by, key=key, at=at)
    return Status(201, wire.to_wire(place))


@router.post("/stores/recipes", response={201: Flow}, operation_id="add_recipe")
def add_recipe(
    request: HttpRequest, body: shapes.RecipeIn, key: base.IdempotencyKey
) -> Status[Flow]:
    """Write down how something is made. /recipes lists them."""
    by, union, at = auth.actor(request)
    recipe = services.add_recipe(draft=body.draft(), union=union, by=by, key=key, at=at)
    return Status(201, wire.to_wire(recipe))


@router.post(
    "/stores/recipes/{uuid:recipe}/retire", response=Flow, operation_id="retire_recipe"
)
def retire_recipe(request: HttpRequest, recipe: UUID) -> Flow:
    """Plan with a recipe no more."""
    by, union, at = auth.actor(request)
    retired = services.retire_recipe(recipe=recipe, union=union, by=by, at=at)
    return wire.to_wire(retired)


@router.get(
    "/capacities",
    response=paging.Page[shapes.CapacityOut],
    operation_id="list_capacities",
)
def list_capacities(request: HttpRequest, asked: paging.Paged) -> dict[str, object]:
    """List land, equipment and rooms."""
    _person, union, _at = associate(request)
    lines = queries.list_capacities(union=union)
    return paging.page_of(
        lines, asked, key=lambda line: line.id, shown=shapes.capacity_out
    )


@router.post("/capacities", response={201: shapes.IdOut}, operation_id="add_capacity")
def add_capacity(
    request: HttpRequest, body: shapes.CapacityIn, key: base.IdempotencyKey
) -> Status[dict[str, UUID]]:
    """Say which land, equipment or room there is."""
    by, union, at = auth.actor(request)
    draft = words.CapacityDraft(**body.dict())
    made = services.add_capacity(draft=draft, union=union, by=by, key=key, at=at)
    return Status(201, {"id": made})


@router.delete(
    "/capacities/{uuid:capacity}", response={204: None}, operation_id="retire_capacity"
)
def retire_capacity(request: HttpRequest, capacity: UUID) -> Status[None]:
    """Plan with it no more."""
    by, union, at = auth.actor(request)
    services.retire_capacity(capacity=capacity, union=union, by=by, at=at)
    return Status(204, None)


@router.get(
    "/purchases",
    response=paging.Page[shapes.PurchaseOut],
    operation_id="list_purchases",
)
def list_purchases(request: HttpRequest, asked: paging.Paged) -> dict[str, object]:
    """List what may be bought outside, and its price there."""
    _person, union, _at = associate(request)
    lines = queries.list_purchases(union=union)
    return paging.page_of(
        lines, asked, key=lambda line: line.id, shown=shapes.purchase_out
    )


@router.post(
    "/purchases", response={201: shapes.IdOut}, operation_id="add_purchase_option"
)
def add_purchase_option(
    request: HttpRequest, body: shapes.PurchaseIn, key: base.IdempotencyKey
) -> Status[dict[str, UUID]]:
    """Say what may be bought outside."""
    by, union, at = auth.actor(request)
    draft = words.PurchaseDraft(**body.dict())
    made = services.add_purchase_option(draft=draft, union=union, by=by, key=key, at=at)
    return Status(201, {"id": made})


@router.delete(
    "/purchases/{uuid:option}",
    response={204: None},
    operation_id="retire_purchase_option",
)
def retire_purchase_option(request: HttpRequest, option: UUID) -> Status[None]:
    """Buy it outside no more."""
    by, union, at = auth.actor(request)
    services.retire_purchase_option(option=option, union=union, by=by, at=at)
    return Status(204, None)


@router.post(
    "/tables/{what}", response={201: shapes.RowsOut}, operation_id="take_in_table"
)
def take_in_table(
    request: HttpRequest,
    what: Literal["kinds", "stock", "recipes"],
    file: File[UploadedFile],
    key: base.IdempotencyKey,
) -> Status[words.ImportResult]:
    """Take in a table (CSV or XLSX), all rows or none."""
    by, union, at = auth.actor(request)
    tables.refuse_too_large(file.size or 0)
    table = services.Table(
        content=file.read(),
        filename=file.name or "",
        union=union,
        by=by,
        key=key,
        at=at,
    )
    return Status(201, _IMPORTS[what](table=table))


@router.post("/packs", response={201: shapes.PackOut}, operation_id="adopt_pack")
def adopt_pack(
    request: HttpRequest, body: Body[dict[str, Any]]
) -> Status[dict[str, str]]:
    """Take up a starter pack, all or nothing."""
    by, union, at = auth.actor(request)
    taken = services.adopt_pack(union=union, pack=body, by=by, at=at)
    return Status(201, {"key": taken})


def _entry(request: HttpRequest, resource: UUID, key: str) -> services.Entry:
    by, union, at = auth.actor(request)
    return services.Entry(resource=resource, union=union, by=by, key=key, at=at)
