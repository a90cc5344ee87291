"""Noting in the books: amounts, days, categories, names; whole or not at all."""

from __future__ import annotations

import pytest

from tests.rooms.purse_cast import amounts, came_in, note, purse_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(lentil_house, ana, kofi, lena):
    return purse_of(lentil_house, ana, by=kofi, confirmed_by=lena)


def test_an_entry_is_an_amount_and_what_it_was_for(house, ben):
    entry = note(house, ben, "12,50")

    assert (entry.number, str(entry.amount), entry.kind) == (1, "12.5 EUR", "taken")
    assert (entry.account_name, entry.category_name) == ("Drawer", "Food")
    assert amounts(house)["Drawer"] == "-12.5 EUR"
