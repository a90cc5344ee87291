"""The index of the search, written beside every step of the register.

What is found is reduced when it is written (``queries.spelling``), so that both
databases find the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Prefetch

from commonweal.commons.people import queries as people
from commonweal.core.vf import ids
from commonweal.rooms.governance.models import (
    Entry,
    EntryIndex,
    KnownWord,
    Standing,
    Wording,
)
from commonweal.rooms.governance.queries import register_rows as rows
from commonweal.rooms.governance.queries import spelling, standing
from commonweal.rooms.governance.words import register as words

#: So many rows go to the database together.
AT_ONCE = 500
_SMALLEST_63_BITS = 2**63 - 1
_DAY = timedelta(days=1)


def index(union: UUID, entries: Iterable[UUID]) -> None:
    """Write what the search reads of entries, as they are now."""
    language = people.get_union(union=union).language
    wanted = list(entries)
    used = _index_bare(union, language)
    for first in range(0, len(wanted), AT_ONCE):
        found = _with_what_hangs_on(wanted[first : first + AT_ONCE])
        _write([_line(entry, language) for entry in found])
        said = " ".join(f"{entry.title} {_said_of(entry)}" for entry in found)
        used.update(spelling.words_of(said, language=language))
    _know(union, used, language)


def index_all(union: UUID) -> int:
    """Make the whole index anew, as after a move to another node; says how many."""
    EntryIndex.objects.filter(union_id=union).delete()
    KnownWord.objects.filter(union_id=union).delete()
    entries = list(Entry.objects.filter(union_id=union).values_list("id", flat=True))
    index(union, entries)
    return len(entries)


def _with_what_hangs_on(entries: Sequence[UUID]) -> list[Entry]:
    return list(
        Entry.objects.filter(id__in=entries).prefetch_related(
            Prefetch("standings", Standing.objects.order_by("number")),
            Prefetch("wordings", Wording.objects.order_by("version")),
            "tags",
        )
    )


def _line(entry: Entry, language: str) -> EntryIndex:
    steps = rows.steps_of(entry)
    last = steps[-1]
    begins = next((s.on for s in steps if s.status == "in_force"), None)
    until = standing.holds_until(
        last, kind=entry.kind, imported_on=rows.imported_on(entry)
    )
    if last.status != "in_force":
        until = last.on - _DAY
    title = spelling.stems_of(entry.title, language=language)
    return EntryIndex(
        id=entry.id.int & _SMALLEST_63_BITS,
        union_id=entry.union_id,
        entry=entry,
        number=entry.number,
        decided_on=entry.decided_on,
        title=" ".join(title),
        words=" ".join(spelling.stems_of(_said_of(entry), language=language)),
        status=last.status,
        holds_from=begins,
        holds_until=until,
        due_on=standing.due_on(last),
    )


def _said_of(entry: Entry) -> str:
    """Return what is found of an entry besides its title."""
    wordings = list(entry.wordings.all())
    text = wordings[-1].text if wordings else ""
    tags = " ".join(tag.tag for tag in entry.tags.all())
    return f"{text} {tags} {entry.old_number}"


def _index_bare(union: UUID, language: str) -> set[str]:
    """Write what the search reads of decisions that the charter holds alone; their words.

    All of them each time: they are few, and a rule may have ended since.
    """
    bare = rows.bare_decisions(union)
    lines = rows.bare_lines(bare, union=union, on=date.max)
    _write([_bare_line(union, line, language) for line in lines])
    said = " ".join(row.title for row in bare)
    return set(spelling.words_of(said, language=language))


def _bare_line(union: UUID, line: words.EntryLine, language: str) -> EntryIndex:
    key = ids.id_from_key(union, f"register:{line.number}")
    over = None if line.status == "in_force" else line.decided_on
    return EntryIndex(
        id=key.int & _SMALLEST_63_BITS,
        union_id=union,
        number=line.number,
        decided_on=line.decided_on,
        title=" ".join(spelling.stems_of(line.title, language=language)),
        words="",
        status=line.status,
        holds_from=line.decided_on,
        holds_until=over,
    )


def _write(lines: list[EntryIndex]) -> None:
    EntryIndex.objects.bulk_create(
        lines,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=[
            "title", "words", "status", "holds_from", "holds_until", "due_on",
        ],
        batch_size=AT_ONCE,
    )  # fmt: skip


def _know(union: UUID, used: set[str], language: str) -> None:
    """Keep the words of what is said, to compare what is typed with."""
    KnownWord.objects.bulk_create(
        [_known(union, word, language) for word in sorted(used)],
        ignore_conflicts=True,
        batch_size=AT_ONCE,
    )


def _known(union: UUID, word: str, language: str) -> KnownWord:
    stem = spelling.stem(word, language)[: spelling.LONGEST_WORD]
    return KnownWord(union_id=union, word=word, stem=stem)
