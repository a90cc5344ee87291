"""The demo union's purse: a month or two of small lines, the bank's word, and what is ahead.

Lines repeat every month (``data/tables/demo_purse.csv``). Those that somebody noted
stand in the books before the bank's statement comes; the others come from it by rule.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from commonweal.data import figures
from commonweal.rooms.purse import queries, services
from commonweal.rooms.purse.services import (
    announcing,
    bank_in,
    bank_mappings,
    bank_matching,
    bank_rules,
    budget,
    pledging,
)
from commonweal.rooms.purse.words import together
from commonweal.rooms.purse.words.bank import CsvMapping, RuleDraft, StatementFile
from commonweal.rooms.purse.words.books import (
    AccountDraft,
    CountDraft,
    EntryDraft,
    MoveDraft,
    OpeningDraft,
    PocketDraft,
    PurseDraft,
    SquareDraft,
)

#: What was there when the books began, by account and purse.
OPENING = (
    ("giro", "", "6420.00"), ("giro", "reserve", "9000.00"),
    ("giro", "land", "4100.00"), ("drawer", "", "310.00"), ("card", "", "400.00"),
)  # fmt: skip
_IBAN = "DE02120300000000202051"  # published for examples; belongs to nobody
_LAST_MONTHS = Decimal("0.94")  # so that two months are not the same to the cent
_COLUMNS = ("day", "amount", "closing", "counterparty", "text")


@dataclass(frozen=True, slots=True)
class Purse:
    """Whose purse it is, who keeps it, and the days it covers."""

    union: UUID
    steward: UUID
    associates: tuple[UUID, ...]
    time_zone: str
    begins: datetime
    now: datetime

    def at(self, day: date, hour: int = 18) -> datetime:
        """Return when a line of a day was written, once the union was there."""
        evening = datetime.combine(day, time(hour), ZoneInfo(self.time_zone))
        return min(max(evening, self.begins), self.now)

    @property
    def today(self) -> date:
        """The day it is at the union."""
        return self.now.astimezone(ZoneInfo(self.time_zone)).date()


@dataclass(frozen=True, slots=True)
class _Books:
    """The accounts, purses and categories by the names of the table."""

    accounts: Mapping[str, UUID]
    purses: Mapping[str, UUID]
    categories: Mapping[str, UUID]
    mapping: UUID


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the table on one day."""

    day: date
    amount: Decimal
    row: Mapping[str, str]

    @property
    def key(self) -> str:
        return f"demo {self.day:%Y-%m} {self.row['day']} {self.row['amount']}"

    @property
    def at_bank(self) -> Decimal:
        """What the bank writes: with a sign."""
        return self.amount if self.row["kind"] == "came_in" else -self.amount


def fill(purse: Purse) -> None:
    """Open the books, live through the months, and look ahead."""
    books = _open(purse)
    first = purse.begins.date().replace(day=1)
    while first <= purse.today:
        after = (first + timedelta(days=31)).replace(day=1)
        _live(purse, books, first, min(after, purse.today))
        first = after
    _count(purse, books)
    _look_ahead(purse, books)


def _open(purse: Purse) -> _Books:
    by: dict[str, Any] = {"union": purse.union, "by": purse.steward}
    at = purse.begins
    accounts = {
        name: services.open_account(draft=draft, **by, key=f"demo {name}", at=at)
        for name, draft in (
            ("drawer", AccountDraft(name="Kitchen drawer", kind="drawer")),
            ("giro", AccountDraft(name="House account", iban=_IBAN)),
            ("card", AccountDraft(name="Shopping card", kind="card")),
        )
    }
    purses = {
        name: services.add_purse(draft=draft, **by, key=f"demo {name}", at=at)
        for name, draft in (
            ("reserve", PurseDraft(name="For hard times", kind="emergency")),
            ("land", PurseDraft(name="House and land", kind="capital")),
        )
    }
    services.open_books(
        openings=tuple(
            OpeningDraft(
                account=accounts[account],
                amount=amount,
                purse=purses.get(kept),
                day=at.date().replace(day=1) - timedelta(days=1),
            )
            for account, kept, amount in OPENING
        ),
        **by,
        key="demo opening",
        at=at,
    )
    mapping = bank_mappings.save_mapping(
        mapping=CsvMapping(
            name="House bank",
            columns={name: name for name in _COLUMNS},
            decimal=".",
            days="ymd",
            currency="EUR",
        ),
        account=accounts["giro"],
        **by,
        key="demo",
        at=at,
    )
    categories = {
        one.code: one.id for one in queries.list_categories(union=purse.union)
    }
    _rules(purse, categories)
    return _Books(accounts, purses, categories, mapping.id)


