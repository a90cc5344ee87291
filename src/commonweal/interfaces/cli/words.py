"""How commands speak: progress, results, refusals."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.utils.translation import gettext

from commonweal.core.vf.problems import Problem


def say(line: str = "") -> None:
    """Write one line to the person, at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def complain(line: str) -> None:
    """Write one line about what is wrong."""
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


@contextmanager
def step(what: str) -> Iterator[None]:
    """Say what is being done, and how long it took when that was noticeable."""
    sys.stdout.write(f"{what} … ")
    sys.stdout.flush()
    begun = time.monotonic()
    yield
    seconds = time.monotonic() - begun
    say("done" if seconds < 1 else f"done in {seconds:.0f} s")


def worded(problem: Problem) -> str:
    """Return the problem as a sentence, with its row and field."""
    message = gettext(problem.message) % dict(problem.params)
    row = f"row {problem.row}, " if problem.row is not None else ""
    return f"{row}{problem.field}: {message}" if problem.field else f"{row}{message}"


def complain_about(problems: Iterable[Problem]) -> None:
    """Write all problems, one line each."""
    for problem in problems:
        complain(f"  {worded(problem)}")


class Progress:
    """One line that is rewritten on a terminal, and a line per tenth elsewhere."""

    def __init__(self) -> None:
        self._is_terminal = sys.stdout.isatty()
        self._told = -1

    def __call__(self, percent: int, what: str = "") -> None:
        """Show how far it is."""
        if self._is_terminal:
            sys.stdout.write(f"\r\x1b[K{percent:3d} %  {what}")
            sys.stdout.flush()
        elif percent // 10 > self._told:
            self._told = percent // 10
            say(f"{percent:3d} %  {what}")

    def end(self) -> None:
        """Leave the line."""
        if self._is_terminal:
            say()
