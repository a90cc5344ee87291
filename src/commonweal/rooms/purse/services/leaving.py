"""Deeds of the exit settlement: ask, agree by two, pay. Leaving waits for none of it."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from commonweal.rooms.purse.words import together


def ask_settlement(
    *,
    draft: together.ExitDraft,
    wished: str,
    union: UUID,
    by: UUID,
    key: str,
    at: datetime,
) -> together.Asked:
    """Ask for one's settlement; gives a code that speaks for the leaver later."""
    raise NotImplementedError


def change_settlement(
    *, settlement: UUID, amount: str, union: UUID, by: UUID, at: datetime
) -> None:
    """Offer another amount, by need; the other side then agrees to it or not."""
    raise NotImplementedError


def agree_settlement(*, settlement: UUID, union: UUID, by: UUID, at: datetime) -> None:
    """Agree to the amount: the leaver for themselves, scope purse for the union."""
    raise NotImplementedError


def answer_with_code(
    *, code: str, amount: str, union: UUID, by: UUID, at: datetime
) -> UUID:
    """Speak for a leaver who is gone, with their code: agree, or wish another amount."""
    raise NotImplementedError


def pay_settlement(
    *,
    settlement: UUID,
    draft: together.SettlementPaymentDraft,
    union: UUID,
    by: UUID,
    key: str,
    at: datetime,
) -> UUID:
    """Pay an agreed settlement, whole or in part (scope purse); gives the entry."""
    raise NotImplementedError


def withdraw_settlement(
    *, settlement: UUID, union: UUID, by: UUID, at: datetime
) -> None:
    """Take one's own request back, while nothing is paid."""
    raise NotImplementedError
