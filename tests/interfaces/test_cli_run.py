"""`commonweal run` really started: it answers, mends itself and leaves nothing behind."""

from __future__ import annotations

import http.client
import os
import re
import signal
import time
from pathlib import Path

import pytest

from tests import nodes

READY = re.compile(r"open http://127\.0\.0\.1:(\d+)/")
LONG = 90


class Running:
    """A `commonweal run` of its own, its output in a file."""

    def __init__(self, node, log, *arguments):
        self.node, self.log = node, log
        with log.open("w") as out:
            self.process = node.python(
                "-m", "commonweal.interfaces.cli.main", "run", "--port", "0",
                *arguments, stdout=out, stderr=out,
            )  # fmt: skip

    def wait_until_ready(self):
        end = time.monotonic() + LONG
        while not (found := READY.search(self.log.read_text())):
            assert self.process.poll() is None, self.log.read_text()
            assert time.monotonic() < end, self.log.read_text()
            time.sleep(0.1)
        self.port = int(found.group(1))
        return self

    def get(self, path="/"):
        asked = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            asked.request("GET", path)
            answer = asked.getresponse()
            return answer.status, answer.read().decode()
        finally:
            asked.close()

    def children(self):
        """Return {name: process id} of the running children."""
        pids = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        named = {}
        for pid in map(int, pids.read_text().split()):
            try:
                line = Path(f"/proc/{pid}/cmdline").read_text()
            except FileNotFoundError:
                continue
            for name, sign in (("web", "\0web\0"), ("worker", ".worker\0")):
                if sign in line:
                    named[name] = pid
        return named


def is_gone(pid):
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except FileNotFoundError:
        return True
    return state == "Z"  # dead, only not yet noted by whoever adopted it


def wait_until(said, *, seconds=30):
    end = time.monotonic() + seconds
    while not said():
        assert time.monotonic() < end
        time.sleep(0.05)


@pytest.fixture
def running(node, tmp_path):
    """One for a test that ends it."""
    yield from started(node, tmp_path / "log")


@pytest.fixture(scope="module")
def going_on(tmp_path_factory):
    """One that goes on after each test, on a node that nothing is written to."""
    home = tmp_path_factory.mktemp("going_on")
    with nodes.new_node(home / "node") as node:
        yield from started(node, home / "log")


def started(node, log):
    running = Running(node, log)
    try:
        yield running.wait_until_ready()
    finally:
        running.process.kill()
        running.process.wait(timeout=30)


def test_one_command_prepares_an_empty_place_and_serves(bare_node, tmp_path):
    """The first start: tables, words and style are made, and one line says where."""
    said = []
    for name in ("first", "second"):
        running = Running(bare_node, tmp_path / name).wait_until_ready()
        try:
            status, page = running.get()
        finally:
            running.process.terminate()
            assert running.process.wait(timeout=30) == 0
        assert status in {200, 302}, page
        said.append(running.log.read_text())

    assert "Bringing the database up to date" in said[0]
    assert "Collecting style sheets" in said[0]
    assert READY.search(said[0])
    # The second start has nothing to prepare.
    assert "Bringing" not in said[1]
    assert "Collecting" not in said[1]


def test_a_killed_child_is_replaced_and_no_caller_is_turned_away(going_on):
    running = going_on
    before = running.children()
    assert set(before) == {"web", "worker"}

    os.kill(before["web"], signal.SIGKILL)
    status, _page = running.get()  # waits in the queue of the socket
    os.kill(before["worker"], signal.SIGKILL)
    wait_until(lambda: running.children().get("worker") not in {None, before["worker"]})

    assert status in {200, 302}
    assert set(running.children().values()).isdisjoint(before.values())
    assert "The web process ended (SIGKILL)" in running.log.read_text()


def test_the_supervisor_killed_with_nine_takes_its_children_along(running):
    children = running.children()

    running.process.kill()
    running.process.wait(timeout=10)

    wait_until(lambda: all(is_gone(pid) for pid in children.values()), seconds=10)


def test_sigterm_stops_everything_in_good_order(running):
    children = running.children()

    running.process.send_signal(signal.SIGTERM)

    assert running.process.wait(timeout=15) == 0
    assert all(is_gone(pid) for pid in children.values())
    assert running.log.read_text().strip().endswith("Stopped.")


def test_a_second_one_on_the_same_port_says_so_and_changes_nothing(going_on):
    running = going_on
    done = running.node.run("run", "--port", str(running.port))

    assert done.returncode == 1
    assert "Perhaps commonweal runs already" in done.stderr
    assert f"--port {running.port + 1}" in done.stderr
    assert running.get()[0] in {200, 302}
