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
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

ON = os.environ.get("TEST_ON", "sqlite")
_template: dict[str, str] = {}


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
            timeout=more.pop("timeout", 120),
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
def new_node(home: Path, *, migrated: bool = True) -> Iterator[Node]:
    """Give a node with an empty database, migrated unless told otherwise."""
    home.mkdir(parents=True, exist_ok=True)
    if ON == "sqlite":
        yield _on_sqlite(home, migrated=migrated)
        return
    name = f"node_{uuid.uuid4().hex[:12]}"
    _create(name, template=_postgres_template() if migrated else "template0")
    try:
        yield _node(home, _url_of(name))
    finally:
        _sql(f'DROP DATABASE "{name}" WITH (FORCE)')


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


def _on_sqlite(home: Path, *, migrated: bool) -> Node:
    file = home / "commonweal.sqlite3"
    if migrated:
        if "sqlite" not in _template:
            folder = Path(os.environ["COMMONWEAL_HOME"])
            kept = folder / f"template-{os.getpid()}.sqlite3"
            _migrate(_node(folder, f"sqlite:///{kept}"))
            _template["sqlite"] = str(kept)
        shutil.copy(_template["sqlite"], file)
    return _node(home, f"sqlite:///{file}")


def _migrate(node: Node) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "django", "migrate", "-v", "0"],
        env=node.env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def _postgres_template() -> str:
    if "postgresql" not in _template:
        name = f"template_{uuid.uuid4().hex[:12]}"
        _create(name, template="template0")
        _migrate(_node(Path(os.environ["COMMONWEAL_HOME"]), _url_of(name)))
        _template["postgresql"] = name
    return _template["postgresql"]


def _url_of(name: str) -> str:
    return urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}"))


def _create(name: str, *, template: str) -> None:
    _sql(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')


def _sql(statement: str) -> None:
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        connection.execute(statement)
