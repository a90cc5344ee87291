"""What walks of the purse and the table set out first, through the pages, once."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from playwright.sync_api import Page, expect

DRAWER = "Drawer in the hall"


def main(page: Page):
    return page.get_by_role("main")


def in_days(n: int) -> str:
    """Return the day after so many days, as a field takes it."""
    return (datetime.now(UTC).date() + timedelta(days=n)).isoformat()


def a_drawer(page: Page) -> None:
    """Let the purse have an account: the page is one of whoever keeps the purse."""
    page.goto("/purse/accounts/")
    if page.get_by_text("There is no account yet").count():
        an_account(page, DRAWER)


def an_account(page: Page, name: str) -> None:
    """Add a drawer for cash."""
    page.goto("/purse/accounts/new/")
    page.get_by_label("Name", exact=True).fill(name)
    kind = page.get_by_role("radio", name="Cash drawer")
    if kind.count():
        kind.check()
    else:
        page.get_by_label("It is").select_option(label="Cash drawer")
    page.get_by_role("button", name="Add it").click()
    expect(main(page)).to_contain_text(name)


def a_meal(page: Page, name: str, *, days: int = 4) -> str:
    """Plan a meal of the house's dishes, if it is not planned, and return its address."""
    page.goto(f"/table/week/?week={in_days(days)}")
    planned = main(page).get_by_role("link", name=re.compile(name))
    if planned.count():
        planned.first.click()
    else:
        _plan(page, name, days)
    expect(page.get_by_role("heading", name="Turns")).to_be_visible()
    return page.url


def _plan(page: Page, name: str, days: int) -> None:
    page.goto("/table/new/")
    page.get_by_label("Day", exact=True).fill(in_days(days))
    page.get_by_label("Meal", exact=True).select_option(label="another meal")
    dishes = page.get_by_label(re.compile("^Dish"))
    if dishes.locator("option").count() > 1:
        dishes.select_option(index=1)
    page.get_by_text("Hour, place, sign-out, note").click()
    page.get_by_label(re.compile("^Name")).fill(name)
    page.get_by_role("button", name="Plan it").click()
    expect(main(page)).to_contain_text(name)
    if "/week/" in page.url:
        main(page).get_by_role("link", name=re.compile(name)).first.click()