def _rules(purse: Purse, categories: Mapping[str, UUID]) -> None:
    """Tell once what the lines are that nobody notes by hand."""
    for other_side, category in {
        row["other_side"]: row["category"]
        for row in figures.table("tables", "demo_purse")
        if row["account"] == "giro" and not row["is_noted"]
    }.items():
        bank_rules.add_rule(
            draft=RuleDraft(contains=other_side, category=categories[category]),
            union=purse.union,
            by=purse.steward,
            key=f"demo {other_side}",
            at=purse.begins,
        )


def _live(purse: Purse, books: _Books, first: date, until: date) -> None:
    """Note what people noted, then take in what the bank says of the same days."""
    lines = tuple(_lines(first, until, is_last=until < purse.today))
    for line in lines:
        if line.row["is_noted"]:
            _note(purse, books, line)
    if not lines:
        return
    _take_in(purse, books, lines)
    _square(purse, books, lines[-1].day)


def _lines(first: date, until: date, *, is_last: bool) -> Iterator[_Line]:
    part = Decimal(1) if is_last else _LAST_MONTHS
    for row in figures.table("tables", "demo_purse"):
        day = first.replace(day=int(row["day"]))
        if day < until:
            yield _Line(
                day, (Decimal(row["amount"]) * part).quantize(Decimal("0.01")), row
            )


def _note(purse: Purse, books: _Books, line: _Line) -> None:
    row = line.row
    if row["kind"] == "moved":
        _fill_up(purse, books, line)
        return
    category = books.categories[row["category"]]
    who = purse.associates[int(row["day"]) % len(purse.associates)]
    asked: dict[str, Any] = {
        "union": purse.union,
        "by": who,
        "key": line.key,
        "at": purse.at(line.day),
    }
    if row["kind"] == "from_pocket":
        services.pay_from_pocket(
            draft=PocketDraft(
                amount=str(line.amount), category=category, day=line.day,
                note=row["note"],
            ),
            **asked,
        )  # fmt: skip
        return
    services.note_entry(
        draft=EntryDraft(
            amount=str(line.amount),
            category=category,
            kind=row["kind"],
            account=books.accounts[row["account"]],
            day=line.day,
            note=row["note"],
        ),
        **asked,
    )


def _fill_up(purse: Purse, books: _Books, line: _Line) -> None:
    """Bring cash from the bank to the drawer."""
    services.move_money(
        draft=MoveDraft(
            amount=str(line.amount),
            account=books.accounts["giro"],
            to_account=books.accounts[line.row["category"]],
            day=line.day,
        ),
        union=purse.union,
        by=purse.steward,
        key=line.key,
        at=purse.at(line.day),
    )


def _take_in(purse: Purse, books: _Books, lines: tuple[_Line, ...]) -> None:
    """Take in the bank's table of these days, and match it."""
    giro = books.accounts["giro"]
    before = _at_bank(purse, giro)
    at = purse.at(lines[-1].day + timedelta(days=1), hour=9)
    bank_in.import_statements(
        file=StatementFile(
            content=_table(before, lines),
            filename=f"house-account-{lines[0].day:%Y-%m}.csv",
            account=giro,
            mapping=books.mapping,
        ),
        union=purse.union,
        by=purse.steward,
        at=at,
    )
    bank_matching.match_lines(union=purse.union, account=giro, by=purse.steward, at=at)


