"""Deeds of counting a drawer: two people, and a difference without blame."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from commonweal.commons import deeds
from commonweal.core.vf.measure import Measure
from commonweal.core.vf.problems import NotFound, Refused
from commonweal.core.vf.units import UNITS
from commonweal.rooms.purse import permissions, queries, words
from commonweal.rooms.purse.errors import kept, typed
from commonweal.rooms.purse.models import Counting
from commonweal.rooms.purse.services import _writing
from commonweal.rooms.purse.services.entries import entry_id
from commonweal.rooms.purse.translate.postings import Posting
from commonweal.rooms.purse.translate.reading import Reading


@deeds.deed
def count_drawer(
    *, draft: words.CountDraft, union: UUID, by: UUID, key: str, at: datetime
) -> UUID:
    """Write down what is in a drawer; another person confirms it.

    What is written in the books at this moment is kept beside it, so that entries made
    between the two do not look like a difference.
    """
    permissions.require_associate(by=by, union=union, at=at)
    counting = entry_id(union, f"count_drawer:{key}")
    if Counting.objects.filter(id=counting).exists():
        return counting
    reading = Reading.of(union, at)
    account = reading.open_account(draft.account)
    purse = reading.purse(draft.purse)
    counted = None
    if account is not None:
        if account.kind == "bank":
            reading.problems.append(kept.not_a_drawer(account.name))
        counted = reading.money(
            draft.counted, UNITS[account.currency], "counted", signed=True
        )
        if counted is not None and counted.amount < 0:
            reading.problems.append(typed.below_zero("counted", draft.counted))
        if counted is not None:
            reading.account(account.id, counted.unit)
    reading.finish()
    assert counted is not None  # noqa: S101 - without problems it was read
    assert purse is not None  # noqa: S101
    open_ones = Counting.objects.filter(
        union_id=union, account=draft.account, confirmed_at=None, set_aside_at=None
    )
    open_ones.update(set_aside_at=at)
    Counting.objects.create(
        id=counting,
        union_id=union,
        account_id=draft.account,
        purse_id=purse,
        day=reading.today,
        counted=counted.amount,
        written=queries.books_on(union=union, account=draft.account),
        counted_by=by,
        counted_at=at,
        keep_until=reading.keep_until,
    )
    return counting


@deeds.deed
def confirm_count(
    *, counting: UUID, union: UUID, by: UUID, at: datetime
) -> words.EntryView | None:
    """Confirm what another counted; a difference becomes an ordinary entry."""
    permissions.require_associate(by=by, union=union, at=at)
    row = _counting(union, counting)
    if row.confirmed_at is None:
        if row.set_aside_at is not None:
            raise Refused(kept.counting_over())
        if row.counted_by == by:
            raise Refused(kept.another_counts())
        row.entry_id = _note_difference(row, at)
        row.confirmed_by = by
        row.confirmed_at = at
        row.save(update_fields=["entry", "confirmed_by", "confirmed_at"])
    if row.entry_id is None:
        return None
    return queries.get_entry(union=union, entry=row.entry_id, person=by)


@deeds.deed
def set_aside_count(*, counting: UUID, union: UUID, by: UUID, at: datetime) -> None:
    """Set a counting aside, to count anew."""
    permissions.require_associate(by=by, union=union, at=at)
    row = _counting(union, counting)
    if row.confirmed_at is not None:
        raise Refused(kept.counting_over())
    if row.set_aside_at is None:
        row.set_aside_at = at
        row.save(update_fields=["set_aside_at"])


def _counting(union: UUID, counting: UUID) -> Counting:
    row = (
        Counting.objects.select_for_update(of=("self",))
        .select_related("account")
        .filter(union_id=union, id=counting)
        .first()
    )
    if row is None:
        raise NotFound(kept.no_such_counting())
    return row


def _note_difference(row: Counting, at: datetime) -> UUID | None:
    difference = row.counted - row.written
    if difference == 0:
        return None
    reading = Reading.of(row.union_id, at)
    category = reading.built_in("counted_more" if difference > 0 else "counted_less")
    posting = Posting(
        id=entry_id(row.union_id, f"confirm_count:{row.id}"),
        kind="difference",
        day=row.day,
        amount=Measure(abs(difference), UNITS[row.account.currency]),
        change=difference,
        account=row.account_id,
        purse=row.purse_id,
        category=category.id,
    )
    _writing.write([posting], reading=reading, at=at)
    return posting.id
