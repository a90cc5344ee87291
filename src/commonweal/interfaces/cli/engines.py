"""Copying a whole database while it is in use, and putting a copy in its place.

One class per engine, with the same few verbs. On PostgreSQL the programs pg_dump and
pg_restore do it: they are exact, and come with every server.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit, urlunsplit

import psycopg
from django.conf import settings
from django.db import connection

from commonweal.interfaces.cli import supervise
from commonweal.interfaces.cli.errors import NotDone

_LONG = 3600
_LOCK_WAIT = "60s"
_BUSY_SECONDS = 60
_IN_USE = "Some tables stayed in use"


class Engine(Protocol):
    """What backup and restore need of a database."""

    name: str
    member: str

    def copy_to(self, target: Path) -> None:
        """Write a consistent copy while others read and write."""

    def mark(self) -> object:
        """Return something that is another after every deed of others."""

    def looked_into(self, copy: Path) -> Mapping[str, object]:
        """Check a copy as a node of its own; say what it holds, or that it is broken.

        Brings the copy up to date with this version of the software on the way.
        """

    def put_in_place(self, copy: Path) -> None:
        """Replace what is here by a copy that was looked into: whole or not at all."""


def here() -> Engine:
    """Return the engine this node runs on."""
    return Sqlite() if connection.vendor == "sqlite" else Postgresql()


def look_into(url: str) -> Mapping[str, object]:
    """Migrate and check another database; return what `check --json` says of it."""
    _run([sys.executable, "-m", "django", "migrate", "-v", "0"], url)
    said = json.loads(_run(supervise.our_command("check", "--json"), url))
    problems = said["problems"]
    if problems:
        raise NotDone("The copy is not sound:\n  " + "\n  ".join(problems))
    return dict(said)


def _one(question: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchone()


def _run(command: list[str], url: str) -> str:
    done = subprocess.run(  # noqa: S603 - our own commands
        command,
        env={**os.environ, "DATABASE_URL": url},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=_LONG,
    )
    if done.returncode and not done.stdout.startswith("{"):
        raise NotDone(f"The copy cannot be read: {done.stderr.strip()[-500:]}")
    return done.stdout


class Sqlite:
    """SQLite: a compacted copy out, a page by page copy in, under its own locks."""

    name = "sqlite"
    member = "commonweal.sqlite3"

    def copy_to(self, target: Path) -> None:
        """Write a copy without the remains of what was deleted."""
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(target)])

    def mark(self) -> object:
        """Return SQLite's own counter of what others wrote."""
        return _one("PRAGMA data_version")

    def looked_into(self, copy: Path) -> Mapping[str, object]:
        """Check the copy."""
        try:
            said = look_into(f"sqlite:///{copy}")
        finally:
            for remains in ("-wal", "-shm"):
                copy.with_name(copy.name + remains).unlink(missing_ok=True)
        return said

    def put_in_place(self, copy: Path) -> None:
        """Copy all pages in one transaction; readers see before or after."""
        connection.close()
        live = str(settings.DATABASES["default"]["NAME"])
        with (
            closing(sqlite3.connect(copy)) as source,
            closing(sqlite3.connect(live, timeout=_BUSY_SECONDS)) as target,
        ):
            target.execute("PRAGMA journal_mode=WAL")
            target.execute("PRAGMA synchronous=FULL")
            source.backup(target)


def take_all_locks(*, seconds: int = _BUSY_SECONDS) -> str:
    """Return statements that lock every table of PostgreSQL, or fail after so long.

    While one table cannot be had, all others are let go before PostgreSQL looks for a
    deadlock (deadlock_timeout, read in milliseconds). The table that was in use is
    then waited for first, with nothing in hand: nobody can be waiting for us
    meanwhile, and PostgreSQL calls off a vacuum that is in the way.
    """
    return f"""
DO $$
DECLARE
    gives_up CONSTANT timestamptz := clock_timestamp() + interval '{seconds} s';
    longest CONSTANT integer := (
        SELECT setting::integer / 2 FROM pg_settings WHERE name = 'deadlock_timeout'
    );
    begun timestamptz;
    one text;
    in_use text;
BEGIN
    LOOP
        BEGIN
            IF in_use IS NOT NULL THEN
                PERFORM set_config('lock_timeout', (4 * longest)::text, true);
                EXECUTE 'LOCK TABLE ' || in_use || ' IN ACCESS EXCLUSIVE MODE';
            END IF;
            begun := clock_timestamp();
            FOR one IN
                SELECT format('%I.%I', schemaname, tablename) FROM pg_tables
                WHERE schemaname NOT IN ('pg_catalog', 'information_schema')
            LOOP
                in_use := one;
                PERFORM set_config('lock_timeout', greatest(1, longest - 1000 * extract(
                    epoch FROM clock_timestamp() - begun))::integer::text, true);
                EXECUTE 'LOCK TABLE ' || one || ' IN ACCESS EXCLUSIVE MODE';
            END LOOP;
            RETURN;
        EXCEPTION WHEN lock_not_available OR deadlock_detected THEN
            IF clock_timestamp() > gives_up THEN
                RAISE EXCEPTION '{_IN_USE}';
            END IF;
        END;
        PERFORM pg_sleep(0.05 * random());
    END LOOP;
END $$;
"""  # noqa: S608 - words of our own


