"""Deeds of the purse."""

from __future__ import annotations

from commonweal.rooms.purse.services.accounts import (
    add_category,
    add_purse,
    change_account,
    change_category,
    close_account,
    close_purse,
    open_account,
    rename_purse,
    reopen_account,
    retire_category,
)
from commonweal.rooms.purse.services.corrections import correct_entry
from commonweal.rooms.purse.services.counting import (
    confirm_count,
    count_drawer,
    set_aside_count,
)
from commonweal.rooms.purse.services.entries import note_entries, note_entry
from commonweal.rooms.purse.services.keeping import erase_note, expire, forget_person
from commonweal.rooms.purse.services.moving import (
    exchange_money,
    move_money,
    open_books,
)
from commonweal.rooms.purse.services.pockets import (
    pay_from_pocket,
    pay_from_pockets,
    square_pockets,
)

__all__ = [
    "add_category",
    "add_purse",
    "change_account",
    "change_category",
    "close_account",
    "close_purse",
    "confirm_count",
    "correct_entry",
    "count_drawer",
    "erase_note",
    "exchange_money",
    "expire",
    "forget_person",
    "move_money",
    "note_entries",
    "note_entry",
    "open_account",
    "open_books",
    "pay_from_pocket",
    "pay_from_pockets",
    "rename_purse",
    "reopen_account",
    "retire_category",
    "set_aside_count",
    "square_pockets",
]
