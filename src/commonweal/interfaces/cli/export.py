"""`commonweal export UNION FILE.zip`: all data of a union, in open formats.

A deed of two key-holders, of which everybody is told. What is about persons (names,
needs, shares, offers) is sealed under two passphrases: nobody reads it alone, and
whoever runs the machine does not read it at all.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from commonweal.commons import deeds
from commonweal.commons.notices import services as notices
from commonweal.interfaces.cli import (
    acting,
    archive,
    exporting,
    portable,
    sealing,
    words,
)


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Say how the command is called."""
    parser = commands.add_parser(
        "export",
        help="write all data of a union in open formats, private things sealed",
        description=__doc__,
        epilog=(
            "The two key-holders sign in when asked, or put their tokens (scope "
            "“keys”) into COMMONWEAL_TOKEN and COMMONWEAL_TOKEN_2."
        ),
    )
    parser.add_argument("union", help="name (or its beginning) or id of the union")
    parser.add_argument("file", type=Path, help="where to write it, such as union.zip")
    parser.add_argument(
        "--seal",
        nargs=2,
        type=Path,
        metavar="FILE",
        help="two files, each with the passphrase of one key-holder",
    )
    parser.add_argument(
        "--without-private",
        action="store_true",
        help="leave out what is about persons; then nobody can sign in after an import",
    )
    parser.add_argument(
        "--replace", action="store_true", help="replace the file if it is there"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the export and tell everybody."""
    now = timezone.now()
    union = acting.union_named(options.union)
    acting.require_two_keys(union, at=now)
    passphrases = (
        None
        if options.without_private
        else sealing.passphrases(options.seal, twice=True)
    )
    with (
        archive.new_file(options.file, replace=options.replace) as draft,
        tempfile.TemporaryDirectory(prefix="export-", dir=settings.HOME) as folder,
    ):
        manifest = exporting.write(union, Path(folder), passphrases=passphrases, at=now)
        portable.pack(draft, Path(folder), manifest)
    if passphrases is not None:
        with deeds.deed_transaction():
            notices.tell(
                union=union.id, to=None, kind="data.exported", facts={},
                key=f"data.exported:{now.isoformat()}", at=now,
            )  # fmt: skip
    n_rows = sum(manifest.counts.values())
    words.say(
        f"{union.name} is written to {options.file}: {n_rows:,} rows, {manifest.seq} "
        f"entries, ending at {manifest.hash[:12]}."
    )
    words.say(
        "Names, needs and offers are sealed; everybody in the union has been told."
        if passphrases is not None
        else "Nothing about persons is in it: nobody could sign in after an import."
    )
    return 0
