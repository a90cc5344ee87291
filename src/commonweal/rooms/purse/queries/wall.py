"""The month on one sheet for the wall: no personal lines, and every cent in its place."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import ROUND_FLOOR, Decimal
from uuid import UUID

from django.db.models import Count, F, Max, Min, Q, QuerySet, Sum

from commonweal.commons.charter import queries as charter
from commonweal.commons.people import queries as people
from commonweal.core.vf.measure import Measure
from commonweal.core.vf.problems import N_
from commonweal.rooms.purse import words
from commonweal.rooms.purse.models import Category, Counting, Entry
from commonweal.rooms.purse.queries import bank, sheet, views

TOGETHER = N_("Several things together")
#: Weeks of cover look back a quarter: thirteen weeks.
_LOOK_BACK = timedelta(days=90)
_OPENINGS = frozenset({"opening", "opening_below"})
#: What weeks of cover count on: the everyday purse and the reserve for emergencies.
_COVER = frozenset({"everyday", "emergency"})
_DAYS_PER_WEEK = 7


def wall_sheet(*, union: UUID, month: date) -> words.WallSheet:
    """Return the month on one sheet: in, out, per head, reserve, weeks of cover."""
    first = month.replace(day=1)
    last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
    n_people = people.count_associates(union=union)
    smallest = charter.whole(union=union, key="privacy.smallest_group", on=last)
    facts = _Facts.of(union, first, last)
    is_small = n_people < smallest
    whole = _Whole(n_people, smallest, is_small=is_small)
    return words.WallSheet(
        month=first,
        last_day=last,
        n_people=n_people,
        is_small=is_small,
        n_written_later=_written_later(facts),
        sheets=tuple(_sheet(facts, code, whole) for code in facts.currencies()),
    )


@dataclass(frozen=True, slots=True)
class _Whole:
    """How many the union is, and how few are too few."""

    n_people: int
    smallest: int
    is_small: bool


@dataclass(frozen=True, slots=True)
class _Group:
    """What one category came to in a month, in steps, and in how many entries."""

    category: Category
    amount: int
    n_entries: int


@dataclass(frozen=True, slots=True)
class _Facts:
    """What the books say of a month, read with few questions."""

    union: UUID
    first: date
    last: date
    names: views.Names
    before: Mapping[sheet.Place, int]
    after: Mapping[sheet.Place, int]
    entries: QuerySet[Entry]
    groups: Mapping[str, Sequence[_Group]] = field(default_factory=dict)

    @classmethod
    def of(cls, union: UUID, first: date, last: date) -> _Facts:
        """Read the books up to the end of the month."""
        entries = Entry.objects.filter(union_id=union)
        month = entries.filter(day__gte=first, day__lte=last)
        before = sheet.sums_of(entries.filter(day__lt=first))
        after = dict(before)
        for place, change in sheet.sums_of(month).items():
            after[place] = after.get(place, 0) + change
        names = views.Names.of(union)
        return cls(
            union=union,
            first=first,
            last=last,
            names=names,
            before=before,
            after=after,
            entries=month,
            groups=_groups(month, names),
        )

    def currencies(self) -> list[str]:
        """Return the currencies in use, the union's own first."""
        used = {account.currency for account in self.names.accounts.values()}
        own = people.get_union(union=self.union).currency
        return sorted(
            used | set(self.groups) | {own}, key=lambda code: (code != own, code)
        )

    def sum(self, at: Mapping[sheet.Place, int], currency: str) -> int:
        """Sum what is at all accounts of a currency."""
        accounts = self.names.accounts
        return sum(
            amount
            for (account, _), amount in at.items()
            if accounts[account].currency == currency
        )

    def by_purse(self, currency: str) -> dict[UUID, int]:
        """Sum by purse what is there at the end of the month."""
        sums: dict[UUID, int] = {}
        for (account, purse), amount in self.after.items():
            if self.names.accounts[account].currency == currency:
                sums[purse] = sums.get(purse, 0) + amount
        return sums


