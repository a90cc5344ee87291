"""Rows of the books as frozen values; who stands behind an entry stays behind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from commonweal.core.vf.measure import Measure
from commonweal.core.vf.units import UNITS
from commonweal.rooms.purse import words
from commonweal.rooms.purse.models import Account, Category, Entry, Purse


def steps(amount: int, currency: str) -> Measure:
    """Return an amount of money kept in steps."""
    return Measure(amount, UNITS[currency])


def account_view(row: Account) -> words.AccountView:
    """Return an account as everybody sees it."""
    return words.AccountView(
        id=row.id,
        name=row.name,
        kind=row.kind,
        currency=row.currency,
        iban=row.iban,
        bic=row.bic,
        holder=row.holder,
        is_closed=row.is_closed,
    )


def purse_view(row: Purse) -> words.PurseView:
    """Return a purse as everybody sees it."""
    return words.PurseView(
        id=row.id, name=row.name, kind=row.kind, is_closed=row.is_closed
    )


def category_view(row: Category) -> words.CategoryView:
    """Return a category as everybody sees it."""
    return words.CategoryView(
        id=row.id,
        name=row.name,
        direction=row.direction,
        picture=row.picture,
        code=row.code,
        is_personal=row.is_personal,
        is_built_in=row.is_built_in,
        is_retired=row.is_retired,
    )


@dataclass(frozen=True, slots=True)
class Names:
    """What a union's entries name: few rows, read once for a list."""

    accounts: Mapping[UUID, Account]
    purses: Mapping[UUID, Purse]
    categories: Mapping[UUID, Category]

    @classmethod
    def of(cls, union: UUID) -> Names:
        """Read the names of a union."""
        return cls(
            accounts={row.id: row for row in Account.objects.filter(union_id=union)},
            purses={row.id: row for row in Purse.objects.filter(union_id=union)},
            categories={row.id: row for row in Category.objects.filter(union_id=union)},
        )

    def account(self, account: UUID | None) -> str:
        """Return an account's name, or nothing."""
        found = None if account is None else self.accounts.get(account)
        return "" if found is None else found.name

    def purse(self, purse: UUID | None) -> str:
        """Return a purse's name, or nothing."""
        found = None if purse is None else self.purses.get(purse)
        return "" if found is None else found.name


def entry_views(
    rows: Iterable[Entry], *, union: UUID, person: UUID | None
) -> tuple[words.EntryView, ...]:
    """Return entries as their reader sees them: unnamed, one's own marked."""
    listed: Sequence[Entry] = tuple(rows)
    names = Names.of(union)
    numbers = _numbers_of({row.corrects_id for row in listed if row.corrects_id})
    takers = dict(
        Entry.objects.filter(
            kind="correction", corrects__in=[row.id for row in listed]
        ).values_list("corrects_id", "number")
    )
    return tuple(_entry_view(row, names, numbers, takers, person) for row in listed)


def _numbers_of(entries: set[UUID]) -> dict[UUID, int]:
    found = Entry.objects.filter(id__in=entries).values_list("id", "number")
    return dict(found) if entries else {}


def _entry_view(
    row: Entry,
    names: Names,
    numbers: Mapping[UUID, int],
    takers: Mapping[UUID, int],
    person: UUID | None,
) -> words.EntryView:
    category = names.categories.get(row.category_id) if row.category_id else None
    return words.EntryView(
        id=row.id,
        number=row.number,
        kind=row.kind,
        day=row.day,
        amount=steps(row.amount, row.currency),
        account=row.account_id,
        account_name=names.account(row.account_id),
        purse=row.purse_id,
        purse_name=names.purse(row.purse_id),
        to_account=row.to_account_id,
        to_account_name=names.account(row.to_account_id),
        to_purse=row.to_purse_id,
        to_purse_name=names.purse(row.to_purse_id),
        to_amount=None
        if row.to_amount is None
        else steps(row.to_amount, row.to_currency),
        category=row.category_id,
        category_name="" if category is None else category.name,
        picture="other" if category is None else category.picture,
        direction="" if category is None else category.direction,
        note=row.note,
        is_own=person is not None and row.person_id == person,
        is_typed=row.typed_by is not None,
        corrects=numbers.get(row.corrects_id) if row.corrects_id else None,
        taken_back_by=takers.get(row.id),
        spend=row.spend,
        decision=row.decision,
    )
