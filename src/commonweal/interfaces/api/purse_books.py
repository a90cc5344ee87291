"""Accounts, purses and categories of the books, for programs."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status

from commonweal.interfaces.api import auth, base
from commonweal.interfaces.api import purse_shapes as shapes
from commonweal.interfaces.api.store_shapes import IdOut
from commonweal.interfaces.api.stores import associate
from commonweal.rooms.purse import queries, services, words

router = Router(tags=["purse"])


@router.get(
    "/purse/accounts", response=list[shapes.AccountOut], operation_id="list_accounts"
)
def list_accounts(
    request: HttpRequest, *, with_closed: bool = False
) -> list[words.AccountView]:
    """List our accounts, the longest in use first."""
    _person, union, _at = associate(request)
    return list(queries.list_accounts(union=union, with_closed=with_closed))


@router.post("/purse/accounts", response={201: IdOut}, operation_id="open_account")
def open_account(
    request: HttpRequest, body: shapes.AccountIn, key: base.IdempotencyKey
) -> Status[dict[str, UUID]]:
    """Add a real account; the first brings the everyday purse and usual categories."""
    by, union, at = auth.actor(request)
    draft = words.AccountDraft(**body.dict())
    made = services.open_account(draft=draft, union=union, by=by, key=key, at=at)
    return Status(201, {"id": made})


@router.put(
    "/purse/accounts/{uuid:account}",
    response={204: None},
    operation_id="change_account",
)
def change_account(
    request: HttpRequest, account: UUID, body: shapes.AccountIn
) -> Status[None]:
    """Rename an account or write its bank details anew; currency and kind stay."""
    by, union, at = auth.actor(request)
    draft = words.AccountDraft(**body.dict())
    services.change_account(account=account, draft=draft, union=union, by=by, at=at)
    return Status(204, None)


@router.post(
    "/purse/accounts/{uuid:account}/close",
    response={204: None},
    operation_id="close_account",
)
def close_account(request: HttpRequest, account: UUID) -> Status[None]:
    """Close an account that is empty."""
    by, union, at = auth.actor(request)
    services.close_account(account=account, union=union, by=by, at=at)
    return Status(204, None)


@router.post(
    "/purse/accounts/{uuid:account}/reopen",
    response={204: None},
    operation_id="reopen_account",
)
def reopen_account(request: HttpRequest, account: UUID) -> Status[None]:
    """Open a closed account again."""
    by, union, at = auth.actor(request)
    services.reopen_account(account=account, union=union, by=by, at=at)
    return Status(204, None)


@router.post(
    "/purse/opening",
    response={201: list[shapes.EntryOut]},
    operation_id="open_books",
)
def open_books(
    request: HttpRequest, body: shapes.OpeningsIn, key: base.IdempotencyKey
) -> Status[tuple[words.EntryView, ...]]:
    """Write down what was there when the books began."""
    by, union, at = auth.actor(request)
    openings = tuple(words.OpeningDraft(**one.dict()) for one in body.openings)
    written = services.open_books(openings=openings, union=union, by=by, key=key, at=at)
    return Status(201, written)


@router.get("/purse/purses", response=list[shapes.PurseOut], operation_id="list_purses")
def list_purses(
    request: HttpRequest, *, with_closed: bool = False
) -> list[words.PurseView]:
    """List our purses, the everyday one first."""
    _person, union, _at = associate(request)
    return list(queries.list_purses(union=union, with_closed=with_closed))


@router.post("/purse/purses", response={201: IdOut}, operation_id="add_purse")
def add_purse(
    request: HttpRequest, body: shapes.PurseIn, key: base.IdempotencyKey
) -> Status[dict[str, UUID]]:
    """Keep a part of the money apart from now on."""
    by, union, at = auth.actor(request)
    draft = words.PurseDraft(**body.dict())
    made = services.add_purse(draft=draft, union=union, by=by, key=key, at=at)
    return Status(201, {"id": made})


@router.put(
    "/purse/purses/{uuid:purse}", response={204: None}, operation_id="rename_purse"
)
def rename_purse(
    request: HttpRequest, purse: UUID, body: shapes.NameIn
) -> Status[None]:
    """Call a purse something else."""
    by, union, at = auth.actor(request)
    services.rename_purse(purse=purse, name=body.name, union=union, by=by, at=at)
    return Status(204, None)


@router.post(
    "/purse/purses/{uuid:purse}/close",
    response={204: None},
    operation_id="close_purse",
)
def close_purse(request: HttpRequest, purse: UUID) -> Status[None]:
    """Close a purse that is empty."""
    by, union, at = auth.actor(request)
    services.close_purse(purse=purse, union=union, by=by, at=at)
    return Status(204, None)


@router.get(
    "/purse/categories",
    response=list[shapes.CategoryOut],
    operation_id="list_categories",
)
def list_categories(
    request: HttpRequest,
    *,
    with_retired: bool = False,
    with_built_in: bool = False,
) -> list[words.CategoryView]:
    """List what money goes for, or comes from."""
    _person, union, _at = associate(request)
    return list(
        queries.list_categories(
            union=union, with_retired=with_retired, with_built_in=with_built_in
        )
    )


@router.post("/purse/categories", response={201: IdOut}, operation_id="add_category")
def add_category(
    request: HttpRequest, body: shapes.CategoryIn, key: base.IdempotencyKey
) -> Status[dict[str, UUID]]:
    """Add what money goes for, or comes from."""
    by, union, at = auth.actor(request)
    draft = words.CategoryDraft(**body.dict())
    made = services.add_category(draft=draft, union=union, by=by, key=key, at=at)
    return Status(201, {"id": made})


@router.put(
    "/purse/categories/{uuid:category}",
    response={204: None},
    operation_id="change_category",
)
def change_category(
    request: HttpRequest, category: UUID, body: shapes.CategoryIn
) -> Status[None]:
    """Rename a category or give it another picture; its direction stays."""
    by, union, at = auth.actor(request)
    draft = words.CategoryDraft(**body.dict())
    services.change_category(category=category, draft=draft, union=union, by=by, at=at)
    return Status(204, None)


@router.post(
    "/purse/categories/{uuid:category}/retire",
    response={204: None},
    operation_id="retire_category",
)
def retire_category(request: HttpRequest, category: UUID) -> Status[None]:
    """Offer a category no more; entries keep it."""
    by, union, at = auth.actor(request)
    services.retire_category(category=category, union=union, by=by, at=at)
    return Status(204, None)
