"""A deed: one thing a person does, kept whole or not at all.

Every deed of a room or of the commons is one transaction. On SQLite writers of this
process also queue at one lock, because SQLite's own busy handler is unfair: with
eight writers the longest wait fell from seconds to a tenth of one (ADR 0006).
"""

from __future__ import annotations

import functools
import logging
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from typing import ParamSpec, TypeVar

from django.db import (
    DatabaseError,
    IntegrityError,
    OperationalError,
    connection,
    transaction,
)

log = logging.getLogger(__name__)
P = ParamSpec("P")
R = TypeVar("R")

_one_writer = threading.RLock()
_BUSY_ON_SQLITE = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
#: Serialization failure, deadlock detected, lock not available.
_BUSY_ON_POSTGRESQL = frozenset({"40001", "40P01", "55P03"})


@contextmanager
def deed_transaction(*, durable: bool = True) -> Iterator[None]:
    """Hold the write lock (SQLite only) and one transaction."""
    queue = _one_writer if connection.vendor == "sqlite" else nullcontext()
    with queue, transaction.atomic(durable=durable):
        yield


def deed(function: Callable[P, R]) -> Callable[P, R]:
    """Make a service one transaction that is on disk when it returns.

    Two of the same at the same moment: the second meets the first's row, or its lock.
    Deeds are harmless to repeat, so it is done once more and finds what the first has
    made, or refuses. A full disk or a lost connection is no such meeting.
    """

    @functools.wraps(function)
    def whole_or_not_at_all(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            with deed_transaction():
                return function(*args, **kwargs)
        except (IntegrityError, OperationalError) as met:
            if not _met_another(met):
                raise
            log.info("done once more: %s", type(met).__name__)
        with deed_transaction():
            return function(*args, **kwargs)

    return whole_or_not_at_all


def _met_another(met: DatabaseError) -> bool:
    """Say whether a row or a lock of somebody else was in the way."""
    if isinstance(met, IntegrityError):
        return True
    cause = met.__cause__
    if isinstance(cause, sqlite3.Error):
        # The low byte is the plain code; the rest says which kind of busy it was.
        return getattr(cause, "sqlite_errorcode", 0) & 0xFF in _BUSY_ON_SQLITE
    return getattr(cause, "sqlstate", None) in _BUSY_ON_POSTGRESQL


def part_of_a_deed(function: Callable[P, R]) -> Callable[P, R]:
    """Make a service that other deeds call: whole by itself, or part of theirs."""

    @functools.wraps(function)
    def whole_with_its_caller(*args: P.args, **kwargs: P.kwargs) -> R:
        with deed_transaction(durable=False):
            return function(*args, **kwargs)

    return whole_with_its_caller
