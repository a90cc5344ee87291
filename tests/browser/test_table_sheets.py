"""The kitchen as cooks use it: big targets, keys alone, no scripts, one sheet each."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser import set_out
from tests.browser.conftest import DESKTOP, PHONE, SMALLEST
from tests.browser.set_out import main
from tests.browser.test_story_purse import n_sheets

MEAL = "Targets and keys"
#: Points a wet finger hits: half again what WCAG asks for.
LEAST_HEIGHT = 44


@pytest.fixture
def meal(opened) -> str:
    return set_out.a_meal(opened(PHONE, as_="ana"), MEAL, days=5)


def test_taps_are_large_on_the_smallest_phone(opened, meal):
    page = opened(SMALLEST, as_="ben")
    for address in ("/table/", meal):
        page.goto(address)
        taps = page.locator(".taps button")
        assert taps.count() >= 3
        for number in range(taps.count()):
            box = taps.nth(number).bounding_box()
            assert box["height"] >= LEAST_HEIGHT, taps.nth(number).inner_text()
            assert box["width"] >= LEAST_HEIGHT, taps.nth(number).inner_text()


@pytest.mark.usefixtures("meal")
def test_one_tap_works_without_scripts_and_by_keys(opened):
    page = opened(PHONE, as_="ben", java_script_enabled=False)
    page.goto("/table/")
    card = main(page).locator("li.card").filter(has_text=MEAL).first
    button = card.get_by_role("button", name=re.compile("Not me"))
    button.focus()
    page.keyboard.press("Enter")
    expect(card).to_contain_text("Without you")

    card.get_by_role("button", name=re.compile("I eat")).click()
    expect(card).to_contain_text("You eat")


def test_every_cooks_sheet_of_two_weeks_is_one_page(opened):
    """Also one with several dishes, gaps and long steps."""
    page = opened(DESKTOP, as_="ana")
    page.goto("/table/week/")
    found = []
    for _week in range(2):
        links = page.locator("table.menus a").evaluate_all(
            "links => links.map(link => link.getAttribute('href'))"
        )
        found += [link for link in links if re.match(r"/table/[0-9a-f-]{36}/$", link)]
        page.get_by_role("link", name="Week after").click()
        page.wait_for_load_state()
    assert found

    long = []
    for meal in found:
        page.goto(f"{meal}sheet/")
        if n_sheets(page) != 1:
            long.append(meal)

    assert long == []


def test_what_is_bought_and_eaten_prints_on_one_sheet_too(opened):
    page = opened(DESKTOP, as_="ana")
    for address in ("/table/paper/", "/table/shopping/"):
        page.goto(address)
        assert n_sheets(page) == 1, address
