"""Reading what people wrote in forms about announcing, pledging, repeating, budgets."""

from __future__ import annotations

import unicodedata
from uuid import UUID

from commonweal.commons.people import queries as people
from commonweal.core.vf.measure import Measure
from commonweal.core.vf.problems import Problem, Refused
from commonweal.core.vf.units import CURRENCIES, UNITS
from commonweal.rooms.purse.models import Account, Category, Purse
from commonweal.rooms.purse.translate import money
from commonweal.rooms.purse.words import together_refusals as says


class Reader:
    """Reads the fields of one draft and gathers every problem on the way."""

    def __init__(self, union: UUID, *, currency: str = "") -> None:
        """Begin with the currency that was written, or the union's."""
        self.union = union
        self.problems: list[Problem] = []
        #: Whether the first amount may still say which currency is meant.
        self.is_open = not currency.strip()
        self.currency = (
            currency.strip().upper() or people.get_union(union=union).currency
        )
        if self.currency not in CURRENCIES:
            facts = {"currency": self.currency[:20]}
            self.problems.append(Problem("currency", says.UNKNOWN_CURRENCY, facts))

    def add(self, field: str, message: str, **facts: object) -> None:
        """Note a problem."""
        self.problems.append(Problem(field, message, facts))

    def amount(self, text: str, *, field: str = "amount", least: int = 1) -> int:
        """Read an amount in steps; with ``least=0`` nothing is an amount, too."""
        if self.currency not in CURRENCIES or (not text.strip() and least == 0):
            return least
        usual = UNITS[self.currency]
        try:
            read = money.read_money(text, usual=usual, field=field, signed=least == 0)
        except Refused as refused:
            self.problems.extend(refused.problems)
            return least
        if read.unit != usual and self.is_open:
            self.currency = read.unit.code
        elif read.unit != usual:
            facts = {"written": read.unit.code, "currency": self.currency}
            self.add(field, says.IN_OTHER_CURRENCY, **facts)
        self.is_open = False
        if read.amount < least:
            self.add(field, says.NOT_BELOW_ZERO)
        return max(read.amount, least)

    def line(
        self, text: str, *, field: str, most: int, empty: str | None = None
    ) -> str:
        """Read a short line; ``empty`` is what to say when it must not be missing."""
        plain = " ".join(text.split())
        if not plain and empty is not None:
            self.add(field, empty)
        if len(plain) > most:
            self.add(field, says.TOO_LONG, most=most)
        if any(unicodedata.category(letter) == "Cc" for letter in plain):
            self.add(field, says.NOT_PRINTABLE)
        return plain

    def category(self, category: UUID | None, *, direction: str = "") -> None:
        """Check that a category is there, in use, and of the direction."""
        rows = Category.objects.filter(
            union_id=self.union, is_retired=False, is_built_in=False
        )
        row = None if category is None else rows.filter(id=category).first()
        if row is None:
            self.add("category", says.NO_CATEGORY)
        elif direction and row.direction != direction:
            self.add("category", says.WRONG_DIRECTION)

    def purse(self, purse: UUID | None) -> None:
        """Check that a purse is there and open; none means the everyday purse."""
        rows = Purse.objects.filter(union_id=self.union, is_closed=False)
        if purse is not None and not rows.filter(id=purse).exists():
            self.add("purse", says.NO_PURSE)

    def account(self, account: UUID) -> None:
        """Check that an account is there, open, and keeps the currency."""
        row = Account.objects.filter(
            union_id=self.union, id=account, is_closed=False
        ).first()
        if row is None:
            self.add("account", says.NO_ACCOUNT)
        elif row.currency != self.currency:
            self.add(
                "account", says.OTHER_CURRENCY,
                account=row.currency, currency=self.currency,
            )  # fmt: skip

    def measure(self, steps: int) -> Measure:
        """Return steps as an amount of the draft's currency."""
        return Measure(steps, UNITS[self.currency])
