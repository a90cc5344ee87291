"""Deeds on our own money: move it between accounts and purses, exchange it, begin."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from commonweal.commons import deeds
from commonweal.core.vf.measure import Measure
from commonweal.core.vf.problems import Refused
from commonweal.core.vf.units import UNITS
from commonweal.rooms.purse import permissions, queries, words
from commonweal.rooms.purse.errors import kept
from commonweal.rooms.purse.models import Entry
from commonweal.rooms.purse.queries import views
from commonweal.rooms.purse.services import _writing
from commonweal.rooms.purse.services.entries import entry_id
from commonweal.rooms.purse.translate.postings import Posting
from commonweal.rooms.purse.translate.reading import Reading


@deeds.deed
def move_money(
    *, draft: words.MoveDraft, union: UUID, by: UUID, key: str, at: datetime
) -> words.EntryView:
    """Move money between our accounts, between our purses, or both."""
    permissions.require_purse(by=by, union=union, at=at)
    entry = _move(draft, union=union, key=f"move_money:{key}", at=at)
    return queries.get_entry(union=union, entry=entry, person=by)


@deeds.part_of_a_deed
def write_move(
    *, draft: words.MoveDraft, union: UUID, by: UUID, key: str, at: datetime
) -> UUID:
    """Move money as part of another deed, which has asked who may."""
    del by  # who does this is the other deed's to know, and not the books'
    return _move(draft, union=union, key=f"write_move:{key}", at=at)


@deeds.deed
def exchange_money(
    *, draft: words.ExchangeDraft, union: UUID, by: UUID, key: str, at: datetime
) -> words.EntryView:
    """Write down an exchange between currencies; the amounts are its only rate."""
    permissions.require_purse(by=by, union=union, at=at)
    entry = entry_id(union, f"exchange_money:{key}")
    if not Entry.objects.filter(id=entry).exists():
        reading = Reading.of(union, at)
        posting = _exchange(draft, entry, reading)
        reading.finish()
        assert posting is not None  # noqa: S101 - without problems it was read
        _writing.write([posting], reading=reading, at=at)
    return queries.get_entry(union=union, entry=entry, person=by)


@deeds.deed
def open_books(
    *,
    openings: tuple[words.OpeningDraft, ...],
    union: UUID,
    by: UUID,
    key: str,
    at: datetime,
) -> tuple[words.EntryView, ...]:
    """Write down what was there when the books began, account by account."""
    permissions.require_purse(by=by, union=union, at=at)
    if not openings:
        raise Refused(kept.nothing_written())
    if len(openings) > words.MOST_LINES:
        raise Refused(kept.too_many_lines(words.MOST_LINES))
    entries = [
        entry_id(union, f"open_books:{key}:{number}")
        for number in range(1, len(openings) + 1)
    ]
    rows = Entry.objects.filter(id__in=entries)
    if not rows.exists():
        reading = Reading.of(union, at)
        opened = _opened(union)
        read = []
        for number, (entry, draft) in enumerate(
            zip(entries, openings, strict=True), start=1
        ):
            with reading.line(number):
                posting = _opening(draft, entry, reading, opened)
            if posting is not None:
                read.append(posting)
                opened.add((posting.account, posting.purse))
        reading.finish()
        _writing.write(read, reading=reading, at=at)
    return views.entry_views(rows.order_by("number"), union=union, person=by)


# --- reading ------------------------------------------------------------------------


def _move(draft: words.MoveDraft, *, union: UUID, key: str, at: datetime) -> UUID:
    entry = entry_id(union, key)
    if Entry.objects.filter(id=entry).exists():
        return entry
    reading = Reading.of(union, at)
    account = reading.open_account(draft.account)
    to_account = reading.open_account(draft.to_account, "to_account")
    purse = reading.purse(draft.purse)
    to_purse = reading.purse(draft.to_purse or draft.purse, "to_purse")
    currency = "" if account is None else account.currency
    amount = reading.money(draft.amount, reading.unit(currency))
    if account and to_account:
        if account.currency != to_account.currency:
            reading.problems.append(
                kept.needs_an_exchange(account.currency, to_account.currency)
            )
        elif (account.id, purse) == (to_account.id, to_purse):
            reading.problems.append(kept.same_place())
    if amount and account:
        reading.account(account.id, amount.unit)
    day, note = reading.day(draft.day), reading.note(draft.note)
    reading.finish()
    assert amount is not None  # noqa: S101 - without problems it was read
    posting = Posting(
        id=entry,
        kind="moved",
        day=day,
        amount=amount,
        change=-amount.amount,
        account=draft.account,
        purse=purse,
        to_account=draft.to_account,
        to_purse=to_purse,
        to_amount=amount,
        note=note,
        keep_until=reading.keep_until if note else None,
    )
    _writing.write([posting], reading=reading, at=at)
    return entry


def _exchange(
    draft: words.ExchangeDraft, entry: UUID, reading: Reading
) -> Posting | None:
    account = reading.open_account(draft.account)
    to_account = reading.open_account(draft.to_account, "to_account")
    purse = reading.purse(draft.purse)
    to_purse = reading.purse(draft.to_purse or draft.purse, "to_purse")
    given = arrived = None
    if account and to_account:
        if account.currency == to_account.currency:
            reading.problems.append(kept.not_an_exchange(account.currency))
        given = _in(account, draft.amount, "amount", reading)
        arrived = _in(to_account, draft.to_amount, "to_amount", reading)
    day, note = reading.day(draft.day), reading.note(draft.note)
    if given is None or arrived is None:
        return None
    return Posting(
        id=entry,
        kind="exchanged",
        day=day,
        amount=given,
        change=-given.amount,
        account=draft.account,
        purse=purse,
        to_account=draft.to_account,
        to_purse=to_purse,
        to_amount=arrived,
        note=note,
        keep_until=reading.keep_until if note else None,
    )


def _in(
    account: words.AccountView,
    text: str,
    field: str,
    reading: Reading,
    *,
    signed: bool = False,
) -> Measure | None:
    """Read an amount in an account's own currency."""
    amount = reading.money(text, UNITS[account.currency], field, signed=signed)
    if amount is not None and reading.account(account.id, amount.unit) is None:
        return None
    return amount


def _opened(union: UUID) -> set[tuple[UUID | None, UUID | None]]:
    """Return which purse at which account has an opening that stands."""
    rows = Entry.objects.filter(union_id=union, kind="opening")
    taken_back = Entry.objects.filter(
        union_id=union, kind="correction", corrects__kind="opening"
    )
    return set(
        rows.exclude(id__in=taken_back.values("corrects")).values_list(
            "account_id", "purse_id"
        )
    )


def _opening(
    draft: words.OpeningDraft,
    entry: UUID,
    reading: Reading,
    opened: set[tuple[UUID | None, UUID | None]],
) -> Posting | None:
    account = reading.open_account(draft.account)
    purse = reading.purse(draft.purse)
    day = reading.day(draft.day)
    if account is None or purse is None:
        return None
    amount = _in(account, draft.amount, "amount", reading, signed=True)
    if (account.id, purse) in opened:
        name = reading.purses[purse].name
        reading.problems.append(kept.opened_already(account.name, name))
    if amount is None:
        return None
    if amount.amount == 0:
        reading.problems.append(kept.nothing_to_open())
        return None
    below = amount.amount < 0
    category = reading.built_in("opening_below" if below else "opening")
    return Posting(
        id=entry,
        kind="opening",
        day=day,
        amount=-amount if below else amount,
        change=amount.amount,
        account=account.id,
        purse=purse,
        category=category.id,
    )
