"""The rows of the purse."""

from __future__ import annotations

from commonweal.rooms.purse.models.books import (
    Account,
    Books,
    Category,
    Counting,
    Entry,
    Pocket,
    Purse,
)

__all__ = ["Account", "Books", "Category", "Counting", "Entry", "Pocket", "Purse"]
