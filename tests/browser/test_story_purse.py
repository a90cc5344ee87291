"""Stories 1, 4, 10, 11 and 21 on a phone, and on paper: the purse of every day.

I-22: what is done on a screen is done with a pencil too, and typed in by one helper.
"""

from __future__ import annotations

import re
import time

import pytest
from playwright.sync_api import expect

from tests.browser import set_out
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.set_out import main

#: Counts what fingers do: touches of the screen, and keys outside of numbers.
COUNTER = """addEventListener("pointerdown", () => {
  sessionStorage.taps = Number(sessionStorage.taps || 0) + 1; }, true);
addEventListener("keydown", (e) => {
  const said = /^[0-9.,]$/.test(e.key) ? "digits" : "others";
  sessionStorage[said] = Number(sessionStorage[said] || 0) + 1; }, true);"""
WITHIN_SECONDS = 15
#: What a slow machine may take for the pages themselves, which is not the person's time.
SPARE_SECONDS = 15


@pytest.fixture
def drawer(opened):
    """The purse has a drawer."""
    set_out.a_drawer(opened(PHONE, as_="ana"))


def n_sheets(page) -> int:
    """Return how many sheets of paper a page takes."""
    printed = page.pdf(prefer_css_page_size=True)
    return len(re.findall(rb"/Type\s*/Page[^s]", printed))


def code_on(page) -> str:
    """Return the code printed on the sheet that is open."""
    return page.locator(".sheet-code .code").text_content()


def scan(page, code: str) -> None:
    """Open what the square on a sheet leads to."""
    page.goto(f"/paper/{code}/")


@pytest.mark.usefixtures("drawer")
def test_money_is_noted_with_three_taps_and_one_number_at_most(opened):
    """Story 1: taken and noted, from the first page, in fifteen seconds."""
    page = opened(PHONE, as_="ben")
    page.add_init_script(COUNTER)
    page.goto("/")
    began = time.monotonic()

    page.locator('main a[href$="/purse/note/"]').first.tap()
    expect(page.get_by_label("How much")).to_be_focused()
    page.keyboard.type("12,40")
    main(page).get_by_role("button", name="Food").tap()
    expect(main(page)).to_contain_text("12.40\xa0EUR")

    took = time.monotonic() - began
    counted = page.evaluate("() => ({...sessionStorage})")
    assert int(counted["taps"]) <= 3
    assert int(counted["digits"]) == len("12,40")
    assert "others" not in counted
    assert took < WITHIN_SECONDS + SPARE_SECONDS
    page.goto("/purse/entries/")
    expect(main(page)).to_contain_text("12.40")
    assert "Ben" not in main(page).inner_text()


@pytest.mark.usefixtures("drawer")
def test_the_pencil_list_hangs_by_the_drawer_and_comes_back_in_one_screen(opened):
    """Story 1 on paper: printed on one sheet with a code, ten lines typed at once."""
    page = opened(DESKTOP, as_="ana")
    page.goto("/purse/list/paper/")
    assert n_sheets(page) == 1
    code = code_on(page)
    assert re.fullmatch(r"P-\d{4}-[0-9A-Z]{3}", code)

    page = opened(PHONE, as_="ana")  # who helps: it is noted that she typed it
    scan(page, code.lower().replace("-", " "))  # as somebody types it
    for number in range(1, 11):
        page.get_by_label(f"How much, line {number}", exact=True).fill(f"{number},10")
        page.get_by_label(f"What for, line {number}", exact=True).select_option(index=1)
    page.get_by_label("How much, line 3", exact=True).fill("3,1,0 EUR USD")
    page.get_by_role("button", name="Note all of it").click()
    expect(main(page)).to_contain_text("Line 3")
    page.get_by_label("How much, line 3", exact=True).fill("3,10")
    page.get_by_role("button", name="Note all of it").click()

    expect(main(page)).to_contain_text("10 lines are noted.")
    for number in range(1, 11):
        expect(main(page)).to_contain_text(f"{number}.10\xa0EUR")


def test_a_wrong_code_is_refused_in_words(opened):
    page = opened(PHONE, as_="ben")
    page.goto("/paper/")
    page.get_by_label("Code on the sheet").fill("P-2611-000")
    page.get_by_role("button", name="Type it in").click()

    expect(main(page)).to_contain_text("is not the code of a sheet here")
    expect(page.get_by_label("Code on the sheet")).to_have_value("P-2611-000")


