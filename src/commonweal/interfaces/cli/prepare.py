"""What must be in place before pages can be served: tables, translations, style."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import django
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor

from commonweal.interfaces.cli import words

#: Not ours to serve: the interactive API page of ninja (3 MB, and it would call other
#: hosts), and the next version of htmx.
_NOT_SERVED = ["ninja", "django_htmx/ht*-4*"]


def everything() -> None:
    """Bring database, translations and static files up to date; quick when they are."""
    Path(settings.HOME).mkdir(parents=True, exist_ok=True)
    migrate()
    translate()
    collect()


def migrate() -> None:
    """Bring the tables up to date."""
    executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    due = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if due:
        with words.step(f"Bringing the database up to date ({len(due)} steps)"):
            call_command("migrate", verbosity=0, interactive=False)


def translate() -> None:
    """Compile the translations whose source is newer than what was compiled."""
    for folder in settings.LOCALE_PATHS:
        for source in sorted(Path(folder).glob("*/LC_MESSAGES/*.po")):
            compiled = source.with_suffix(".mo")
            if _is_newer(source, compiled) and os.access(source.parent, os.W_OK):
                with words.step(f"Compiling the words of {source.parent.parent.name}"):
                    _compile(source, compiled)


def _compile(source: Path, compiled: Path) -> None:
    with source.open("rb") as read:
        catalogue = read_po(read, locale=source.parent.parent.name)
    draft = compiled.with_suffix(f".{os.getpid()}.tmp")
    with draft.open("wb") as write:
        write_mo(write, catalogue)
    draft.replace(compiled)


def _is_newer(source: Path, compiled: Path) -> bool:
    return (
        not compiled.exists() or source.stat().st_mtime_ns > compiled.stat().st_mtime_ns
    )


def collect() -> None:
    """Collect and compress the static files, unless nothing changed.

    Compressing takes many seconds and Django does it anew each time, so what was
    collected is remembered by a stamp of all sources.
    """
    stamp = Path(settings.HOME) / "static-stamp"
    now = _static_stamp()
    if stamp.exists() and stamp.read_text() == now and _is_collected():
        return
    with words.step("Collecting style sheets and scripts"):
        call_command(
            "collectstatic",
            verbosity=0,
            interactive=False,
            clear=True,
            ignore_patterns=_NOT_SERVED,
        )
    stamp.write_text(now)


def _is_collected() -> bool:
    return (Path(settings.STATIC_ROOT) / "staticfiles.json").exists()


def _static_stamp() -> str:
    """Return a digest of every static file's name, size and age, and of Django."""
    digest = hashlib.sha256(django.__version__.encode())
    for finder in get_finders():
        for path, storage in finder.list(_NOT_SERVED):
            kept = Path(storage.path(path)).stat()
            digest.update(f"{path}|{kept.st_size}|{kept.st_mtime_ns}\n".encode())
    return digest.hexdigest()
