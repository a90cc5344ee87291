"""Deeds on what the books are made of: accounts, purses, categories."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from commonweal.rooms.purse import words


def open_account(
    *, draft: words.AccountDraft, union: UUID, by: UUID, key: str, at: datetime
) -> UUID:
    """Add a real account; the first brings the everyday purse and usual categories."""
    raise NotImplementedError


def change_account(
    *, account: UUID, draft: words.AccountDraft, union: UUID, by: UUID, at: datetime
) -> None:
    """Rename an account or write its bank details anew; currency and kind stay."""
    raise NotImplementedError


def close_account(*, account: UUID, union: UUID, by: UUID, at: datetime) -> None:
    """Close an account that is empty; what it was stays in the books."""
    raise NotImplementedError


def reopen_account(*, account: UUID, union: UUID, by: UUID, at: datetime) -> None:
    """Open a closed account again."""
    raise NotImplementedError


def add_purse(
    *, draft: words.PurseDraft, union: UUID, by: UUID, key: str, at: datetime
) -> UUID:
    """Keep a part of the money apart from now on."""
    raise NotImplementedError


def rename_purse(
    *, purse: UUID, name: str, union: UUID, by: UUID, at: datetime
) -> None:
    """Call a purse something else."""
    raise NotImplementedError


def close_purse(*, purse: UUID, union: UUID, by: UUID, at: datetime) -> None:
    """Close a purse that is empty."""
    raise NotImplementedError


def add_category(
    *, draft: words.CategoryDraft, union: UUID, by: UUID, key: str, at: datetime
) -> UUID:
    """Add what money goes for, or comes from."""
    raise NotImplementedError


def change_category(
    *, category: UUID, draft: words.CategoryDraft, union: UUID, by: UUID, at: datetime
) -> None:
    """Rename a category or give it another picture; its direction stays."""
    raise NotImplementedError


def retire_category(*, category: UUID, union: UUID, by: UUID, at: datetime) -> None:
    """Offer a category no more; entries keep it."""
    raise NotImplementedError
