"""What the walks without a network share: a phone on a wire, and waiting for its worker."""

from __future__ import annotations

import re
import time

from playwright.sync_api import Page, expect

#: The worker fetches pages ahead on a small machine that is busy with tests.
NOTE = "/purse/note/"
SOON = 30_000
BACK_WITHIN = 60_000

IS_KEPT = """async (paths) => {
  const has = async (path) => {
    for (const name of await caches.keys())
      if (name.startsWith("pages-") && await (await caches.open(name)).match(
        new URL(path, location.origin).href, {ignoreVary: true})) return true;
    return false;
  };
  const all = await Promise.all(paths.map(has));
  return Boolean(navigator.serviceWorker.controller) && all.every(Boolean);
}"""
TRY_LATER = "() => new Promise((yes) => setTimeout(yes, 100))"


def main(page: Page):
    return page.get_by_role("main")


def kept(page: Page, *paths: str) -> None:
    """Wait until the worker is there and keeps these pages."""
    for _try in range(SOON // 100):
        if page.evaluate(IS_KEPT, list(paths)):
            return
        page.evaluate(TRY_LATER)
    raise AssertionError(f"the phone does not keep {paths}")


def line(page: Page, words: str) -> None:
    """Expect the line in the masthead."""
    expect(page.locator("#waits")).to_contain_text(words, timeout=SOON)


def nothing_waits(page: Page, *, told: bool = True) -> None:
    """Wait until everything was sent, and the line is gone.

    ``told``: the phone says that the network is back, as phones do. Otherwise the app
    has to find out by trying again.
    """
    if told:
        page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator("#waits")).to_have_attribute(
        "data-notes", "0", timeout=BACK_WITHIN
    )


def note(page: Page, amount: str, way: str = NOTE) -> None:
    """Note what was taken for food; the same page comes back."""
    page.goto(way)
    page.get_by_label("How much").fill(amount)
    main(page).get_by_role("button", name="Food").click()


def noted(page: Page, amount: str) -> int:
    """Return how often an amount stands in the books."""
    page.goto("/purse/entries/")
    said = main(page).inner_text().replace("\u00a0", " ")
    return len(re.findall(rf"(?<![\d.]){re.escape(amount)} EUR", said))


def odd(cents: int) -> str:
    """Return an amount that nobody else notes, another in each run.

    The cents are such that no entry of the demo has them.
    """
    return f"{int(time.time()) % 97 + 2}.{cents:02}"


def named(what: str) -> str:
    """Return a name that nothing else has, on a node that was walked before too."""
    return f"{what} {time.time_ns() % 10**7}"
