"""The purse for programs, day by day: note, put right, move, count, square, read.

Lists of entries never say who (I-11); what is one's own, one reads under /me/.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext
from ninja import Field, Query, Router, Schema, Status

from commonweal.core.vf.problems import N_, Problem, Refused
from commonweal.interfaces.api import auth, base, paging
from commonweal.interfaces.api import purse_shapes as shapes
from commonweal.interfaces.api.store_shapes import IdOut
from commonweal.interfaces.api.stores import associate
from commonweal.rooms.purse import permissions, queries, services, words

router = Router(tags=["purse"])

_NOT_A_NUMBER = N_("“%(value)s” is not the number of an entry. Leave “after” away.")
_NUMBER_DIGITS = 18
_YEARS = (2000, 2199)
_NOT_A_MONTH = N_("“%(value)s” is not a month. Write one such as 2026-11.")


class EntriesAsked(Schema):
    """Which entries are wanted, newest number first."""

    account: UUID | None = None
    category: UUID | None = None
    from_day: date | None = None
    until: date | None = None
    after: str | None = Field(None, max_length=_NUMBER_DIGITS)
    limit: int = Field(50, ge=1, le=paging.LARGEST_PAGE)


@router.get(
    "/purse/entries",
    response=paging.Page[shapes.EntryOut],
    operation_id="list_entries",
)
def list_entries(
    request: HttpRequest, asked: Annotated[EntriesAsked, Query(...)]
) -> dict[str, object]:
    """List entries, newest number first. Nobody is named."""
    person, union, _at = associate(request)
    found = queries.list_entries(
        union=union,
        person=person,
        account=asked.account,
        category=asked.category,
        from_day=asked.from_day,
        until=asked.until,
        before=_number(asked.after),
        limit=asked.limit,
    )
    return _page(found, asked.limit)


@router.post(
    "/purse/entries", response={201: shapes.EntryOut}, operation_id="note_entry"
)
def note_entry(
    request: HttpRequest, body: shapes.EntryIn, key: base.IdempotencyKey
) -> Status[words.EntryView]:
    """Note what was taken, paid, or came in."""
    by, union, at = auth.actor(request)
    entry = services.note_entry(
        draft=body.draft(by), union=union, by=by, key=key, at=at
    )
    return Status(201, entry)


@router.post(
    "/purse/entries/list",
    response={201: list[shapes.EntryOut]},
    operation_id="note_entries",
)
def note_entries(
    request: HttpRequest, body: shapes.EntriesIn, key: base.IdempotencyKey
) -> Status[tuple[words.EntryView, ...]]:
    """Note a pencil list typed for others: all lines or none; problems name the row."""
    by, union, at = auth.actor(request)
    drafts = tuple(
        line.draft(line.person, row=row) for row, line in enumerate(body.entries, 1)
    )
    noted = services.note_entries(drafts=drafts, union=union, by=by, key=key, at=at)
    return Status(201, noted)


@router.get(
    "/purse/entries/{uuid:entry}", response=shapes.EntryOut, operation_id="get_entry"
)
def get_entry(request: HttpRequest, entry: UUID) -> words.EntryView:
    """Give one entry."""
    person, union, _at = associate(request)
    return queries.get_entry(union=union, entry=entry, person=person)


@router.get(
    "/purse/entries/{uuid:entry}/history",
    response=list[shapes.EntryOut],
    operation_id="get_entry_history",
)
def get_entry_history(request: HttpRequest, entry: UUID) -> list[words.EntryView]:
    """Give an entry with all that it corrects and that corrects it, oldest first."""
    person, union, _at = associate(request)
    return list(queries.entry_history(union=union, entry=entry, person=person))


@router.post(
    "/purse/entries/{uuid:entry}/correct",
    response={201: list[shapes.EntryOut]},
    operation_id="correct_entry",
)
def correct_entry(
    request: HttpRequest,
    entry: UUID,
    body: shapes.CorrectionIn,
    key: base.IdempotencyKey,
) -> Status[tuple[words.EntryView, ...]]:
    """Take an entry back and, if given, write what it should have been."""
    by, union, at = auth.actor(request)
    draft = None if body.entry is None else body.entry.draft(by)
    written = services.correct_entry(
        entry=entry, draft=draft, union=union, by=by, key=key, at=at
    )
    return Status(201, written)


@router.delete(
    "/purse/entries/{uuid:entry}/note",
    response={204: None},
    operation_id="erase_note",
)
def erase_note(request: HttpRequest, entry: UUID) -> Status[None]:
    """Empty the note of an entry."""
    by, union, at = auth.actor(request)
    services.erase_note(entry=entry, union=union, by=by, at=at)
    return Status(204, None)


@router.post("/purse/moves", response={201: shapes.EntryOut}, operation_id="move_money")
def move_money(
    request: HttpRequest, body: shapes.MoveIn, key: base.IdempotencyKey
) -> Status[words.EntryView]:
    """Move money between our accounts, between our purses, or both."""
    by, union, at = auth.actor(request)
    draft = words.MoveDraft(**body.dict())
    entry = services.move_money(draft=draft, union=union, by=by, key=key, at=at)
    return Status(201, entry)


@router.post(
    "/purse/exchanges", response={201: shapes.EntryOut}, operation_id="exchange_money"
)
def exchange_money(
    request: HttpRequest, body: shapes.ExchangeIn, key: base.IdempotencyKey
) -> Status[words.EntryView]:
    """Write down an exchange between currencies."""
    by, union, at = auth.actor(request)
    draft = words.ExchangeDraft(**body.dict())
    entry = services.exchange_money(draft=draft, union=union, by=by, key=key, at=at)
    return Status(201, entry)


@router.get(
    "/me/purse/entries",
    response=paging.Page[shapes.EntryOut],
    operation_id="list_own_entries",
)
def list_own_entries(
    request: HttpRequest, asked: Annotated[EntriesAsked, Query(...)]
) -> dict[str, object]:
    """List the entries that hold one's own name. There are no sums."""
    person, union, _at = associate(request)
    found = queries.own_entries(
        union=union, person=person, before=_number(asked.after), limit=asked.limit
    )
    return _page(found, asked.limit)


