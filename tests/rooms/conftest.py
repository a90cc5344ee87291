"""Who is there in the tests of several rooms."""

from __future__ import annotations

import pytest

from tests.rooms.kitchen_cast import let_cook


@pytest.fixture
def cook(lentil_house, ana, kofi, lena):
    """Ana, with a mandate for the kitchen."""
    let_cook(lentil_house, ana, kofi, lena)
    return ana
