"""Questions to the purse. Frozen values only."""

from __future__ import annotations

from commonweal.rooms.purse.queries.books import (
    entry_history,
    get_account,
    get_entry,
    list_accounts,
    list_categories,
    list_countings,
    list_entries,
    list_pockets,
    list_purses,
)
from commonweal.rooms.purse.queries.checks import differences, money_accounts
from commonweal.rooms.purse.queries.own import own_data, own_entries, own_pockets
from commonweal.rooms.purse.queries.sheet import books_on, standing
from commonweal.rooms.purse.queries.shopping import shopping_lines
from commonweal.rooms.purse.queries.wall import wall_sheet

__all__ = [
    "books_on",
    "differences",
    "entry_history",
    "get_account",
    "get_entry",
    "list_accounts",
    "list_categories",
    "list_countings",
    "list_entries",
    "list_pockets",
    "list_purses",
    "money_accounts",
    "own_data",
    "own_entries",
    "own_pockets",
    "shopping_lines",
    "standing",
    "wall_sheet",
]
