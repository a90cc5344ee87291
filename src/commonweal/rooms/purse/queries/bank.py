"""Questions about what the bank says: statements, lines, rules, mappings.

Lines carry other people's names: they are for the purse's mandate only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum

from commonweal.core.vf.measure import Measure, Unit
from commonweal.core.vf.problems import N_, NotFound, Problem
from commonweal.core.vf.units import UNITS
from commonweal.rooms.purse.models import (
    Account,
    BankLine,
    BankStatement,
    Entry,
    LineMatch,
    MatchRule,
    SavedMapping,
)
from commonweal.rooms.purse.words.bank import (
    BankLineView,
    BankSays,
    CsvMapping,
    MappingView,
    RuleView,
    StatementView,
)

PAGE = 50
PAGE_MOST = 200

_NO_LINE = N_("This bank line is not here.")
_NO_MAPPING = N_("This mapping is not here, or no longer in use.")


def list_statements(
    *, union: UUID, account: UUID | None = None, limit: int = PAGE
) -> tuple[StatementView, ...]:
    """Return the statements taken in, the latest days first."""
    rows = BankStatement.objects.filter(union_id=union).select_related("account")
    if account is not None:
        rows = rows.filter(account=account)
    return tuple(
        StatementView(
            id=row.id,
            account=row.account_id,
            format=row.format,  # type: ignore[arg-type]  # the database knows the kinds
            number=row.number,
            first_day=row.first_day,
            last_day=row.last_day,
            opening=_measure(row.opening, row.account.currency),
            closing=_measure(row.closing, row.account.currency),
            n_lines=row.n_lines,
            taken_in_at=row.taken_in_at,
        )
        for row in rows.order_by("-last_day", "-first_day", "id")[
            : min(limit, PAGE_MOST)
        ]
    )


def list_bank_lines(  # noqa: PLR0913 - a question and what narrows it
    *,
    union: UUID,
    account: UUID | None = None,
    is_waiting: bool | None = None,
    from_day: date | None = None,
    until: date | None = None,
    after: UUID | None = None,
    limit: int = PAGE,
) -> tuple[BankLineView, ...]:
    """Return bank lines, the latest first; ``after`` is the last one seen."""
    rows = BankLine.objects.filter(union_id=union)
    if account is not None:
        rows = rows.filter(account=account)
    if from_day is not None:
        rows = rows.filter(day__gte=from_day)
    if until is not None:
        rows = rows.filter(day__lte=until)
    if is_waiting is not None:
        matched = Exists(standing_matches().filter(line=OuterRef("pk")))
        rows = rows.filter(~matched if is_waiting else matched)
    if after is not None:
        last = BankLine.objects.filter(union_id=union, id=after).first()
        if last is None:
            raise NotFound(Problem("after", _NO_LINE))
        rows = rows.filter(Q(day__lt=last.day) | Q(day=last.day, id__gt=last.id))
    page = list(rows.order_by("-day", "id")[: min(limit, PAGE_MOST)])
    return views_of(page)


def get_bank_line(*, union: UUID, line: UUID) -> BankLineView:
    """Return one line, or refuse."""
    row = BankLine.objects.filter(union_id=union, id=line).first()
    if row is None:
        raise NotFound(Problem("line", _NO_LINE))
    return views_of([row])[0]


def count_waiting(*, union: UUID, account: UUID | None = None) -> int:
    """Count the lines no entry stands for yet."""
    return waiting_lines(union, account).count()


def waiting_lines(union: UUID, account: UUID | None = None) -> QuerySet[BankLine]:
    """Select the lines no entry stands for yet."""
    rows = BankLine.objects.filter(union_id=union)
    if account is not None:
        rows = rows.filter(account=account)
    return rows.filter(~Exists(standing_matches().filter(line=OuterRef("pk"))))


def standing_matches() -> QuerySet[LineMatch]:
    """Select the matches that count: not taken apart, and of an entry that stands."""
    taken_back = Entry.objects.filter(corrects=OuterRef("entry"), kind="correction")
    return LineMatch.objects.filter(ended_at__isnull=True).filter(~Exists(taken_back))


def views_of(rows: Iterable[BankLine]) -> tuple[BankLineView, ...]:
    """Return lines with the entries they stand for."""
    rows = list(rows)
    found: dict[UUID, list[LineMatch]] = {}
    for match in standing_matches().filter(line__in=[row.id for row in rows]):
        found.setdefault(match.line_id, []).append(match)
    units = units_of({row.account_id for row in rows})
    return tuple(_view(row, found.get(row.id, []), units) for row in rows)


def units_of(accounts: Iterable[UUID]) -> Mapping[UUID, Unit]:
    """Return the currency of each account."""
    rows = Account.objects.filter(id__in=list(accounts)).values_list("id", "currency")
    return {account: UNITS[currency] for account, currency in rows}


def list_rules(*, union: UUID, with_retired: bool = False) -> tuple[RuleView, ...]:
    """Return the rules in the order they are tried."""
    rows = MatchRule.objects.filter(union_id=union).select_related(
        "account", "moved_with"
    )
    if not with_retired:
        rows = rows.filter(is_retired=False)
    return tuple(rule_view(row) for row in rows.order_by("position", "id"))


def rule_view(row: MatchRule) -> RuleView:
    """Return a rule as it is kept. Amounts of a rule for all accounts are plain."""
    currency = row.account.currency if row.account is not None else ""
    return RuleView(
        id=row.id,
        position=row.position,
        contains=row.contains,
        counterparty_iban=row.counterparty_iban,
        smallest=row.smallest,
        largest=row.largest,
        currency=currency,
        account=row.account_id,
        category=row.category_id,
        purse=row.purse_id,
        moved_with=row.moved_with_id,
    )


def list_mappings(*, union: UUID) -> tuple[MappingView, ...]:
    """Return the mappings in use, by name."""
    rows = SavedMapping.objects.filter(union_id=union, is_retired=False)
    return tuple(mapping_view(row) for row in rows.order_by("name", "id"))


def get_mapping(*, union: UUID, mapping: UUID) -> MappingView:
    """Return one mapping, or refuse."""
    row = SavedMapping.objects.filter(
        union_id=union, id=mapping, is_retired=False
    ).first()
    if row is None:
        raise NotFound(Problem("mapping", _NO_MAPPING))
    return mapping_view(row)


def mapping_view(row: SavedMapping) -> MappingView:
    """Return a mapping as it is kept."""
    mapping = CsvMapping(
        name=row.name,
        columns=dict(row.columns),
        decimal=row.decimal,  # type: ignore[arg-type]  # the database knows the kinds
        days=row.days,  # type: ignore[arg-type]
        out_words=tuple(row.out_words),
        currency=row.currency,
    )
    return MappingView(row.id, mapping, row.account_id)


def bank_says(*, account: UUID, on: date) -> BankSays | None:
    """Return what the bank says is in an account at the end of a day, if it says so.

    The last amount the bank gave on or before the day, and the lines after it. The
    answer's ``day`` is the last that statements tell of.
    """
    said = BankStatement.objects.filter(account=account)
    last = said.filter(last_day__lte=on, closing__isnull=False)
    anchor = last.order_by("-last_day", "-taken_in_at").first()
    if anchor is not None and anchor.closing is not None:
        amount = anchor.closing + _moved(account, anchor.last_day, on, is_after=True)
        return BankSays(amount, _told_until(account, on, anchor.last_day))
    first = said.filter(first_day__lte=on, opening__isnull=False)
    anchor = first.order_by("-first_day", "-taken_in_at").first()
    if anchor is None or anchor.opening is None:
        return None
    amount = anchor.opening + _moved(account, anchor.first_day, on, is_after=False)
    return BankSays(amount, _told_until(account, on, anchor.first_day))


def _moved(account: UUID, since: date, until: date, *, is_after: bool) -> int:
    rows = BankLine.objects.filter(account=account, day__lte=until)
    rows = rows.filter(day__gt=since) if is_after else rows.filter(day__gte=since)
    return rows.aggregate(total=Sum("amount"))["total"] or 0


def _told_until(account: UUID, on: date, least: date) -> date:
    """Return the last day, up to ``on``, that statements tell of."""
    days = BankStatement.objects.filter(account=account, first_day__lte=on)
    return max(
        (min(day, on) for day in days.values_list("last_day", flat=True)), default=least
    )


def _view(
    row: BankLine, matches: list[LineMatch], units: Mapping[UUID, Unit]
) -> BankLineView:
    return BankLineView(
        id=row.id,
        account=row.account_id,
        day=row.day,
        value_day=row.value_day,
        amount=Measure(row.amount, units[row.account_id]),
        counterparty=row.counterparty,
        counterparty_iban=row.counterparty_iban,
        text=row.text,
        reference=row.reference,
        entries=tuple(match.entry_id for match in matches),
        how=matches[0].how if matches else None,  # type: ignore[arg-type]
    )


def _measure(steps: int | None, currency: str) -> Measure | None:
    return None if steps is None else Measure(steps, UNITS[currency])
