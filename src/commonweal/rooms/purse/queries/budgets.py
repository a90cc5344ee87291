"""Questions about budgets: every category on one line, and what my input changed."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from commonweal.rooms.purse.words import together


def list_budgets(*, union: UUID) -> tuple[together.BudgetName, ...]:
    """List budgets, newest first."""
    raise NotImplementedError


def get_budget(
    *, union: UUID, budget: UUID, person: UUID, on: date
) -> together.BudgetView:
    """Return a budget with its lines and shifts."""
    raise NotImplementedError


def own_effects(*, union: UUID, person: UUID, on: date) -> tuple[together.Effect, ...]:
    """Say what one's own support, concerns and shifts have changed, newest first."""
    raise NotImplementedError
