"""Keep child processes running until told to stop; leave none behind.

A child that ends is started again, after a pause that grows while it keeps ending at
once. SIGTERM to the supervisor stops them in good order; kill -9 takes them along
(they ask the kernel for it, see ``processes.die_with_parent``).
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from types import FrameType

from commonweal.interfaces.cli import processes, words

_FIRST_PAUSE = 0.5
_LONGEST_PAUSE = 30.0
#: A child that lived this long was well; its next pause is the first one again.
_WELL_AFTER = 10.0
#: Time to finish answers under way and hand back a job, before kill -9.
_GRACE = 10.0
_ROUND = 0.1


@dataclass(slots=True)
class Child:
    """A process that should run."""

    name: str
    command: Sequence[str]
    pass_fds: tuple[int, ...] = ()
    env: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None
    begun: float = 0.0
    pause: float = 0.0
    due: float = 0.0

    def start(self) -> None:
        """Start it, in a session of its own so that Ctrl-C reaches only the parent."""
        self.begun = time.monotonic()
        self.process = subprocess.Popen(  # noqa: S603 - our own commands
            self.command,
            env={
                **os.environ,
                **self.env,
                processes.PARENT: str(os.getpid()),
            },
            pass_fds=self.pass_fds,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )

    def look_after(self, now: float) -> None:
        """Start it again when it ended and its pause is over."""
        if self.process is not None:
            code = self.process.poll()
            if code is None:
                return
            self.process = None
            is_well = now - self.begun > _WELL_AFTER
            self.pause = (
                _FIRST_PAUSE
                if is_well or not self.pause
                else min(self.pause * 2, _LONGEST_PAUSE)
            )
            self.due = now + self.pause
            words.complain(
                f"The {self.name} process ended ({_how(code)}); "
                f"starting it again in {self.pause:g} s."
            )
        if now >= self.due:
            self.start()


class Supervisor:
    """Runs the children until a signal comes."""

    def __init__(self, children: Sequence[Child]) -> None:
        self.children = children
        self._stop = threading.Event()

    def catch_signals(self) -> None:
        """Stop in good order on SIGTERM, SIGINT (Ctrl-C) and SIGHUP."""
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._told_to_stop)

    @property
    def is_stopping(self) -> bool:
        """Say whether a signal came."""
        return self._stop.is_set()

    def round(self) -> None:
        """Look after every child once, then wait a moment."""
        for child in self.children:
            child.look_after(time.monotonic())
        self._stop.wait(_ROUND)

    def stop_children(self) -> None:
        """Ask every child to stop; after the grace, make it."""
        running = [c.process for c in self.children if c.process is not None]
        for process in running:
            process.terminate()
        end = time.monotonic() + _GRACE
        for process in running:
            try:
                process.wait(timeout=max(0.0, end - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def _told_to_stop(self, _number: int, _frame: FrameType | None) -> None:
        self._stop.set()


def our_command(*arguments: str) -> list[str]:
    """Return the command line of another `commonweal …`, with this Python."""
    return [sys.executable, "-m", "commonweal.interfaces.cli.main", *arguments]


def worker_command(*arguments: str) -> list[str]:
    """Return the command line of a worker."""
    return [sys.executable, "-m", "commonweal.interfaces.worker", *arguments]


def _how(code: int) -> str:
    return f"code {code}" if code >= 0 else signal.Signals(-code).name
