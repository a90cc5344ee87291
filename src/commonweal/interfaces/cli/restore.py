"""`commonweal restore FILE`: put a backup in the place of what is here.

Works while it runs: the file is unpacked and checked beside the live database, what is
here is backed up once more, and the change happens under the write lock, whole or not.
A file that is damaged, or would lose entries that are here, is refused.
"""

from __future__ import annotations

import argparse
import contextlib
import tempfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

import commonweal
from commonweal.commons.ledger import queries as ledger
from commonweal.commons.people import queries as people
from commonweal.interfaces.cli import archive, backup, engines, prepare, words
from commonweal.interfaces.cli.errors import NotDone

#: Deeds that arrive during the last copy make us copy again; at most so often.
_MOST_COPIES = 20


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Say how the command is called."""
    parser = commands.add_parser(
        "restore",
        help="put a backup in the place of what is here; works while it runs",
        description=__doc__,
    )
    parser.add_argument("file", type=Path, help="a file that `commonweal backup` wrote")
    parser.add_argument(
        "--yes-lose",
        action="store_true",
        help="go on even when entries that are here are not in the file",
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Check the file, compare, keep a copy of what is here, then replace it."""
    now = timezone.now()
    manifest = archive.read(options.file)
    engine = engines.here()
    if manifest.engine != engine.name:
        raise NotDone(
            f"{options.file} is of a node on {manifest.engine}, and this one is on "
            f"{engine.name}. Move a union with `commonweal export` and `import`."
        )
    if _numbers(manifest.version) > _numbers(commonweal.__version__):
        raise NotDone(
            f"{options.file} was written by version {manifest.version}, and this is "
            f"{commonweal.__version__}. Install that version first."
        )
    prepare.migrate()
    with tempfile.TemporaryDirectory(prefix="restore-", dir=settings.HOME) as folder:
        copy = Path(folder) / engine.member
        archive.unpack(options.file, manifest, copy)
        with words.step("Checking the copy"):
            said = engine.looked_into(copy)
        lost = _lost(said)
        if lost and not options.yes_lose:
            raise NotDone(
                "Not restored, because this would be lost:\n  "
                + "\n  ".join(lost)
                + "\nSay --yes-lose if that is meant."
            )
        before = Path(folder) / f"before-{engine.member}"
        _copy_last_moment(engine, before)
        engine.put_in_place(copy)
        kept = _keep(engine, before, now)
    words.say(f"Restored from {options.file}: {backup.told(manifest)}")
    words.say(f"What was here before is in {kept}.")
    return 0


def _lost(said: Mapping[str, Any]) -> list[str]:
    """Say for each union here what the file does not hold of its entries."""
    lost = []
    for union in people.list_unions():
        head = ledger.head(union=union.id)
        told = said["unions"].get(str(union.id))
        if told is None:
            lost.append(f"{union.name}, all of it: the file does not know this union.")
        elif told["seq"] < head.seq:
            n_entries = head.seq - told["seq"]
            lost.append(f"{union.name}: the last {n_entries} of {head.seq} entries.")
        elif told["seq"] == head.seq and told["hash"] != head.hash:
            lost.append(f"{union.name}: its history here is another than in the file.")
    return lost


def _copy_last_moment(engine: engines.Engine, before: Path) -> None:
    """Copy what is here; again, when somebody wrote while it was copied."""
    for _attempt in range(_MOST_COPIES):
        before.unlink(missing_ok=True)
        mark = engine.mark()
        engine.copy_to(before)
        if engine.mark() == mark:
            return


def _keep(engine: engines.Engine, before: Path, now: datetime) -> Path:
    """Keep what was here as a backup, even when it is not sound (perhaps that is why)."""
    file = Path(settings.HOME) / f"before-restore-{now:%Y%m%d-%H%M%S}.zip"
    with (
        words.step("Keeping what was here"),
        archive.new_file(file, replace=True) as draft,
    ):
        said: Mapping[str, Any] = {"unions": {}, "counts": {}}
        with contextlib.suppress(NotDone):
            said = engine.looked_into(before)
        archive.write(draft, before, backup.manifest_of(engine, said, before, now))
    return file


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdigit())
