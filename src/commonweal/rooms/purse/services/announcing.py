"""Deeds of announcing: a spend above the threshold, support, concerns, talks."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from commonweal.rooms.purse.words import together


def announce_spend(
    *, draft: together.SpendDraft, union: UUID, by: UUID, key: str, at: datetime
) -> UUID:
    """Announce a spend to all; silence or support lets it go after the charter's days."""
    raise NotImplementedError


def support_spend(*, spend: UUID, union: UUID, by: UUID, at: datetime) -> None:
    """Support an announced spend; an own open concern is taken back by it."""
    raise NotImplementedError


def raise_concern(
    *, spend: UUID, words: str, union: UUID, by: UUID, at: datetime
) -> None:
    """Raise a concern: the spend waits until what the talk came to is written down."""
    raise NotImplementedError


def take_back_voice(*, spend: UUID, union: UUID, by: UUID, at: datetime) -> None:
    """Take one's own support or concern back."""
    raise NotImplementedError


def settle_talk(
    *, spend: UUID, came_to: str, goes: bool, union: UUID, by: UUID, at: datetime
) -> None:
    """Write down what the talk came to: the spend goes, or is withdrawn."""
    raise NotImplementedError


def withdraw_spend(*, spend: UUID, union: UUID, by: UUID, at: datetime) -> None:
    """Withdraw one's own announced spend."""
    raise NotImplementedError


def finish_spend(*, spend: UUID, union: UUID, by: UUID, at: datetime) -> None:
    """Say that nothing more is spent of it."""
    raise NotImplementedError
