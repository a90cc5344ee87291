"""The deed of putting right: a new entry takes the old one back; both stay visible."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from commonweal.commons import deeds
from commonweal.commons.people import queries as people
from commonweal.core.vf.problems import NotFound, Refused, require
from commonweal.rooms.purse import permissions, words
from commonweal.rooms.purse.errors import kept, typed
from commonweal.rooms.purse.models import Entry, Pocket
from commonweal.rooms.purse.queries import views
from commonweal.rooms.purse.services import _writing
from commonweal.rooms.purse.services.entries import entry_id
from commonweal.rooms.purse.translate import postings
from commonweal.rooms.purse.translate.postings import Posting, Typing
from commonweal.rooms.purse.translate.reading import Reading


@deeds.deed
def correct_entry(  # noqa: PLR0913 - which, what instead, and whose deed it is
    *,
    entry: UUID,
    draft: words.EntryDraft | None,
    union: UUID,
    by: UUID,
    key: str,
    at: datetime,
) -> tuple[words.EntryView, ...]:
    """Take an entry back and, with a draft, write what it should have been.

    Today's entries anybody may put right, and one's own; older ones the purse's mandate.
    """
    row = _entry(union, entry)
    _require_may(row, by, at)
    back = entry_id(union, f"correct_entry:{key}")
    instead = entry_id(union, f"correct_entry:{key}:instead")
    if not Entry.objects.filter(id=back).exists():
        _require_stands(row, draft)
        reading = Reading.of(union, at)
        _writing.write([postings.take_back(row, entry=back)], reading=reading, at=at)
        if row.kind == "squared":
            Pocket.objects.filter(squared=row).update(squared=None)
        if draft is not None:
            right = _instead(row, draft, instead, reading)
            _writing.write([right], reading=reading, at=at)
    rows = Entry.objects.filter(id__in=[back, instead]).order_by("number")
    return views.entry_views(rows, union=union, person=by)


def _entry(union: UUID, entry: UUID) -> Entry:
    row = (
        Entry.objects.select_related("account", "to_account")
        .filter(union_id=union, id=entry)
        .first()
    )
    if row is None:
        raise NotFound(kept.no_such_entry())
    return row


def _require_may(row: Entry, by: UUID, at: datetime) -> None:
    permissions.require_associate(by=by, union=row.union_id, at=at)
    today = people.local_day(union=row.union_id, at=at)
    is_of_today = people.local_day(union=row.union_id, at=row.at) == today
    if row.person_id != by and not is_of_today:
        permissions.require_purse(by=by, union=row.union_id, at=at)


def _require_stands(row: Entry, draft: words.EntryDraft | None) -> None:
    """Refuse what was taken back, or is put right elsewhere, or is at a closed account."""
    problems = []
    if row.kind == "correction":
        problems.append(kept.corrections_stay())
    if Entry.objects.filter(corrects=row, kind="correction").exists():
        problems.append(kept.taken_back_already(row.number))
    if Pocket.objects.filter(entry=row, squared__isnull=False).exists():
        problems.append(kept.squared_already(row.number))
    if draft is not None and row.kind not in postings.WRITTEN_BY_PEOPLE:
        problems.append(kept.kept_elsewhere(words.ENTRY_KINDS[row.kind]))
    problems.extend(
        typed.account_closed("account", account.name)
        for account in (row.account, row.to_account)
        if account is not None and account.is_closed
    )
    require(problems)


def _instead(
    row: Entry, draft: words.EntryDraft, entry: UUID, reading: Reading
) -> Posting:
    """Read what stands instead: with the name that was kept, on the day it was."""
    settled = replace(
        draft,
        day=draft.day or row.day,
        account=draft.account or row.account_id,
        purse=draft.purse or row.purse_id,
        category=draft.category or row.category_id,
        person=row.person_id,
        key="",
    )
    posting = postings.read_entry(
        settled, entry=entry, reading=reading, typing=Typing(by=None)
    )
    reading.finish()
    if posting is None:
        raise Refused(kept.no_such_entry())
    return replace(posting, corrects=row.id)
