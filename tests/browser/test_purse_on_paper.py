"""Stories 10, 11 and 21 on paper: printed with a code, typed by one helper, in the books."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser import set_out
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.set_out import main


def sheet(page, address: str, letter: str) -> str:
    """Print a sheet on one page; return its code."""
    page.goto(address)
    printed = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page[^s]", printed)) == 1
    code = page.locator(".sheet-code .code").text_content()
    assert code.startswith(f"{letter}-")
    return code


def write(page, number: int, **parts: str) -> None:
    """Type one line; a column that is chosen is chosen by its words."""
    for name, value in parts.items():
        field = page.locator(f'[name="{name}-{number}"]')
        if field.evaluate("(one) => one.tagName") == "SELECT":
            field.select_option(label=value)
        else:
            field.fill(value)


@pytest.fixture
def helper(opened):
    """Ana, who may type for others, on her phone; the purse has a drawer."""
    page = opened(PHONE, as_="ana")
    set_out.a_drawer(page)
    return page


def test_what_was_paid_from_pockets_comes_from_paper_into_the_books(opened, helper):
    """Story 10: nobody asks for a receipt, and between people nothing is open."""
    code = sheet(opened(DESKTOP, as_="ana"), "/purse/pocket/list/paper/", "B")
    helper.goto(f"/paper/{code}/")
    write(helper, 1, who="Ben", amount="17,35", category="Food", note="yeast")
    write(helper, 2, who="Kofi", amount="4,1,0", category="Home")
    helper.get_by_role("button", name="Note all of it").tap()
    expect(main(helper)).to_contain_text("Line 2")
    write(helper, 2, amount="4,10")
    helper.get_by_role("button", name="Note all of it").tap()
    expect(main(helper)).to_contain_text("2 lines are noted.")
    expect(main(helper)).to_contain_text("17.35\xa0EUR")
    helper.goto("/purse/out/")
    expect(main(helper)).to_contain_text("4.10\xa0EUR")

    ben = opened(PHONE, as_="ben")
    ben.goto("/purse/entries/mine/")
    expect(main(ben)).to_contain_text("17.35")
    expect(main(ben)).not_to_contain_text("4.10")


def test_the_notice_board_announces_and_raises_a_concern(opened, helper):
    """Story 11: what hands wrote below an announcement opens a talk."""
    code = sheet(opened(DESKTOP, as_="ana"), "/purse/spends/board/paper/", "A")
    helper.goto(f"/paper/{code.lower()}/")
    write(helper, 1, who="Ben", what_for="A bread oven", amount="900")
    write(helper, 5, who="Kofi", about="line 1 above", kind="a concern", words="Smoke?")
    helper.get_by_role("button", name="Type all of it in").tap()
    expect(main(helper)).to_contain_text("2 lines are typed in.")

    ben = opened(PHONE, as_="ben")
    ben.goto("/purse/spends/")
    main(ben).get_by_role("link", name="A bread oven").tap()
    expect(main(ben)).to_contain_text("waits for a talk")
    expect(main(ben)).to_contain_text("Smoke?")
    expect(main(ben)).to_contain_text("typed by Ana")


def test_sealed_slips_are_typed_once_and_read_by_nobody_else(opened, helper):
    """Story 21: the helper has no way back to what they typed."""
    helper.goto("/purse/rounds/new/")
    helper.get_by_label("Name", exact=True).fill("Summer")
    helper.get_by_label(re.compile("Needed in all")).fill("900")
    helper.get_by_label("Pledges until").fill(set_out.in_days(9))
    main(helper).get_by_role("radio").first.check()
    main(helper).get_by_role("button").first.click()
    expect(main(helper)).to_contain_text("Summer")
    at = helper.url
    code = sheet(opened(DESKTOP, as_="ana"), f"{at}slips/paper/", "G")
    helper.goto(f"/paper/{code}/")
    write(helper, 1, who="Ben", green="37", yellow="47", red="57")
    helper.get_by_role("button", name="Type all of it in").tap()
    expect(main(helper)).to_contain_text("Nobody can read it now, you neither.")
    for address in (at, f"{at}slips/"):
        helper.goto(address)
        assert not re.search(r"\b[345]7\b", helper.content().split("<main", 1)[1])

    ben = opened(PHONE, as_="ben")
    ben.goto(at)
    expect(main(ben)).to_contain_text("typed in from your slip")
    expect(ben.get_by_label(re.compile("^Red"))).to_have_value("57.00")
    ben.get_by_label(re.compile("^Red")).fill("60")
    ben.get_by_role("button", name="Change it").tap()
    expect(main(ben)).to_contain_text("Only you see it")
