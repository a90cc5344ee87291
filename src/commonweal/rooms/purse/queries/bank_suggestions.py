"""What an unmatched bank line may be: an entry that is there already, or a rule's.

An entry fits a line of the same account and amount, at most a week apart. It is sure
when no other line and no other entry could be meant.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from commonweal.rooms.purse.models import BankLine, Category, Entry, LineMatch
from commonweal.rooms.purse.queries import bank
from commonweal.rooms.purse.words.bank import RuleView, Suggestion

#: Banks book some days later than people write down.
DAYS_APART = 7
#: Suggestions of one line; more only confuse.
MOST = 3

Place = tuple[UUID, int]


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry no line stands for yet: what it did to an account."""

    entry: UUID
    number: int
    day: date


def suggestions(*, union: UUID, lines: Sequence[UUID]) -> tuple[Suggestion, ...]:
    """Return what the waiting ones of these lines may be, the nearest entry first."""
    rows = list(bank.waiting_lines(union).filter(id__in=list(lines)))
    if not rows:
        return ()
    rivals = _rivals(union, rows)
    found = candidates(union, [*rows, *rivals])
    sure = dict(sure_pairs([*rows, *rivals], found))
    rules = bank.list_rules(union=union)
    directions = directions_of(union)
    suggested: list[Suggestion] = []
    for row in rows:
        near = nearest(row, found)[:MOST]
        suggested.extend(_entry(row, one, sure.get(row.id)) for one in near)
        rule = None if near else first_fitting(row, rules, directions)
        if rule is not None:
            suggested.append(
                Suggestion(
                    line=row.id,
                    rule=rule.id,
                    category=rule.category,
                    purse=rule.purse,
                    moved_with=rule.moved_with,
                )
            )
    return tuple(suggested)


def candidates(union: UUID, lines: Sequence[BankLine]) -> dict[Place, list[Candidate]]:
    """Return the entries that may stand for these lines, by account and amount."""
    if not lines:
        return {}
    accounts = {line.account_id for line in lines}
    apart = timedelta(days=DAYS_APART)
    first = min(line.day for line in lines) - apart
    last = max(line.day for line in lines) + apart
    taken_back = Entry.objects.filter(corrects=OuterRef("pk"), kind="correction")
    rows = (
        Entry.objects.filter(union_id=union, day__gte=first, day__lte=last)
        .filter(Q(account__in=accounts) | Q(to_account__in=accounts))
        .exclude(kind__in=["opening", "correction"])
        .filter(~Exists(taken_back))
        .order_by("day", "number")
    )
    matched = set(
        LineMatch.objects.filter(
            union_id=union, account__in=accounts, ended_at__isnull=True
        ).values_list("entry_id", "account_id")
    )
    found: dict[Place, list[Candidate]] = defaultdict(list)
    for row in rows.iterator(chunk_size=2000):
        for account, change in effects_of(row):
            if account in accounts and (row.id, account) not in matched:
                candidate = Candidate(row.id, row.number, row.day)
                found[account, change].append(candidate)
    return found


def effects_of(row: Entry) -> tuple[Place, ...]:
    """Return what an entry does to which accounts; moved within one: nothing."""
    if row.account_id is not None and row.account_id == row.to_account_id:
        return ()
    effects: list[Place] = []
    if row.account_id is not None:
        effects.append((row.account_id, row.change))
    if row.to_account_id is not None and row.to_amount is not None:
        effects.append((row.to_account_id, row.to_amount))
    return tuple(effects)


def nearest(line: BankLine, found: dict[Place, list[Candidate]]) -> list[Candidate]:
    """Return the entries that fit a line, the nearest day first."""
    near = [
        one
        for one in found.get((line.account_id, line.amount), ())
        if abs((one.day - line.day).days) <= DAYS_APART
    ]
    return sorted(near, key=lambda one: (abs((one.day - line.day).days), one.number))


def sure_pairs(
    lines: Iterable[BankLine], found: dict[Place, list[Candidate]]
) -> Iterable[tuple[UUID, UUID]]:
    """Yield lines and entries that can only mean one another."""
    fitting: dict[UUID, list[Candidate]] = {}
    wanted: dict[tuple[UUID, UUID], int] = defaultdict(int)
    accounts: dict[UUID, UUID] = {}
    for line in {line.id: line for line in lines}.values():
        fitting[line.id] = nearest(line, found)
        accounts[line.id] = line.account_id
        for one in fitting[line.id]:
            wanted[one.entry, line.account_id] += 1
    for line_id, near in fitting.items():
        if len(near) == 1 and wanted[near[0].entry, accounts[line_id]] == 1:
            yield line_id, near[0].entry


def directions_of(union: UUID) -> dict[UUID, str]:
    """Return whether money comes in or goes out, by category."""
    rows = Category.objects.filter(union_id=union).values_list("id", "direction")
    return dict(rows)


def first_fitting(
    line: BankLine, rules: Iterable[RuleView], directions: dict[UUID, str]
) -> RuleView | None:
    """Return the first rule that fits a line."""
    return next((rule for rule in rules if fits(line, rule, directions)), None)


def fits(line: BankLine, rule: RuleView, directions: dict[UUID, str]) -> bool:
    """Say whether a line looks as the rule says."""
    amount = abs(line.amount)
    if not (rule.smallest or 0) <= amount <= (rule.largest or amount):
        return False
    if rule.counterparty_iban not in {"", line.counterparty_iban}:
        return False
    said = f"{line.counterparty} {line.text}".casefold()
    return rule.contains.casefold() in said and _goes_there(line, rule, directions)


def _goes_there(line: BankLine, rule: RuleView, directions: dict[UUID, str]) -> bool:
    """Say whether the line is of the rule's account and direction."""
    if rule.account not in {None, line.account_id}:
        return False
    if rule.category is None:
        return rule.moved_with != line.account_id
    return (line.amount > 0) == (directions.get(rule.category) == "in")


def _rivals(union: UUID, rows: Sequence[BankLine]) -> list[BankLine]:
    """Return other waiting lines that the same entries may stand for."""
    apart = timedelta(days=2 * DAYS_APART)
    return list(
        bank.waiting_lines(union)
        .filter(
            account__in={row.account_id for row in rows},
            amount__in={row.amount for row in rows},
            day__gte=min(row.day for row in rows) - apart,
            day__lte=max(row.day for row in rows) + apart,
        )
        .exclude(id__in=[row.id for row in rows])
    )


def _entry(row: BankLine, one: Candidate, sure: UUID | None) -> Suggestion:
    return Suggestion(
        line=row.id,
        entry=one.entry,
        entry_number=one.number,
        entry_day=one.day,
        days_apart=abs((one.day - row.day).days),
        is_sure=sure == one.entry,
    )
