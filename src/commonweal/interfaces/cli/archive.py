"""The file a backup is: a ZIP of one copy of the database and a manifest.

Not the export (``exporting``): a backup is exact and private, for the same node; an
export is open and portable. The manifest says what the copy holds, so that a restore
can refuse a file that is damaged, foreign, or older than what it would replace.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

from commonweal.interfaces.cli.errors import NotDone

FORMAT = "commonweal backup 1"
MANIFEST = "manifest.json"
_PIECE = 1024 * 1024
#: A copy of a million events is about 300 MB; what claims a thousand times as much
#: does not come from us.
LARGEST = 300 * 1024**3
_LARGEST_MANIFEST = 10 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Head:
    """Where a union's chain stands in the copy."""

    name: str
    seq: int
    hash: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds."""

    version: str
    engine: str
    made_at: str
    member: str
    sha256: str
    unions: Mapping[str, Head]
    counts: Mapping[str, int]
    format: str = FORMAT


@contextmanager
def new_file(target: Path, *, replace: bool) -> Iterator[Path]:
    """Give a draft beside the target; it takes the target's name once it is whole."""
    if target.exists() and not replace:
        raise NotDone(
            f"{target} is there already. Choose another name, or say --replace."
        )
    if not target.parent.is_dir():
        raise NotDone(f"There is no folder {target.parent}.")
    draft = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        draft.touch(mode=0o600)
        yield draft
        with draft.open("rb+") as whole:
            os.fsync(whole.fileno())
        draft.replace(target)
    except OSError as trouble:
        raise NotDone(f"{target} cannot be written: {trouble.strerror}.") from trouble
    finally:
        draft.unlink(missing_ok=True)


def write(draft: Path, copy: Path, manifest: Manifest) -> None:
    """Pack the copy and its manifest."""
    with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as packed:
        packed.writestr(
            MANIFEST, json.dumps(asdict(manifest), ensure_ascii=False, indent=1)
        )
        packed.write(copy, manifest.member)


def read(file: Path) -> Manifest:
    """Return the manifest of a backup, or say why the file is none."""
    with _opened(file) as packed:
        try:
            info = packed.getinfo(MANIFEST)
            if info.file_size > _LARGEST_MANIFEST:
                raise NotDone(f"{file} is not a backup: its manifest is too large.")
            said = json.loads(packed.read(MANIFEST))
            return _manifest(file, said)
        except (KeyError, TypeError, ValueError, AttributeError):
            raise NotDone(
                f"{file} is not a backup of commonweal: it holds no manifest of ours."
            ) from None


def unpack(file: Path, manifest: Manifest, target: Path) -> None:
    """Unpack the copy and compare it with what the manifest says of it."""
    digest = hashlib.sha256()
    with _opened(file) as packed:
        try:
            info = packed.getinfo(manifest.member)
        except KeyError:
            raise NotDone(f"{file} is damaged: the copy is missing in it.") from None
        if info.file_size > min(LARGEST, shutil.disk_usage(target.parent).free):
            raise NotDone(f"There is no room to unpack {file} in {target.parent}.")
        target.touch(mode=0o600)
        with packed.open(manifest.member) as source, target.open("wb") as copy:
            for piece in pieces(source):
                digest.update(piece)
                copy.write(piece)
    if digest.hexdigest() != manifest.sha256:
        raise NotDone(f"{file} is damaged: its copy is not what its manifest says.")


def digest_of(file: Path) -> str:
    """Return the SHA-256 of a file."""
    digest = hashlib.sha256()
    with file.open("rb") as source:
        for piece in pieces(source):
            digest.update(piece)
    return digest.hexdigest()


def pieces(source: IO[bytes]) -> Iterator[bytes]:
    """Yield a file piece by piece."""
    while piece := source.read(_PIECE):
        yield piece


@contextmanager
def _opened(file: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(file) as packed:
            yield packed
    except FileNotFoundError:
        raise NotDone(f"There is no file {file}.") from None
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as trouble:
        raise NotDone(f"{file} is damaged, or not a backup: {trouble}.") from None
    except OSError as trouble:
        raise NotDone(f"{file} cannot be read: {trouble.strerror}.") from None


def _manifest(file: Path, said: Mapping[str, object]) -> Manifest:
    if said.get("format") != FORMAT:
        raise NotDone(
            f"{file} is not a backup that this version can read "
            f"(“{said.get('format')}”, we read “{FORMAT}”)."
        )
    fields = {name: said[name] for name in Manifest.__dataclass_fields__}
    fields["unions"] = {
        union: Head(str(head["name"]), int(head["seq"]), str(head["hash"]))
        for union, head in said["unions"].items()  # type: ignore[attr-defined]
    }
    datetime.fromisoformat(str(said["made_at"]))
    if "/" in str(said["member"]):
        raise ValueError(said["member"])
    return Manifest(**fields)  # type: ignore[arg-type]
