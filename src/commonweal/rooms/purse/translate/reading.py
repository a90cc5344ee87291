"""Reads what people write into the books, field by field, and collects what is wrong."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from commonweal.commons.charter import queries as charter
from commonweal.commons.ledger import queries as ledger
from commonweal.commons.people import queries as people
from commonweal.core.vf import ids
from commonweal.core.vf.flows import Commitment
from commonweal.core.vf.measure import Measure, Unit
from commonweal.core.vf.problems import Problem, Refused, require
from commonweal.core.vf.units import CURRENCIES, UNITS
from commonweal.rooms.purse import words
from commonweal.rooms.purse.errors import typed
from commonweal.rooms.purse.queries import announced, books
from commonweal.rooms.purse.queries.allowing import Allowing
from commonweal.rooms.purse.translate import money

NOTE_LETTERS = 200
_EARLIEST = date(2000, 1, 1)


@dataclass(slots=True)
class Reading:
    """What a union's books know, read once for a deed, and the problems found so far."""

    union: UUID
    today: date
    currency: str
    accounts: Mapping[UUID, words.AccountView]
    purses: Mapping[UUID, words.PurseView]
    categories: Mapping[UUID, words.CategoryView]
    keep_names: str
    keep_until: date
    threshold: Measure
    allowing: Allowing
    problems: list[Problem] = field(default_factory=list)
    _people: frozenset[UUID] | None = None
    _wanted: Mapping[UUID, Commitment] | None = None

    @classmethod
    def of(cls, union: UUID, at: datetime) -> Reading:
        """Read what the deed will need."""
        today = people.local_day(union=union, at=at)
        keep_days = charter.whole(union=union, key="purse.keep_days", on=today)
        accounts = books.list_accounts(union=union, with_closed=True)
        purses = books.list_purses(union=union, with_closed=True)
        categories = books.list_categories(
            union=union, with_retired=True, with_built_in=True
        )
        return cls(
            union=union,
            today=today,
            currency=people.get_union(union=union).currency,
            accounts={one.id: one for one in accounts},
            purses={one.id: one for one in purses},
            categories={one.id: one for one in categories},
            keep_names=str(charter.rule(union=union, key="purse.keep_names", on=today)),
            keep_until=today + timedelta(days=keep_days),
            threshold=announced.threshold(union=union, on=today),
            allowing=Allowing(union, today),
        )

    def finish(self) -> None:
        """Refuse with every problem, if there are any."""
        require(self.problems)

    @contextmanager
    def line(self, row: int | None) -> Iterator[list[Problem]]:
        """Collect the problems of one line, placed in its row."""
        before, self.problems = self.problems, []
        try:
            yield self.problems
        finally:
            found = self.problems
            if row is not None:
                found = [problem.at_row(row) for problem in found]
            self.problems = [*before, *found]

    # --- fields ---------------------------------------------------------------------

    def unit(self, code: str, name: str = "currency") -> Unit:
        """Read a currency; nothing written means the union's."""
        wanted = code.strip().upper() or self.currency
        if wanted not in CURRENCIES:
            known = ", ".join(CURRENCIES)
            self.problems.append(typed.unknown_currency(name, code, known))
            return UNITS[self.currency]
        return UNITS[wanted]

    def money(
        self, text: str, usual: Unit, name: str = "amount", *, signed: bool = False
    ) -> Measure | None:
        """Read an amount of money; None when it cannot be read."""
        try:
            return money.read_money(text, usual=usual, field=name, signed=signed)
        except Refused as refused:
            self.problems.extend(refused.problems)
            return None

    def account(
        self, account: UUID | None, unit: Unit, *, name: str = "account", kind: str = ""
    ) -> words.AccountView | None:
        """Find the account meant: the one named, or the one used first in a currency."""
        if account is None:
            return self._usual_account(unit, name, kind)
        found = self.open_account(account, name)
        if found is not None and found.currency != unit.code:
            self.problems.append(
                typed.other_currency("amount", unit.code, found.currency, found.name)
            )
            return None
        return found

    def open_account(
        self, account: UUID, name: str = "account"
    ) -> words.AccountView | None:
        """Find an account that is ours and open."""
        found = self.accounts.get(account)
        if found is None:
            self.problems.append(typed.no_such_account(name))
        elif found.is_closed:
            self.problems.append(typed.account_closed(name, found.name))
            return None
        return found

    def _usual_account(
        self, unit: Unit, name: str, kind: str
    ) -> words.AccountView | None:
        here = [
            one
            for one in self.accounts.values()
            if one.currency == unit.code and not one.is_closed
        ]
        if not here:
            self.problems.append(typed.no_account_in(name, unit.code))
            return None
        drawers = [one for one in here if one.kind == "drawer"]
        return (drawers if drawers and kind == "taken" else here)[0]

    def purse(self, purse: UUID | None, name: str = "purse") -> UUID | None:
        """Find the purse meant: the one named, or the everyday one."""
        if purse is None:
            found = next(
                (one for one in self.purses.values() if one.kind == "everyday"), None
            )
        else:
            found = self.purses.get(purse)
        if found is None:
            self.problems.append(typed.no_such_purse(name))
            return None
        if found.is_closed:
            self.problems.append(typed.purse_closed(name, found.name))
        return found.id

    def category(
        self, category: UUID | None, direction: str, *, with_built_in: bool = False
    ) -> words.CategoryView | None:
        """Find a category in use for this direction."""
        if category is None:
            self.problems.append(typed.choose_category("category"))
            return None
        found = self.categories.get(category)
        if found is None or (found.is_built_in and not with_built_in):
            self.problems.append(typed.no_such_category("category"))
            return None
        if found.is_retired:
            self.problems.append(typed.category_retired("category", found.name))
        if found.direction != direction:
            self.problems.append(typed.wrong_direction("category", found.name))
        return found

    def built_in(self, code: str) -> words.CategoryView:
        """Return one of the books' own categories."""
        return next(one for one in self.categories.values() if one.code == code)

    def day(self, day: date | None, name: str = "day") -> date:
        """Read a day that has come; nothing written means today."""
        if day is None:
            return self.today
        if day > self.today:
            self.problems.append(typed.still_to_come(name, day))
        elif day < _EARLIEST:
            self.problems.append(typed.too_long_ago(name, day))
        return day

    def note(self, text: str) -> str:
        """Read a note as one line."""
        line = " ".join(
            "".join(
                letter if unicodedata.category(letter)[0] != "C" else " "
                for letter in text
            ).split()
        )
        if len(line) > NOTE_LETTERS:
            self.problems.append(typed.note_too_long("note", NOTE_LETTERS))
        return line

    def person(self, person: UUID | None, *, wished: bool) -> UUID | None:
        """Return whose name the charter lets an entry keep, if anybody's."""
        if person is None or not self.require_here(person):
            return None
        if self.keep_names == "never":
            return None
        return person if wished or self.keep_names == "always" else None

    def require_here(self, person: UUID) -> bool:
        """Check that a person is of this union."""
        if self._people is None:
            listed = people.list_people(union=self.union)
            self._people = frozenset(one.id for one in listed)
        if person not in self._people:
            self.problems.append(typed.no_such_person("person"))
        return person in self._people

    def promises(self, commitments: tuple[UUID, ...]) -> tuple[UUID, ...]:
        """Check that what was bought is on the shopping list."""
        if not commitments:
            return ()
        if self._wanted is None:
            outside = ids.id_from_key(self.union, "outside")
            self._wanted = {
                one.id: one
                for one in ledger.list_commitments(union=self.union)
                if one.provider == outside
            }
        for commitment in commitments:
            found = self._wanted.get(commitment)
            if found is None or found.finished:
                self.problems.append(typed.no_such_promise("commitments"))
        return commitments
