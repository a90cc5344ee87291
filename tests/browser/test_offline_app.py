"""The app on a phone: installed, light, and no worse without any of it."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser import offline
from tests.browser.conftest import PHONE, password_of, sign_in
from tests.browser.offline import NOTE, note, noted, odd

MOST_BYTES = 100_000


def test_without_https_everything_works_and_nothing_can_wait(opened, wire, site):
    """The address of a machine in the house: no service worker, and no need of one."""
    page = opened(PHONE, base_url=wire.url.replace("127.0.0.1", "old-house.test"))
    sign_in(page, "ben", password_of(site))
    assert page.evaluate("isSecureContext") is False
    amount = odd(38)

    note(page, amount)

    expect(offline.main(page)).to_contain_text(amount)
    assert noted(page, amount) == 1
    page.goto("/offline/")
    expect(offline.main(page)).to_contain_text("This device cannot keep notes")


def test_the_app_and_the_pages_it_fetches_ahead_are_light(opened, wire):
    """First load, worker and daily pages together stay under a hundred kilobytes."""
    page = opened(PHONE, as_="ben", base_url=wire.url, service_workers="allow")
    page.goto("/")
    offline.kept(page, "/", "/offline/", NOTE, "/table/")

    assert 0 < wire.n_bytes < MOST_BYTES


def test_the_app_can_be_installed(opened):
    """Its card is what Chromium asks for; icons are there."""
    page = opened(PHONE, as_="ben", service_workers="allow")
    page.goto("/")
    tool = page.context.new_cdp_session(page)

    card = tool.send("Page.getAppManifest")
    hindered = tool.send("Page.getInstallabilityErrors")["installabilityErrors"]

    assert card["errors"] == []
    assert '"display": "standalone"' in card["data"]
    assert [
        one["errorId"] for one in hindered if one["errorId"] != "in-incognito"
    ] == []
