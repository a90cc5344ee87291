"""Pages of motions: bring one, write versions, talk, settle, fix the text, decide."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from commonweal.rooms.governance import queries
from tests.interfaces.governance_pages import (
    BIKES,
    TALK,
    Clock,
    bring,
    look,
    put,
    url,
)
from tests.interfaces.purse_pages import said

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def clock(signed_in, monkeypatch):
    del signed_in  # its clock stands still; this one is moved
    return Clock(monkeypatch)


@pytest.fixture
def page(clock, ana, signed_in):
    return signed_in(ana)


def test_every_page_of_deciding_opens_for_a_new_union(page):
    for name in ("home", "motions", "new_motion", "bodies", "methods", "list_lots"):
        assert page.get(reverse(f"governance:{name}")).status_code == 200, name


def test_what_it_is_about_sets_the_way_and_says_its_rule(page):
    """Story 11: plain questions first; the rule is shown in words."""
    asked = said(page.get(reverse("governance:new_motion")))
    form = said(page.get(reverse("governance:write_motion", args=["agreement"])))

    assert "Which of several ways we take" in asked
    assert "ranking" in asked
    assert "consensus" in form
    assert "half of us answer" in form
