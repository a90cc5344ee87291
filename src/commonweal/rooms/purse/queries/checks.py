"""The books held against the ledger, and what each ledger account of money means."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from commonweal.rooms.purse import words

from collections.abc import Iterator

from commonweal.core.vf.problems import Problem


def differences(*, union: UUID) -> Iterator[Problem]:
    """Yield where the entries and the ledger's events disagree; for the nightly check."""
    raise NotImplementedError


def money_accounts(*, union: UUID) -> tuple[words.MoneyAccount, ...]:
    """Return every ledger account of money with its plain names."""
    raise NotImplementedError