def _at_bank(purse: Purse, giro: UUID) -> Decimal:
    """Return what the books say of the account without what waits for the statement."""
    from_bank = queries.standing(union=purse.union).accounts
    return next(line.amount.decimal for line in from_bank if line.id == giro)


def _table(before: Decimal, lines: tuple[_Line, ...]) -> bytes:
    """Write the bank's lines; ``before`` holds those that were noted already."""
    told = [line for line in lines if line.row["account"] == "giro"]
    left = before - sum(line.at_bank for line in told if line.row["is_noted"])
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(_COLUMNS)
    for line in told:
        left += line.at_bank
        row = line.row
        table.writerow((line.day, line.at_bank, left, row["other_side"], row["note"]))
    return out.getvalue().encode()


def _square(purse: Purse, books: _Books, day: date) -> None:
    """Square with pockets what has waited, from the drawer."""
    waiting = queries.list_pockets(union=purse.union)
    if not waiting or day.day < 20:  # noqa: PLR2004 - the last squaring of a month
        return
    services.square_pockets(
        draft=SquareDraft(
            pockets=tuple(one.id for one in waiting),
            account=books.accounts["drawer"],
            day=day,
        ),
        union=purse.union,
        by=purse.steward,
        key=f"demo {day}",
        at=purse.at(day),
    )


def _count(purse: Purse, books: _Books) -> None:
    """Let two people count the drawer and find 1.30 less."""
    drawer = books.accounts["drawer"]
    inside = next(
        line.amount.decimal
        for line in queries.standing(union=purse.union).accounts
        if line.id == drawer
    )
    counting = services.count_drawer(
        draft=CountDraft(account=drawer, counted=str(inside - Decimal("1.30"))),
        union=purse.union,
        by=purse.steward,
        key="demo count",
        at=purse.now,
    )
    services.confirm_count(
        counting=counting, union=purse.union, by=purse.associates[-1], at=purse.now
    )


def _look_ahead(purse: Purse, books: _Books) -> None:
    """Announce something, ask what everyone can give, and keep a budget."""
    by: dict[str, Any] = {"union": purse.union, "at": purse.now}
    spend = announcing.announce_spend(
        draft=together.SpendDraft(
            amount="640.00",
            what_for="A dough mixer, second-hand",
            day=purse.today + timedelta(days=10),
            category=books.categories["tools"],
        ),
        by=purse.associates[0],
        key="demo mixer",
        **by,
    )
    announcing.support_spend(spend=spend, by=purse.steward, **by)
    asked = pledging.open_round(
        draft=together.RoundDraft(
            name="The next three months",
            needed="14400.00",
            months=3,
            closes_on=purse.today + timedelta(days=12),
            if_not_covered="again",
        ),
        by=purse.steward,
        key="demo round",
        **by,
    )
    for number, person in enumerate(purse.associates):
        easy = 120 + 90 * number
        pledging.pledge(
            round_id=asked,
            draft=together.PledgeDraft(
                green=f"{easy}", yellow=f"{easy + 60}", red=f"{easy + 140}"
            ),
            person=person,
            by=person,
            **by,
        )
    _budget(purse, books)


def _budget(purse: Purse, books: _Books) -> None:
    year = purse.today.year
    lines = figures.table("tables", "demo_budget")
    made = budget.make_budget(
        draft=together.BudgetDraft(
            name=f"{year}",
            starts_on=date(year, 1, 1),
            ends_on=date(year, 12, 31),
            lines=tuple(
                together.BudgetLineDraft(
                    category=books.categories[row["category"]],
                    baseline=row["baseline"],
                    buffer=row["buffer"],
                    slack=row["slack"],
                )
                for row in lines
            ),
        ),
        union=purse.union,
        by=purse.steward,
        key="demo budget",
        at=purse.now,
    )
    budget.approve_budget(
        budget=made, decision=1, union=purse.union, by=purse.steward, at=purse.now
    )
