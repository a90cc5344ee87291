"""Questions about the books: accounts, purses, categories, entries, pockets, countings."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from commonweal.core.vf.problems import NotFound
from commonweal.rooms.purse import words
from commonweal.rooms.purse.errors import kept, typed
from commonweal.rooms.purse.models import (
    Account,
    Category,
    Counting,
    Entry,
    Pocket,
    Purse,
)
from commonweal.rooms.purse.queries import views

#: Most entries of one page.
MOST_ENTRIES = 500
#: Most amounts of pockets shown at once; a purse that lets more wait squares them first.
_MOST_POCKETS = 500
_STARTER_PLACES = {starter.code: n for n, starter in enumerate(words.STARTER)}


def list_accounts(
    *, union: UUID, with_closed: bool = False
) -> tuple[words.AccountView, ...]:
    """Return our accounts, the longest in use first."""
    rows = Account.objects.filter(union_id=union)
    if not with_closed:
        rows = rows.filter(is_closed=False)
    return tuple(map(views.account_view, rows.order_by("added_at", "id")))


def get_account(*, union: UUID, account: UUID) -> words.AccountView:
    """Return one account, or refuse."""
    row = Account.objects.filter(union_id=union, id=account).first()
    if row is None:
        raise NotFound(typed.no_such_account("account"))
    return views.account_view(row)


def list_purses(
    *, union: UUID, with_closed: bool = False
) -> tuple[words.PurseView, ...]:
    """Return our purses, the everyday one first."""
    rows = Purse.objects.filter(union_id=union)
    if not with_closed:
        rows = rows.filter(is_closed=False)
    places = Case(
        *(When(kind=kind, then=Value(n)) for n, kind in enumerate(words.PURSE_KINDS)),
        output_field=IntegerField(),
    )
    return tuple(map(views.purse_view, rows.order_by(places, "added_at", "id")))


def list_categories(
    *,
    union: UUID,
    direction: str = "",
    with_retired: bool = False,
    with_built_in: bool = False,
) -> tuple[words.CategoryView, ...]:
    """Return the categories in their usual order, our own after the first ones."""
    rows = Category.objects.filter(union_id=union)
    if direction:
        rows = rows.filter(direction=direction)
    if not with_retired:
        rows = rows.filter(is_retired=False)
    if not with_built_in:
        rows = rows.filter(is_built_in=False)
    ordered = sorted(
        rows,
        key=lambda row: (
            _STARTER_PLACES.get(row.code, len(_STARTER_PLACES)),
            row.added_at,
            row.name,
        ),
    )
    return tuple(map(views.category_view, ordered))


def list_entries(  # noqa: PLR0913 - each argument narrows the answer
    *,
    union: UUID,
    person: UUID | None = None,
    account: UUID | None = None,
    category: UUID | None = None,
    from_day: date | None = None,
    until: date | None = None,
    before: int | None = None,
    limit: int = 50,
) -> tuple[words.EntryView, ...]:
    """Return entries, newest number first; ``before`` is the last number seen.

    ``person`` is who reads, so that their own are marked; nobody is named (I-11).
    """
    rows = Entry.objects.filter(union_id=union)
    if account is not None:
        rows = rows.filter(Q(account=account) | Q(to_account=account))
    if category is not None:
        rows = rows.filter(category=category)
    if from_day is not None:
        rows = rows.filter(day__gte=from_day)
    if until is not None:
        rows = rows.filter(day__lte=until)
    return views.entry_views(page(rows, before, limit), union=union, person=person)


def page(rows: QuerySet[Entry], before: int | None, limit: int) -> QuerySet[Entry]:
    """Return the next page of entries, newest number first."""
    if before is not None:
        rows = rows.filter(number__lt=before)
    return rows.order_by("-number")[: max(0, min(limit, MOST_ENTRIES))]


def get_entry(
    *, union: UUID, entry: UUID, person: UUID | None = None
) -> words.EntryView:
    """Return one entry, or refuse."""
    rows = Entry.objects.filter(union_id=union, id=entry)
    for found in views.entry_views(rows, union=union, person=person):
        return found
    raise NotFound(kept.no_such_entry())


def entry_history(
    *, union: UUID, entry: UUID, person: UUID | None = None
) -> tuple[words.EntryView, ...]:
    """Return an entry with all that it corrects and that corrects it, oldest first."""
    row = Entry.objects.filter(union_id=union, id=entry).first()
    if row is None:
        raise NotFound(kept.no_such_entry())
    while row.corrects is not None:
        row = row.corrects
    story, newest = [row], [row.id]
    while newest:
        found = list(Entry.objects.filter(corrects__in=newest))
        newest = [one.id for one in found]
        story.extend(found)
    story.sort(key=lambda one: one.number)
    return views.entry_views(story, union=union, person=person)


def list_pockets(
    *, union: UUID, person: UUID | None = None
) -> tuple[words.PocketView, ...]:
    """Return what waits to be squared, oldest first, line by line.

    With names, so for the purse's mandate only; with ``person`` for that person only.
    """
    rows = Pocket.objects.filter(union_id=union, squared__isnull=True)
    if person is not None:
        rows = rows.filter(person_id=person)
    rows = rows.exclude(
        entry__in=Entry.objects.filter(union_id=union, kind="correction").values(
            "corrects"
        )
    )
    listed = rows.select_related("entry", "entry__category").order_by("entry__number")
    return tuple(map(_pocket_view, listed[:_MOST_POCKETS]))


def _pocket_view(row: Pocket) -> words.PocketView:
    entry = row.entry
    return words.PocketView(
        id=row.id,
        entry=entry.id,
        number=entry.number,
        day=entry.day,
        amount=views.steps(entry.amount, entry.currency),
        category_name="" if entry.category is None else entry.category.name,
        note=entry.note,
        person=row.person_id,
        iban=row.iban,
        name_on_account=row.name_on_account,
    )


def list_countings(
    *, union: UUID, person: UUID | None = None, limit: int = 20
) -> tuple[words.CountingView, ...]:
    """Return countings of drawers, newest first; those set aside are left out."""
    rows = Counting.objects.filter(union_id=union, set_aside_at__isnull=True)
    rows = rows.select_related("account").order_by("-counted_at", "-id")
    return tuple(_counting_view(row, person) for row in rows[: min(limit, 200)])


def _counting_view(row: Counting, person: UUID | None) -> words.CountingView:
    waits = row.confirmed_at is None
    return words.CountingView(
        id=row.id,
        account=row.account_id,
        account_name=row.account.name,
        day=row.day,
        counted=views.steps(row.counted, row.account.currency),
        written=views.steps(row.written, row.account.currency),
        is_confirmed=not waits,
        may_confirm=waits and person is not None and person != row.counted_by,
    )
