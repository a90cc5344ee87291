"""From a starter pack's JSON to what people would write down: all faults at once.

The shape is described in ``data/packs/SHAPE.md``. This file checks shape and
references by key; amounts and units are read like those of a form.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import cast

from commonweal.core.vf.problems import Problem
from commonweal.rooms.planning import errors

FORMAT = "commonweal-pack/1"
_KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_ROWS_MAX = 5000

Row = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class _Fields:
    """Which fields a list's rows have, by the kind of value."""

    text: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    maps: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    required: tuple[str, ...] = ()

    def kinds(self) -> dict[str, str]:
        return {
            name: kind
            for kind in ("text", "numbers", "whole", "flags", "texts", "maps", "lists")
            for name in getattr(self, kind)
        }


_LINE = _Fields(
    text=("kind", "unit"),
    numbers=("amount",),
    whole=("after_weeks", "weeks"),
    required=("kind", "amount"),
)
_LISTS: Mapping[str, _Fields] = {
    "kinds": _Fields(
        text=("key", "name", "unit", "note", "source"),
        numbers=("survives_per_week",),
        flags=("is_content",),
        texts=("classified_as",),
        maps=("names", "contents"),
        required=("key", "name", "unit"),
    ),
    "places": _Fields(text=("key", "name"), maps=("names",), required=("key", "name")),
    "stock": _Fields(
        text=("kind", "place", "unit"),
        numbers=("amount",),
        whole=("expires_in_days",),
        required=("kind", "place", "amount"),
    ),
    "capacities": _Fields(
        text=("kind", "place", "unit", "per"),
        numbers=("amount",),
        required=("kind", "amount", "per"),
    ),
    "recipes": _Fields(
        text=("key", "name", "place", "source"),
        numbers=("toil", "footprint_kg_co2e"),
        flags=("is_whole",),
        texts=("months",),
        maps=("names",),
        lists=("inputs", "outputs", "effort", "uses"),
        required=("key", "name", "outputs"),
    ),
    "purchases": _Fields(
        text=("kind", "source"),
        numbers=("price", "footprint_kg_co2e", "most_per_week"),
        required=("kind", "price"),
    ),
}
_TOP = {
    "format", "key", "name", "names", "note", "notes", "sources", "charter", "for_demo",
    *_LISTS,
}  # fmt: skip


@dataclass(slots=True)
class Pack:
    """A pack whose shape has been checked; ``problems`` says what was wrong with it."""

    key: str = ""
    name: str = ""
    rows: dict[str, list[Row]] = field(default_factory=dict)
    charter: Mapping[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def pack_from(given: object, *, language: str) -> Pack:
    """Check a pack's shape and choose its names in the union's language."""
    pack = Pack()
    if not isinstance(given, dict) or given.get("format") != FORMAT:
        pack.problems.append(errors.not_a_pack(FORMAT))
        return pack
    pack.key = str(given.get("key", ""))
    pack.name = _named(given, language)
    if not _KEY.fullmatch(pack.key):
        pack.problems.append(errors.bad_key("key", pack.key))
    for name in sorted(set(given) - _TOP):
        pack.problems.append(errors.unknown_field(name))
    for name, fields in _LISTS.items():
        rows = given.get(name, [])
        if not isinstance(rows, list) or len(rows) > _ROWS_MAX:
            pack.problems.append(errors.not_a_list(name))
            continue
        found = list(_rows_problems(name, rows, fields))
        pack.problems.extend(found)
        wrong = {problem.row for problem in found}
        pack.rows[name] = [
            {**row, "name": _named(row, language)}
            for number, row in enumerate(rows, start=1)
            if number not in wrong
        ]
    pack.problems.extend(_twice(pack))
    _read_charter(given.get("charter", {}), pack)
    return pack


def text(row: Row, name: str, usual: str = "") -> str:
    """Return a field that is text, or what is usual."""
    return str(row.get(name, usual))


def lines(row: Row, name: str) -> list[Row]:
    """Return a field that is a list of lines."""
    return cast("list[Row]", row.get(name, []))


def contents(row: Row) -> Mapping[str, str]:
    """Return the contents of a kind, by key."""
    return cast("Mapping[str, str]", row.get("contents", {}))


def whole(row: Row, name: str, usual: int = 0) -> int:
    """Return a field that is a whole number, or what is usual."""
    return cast("int", row.get(name, usual))


def _named(row: Row, language: str) -> str:
    names = row.get("names")
    chosen = names.get(language[:2]) if isinstance(names, dict) else None
    return str(chosen or row.get("name", ""))


def _rows_problems(name: str, rows: list[object], fields: _Fields) -> Iterator[Problem]:
    for number, row in enumerate(rows, start=1):
        for problem in _row_problems(name, row, fields):
            yield problem.at_row(number)


def _row_problems(name: str, row: object, fields: _Fields) -> Iterator[Problem]:
    if not isinstance(row, dict):
        yield errors.not_a_row(name)
        return
    kinds = fields.kinds()
    for missing in fields.required:
        if missing not in row:
            yield errors.missing(f"{name}.{missing}")
    for field_name, value in row.items():
        yield from _value_problems(f"{name}.{field_name}", kinds.get(field_name), value)
    if "key" in row and not _KEY.fullmatch(str(row["key"])):
        yield errors.bad_key(f"{name}.key", str(row["key"]))


def _value_problems(where: str, kind: str | None, value: object) -> Iterator[Problem]:
    if kind is None:
        yield errors.unknown_field(where)
    elif kind == "lists" and isinstance(value, list):
        for line in value:
            yield from _row_problems(where, line, _LINE)
    elif not _fits(kind, value):
        yield errors.not_this_kind_of_value(where)


def _fits(kind: str, value: object) -> bool:
    checks: Mapping[str, Callable[[], bool]] = {
        "text": lambda: isinstance(value, str),
        "numbers": lambda: isinstance(value, str) and bool(_NUMBER.fullmatch(value)),
        "whole": lambda: type(value) is int,
        "flags": lambda: isinstance(value, bool),
        "texts": lambda: (
            isinstance(value, list) and all(type(v) in {str, int} for v in value)
        ),
        "maps": lambda: (
            isinstance(value, dict) and all(isinstance(v, str) for v in value.values())
        ),
        "lists": lambda: False,
    }
    return checks[kind]()


def _twice(pack: Pack) -> Iterator[Problem]:
    for name in ("kinds", "places", "recipes"):
        seen: set[str] = set()
        for number, row in enumerate(pack.rows.get(name, []), start=1):
            key = text(row, "key")
            if key in seen:
                yield errors.listed_twice(f"{name}.key", key).at_row(number)
            seen.add(key)


def _read_charter(given: object, pack: Pack) -> None:
    if not _fits("maps", given):
        pack.problems.append(errors.not_this_kind_of_value("charter"))
        return
    pack.charter = cast("Mapping[str, str]", given)
