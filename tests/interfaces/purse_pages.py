"""A house whose purse the pages' tests use: a drawer, a bank account, ana keeps it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from commonweal.rooms.purse import queries, services, words
from tests.conftest import AT, give_mandate


@dataclass(frozen=True)
class House:
    """Lentil House with 100 EUR in its drawer and 1000 EUR at the bank."""

    id: UUID
    drawer: UUID
    giro: UUID
    categories: dict[str, UUID]


def open_house(union, ana, kofi, lena) -> House:
    give_mandate(union, ana, "purse", by=kofi, confirmed_by=lena)
    how = {"union": union.id, "by": ana.id, "at": AT}
    drawer = services.open_account(
        draft=words.AccountDraft(name="Drawer", kind="drawer"), key="drawer", **how
    )
    giro = services.open_account(
        draft=words.AccountDraft(
            name="Giro",
            kind="bank",
            iban="DE89370400440532013000",
            bic="COBADEFFXXX",
            holder="Lentil House",
        ),
        key="giro",
        **how,
    )
    services.open_books(
        openings=(
            words.OpeningDraft(account=drawer, amount="100"),
            words.OpeningDraft(account=giro, amount="1000"),
        ),
        key="openings",
        **how,
    )
    known = queries.list_categories(union=union.id)
    return House(union.id, drawer, giro, {one.code: one.id for one in known})


def said(response) -> str:
    """Return what a page says, each space as a plain one."""
    text = re.sub(r"<svg.*?</svg>", " ", response.content.decode(), flags=re.DOTALL)
    text = re.sub(r"<[^>]*>", " ", text).replace("\xa0", " ")
    return re.sub(r"\s+", " ", text)


def note(page, house, amount="12,50", code="food", **more):
    """Send the note form as the page does: an amount, and the picture tapped."""
    form = {"amount": amount, "category": house.categories[code], "key": "n", **more}
    return page.post(reverse("purse:note"), form)


def entries_of(house):
    """Return what is written in the books after the two openings, oldest first."""
    listed = queries.list_entries(union=house.id, limit=200)
    return [one for one in reversed(listed) if one.kind != "opening"]


def left(house, account) -> str:
    """Return what is at an account, as it is said."""
    lines = queries.standing(union=house.id).accounts
    return str(next(line.amount for line in lines if line.id == account))
