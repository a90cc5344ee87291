"""What the tests of the bank side begin with: two accounts, and short ways to say things."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from commonweal.core.vf.problems import Refused
from commonweal.rooms.purse import queries, services, words
from commonweal.rooms.purse.models import Entry
from commonweal.rooms.purse.queries import bank
from commonweal.rooms.purse.services import (
    bank_in,
    bank_mappings,
    bank_matching,
    bank_rules,
)
from commonweal.rooms.purse.words.bank import (
    CsvMapping,
    MatchResult,
    RuleDraft,
    StatementFile,
)
from tests.conftest import give_mandate

DAY = date(2026, 11, 23)  # a Monday
AT = datetime(2026, 11, 23, 8, tzinfo=UTC)
FILES = Path(__file__).parent / "bank_files"
GIRO = "DE15370501980001234567"
SAVINGS = "DE31370501980007654321"
PLAIN = CsvMapping(
    name="Plain",
    columns={"day": "day", "amount": "amount", "text": "text", "counterparty": "who"},
    currency="EUR",
)


def bank_house(union, keeper, *, by, confirmed_by) -> SimpleNamespace:
    """Give a person the purse's mandate and open two accounts at the bank."""
    give_mandate(union, keeper, "purse", by=by, confirmed_by=confirmed_by)
    house = SimpleNamespace(union=union.id, keeper=keeper.id)
    for name, iban in (("Giro", GIRO), ("Savings", SAVINGS)):
        account = services.open_account(
            draft=words.AccountDraft(name=name, kind="bank", currency="EUR", iban=iban),
            union=union.id,
            by=keeper.id,
            key=name,
            at=AT,
        )
        setattr(house, name.lower(), account)
    house.everyday = queries.list_purses(union=union.id)[0].id
    house.categories = {
        one.code: one.id for one in queries.list_categories(union=union.id)
    }
    return house


def take_in(house, content, filename="statement.csv", *, at=AT, **more):
    """Take a file in as the keeper of the purse; text is CSV with the plain mapping."""
    if isinstance(content, str):
        more.setdefault("mapping", plain_mapping(house))
        more.setdefault("account", house.giro)
        content = content.encode()
    file = StatementFile(content=content, filename=filename, **more)
    return bank_in.import_statements(
        file=file, union=house.union, by=house.keeper, at=at
    )


def plain_mapping(house):
    """Save the plain mapping, once."""
    return bank_mappings.save_mapping(
        mapping=PLAIN, union=house.union, by=house.keeper, key="plain", at=AT
    ).id


def sample(name: str) -> bytes:
    """Return one of the files in ``bank_files``."""
    return (FILES / name).read_bytes()


def table(*rows: str) -> str:
    """Return a plain table; a row is "03.11.2026;-84,20;Mill;Invoice"."""
    return "\n".join(("day;amount;who;text", *rows)) + "\n"


def lines(house, **more):
    """Return day, amount and other side of each line kept, oldest first."""
    found = bank.list_bank_lines(union=house.union, limit=200, **more)
    return [
        (line.day.isoformat(), str(line.amount), line.counterparty)
        for line in reversed(found)
    ]


def line_of(house, text: str):
    """Return the one line with this text or other side."""
    found = bank.list_bank_lines(union=house.union, limit=200)
    (one,) = [line for line in found if text in f"{line.counterparty} {line.text}"]
    return one


def add_rule(house, key: str, **more):
    """Add a rule as the keeper."""
    return bank_rules.add_rule(
        draft=RuleDraft(**more), union=house.union, by=house.keeper, key=key, at=AT
    )


def words_of(deed, **arguments) -> list[tuple[int | None, str]]:
    """Return the row and words of every problem a deed refuses with."""
    with pytest.raises(Refused) as refusal:
        deed(**arguments)
    return [(problem.row, str(problem)) for problem in refusal.value.problems]


def note(house, ben, amount, day, *, account=None, kind="paid", category="food"):
    """Let Ben write down what he paid, or what came in."""
    draft = words.EntryDraft(
        amount=amount,
        category=house.categories[category],
        kind=kind,
        account=account or house.giro,
        day=date.fromisoformat(day),
    )
    return services.note_entry(
        draft=draft,
        union=house.union,
        by=ben.id,
        key=f"{amount}{day}{kind}",
        at=AT,
    )


def match_all(house, **more) -> MatchResult:
    return bank_matching.match_lines(union=house.union, by=house.keeper, at=AT, **more)


def book(house, *bookings):
    return bank_matching.book_lines(
        bookings=bookings, union=house.union, by=house.keeper, at=AT
    )


def kinds(house):
    rows = Entry.objects.filter(union_id=house.union).order_by("day", "number")
    return [(row.kind, row.day.isoformat(), row.change) for row in rows]
