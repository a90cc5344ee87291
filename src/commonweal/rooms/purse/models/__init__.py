"""The rows of the purse."""

from __future__ import annotations

from commonweal.rooms.purse.models.bank import (
    BankLine,
    BankStatement,
    LineMatch,
    MatchRule,
    SavedMapping,
)
from commonweal.rooms.purse.models.books import (
    Account,
    Books,
    Category,
    Counting,
    Entry,
    Pocket,
    Purse,
)
from commonweal.rooms.purse.models.settlements import (
    Settlement,
    SettlementPayment,
)
from commonweal.rooms.purse.models.together import (
    Budget,
    BudgetLine,
    Period,
    Pledge,
    PledgeRound,
    Repeating,
    Shift,
    Spend,
    Voice,
)

__all__ = [
    "Account",
    "BankLine",
    "BankStatement",
    "Books",
    "Budget",
    "BudgetLine",
    "Category",
    "Counting",
    "Entry",
    "LineMatch",
    "MatchRule",
    "Period",
    "Pledge",
    "PledgeRound",
    "Pocket",
    "Purse",
    "Repeating",
    "SavedMapping",
    "Settlement",
    "SettlementPayment",
    "Shift",
    "Spend",
    "Voice",
]
