"""Every page: accessible in light and dark, whole at 320 px, light, and kind to keys.

Pages are found by following links, so a new page is looked at without being listed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

import commonweal
from tests.browser import crawl
from tests.browser.conftest import PHONE, SMALLEST

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RULES = {"runOnly": {"type": "tag", "values": WCAG}, "resultTypes": ["violations"]}
#: Those of them that read colours; in the dark nothing else is different.
OF_COLOURS = {
    **RULES,
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
}
FIRST_LOAD_BYTES = 100_000

#: Who can see what: the steward, a key-holder, and a stranger at the door.
WHO = ["ana", "kofi", None]


@dataclass
class Looked:
    """What looking at every page once has found wrong, by page."""

    pages: list[str] = field(default_factory=list)
    not_accessible: dict[str, list[str]] = field(default_factory=dict)
    too_wide: dict[str, int] = field(default_factory=dict)
    lost: dict[str, str] = field(default_factory=dict)


@pytest.fixture(scope="session")
def seen() -> tuple[set[str], dict[str | None, Looked]]:
    return set(), {}


@pytest.fixture(params=WHO)
def looked(request, opened, seen) -> Looked:
    """Look at every page this person can reach and nobody before them has; once."""
    kinds, done = seen
    name = request.param
    if name not in done:
        done[name] = _look(opened(PHONE, as_=name), kinds)
    return done[name]


def _look(page, kinds: set[str]) -> Looked:
    found = Looked()
    for path in crawl.each_page(page, kinds):
        found.pages.append(path)
        page.set_viewport_size(PHONE)
        for scheme, rules in (("light", RULES), ("dark", OF_COLOURS)):
            page.emulate_media(color_scheme=scheme)
            if wrong := wrongs(page, rules):
                found.not_accessible[f"{path} {scheme}"] = wrong
        page.set_viewport_size(SMALLEST)
        if over := page.evaluate(SIDEWAYS):
            found.too_wide[path] = over
        if page.locator("h1").count() != 1 or not page.title().strip():
            found.lost[path] = f"{page.locator('h1').count()} h1, “{page.title()}”"
        if page.locator("a.skip").count() != 1:
            found.lost[path] = "no way past the places"
        if page.locator("html").get_attribute("lang") != "en":
            found.lost[path] = "no language"
    return found


SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def wrongs(page, rules=RULES) -> list[str]:
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(Axe().axe_script)
    found = page.evaluate("async rules => (await axe.run(rules)).violations", rules)
    return [
        f"{one['id']}: {node['html'][:160]} {node['failureSummary'][:200]}"
        for one in found
        for node in one["nodes"]
    ]


def test_every_page_is_accessible_in_light_and_dark(looked):
    """WCAG 2.2 AA as far as a machine can tell; targets of 24 px are part of it."""
    assert looked.pages
    assert looked.not_accessible == {}


def test_no_page_scrolls_sideways_at_320_px(looked):
    assert looked.too_wide == {}


def test_every_page_says_where_we_are(looked):
    """One first heading, a title of its own, a language, a way past the places."""
    assert looked.lost == {}


def test_the_dark_changes_nothing_but_colours():
    """Why it is enough to look at the colours of a page in the dark."""
    here = Path(commonweal.__file__).parent
    sheets = "".join(sheet.read_text() for sheet in here.rglob("*.css"))
    asked = "@media (prefers-color-scheme: dark) {\n  :root {\n"

    of_dark = sheets.partition(asked)[2].partition("  }\n}\n")[0]

    assert sheets.count("prefers-color-scheme") == sheets.count(asked) == 1
    assert re.fullmatch(r"(    --[\w-]+: (#[0-9a-f]{6}|none);\n)+", of_dark)


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
    page.emulate_media(color_scheme="dark")
    page.locator(".lead").evaluate("lead => lead.style.setProperty('color', '#333')")
    assert {line.split(":")[0] for line in wrongs(page, OF_COLOURS)} == {
        "color-contrast"
    }


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


def test_german_words_fit_at_320_px(opened, site):
    """German words are long; nothing may stick out, and nothing stay English."""
    page = opened(SMALLEST, as_="ben")
    page.context.add_cookies(
        [{"name": "django_language", "value": "de", "url": site.url}]
    )
    too_wide, not_german = {}, []

    for path in crawl.each_page(page, set()):
        if over := page.evaluate(SIDEWAYS):
            too_wide[path] = over
        if page.locator("html").get_attribute("lang") != "de":
            not_german.append(path)

    assert too_wide == {}
    assert not_german == []
