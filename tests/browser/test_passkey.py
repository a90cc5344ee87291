"""A passkey is added, signs in alone, and never stands in the password's way.

Chromium's virtual authenticator is the stick; the ceremony is the real one.
"""

from __future__ import annotations

from tests.browser import conftest as house
from tests.browser.conftest import DESKTOP

STICK = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def with_password(page, home, password):
    page.goto(f"{home}/account/login/")
    page.get_by_label("Sign-in name").fill("chidi")
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()
    is_in(page)


def is_in(page):
    page.get_by_role("navigation", name="Places", exact=True).wait_for()


def show_it_is_you(page, password):
    """Answer the page that asks once more, if it asks."""
    if "reauthenticate" in page.url:
        page.get_by_label("Password").fill(password)
        page.get_by_role("button", name="Go on").click()


def sign_out(page):
    page.get_by_role("button", name="Sign out").first.click()
    page.get_by_role("heading", name="Sign in").wait_for()


def test_a_passkey_is_added_used_and_removed(opened, site):
    page = opened(DESKTOP)
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": STICK})
    home = site.url.replace("127.0.0.1", "localhost")  # passkeys need a name
    password = house.password_of(site)

    with_password(page, home, password)
    page.goto(f"{home}/account/keys/webauthn/add/")
    show_it_is_you(page, password)
    page.get_by_label("Name").fill("My phone")
    page.get_by_role("button", name="Add it").click()
    page.get_by_text("My phone").wait_for()
    sign_out(page)
    page.get_by_role("button", name="Sign in with a passkey").click()
    is_in(page)
    assert "Chidi" in page.get_by_role("banner").inner_text()

    sign_out(page)
    with_password(page, home, password)  # still enough by itself
    page.goto(f"{home}/account/keys/")
    page.get_by_role("link", name="Remove").click()
    show_it_is_you(page, password)
    page.get_by_role("button", name="Remove").click()
    page.get_by_text("You have no passkey yet.").wait_for()