@router.get(
    "/me/purse/pockets",
    response=list[shapes.PocketOut],
    operation_id="list_own_pockets",
)
def list_own_pockets(request: HttpRequest) -> list[words.PocketView]:
    """List what one laid out and the purse has not squared yet."""
    person, union, _at = associate(request)
    return list(queries.own_pockets(union=union, person=person))


@router.get(
    "/purse/pockets",
    response=paging.Page[shapes.PocketOut],
    operation_id="list_pockets",
)
def list_pockets(request: HttpRequest, asked: paging.Paged) -> dict[str, object]:
    """List what waits to be squared, to those who keep the purse."""
    person, union, at = auth.actor(request)
    permissions.require_purse(by=person, union=union, at=at)
    listed = queries.list_pockets(union=union)
    return paging.page_of(listed, asked, key=lambda one: one.id)


@router.post(
    "/purse/pockets", response={201: shapes.EntryOut}, operation_id="pay_from_pocket"
)
def pay_from_pocket(
    request: HttpRequest, body: shapes.PocketIn, key: base.IdempotencyKey
) -> Status[words.EntryView]:
    """Note what was paid with money of one's own; the purse will square it."""
    by, union, at = auth.actor(request)
    entry = services.pay_from_pocket(
        draft=body.draft(), union=union, by=by, key=key, at=at
    )
    return Status(201, entry)


@router.post(
    "/purse/pockets/square",
    response={201: list[shapes.EntryOut]},
    operation_id="square_pockets",
)
def square_pockets(
    request: HttpRequest, body: shapes.SquareIn, key: base.IdempotencyKey
) -> Status[tuple[words.EntryView, ...]]:
    """Square what was laid out: an entry for each."""
    by, union, at = auth.actor(request)
    entries = services.square_pockets(
        draft=body.draft(), union=union, by=by, key=key, at=at
    )
    return Status(201, entries)