class Postgresql:
    """PostgreSQL: pg_dump out; in through psql, in one transaction."""

    name = "postgresql"
    member = "commonweal.pgdump"

    def copy_to(self, target: Path) -> None:
        """Dump one snapshot."""
        self._program(
            "pg_dump", "--format=custom", "--no-owner", "--no-privileges",
            f"--file={target}", self._own_name(),
        )  # fmt: skip

    def mark(self) -> object:
        """Return the number of the next writing transaction."""
        return _one("SELECT pg_snapshot_xmax(pg_current_snapshot())::text")

    def looked_into(self, copy: Path) -> Mapping[str, object]:
        """Restore the copy beside the live database and check it there."""
        with self._scratch(copy) as scratch:
            said = look_into(self._url_of(scratch))
            # As it is after the migrations: what put_in_place will put in place.
            self._program(
                "pg_dump", "--format=custom", "--no-owner", "--no-privileges",
                f"--file={copy}", scratch,
            )  # fmt: skip
        return said

    def put_in_place(self, copy: Path) -> None:
        """Drop and make anew in one transaction; others wait for its end.

        pg_restore would take its locks one after the other, and a writer who holds
        one and waits for another could be ended by PostgreSQL to resolve that. So it
        only writes its statements down, and all locks are taken before the first.
        """
        with tempfile.TemporaryDirectory(dir=copy.parent) as folder:
            locks, anew = Path(folder) / "locks.sql", Path(folder) / "anew.sql"
            locks.write_text(take_all_locks())
            self._program(
                "pg_restore", "--clean", "--if-exists", "--no-owner",
                "--no-privileges", f"--file={anew}", str(copy),
            )  # fmt: skip
            self._program(
                "psql", "--no-psqlrc", "--quiet", "--output=/dev/null",
                "--set=ON_ERROR_STOP=1", "--single-transaction",
                f"--dbname={self._own_name()}", f"--file={locks}", f"--file={anew}",
            )  # fmt: skip

    @contextmanager
    def _scratch(self, copy: Path) -> Iterator[str]:
        name = f"commonweal_scratch_{uuid.uuid4().hex[:12]}"
        try:
            self._sql(f'CREATE DATABASE "{name}" TEMPLATE template0')
        except psycopg.errors.InsufficientPrivilege:
            raise NotDone(
                "A copy is checked in a scratch database, and this account may not "
                "make one. Once: ALTER ROLE … CREATEDB."
            ) from None
        try:
            self._program(
                "pg_restore", "--exit-on-error", "--no-owner", "--no-privileges",
                f"--dbname={name}", str(copy),
            )  # fmt: skip
            yield name
        finally:
            self._sql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def _sql(self, statement: str) -> None:
        connection.ensure_connection()
        params = connection.get_connection_params()
        with psycopg.connect(
            host=params.get("host"),
            port=params.get("port"),
            user=params.get("user"),
            password=params.get("password"),
            dbname=self._own_name(),
            autocommit=True,
        ) as own:
            own.execute(statement)

    def _own_name(self) -> str:
        return str(settings.DATABASES["default"]["NAME"])

    def _url_of(self, name: str) -> str:
        parts = urlsplit(os.environ["DATABASE_URL"])
        return urlunsplit(parts._replace(path=f"/{name}"))

    def _program(self, program: str, *arguments: str) -> None:
        """Run one of PostgreSQL's programs; secrets go through its environment."""
        own = settings.DATABASES["default"]
        said = {
            "PGHOST": own["HOST"],
            "PGPORT": own["PORT"],
            "PGUSER": own["USER"],
            "PGPASSWORD": own["PASSWORD"],
            "PGOPTIONS": f"-c lock_timeout={_LOCK_WAIT}",
        }
        done = subprocess.run(  # noqa: S603 - a program of PostgreSQL
            [_path_of(program), *arguments],
            env={**os.environ, **{k: str(v) for k, v in said.items() if v}},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=_LONG,
        )
        if _IN_USE in done.stderr:
            raise NotDone(
                f"{_IN_USE} for {_BUSY_SECONDS} seconds. Nothing was changed. Stop what "
                "runs on this database, a backup perhaps, and try again."
            )
        if done.returncode:
            raise NotDone(f"{program} could not do it: {done.stderr.strip()[-500:]}")


def _path_of(program: str) -> str:
    """Find the program, newest version first: it must not be older than the server."""
    installed = sorted(
        Path("/usr/lib/postgresql").glob(f"*/bin/{program}"),
        key=lambda path: float(path.parts[4]),
    )
    found = str(installed[-1]) if installed else shutil.which(program)
    if found is None:
        raise NotDone(f"{program} is not installed: apt-get install postgresql-client.")
    return found
