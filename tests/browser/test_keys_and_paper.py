"""With a keyboard alone, without scripts, in another language, and on paper."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE, password_of, sign_in

VISIBLE_FOCUS = (
    "() => { const style = getComputedStyle(document.activeElement);"
    " return parseFloat(style.outlineWidth) >= 2 && style.outlineStyle !== 'none'; }"
)


def test_the_first_key_leads_past_the_places(opened):
    page = opened(DESKTOP, as_="ben")
    page.goto("/needs/")

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")

    expect(page.locator("#content")).to_be_focused()


def test_everything_reached_by_key_shows_that_it_is_reached(opened):
    page = opened(DESKTOP, as_="ben")
    page.goto("/needs/new/")
    reached = []

    for _press in range(25):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
        assert page.evaluate(VISIBLE_FOCUS), page.evaluate(
            "document.activeElement.outerHTML"
        )
        reached.append(page.evaluate("document.activeElement.tagName"))

    assert {"A", "INPUT", "BUTTON", "SELECT"} <= set(reached)


def test_signing_in_works_without_scripts(opened, site):
    page = opened(PHONE, java_script_enabled=False)

    sign_in(page, "ben", password_of(site))

    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_the_pages_speak_german(opened):
    page = opened(PHONE, locale="de-DE")

    page.goto("/")

    assert page.locator("html").get_attribute("lang") == "de"
    expect(page.get_by_role("link", name="Anmelden")).to_be_visible()


def test_the_language_is_chosen_at_the_foot_of_every_page(opened):
    page = opened(PHONE)
    page.goto("/")

    page.get_by_role("button", name="Deutsch").click()

    expect(page.get_by_role("link", name="Anmelden")).to_be_visible()


def test_the_month_prints_on_one_sheet(opened):
    """Story 7: the wall sheet."""
    page = opened(DESKTOP, as_="ben")
    page.goto("/look-back/")
    page.get_by_role("main").get_by_role("link", name=re.compile(r"20\d\d")).nth(
        1
    ).click()

    sheet = page.pdf(prefer_css_page_size=True)

    assert len(re.findall(rb"/Type\s*/Page[^s]", sheet)) == 1
