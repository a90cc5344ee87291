"""Deeds of matching: which entries of the books a bank line stands for.

By what is there already, by rule, by hand; or the line becomes an entry. A line never
becomes an entry while one that is there may be meant.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from uuid import UUID

from commonweal.commons import deeds
from commonweal.core.vf.measure import Measure
from commonweal.core.vf.problems import N_, NotFound, Problem, Refused, require
from commonweal.rooms.purse import permissions
from commonweal.rooms.purse.models import Account, BankLine, Entry, LineMatch
from commonweal.rooms.purse.queries import bank
from commonweal.rooms.purse.queries import bank_suggestions as suggesting
from commonweal.rooms.purse.services._bank_pen import Pen, keep_matches
from commonweal.rooms.purse.translate import values
from commonweal.rooms.purse.translate.reading import Reading
from commonweal.rooms.purse.words.bank import (
    BankLineView,
    LineBooking,
    MatchResult,
    RuleView,
)

#: Lines that one deed makes into entries by hand.
MOST_BOOKED = 200
#: Lines that one deed matches by rule and suggestion: two busy years.
MOST_MATCHED = 50_000

_NO_LINE = N_("This bank line is not here.")
_NO_ENTRY = N_("This entry is not here.")
_NO_ENTRIES = N_("Choose the entry this line stands for.")
_MATCHED_ALREADY = N_(
    "This line stands for an entry already. Take that apart first, if it is wrong."
)
_NOT_MATCHED = N_("No entry stands for this line. Nothing was changed.")
_OTHER_ACCOUNT = N_("Entry %(number)s is not of the account of this line.")
_HAS_A_LINE = N_("Entry %(number)s has a line of the bank already.")
_TAKEN_BACK = N_("Entry %(number)s was taken back. Choose the one that stands.")
_OTHER_AMOUNT = N_(
    "The line says %(line)s, what you chose comes to %(entries)s. Correct the entry, or"
    " choose others."
)
_TOO_MANY = N_("At most %(n)s lines at once. Do them in parts.")


@deeds.deed
def match_line(
    *, line: UUID, entries: Sequence[UUID], union: UUID, by: UUID, at: datetime
) -> BankLineView:
    """Let a line stand for one entry, or for several that come to its amount."""
    permissions.require_purse(by=by, union=union, at=at)
    _hold(union)
    row = _line(union, line)
    wanted = tuple(dict.fromkeys(entries))
    view = bank.get_bank_line(union=union, line=line)
    if set(view.entries) == set(wanted) and wanted:
        return view
    problems = [Problem("line", _MATCHED_ALREADY)] if view.entries else []
    require([*problems, *_fit_problems(row, wanted)])
    keep_matches([(row, entry) for entry in wanted], "hand", at)
    return bank.get_bank_line(union=union, line=line)


@deeds.deed
def unmatch_line(*, line: UUID, union: UUID, by: UUID, at: datetime) -> BankLineView:
    """Take a line and its entries apart; both stay, the line waits again."""
    permissions.require_purse(by=by, union=union, at=at)
    _hold(union)
    row = _line(union, line)
    ended = LineMatch.objects.filter(line=row, ended_at__isnull=True).update(
        ended_at=at
    )
    if not ended:
        raise Refused(Problem("line", _NOT_MATCHED))
    return bank.get_bank_line(union=union, line=line)


@deeds.deed
def book_lines(
    *, bookings: Sequence[LineBooking], union: UUID, by: UUID, at: datetime
) -> tuple[BankLineView, ...]:
    """Make entries of waiting lines, all or none; those done before stay as they are.

    The money has moved already, so nothing is asked; above the threshold it is
    announced afterwards.
    """
    permissions.require_purse(by=by, union=union, at=at)
    if len(bookings) > MOST_BOOKED:
        raise Refused(Problem("lines", _TOO_MANY, {"n": MOST_BOOKED}))
    _hold(union)
    rows = {row.id: row for row in _rows(union, [one.line for one in bookings])}
    matched = set(
        bank.standing_matches()
        .filter(line__in=list(rows))
        .values_list("line_id", flat=True)
    )
    pen = Pen(Reading.of(union, at), at)
    for number, booking in enumerate(bookings, start=1):
        row = rows.get(booking.line)
        if row is None:
            pen.reading.problems.append(Problem("line", _NO_LINE, row=number))
        elif row.id not in matched:
            pen.book(row, booking, place=number)
    pen.write("made")
    done = BankLine.objects.filter(id__in=list(rows)).order_by("day", "id")
    return bank.views_of(done)


@deeds.deed
def match_lines(
    *, union: UUID, account: UUID | None = None, by: UUID, at: datetime
) -> MatchResult:
    """Match every waiting line that can mean only one thing.

    First entries that are there, then rules; a line that several entries fit waits for
    a person. Doing it again changes nothing.
    """
    permissions.require_purse(by=by, union=union, at=at)
    _hold(union)
    waiting = bank.waiting_lines(union, account).order_by("day", "id")
    rows = list(waiting[:MOST_MATCHED])
    reading = Reading.of(union, at)
    found = suggesting.candidates(union, rows)
    sure = dict(suggesting.sure_pairs(rows, found))
    keep_matches(
        [(row, sure[row.id]) for row in rows if row.id in sure], "suggestion", at
    )
    left = [row for row in rows if row.id not in sure]
    n_moved, n_by_rule = _by_rules(left, found, reading, at)
    return MatchResult(
        n_by_rule=n_by_rule,
        n_by_suggestion=len(sure) + n_moved,
        n_waiting=bank.count_waiting(union=union, account=account),
    )


def _by_rules(
    rows: Sequence[BankLine],
    found: dict[suggesting.Place, list[suggesting.Candidate]],
    reading: Reading,
    at: datetime,
) -> tuple[int, int]:
    """Make entries of lines by rule; return how many met a move's other end, and made."""
    rules = bank.list_rules(union=reading.union)
    if not rules:
        return 0, 0
    directions = suggesting.directions_of(reading.union)
    pen = Pen(reading, at)
    rules = tuple(rule for rule in rules if pen.can_follow(rule))
    n_met = 0
    for row in rows:
        if suggesting.nearest(row, found) or not pen.may_book(row):
            continue
        if pen.meets_a_move(row):
            n_met += 1
            continue
        rule = suggesting.first_fitting(row, rules, directions)
        if rule is not None and pen.same_currency(row, rule):
            pen.book(row, _booking(row, rule))
    made = pen.write("rule")
    return n_met, made - n_met


