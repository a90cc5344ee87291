"""What the walks without a network share: a phone on a wire, and waiting for its worker."""

from __future__ import annotations

from playwright.sync_api import Page, expect

#: The worker fetches pages ahead on a small machine that is busy with tests.
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


def nothing_waits(page: Page) -> None:
    """Wait until everything was sent, and the line is gone."""
    expect(page.locator("#waits")).to_have_attribute(
        "data-notes", "0", timeout=BACK_WITHIN
    )
