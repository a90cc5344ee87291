"""A fresh database in a temporary folder, with a union of any size in it.

Importing this sets Django up on a new SQLite file (or on DATABASE_URL), so it is the
first import of a benchmark that needs one.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
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


def table(title: str, rows: list[tuple[str, str, str, str]]) -> None:
    """Print what was measured: what, how long, the limit, the ratio to it."""
    print(f"\n{title}")
    wide = max(len(row[0]) for row in rows)
    print(f"{'':{wide}}  {'measured':>10}  {'limit':>8}  {'of limit':>8}")
    for what, measured, limit, ratio in rows:
        print(f"{what:{wide}}  {measured:>10}  {limit:>8}  {ratio:>8}")


def row(what: str, seconds: float, limit: float | None) -> tuple[str, str, str, str]:
    """Return a line of the table; limits and times in seconds."""
    measured = f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.2f} s"
    if limit is None:
        return what, measured, "", ""
    told = f"{limit * 1000:.0f} ms" if limit < 1 else f"{limit:.0f} s"
    return what, measured, told, f"{seconds / limit:.0%}"
