"""Recipes of others: schema.org/Recipe in a page or JSON, or plain text; never fetched.

Ours, because the libraries for it cannot be installed from wheels alone.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from lxml import etree

from commonweal.core.vf.problems import Refused
from commonweal.rooms.kitchen import errors, words
from commonweal.rooms.kitchen.translate import amounts, lines

RECIPE_MEGABYTES = 5
#: So many values of a page's data are looked through for a recipe.
_NODES_MAX = 20_000
_DEPTH_MAX = 40
_LINES_MAX = 200
#: First bytes of files that are often sent by mistake: documents, archives, pictures.
_OTHER_KINDS = (
    b"%PDF",
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0",
    b"\x89PNG",
    b"\xff\xd8\xff",
)
_TAG = re.compile(r"<[^>]{0,500}>")
_DURATION = re.compile(
    r"P(?:(?P<days>\d{1,3})D)?(?:T(?:(?P<hours>\d{1,3})H)?(?:(?P<minutes>\d{1,5})M)?)?",
    re.IGNORECASE,
)
_SERVES = re.compile(
    r"^(?:serves|for|makes|für|ergibt|portionen|servings)\D{0,12}(?P<n>\d{1,4})\b"
    r"|^(?P<m>\d{1,4}) (?:people|persons|servings|portions|personen|portionen)\b",
    re.IGNORECASE,
)
_HEADINGS = re.compile(r"^(?:ingredients|zutaten)\b.{0,40}:?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Found:
    """A recipe before its lines are understood."""

    name: str
    serves: str
    minutes: str
    steps: str
    source: str
    ingredients: tuple[str, ...]


def read_recipe(file: words.FileDraft, *, union: UUID) -> words.ReadRecipe:
    """Read a recipe; its lines say themselves what is wrong with each.

    Raises
    ------
    Refused
        There is no recipe in it, or it cannot be read at all.
    """
    if len(file.content) > RECIPE_MEGABYTES * 2**20:
        raise Refused(errors.recipe_too_large(RECIPE_MEGABYTES))
    found = _found_in(file)
    if len(found.ingredients) > _LINES_MAX:
        raise Refused(errors.too_many_lines(words.LINES_MAX))
    names = lines.names_of(union)
    return words.ReadRecipe(
        name=found.name[: words.NAME_LETTERS],
        serves=found.serves,
        minutes=found.minutes,
        steps=found.steps[: words.STEPS_LETTERS],
        source=found.source[: words.NOTE_LETTERS],
        lines=lines.read_all(found.ingredients, names),
    )


def _found_in(file: words.FileDraft) -> _Found:
    text = _decoded(file)
    start = text.lstrip("\ufeff \r\n\t")[:1]
    if start == "<":
        data = list(_data_of_page(file, text))
    elif start in {"{", "["}:
        data = [_loaded(text, file.filename)]
    else:
        return _from_text(text, file.filename)
    for node in _nodes(data):
        if _is_recipe(node):
            return _from_schema(node)
    raise Refused(errors.no_recipe_in(file.filename))


def _decoded(file: words.FileDraft) -> str:
    raw = file.content
    if raw.startswith(_OTHER_KINDS):
        raise Refused(errors.not_readable(file.filename))
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        codecs: tuple[str, ...] = ("utf-16",)
    else:
        codecs = ("utf-8-sig", "cp1252")
    for codec in codecs:
        try:
            text = raw.decode(codec)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text and text.strip():
            return text
        break
    raise Refused(errors.not_readable(file.filename))


# --- pages and JSON ---------------------------------------------------------------------


def _data_of_page(file: words.FileDraft, text: str) -> Iterator[object]:
    """Yield what a page says of itself to machines. Nothing it names is opened."""
    parser = etree.HTMLParser(no_network=True, huge_tree=False, encoding="utf-8")
    try:
        page = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError) as fault:
        raise Refused(errors.not_readable(file.filename)) from fault
    for script in () if page is None else page.iter("script"):
        kind = (script.get("type") or "").partition(";")[0].strip().casefold()
        if kind == "application/ld+json" and script.text:
            try:
                yield _loaded(script.text, file.filename)
            except Refused:
                continue  # a page may hold several; one broken does not spoil the others


def _loaded(text: str, filename: str) -> object:
    try:
        return json.loads(text.strip("\ufeff \r\n\t"), strict=False)
    except (ValueError, RecursionError):
        raise Refused(errors.not_readable(filename)) from None


def _nodes(data: object) -> Iterator[dict[str, Any]]:
    """Yield every object in some data, outer before inner, up to a limit."""
    waiting: list[tuple[object, int]] = [(data, 0)]
    for _count in range(_NODES_MAX):
        if not waiting:
            return
        node, depth = waiting.pop(0)
        if isinstance(node, dict):
            yield node
        inner = (
            node.values()
            if isinstance(node, dict)
            else node
            if isinstance(node, list)
            else ()
        )
        if depth < _DEPTH_MAX:
            waiting.extend((one, depth + 1) for one in inner)


def _is_recipe(node: dict[str, Any]) -> bool:
    kinds = node.get("@type")
    said = kinds if isinstance(kinds, list) else [kinds]
    return any(str(kind).rpartition("/")[2] == "Recipe" for kind in said)


def _from_schema(node: dict[str, Any]) -> _Found:
    said = node.get("recipeIngredient", node.get("ingredients", []))
    given = said if isinstance(said, list) else str(said).splitlines()
    return _Found(
        name=_text(node.get("name")),
        serves=_first_number(node.get("recipeYield", node.get("yield"))),
        minutes=_minutes(node),
        steps="\n".join(_steps(node.get("recipeInstructions"), 0)),
        source=_text(node.get("url")) or _author(node.get("author")),
        ingredients=tuple(text for one in given if (text := _text(one))),
    )


def _text(value: object) -> str:
    """Return plain text: no tags, no entities, one line."""
    if isinstance(value, dict):
        value = value.get("name") or value.get("text") or value.get("@value") or ""
    if not isinstance(value, str | int | float):
        return ""
    return amounts.clean(_TAG.sub(" ", html.unescape(str(value))))


def _first_number(value: object) -> str:
    for one in value if isinstance(value, list) else [value]:
        found = re.search(r"\d{1,4}", _text(one))
        if found is not None:
            return found.group()
    return ""


def _minutes(node: dict[str, Any]) -> str:
    total = _duration(node.get("totalTime"))
    if not total:
        total = _duration(node.get("prepTime")) + _duration(node.get("cookTime"))
    return str(total) if total else ""


def _duration(value: object) -> int:
    found = _DURATION.fullmatch(_text(value))
    if found is None:
        return 0
    days, hours, minutes = (int(part or 0) for part in found.groups())
    return (days * 24 + hours) * 60 + minutes


def _steps(value: object, depth: int) -> Iterator[str]:
    if depth > _DEPTH_MAX:
        return
    if isinstance(value, list):
        for one in value:
            yield from _steps(one, depth + 1)
    elif isinstance(value, dict) and "itemListElement" in value:
        yield from _steps(value["itemListElement"], depth + 1)
    elif isinstance(value, str):
        yield from (text for part in value.splitlines() if (text := _text(part)))
    elif isinstance(value, dict) and (text := _text(value.get("text") or value)):
        yield text


def _author(value: object) -> str:
    return _text(value[0] if isinstance(value, list) and value else value)


# --- plain text ---------------------------------------------------------------------------


def _from_text(text: str, filename: str) -> _Found:
    """Read a name, "serves 4", one line per ingredient, a blank line, and steps."""
    name, serves = "", ""
    blocks: list[list[str]] = [[]]
    for raw in text.splitlines():
        line = amounts.clean(raw)
        served = _SERVES.match(line)
        if served is not None and not serves:
            serves = served["n"] or served["m"]
        elif not line:
            blocks.append([])
        elif not name and not line[0].isdigit():
            name = line
        elif not _HEADINGS.match(line):
            blocks[-1].append(line)
    filled = [block for block in blocks if block]
    if not filled:
        raise Refused(errors.no_recipe_in(filename))
    steps = [line for block in filled[1:] for line in block]
    return _Found(name, serves, "", "\n".join(steps), "", tuple(filled[0]))