def _groups(month: QuerySet[Entry], names: views.Names) -> dict[str, list[_Group]]:
    found: dict[str, list[_Group]] = {}
    lines = (
        month.filter(category__isnull=False)
        .order_by()
        .values_list("currency", "category_id")
        .annotate(
            sum=Sum("amount"),
            n=Count("id", filter=~Q(kind="correction")),
            n_back=Count("id", filter=Q(kind="correction")),
        )
    )
    for currency, category, amount, n_written, n_back in lines:
        group = _Group(names.categories[category], int(amount), n_written - n_back)
        found.setdefault(currency, []).append(group)
    return found


def _sheet(facts: _Facts, currency: str, whole: _Whole) -> words.CurrencySheet:
    groups = [
        group
        for group in facts.groups.get(currency, ())
        if group.category.code not in _OPENINGS
    ]
    ins = [group for group in groups if group.category.direction == "in"]
    outs = [group for group in groups if group.category.direction == "out"]
    came_in = sum(group.amount for group in ins)
    went_out = sum(group.amount for group in outs)
    left = facts.sum(facts.after, currency)
    purses = facts.by_purse(currency)
    heads = 0 if whole.is_small else whole.n_people
    pockets = sheet.pockets_of(
        Entry.objects.filter(union_id=facts.union, day__lte=facts.last)
    )
    return words.CurrencySheet(
        currency=currency,
        left_before=views.steps(facts.sum(facts.before, currency), currency),
        came_in=views.steps(came_in, currency),
        went_out=views.steps(went_out, currency),
        other=views.steps(_other(facts, currency), currency),
        left=views.steps(left, currency),
        per_head=_per_head(went_out, heads, currency),
        ins=() if whole.is_small else _lines(ins, currency, whole),
        outs=() if whole.is_small else _lines(outs, currency, whole),
        purses=() if whole.is_small else _purses(purses, facts.names, currency),
        reserve=views.steps(_of_kinds(purses, facts.names, {"emergency"}), currency),
        weeks_of_cover=_weeks(facts, currency, _of_kinds(purses, facts.names, _COVER)),
        pockets=views.steps(pockets.get(currency, 0), currency),
        bank=tuple(_bank_matches(facts, currency)),
    )


def _other(facts: _Facts, currency: str) -> int:
    """Sum what neither came in nor went out: beginnings, exchanges, open pockets."""
    opened = sum(
        group.amount if group.category.direction == "in" else -group.amount
        for group in facts.groups.get(currency, ())
        if group.category.code in _OPENINGS
    )
    exchanged = facts.entries.filter(to_account__isnull=False).exclude(
        currency=F("to_currency")
    )
    given = exchanged.filter(currency=currency).aggregate(sum=Sum("change"))["sum"]
    got = exchanged.filter(to_currency=currency).aggregate(sum=Sum("to_amount"))["sum"]
    pockets = sheet.pockets_of(facts.entries).get(currency, 0)
    return opened + int(given or 0) + int(got or 0) + pockets


# --- lines, few of a kind put together ----------------------------------------------


def _lines(
    groups: Iterable[_Group], currency: str, whole: _Whole
) -> tuple[words.SheetLine, ...]:
    """Return a line for each category; what could be about one person is put together."""
    shown = [group for group in groups if group.amount or group.n_entries > 0]
    shown.sort(key=lambda group: -group.amount)
    together = [
        group
        for group in shown
        if group.category.is_personal and group.n_entries < whole.smallest
    ]
    alone = [group for group in shown if group not in together]
    while together and alone and _n_entries(together) < whole.smallest:
        together.append(alone.pop())  # or the sum would give the few away
    lines = [
        words.SheetLine(
            category=group.category.id,
            name=group.category.name,
            picture=group.category.picture,
            amount=views.steps(group.amount, currency),
            per_head=_per_head(group.amount, whole.n_people, currency),
        )
        for group in alone
    ]
    if together:
        amount = sum(group.amount for group in together)
        lines.append(
            words.SheetLine(
                category=None,
                name=TOGETHER,
                picture="other",
                amount=views.steps(amount, currency),
                per_head=_per_head(amount, whole.n_people, currency),
            )
        )
    return tuple(lines)


def _n_entries(groups: Iterable[_Group]) -> int:
    return sum(group.n_entries for group in groups)


