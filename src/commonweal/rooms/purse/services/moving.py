"""Deeds on our own money: move it between accounts and purses, exchange it."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from commonweal.rooms.purse import words


def move_money(
    *, draft: words.MoveDraft, union: UUID, by: UUID, key: str, at: datetime
) -> words.EntryView:
    """Move money between our accounts, between our purses, or both."""
    raise NotImplementedError


def write_move(
    *, draft: words.MoveDraft, union: UUID, by: UUID, key: str, at: datetime
) -> UUID:
    """Move money as part of another deed, which has asked who may."""
    raise NotImplementedError


def exchange_money(
    *, draft: words.ExchangeDraft, union: UUID, by: UUID, key: str, at: datetime
) -> words.EntryView:
    """Write down an exchange between currencies; the amounts are its only rate."""
    raise NotImplementedError


def open_books(
    *,
    openings: tuple[words.OpeningDraft, ...],
    union: UUID,
    by: UUID,
    key: str,
    at: datetime,
) -> tuple[words.EntryView, ...]:
    """Write down what was there when the books began, account by account."""
    raise NotImplementedError
