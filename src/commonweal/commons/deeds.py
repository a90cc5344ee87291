"""A deed: one thing a person does, kept whole or not at all.

Every deed of a room or of the commons is one transaction. On SQLite writers of this
process also queue at one lock, because SQLite's own busy handler is unfair: with
eight writers the longest wait fell from seconds to a tenth of one (ADR 0006).
"""

from __future__ import annotations

import functools
import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from typing import ParamSpec, TypeVar

from django.db import IntegrityError, OperationalError, connection, transaction

log = logging.getLogger(__name__)
P = ParamSpec("P")
R = TypeVar("R")

_one_writer = threading.RLock()


@contextmanager
def deed_transaction(*, durable: bool = True) -> Iterator[None]:
    """Hold the write lock (SQLite only) and one transaction."""
    queue = _one_writer if connection.vendor == "sqlite" else nullcontext()
    with queue, transaction.atomic(durable=durable):
        yield


def deed(function: Callable[P, R]) -> Callable[P, R]:
    """Make a service one transaction that is on disk when it returns.

    Two of the same at the same moment: the second meets the first's row (or, on
    PostgreSQL, a deadlock). Deeds are harmless to repeat, so it is done once more and
    finds what the first has made, or refuses.
    """

    @functools.wraps(function)
    def whole_or_not_at_all(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            with deed_transaction():
                return function(*args, **kwargs)
        except (IntegrityError, OperationalError) as met:
            log.info("done once more: %s", type(met).__name__)
        with deed_transaction():
            return function(*args, **kwargs)

    return whole_or_not_at_all


def part_of_a_deed(function: Callable[P, R]) -> Callable[P, R]:
    """Make a service that other deeds call: whole by itself, or part of theirs."""

    @functools.wraps(function)
    def whole_with_its_caller(*args: P.args, **kwargs: P.kwargs) -> R:
        with deed_transaction(durable=False):
            return function(*args, **kwargs)

    return whole_with_its_caller
