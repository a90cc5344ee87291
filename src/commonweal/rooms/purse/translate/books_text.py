"""Writes the books as text that other programs keep and reckon: Beancount, hledger.

From the ledger's events, so that it is what happened and not what we make of it. Names,
notes and bank lines stay here; an event's id and its entry's number go along. At the
end stands what each account holds, and both programs check it to the cent.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal
from uuid import UUID

from commonweal.commons.ledger import queries as ledger
from commonweal.commons.people import queries as people
from commonweal.core.vf.flows import EconomicEvent
from commonweal.rooms.purse import queries, words
from commonweal.rooms.purse.queries import bank_books
from commonweal.rooms.purse.words.bank import TextFile

Style = Literal["beancount", "hledger"]
STYLES: tuple[Style, ...] = ("beancount", "hledger")
_AT_ONCE = 5000
_ROOTS = {
    "assets": "Assets",
    "income": "Income",
    "expenses": "Expenses",
    "opening": "Equity:Opening",
    "exchange": "Equity",
    "pockets": "Liabilities",
}


@dataclass(frozen=True, slots=True)
class _Posted:
    """One event, ready to be written: from where, to where, and how much."""

    day: date
    seq: int
    event: UUID
    number: int
    kind: str
    source: str
    target: str
    amount: int
    currency: str


@dataclass(slots=True)
class _Books:
    """All that is written, and what each account comes to."""

    title: str
    currency: str
    accounts: Mapping[str, tuple[str, ...]]
    posted: Sequence[_Posted]
    sums: dict[tuple[str, str], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for one in self.posted:
            for account, amount in (
                (one.source, -one.amount),
                (one.target, one.amount),
            ):
                key = (account, one.currency)
                self.sums[key] = self.sums.get(key, 0) + amount

    @property
    def first_day(self) -> date:
        """The first day anything happened."""
        return self.posted[0].day if self.posted else date(2000, 1, 1)

    @property
    def day_after(self) -> date:
        """The day after the last."""
        return (self.posted[-1].day if self.posted else self.first_day) + timedelta(
            days=1
        )


def write_books(*, union: UUID, style: Style) -> TextFile:
    """Return the books of a union as the text of another program."""
    view = people.get_union(union=union)
    named = _names(queries.money_accounts(union=union), style)
    posted = sorted(_posted(union, named), key=lambda one: (one.day, one.seq))
    currencies: dict[str, set[str]] = {}
    for one in posted:
        for name in (one.source, one.target):
            currencies.setdefault(name, set()).add(one.currency)
    accounts = {name: tuple(sorted(of)) for name, of in sorted(currencies.items())}
    books = _Books(view.name, view.currency, accounts, posted)
    lines = _beancount(books) if style == "beancount" else _hledger(books)
    ending = "beancount" if style == "beancount" else "journal"
    content = "\n".join(lines) + "\n"
    return TextFile(f"books.{ending}", content.encode(), "text/plain; charset=utf-8")


def _posted(union: UUID, named: Mapping[UUID, str]) -> Iterator[_Posted]:
    """Yield every movement of money, in order of writing."""
    entries = bank_books.entries_by_event(union=union)
    kinds = {
        one.conforms_to for one in ledger.list_accounts(union=union) if one.id in named
    }
    for kind in sorted(kinds):
        seq = 0
        while True:
            page = ledger.list_account_events(
                union=union, conforms_to=kind, after_seq=seq, limit=_AT_ONCE
            )
            for event in page:
                seq = event.seq
                one = _one(event, named, entries)
                if one is not None:
                    yield one
            if len(page) < _AT_ONCE:
                break


def _one(
    event: EconomicEvent,
    named: Mapping[UUID, str],
    entries: Mapping[UUID, tuple[int, str]],
) -> _Posted | None:
    source = named.get(event.resource_inventoried_as or event.id)
    target = named.get(event.to_resource_inventoried_as or event.id)
    amount = event.resource_quantity
    if source is None or target is None or amount is None:
        return None
    number, kind = entries.get(event.id, (0, "entry"))
    return _Posted(
        day=event.has_point_in_time.date(),
        seq=event.seq,
        event=event.id,
        number=number,
        kind=words.ENTRY_KINDS.get(kind, kind),
        source=source,
        target=target,
        amount=amount.amount,
        currency=amount.unit.code,
    )


# --- names --------------------------------------------------------------------------


def _names(accounts: Sequence[words.MoneyAccount], style: Style) -> dict[UUID, str]:
    """Return a name for each ledger account; two that would look alike are counted.

    The same category in two currencies is one account there.
    """
    taken: dict[str, tuple[str, ...]] = {}
    named: dict[UUID, str] = {}
    for one in accounts:
        meant = (one.group, *one.parts)
        parts = one.parts if style == "hledger" else map(_capital, one.parts)
        base = ":".join([_ROOTS[one.group], *(_plain(part) for part in parts)])
        name, count = base, 1
        while taken.setdefault(name.casefold(), meant) != meant:
            count += 1
            name = f"{base}-{count}"
        named[one.resource] = name
    return named


def _plain(part: str) -> str:
    """Return a part of a name without what a journal would take for something else."""
    text = re.sub(r"[:;\"\[\]()|*!=@~\s]+", " ", part).strip()
    return text or "Unnamed"


def _capital(part: str) -> str:
    """Return a part as Beancount wants it: a capital, then letters, digits, hyphens."""
    turned = part.replace("ß", "ss").replace("ø", "o").replace("ł", "l")
    flat = unicodedata.normalize("NFKD", turned)
    latin = "".join(sign for sign in flat if not unicodedata.combining(sign))
    kept = re.sub(r"[^A-Za-z0-9]+", "-", latin).strip("-")
    if not kept:  # another script: its code points are a name as good as any
        kept = "-".join(f"{ord(sign):X}" for sign in part if sign.isalnum())
    kept = kept or "Unnamed"
    return kept[0].upper() + kept[1:]


# --- the two styles -----------------------------------------------------------------


def _beancount(books: _Books) -> Iterator[str]:
    title = books.title.replace("\\", "").replace('"', "'")
    yield f'option "title" "{title}"'
    yield f'option "operating_currency" "{books.currency}"'
    yield ""
    for name, currencies in books.accounts.items():
        yield f"{books.first_day} open {name} {','.join(currencies)}"
    for one in books.posted:
        yield ""
        yield f'{one.day} * "{one.kind}" ^entry-{one.number}'
        yield f'  event: "{one.event}"'
        yield f"  {one.source}  {_money(-one.amount)} {one.currency}"
        yield f"  {one.target}  {_money(one.amount)} {one.currency}"
    yield ""
    for (name, currency), amount in sorted(books.sums.items()):
        yield f"{books.day_after} balance {name}  {_money(amount)} ~ 0.00 {currency}"


def _hledger(books: _Books) -> Iterator[str]:
    yield f"; {_plain(books.title)}"
    yield "decimal-mark ."
    for currency in sorted({one.currency for one in books.posted}):
        yield f"commodity 1000.00 {currency}"
    yield ""
    for name in books.accounts:
        yield f"account {name}"
    for one in books.posted:
        yield ""
        yield f"{one.day} * ({one.number}) {one.kind}"
        yield f"    ; event: {one.event}"
        yield f"    {one.source}  {_money(-one.amount)} {one.currency}"
        yield f"    {one.target}  {_money(one.amount)} {one.currency}"
    if books.sums:
        yield ""
        yield f"{books.day_after} * what each account holds"
    for (name, currency), amount in sorted(books.sums.items()):
        yield f"    {name}  0.00 {currency} = {_money(amount)} {currency}"


def _money(steps: int) -> str:
    sign = "-" if steps < 0 else ""
    return f"{sign}{abs(steps) // 100}.{abs(steps) % 100:02d}"
