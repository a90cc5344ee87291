"""Every sentence people may read, taken from source and pages; and the catalogues.

`python -m tests.house.catalogue` brings the catalogues up to date: new sentences come
in untranslated, those nobody says any more go. It needs no gettext: Django turns a
template into something like Python, and babel reads that.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "commonweal"
LOCALE = SOURCE / "interfaces" / "web" / "locale"

KEYWORDS = {
    "N_": None,
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the source: one form, or singular and plural."""

    id: str | tuple[str, str]
    context: str | None
    where: str
    comments: tuple[str, ...]


def sentences() -> Iterator[Sentence]:
    """Yield every sentence of source and templates, in order of file and line."""
    for path in sorted(SOURCE.rglob("*.py")):
        if "migrations" not in path.parts:
            yield from _taken(path, path.read_bytes())
    for path in sorted(SOURCE.rglob("templates/**/*")):
        if path.suffix in {".html", ".txt"}:
            like_python = templatize(path.read_text(), origin=str(path))
            yield from _taken(path, like_python.encode())


def _taken(path: Path, content: bytes) -> Iterator[Sentence]:
    where = path.relative_to(ROOT).as_posix()
    found = extract(
        "python",
        io.BytesIO(content),
        keywords=KEYWORDS,
        comment_tags=["Translators:"],
        options={"encoding": "utf-8"},
    )
    for _line, message, comments, context in found:
        yield Sentence(message, context, where, tuple(comments))


def read(language: str) -> Catalog:
    """Read a language's catalogue."""
    with _file(language).open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def write(language: str, catalogue: Catalog) -> None:
    """Write a language's catalogue, in order of sentence, so that changes read well."""
    path = _file(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalogue, width=88, sort_output=True, omit_header=False)


def update(language: str) -> tuple[int, int]:
    """Bring a catalogue up to date; return how many sentences came and went."""
    old = read(language) if _file(language).exists() else Catalog(locale=language)
    new = Catalog(
        locale=language,
        project="Commonweal",
        version="",
        copyright_holder="the people of Commonweal",
        header_comment="# Commonweal: what people read, in another language.\n#",
        msgid_bugs_address="",
        last_translator="the people of Commonweal",
        language_team="the people of Commonweal",
        fuzzy=False,
        creation_date=old.creation_date,
        revision_date=old.creation_date,
    )
    came = 0
    for sentence in sentences():
        known = old.get(sentence.id, sentence.context)
        came += known is None and new.get(sentence.id, sentence.context) is None
        new.add(
            sentence.id,
            known.string if known else None,
            locations=[(sentence.where, None)],
            auto_comments=sentence.comments,
            context=sentence.context,
        )
    went = sum(1 for one in old if one.id and new.get(one.id, one.context) is None)
    write(language, new)
    return came, went


def _file(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "django.po"


if __name__ == "__main__":
    for folder in sorted(LOCALE.iterdir()):
        if folder.is_dir():
            n_came, n_went = update(folder.name)
            sys.stdout.write(f"{folder.name}: {n_came} came, {n_went} went\n")
