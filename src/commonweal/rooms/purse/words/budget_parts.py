"""Parts of a budget: the sums of one direction, and what decisions set apart."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from commonweal.core.vf.measure import Measure


@dataclass(frozen=True, slots=True)
class SetApart:
    """A budget line that a decision sets apart, for no category of the budget."""

    name: str
    amount: Measure
    decision: int
    until: date | None


@dataclass(frozen=True, slots=True)
class BudgetTotals:
    """All lines of one direction together."""

    approved: Measure
    committed: Measure
    spent: Measure
    left: Measure