def _per_head(amount: int, n_people: int, currency: str) -> Measure | None:
    """Return the part of each, to the nearest cent."""
    if n_people == 0:
        return None
    return views.steps((2 * amount + n_people) // (2 * n_people), currency)


def _purses(
    sums: Mapping[UUID, int], names: views.Names, currency: str
) -> tuple[words.Line, ...]:
    order = {kind: number for number, kind in enumerate(words.PURSE_KINDS)}
    rows = [names.purses[purse] for purse, amount in sums.items() if amount]
    rows.sort(key=lambda row: (order[row.kind], row.name))
    return tuple(
        words.Line(
            id=row.id,
            name=row.name,
            amount=views.steps(sums[row.id], currency),
            kind=row.kind,
        )
        for row in rows
    )


# --- reserve, cover, bank -----------------------------------------------------------


def _of_kinds(
    sums: Mapping[UUID, int], names: views.Names, kinds: Iterable[str]
) -> int:
    wanted = set(kinds)
    return sum(
        amount for purse, amount in sums.items() if names.purses[purse].kind in wanted
    )


def _weeks(facts: _Facts, currency: str, there: int) -> Decimal | None:
    """Return for how many weeks the money there lasts at the pace of the last quarter.

    weeks = (everyday purse + reserve for emergencies) / (what went out in the thirteen
    weeks before / weeks), rounded down to a tenth. Books younger than that count from
    their first day.
    """
    entries = Entry.objects.filter(union_id=facts.union, day__lte=facts.last)
    days = entries.aggregate(first=Min("day"), last=Max("day"))
    if days["first"] is None or there <= 0:
        return None
    since = max(days["first"], days["last"] - _LOOK_BACK)
    out = entries.filter(
        day__gte=since,
        currency=currency,
        category__in=[
            row.id
            for row in facts.names.categories.values()
            if row.direction == "out" and row.code not in _OPENINGS
        ],
    ).aggregate(sum=Sum("amount"))["sum"]
    if not out or out <= 0:
        return None
    n_days = (days["last"] - since).days + 1
    weeks: Decimal = Decimal(there) * n_days / (Decimal(int(out)) * _DAYS_PER_WEEK)
    return weeks.quantize(Decimal("0.1"), rounding=ROUND_FLOOR)


def _bank_matches(facts: _Facts, currency: str) -> Iterable[words.BankMatch]:
    rows = [row for row in facts.names.accounts.values() if row.currency == currency]
    for row in sorted(rows, key=lambda row: (row.added_at, row.name)):
        books = sum(
            amount for (account, _), amount in facts.after.items() if account == row.id
        )
        if row.is_closed and not books:
            continue
        match = words.BankMatch(
            account=row.id,
            name=row.name,
            kind=row.kind,
            books=views.steps(books, currency),
        )
        yield _told(match, facts) if row.kind == "bank" else _counted(match, facts)


def _told(match: words.BankMatch, facts: _Facts) -> words.BankMatch:
    """Hold the books against what the bank says, both at the end of the same day."""
    said = bank.bank_says(account=match.account, on=facts.last)
    if said is None:
        return match
    currency = match.books.unit.code
    books = match.books
    if said.day != facts.last:
        then = sheet.books_on(union=facts.union, account=match.account, on=said.day)
        books = views.steps(then, currency)
    told = views.steps(said.amount, currency)
    return replace(
        match, books=books, bank=told, bank_day=said.day, agrees=told == books
    )


def _counted(match: words.BankMatch, facts: _Facts) -> words.BankMatch:
    """Say whether a drawer was counted by two in this month; a count always agrees."""
    counting = (
        Counting.objects.filter(
            account=match.account,
            confirmed_at__isnull=False,
            day__gte=facts.first,
            day__lte=facts.last,
        )
        .order_by("-day")
        .first()
    )
    if counting is None:
        return match
    return replace(match, bank_day=counting.day, agrees=True)


def _written_later(facts: _Facts) -> int:
    """Count entries of the month written down later than the day after it."""
    over = datetime.combine(facts.last + timedelta(days=2), time(), UTC)
    return facts.entries.filter(at__gte=over).count()
