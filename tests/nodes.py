"""A node of its own for tests that start real processes: a database nobody shares.

Migrated once per test run as a template, then copied: a file on SQLite, a database
made from a template on PostgreSQL. All workers of a run copy from the same templates.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

ON = os.environ.get("TEST_ON", "sqlite")


@dataclass(frozen=True, slots=True)
class Node:
    """A folder and a database; ``env`` makes a process use them."""

    home: Path
    env: dict[str, str]

    def run(self, *arguments: str, **more) -> subprocess.CompletedProcess:
        """Run `commonweal …` to its end."""
        return subprocess.run(
            [sys.executable, "-m", "commonweal.interfaces.cli.main", *arguments],
            env=self.env,
            capture_output=True,
            text=True,
            timeout=more.pop("timeout", 400),
            check=False,
            **more,
        )

    def python(self, *arguments: str, **more) -> subprocess.Popen:
        """Start a Python process on this node."""
        return subprocess.Popen([sys.executable, *arguments], env=self.env, **more)

    def sql(self, statement: str) -> list[list]:
        """Run one statement on the node's database, from outside any process of it."""
        url = self.env["DATABASE_URL"]
        if url.startswith("sqlite"):
            with closing(sqlite3.connect(urlsplit(url).path[1:], timeout=20)) as base:
                rows = base.execute(statement).fetchall()
                base.commit()
        else:
            with psycopg.connect(url) as base:
                cursor = base.execute(statement)
                rows = cursor.fetchall() if cursor.description else []
        return [list(row) for row in rows]


@contextmanager
def new_node(
    home: Path, *, migrated: bool = True, peopled: bool = False
) -> Iterator[Node]:
    """Give a node with an empty database, or one with Oak Yard in it."""
    home.mkdir(parents=True, exist_ok=True)
    template = _template_of("peopled" if peopled else "empty") if migrated else None
    name = f"node_{uuid.uuid4().hex[:12]}"
    if ON == "sqlite":
        file = home / "commonweal.sqlite3"
        if template is not None:
            shutil.copy(template.place, file)
        node = _node(home, f"sqlite:///{file}")
    else:
        _create(name, template=template.place if template else "template0")
        node = _node(home, _url_of(name))
    if peopled:
        (home / "cast.json").write_text(template.cast)
    try:
        yield node
    finally:
        if ON != "sqlite":
            _sql(f'DROP DATABASE "{name}" WITH (FORCE)')


@dataclass(frozen=True, slots=True)
class _Template:
    """What new nodes are copied from: a file, or the name of a database."""

    place: str
    cast: str = ""


@cache
def _template_of(kind: str) -> _Template:
    """Return the template of a kind; whichever worker asks first makes it for all."""
    folder = _run_of_tests()
    made = folder / f"template_{kind}.cast"
    place = _place_of(kind, folder)
    with (folder / f"template_{kind}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            made.write_text(_make_template(kind, place, folder))
    return _Template(place, made.read_text())


def _make_template(kind: str, place: str, folder: Path) -> str:
    """Make a template and return who is in it; a peopled one begins as an empty one."""
    empty = _template_of("empty").place if kind == "peopled" else None
    if ON == "sqlite":
        if empty is not None:
            shutil.copy(empty, place)
        node = _node(folder, f"sqlite:///{place}")
    else:
        _create(place, template=empty or "template0")
        node = _node(folder, _url_of(place))
    if empty is None:
        # Without Django's checks: they would load every page and the whole interface.
        _prepare(node, "-m", "django", "migrate", "-v", "0", "--skip-checks")
        return ""
    cast = folder / f"{kind}.json"
    _prepare(node, "tests/peopled.py", str(cast))
    return cast.read_text()


def _run_of_tests() -> Path:
    """Return the folder of this run of the tests: that of its controller."""
    home = Path(os.environ["COMMONWEAL_HOME"])
    return home.parent if "PYTEST_XDIST_WORKER" in os.environ else home


def _place_of(kind: str, folder: Path) -> str:
    if ON == "sqlite":
        return str(folder / f"template_{kind}.sqlite3")
    # A server that outlives the run (TEST_DATABASE_URL) may hold those of other runs.
    run = hashlib.sha256(str(folder).encode()).hexdigest()[:12]
    return f"template_{kind}_{run}"


def _prepare(node: Node, *arguments: str) -> None:
    done = subprocess.run(
        [sys.executable, *arguments],
        env=node.env, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def _node(home: Path, url: str) -> Node:
    passed = {k: v for k, v in os.environ.items() if not k.startswith("COMMONWEAL_")}
    return Node(
        home,
        {
            **passed,
            "COMMONWEAL_HOME": str(home),
            "COMMONWEAL_SECRET_KEY": "only for tests",
            "COMMONWEAL_TIME_ZONE": "UTC",
            "DATABASE_URL": url,
            "DJANGO_SETTINGS_MODULE": "commonweal.site.settings",
            "PYTHONPATH": os.pathsep.join(["src", "."]),
        },
    )


def _url_of(name: str) -> str:
    return urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}"))


def _create(name: str, *, template: str) -> None:
    _sql(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')


def _sql(statement: str) -> None:
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        connection.execute(statement)
