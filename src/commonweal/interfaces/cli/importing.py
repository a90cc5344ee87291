"""Bring a union back from what an export wrote: all of it, verified, or nothing.

The one place above the rooms that calls the ledger's pen (ADR 0014): a whole history is
written back word for word, which is no deed of any room.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.db import IntegrityError

from commonweal.commons import deeds
from commonweal.commons.ledger import queries as ledger_queries
from commonweal.commons.ledger import services as ledger
from commonweal.commons.people import queries as people
from commonweal.core.vf.problems import N_, Problem, Refused
from commonweal.interfaces.cli import portable, rows, sealing
from commonweal.interfaces.cli.errors import NotDone
from commonweal.rooms.governance.services import register_keeping as register

_LARGEST_TABLE = 1024**3
_MISSING = N_("This table is missing in the file.")
_OTHER_COUNT = N_("The file names %(told)s rows, and %(found)s were found.")
_NOT_UTF8 = N_("This is not UTF-8.")


@dataclass(frozen=True, slots=True)
class Brought:
    """What was brought back."""

    union: UUID
    name: str
    verification: ledger_queries.Verification
    n_rows: int
    is_private_too: bool


@deeds.deed
def bring_back(
    folder: Path,
    manifest: portable.Manifest,
    *,
    passphrases: sealing.Passphrases | None,
    at: datetime,
) -> Brought:
    """Write every part back and verify: chain, head, every amount, every count."""
    union = UUID(manifest.union)
    if any(one.id == union for one in people.list_unions()):
        raise NotDone(
            f"{manifest.name} is on this node already. Import it where it is not; "
            "a node's own copy comes back with `commonweal restore`."
        )
    try:
        reader = rows.Reader()
        counts = _bring_tables(folder, reader)
        if passphrases is not None:
            counts |= _bring_private(folder, manifest, reader, passphrases)
        verification = _bring_ledger(folder, union, at)
    except IntegrityError as error:
        raise NotDone(
            f"The file contradicts itself or this node: {str(error).splitlines()[0]} "
            "Nothing was taken in."
        ) from None
    _require_whole(manifest, counts, verification)
    register.index_register(union=union)
    return Brought(
        union=union,
        name=manifest.name,
        verification=verification,
        n_rows=sum(counts.values()),
        is_private_too=passphrases is not None,
    )


def _bring_tables(folder: Path, reader: rows.Reader) -> dict[str, int]:
    counts = {}
    for model in rows.tables(private=False):
        label = model._meta.label  # noqa: SLF001 - Django's own
        path = folder / f"{portable.OPEN}{label}.csv"
        if not path.exists():
            raise Refused(Problem(label, _MISSING))
        counts[label] = reader.read(model, _text(label, path.read_bytes()))
    return counts


def _bring_private(
    folder: Path,
    manifest: portable.Manifest,
    reader: rows.Reader,
    passphrases: sealing.Passphrases,
) -> dict[str, int]:
    sealed = (folder / portable.SEALED).read_bytes()
    plain = sealing.unseal(sealed, passphrases, about=manifest.about)
    counts = {}
    with zipfile.ZipFile(io.BytesIO(plain)) as packed:
        for model in rows.tables(private=True):
            label = model._meta.label  # noqa: SLF001
            if f"{label}.csv" not in packed.namelist():
                raise Refused(Problem(label, _MISSING))
            if packed.getinfo(f"{label}.csv").file_size > _LARGEST_TABLE:
                raise NotDone(f"The table {label} is larger than any union of ours.")
            text = _text(label, packed.read(f"{label}.csv"))
            counts[label] = reader.read(model, text)
    return counts


def _bring_ledger(
    folder: Path, union: UUID, at: datetime
) -> ledger_queries.Verification:
    with (folder / portable.LEDGER).open("rb") as raw:
        return ledger.restore_union(
            union=union, rows=portable.flows_in(_lines(raw)), at=at
        )


def _lines(raw: io.BufferedReader) -> Iterator[str]:
    for number, line in enumerate(raw, start=1):
        try:
            yield line.decode("utf-8")
        except UnicodeDecodeError:
            raise Refused(Problem(portable.LEDGER, _NOT_UTF8, row=number)) from None


def _text(label: str, raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused(Problem(label, _NOT_UTF8)) from None


def _require_whole(
    manifest: portable.Manifest,
    counts: dict[str, int],
    verification: ledger_queries.Verification,
) -> None:
    told = (manifest.seq, manifest.hash)
    found = (verification.n_events, verification.head_hash)
    if told != found:
        raise NotDone(
            f"The chain ends at {found[0]} {found[1][:12]}, and the file says "
            f"{told[0]} {told[1][:12]}. Nothing was taken in."
        )
    wrong = [
        Problem(
            label,
            _OTHER_COUNT,
            {"told": manifest.counts.get(label, 0), "found": n_rows},
        )
        for label, n_rows in counts.items()
        if manifest.counts.get(label, 0) != n_rows
    ]
    if wrong:
        raise Refused(wrong)
