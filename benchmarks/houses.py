"""A fresh database in a temporary folder, with a union of any size in it.

Importing this sets Django up on a new SQLite file (or on DATABASE_URL), so it is the
first import of a benchmark that needs one.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import django
from django.core.management import call_command

HOME = Path(tempfile.mkdtemp(prefix="commonweal-benchmark-"))
atexit.register(shutil.rmtree, HOME, ignore_errors=True)
os.environ["COMMONWEAL_HOME"] = str(HOME)
os.environ["DJANGO_SETTINGS_MODULE"] = "commonweal.site.settings"
django.setup()

from commonweal.commons.people import queries, services  # noqa: E402 - after set-up

AT = datetime(2026, 11, 23, 8, tzinfo=UTC)
PASSWORD = "four words in a row"


def open_house() -> None:
    """Bring the database up to date."""
    call_command("migrate", verbosity=0)


def found_union(n_people: int, n_circles: int):
    """Found a union with two key-holders, one steward and so many people in circles."""
    union = services.found_union(
        name="Bench House", place="The yard", language="en", currency="EUR",
        time_zone="UTC", founder_name="Kofi", username="kofi", password=PASSWORD,
        key="bench", at=AT,
    )  # fmt: skip
    founder = _person(union.id, "Kofi")
    circles = [
        services.add_circle(
            union=union.id, name=f"circle {i}", by=founder, at=AT, key=f"{i}"
        ).id
        for i in range(n_circles)
    ]
    for name in ("Lena", "Ana"):
        invited = services.invite(
            union=union.id, by=founder, at=AT, key=name, keys=name == "Lena",
            circle=circles[0],
        )  # fmt: skip
        services.join(
            code=invited.code,
            name=name,
            username=name.lower(),
            password=PASSWORD,
            at=AT,
        )
    steward, second = _person(union.id, "Ana"), _person(union.id, "Lena")
    for scope in ("stores", "planning", "rounds", "paper"):
        mandate = services.propose_mandate(
            union=union.id, person=steward, scope=scope, by=founder, at=AT, key=scope,
            begins=AT.date(), ends=AT.date() + timedelta(days=300),
        )  # fmt: skip
        services.confirm_mandate(mandate=mandate.id, by=second, at=AT)
    for i in range(n_people - 3):
        services.add_person(
            union=union.id, name=f"Person {i}", circle=circles[i % n_circles],
            by=steward, at=AT, key=f"person {i}",
        )  # fmt: skip
    return union, steward


def _person(union, name: str):
    return next(p.id for p in queries.list_people(union=union) if p.name == name)


@dataclass(frozen=True)
class Moment:
    """A moment on the wall and on the processor, in seconds."""

    wall: float
    busy: float

    def since(self, before: Moment) -> Moment:
        return Moment(self.wall - before.wall, self.busy - before.busy)


def moment() -> Moment:
    return Moment(time.perf_counter(), time.process_time())


def row(what: str, took: Moment, limit: float | None = None) -> tuple[str, ...]:
    """Return a line of the table; the limit holds for one core's own time."""
    told = (what, _told(took.wall), _told(took.busy))
    if limit is None:
        return (*told, "", "")
    return (*told, _told(limit), f"{took.busy / limit:.0%}")


def table(title: str, rows: list[tuple[str, ...]]) -> None:
    """Print what was measured: on the clock, on the processor, and the limit's ratio."""
    wide = max(len(row[0]) for row in rows)
    heads = ("", "clock", "processor", "limit", "of limit")
    print(f"\n{title}")
    for what, *rest in (heads, *rows):
        print(f"{what:{wide}}", *(f"{cell:>10}" for cell in rest))


def _told(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.2f} s"
