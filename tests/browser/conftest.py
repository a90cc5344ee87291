"""A real Chromium on the real thing: `commonweal run --demo` on a node of its own.

What is walked is what people start: web process, worker process, collected and
compressed static files, strict content policy. Port 0, so that nothing talks to a
server left over from another run.
"""

from __future__ import annotations

import contextlib
import html
import os
import queue
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests import nodes
from tests.browser.wire import Wire

PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 900}
SMALLEST = {"width": 320, "height": 640}
#: The demo is loaded, words compiled and static files collected before the address.
READY_WITHIN = 180.0
#: Refusals, and a network that a test has cut.
EXPECTED = re.compile(
    r"status of 4|net::ERR_(INTERNET_DIS|CONNECTION_|EMPTY_RESP)"
    r"|Opener-Policy header has been ignored"  # without https it has no meaning
)
ADDRESS = re.compile(r"http://[\w.:\[\]]+")
# Chromium asks its maker's hosts whatever flags forbid it; only this stops the lookup.
# The house that is no secure context, as machines at home without https are none.
HOSTS = "localhost,127.0.0.1,old-house.test"
NO_NETWORK = (
    "--host-resolver-rules=MAP old-house.test 127.0.0.1, MAP * ~NOTFOUND,"
    " EXCLUDE localhost, EXCLUDE 127.0.0.1"
)


@dataclass
class Site:
    """A running node: where it answers, and what it printed."""

    url: str
    lines: list[str] = field(default_factory=list)
    supervisor: int = 0

    def web_process(self) -> int:
        """Return the process that answers, for a test that kills it."""
        for one in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                parent = one.joinpath("stat").read_text().rsplit(")", 1)[1].split()[1]
                words = one.joinpath("cmdline").read_text().rstrip("\0").split("\0")
                if int(parent) == self.supervisor and words[-1] == "web":
                    return int(one.name)
        return 0


def pytest_collection_modifyitems(items) -> None:
    for item in items:
        if "tests/browser/" in item.nodeid:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def site(tmp_path_factory) -> Iterator[Site]:
    """Start `commonweal run --demo` and wait until it says where it answers.

    With COMMONWEAL_SITE=http://… (and COMMONWEAL_SITE_PID, its supervisor) a node that
    runs already is walked instead.
    """
    if running := os.environ.get("COMMONWEAL_SITE"):
        yield Site(running, supervisor=int(os.environ.get("COMMONWEAL_SITE_PID", "0")))
        return
    with nodes.new_node(tmp_path_factory.mktemp("node")) as node:
        process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "commonweal.interfaces.cli.main",
                "run",
                "--demo",
                "--port",
                "0",
            ],
            env={**node.env, "COMMONWEAL_HOSTS": HOSTS},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        try:
            yield _when_ready(process)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(30)
            process.stdout.close()


def _when_ready(process: subprocess.Popen) -> Site:
    said: queue.Queue[str] = queue.Queue()
    reader = threading.Thread(
        target=lambda: [said.put(line) for line in process.stdout], daemon=True
    )
    reader.start()
    lines: list[str] = []
    until = time.monotonic() + READY_WITHIN
    while time.monotonic() < until:
        try:
            lines.append(said.get(timeout=1.0))
        except queue.Empty:
            if process.poll() is not None:
                break
            continue
        found = ADDRESS.search(lines[-1])
        if found and "ready" in lines[-1]:
            return Site(found.group().rstrip("/."), lines, process.pid)
    pytest.fail("the node did not get ready:\n" + "".join(lines))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    assert program, "no Chromium found; ./run.sh test installs one"
    # Playwright leaves its loop running in this thread, and Django would refuse every
    # later test of this worker its database. None of our code is asynchronous.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program, args=["--no-sandbox", NO_NETWORK]
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def _states() -> dict[str, dict]:
    """Signed-in sessions by name, so that each is made once."""
    return {}


@pytest.fixture
def opened(chromium, site, _states) -> Iterator[Callable[..., Page]]:
    """Return a function that opens a page: ``opened(PHONE, as_="ben", scheme="dark")``.

    What the browser's console complains of fails the test at its end. The service
    worker stays out but where a test is about it (``service_workers="allow"``).
    """
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def open_page(size=PHONE, *, as_: str | None = None, **more) -> Page:
        context = chromium.new_context(
            viewport=size,
            base_url=more.pop("base_url", site.url),
            service_workers=more.pop("service_workers", "block"),
            color_scheme=more.pop("scheme", "light"),
            storage_state=_state_of(chromium, site, _states, as_) if as_ else None,
            has_touch=size["width"] < DESKTOP["width"],
            locale=more.pop("locale", "en-GB"),
            **more,
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console",
            lambda said: (
                complaints.append(said.text)
                if said.type == "error" and not EXPECTED.search(said.text)
                else None
            ),
        )
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def wire(site):
    """A wire between the phone and the node, to be cut."""
    relay = Wire(site.url)
    yield relay
    relay.cut()


@pytest.fixture
def phone(opened, wire, site):
    """A function that opens a phone on the wire, with the app's worker on it.

    ``alone`` signs in on this phone only: who signs out ends nobody else's session.
    """

    def open_phone(name: str, *, alone: bool = False):
        page = opened(
            PHONE,
            as_=None if alone else name,
            base_url=wire.url,
            service_workers="allow",
        )
        if alone:
            sign_in(page, name, password_of(site))
        else:
            page.goto("/")
        return page

    return open_phone


def _state_of(chromium, site, states, name: str) -> dict:
    if name not in states:
        context = chromium.new_context(base_url=site.url, locale="en-GB")
        sign_in(context.new_page(), name, password_of(site))
        states[name] = context.storage_state()
        context.close()
    return states[name]


def sign_in(page: Page, name: str, password: str) -> None:
    """Sign in as people do."""
    page.goto("/account/login/")
    page.get_by_label("Sign-in name").fill(name)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("navigation", name="Places", exact=True).wait_for(timeout=10_000)


def password_of(site: Site) -> str:
    """Return the demo's password, as the front page shows it."""
    with urllib.request.urlopen(f"{site.url}/") as answer:
        page = answer.read().decode()
    return html.unescape(re.search(r'<strong class="code">(.*?)</strong>', page)[1])
