"""Without a network: nothing is lost, nothing is doubled, and refusals come in words.

I-23. A real Chromium with the network cut, on a sheet that counts the stores.
"""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser import offline
from tests.browser.conftest import PHONE, password_of, sign_in

COUNT = "/stores/count/"


def found(page, number: int):
    """The field for what was found, in the line of this number of the sheet."""
    return page.locator('input[name^="amount-"]').nth(number)


def written(page, number: int) -> str:
    """How much stands written down in the line of this number."""
    said = page.locator("table.by-hand td.number").nth(number).inner_text()
    return said.split("\xa0")[0]


def one_more(page, number: int) -> str:
    """An amount that is not what stands there."""
    return f"{float(written(page, number).replace(',', '')) + 1:g}"


def write_count(page, number: int, amount: str) -> None:
    found(page, number).fill(amount)
    page.get_by_role("button", name="Write it down").click()


def test_counts_without_a_network_are_kept_and_sent_once_in_order(phone, wire):
    page = phone("ana")
    offline.kept(page, "/", "/offline/", COUNT)

    wire.cut()
    page.goto(COUNT)  # from the phone: it was never opened before
    amounts = [one_more(page, 0), one_more(page, 1)]
    write_count(page, 0, amounts[0])
    expect(page.get_by_text("Kept on this device")).to_be_visible()
    write_count(page, 1, amounts[1])
    offline.line(page, "2 notes wait for the network")
    page.locator("#waits a").click()
    notes = offline.main(page).get_by_role("article")
    expect(notes).to_have_count(2)
    expect(notes.first).to_contain_text(amounts[0])
    page.reload()
    expect(notes).to_have_count(2)

    wire.mend()
    offline.nothing_waits(page)
    page.goto(COUNT)

    assert [written(page, 0), written(page, 1)] == amounts


def test_a_refused_note_comes_back_in_words_and_can_be_mended(phone, wire):
    page = phone("ana")
    offline.kept(page, "/", "/offline/", COUNT)
    wire.cut()
    page.goto(COUNT)
    write_count(page, 2, "two boxes")
    offline.line(page, "1 note waits")

    wire.mend()
    offline.line(page, "1 note was not accepted")
    page.goto("/offline/")
    note = offline.main(page).get_by_role("article")
    expect(note).to_contain_text("is not a number")
    expect(note).to_contain_text("two boxes")
    note.get_by_role("link", name="Mend it").click()
    expect(found(page, 2)).to_have_value("two boxes")
    write_count(page, 2, "also wrong")
    expect(offline.main(page)).to_contain_text("also wrong")
    write_count(page, 2, one_more(page, 2))

    offline.nothing_waits(page)
    page.goto("/offline/")
    expect(offline.main(page)).to_contain_text("Nothing waits")


def test_a_note_is_dropped_only_on_purpose(phone, wire):
    page = phone("ana")
    offline.kept(page, "/", "/offline/", COUNT)
    wire.cut()
    page.goto(COUNT)
    write_count(page, 2, "99")
    page.goto("/offline/")

    page.get_by_text("Drop it", exact=True).click()
    page.get_by_role("button", name="Drop it for good").click()

    expect(offline.main(page)).to_contain_text("Nothing waits")
    wire.mend()
    page.goto(COUNT)
    assert written(page, 2) != "99"


def test_a_count_older_than_a_change_is_refused_in_words(phone, opened, wire):
    """A conflict: somebody else counted while this phone had no network."""
    page = phone("ana")
    offline.kept(page, "/", "/offline/", COUNT)
    wire.cut()
    page.goto(COUNT)
    write_count(page, 3, "41")
    offline.line(page, "1 note waits")
    other = opened(PHONE, as_="ana")
    other.goto(COUNT)
    write_count(other, 3, one_more(other, 3))

    wire.mend()

    offline.line(page, "1 note was not accepted")
    page.goto("/offline/")
    expect(offline.main(page)).to_contain_text("has changed since you looked")
    page.get_by_text("Drop it", exact=True).click()
    page.get_by_role("button", name="Drop it for good").click()


def test_what_waited_is_sent_when_the_app_is_opened_again(phone, wire):
    page = phone("ana")
    offline.kept(page, "/", "/offline/", COUNT)
    wire.cut()
    page.goto(COUNT)
    amount = one_more(page, 4)
    write_count(page, 4, amount)
    offline.line(page, "1 note waits")
    context = page.context
    page.close()

    wire.mend()
    page = context.new_page()
    page.goto("/")

    offline.nothing_waits(page)
    page.goto(COUNT)
    assert written(page, 4) == amount


def test_a_page_from_the_phone_says_how_old_it_is(phone, wire):
    page = phone("ben")
    offline.kept(page, "/")

    wire.cut()
    page.goto("/")
    expect(page.get_by_text("No network: this page is as it was at")).to_be_visible()
    page.goto("/union/charter/")

    expect(page.get_by_role("heading", name="No network")).to_be_visible()


def test_another_person_on_the_same_phone_sees_and_sends_nothing_of_mine(
    phone, wire, site
):
    page = phone("ana", alone=True)
    offline.kept(page, "/", "/offline/", COUNT)
    wire.cut()
    page.goto(COUNT)
    write_count(page, 5, "625")
    offline.line(page, "1 note waits")
    page.get_by_role("button", name="Sign out").click()  # works without a network

    expect(page.get_by_role("heading", name="No network")).to_be_visible()
    page.goto("/")
    expect(page.get_by_role("heading", name="No network")).to_be_visible()
    page.goto(COUNT)
    expect(page.get_by_role("heading", name="No network")).to_be_visible()

    wire.mend()
    page.goto("/")  # what waited goes first, then the sign-out, then the page
    expect(page.get_by_role("link", name="Sign in")).to_be_visible()
    sign_in(page, "ben", password_of(site))
    offline.kept(page, "/")
    page.goto("/offline/")
    expect(offline.main(page)).to_contain_text("Nothing waits")
    expect(offline.main(page)).not_to_contain_text("625")
    wire.cut()
    page.goto(COUNT)
    expect(page.get_by_role("heading", name="No network")).to_be_visible()


def test_notes_wait_for_their_own_writer(phone, wire, site):
    """Ana's session ended while her phone was away; Ben signs in on it."""
    page = phone("ana", alone=True)
    offline.kept(page, "/", "/offline/", COUNT)
    wire.cut()
    page.goto(COUNT)
    amount = one_more(page, 6)
    write_count(page, 6, amount)
    offline.line(page, "1 note waits")
    page.context.clear_cookies()

    wire.mend()
    sign_in(page, "ben", password_of(site))
    offline.line(page, "1 note of somebody else waits here")
    page.goto("/offline/")
    expect(offline.main(page)).not_to_contain_text(amount)
    page.get_by_role("button", name="Sign out").click()
    sign_in(page, "ana", password_of(site))

    offline.nothing_waits(page)
    page.goto(COUNT)
    assert written(page, 6) == amount
