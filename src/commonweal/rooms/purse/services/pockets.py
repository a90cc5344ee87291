"""Deeds of pockets: somebody laid money out, and the purse squares it.

What waits is one amount of the union. Nobody stands in anybody's books here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from commonweal.commons import deeds
from commonweal.core.vf.measure import Measure
from commonweal.core.vf.problems import Refused
from commonweal.core.vf.units import UNITS
from commonweal.rooms.purse import permissions, queries, words
from commonweal.rooms.purse.errors import kept, typed
from commonweal.rooms.purse.models import Entry, Pocket
from commonweal.rooms.purse.queries import views
from commonweal.rooms.purse.services import _writing
from commonweal.rooms.purse.services.entries import entry_id, noted_before
from commonweal.rooms.purse.translate import numbers, postings
from commonweal.rooms.purse.translate.postings import Posting, Typing
from commonweal.rooms.purse.translate.reading import Reading

#: So long whose pocket it was can still be asked after it was squared.
_SQUARED_DAYS = 90
_NAME_LETTERS = 70


@deeds.deed
def pay_from_pocket(
    *, draft: words.PocketDraft, union: UUID, by: UUID, key: str, at: datetime
) -> words.EntryView:
    """Note what somebody paid with money of their own."""
    permissions.require_associate(by=by, union=union, at=at)
    person = draft.person or by
    if person != by:
        permissions.require_typing(by=by, union=union, at=at)
    entry = entry_id(union, f"pay_from_pocket:{key}")
    if not noted_before(entry, _as_entry(draft)):
        reading = Reading.of(union, at)
        read = [_read(replace(draft, person=person), entry, by, reading)]
        reading.finish()
        _write(read, reading, at)
    return queries.get_entry(union=union, entry=entry, person=by)


@deeds.deed
def pay_from_pockets(
    *,
    drafts: tuple[words.PocketDraft, ...],
    union: UUID,
    by: UUID,
    key: str,
    at: datetime,
) -> tuple[words.EntryView, ...]:
    """Note a list of what several people laid out, typed for them: all lines or none."""
    permissions.require_typing(by=by, union=union, at=at)
    if not drafts:
        raise Refused(kept.nothing_written())
    if len(drafts) > words.MOST_LINES:
        raise Refused(kept.too_many_lines(words.MOST_LINES))
    lines = [
        (entry_id(union, f"pay_from_pockets:{key}:{number}"), _in_row(draft, number))
        for number, draft in enumerate(drafts, start=1)
    ]
    before = [noted_before(entry, _as_entry(draft)) for entry, draft in lines]
    if any(before) and not all(before):
        raise Refused(kept.something_else_noted())
    if not any(before):
        reading = Reading.of(union, at)
        read = [_read(draft, entry, by, reading) for entry, draft in lines]
        postings.doubles_in([_as_entry(draft) for _entry, draft in lines], reading)
        postings.spends_in([one.posting for one in read if one.posting], reading)
        reading.finish()
        _write(read, reading, at)
    rows = Entry.objects.filter(id__in=[entry for entry, _ in lines])
    return views.entry_views(rows.order_by("number"), union=union, person=by)


@deeds.deed
def square_pockets(
    *, draft: words.SquareDraft, union: UUID, by: UUID, key: str, at: datetime
) -> tuple[words.EntryView, ...]:
    """Square what was laid out: an entry for each. Doing it twice squares once.

    One's own from a drawer or card anybody squares; all else is the purse's mandate's.
    """
    permissions.require_associate(by=by, union=union, at=at)
    entries = [entry_id(union, f"square:{key}:{one}") for one in draft.pockets]
    rows = Entry.objects.filter(id__in=entries)
    if not rows.exists():
        reading = Reading.of(union, at)
        waiting = _waiting(draft, union)
        account = reading.open_account(draft.account)
        is_own = all(one.person_id == by for one in waiting)
        if account is None or account.kind == "bank" or not is_own:
            permissions.require_purse(by=by, union=union, at=at)
        read = [
            _squaring(one, entry, draft, reading)
            for one, entry in zip(waiting, entries, strict=True)
        ]
        reading.finish()
        _writing.write(read, reading=reading, at=at)
        until = reading.today + timedelta(days=_SQUARED_DAYS)
        for one, entry in zip(waiting, entries, strict=True):
            Pocket.objects.filter(id=one.id).update(
                squared=entry, keep_until=min(until, one.keep_until)
            )
    return views.entry_views(rows.order_by("number"), union=union, person=by)


@dataclass(frozen=True, slots=True)
class _Laid:
    """What was laid out, read: its draft, where it is to be paid, and its posting."""

    draft: words.PocketDraft
    iban: str
    posting: Posting | None


def _read(draft: words.PocketDraft, entry: UUID, by: UUID, reading: Reading) -> _Laid:
    """Read one line; whose it is must be known, and where it is to be paid."""
    with reading.line(draft.row) as problems:
        iban = numbers.read_iban(draft.iban, problems)
        if draft.person is None:
            problems.append(typed.say_whose("person"))
        else:
            reading.require_here(draft.person)
    posting = postings.read_entry(
        _as_entry(draft),
        entry=entry,
        reading=reading,
        typing=Typing(
            by=by, for_others=draft.person != by, kinds=("from_pocket",), unnamed=True
        ),
    )
    return _Laid(draft, iban, posting)


def _write(laid: Sequence[_Laid], reading: Reading, at: datetime) -> None:
    """Write entries, and whose pocket each was paid from."""
    written = [one.posting for one in laid if one.posting is not None]
    assert len(written) == len(laid)  # noqa: S101 - without problems all were read
    _writing.write(written, reading=reading, at=at)
    for one, posting in zip(laid, written, strict=True):
        name = " ".join(one.draft.name_on_account.split())
        Pocket.objects.create(
            id=posting.id,
            union_id=reading.union,
            entry_id=posting.id,
            person_id=one.draft.person,
            iban=one.iban,
            name_on_account=name[:_NAME_LETTERS],
            keep_until=reading.keep_until,
        )


def _in_row(draft: words.PocketDraft, number: int) -> words.PocketDraft:
    return replace(draft, row=draft.row or number)


def _as_entry(draft: words.PocketDraft) -> words.EntryDraft:
    return words.EntryDraft(
        kind="from_pocket",
        amount=draft.amount,
        category=draft.category,
        purse=draft.purse,
        day=draft.day,
        currency=draft.currency,
        note=draft.note,
        person=draft.person,
        spend=draft.spend,
        happened_anyway=draft.happened_anyway,
        commitments=draft.commitments,
        row=draft.row,
    )


def _waiting(draft: words.SquareDraft, union: UUID) -> list[Pocket]:
    """Return what is to be squared, held until the deed ends; refuse what is not there."""
    if not draft.pockets:
        raise Refused(kept.nothing_to_square())
    found = {
        row.id: row
        for row in Pocket.objects.select_for_update(of=("self",))
        .select_related("entry")
        .filter(union_id=union, id__in=draft.pockets, squared__isnull=True)
    }
    wanted = {one.id for one in queries.list_pockets(union=union)} & found.keys()
    chosen = list(dict.fromkeys(draft.pockets))
    if len(chosen) < len(draft.pockets) or not wanted.issuperset(chosen):
        raise Refused(kept.no_such_pocket())
    return [found[one] for one in chosen]


def _squaring(
    pocket: Pocket, entry: UUID, draft: words.SquareDraft, reading: Reading
) -> Posting:
    amount = Measure(pocket.entry.amount, UNITS[pocket.entry.currency])
    account = reading.accounts.get(draft.account)
    if account is not None and account.currency != amount.unit.code:
        reading.problems.append(
            typed.other_currency(
                "account", amount.unit.code, account.currency, account.name
            )
        )
    return Posting(
        id=entry,
        kind="squared",
        day=reading.day(draft.day),
        amount=amount,
        change=-amount.amount,
        account=draft.account,
        purse=reading.purse(draft.purse or pocket.entry.purse_id),
    )
