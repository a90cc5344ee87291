"""Deeds on what the books are made of: accounts, purses, categories."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from commonweal.commons import deeds
from commonweal.commons.people import queries as people
from commonweal.core.vf import ids
from commonweal.core.vf.problems import NotFound, Problem, Refused, require
from commonweal.core.vf.units import CURRENCIES
from commonweal.rooms.purse import permissions, queries, words
from commonweal.rooms.purse.errors import kept, typed
from commonweal.rooms.purse.models import Account, Category, Purse
from commonweal.rooms.purse.translate import numbers

NAME_LETTERS = 80


@deeds.deed
def open_account(
    *, draft: words.AccountDraft, union: UUID, by: UUID, key: str, at: datetime
) -> UUID:
    """Add a real account; the first brings the everyday purse and usual categories."""
    permissions.require_purse(by=by, union=union, at=at)
    account = ids.id_from_key(union, f"open_account:{key}")
    if Account.objects.filter(id=account).exists():
        return account
    problems: list[Problem] = []
    currency = draft.currency.strip().upper() or people.get_union(union=union).currency
    if currency not in CURRENCIES:
        known = ", ".join(CURRENCIES)
        problems.append(typed.unknown_currency("currency", draft.currency, known))
    if draft.kind not in words.ACCOUNT_KINDS:
        known = ", ".join(words.ACCOUNT_KINDS)
        problems.append(typed.unknown_kind("kind", draft.kind, known))
    told = _account_columns(draft, union, problems)
    require(problems)
    begin(union=union, at=at)
    Account.objects.create(
        id=account,
        union_id=union,
        kind=draft.kind,
        currency=currency,
        added_at=at,
        **told,
    )
    return account


@deeds.deed
def change_account(
    *, account: UUID, draft: words.AccountDraft, union: UUID, by: UUID, at: datetime
) -> None:
    """Rename an account or write its bank details anew; currency and kind stay."""
    permissions.require_purse(by=by, union=union, at=at)
    row = _account(union, account)
    problems: list[Problem] = []
    if draft.currency.strip().upper() not in {"", row.currency}:
        problems.append(kept.stays_as_it_is("currency"))
    if draft.kind != row.kind:
        problems.append(kept.stays_as_it_is("kind"))
    told = _account_columns(draft, union, problems, but=account)
    require(problems)
    Account.objects.filter(id=account).update(**told)


@deeds.deed
def close_account(*, account: UUID, union: UUID, by: UUID, at: datetime) -> None:
    """Close an account that is empty; what it was stays in the books."""
    permissions.require_purse(by=by, union=union, at=at)
    row = _account(union, account)
    for line in queries.standing(union=union).accounts:
        if line.id == account and line.amount.amount:
            raise Refused(kept.not_empty(row.name, str(line.amount)))
    Account.objects.filter(id=account).update(is_closed=True)


@deeds.deed
def reopen_account(*, account: UUID, union: UUID, by: UUID, at: datetime) -> None:
    """Open a closed account again."""
    permissions.require_purse(by=by, union=union, at=at)
    _account(union, account)
    Account.objects.filter(id=account).update(is_closed=False)


@deeds.deed
def add_purse(
    *, draft: words.PurseDraft, union: UUID, by: UUID, key: str, at: datetime
) -> UUID:
    """Keep a part of the money apart from now on."""
    permissions.require_purse(by=by, union=union, at=at)
    purse = ids.id_from_key(union, f"add_purse:{key}")
    if Purse.objects.filter(id=purse).exists():
        return purse
    problems: list[Problem] = []
    if draft.kind not in words.PURSE_KINDS:
        known = ", ".join(words.PURSE_KINDS)
        problems.append(typed.unknown_kind("kind", draft.kind, known))
    if draft.kind == "everyday":
        problems.append(kept.made_by_itself())
    name = _name(draft.name, Purse.objects.filter(union_id=union), problems)
    require(problems)
    begin(union=union, at=at)
    Purse.objects.create(
        id=purse, union_id=union, name=name, kind=draft.kind, added_at=at
    )
    return purse


@deeds.deed
def rename_purse(
    *, purse: UUID, name: str, union: UUID, by: UUID, at: datetime
) -> None:
    """Call a purse something else."""
    permissions.require_purse(by=by, union=union, at=at)
    _purse(union, purse)
    problems: list[Problem] = []
    others = Purse.objects.filter(union_id=union).exclude(id=purse)
    called = _name(name, others, problems)
    require(problems)
    Purse.objects.filter(id=purse).update(name=called)


@deeds.deed
def close_purse(*, purse: UUID, union: UUID, by: UUID, at: datetime) -> None:
    """Close a purse that is empty."""
    permissions.require_purse(by=by, union=union, at=at)
    row = _purse(union, purse)
    if row.kind == "everyday":
        raise Refused(kept.everyday_stays())
    for line in queries.standing(union=union).lines:
        if line.purse == purse and line.amount.amount:
            raise Refused(kept.not_empty(row.name, str(line.amount)))
    Purse.objects.filter(id=purse).update(is_closed=True)


@deeds.deed
def add_category(
    *, draft: words.CategoryDraft, union: UUID, by: UUID, key: str, at: datetime
) -> UUID:
    """Add what money goes for, or comes from."""
    permissions.require_purse(by=by, union=union, at=at)
    category = ids.id_from_key(union, f"add_category:{key}")
    if Category.objects.filter(id=category).exists():
        return category
    problems: list[Problem] = []
    if draft.direction not in {"in", "out"}:
        problems.append(typed.unknown_kind("direction", draft.direction, "in, out"))
    told = _category_columns(draft, union, draft.direction, problems)
    require(problems)
    begin(union=union, at=at)
    Category.objects.create(
        id=category, union_id=union, direction=draft.direction, added_at=at, **told
    )
    return category


@deeds.deed
def change_category(
    *, category: UUID, draft: words.CategoryDraft, union: UUID, by: UUID, at: datetime
) -> None:
    """Rename a category or give it another picture; its direction stays."""
    permissions.require_purse(by=by, union=union, at=at)
    row = _category(union, category)
    problems: list[Problem] = []
    if draft.direction != row.direction:
        problems.append(kept.stays_as_it_is("direction"))
    told = _category_columns(draft, union, row.direction, problems, but=category)
    require(problems)
    Category.objects.filter(id=category).update(**told)


@deeds.deed
def retire_category(*, category: UUID, union: UUID, by: UUID, at: datetime) -> None:
    """Offer a category no more; entries keep it."""
    permissions.require_purse(by=by, union=union, at=at)
    _category(union, category)
    Category.objects.filter(id=category).update(is_retired=True)


@deeds.part_of_a_deed
def begin(*, union: UUID, at: datetime) -> None:
    """Begin the books: the everyday purse and the usual categories. Twice is once."""
    everyday = ids.id_from_key(union, "purse:everyday")
    if Purse.objects.filter(id=everyday).exists():
        return
    Purse.objects.create(
        id=everyday,
        union_id=union,
        name=words.PURSE_KINDS["everyday"],
        kind="everyday",
        added_at=at,
    )
    Category.objects.bulk_create(
        Category(
            id=ids.id_from_key(union, f"category:{starter.code}"),
            union_id=union,
            name=starter.name,
            direction=starter.direction,
            picture=starter.picture,
            code=starter.code,
            is_personal=starter.is_personal,
            is_built_in=starter.is_built_in,
            added_at=at,
        )
        for starter in words.STARTER
    )


# --- rows and columns ---------------------------------------------------------------


def _account(union: UUID, account: UUID) -> Account:
    row = Account.objects.filter(union_id=union, id=account).first()
    if row is None:
        raise NotFound(typed.no_such_account("account"))
    return row


def _purse(union: UUID, purse: UUID) -> Purse:
    row = Purse.objects.filter(union_id=union, id=purse).first()
    if row is None:
        raise NotFound(typed.no_such_purse("purse"))
    return row


def _category(union: UUID, category: UUID) -> Category:
    row = Category.objects.filter(union_id=union, id=category).first()
    if row is None:
        raise NotFound(typed.no_such_category("category"))
    if row.is_built_in:
        raise Refused(kept.built_in(row.name))
    return row


def _account_columns(
    draft: words.AccountDraft,
    union: UUID,
    problems: list[Problem],
    *,
    but: UUID | None = None,
) -> dict[str, str]:
    others = Account.objects.filter(union_id=union)
    if but is not None:
        others = others.exclude(id=but)
    return {
        "name": _name(draft.name, others, problems),
        "iban": numbers.read_iban(draft.iban, problems),
        "bic": numbers.read_bic(draft.bic, problems),
        "holder": " ".join(draft.holder.split())[:NAME_LETTERS],
    }


def _category_columns(
    draft: words.CategoryDraft,
    union: UUID,
    direction: str,
    problems: list[Problem],
    *,
    but: UUID | None = None,
) -> dict[str, str | bool]:
    if draft.picture not in words.PICTURES:
        known = ", ".join(words.PICTURES)
        problems.append(typed.unknown_kind("picture", draft.picture, known))
    others = Category.objects.filter(
        union_id=union, direction=direction, is_retired=False
    )
    if but is not None:
        others = others.exclude(id=but)
    return {
        "name": _name(draft.name, others, problems),
        "picture": draft.picture,
        "is_personal": draft.is_personal,
    }


def _name(text: str, others: QuerySet[Any], problems: list[Problem]) -> str:
    """Read a name no other row has, whatever its capitals."""
    name = " ".join(text.split())
    if not name or len(name) > NAME_LETTERS or not name.isprintable():
        problems.append(kept.give_a_name(NAME_LETTERS))
    elif others.filter(name__iexact=name).exists():
        problems.append(kept.name_taken(name))
    return name
