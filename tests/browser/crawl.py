"""Finds the pages there are by following links, one of each kind."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from playwright.sync_api import Page

#: Leads out of the session or gives a file; not a page to look at.
NOT_PAGES = re.compile(
    r"^/(api|static|account/logout|language)/|/data/|\.(csv|xlsx|json)"
)
IDS = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|(?<=/)\d+(?=/)")
MOST_PAGES = 90


def kind_of(path: str) -> str:
    """Return the path with ids taken out: pages of one kind look alike."""
    return IDS.sub("*", path)


def pages(page: Page, start: str = "/") -> list[str]:
    """Return one path for each kind of page that links lead to from ``start``."""
    seen: dict[str, str] = {}
    ahead = [start]
    while ahead and len(seen) < MOST_PAGES:
        path = ahead.pop(0)
        if kind_of(path) in seen:
            continue
        answer = page.goto(path)
        assert answer.status == 200, f"{path} answered {answer.status}"
        seen[kind_of(path)] = path
        ahead += [link for link in _links(page) if kind_of(link) not in seen]
    return list(seen.values())


def _links(page: Page) -> list[str]:
    found = page.eval_on_selector_all("a[href]", "links => links.map(l => l.href)")
    here = urlsplit(page.url).netloc
    paths = [urlsplit(link).path for link in found if urlsplit(link).netloc == here]
    return [path for path in dict.fromkeys(paths) if not NOT_PAGES.search(path)]
