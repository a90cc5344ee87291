"""The purse and the table without a network, and with a node that dies half-way.

I-23: what was noted is there once, whatever broke; what no longer fits says so.
"""

from __future__ import annotations

import os
import re
import signal

from playwright.sync_api import expect

from tests.browser import offline, set_out
from tests.browser.conftest import PHONE
from tests.browser.offline import NOTE, note, noted, odd


def test_entries_of_the_purse_wait_and_are_noted_once_each(phone, wire):
    """Story 1 without a network: three taps and a number, as ever."""
    page = phone("ben")
    offline.kept(page, NOTE)
    first, second = odd(31), odd(32)

    wire.cut()
    note(page, first)
    expect(page.get_by_text("Kept on this device")).to_be_visible()
    expect(page.locator("#kept")).to_contain_text(f"Food · {first}")
    note(page, second)
    offline.line(page, "2 notes wait for the network")

    wire.mend()
    offline.nothing_waits(page)
    assert noted(page, first) == noted(page, second) == 1


def test_a_node_that_dies_after_the_deed_notes_it_once(phone, wire):
    """The answer never came: the phone sends again, the node knows it has it."""
    page = phone("ben")
    offline.kept(page, NOTE)
    amount = odd(33)

    wire.swallow(NOTE)
    note(page, amount)
    offline.line(page, "1 note waits for the network")
    assert wire.n_swallowed == 1

    wire.mend()
    offline.nothing_waits(page)
    assert noted(page, amount) == 1


def test_a_node_that_dies_again_while_notes_are_sent_doubles_none(phone, wire):
    page = phone("ben")
    offline.kept(page, NOTE)
    amounts = [odd(34), odd(39), odd(36)]
    wire.cut()
    for amount in amounts:
        note(page, amount)
    offline.line(page, "3 notes wait")

    wire.swallow_next(NOTE)  # it comes back, and breaks off after the first
    offline.line(page, "3 notes wait")
    wire.broken()
    wire.mend()

    offline.nothing_waits(page)
    assert [noted(page, amount) for amount in amounts] == [1, 1, 1]


def test_a_node_killed_while_notes_are_sent_doubles_none(phone, wire, site):
    """kill -9 of the real process, with a form of ours in its hands."""
    page = phone("ben")
    offline.kept(page, NOTE)
    amounts = [odd(41), odd(42)]
    wire.cut()
    for amount in amounts:
        note(page, amount)
    offline.line(page, "2 notes wait")
    before = site.web_process()

    wire.when_sent(NOTE, lambda: os.kill(site.web_process(), signal.SIGKILL))
    wire.mend()

    offline.nothing_waits(page, told=False)
    assert site.web_process() != before
    assert [noted(page, amount) for amount in amounts] == [1, 1]


def test_a_guest_brought_without_a_network_comes_once(phone, opened, wire):
    """Story 2 without a network; a changed menu is said in words."""
    supper = offline.named("Barn supper")
    set_out.a_meal(opened(PHONE, as_="ana"), supper, days=5)
    page = phone("ben")
    offline.kept(page, "/table/")
    wire.cut()
    page.goto("/table/")
    card = offline.main(page).locator("li.card").filter(has_text=supper).first
    card.get_by_role("button", name=re.compile(r"\+1 guest")).click()
    expect(page.locator("#kept")).to_contain_text("+1 guest")
    card.get_by_role("button", name=re.compile("Not me")).click()
    offline.line(page, "2 notes wait")

    wire.mend()
    offline.nothing_waits(page)
    page.goto("/table/")
    expect(card).to_contain_text("Without you")
    assert card.get_by_text("1 guest", exact=True).count() == 1


def test_a_guest_for_a_meal_called_off_meanwhile_comes_back_in_words(
    phone, opened, wire
):
    """A changed menu: what was tapped is kept, and says what has become of the meal."""
    ana = opened(PHONE, as_="ana")
    supper = offline.named("Bonfire supper")
    meal = set_out.a_meal(ana, supper, days=6)
    page = phone("ben")
    offline.kept(page, "/table/")
    wire.cut()
    page.goto("/table/")
    card = offline.main(page).locator("li.card").filter(has_text=supper).first
    card.get_by_role("button", name=re.compile(r"\+1 guest")).click()
    offline.line(page, "1 note waits")
    ana.goto(f"{meal}change/")
    ana.get_by_role("button", name="Call this meal off").click()

    wire.mend()

    offline.line(page, "1 note was not accepted")
    page.goto("/offline/")
    expect(offline.main(page)).to_contain_text("+1 guest")
    expect(offline.main(page)).to_contain_text(re.compile("called off|changed"))


def test_an_entry_for_an_account_closed_meanwhile_comes_back_in_words(
    phone, opened, wire
):
    ana = opened(PHONE, as_="ana")
    tin = offline.named("Tin box")
    set_out.an_account(ana, tin)
    page = phone("ben")
    offline.kept(page, NOTE)
    wire.cut()
    page.goto(NOTE)
    page.get_by_label("How much").fill("4,40")
    page.locator("details summary").click()
    page.get_by_label("Where it was taken").select_option(label=tin)
    offline.main(page).get_by_role("button", name="Food").click()
    offline.line(page, "1 note waits")
    close_account(ana, tin)

    wire.mend()

    offline.line(page, "1 note was not accepted")
    page.goto("/offline/")
    note = offline.main(page).get_by_role("article")
    expect(note).to_contain_text("closed")
    expect(note).to_contain_text(tin)
    expect(note).to_contain_text("4,40")


def close_account(page, name: str) -> None:
    page.goto("/purse/accounts/")
    offline.main(page).get_by_role("link", name=name).click()
    page.get_by_text("Name and bank details").click()
    page.get_by_role("button", name="Close this account").click()
    expect(offline.main(page)).to_contain_text("Closed accounts")


def test_a_kiosk_without_a_network_keeps_its_lines(phone, wire, opened):
    page = phone("ana", alone=True)
    offline.kept(page, "/")
    page.goto("/purse/kiosk/")
    page.get_by_role("button", name="Make it a kiosk and sign me out").click()
    page.get_by_role("button", name="This is no kiosk any more").wait_for()
    page.reload()
    offline.kept(page, "/purse/kiosk/")
    amount = odd(37)

    wire.cut()
    note(page, amount, "/purse/kiosk/")
    expect(page.get_by_text("Kept on this device")).to_be_visible()
    wire.mend()

    offline.nothing_waits(page)
    assert noted(opened(PHONE, as_="ben"), amount) == 1
