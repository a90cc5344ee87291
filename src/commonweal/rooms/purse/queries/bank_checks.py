"""What the bank says beside what the books say, account by account."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from commonweal.core.vf.measure import Measure
from commonweal.core.vf.units import UNITS
from commonweal.rooms.purse.models import Account, BankStatement, Entry
from commonweal.rooms.purse.queries import bank, sheet
from commonweal.rooms.purse.words.bank import StatementCheck


def statement_check(
    *, union: UUID, on: date, account: UUID | None = None
) -> tuple[StatementCheck, ...]:
    """Compare bank and books of each account that has an IBAN or a statement.

    Both are taken at the end of the same day: ``on``, or the last day before it that
    statements tell of.
    """
    rows = Account.objects.filter(union_id=union).order_by("added_at", "id")
    if account is not None:
        rows = rows.filter(id=account)
    with_statement = Exists(BankStatement.objects.filter(account=OuterRef("pk")))
    kept = rows.filter(Q(kind="bank", is_closed=False) | Q(with_statement))
    return tuple(_check(row, on) for row in kept)


def entries_without_line(*, union: UUID, account: UUID, until: date) -> QuerySet[Entry]:
    """Select the entries of an account that no line of the bank stands for.

    What was there at the beginning needs none, nor what was taken back.
    """
    taken_back = Entry.objects.filter(corrects=OuterRef("pk"), kind="correction")
    matched = bank.standing_matches().filter(entry=OuterRef("pk"), account=account)
    return (
        Entry.objects.filter(union_id=union, day__lte=until)
        .filter(Q(account=account) | Q(to_account=account))
        .exclude(kind__in=["opening", "correction"])
        .exclude(account=F("to_account"))
        .filter(~Exists(taken_back), ~Exists(matched))
    )


def _check(row: Account, on: date) -> StatementCheck:
    unit = UNITS[row.currency]
    said = bank.bank_says(account=row.id, on=on)
    day = on if said is None else said.day
    books = sheet.books_on(union=row.union_id, account=row.id, on=day)
    begun = BankStatement.objects.filter(account=row).order_by("first_day").first()
    waiting = bank.waiting_lines(row.union_id, row.id).filter(day__lte=day)
    alone = entries_without_line(union=row.union_id, account=row.id, until=day)
    if begun is not None:
        alone = alone.filter(day__gte=begun.first_day)
    return StatementCheck(
        account=row.id,
        name=row.name,
        on=day,
        bank=None if said is None else Measure(said.amount, unit),
        books=Measure(books, unit),
        difference=None if said is None else Measure(said.amount - books, unit),
        n_unmatched_lines=waiting.count(),
        n_entries_without_line=0 if begun is None else alone.count(),
        gaps=_gaps(row, on),
    )


def _gaps(row: Account, on: date) -> tuple[tuple[date, date], ...]:
    """Return the days between statements whose amounts do not meet."""
    found = []
    before: BankStatement | None = None
    said = BankStatement.objects.filter(
        account=row, first_day__lte=on, opening__isnull=False, closing__isnull=False
    )
    for one in said.order_by("first_day", "last_day", "taken_in_at"):
        meets = before is None or before.closing == one.opening
        if before is not None and one.first_day > before.last_day and not meets:
            last = one.first_day - timedelta(days=1)
            expected = bank.bank_says(account=row.id, on=last)
            if expected is not None and expected.amount != one.opening:
                found.append((before.last_day, one.first_day))
        if before is None or one.last_day >= before.last_day:
            before = one
    return tuple(found)
