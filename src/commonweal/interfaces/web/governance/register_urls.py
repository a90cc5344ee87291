"""Addresses of the register."""

from __future__ import annotations

from django.urls import path

from commonweal.interfaces.web.governance import (
    register,
    register_book,
    register_import,
)

HERE = "decide/register/"
REGISTER = [
    path(HERE, register.register, name="register"),
    path(f"{HERE}charter/", register_book.charter, name="charter"),
    path(f"{HERE}book/", register_book.book, name="book"),
    path(f"{HERE}due/", register_book.due, name="due"),
    path(f"{HERE}import/", register_import.import_register, name="import_register"),
    path(f"{HERE}import/take/", register_import.take_register, name="take_register"),
    path(
        f"{HERE}import/empty.csv", register_import.empty_register, name="empty_register"
    ),
    path(f"{HERE}<int:number>/", register.entry, name="entry"),
    path(f"{HERE}<int:number>/describe/", register.describe, name="describe_entry"),
    path(f"{HERE}<int:number>/versions/", register.versions, name="entry_versions"),
]