@router.get(
    "/purse/countings",
    response=list[shapes.CountingOut],
    operation_id="list_countings",
)
def list_countings(request: HttpRequest) -> list[words.CountingView]:
    """List countings of drawers, newest first."""
    person, union, _at = associate(request)
    return list(queries.list_countings(union=union, person=person))


@router.post("/purse/countings", response={201: IdOut}, operation_id="count_drawer")
def count_drawer(
    request: HttpRequest, body: shapes.CountIn, key: base.IdempotencyKey
) -> Status[dict[str, UUID]]:
    """Write down what is in a drawer; another person confirms it."""
    by, union, at = auth.actor(request)
    draft = words.CountDraft(**body.dict())
    made = services.count_drawer(draft=draft, union=union, by=by, key=key, at=at)
    return Status(201, {"id": made})


@router.post(
    "/purse/countings/{uuid:counting}/confirm",
    response={200: shapes.EntryOut, 204: None},
    operation_id="confirm_count",
)
def confirm_count(request: HttpRequest, counting: UUID) -> Status[Any]:
    """Confirm what another counted; a difference becomes an ordinary entry."""
    by, union, at = auth.actor(request)
    entry = services.confirm_count(counting=counting, union=union, by=by, at=at)
    return Status(204, None) if entry is None else Status(200, entry)


@router.post(
    "/purse/countings/{uuid:counting}/set-aside",
    response={204: None},
    operation_id="set_aside_count",
)
def set_aside_count(request: HttpRequest, counting: UUID) -> Status[None]:
    """Set a counting aside, to count anew."""
    by, union, at = auth.actor(request)
    services.set_aside_count(counting=counting, union=union, by=by, at=at)
    return Status(204, None)


@router.get("/purse/standing", response=shapes.StandingOut, operation_id="get_standing")
def get_standing(request: HttpRequest, on: date | None = None) -> words.Standing:
    """Give what is in each purse at each account, now or at the end of a day."""
    _person, union, _at = associate(request)
    return queries.standing(union=union, on=on)


@router.get("/purse/sheet", response=shapes.WallSheetOut, operation_id="get_wall_sheet")
def get_wall_sheet(
    request: HttpRequest, month: Annotated[str, Query(max_length=20)]
) -> words.WallSheet:
    """Give one month on one sheet: in, out, per head, reserve, weeks of cover."""
    _person, union, _at = associate(request)
    return queries.wall_sheet(union=union, month=_month(month))


@router.get(
    "/purse/shopping",
    response=paging.Page[shapes.ShoppingOut],
    operation_id="list_shopping",
)
def list_shopping(request: HttpRequest, asked: paging.Paged) -> dict[str, object]:
    """List what plans and meals ask the purse to buy, and why."""
    _person, union, _at = associate(request)
    listed = queries.shopping_lines(union=union)
    return paging.page_of(
        listed, asked, key=lambda one: one.commitment, shown=_shopping_out
    )


def _shopping_out(line: words.ShoppingLine) -> dict[str, object]:
    return {
        "commitment": line.commitment,
        "kind": line.kind,
        "kind_name": line.kind_name,
        "amount": line.amount,
        "due": line.due,
        "why": gettext(line.why) % dict(line.why_facts),
    }


def _number(after: str | None) -> int | None:
    if after is None:
        return None
    if not after.isascii() or not after.isdigit():
        raise Refused(Problem("after", _NOT_A_NUMBER, {"value": after}))
    return int(after)


def _page(found: tuple[words.EntryView, ...], limit: int) -> dict[str, object]:
    more = len(found) == limit
    return {"items": found, "next": str(found[-1].number) if more else None}


def _month(text: str) -> date:
    year, _, month = text.partition("-")
    if text.isascii() and year.isdigit() and month.isdigit():
        first, last = _YEARS
        if first <= int(year) <= last and 1 <= int(month) <= 12:  # noqa: PLR2004 - a year's
            return date(int(year), int(month), 1)
    raise Refused(Problem("month", _NOT_A_MONTH, {"value": text}))
