"""The index of the search, written beside every step of the register.

What is found is reduced when it is written (``queries.spelling``), so that both
databases find the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from uuid import UUID

from django.db.models import Prefetch

from commonweal.commons.people import queries as people
from commonweal.rooms.governance.models import (
    Entry,
    EntryIndex,
    KnownWord,
    Standing,
    Wording,
)
from commonweal.rooms.governance.queries import register_rows as rows
from commonweal.rooms.governance.queries import spelling, standing

#: So many rows go to the database together.
AT_ONCE = 500
_SMALLEST_63_BITS = 2**63 - 1
_DAY = timedelta(days=1)


def index(union: UUID, entries: Iterable[UUID]) -> None:
    """Write what the search reads of entries, as they are now."""
    language = people.get_union(union=union).language
    wanted = list(entries)
    for first in range(0, len(wanted), AT_ONCE):
        found = _with_what_hangs_on(wanted[first : first + AT_ONCE])
        lines = [_line(entry, language) for entry in found]
        EntryIndex.objects.bulk_create(
            lines,
            update_conflicts=True,
            unique_fields=["id"],
            update_fields=[
                "title", "words", "status", "holds_from", "holds_until", "due_on",
            ],
        )  # fmt: skip
        _know(union, found, language)


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


def _know(union: UUID, entries: Sequence[Entry], language: str) -> None:
    said = " ".join(f"{entry.title} {_said_of(entry)}" for entry in entries)
    words = set(spelling.words_of(said, language=language))
    KnownWord.objects.bulk_create(
        [
            KnownWord(
                union_id=union,
                word=word,
                backwards=word[::-1],
                stem=spelling.stem(word, language)[: spelling.LONGEST_WORD],
            )
            for word in sorted(words)
        ],
        ignore_conflicts=True,
        batch_size=AT_ONCE,
    )
