"""Story 19 on a phone, and on paper: whoever leaves asks nobody, and knows what is due.

I-21: leaving waits for no settlement, no duty and no consent.
"""

from __future__ import annotations

import re
import uuid

import pytest
from playwright.sync_api import expect

from tests.browser import set_out
from tests.browser.conftest import PHONE
from tests.browser.set_out import main

PASSWORD = "seven geese over the barn"


@pytest.fixture
def newcomer(opened):
    """Somebody who came in by an invitation and will leave again: their page."""
    kofi = opened(PHONE, as_="kofi")
    kofi.goto("/union/invitations/")
    main(kofi).get_by_role("button", name="Make an invitation").click()
    link = kofi.locator("dd.code").first.inner_text()
    page = opened(PHONE)
    page.goto(link)
    name = f"Guest{uuid.uuid4().hex[:6]}"
    page.get_by_label(re.compile("^(Your )?[Nn]ame")).first.fill(name)
    page.get_by_label(re.compile("[Ss]ign-in name")).fill(name.lower())
    page.get_by_label(re.compile("^Password")).first.fill(PASSWORD)
    page.get_by_role("button", name="Come in").click()
    page.get_by_role("navigation", name="Places", exact=True).wait_for()
    return page


def test_whoever_leaves_sees_the_formula_takes_their_data_and_goes(opened, newcomer):
    page = newcomer
    set_out.a_drawer(opened(PHONE, as_="ana"))
    page.goto("/purse/leaving/")
    page.get_by_label("Full years in the union").fill("4")
    page.get_by_role("button", name="Compute it").click()
    # 5,000 to begin with and four years of 500: decision 1504 of Niederkaufungen.
    expect(main(page)).to_contain_text(re.compile(r"7,?000\.00\xa0EUR"))
    page.get_by_role("button", name="I am leaving: ask for it").click()
    expect(main(page)).to_contain_text("code")  # it speaks for whoever has gone

    page.goto("/union/me/leave/")
    with page.expect_download() as taken:
        main(page).get_by_role("link", name="First take your data with you").click()
    assert taken.value.suggested_filename == "my-data.zip"
    page.get_by_role("button", name="Leave now").click()

    expect(page.get_by_role("heading", name="You have left")).to_be_visible()
    page.goto("/purse/")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
