"""A node of its own for tests that start real processes: a database nobody shares.

Migrated once per test run as a template, then copied: a file on SQLite, a database
made from a template on PostgreSQL.
"""

from __future__ import annotations

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
    folder = Path(os.environ["COMMONWEAL_HOME"])
    name = f"template_{kind}_{uuid.uuid4().hex[:12]}"
    if ON == "sqlite":
        place = str(folder / f"{name}.sqlite3")
        node = _node(folder, f"sqlite:///{place}")
    else:
        place = name
        _create(name, template="template0")
        node = _node(folder, _url_of(name))
    _prepare(node, "-m", "django", "migrate", "-v", "0")
    if kind == "empty":
        return _Template(place)
    cast = folder / f"{name}.json"
    _prepare(node, "tests/peopled.py", str(cast))
    return _Template(place, cast.read_text())


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
