"""The starter packs a new union can choose from."""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

_NOT_OFFERED = {"lentil-house"}  # the demonstration's own


@dataclass(frozen=True, slots=True)
class PackView:
    """A starter pack as it is offered: key, name and for whom, in one language."""

    key: str
    name: str
    note: str


def list_packs(*, language: str) -> tuple[PackView, ...]:
    """List the packs, smallest first, in a language where they speak it."""
    shown = (
        PackView(
            key=str(pack["key"]),
            name=str(pack.get("names", {}).get(language, pack["name"])),
            note=str(pack.get("notes", {}).get(language, pack["note"])),
        )
        for pack in _packs().values()
    )
    return tuple(sorted(shown, key=lambda pack: pack.name))


def find_pack(key: str) -> Mapping[str, object] | None:
    """Return the whole pack, as it was written."""
    return _packs().get(key)


@functools.cache
def _packs() -> Mapping[str, dict[str, Any]]:
    folder = resources.files("commonweal.data") / "packs"
    found = {}
    for file in folder.iterdir():
        if file.name.endswith(".json"):
            pack = json.loads(file.read_text(encoding="utf-8"))
            if pack["key"] not in _NOT_OFFERED:
                found[pack["key"]] = pack
    return found