@pytest.mark.usefixtures("drawer")
def test_the_wall_sheet_is_one_page_without_names(opened):
    """Story 4."""
    page = opened(DESKTOP, as_="ben")
    page.goto("/purse/")
    main(page).get_by_role("link", name="Wall sheets").click()
    main(page).get_by_role("link", name=re.compile(r"20\d\d")).first.click()

    expect(main(page).get_by_role("heading", level=1)).to_contain_text("Our purse")
    expect(main(page)).to_contain_text("went out")
    said = main(page).inner_text()
    assert not [name for name in ("Ana", "Ben", "Kofi", "Chidi") if name in said]
    assert n_sheets(page) == 1


@pytest.mark.usefixtures("drawer")
def test_what_came_from_my_pocket_is_squared_by_the_purse(opened):
    """Story 10: entered without a receipt; between people nothing is open."""
    page = opened(PHONE, as_="ben")
    page.goto("/purse/")
    main(page).get_by_role("link", name="I paid from my pocket").click()
    page.get_by_label("How much").fill("23,60")
    main(page).get_by_role("button", name="Food").tap()
    expect(main(page)).to_contain_text("23.60\xa0EUR")
    page.goto("/purse/entries/mine/")
    expect(main(page)).to_contain_text("The purse will square")
    expect(main(page)).to_contain_text("23.60")

    keeper = opened(PHONE, as_="ana")
    keeper.goto("/purse/out/")
    expect(main(keeper)).to_contain_text("23.60")


@pytest.mark.usefixtures("drawer")
def test_a_bigger_spend_is_announced_and_a_concern_opens_a_talk(opened):
    """Story 11: silence lets it go, a concern waits for a talk, not for a vote."""
    page = opened(PHONE, as_="ben")
    page.goto("/purse/spends/")
    main(page).get_by_role("link", name="Announce a spend").click()
    page.get_by_label("What for").fill("A second-hand cargo bike")
    page.get_by_label("How much").fill("640")
    page.get_by_role("button", name="Announce it").click()
    expect(main(page)).to_contain_text("announced")
    expect(main(page)).to_contain_text("by itself")

    kofi = opened(PHONE, as_="kofi")
    kofi.goto(page.url)
    kofi.get_by_label(re.compile("Your concern")).fill("Where would it stand?")
    kofi.get_by_role("button", name="I have a concern").click()
    expect(main(kofi)).to_contain_text("waits for a talk")
    kofi.get_by_label(re.compile("What did the talk come to")).fill("In the barn.")
    kofi.get_by_role("button", name="It goes ahead").click()

    page.reload()
    expect(main(page)).to_contain_text("In the barn.")
    expect(main(page)).not_to_contain_text("waits for a talk")


def test_a_contribution_round_shows_its_total_alone(opened):
    """Story 21: private pledges in three colours, summed until it is covered."""
    ana = opened(PHONE, as_="ana")
    ana.goto("/purse/rounds/new/")
    ana.get_by_label("Name", exact=True).fill("Winter")
    ana.get_by_label(re.compile("Needed in all")).fill("180")
    ana.get_by_label("For so many months").fill("1")
    ana.get_by_label(re.compile("Among so many")).fill("3")
    ana.get_by_label("Pledges until").fill(set_out.in_days(20))
    main(ana).get_by_role("radio").first.check()
    main(ana).get_by_role("button").first.click()
    expect(main(ana)).to_contain_text("Winter")
    for name, amounts in (("ana", "50"), ("ben", "31"), ("kofi", "90")):
        person = ana if name == "ana" else opened(PHONE, as_=name)
        person.goto(ana.url)
        pledge(person, amounts)
        expect(main(person)).to_contain_text("Your pledge")

    ana.get_by_role("button", name="Close it and add up").click()

    expect(main(ana)).to_contain_text("covered")
    expect(main(ana)).to_contain_text("What you give")
    said = main(ana).inner_text()
    assert "31" not in said
    assert "90" not in said


def pledge(page, amount: str) -> None:
    page.get_by_label(re.compile("^Green")).fill(amount)
    page.get_by_label(re.compile("^Yellow")).fill(str(int(amount) + 10))
    page.get_by_label(re.compile("^Red")).fill(str(int(amount) + 20))
    page.get_by_role("button", name="Pledge this").click()
