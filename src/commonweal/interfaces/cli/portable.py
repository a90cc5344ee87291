"""The file an export is: its parts, their names, and the manifest that vouches for them.

A ZIP of open formats: ``ledger.jsonld`` (ValueFlows in JSON-LD, one flow per line),
``open/*.csv``, ``ledger/*.csv`` for spreadsheets, and ``private.sealed``.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any
from uuid import UUID

from commonweal.core.vf import flows, wire
from commonweal.core.vf.problems import N_, Problem, Refused
from commonweal.interfaces.cli.errors import NotDone

FORMAT = "commonweal export 1"
MANIFEST = "manifest.json"
LEDGER = "ledger.jsonld"
OPEN = "open/"
SEALED = "private.sealed"
README = "README.txt"
#: A million events are about 700 MB as JSON-LD.
LARGEST_PART = 4 * 1024**3

TABLE_OF: Mapping[type, str] = MappingProxyType(
    {
        flows.Agent: "agents",
        flows.Place: "places",
        flows.Specification: "specifications",
        flows.EconomicResource: "resources",
        flows.Recipe: "recipes",
        flows.Plan: "plans",
        flows.Process: "processes",
        flows.Intent: "intents",
        flows.Commitment: "commitments",
        flows.EconomicEvent: "events",
    }
)

_NOT_A_FLOW = N_("This line is not one flow in JSON.")


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an export holds, and the digest of every part."""

    version: str
    union: str
    name: str
    made_at: str
    seq: int
    hash: str
    counts: Mapping[str, int]
    files: Mapping[str, str]
    format: str = FORMAT

    @property
    def about(self) -> bytes:
        """What the sealed part is bound to."""
        return f"{self.union} {self.seq} {self.hash}".encode()


def canonical(flow: Mapping[str, object]) -> str:
    """Write a flow as JSON in one way only, so that equal flows are equal bytes."""
    return json.dumps(flow, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def ledger_lines(values: Iterable[object]) -> Iterator[str]:
    """Write flows as one JSON-LD document, one flow per line."""
    yield f'{{"@context":{canonical(dict(wire.CONTEXT))},"@graph":[\n'
    before = ""
    for value in values:
        yield f"{before}{canonical(wire.to_wire(value))}"
        before = ",\n"
    yield "\n]}\n"


def flows_in(lines: Iterable[str]) -> Iterator[tuple[str, Any]]:
    """Read what ``ledger_lines`` wrote: pairs of table and flow, in order.

    Raises
    ------
    Refused
        A line is not a flow; the row is its line in the file.
    """
    for number, line in enumerate(lines, start=1):
        text = line.strip().removesuffix(",")
        if number == 1 or text in {"", "]}"}:
            continue
        try:
            data = json.loads(text)
            value = wire.from_wire(data)
        except Refused as refused:
            raise Refused(p.at_row(number) for p in refused.problems) from None
        except (ValueError, AttributeError, RecursionError):
            raise Refused(Problem(LEDGER, _NOT_A_FLOW, row=number)) from None
        table = TABLE_OF.get(type(value))
        if table is None:
            raise Refused(Problem(LEDGER, _NOT_A_FLOW, row=number))
        yield table, value


def pack(draft: Path, folder: Path, manifest: Manifest) -> None:
    """Pack the parts of a folder, in the order of their names."""
    with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(
            MANIFEST, json.dumps(asdict(manifest), ensure_ascii=False, indent=1)
        )
        for name in sorted(manifest.files):
            packed.write(folder / name, name)


def unpack(file: Path, folder: Path) -> Manifest:
    """Unpack an export into a folder and compare every part with its digest."""
    try:
        with zipfile.ZipFile(file) as packed:
            manifest = _manifest(file, packed)
            for name, digest in manifest.files.items():
                _unpack_part(packed, name, digest, folder)
            return manifest
    except FileNotFoundError:
        raise NotDone(f"There is no file {file}.") from None
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as trouble:
        raise NotDone(f"{file} is damaged, or not an export: {trouble}.") from None
    except OSError as trouble:
        raise NotDone(f"{file} cannot be read: {trouble.strerror}.") from None


def _unpack_part(packed: zipfile.ZipFile, name: str, digest: str, folder: Path) -> None:
    target = (folder / name).resolve()
    if not target.is_relative_to(folder.resolve()):
        raise NotDone(f"The part “{name}” would leave its folder; this is not ours.")
    try:
        info = packed.getinfo(name)
    except KeyError:
        raise NotDone(f"The part “{name}” is missing; the file is damaged.") from None
    if info.file_size > LARGEST_PART:
        raise NotDone(f"The part “{name}” is larger than any union of ours.")
    target.parent.mkdir(parents=True, exist_ok=True)
    found = hashlib.sha256()
    with packed.open(name) as source, target.open("wb") as part:
        while piece := source.read(1024 * 1024):
            found.update(piece)
            part.write(piece)
    if found.hexdigest() != digest:
        raise NotDone(f"The part “{name}” is damaged: it is not what was written.")


def _manifest(file: Path, packed: zipfile.ZipFile) -> Manifest:
    try:
        said = json.loads(packed.read(MANIFEST))
        if said.get("format") == FORMAT:
            UUID(said["union"])
            return Manifest(**{n: said[n] for n in Manifest.__dataclass_fields__})
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
        pass
    raise NotDone(f"{file} is not an export that this version can read.")
