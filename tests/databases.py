"""Start the database the tests run on, before Django reads its settings.

Loaded by ``-p tests.databases``: a conftest is too late, because pytest-django has
read the settings by then and the "PostgreSQL" run would quietly use SQLite.

``pytest --on postgresql`` starts a real PostgreSQL in a temporary folder (or uses the
one named in ``TEST_DATABASE_URL``); the default is a SQLite file in one.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

_started: list[Postgres] = []


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--on",
        choices=["sqlite", "postgresql"],
        default=os.environ.get("TEST_ON", "sqlite"),
        help="the database the tests run on",
    )


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(
    early_config: pytest.Config, parser: pytest.Parser, args: list[str]
) -> None:
    os.environ.setdefault("COMMONWEAL_SECRET_KEY", "only for tests")
    os.environ.setdefault("COMMONWEAL_TIME_ZONE", "UTC")
    if "PYTEST_XDIST_WORKER" in os.environ:
        # The controller has started the database and passed its address on. A home of
        # its own keeps a worker's counted attempts from being emptied by another.
        own = Path(os.environ["COMMONWEAL_HOME"], os.environ["PYTEST_XDIST_WORKER"])
        (own / "static").mkdir(parents=True, exist_ok=True)
        os.environ["COMMONWEAL_HOME"] = str(own)
        return
    home = tempfile.mkdtemp(prefix="commonweal-tests-")
    (Path(home) / "static").mkdir()  # whitenoise warns where it is missing
    os.environ["COMMONWEAL_HOME"] = home
    early_config.add_cleanup(lambda: shutil.rmtree(home, ignore_errors=True))
    on = early_config.known_args_namespace.on
    os.environ["TEST_ON"] = on
    if on == "sqlite":
        os.environ["DATABASE_URL"] = f"sqlite:///{home}/main.sqlite3"
        return
    url = os.environ.get("TEST_DATABASE_URL")
    if not url:
        server = Postgres(Path(home))
        server.start()
        early_config.add_cleanup(server.stop)
        url = server.url
    os.environ["DATABASE_URL"] = url


#: Folders whose files share something dear (a node, a browser, the demo): they go first,
#: so that no worker waits for another at the end. Each file is run by one worker.
DEAR = ("browser", "stories")
#: Files that start programs of their own, or make up many calls, are slow as well.
SLOW = ("test_cli_", "test_worker_", "test_api_fuzz")


#: What a test asks for that reaches a database.
REACHING = frozenset(
    {"db", "transactional_db", "live_server", "node", "another_node", "peopled_node"}
)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> None:
    """Put the dear files first; leave out, on PostgreSQL, what reaches no database."""
    items.sort(key=_is_quick)
    if os.environ["TEST_ON"] == "postgresql":
        apart = [item for item in items if not _reaches_a_database(item)]
        items[:] = [item for item in items if _reaches_a_database(item)]
        config.hook.pytest_deselected(items=apart)


def _is_quick(item: pytest.Item) -> bool:
    is_dear = item.path.parent.name in DEAR or item.path.name.startswith(SLOW)
    return not is_dear


def _reaches_a_database(item: pytest.Item) -> bool:
    asked = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is not None or bool(asked & REACHING)


class Postgres:
    """A PostgreSQL server of its own: no network, no durability, no traces."""

    def __init__(self, home: Path) -> None:
        self.bin = _newest_postgres()
        self.data = home / "pg"
        self.socket = Path(tempfile.mkdtemp(prefix="cw-", dir="/tmp"))
        self.owner = "postgres" if os.geteuid() == 0 else None
        self.url = f"postgresql://postgres@/postgres?host={self.socket}"

    def start(self) -> None:
        self.data.mkdir(parents=True)
        if self.owner:
            uid = pwd.getpwnam(self.owner)
            for folder in (self.data.parent, self.data, self.socket):
                os.chown(folder, uid.pw_uid, uid.pw_gid)
        self._run(
            "initdb", "--no-sync", "-A", "trust", "-U", "postgres", "-E", "UTF8",
            "--locale=C.UTF-8", "-D", str(self.data),
        )  # fmt: skip
        options = (
            f"-c listen_addresses='' -c unix_socket_directories={self.socket} "
            "-c fsync=off -c full_page_writes=off -c synchronous_commit=off "
            "-c max_connections=60"
        )
        self._run(
            "pg_ctl", "-D", str(self.data), "-w", "-t", "60",
            "-l", str(self.data / "log"), "-o", options, "start",
        )  # fmt: skip

    def stop(self) -> None:
        self._run("pg_ctl", "-D", str(self.data), "-m", "immediate", "stop")
        shutil.rmtree(self.socket, ignore_errors=True)

    def _run(self, command: str, *arguments: str) -> None:
        done = subprocess.run(
            [str(self.bin / command), *arguments],
            user=self.owner,
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env={**os.environ, "LC_ALL": "C.UTF-8"},
            check=False,
            text=True,
        )
        if done.returncode:
            sys.exit(f"{command} failed: {done.stderr}")


def _newest_postgres() -> Path:
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: float(p.parent.name)
    )
    if found:
        return found[-1]
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    sys.exit("No PostgreSQL server found. ./run.sh test installs one.")
