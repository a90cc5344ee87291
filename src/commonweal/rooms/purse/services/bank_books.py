"""The books as files for other programs: they outlive us. Nothing is changed."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from commonweal.rooms.purse import permissions
from commonweal.rooms.purse.translate import books_text
from commonweal.rooms.purse.translate.books_text import STYLES, Style
from commonweal.rooms.purse.words.bank import TextFile

__all__ = ["STYLES", "Style", "books_file", "write_books"]


def books_file(*, style: Style, union: UUID, by: UUID, at: datetime) -> TextFile:
    """Return the books as Beancount or hledger text; every associate may have them."""
    permissions.require_associate(by=by, union=union, at=at)
    return books_text.write_books(union=union, style=style)


def write_books(*, style: Style, union: UUID) -> TextFile:
    """Return the books for whoever runs the machine and calls a command there."""
    return books_text.write_books(union=union, style=style)
