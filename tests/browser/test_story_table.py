"""Story 2 on a phone, and on paper: the common table, from one tap to the cook's sheet."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser import set_out
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.set_out import main
from tests.browser.test_story_purse import code_on, n_sheets, scan

MEAL = "Lantern supper"


@pytest.fixture
def meal(opened) -> str:
    """A meal four days ahead: its address."""
    return set_out.a_meal(opened(PHONE, as_="ana"), MEAL)


def card(page):
    """The meal on my own week."""
    return main(page).locator("li.card").filter(has_text=MEAL).first


def count_of(page, word: str) -> int:
    """A figure of the counts, by its word."""
    figure = page.locator("dl.counts div").filter(
        has=page.get_by_text(word, exact=True)
    )
    return int(figure.locator("dd").inner_text())


def test_one_tap_says_not_me_or_brings_a_guest(opened, meal):
    """Story 2: assumed present; one tap each; the cook's counts follow at once."""
    ana = opened(PHONE, as_="ana")
    ana.goto(meal)
    heads, guests = count_of(ana, "of us"), count_of(ana, "guests")

    ben = opened(PHONE, as_="ben")
    ben.goto("/table/")
    expect(card(ben)).to_contain_text("You eat")
    card(ben).get_by_role("button", name=re.compile("Not me")).tap()
    expect(card(ben)).to_contain_text("Without you")
    card(ben).get_by_role("button", name=re.compile("I eat")).tap()
    expect(card(ben)).to_contain_text("You eat")
    card(ben).get_by_role("button", name=re.compile(r"\+1 guest")).tap()
    expect(card(ben)).to_contain_text("1 guest")

    ana.reload()
    assert (count_of(ana, "of us"), count_of(ana, "guests")) == (heads, guests + 1)


def test_the_cooks_sheet_is_one_page_without_names_nobody_gave(opened, meal):
    """Story 2: counts, safe foods, quantities, who helps, on one printed sheet."""
    page = opened(DESKTOP, as_="ana")
    page.goto(meal)
    main(page).get_by_role("link", name="Cook's sheet").click()

    expect(main(page)).to_contain_text("Safe foods")
    expect(main(page)).to_contain_text("Who helps")
    assert n_sheets(page) == 1
    code = code_on(page)
    assert code.startswith("C-")
    scan(page, code)
    expect(page.get_by_role("heading", name="It is cooked")).to_be_visible()


@pytest.mark.usefixtures("meal")
def test_the_list_on_the_kitchen_door_is_typed_back_ten_people_at_once(opened):
    """Story 2 on paper: one sheet for a week, one screen for ten people."""
    page = opened(DESKTOP, as_="ana")
    page.goto(f"/table/paper/?week={set_out.in_days(4)}")
    assert n_sheets(page) == 1
    code = code_on(page)
    assert code.startswith("M-")

    page = opened(PHONE, as_="ana")
    scan(page, code)
    boxes = page.locator("table.typing input.mark")
    n_meals = page.locator("table.typing thead th").count() - 1
    last = n_meals - 1
    boxes.nth(last).fill("?")
    boxes.nth(last + n_meals).fill("x")
    page.get_by_role("button", name="Keep it").click()
    expect(main(page)).to_contain_text("is not a mark of the list")
    boxes.nth(last).fill("x")
    page.get_by_role("button", name="Keep it").click()

    expect(main(page)).to_contain_text("2 lines typed.")


@pytest.mark.usefixtures("meal")
def test_the_shopping_list_is_meals_minus_stock(opened):
    """Story 2: each line says which meal it is for."""
    page = opened(DESKTOP, as_="ana")
    page.goto("/table/shopping/")

    expect(main(page)).to_contain_text("minus what is here")
    assert n_sheets(page) == 1
