"""`commonweal backup FILE`: an exact, checked copy of this node in one file.

Holds everything, private needs too: keep it like the machine itself, encrypted and in
two places. `commonweal restore FILE` brings it back.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

import commonweal
from commonweal.interfaces.cli import archive, engines, words


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Say how the command is called."""
    parser = commands.add_parser(
        "backup",
        help="write an exact, checked copy of everything; works while it runs",
        description=__doc__,
    )
    parser.add_argument("file", type=Path, help="where to write it, such as monday.zip")
    parser.add_argument(
        "--replace", action="store_true", help="replace the file if it is there"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the backup and say what it holds."""
    now = timezone.now()
    manifest = write(options.file, at=now, replace=options.replace)
    words.say(f"Backed up to {options.file}, and checked: {told(manifest)}")
    words.say("It holds private things: keep it encrypted, and a second one elsewhere.")
    return 0


def write(file: Path, *, at: datetime, replace: bool) -> archive.Manifest:
    """Copy, check the copy, pack it with a manifest of what was found in it."""
    engine = engines.here()
    with (
        archive.new_file(file, replace=replace) as draft,
        tempfile.TemporaryDirectory(prefix="backup-", dir=settings.HOME) as folder,
    ):
        copy = Path(folder) / engine.member
        engine.copy_to(copy)
        manifest = manifest_of(engine, engine.looked_into(copy), copy, at)
        archive.write(draft, copy, manifest)
    return manifest


def told(manifest: archive.Manifest) -> str:
    """Say what a backup holds, in one line."""
    heads = ", ".join(
        f"{head.name} {head.seq} entries {head.hash[:12]}"
        for head in manifest.unions.values()
    )
    return f"{heads or 'no union yet'}; {sum(manifest.counts.values()):,} rows."


def manifest_of(
    engine: engines.Engine, said: Mapping[str, Any], copy: Path, at: datetime
) -> archive.Manifest:
    """Say what was found in a copy."""
    return archive.Manifest(
        version=commonweal.__version__,
        engine=engine.name,
        made_at=at.isoformat(),
        member=engine.member,
        sha256=archive.digest_of(copy),
        unions={union: archive.Head(**head) for union, head in said["unions"].items()},
        counts=said["counts"],
    )
