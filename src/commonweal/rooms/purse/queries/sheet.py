"""What is there: each purse at each account, now or at the end of a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from django.db.models import QuerySet, Sum

from commonweal.commons.ledger import queries as ledger
from commonweal.core.vf.measure import Measure
from commonweal.rooms.purse import words
from commonweal.rooms.purse.models import Entry
from commonweal.rooms.purse.queries import views

#: A purse at an account.
Place = tuple[UUID, UUID]


def standing(*, union: UUID, on: date | None = None) -> words.Standing:
    """Return what is in each purse at each account, now or at the end of a day.

    Now is what the ledger keeps; any other day is summed from the entries.
    """
    sums, pockets = _kept(union) if on is None else _summed(union, on)
    names = views.Names.of(union)
    lines = [
        _line(place, amount, names)
        for place, amount in sums.items()
        if amount and place[0] in names.accounts
    ]
    lines += [
        _line((account, everyday), 0, names)
        for account, everyday in _empty(names, sums)
    ]
    lines.sort(key=lambda line: (line.account_name, line.purse_kind, line.purse_name))
    return words.Standing(
        on=on,
        lines=tuple(lines),
        accounts=_by(lines, "account"),
        purses=_by(lines, "purse"),
        totals=_totals(lines),
        pockets=tuple(
            views.steps(amount, currency)
            for currency, amount in sorted(pockets.items())
            if amount
        ),
    )


def books_on(*, union: UUID, account: UUID, on: date | None = None) -> int:
    """Return what the books say an account holds at the end of a day, in steps."""
    entries = Entry.objects.filter(union_id=union)
    if on is not None:
        entries = entries.filter(day__lte=on)
    here = entries.filter(account=account).aggregate(sum=Sum("change"))["sum"]
    there = entries.filter(to_account=account).aggregate(sum=Sum("to_amount"))["sum"]
    return int(here or 0) + int(there or 0)


def sums_of(entries: QuerySet[Entry]) -> dict[Place, int]:
    """Sum what entries do to each purse at each account, in steps."""
    sums: dict[Place, int] = defaultdict(int)
    for one in (
        entries.filter(account__isnull=False)
        .order_by()
        .values_list("account_id", "purse_id")
        .annotate(sum=Sum("change"))
    ):
        sums[one[0], one[1]] += int(one[2])
    for one in (
        entries.filter(to_account__isnull=False)
        .order_by()
        .values_list("to_account_id", "to_purse_id")
        .annotate(sum=Sum("to_amount"))
    ):
        sums[one[0], one[1]] += int(one[2])
    return dict(sums)


def pockets_of(entries: QuerySet[Entry]) -> dict[str, int]:
    """Sum what pockets laid out and the purse has not squared, by currency, in steps."""
    waiting: dict[str, int] = defaultdict(int)
    laid_out = entries.filter(account__isnull=True, category__isnull=False)
    squared = entries.filter(
        account__isnull=False, category__isnull=True, to_account__isnull=True
    )
    for rows, sign in ((laid_out, 1), (squared, -1)):
        for currency, amount in (
            rows.order_by().values_list("currency").annotate(sum=Sum("amount"))
        ):
            waiting[currency] += sign * int(amount)
    return dict(waiting)


def _summed(union: UUID, on: date) -> tuple[dict[Place, int], dict[str, int]]:
    entries = Entry.objects.filter(union_id=union, day__lte=on)
    return sums_of(entries), pockets_of(entries)


def _kept(union: UUID) -> tuple[dict[Place, int], dict[str, int]]:
    """Read what the ledger keeps for each account of money."""
    sums: dict[Place, int] = {}
    pockets: dict[str, int] = {}
    for one in ledger.list_accounts(union=union):
        what, *parts = one.key.split(":")
        if what == "purse":
            sums[UUID(parts[0]), UUID(parts[1])] = one.accounting_quantity.amount
        elif what == "pockets":
            pockets[parts[0]] = -one.accounting_quantity.amount
    return sums, pockets


def _empty(names: views.Names, sums: Mapping[Place, int]) -> Iterable[Place]:
    """Yield open accounts with nothing in them, so that they are listed all the same."""
    used = {account for (account, _), amount in sums.items() if amount}
    for everyday in (one.id for one in names.purses.values() if one.kind == "everyday"):
        for account in names.accounts.values():
            if account.id not in used and not account.is_closed:
                yield account.id, everyday


def _line(place: Place, amount: int, names: views.Names) -> words.StandingLine:
    account, purse = names.accounts[place[0]], names.purses[place[1]]
    return words.StandingLine(
        account=account.id,
        account_name=account.name,
        account_kind=account.kind,
        purse=purse.id,
        purse_name=purse.name,
        purse_kind=purse.kind,
        amount=views.steps(amount, account.currency),
    )


def _by(lines: Iterable[words.StandingLine], what: str) -> tuple[words.Line, ...]:
    """Add lines up by account or by purse; a purse in two currencies has two lines."""
    sums: dict[tuple[UUID, str], words.Line] = {}
    for line in lines:
        found: UUID = getattr(line, what)
        place = (found, line.amount.unit.code)
        before = sums.get(place)
        sums[place] = words.Line(
            id=found,
            name=getattr(line, f"{what}_name"),
            amount=line.amount if before is None else before.amount + line.amount,
            kind=getattr(line, f"{what}_kind"),
        )
    order = {kind: number for number, kind in enumerate(words.PURSE_KINDS)}
    return tuple(
        sorted(sums.values(), key=lambda one: (order.get(one.kind, -1), one.name))
    )


def _totals(lines: Iterable[words.StandingLine]) -> tuple[Measure, ...]:
    sums: dict[str, Measure] = {}
    for line in lines:
        code = line.amount.unit.code
        sums[code] = sums[code] + line.amount if code in sums else line.amount
    return tuple(sums[code] for code in sorted(sums))
