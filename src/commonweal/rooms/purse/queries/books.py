"""Questions about the books: accounts, purses, categories, entries, pockets."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from commonweal.rooms.purse import words


def list_accounts(
    *, union: UUID, with_closed: bool = False
) -> tuple[words.AccountView, ...]:
    """Return our accounts, the longest in use first."""
    raise NotImplementedError


def get_account(*, union: UUID, account: UUID) -> words.AccountView:
    """Return one account, or refuse."""
    raise NotImplementedError


def list_purses(
    *, union: UUID, with_closed: bool = False
) -> tuple[words.PurseView, ...]:
    """Return our purses, the everyday one first."""
    raise NotImplementedError


def list_categories(
    *,
    union: UUID,
    direction: str = "",
    with_retired: bool = False,
    with_built_in: bool = False,
) -> tuple[words.CategoryView, ...]:
    """Return the categories in their usual order."""
    raise NotImplementedError


def list_entries(
    *,
    union: UUID,
    person: UUID | None = None,
    account: UUID | None = None,
    category: UUID | None = None,
    from_day: date | None = None,
    until: date | None = None,
    before: int | None = None,
    limit: int = 50,
) -> tuple[words.EntryView, ...]:
    """Return entries, newest number first; ``before`` is the last number seen.

    ``person`` is who reads, so that their own are marked; nobody is named (I-11).
    """
    raise NotImplementedError


def get_entry(
    *, union: UUID, entry: UUID, person: UUID | None = None
) -> words.EntryView:
    """Return one entry, or refuse."""
    raise NotImplementedError


def entry_history(
    *, union: UUID, entry: UUID, person: UUID | None = None
) -> tuple[words.EntryView, ...]:
    """Return an entry, what took it back, and what stands instead; oldest first."""
    raise NotImplementedError


def list_pockets(*, union: UUID) -> tuple[words.PocketView, ...]:
    """Return what waits to be squared, with names: for the purse's mandate only."""
    raise NotImplementedError


def list_countings(
    *, union: UUID, person: UUID | None = None, limit: int = 20
) -> tuple[words.CountingView, ...]:
    """Return countings of drawers, those that wait first."""
    raise NotImplementedError
