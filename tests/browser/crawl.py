"""Finds the pages there are by following links, one of each kind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from playwright.sync_api import Page

#: Leads out of the session or gives a file; not a page to look at.
NOT_PAGES = re.compile(
    r"^/(api|static|account/logout|language)/|/data/|/empty/|\.(csv|xlsx|json)"
)
IDS = re.compile(
    r"[0-9a-f]{8}-[0-9a-f-]{27}|(?<=/)\d[\d-]*(?=/)"
    r"|(?<=/methods/)\w+|(?<=/motions/new/)\w+"  # ways of deciding, and matters
)
MOST_PAGES = 200


def kind_of(path: str) -> str:
    """Return the path with ids taken out: pages of one kind look alike."""
    return IDS.sub("*", path)


def each_page(page: Page, seen: set[str], start: str = "/") -> Iterator[str]:
    """Open one page of each kind that links lead to; skip the kinds already seen."""
    ahead = [start]
    came_by: set[str] = set()
    while ahead and len(came_by) < MOST_PAGES:
        path = ahead.pop(0)
        kind = kind_of(path)
        if kind in came_by:
            continue
        came_by.add(kind)
        answer = page.goto(path)
        assert answer.status == 200, f"{path} answered {answer.status}"
        ahead += [link for link in _links(page) if kind_of(link) not in came_by]
        if kind not in seen:
            seen.add(kind)
            yield path


def _links(page: Page) -> list[str]:
    found = page.eval_on_selector_all("a[href]", "links => links.map(l => l.href)")
    here = urlsplit(page.url).netloc
    paths = [urlsplit(link).path for link in found if urlsplit(link).netloc == here]
    return [path for path in dict.fromkeys(paths) if not NOT_PAGES.search(path)]
