"""Stories 3 to 6 on a phone: need → plan → yes → accept → round → handed over.

One walk in a real Chromium on a phone's screen, by three people, through the pages
alone. The plan is solved by the worker process of the same node.
"""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.conftest import PHONE

#: The worker shares a small machine with this browser.
SOLVED_WITHIN = 180_000


def main(page):
    return page.get_by_role("main")


def test_from_a_need_to_a_share_handed_over(opened):
    """Stories 3, 4, 5, 6."""
    ben = opened(PHONE, as_="ben")
    state_a_need(ben)

    ana = opened(PHONE, as_="ana")
    plan = ask_for_a_plan(ana)
    say_yes(ana, plan)

    say_yes(ben, plan)
    accept(ben)
    expect(main(ben)).to_contain_text("Its promises are written down")

    open_a_round(ana)
    share_out(ana)
    ben.goto(ana.url)
    expect(main(ben)).to_contain_text("My share")
    explain(ben)
    hand_over(ana)
    expect(main(ana)).to_contain_text("handed over")


def state_a_need(page) -> None:
    page.goto("/")
    main(page).get_by_role("link", name="State a need").click()
    page.get_by_label("What", exact=True).select_option(label=_option(page, "honey"))
    page.get_by_label("How much").fill("0,2")
    page.get_by_role("radio", name=re.compile("Flourishing")).check()
    page.get_by_role("button", name="State it").click()
    expect(main(page)).to_contain_text("honey")
    expect(main(page)).to_contain_text("0.2\u00a0kg a week")


def _option(page, word: str) -> str:
    """Return the whole text of the option with `word`, once the page has it."""
    options = page.get_by_label("What", exact=True).locator("option")
    return options.filter(has_text=word).first.inner_text()


def ask_for_a_plan(page) -> str:
    page.goto("/plans/")
    main(page).get_by_role("link", name="Make a plan").click()
    page.get_by_label("Weeks").fill("2")
    page.get_by_role("button", name=re.compile("Make|Ask")).click()
    expect(main(page).get_by_role("heading", name="In short")).to_be_visible(
        timeout=SOLVED_WITHIN
    )
    return page.url


def say_yes(page, plan: str) -> None:
    page.goto(plan)
    page.get_by_role("button", name="Yes", exact=True).click()
    expect(page.get_by_role("button", name="Take my yes back")).to_be_visible()


def accept(page) -> None:
    page.get_by_role("button", name="Accept the plan").click()


def open_a_round(page) -> None:
    page.goto("/rounds/")
    main(page).get_by_role("link", name="Open a round").click()
    page.get_by_role("textbox", name="Name").fill("Honey of this week")
    page.get_by_role("radio", name=re.compile("Need first")).check()
    page.get_by_role("checkbox", name="honey").check()
    page.get_by_role("button", name="Open it").click()
    expect(page.get_by_role("heading", name="Honey of this week")).to_be_visible()


def share_out(page) -> None:
    page.get_by_label(re.compile("[Ss]eed")).fill("4 17 23")
    page.get_by_role("button", name="Share out").click()
    expect(main(page)).to_contain_text("4 17 23")


def explain(page) -> None:
    page.get_by_role("link", name=re.compile("Why this much")).first.click()
    expect(main(page)).to_contain_text("need")
    page.go_back()


def hand_over(page) -> None:
    main(page).get_by_role("link", name="Hand over").click()
    page.get_by_role("button", name=re.compile(r"^Hand over (all )?\d+ share")).click()
