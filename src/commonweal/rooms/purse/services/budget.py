"""Deeds of the budget: make, change, approve by a decision; shift between lines."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from commonweal.rooms.purse.words import together


def make_budget(
    *, draft: together.BudgetDraft, union: UUID, by: UUID, key: str, at: datetime
) -> UUID:
    """Make a draft of a budget (scope purse)."""
    raise NotImplementedError


def change_budget(
    *, budget: UUID, draft: together.BudgetDraft, union: UUID, by: UUID, at: datetime
) -> None:
    """Change a budget while it is a draft (scope purse)."""
    raise NotImplementedError


def approve_budget(
    *, budget: UUID, decision: int, union: UUID, by: UUID, at: datetime
) -> None:
    """Write down which decision approved the budget (scope purse)."""
    raise NotImplementedError


def propose_shift(
    *, draft: together.ShiftDraft, union: UUID, by: UUID, key: str, at: datetime
) -> UUID:
    """Propose to move an amount between two lines; anybody may."""
    raise NotImplementedError


def support_shift(*, shift: UUID, union: UUID, by: UUID, at: datetime) -> None:
    """Support a shift."""
    raise NotImplementedError


def raise_concern_about_shift(
    *, shift: UUID, words: str, union: UUID, by: UUID, at: datetime
) -> None:
    """Raise a concern about a shift: it waits for the talk."""
    raise NotImplementedError


def take_back_voice_on_shift(
    *, shift: UUID, union: UUID, by: UUID, at: datetime
) -> None:
    """Take one's own support or concern back."""
    raise NotImplementedError


def settle_talk_on_shift(
    *, shift: UUID, came_to: str, goes: bool, union: UUID, by: UUID, at: datetime
) -> None:
    """Write down what the talk came to: the shift goes, or is withdrawn."""
    raise NotImplementedError


def withdraw_shift(*, shift: UUID, union: UUID, by: UUID, at: datetime) -> None:
    """Withdraw one's own shift."""
    raise NotImplementedError
