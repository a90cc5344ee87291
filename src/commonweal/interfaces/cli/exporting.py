"""Write all a union's data into a folder: its ledger, its open and its private tables."""

from __future__ import annotations

import csv
import dataclasses
import hashlib
import io
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO, Any
from uuid import UUID

from django.db import connection, transaction

import commonweal
from commonweal.commons.ledger import queries as ledger
from commonweal.commons.people import queries as people
from commonweal.core.vf.actions import Action
from commonweal.core.vf.measure import Unit
from commonweal.interfaces.cli import portable, rows, sealing
from commonweal.interfaces.cli.errors import NotDone

_README = """\
All data of {name}, written by commonweal {version}.

ledger.jsonld   what happened, is promised and is needed in total: ValueFlows 1.0.0 as
                JSON-LD, one flow per line. Each event carries the hash of the one
                before; the manifest names the last.
ledger/*.csv    the same for spreadsheets (not read back).
open/*.csv      the union, its circles, its charter, its limits. \\N means unknown; a
                text that a spreadsheet would calculate begins with an apostrophe.
private.sealed  people, needs, rounds, offers: a ZIP of CSV tables, encrypted. First
                line: JSON with the parameters. Key: scrypt over both passphrases in
                sorted order, each preceded by its length in bytes (4 bytes, big
                endian). Cipher: AES-256-GCM over the rest of the file, with the
                associated data "<union> <seq> <hash>" of the manifest.
manifest.json   the SHA-256 of every file.

`commonweal import FILE` brings it back on a node that does not know the union.
"""


def write(
    union: people.UnionView,
    folder: Path,
    *,
    passphrases: sealing.Passphrases | None,
    at: datetime,
) -> portable.Manifest:
    """Write all parts from one moment's view of the database."""
    with _one_moment():
        head = ledger.head(union=union.id)
        counts = _write_ledger(union.id, folder)
        counts |= _write_tables(union.id, folder)
        private, n_private = _private_zip(union.id)
    if counts.get("events", 0) != head.seq:
        raise NotDone("The ledger does not hold as many entries as its head says.")
    (folder / portable.README).write_text(
        _README.format(name=union.name, version=commonweal.__version__),
        encoding="utf-8",
    )
    manifest = portable.Manifest(
        version=commonweal.__version__,
        union=str(union.id),
        name=union.name,
        made_at=at.isoformat(),
        seq=head.seq,
        hash=head.hash,
        counts=counts | (n_private if passphrases else {}),
        files={},
    )
    if passphrases is not None:
        sealed = sealing.seal(private, passphrases, about=manifest.about)
        (folder / portable.SEALED).write_bytes(sealed)
    return dataclasses.replace(manifest, files=_digests(folder))


@contextmanager
def _one_moment() -> Iterator[None]:
    """Let all reads see the same moment, without holding up anybody who writes."""
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
        return
    # Our deeds begin with the write lock (IMMEDIATE); this one only reads.
    with connection.cursor() as cursor:
        cursor.execute("BEGIN DEFERRED")
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def _write_ledger(union: UUID, folder: Path) -> dict[str, int]:
    counts: dict[str, int] = {}
    (folder / "ledger").mkdir()
    sheets = _Sheets(folder / "ledger")

    def values() -> Iterator[object]:
        for table, value in ledger.all_rows(union=union):
            counts[table] = counts.get(table, 0) + 1
            sheets.add(table, value)
            yield value

    with (folder / portable.LEDGER).open("w", encoding="utf-8", newline="\n") as out:
        out.writelines(portable.ledger_lines(values()))
    sheets.close()
    return counts


def _write_tables(union: UUID, folder: Path) -> dict[str, int]:
    counts = {}
    (folder / portable.OPEN).mkdir()
    for model in rows.tables(private=False):
        label = model._meta.label  # noqa: SLF001 - Django's own
        text, counts[label] = rows.write(model, union)
        (folder / f"{portable.OPEN}{label}.csv").write_text(
            text, encoding="utf-8", newline=""
        )
    return counts


def _private_zip(union: UUID) -> tuple[bytes, dict[str, int]]:
    counts = {}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for model in rows.tables(private=True):
            label = model._meta.label  # noqa: SLF001
            text, counts[label] = rows.write(model, union)
            packed.writestr(zipfile.ZipInfo(f"{label}.csv"), text, zipfile.ZIP_DEFLATED)
    return out.getvalue(), counts


def _digests(folder: Path) -> dict[str, str]:
    found = {}
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            with file.open("rb") as part:
                digest = hashlib.file_digest(part, "sha256").hexdigest()
            found[file.relative_to(folder).as_posix()] = digest
    return found


class _Sheets:
    """One CSV per kind of flow, for people with spreadsheets; written as it comes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._open: dict[str, tuple[IO[str], Any]] = {}

    def add(self, table: str, value: Any) -> None:  # noqa: ANN401 - any flow
        """Write one row; an amount takes two cells."""
        cells: list[str] = []
        names: list[str] = []
        for field in dataclasses.fields(value):
            inner = getattr(value, field.name)
            names.append(field.name)
            if "Measure" in str(field.type):
                names.append(f"{field.name}_unit")
                cells += ["", ""] if inner is None else str(inner).split(" ")
            else:
                cells.append(_cell(inner))
        if table not in self._open:
            out = (self._folder / f"{table}.csv").open(
                "w", encoding="utf-8", newline=""
            )
            self._open[table] = out, csv.writer(out, lineterminator="\n")
            self._open[table][1].writerow(names)
        self._open[table][1].writerow(cells)

    def close(self) -> None:
        """Close the files."""
        for out, _writer in self._open.values():
            out.close()


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, (tuple, Mapping)):
        return f"{len(value)} in {portable.LEDGER}" if value else ""
    if isinstance(value, (Action, Unit)):
        return value.value if isinstance(value, Action) else value.code
    return rows.safe_cell(str(value))
