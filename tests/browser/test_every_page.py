"""Every page: accessible in light and dark, whole at 320 px, light, and kind to keys.

Pages are found by following links, so a new page is looked at without being listed.
"""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser import crawl
from tests.browser.conftest import DESKTOP, PHONE, SMALLEST

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RULES = {"runOnly": {"type": "tag", "values": WCAG}}
FIRST_LOAD_BYTES = 100_000

#: Who can see what: the steward, a key-holder, and a stranger at the door.
WHO = ["ana", "kofi", None]


def wrongs(page) -> list[str]:
    found = Axe().run(page, options=RULES).response["violations"]
    return [
        f"{one['id']}: {node['html'][:160]} {node['failureSummary'][:200]}"
        for one in found
        for node in one["nodes"]
    ]


@pytest.mark.parametrize("name", WHO)
def test_every_page_is_accessible_in_light_and_dark(opened, name):
    """WCAG 2.2 AA as far as a machine can tell; targets of 24 px are part of it."""
    page = opened(PHONE, as_=name)
    found = {}

    for path in crawl.pages(page):
        page.goto(path)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            if wrong := wrongs(page):
                found[f"{path} {scheme}"] = wrong

    assert found == {}


@pytest.mark.parametrize("name", WHO)
def test_no_page_scrolls_sideways_at_320_px(opened, name):
    page = opened(SMALLEST, as_=name)
    wide = {}

    for path in crawl.pages(page):
        page.goto(path)
        over = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        if over > 0:
            wide[path] = over

    assert wide == {}


@pytest.mark.parametrize("name", WHO)
def test_every_page_says_where_we_are(opened, name):
    """One first heading, a title of its own, a language, a way past the places."""
    page = opened(DESKTOP, as_=name)
    wrong = {}

    for path in crawl.pages(page):
        page.goto(path)
        if page.locator("h1").count() != 1 or not page.title().strip():
            wrong[path] = (page.locator("h1").count(), page.title())
        assert page.locator("html").get_attribute("lang") == "en"
        assert page.locator("a.skip").count() == 1

    assert wrong == {}


def test_a_broken_page_would_be_caught(opened):
    """The check itself is checked: grey on grey and a button without a name."""
    page = opened(PHONE)
    page.goto("/")
    page.evaluate(
        "() => { const b = document.createElement('button');"
        " document.querySelector('main').append(b);"
        " const h = document.querySelector('h1');"
        " h.setAttribute('class', 'number');"
        " const p = document.querySelector('.lead');"
        " p.style.setProperty('color', '#ddd'); }"
    )

    found = {line.split(":")[0] for line in wrongs(page)}

    assert {"button-name", "color-contrast"} <= found


def weight_of(page, path: str) -> int:
    """Return the bytes that come over the wire for a page with an empty cache."""
    sizes: list[int] = []
    tool = page.context.new_cdp_session(page)
    tool.send("Network.enable")
    tool.on(
        "Network.loadingFinished", lambda done: sizes.append(done["encodedDataLength"])
    )
    page.goto(path, wait_until="networkidle")
    tool.detach()
    return int(sum(sizes))


@pytest.mark.parametrize(
    ("path", "name"), [("/", None), ("/", "ben"), ("/needs/new/", "ben")]
)
def test_a_first_load_is_light(opened, path, name):
    page = opened(PHONE, as_=name)

    weight = weight_of(page, path)

    assert 0 < weight < FIRST_LOAD_BYTES


def test_nothing_is_asked_of_another_host(opened, site):
    page = opened(PHONE, as_="ben")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    for path in ("/", "/needs/", "/plans/", "/rounds/", "/union/"):
        page.goto(path, wait_until="networkidle")

    assert [url for url in asked if not url.startswith((site.url, "data:"))] == []
