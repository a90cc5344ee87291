"""Turns bank lines into entries of the books, many at once, and matches them.

Part of a deed that has asked who may.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from commonweal.core.vf import ids
from commonweal.core.vf.measure import Measure
from commonweal.core.vf.problems import N_, Problem
from commonweal.core.vf.units import UNITS
from commonweal.rooms.purse import words
from commonweal.rooms.purse.models import BankLine, LineMatch
from commonweal.rooms.purse.queries import bank_suggestions as suggesting
from commonweal.rooms.purse.services import _writing
from commonweal.rooms.purse.translate import postings
from commonweal.rooms.purse.translate.postings import Posting, Typing
from commonweal.rooms.purse.translate.reading import Reading
from commonweal.rooms.purse.words.bank import How, LineBooking, RuleView

_IN_ONE_GO = 2000

_OTHER_CURRENCY = N_(
    "The other account has another currency; an exchange is written by hand, with both"
    " amounts."
)
_SAME_ACCOUNT = N_("The other account is the same. Choose another.")
_YET_TO_COME = N_("The day %(day)s is yet to come. Wait until then.")


def keep_matches(
    pairs: Iterable[tuple[BankLine, UUID]], how: How, at: datetime
) -> None:
    """Keep which entries lines stand for."""
    LineMatch.objects.bulk_create(
        (
            LineMatch(
                id=ids.new_id(at),
                union_id=row.union_id,
                line=row,
                entry_id=entry,
                account_id=row.account_id,
                how=how,
                matched_at=at,
            )
            for row, entry in pairs
        ),
        batch_size=_IN_ONE_GO,
    )


@dataclass(slots=True)
class Pen:
    """Turns lines into entries, and matches them; everything at once at the end."""

    reading: Reading
    at: datetime
    postings: list[Posting] = field(default_factory=list)
    pairs: list[tuple[BankLine, UUID]] = field(default_factory=list)
    moves: dict[suggesting.Place, list[Posting]] = field(default_factory=dict)
    _matched_once: set[UUID] | None = None

    def may_book(self, row: BankLine) -> bool:
        """Say whether a line's account is open and its day has come."""
        account = self.reading.accounts[row.account_id]
        return not account.is_closed and row.day <= self.reading.today

    def can_follow(self, rule: RuleView) -> bool:
        """Say whether what a rule names is still in use."""
        reading = self.reading
        category = reading.categories.get(rule.category) if rule.category else None
        purse = reading.purses.get(rule.purse) if rule.purse else None
        other = reading.accounts.get(rule.moved_with) if rule.moved_with else None
        return (
            not (rule.category and (category is None or category.is_retired))
            and not (rule.purse and (purse is None or purse.is_closed))
            and not (rule.moved_with and (other is None or other.is_closed))
        )

    def same_currency(self, row: BankLine, rule: RuleView) -> bool:
        """Say whether a rule that moves money does so within one currency."""
        if rule.moved_with is None:
            return True
        accounts = self.reading.accounts
        return accounts[row.account_id].currency == accounts[rule.moved_with].currency

    def meets_a_move(self, row: BankLine) -> bool:
        """Match a line with the other end of money moved by a rule just now."""
        for posting in self.moves.get((row.account_id, row.amount), ()):
            if abs((posting.day - row.day).days) <= suggesting.DAYS_APART:
                self.moves[row.account_id, row.amount].remove(posting)
                self.pairs.append((row, posting.id))
                return True
        return False

    def book(
        self, row: BankLine, booking: LineBooking, *, place: int | None = None
    ) -> None:
        """Add the entry of a line, or note what is wrong with it."""
        with self.reading.line(place):
            posting = self._posting(row, booking)
        if posting is not None:
            self.postings.append(posting)
            self.pairs.append((row, posting.id))
            self._remember(posting, row)

    def write(self, how: How) -> int:
        """Write all entries and matches, or refuse with every problem."""
        self.reading.finish()
        _writing.write(self.postings, reading=self.reading, at=self.at)
        keep_matches(self.pairs, how, self.at)
        return len(self.pairs)

    def _posting(self, row: BankLine, booking: LineBooking) -> Posting | None:
        if row.day > self.reading.today:
            said = {"day": row.day.isoformat()}
            self.reading.problems.append(Problem("line", _YET_TO_COME, said))
            return None
        if booking.moved_with is not None:
            return self._move(row, booking, booking.moved_with)
        account = self.reading.accounts[row.account_id]
        amount = Measure(abs(row.amount), UNITS[account.currency])
        draft = words.EntryDraft(
            amount=f"{amount.decimal:.2f}",
            category=booking.category,
            kind="came_in" if row.amount > 0 else "paid",
            account=row.account_id,
            purse=booking.purse,
            day=row.day,
            currency=account.currency,
            note=booking.note,
            happened_anyway=True,
        )
        return postings.read_entry(
            draft, entry=self._id(row), reading=self.reading, typing=Typing(by=None)
        )

    def _move(self, row: BankLine, booking: LineBooking, other: UUID) -> Posting | None:
        reading = self.reading
        here = reading.open_account(row.account_id)
        there = reading.open_account(other, "moved_with")
        purse = reading.purse(booking.purse)
        if other == row.account_id:
            reading.problems.append(Problem("moved_with", _SAME_ACCOUNT))
        if here and there and here.currency != there.currency:
            reading.problems.append(Problem("moved_with", _OTHER_CURRENCY))
        if reading.problems or here is None or there is None:
            return None
        amount = Measure(abs(row.amount), UNITS[here.currency])
        source, target = (here, there) if row.amount < 0 else (there, here)
        return Posting(
            id=self._id(row),
            kind="moved",
            day=row.day,
            amount=amount,
            change=-amount.amount,
            account=source.id,
            purse=purse,
            to_account=target.id,
            to_purse=purse,
            to_amount=amount,
        )

    def _id(self, row: BankLine) -> UUID:
        """Return an id for the entry of a line; after taking apart it gets another."""
        before = (
            LineMatch.objects.filter(line=row).count() if self._was_matched(row) else 0
        )
        return ids.id_from_key(row.union_id, f"purse_entry:bank-line:{row.id}:{before}")

    def _was_matched(self, row: BankLine) -> bool:
        if self._matched_once is None:
            rows = LineMatch.objects.filter(union_id=row.union_id)
            self._matched_once = set(rows.values_list("line_id", flat=True))
        return row.id in self._matched_once

    def _remember(self, posting: Posting, row: BankLine) -> None:
        if posting.to_account is None or posting.account is None:
            return
        is_out = posting.account == row.account_id
        other = posting.to_account if is_out else posting.account
        change = posting.amount.amount if is_out else -posting.amount.amount
        self.moves.setdefault((other, change), []).append(posting)
