"""A short need, its reasons and reliefs, what if, the answer, and paper: on a phone.

The demo's plan for the coming month is there when the walk begins, or nearly.
"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, SMALLEST
from tests.browser.set_out import main
from tests.browser.test_every_page import FIRST_LOAD_BYTES, SIDEWAYS, weight_of, wrongs

#: The worker shares a small machine with this browser.
SOLVED_WITHIN = 180_000
SHORT = "bread"


def the_plan(page) -> str:
    """Open the plan of the coming month, once it is made; return its address."""
    page.goto("/plans/")
    main(page).get_by_role("link", name=re.compile("Four weeks from")).first.click()
    expect(main(page).get_by_role("heading", name="In short")).to_be_visible(
        timeout=SOLVED_WITHIN
    )
    return page.url


def a_short_need(page) -> str:
    """Go from the plan to the first need that is not covered; return its name."""
    needs = main(page).locator("#needs")
    link = needs.get_by_role("row").filter(has_text="%").get_by_role("link").first
    name = link.inner_text()
    link.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    return name


def ask_what_if(page) -> None:
    """Suppose that half of the baking falls away in the first week."""
    main(page).get_by_role("link", name="What if something fails?").first.click()
    page.get_by_label("Hours that are missing, in %").fill("50")
    page.get_by_label("Of which help").select_option(label="baking and milling")
    page.get_by_label("Until the end of").select_option(index=1)
    page.get_by_role("button", name="Count it through").click()
    expect(page.get_by_role("heading", name="What if …")).to_be_visible()


def answered(page) -> None:
    expect(main(page).get_by_role("heading", name="In short")).to_be_visible(
        timeout=SOLVED_WITHIN
    )


def test_from_a_short_need_to_its_reasons_a_what_if_and_paper(opened):
    page = opened(PHONE, as_="ben")
    the_plan(page)

    a_short_need(page)
    expect(main(page)).to_contain_text("For whom, and why this much")
    expect(main(page)).to_contain_text("Vital needs were settled before it.")
    expect(main(page)).to_contain_text("would close it")
    expect(main(page).locator(".relief .row-bar").first).to_be_visible()
    ask_what_if(page)
    answered(page)

    expect(main(page)).to_contain_text("50 % of the hours of baking and milling")
    expect(main(page)).to_contain_text("Nothing was changed")
    expect(main(page)).to_contain_text(SHORT)
    expect(main(page).get_by_text("By kind of help, never by person")).to_be_visible()
    assert wrongs(page) == []
    page.emulate_media(media="print")
    expect(main(page).locator(".no-print").first).to_be_hidden()
    expect(main(page).locator(".row-bar").first).to_be_visible()


@pytest.mark.parametrize("language", ["en", "de"])
def test_reasons_and_answers_fit_320_px(opened, site, language):
    page = opened(SMALLEST, as_="ben")
    plan = the_plan(page)
    need = main(page).locator("#needs").get_by_role("link").first.get_attribute("href")
    ask_what_if(page)
    answered(page)
    answer = page.url
    page.context.add_cookies(
        [{"name": "django_language", "value": language, "url": site.url}]
    )

    over = {}
    for path in (plan, need, f"{plan}changes/", f"{plan}what-if/", answer):
        page.goto(path)
        if wide := page.evaluate(SIDEWAYS):
            over[path] = wide

    assert over == {}


def test_it_is_asked_and_read_without_scripts(opened):
    """Look again is a link; nothing needs a script to be read."""
    page = opened(PHONE, as_="ben", java_script_enabled=False)
    the_plan(page)
    ask_what_if(page)
    for _again in range(60):
        again = main(page).get_by_role("link", name="Look again")
        if not again.count():
            break
        page.wait_for_timeout(2000)
        again.click()
        page.wait_for_load_state()

    expect(main(page).get_by_role("heading", name="In short")).to_be_visible()


def test_a_what_if_is_asked_with_keys_alone(opened):
    page = opened(PHONE, as_="ben")
    plan = the_plan(page)
    page.goto(f"{plan}what-if/")

    page.get_by_label("Less money, in %").focus()
    page.keyboard.type("20")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="What if …")).to_be_visible()
    expect(main(page)).to_contain_text("The purse allows 20 % less.")


def test_the_pages_of_reasons_are_light(opened):
    page = opened(PHONE, as_="ben")
    plan = the_plan(page)

    assert 0 < weight_of(page, f"{plan}what-if/") < FIRST_LOAD_BYTES
