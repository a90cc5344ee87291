"""What most tests begin with is made once by real deeds; later its rows are written.

Founding a union, letting people in and giving them mandates takes four fifths of what
a test of a room does. What these deeds write is remembered, statement by statement, and
written again by the next test that begins the same way. The database looks at every row
anew, with all its constraints and triggers.

A step is known by all steps before it. As soon as anything else has written to the
database in a test, its steps are real deeds again.
"""

from __future__ import annotations

import copy
import threading
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TypeVar

from django.conf import settings
from django.db import connection, transaction
from django.db.backends.signals import connection_created

T = TypeVar("T")

_NOT_WRITING = frozenset(
    {"SELECT", "BEGIN", "SAVEPOINT", "RELEASE", "COMMIT", "SET", "PRAGMA"}
)
#: Numbers that the database counts begin at one, so that rows are numbered alike.
_COUNT_ANEW = {
    "sqlite": "UPDATE sqlite_sequence SET seq = 0",
    "postgresql": (
        "SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, 1, false)"
        " FROM pg_sequences WHERE sequencename !~ '^(django|auth)_'"
    ),
}


class _Mode(Enum):
    WATCHING = auto()  # whatever is written ends the row of known steps
    REMEMBERING = auto()
    WRITING_AGAIN = auto()


@dataclass(frozen=True, slots=True)
class _Step:
    """What was written in a step, and what came of it."""

    statements: tuple[tuple[str, object, bool], ...]
    gave: object


@dataclass(slots=True, eq=False)
class _Watch:
    """Sees every statement."""

    #: The steps of this test so far; None when something else has written.
    steps: tuple[Hashable, ...] | None = None
    mode: _Mode = _Mode.WATCHING
    statements: list[tuple[str, object, bool]] = field(default_factory=list)

    def __call__(self, execute, sql, params, many, context):
        if sql.split(maxsplit=1)[0].upper() not in _NOT_WRITING:
            if self.mode is _Mode.WATCHING:
                self.steps = None
            elif self.mode is _Mode.REMEMBERING:
                self.statements.append((sql, copy.copy(params), many))
        return execute(sql, params, many, context)


_watch = _Watch()
_known: dict[tuple[Hashable, ...], _Step] = {}


def begin() -> None:
    """Begin a test: nothing has been written in it."""
    _watch.steps = ()


def watch() -> None:
    """See what is written over every connection there will be, of all threads."""
    connection_created.connect(_watch_one)


def _watch_one(*, connection, **_more) -> None:
    if _watch not in connection.execute_wrappers:
        connection.execute_wrappers.append(_watch)


def forget() -> None:
    """Forget every step, so that the next is a real deed."""
    _known.clear()


def step(name: Hashable, make: Callable[[], T]) -> T:
    """Make something by deeds, or write again what they wrote the first time.

    ``name`` tells it from everything else that is made after the same steps; what comes
    of it is given to each test as a copy.
    """
    is_main = threading.current_thread() is threading.main_thread()
    if not is_main or _watch.mode is not _Mode.WATCHING or _watch.steps is None:
        return make()
    if not _watch.steps:
        if _is_peopled():
            _watch.steps = None
            return make()
        _do(_Mode.WRITING_AGAIN, _count_anew)
    steps = (*_watch.steps, (name, settings.PASSWORD_HASHERS[0]))
    if steps not in _known:
        _remember(steps, make)
    else:
        _do(_Mode.WRITING_AGAIN, lambda: _write(_known[steps]))
    _watch.steps = steps
    return copy.deepcopy(_known[steps].gave)


def _remember(steps: tuple[Hashable, ...], make: Callable[[], object]) -> None:
    _watch.statements = []
    gave = _do(_Mode.REMEMBERING, make)
    assert not any(sql.startswith("ROLLBACK") for sql, *_ in _watch.statements)
    _known[steps] = _Step(tuple(_watch.statements), gave)


def _do(mode: _Mode, deed: Callable[[], T]) -> T:
    """Do it in that mode; should it fail, nothing is known of this test any more."""
    before, _watch.steps, _watch.mode = _watch.steps, None, mode
    try:
        gave = deed()
    finally:
        _watch.mode = _Mode.WATCHING
    _watch.steps = before
    return gave


def _write(known: _Step) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        for sql, params, many in known.statements:
            if many:
                cursor.executemany(sql, params)
            else:
                cursor.execute(sql, params)


def _count_anew() -> None:
    with connection.cursor() as cursor:
        cursor.execute(_COUNT_ANEW[connection.vendor])


def _is_peopled() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM people_union LIMIT 1")
        return cursor.fetchone() is not None
