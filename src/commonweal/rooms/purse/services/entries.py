"""Deeds of noting: the line of fifteen seconds, the pencil list, lines of others' deeds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from commonweal.commons import deeds
from commonweal.core.vf import ids
from commonweal.core.vf.problems import Refused
from commonweal.core.vf.units import UNITS
from commonweal.rooms.purse import permissions, queries, words
from commonweal.rooms.purse.errors import kept
from commonweal.rooms.purse.models import Entry
from commonweal.rooms.purse.queries import views
from commonweal.rooms.purse.services import _writing
from commonweal.rooms.purse.translate import money, postings
from commonweal.rooms.purse.translate.postings import Posting, Typing
from commonweal.rooms.purse.translate.reading import Reading

#: So many ids are looked up together.
_AT_ONCE = 500


@deeds.deed
def note_entry(
    *, draft: words.EntryDraft, union: UUID, by: UUID, key: str, at: datetime
) -> words.EntryView:
    """Note what was taken, paid, or came in. Doing it twice notes it once."""
    permissions.require_associate(by=by, union=union, at=at)
    entry = entry_id(union, f"note_entry:{key}")
    if not noted_before(entry, draft):
        reading = Reading.of(union, at)
        read = postings.read_entry(
            draft, entry=entry, reading=reading, typing=Typing(by=by)
        )
        reading.finish()
        _writing.write(_sure([read]), reading=reading, at=at)
    return queries.get_entry(union=union, entry=entry, person=by)


@deeds.deed
def note_entries(
    *,
    drafts: tuple[words.EntryDraft, ...],
    union: UUID,
    by: UUID,
    key: str,
    at: datetime,
) -> tuple[words.EntryView, ...]:
    """Note a pencil list typed for others: all lines or none; problems carry the row."""
    permissions.require_typing(by=by, union=union, at=at)
    if not drafts:
        raise Refused(kept.nothing_written())
    if len(drafts) > words.MOST_LINES:
        raise Refused(kept.too_many_lines(words.MOST_LINES))
    lines = [
        (entry_id(union, f"note_entries:{key}:{number}"), draft)
        for number, draft in enumerate(drafts, start=1)
    ]
    before = [noted_before(entry, draft) for entry, draft in lines]
    if any(before) and not all(before):
        raise Refused(kept.something_else_noted())
    if not any(before):
        reading = Reading.of(union, at)
        typing = Typing(by=by, for_others=True)
        read = []
        for number, (entry, draft) in enumerate(lines, start=1):
            placed = replace(draft, row=draft.row or number)
            read.append(
                postings.read_entry(placed, entry=entry, reading=reading, typing=typing)
            )
        postings.doubles_in(drafts, reading)
        postings.spends_in(_read(read), reading)
        reading.finish()
        _writing.write(_sure(read), reading=reading, at=at)
    rows = Entry.objects.filter(id__in=[entry for entry, _ in lines])
    return views.entry_views(rows.order_by("number"), union=union, person=by)


@deeds.part_of_a_deed
def write_entries(
    *, drafts: tuple[words.EntryDraft, ...], union: UUID, by: UUID, at: datetime
) -> tuple[UUID, ...]:
    """Write entries as part of another deed, which has asked who may; return their ids.

    Each draft carries its own key; those written before are left as they are. Nobody's
    name is kept but that of a draft's ``person``. Kinds: those people write, and
    "settlement" (which needs no category).
    """
    del by  # who does this is the other deed's to know, and not the books'
    entries = [entry_id(union, f"write_entries:{draft.key}") for draft in drafts]
    known = _known(entries)
    reading = Reading.of(union, at)
    typing = Typing(by=None, kinds=postings.WRITTEN_BY_DEEDS)
    read = [
        postings.read_entry(draft, entry=entry, reading=reading, typing=typing)
        for entry, draft in zip(entries, drafts, strict=True)
        if entry not in known
    ]
    reading.finish()
    _writing.write(_sure(read), reading=reading, at=at)
    return tuple(entries)


def _known(entries: Sequence[UUID]) -> set[UUID]:
    """Return which of these are written already."""
    found: set[UUID] = set()
    for start in range(0, len(entries), _AT_ONCE):
        asked = Entry.objects.filter(id__in=entries[start : start + _AT_ONCE])
        found.update(asked.values_list("id", flat=True))
    return found


def entry_id(union: UUID, key: str) -> UUID:
    """Return the id of the entry that a deed makes under a key."""
    return ids.id_from_key(union, f"purse_entry:{key}")


def noted_before(entry: UUID, draft: words.EntryDraft) -> bool:
    """Say whether this was noted under its key; refuse when something else was."""
    row = Entry.objects.filter(id=entry).first()
    if row is None:
        return False
    try:
        amount = money.read_money(draft.amount, usual=UNITS[row.currency])
    except Refused:
        raise Refused(kept.something_else_noted()) from None
    said = (draft.kind, draft.category, amount.amount, amount.unit.code)
    if said != (row.kind, row.category_id, row.amount, row.currency):
        raise Refused(kept.something_else_noted())
    return True


def _read(read: Sequence[Posting | None]) -> list[Posting]:
    return [posting for posting in read if posting is not None]


def _sure(read: Sequence[Posting | None]) -> list[Posting]:
    """Return what was read; nothing is missing once the reading has finished."""
    sure = _read(read)
    assert len(sure) == len(read)  # noqa: S101 - a line without problems was read
    return sure
