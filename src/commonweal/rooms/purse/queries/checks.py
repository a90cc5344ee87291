"""The books held against the ledger, and what each ledger account of money means."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from uuid import UUID

from django.db.models import F, Max, QuerySet, Sum

from commonweal.commons.ledger import queries as ledger
from commonweal.core.vf.flows import EconomicResource
from commonweal.core.vf.measure import Measure
from commonweal.core.vf.problems import N_, Problem
from commonweal.rooms.purse import words
from commonweal.rooms.purse.models import Account, Books, Category, Entry
from commonweal.rooms.purse.queries import sheet, views

_DIFFERS = N_("%(name)s: the ledger has %(ledger)s, the entries give %(entries)s.")
_NOT_EVEN = N_("All accounts in %(currency)s together come to %(sum)s, not to nothing.")
_GAP = N_(
    "Entries are numbered up to %(last)s, %(counted)s were counted, %(n)s are here."
)

#: What the keys of our accounts begin with, and their group in other people's books.
_GROUPS = {
    "purse": "assets",
    "pockets": "pockets",
    "exchange": "exchange",
    "category": "",  # by its direction
}


def differences(*, union: UUID) -> Iterator[Problem]:
    """Yield where the entries and the ledger's events disagree; for the nightly check.

    A union that came without its private part has a ledger and no books to compare.
    """
    if not Account.objects.filter(union_id=union).exists():
        return
    accounts = [
        one
        for one in ledger.list_accounts(union=union)
        if one.key.split(":")[0] in _GROUPS
    ]
    yield from _uneven(accounts)
    yield from _gaps(union)
    by_entries = _by_entries(union)
    for one in accounts:
        kept = one.accounting_quantity
        summed = by_entries.pop(one.key, Measure(0, kept.unit))
        if summed != kept:
            yield _differs(one.name, kept, summed)
    for key, summed in sorted(by_entries.items()):
        if summed.amount:
            yield _differs(key, Measure(0, summed.unit), summed)


def money_accounts(*, union: UUID) -> tuple[words.MoneyAccount, ...]:
    """Return every ledger account of money with its plain names."""
    names = views.Names.of(union)
    return tuple(
        _meaning(one, names)
        for one in ledger.list_accounts(union=union)
        if one.key.split(":")[0] in _GROUPS
    )


def _differs(name: str, kept: Measure, summed: Measure) -> Problem:
    facts = {"name": name, "ledger": str(kept), "entries": str(summed)}
    return Problem("purse", _DIFFERS, facts)


def _uneven(accounts: Sequence[EconomicResource]) -> Iterator[Problem]:
    """Double entry: what left one account arrived in another."""
    sums: dict[str, Measure] = {}
    for one in accounts:
        amount = one.accounting_quantity
        before = sums.get(amount.unit.code)
        sums[amount.unit.code] = amount if before is None else before + amount
    for currency, amount in sorted(sums.items()):
        if amount.amount:
            facts = {"currency": currency, "sum": str(amount)}
            yield Problem("purse", _NOT_EVEN, facts)


def _gaps(union: UUID) -> Iterator[Problem]:
    entries = Entry.objects.filter(union_id=union)
    n, last = entries.count(), entries.aggregate(last=Max("number"))["last"] or 0
    books = Books.objects.filter(union_id=union).first()
    counted = 0 if books is None else books.n_entries
    if not n == last == counted:
        yield Problem("purse", _GAP, {"last": last, "counted": counted, "n": n})


def _meaning(one: EconomicResource, names: views.Names) -> words.MoneyAccount:
    what, *parts = one.key.split(":")
    group = _GROUPS[what]
    called: tuple[str, ...] = (what.capitalize(),)
    if what == "purse":
        called = (names.account(UUID(parts[0])), names.purse(UUID(parts[1])))
    if what == "category":
        category = names.categories[UUID(parts[0])]
        group, called = _group_of(category), (category.name,)
    return words.MoneyAccount(
        resource=one.id, group=group, parts=called, currency=one.unit.code
    )


def _group_of(category: Category) -> str:
    if category.code.startswith("opening"):
        return "opening"
    return "income" if category.direction == "in" else "expenses"


# --- what the entries alone give ----------------------------------------------------


def _by_entries(union: UUID) -> dict[str, Measure]:
    """Sum what the entries alone leave at each account of money, by its key."""
    entries = Entry.objects.filter(union_id=union)
    names = views.Names.of(union)
    sums = {
        f"purse:{account}:{purse}": views.steps(
            amount, names.accounts[account].currency
        )
        for (account, purse), amount in sheet.sums_of(entries).items()
    }
    for currency, amount in sheet.pockets_of(entries).items():
        sums[f"pockets:{currency}"] = views.steps(-amount, currency)
    by_category = entries.filter(category__isnull=False).order_by()
    for category, currency, amount in by_category.values_list(
        "category_id", "currency"
    ).annotate(sum=Sum("amount")):
        sign = -1 if names.categories[category].direction == "in" else 1
        key = f"category:{category}:{currency}"
        sums[key] = views.steps(sign * int(amount), currency)
    return sums | _exchanges(entries)


def _exchanges(entries: QuerySet[Entry]) -> dict[str, Measure]:
    rows = entries.filter(to_account__isnull=False).exclude(currency=F("to_currency"))
    sums: dict[str, int] = {}
    for currency, to_currency, given, got in (
        rows.order_by()
        .values_list("currency", "to_currency")
        .annotate(given=Sum("amount"), got=Sum("to_amount"))
    ):
        sums[currency] = sums.get(currency, 0) + int(given)
        sums[to_currency] = sums.get(to_currency, 0) - int(got)
    return {
        f"exchange:{currency}": views.steps(amount, currency)
        for currency, amount in sums.items()
    }
