"""What can be chosen in the purse's forms: accounts, purses, categories."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext

from commonweal.interfaces.web.purse import forms
from commonweal.rooms.purse import queries, words


@dataclass(frozen=True, slots=True)
class Picks:
    """The open accounts, purses and categories of a union."""

    all_accounts: tuple[words.AccountView, ...]
    all_purses: tuple[words.PurseView, ...]
    all_categories: tuple[words.CategoryView, ...]

    def accounts(self, *, first: str | None = None, kind: str = "") -> forms.Choices:
        """Return accounts to choose from, each with its currency where they differ."""
        wanted = [one for one in self.all_accounts if kind in {"", one.kind}]
        several = len({one.currency for one in self.all_accounts}) > 1
        lines = [
            (str(one.id), f"{one.name} ({one.currency})" if several else one.name)
            for one in wanted
        ]
        return lines if first is None else [("", first), *lines]

    def name_of_account(self, picked: str) -> str:
        """Return what an account is called, or nothing."""
        names = {str(one.id): one.name for one in self.all_accounts}
        return names.get(picked, "")

    def purses(self, *, first: str | None = None) -> forms.Choices:
        """Return purses to choose from, the everyday one first."""
        ordered = sorted(self.all_purses, key=lambda one: one.kind != "everyday")
        lines = [(str(one.id), gettext(one.name)) for one in ordered]
        return lines if first is None else [("", first), *lines]

    def categories(
        self, direction: str = "", *, first: str | None = None
    ) -> forms.Choices:
        """Return categories to choose from, in the reader's language."""
        lines = [(str(one.id), gettext(one.name)) for one in self.pictured(direction)]
        return lines if first is None else [("", first), *lines]

    def pictured(self, direction: str = "") -> list[words.CategoryView]:
        """Return the categories people choose themselves."""
        return [
            one
            for one in self.all_categories
            if direction in {"", one.direction}
            and not one.is_built_in
            and not one.is_retired
        ]


def picks(union: UUID) -> Picks:
    """Ask once for everything that can be chosen."""
    return Picks(
        tuple(a for a in queries.list_accounts(union=union) if not a.is_closed),
        tuple(p for p in queries.list_purses(union=union) if not p.is_closed),
        queries.list_categories(union=union),
    )
