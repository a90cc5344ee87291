"""The worker's round: take a job, do it, end it with its effects; until told to stop.

A handler calls ``jobs.complete`` itself, in the transaction of its effects. A handler
that returns without having done so has failed: effects and end belong together.
"""

from __future__ import annotations

import logging
import os
import secrets
import socket
import threading
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from django.db import DatabaseError, InterfaceError, OperationalError, connection

from commonweal.commons import deeds
from commonweal.commons.jobs import queries
from commonweal.commons.jobs import services as jobs
from commonweal.commons.jobs.errors import FencedOff
from commonweal.commons.jobs.words import LEASE, JobView, Status
from commonweal.interfaces.worker import heartbeat

log = logging.getLogger(__name__)

Clock = Callable[[], datetime]

#: Rounds in a row with the database out of reach, before the worker gives up and
#: leaves it to its supervisor to start a fresh one.
_MOST_TROUBLES = 20


class Work(Protocol):
    """What does the job; calls ``jobs.complete(job=job, at=…)`` with its effects."""

    def __call__(self, *, job: JobView, clock: Clock) -> object:
        """Do the job."""


class GaveUp(Protocol):
    """What to put right when a job is given up; part of the same transaction."""

    def __call__(self, *, job: JobView, at: datetime) -> object:
        """Mark what waited for the job as failed."""


@dataclass(frozen=True, slots=True)
class Handler:
    """What is done for one kind of job."""

    work: Work
    gave_up: GaveUp | None = None


class Stopping(BaseException):
    """The worker is asked to stop in the middle of a job."""


def new_name() -> str:
    """Return a name no worker had before: part of the fence of a job."""
    return f"{socket.gethostname()[:60]}:{os.getpid()}:{secrets.token_hex(4)}"


@dataclass(slots=True)
class Worker:
    """One worker: takes one job at a time."""

    handlers: Mapping[str, Handler]
    clock: Clock
    lease: timedelta = LEASE
    pause_seconds: float = 0.5
    #: Called between jobs with the time; asks for what is due by the calendar.
    schedule: Callable[[datetime], object] | None = None
    name: str = field(default_factory=new_name)
    _stop: threading.Event = field(default_factory=threading.Event)
    _busy: bool = False

    def stop(self) -> None:
        """Stop after this round; from a signal handler also in the middle of a job."""
        self._stop.set()
        if self._busy:
            raise Stopping

    def work(self) -> None:
        """Work until told to stop."""
        n_troubles = 0
        while not self._stop.is_set():
            try:
                found = self.step()
                n_troubles = 0
            except (OperationalError, InterfaceError) as trouble:
                n_troubles += 1
                if n_troubles > _MOST_TROUBLES:
                    raise
                log.warning("database out of reach: %s", type(trouble).__name__)
                connection.close()
                found = False
            if not found:
                self._stop.wait(self.pause_seconds * (1 + n_troubles))

    def step(self) -> bool:
        """Do one job if there is one."""
        now = self.clock()
        if self.schedule is not None:
            self.schedule(now)
        if not queries.is_anything_to_do(at=now):
            return False
        with deeds.deed_transaction():
            for given_up in jobs.reap(at=now):
                self._give_up(given_up, now)
            job = jobs.claim(worker=self.name, at=now, lease=self.lease)
        if job is None:
            return False
        self._do(job)
        return True

    def _do(self, job: JobView) -> None:
        log.info("job %s: %s, try %s", job.id, job.kind, job.attempt)
        try:
            with heartbeat.beating(job, clock=self.clock, lease=self.lease):
                self._handle(job)
        except Stopping:
            connection.close()  # whatever the handler was in the middle of is undone
            jobs.put_back(job=job, at=self.clock())
            log.info("job %s: put back, the worker is stopping", job.id)
        except FencedOff:
            log.warning("job %s: another worker has it, nothing kept", job.id)
        except Exception as trouble:  # noqa: BLE001 - the outermost door of a job
            self._failed(job, trouble)

    def _handle(self, job: JobView) -> None:
        handler = self.handlers.get(job.kind)
        if handler is None:
            raise LookupError(f"no handler for {job.kind}")
        self._busy = True
        try:
            handler.work(job=job, clock=self.clock)
        finally:
            self._busy = False
        ended = queries.status(job.id)
        if ended is not None and ended.status is Status.RUNNING:
            raise RuntimeError("the handler returned without completing its job")

    def _failed(self, job: JobView, trouble: Exception) -> None:
        """Put the job back or give it up; what the exception says is not kept."""
        log.error("job %s failed: %s", job.id, _where(trouble))
        if isinstance(trouble, DatabaseError):
            connection.close()
        now = self.clock()
        with deeds.deed_transaction():
            status = jobs.fail(job=job, trouble=type(trouble).__name__, at=now)
            if status is Status.DEAD:
                self._give_up(job, now)

    def _give_up(self, job: JobView, now: datetime) -> None:
        log.error("job %s: given up after %s tries", job.id, job.attempt)
        handler = self.handlers.get(job.kind)
        if handler is not None and handler.gave_up is not None:
            handler.gave_up(job=job, at=now)


def _where(trouble: Exception) -> str:
    """Name the exception and the place, without its message: that may quote people."""
    frames = traceback.extract_tb(trouble.__traceback__)
    place = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else "nowhere"
    return f"{type(trouble).__name__} at {place}"
