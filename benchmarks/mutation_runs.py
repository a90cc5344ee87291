"""Run the tests of each change in a fork of one process that has found all tests already.

A plugin of pytest, loaded by ``benchmarks.mutation`` with the copy of the changed code as
the current folder. For each change the test that noticed it last time comes first, then
those that noticed most in the same function, then the quickest, up to ``MOST_SECONDS``
of them: what is counted as noticed is a lower bound.
"""

from __future__ import annotations

import gc
import json
import os
import pathlib
import re
import resource
import signal
import sys
import time
from collections import Counter
from collections.abc import Mapping

import pytest
from mutmut.mutation.trampoline import set_mutant_under_test
from mutmut.state import state

# Of tests for one change, as long as they take when all is well.
MOST_SECONDS = float(os.environ.get("MUTATION_SECONDS", "6"))
_NO_END = 25  # times as long: the change made something endless
NOTICED, KEPT, NO_END, NO_TEST = "noticed", "kept", "no end", "no test"
FOUND = pathlib.Path("found.json")
WANTED = pathlib.Path("wanted.json")


def pytest_runtestloop(session: pytest.Session) -> bool:
    """Take the place of pytest's own loop: once for all tests, then for each change."""
    gc.freeze()
    items = {item.nodeid: item for item in session.items}
    seconds, tests_of = _measure(list(session.items))
    found = json.loads(FOUND.read_text(encoding="utf-8")) if FOUND.exists() else {}
    luck = Counter((_function(name), test) for name, (_, test, _) in found.items())
    wanted = json.loads(WANTED.read_text(encoding="utf-8"))
    for i, (name, (first, digest, is_inert)) in enumerate(wanted.items()):
        _, last, _ = found.get(name, ("", "", ""))
        function = _function(name)
        tests = _choose(
            sorted(
                tests_of.get(function, ()),
                key=lambda test: (
                    test != last,
                    -luck[function, test],
                    not re.search(first, test),
                    seconds[test],
                ),
            ),
            seconds,
        )
        spent = sum(seconds[test] for test in tests)
        end, test = KEPT, ""
        if not is_inert:
            end, test = _try(name, [items[one] for one in tests], spent)
        luck[function, test] += end == NOTICED
        found[name] = (end, test, digest)
        if i % 25 == 0 or i == len(wanted) - 1:
            FOUND.write_text(json.dumps(found, indent=0), encoding="utf-8")
            print(f"{i + 1} of {len(wanted)}", flush=True)
    return True


def _function(name: str) -> str:
    return name.partition("__mutmut_")[0]


def _choose(tests: list[str], seconds: Mapping[str, float]) -> list[str]:
    """Take tests in their order, as many as there is time for; one at least."""
    chosen: list[str] = []
    left = MOST_SECONDS
    for test in tests:
        if seconds[test] <= left or not chosen:
            chosen.append(test)
            left -= seconds[test]
    return chosen


def _measure(
    items: list[pytest.Item],
) -> tuple[dict[str, float], dict[str, tuple[str, ...]]]:
    """Run every test once, in a fork: its seconds, and the functions it comes through."""
    receive, send = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(receive)
        _be_still()
        set_mutant_under_test("stats")
        lines: list[tuple[str, float, list[str]]] = []
        for item in items:
            state()._stats.clear()
            start = time.process_time()
            failed = _fails(
                item, None
            )  # with its fixtures: what it comes through counts
            if failed:
                print(f"{item.nodeid} fails unchanged", file=sys.stderr)
                os._exit(1)
            spent = time.process_time() - start
            lines.append((item.nodeid, spent, sorted(state()._stats)))
        with os.fdopen(send, "w", encoding="utf-8") as pipe:
            json.dump(lines, pipe)
        os._exit(0)
    os.close(send)
    with os.fdopen(receive, encoding="utf-8") as pipe:
        lines = json.loads(pipe.read() or "[]")
    os.waitpid(child, 0)
    if not lines:
        pytest.exit("a test fails although nothing is changed", 2)
    tests_of: dict[str, tuple[str, ...]] = {}
    for test, _, functions in lines:
        for function in functions:
            tests_of[function] = (*tests_of.get(function, ()), test)
    return {test: spent for test, spent, _ in lines}, tests_of


def _be_still() -> None:
    """Let what pytest prints in a fork go nowhere."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)


def _fails(item: pytest.Item, after: pytest.Item | None) -> bool:
    """Run one test; whether anything of it failed."""
    before = item.session.testsfailed
    item.config.hook.pytest_runtest_protocol(item=item, nextitem=after)
    return item.session.testsfailed > before


def _try(name: str, items: list[pytest.Item], seconds: float) -> tuple[str, str]:
    """Try one change in a fork; say how it ended, and which test noticed."""
    if not items:
        return NO_TEST, ""
    receive, send = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(receive)
        _be_still()
        most = int(20 + _NO_END * seconds)
        resource.setrlimit(resource.RLIMIT_CPU, (most // 3, most // 3))
        signal.alarm(most)
        set_mutant_under_test(name)
        for i, item in enumerate(items):
            if _fails(item, items[i + 1] if i + 1 < len(items) else None):
                os.write(send, item.nodeid.encode())
                os._exit(1)
        os._exit(0)
    os.close(send)
    with os.fdopen(receive, encoding="utf-8") as pipe:
        test = pipe.read()
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return {0: KEPT, 1: NOTICED}.get(code, NO_END), test
