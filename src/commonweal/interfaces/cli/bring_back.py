"""`commonweal import FILE.zip`: bring a union back from its export, on another node.

Everything is verified: each part, each entry of the chain, every amount and count.
Nothing is taken in when anything differs.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from commonweal.interfaces.cli import importing, portable, prepare, sealing, words


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Say how the command is called."""
    parser = commands.add_parser(
        "import",
        help="bring a union back from its export, on a node that does not know it",
        description=__doc__,
    )
    parser.add_argument("file", type=Path, help="a file that `commonweal export` wrote")
    parser.add_argument(
        "--seal",
        nargs=2,
        type=Path,
        metavar="FILE",
        help="the two files with the passphrases of the key-holders",
    )
    parser.add_argument(
        "--without-private",
        action="store_true",
        help="leave out the sealed part; then nobody can sign in",
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Bring the union back and say what was verified."""
    prepare.migrate()
    with tempfile.TemporaryDirectory(prefix="import-", dir=settings.HOME) as folder:
        manifest = portable.unpack(options.file, Path(folder))
        is_private_too = (
            portable.SEALED in manifest.files and not options.without_private
        )
        passphrases = (
            sealing.passphrases(options.seal, twice=False) if is_private_too else None
        )
        brought = importing.bring_back(
            Path(folder), manifest, passphrases=passphrases, at=timezone.now()
        )
    read = brought.verification
    words.say(
        f"{brought.name} is here: {brought.n_rows:,} rows and {read.n_events} entries, "
        f"every amount recomputed, the chain ends at {read.head_hash[:12]} as it did."
    )
    if not brought.is_private_too:
        words.say("Nobody can sign in: nothing about persons was taken in.")
    return 0