def _booking(row: BankLine, rule: RuleView) -> LineBooking:
    return LineBooking(
        line=row.id,
        category=rule.category,
        purse=rule.purse,
        moved_with=rule.moved_with,
    )


def _hold(union: UUID) -> None:
    """Let whoever else matches lines of this union wait until this deed is done."""
    rows = Account.objects.select_for_update().filter(union_id=union)
    list(rows.order_by("id").values_list("id"))


def _line(union: UUID, line: UUID) -> BankLine:
    row = BankLine.objects.filter(union_id=union, id=line).first()
    if row is None:
        raise NotFound(Problem("line", _NO_LINE))
    return row


def _rows(union: UUID, lines: Iterable[UUID]) -> Iterable[BankLine]:
    return BankLine.objects.filter(union_id=union, id__in=list(lines))


def _fit_problems(row: BankLine, entries: Sequence[UUID]) -> Iterator[Problem]:
    """Yield why these entries cannot be what a line stands for."""
    if not entries:
        yield Problem("entries", _NO_ENTRIES)
        return
    found = {
        one.id: one
        for one in Entry.objects.filter(union_id=row.union_id, id__in=list(entries))
    }
    total = 0
    for entry in entries:
        one = found.get(entry)
        if one is None:
            yield Problem("entries", _NO_ENTRY)
            continue
        change = dict(suggesting.effects_of(one)).get(row.account_id)
        if change is None:
            yield Problem("entries", _OTHER_ACCOUNT, {"number": one.number})
            continue
        total += change
        yield from _taken_problems(one, row)
    if len(found) == len(entries) and total != row.amount:
        unit = bank.units_of([row.account_id])[row.account_id]
        said = {
            "line": values.said(Measure(row.amount, unit)),
            "entries": values.said(Measure(total, unit)),
        }
        yield Problem("entries", _OTHER_AMOUNT, said)


def _taken_problems(one: Entry, row: BankLine) -> Iterator[Problem]:
    matched = LineMatch.objects.filter(
        entry=one, account=row.account_id, ended_at__isnull=True
    )
    if matched.exists():
        yield Problem("entries", _HAS_A_LINE, {"number": one.number})
    taken_back = Entry.objects.filter(corrects=one, kind="correction")
    if one.kind == "correction" or taken_back.exists():
        yield Problem("entries", _TAKEN_BACK, {"number": one.number})
