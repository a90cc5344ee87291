"""Hand-over without a network, and on paper: what was ticked is handed over once."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser import offline
from tests.browser.conftest import PHONE
from tests.browser.offline import main


@pytest.fixture
def sheet(opened) -> str:
    """A round that is shared out: the address of its hand-over sheet."""
    page = opened(PHONE, as_="ana")
    page.goto("/rounds/new/")
    page.get_by_role("textbox", name="Name").fill(offline.named("Round of today"))
    page.get_by_role("radio", name=re.compile("Need first")).check()
    page.get_by_role("checkbox", name="cabbage", exact=True).check()
    page.get_by_label("To share: cabbage").fill("9")
    page.get_by_role("button", name="Open it").click()
    page.get_by_label(re.compile("[Ss]eed")).fill("3 14 15")
    page.get_by_role("button", name="Share out").click()
    main(page).get_by_role("link", name="Hand over").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Hand over")
    return page.url


def test_what_is_handed_over_without_a_network_is_handed_over_once(
    phone, opened, wire, sheet
):
    """Story 6 with the router off: two are ticked, then one gets theirs by a tap."""
    path = re.sub(r"^http://[^/]+", "", sheet)
    page = phone("ana")
    page.goto(path)
    offline.kept(page, path)
    boxes = page.locator('input[name="there"]')
    n_waiting = boxes.count()
    assert n_waiting >= 3

    wire.cut()
    page.goto(path)
    boxes.nth(0).check()
    boxes.nth(1).check()
    page.get_by_role("button", name="Hand over what is ticked").click()
    expect(page.locator("#kept")).to_contain_text("Hand over what is ticked")
    page.locator('button[name="person"]').nth(2).click()
    offline.line(page, "2 notes wait")

    wire.mend()
    offline.nothing_waits(page)
    page.goto(path)
    expect(boxes).to_have_count(n_waiting - 3)
    other = opened(PHONE, as_="ana")
    other.goto(sheet)
    expect(main(other).get_by_text("handed over").first).to_be_visible()


def test_the_list_of_a_round_comes_back_by_its_code(opened, sheet):
    """I-22: printed with a box for each person, and typed in where it was printed."""
    page = opened(PHONE, as_="ana")
    page.goto(sheet)
    code = page.locator(".sheet-code .code").text_content()
    assert code.startswith("H-")

    page.goto("/paper/")
    page.get_by_label("Code on the sheet").fill(code)
    page.get_by_role("button", name="Type it in").click()

    expect(page).to_have_url(sheet)
    expect(page.get_by_role("button", name="Hand over what is ticked")).to_be_visible()
