"""What is to be written into the books, read and complete; and which way it flows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from commonweal.core.vf.measure import Measure
from commonweal.core.vf.units import UNITS
from commonweal.rooms.purse import words
from commonweal.rooms.purse.errors import typed
from commonweal.rooms.purse.models import Entry
from commonweal.rooms.purse.queries import allowing, announced
from commonweal.rooms.purse.translate.reading import Reading

#: Kinds of a draft that people write themselves.
WRITTEN_BY_PEOPLE = ("taken", "paid", "came_in")
#: Kinds that other deeds write besides.
WRITTEN_BY_DEEDS = (*WRITTEN_BY_PEOPLE, "from_pocket", "settlement")


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """An entry to be written; see ``models.Entry`` for its parts.

    ``tell``: above the threshold and gone already, so that all are told afterwards.
    ``takes_back``: the ledger's events that this one takes back.
    """

    id: UUID
    kind: str
    day: date
    amount: Measure
    change: int = 0
    account: UUID | None = None
    purse: UUID | None = None
    to_account: UUID | None = None
    to_purse: UUID | None = None
    to_amount: Measure | None = None
    category: UUID | None = None
    corrects: UUID | None = None
    takes_back: tuple[UUID, ...] = ()
    note: str = ""
    person: UUID | None = None
    typed_by: UUID | None = None
    keep_until: date | None = None
    spend: UUID | None = None
    commitments: tuple[UUID, ...] = ()
    tell: bool = False
    decision: int | None = None


@dataclass(frozen=True, slots=True)
class Flow:
    """From one account of the ledger to another, by their keys."""

    source: str
    target: str
    amount: Measure


def flows_of(posting: Posting, direction: str) -> tuple[Flow, ...]:
    """Return the flows of a posting; only an exchange has two.

    ``direction`` is that of its category, if it has one.
    """
    here = at_account(posting.account, posting.purse)
    if posting.to_account is not None and posting.to_amount is not None:
        there = at_account(posting.to_account, posting.to_purse)
        return _moved(here, there, posting.amount, posting.to_amount)
    code = posting.amount.unit.code
    if posting.account is None:
        here = f"pockets:{code}"
    there = (
        f"pockets:{code}"
        if posting.category is None
        else f"category:{posting.category}:{code}"
    )
    if direction == "in":
        here, there = there, here
    return (Flow(here, there, posting.amount),)


def _moved(
    here: str, there: str, amount: Measure, arrived: Measure
) -> tuple[Flow, ...]:
    if arrived.unit == amount.unit:
        return (Flow(here, there, amount),)
    return (
        Flow(here, f"exchange:{amount.unit.code}", amount),
        Flow(f"exchange:{arrived.unit.code}", there, arrived),
    )


def at_account(account: UUID | None, purse: UUID | None) -> str:
    """Return the ledger's key of a purse at a real account."""
    return f"purse:{account}:{purse}"


# --- from what somebody typed -------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Typing:
    """Who writes: a person for themselves, a helper for others, or (None) a program.

    ``unnamed``: the books keep no name here; whose pocket it was is kept beside them.
    """

    by: UUID | None
    for_others: bool = False
    kinds: tuple[str, ...] = WRITTEN_BY_PEOPLE
    unnamed: bool = False


def read_entry(
    draft: words.EntryDraft,
    *,
    entry: UUID,
    reading: Reading,
    typing: Typing,
) -> Posting | None:
    """Read a line; None when something was wrong with it."""
    with reading.line(draft.row) as problems:
        kind = draft.kind
        if kind not in typing.kinds:
            known = ", ".join(typing.kinds)
            problems_with_kind = typed.unknown_kind("kind", kind, known)
            reading.problems.append(problems_with_kind)
            kind = "taken"
        direction = "in" if kind == "came_in" else "out"
        category = (
            reading.built_in("settlement")
            if kind == "settlement"
            else reading.category(draft.category, direction)
        )
        amount, account = _amount_and_account(draft, kind, reading)
        purse = reading.purse(draft.purse)
        day = reading.day(draft.day)
        note = reading.note(draft.note)
        person = _person(draft, reading, typing)
        commitments = reading.promises(draft.commitments)
        tell = _asks(draft, kind, amount, reading, category)
        if reading.problems or category is None or amount is None:
            return None
    del problems
    keeps = note or person or typing.for_others
    return Posting(
        id=entry,
        kind=kind,
        day=day,
        amount=amount,
        change=0 if account is None else _signed(amount, direction),
        account=None if account is None else account.id,
        purse=purse,
        category=category.id,
        note=note,
        person=person,
        typed_by=typing.by if typing.for_others else None,
        keep_until=reading.keep_until if keeps else None,
        spend=draft.spend,
        commitments=commitments,
        tell=tell,
        decision=draft.decision,
    )


def _signed(amount: Measure, direction: str) -> int:
    return amount.amount if direction == "in" else -amount.amount


def _amount_and_account(
    draft: words.EntryDraft, kind: str, reading: Reading
) -> tuple[Measure | None, words.AccountView | None]:
    named = reading.accounts.get(draft.account) if draft.account else None
    code = draft.currency or ("" if named is None else named.currency)
    usual = reading.unit(code)
    amount = reading.money(draft.amount, usual)
    unit = usual if amount is None else amount.unit
    if draft.currency and unit != usual:
        reading.problems.append(typed.two_currencies("amount", unit.code, usual.code))
    if kind == "from_pocket":
        return amount, None
    return amount, reading.account(draft.account, unit, kind=kind)


def _person(draft: words.EntryDraft, reading: Reading, typing: Typing) -> UUID | None:
    if typing.unnamed:
        return None
    if typing.for_others or typing.by is None:
        return reading.person(draft.person, wished=True)
    if draft.person not in {None, typing.by}:
        reading.problems.append(typed.not_for_others("person"))
    return reading.person(typing.by, wished=draft.with_name)


def _asks(  # noqa: PLR0911 - one way it is allowed a line
    draft: words.EntryDraft,
    kind: str,
    amount: Measure | None,
    reading: Reading,
    category: words.CategoryView | None,
) -> bool:
    """Check a spend above the threshold; say whether all are to be told afterwards.

    Below the threshold nothing is asked, of anybody (I-10).
    """
    if amount is None or kind not in words.ASKED_ABOVE:
        return False
    if draft.decision is not None:
        reading.problems.extend(
            allowing.problems_with_allowance(
                union=reading.union,
                decision=draft.decision,
                category="" if category is None else category.name,
                amount=amount,
                on=reading.today,
            )
        )
        return False
    if draft.spend is not None:
        reading.problems.extend(
            announced.problems_with_spend(
                union=reading.union,
                spend=draft.spend,
                category=draft.category,
                amount=amount,
                on=reading.today,
            )
        )
        return False
    if amount.amount <= reading.threshold.amount:
        return False
    if not draft.happened_anyway:
        most = Measure(reading.threshold.amount, amount.unit)
        reading.problems.append(typed.announce_first("amount", str(most)))
    return draft.happened_anyway


# --- from what was written ----------------------------------------------------------


def take_back(row: Entry, *, entry: UUID) -> Posting:
    """Return what takes an entry back: the same, below zero, on the same day.

    On the same day, so that the month it was in comes right.
    """
    to_unit = UNITS.get(row.to_currency)
    return Posting(
        id=entry,
        kind="correction",
        day=row.day,
        amount=Measure(-row.amount, UNITS[row.currency]),
        change=-row.change,
        account=row.account_id,
        purse=row.purse_id,
        to_account=row.to_account_id,
        to_purse=row.to_purse_id,
        to_amount=None
        if row.to_amount is None or to_unit is None
        else Measure(-row.to_amount, to_unit),
        category=row.category_id,
        corrects=row.id,
        takes_back=tuple(
            event for event in (row.event, row.second_event) if event is not None
        ),
        spend=row.spend,
        decision=row.decision,
    )


def doubles_in(drafts: Iterable[words.EntryDraft], reading: Reading) -> None:
    """Warn of lines of a list that say the same twice, by row."""
    seen: dict[tuple[object, ...], int] = {}
    for number, draft in enumerate(drafts, start=1):
        row = draft.row or number
        said = (
            draft.amount.strip(), draft.kind, draft.category, draft.account,
            draft.purse, draft.day, draft.note.strip().casefold(), draft.person,
        )  # fmt: skip
        if said in seen:
            reading.problems.append(typed.same_line_twice(seen[said]).at_row(row))
        seen.setdefault(said, row)


def spends_in(read: Iterable[Posting], reading: Reading) -> None:
    """Refuse lines of a list that together take more than an announced spend has left."""
    sums: dict[UUID, Measure] = {}
    for number, posting in enumerate(read, start=1):
        if posting.spend is None:
            continue
        before = sums.get(posting.spend)
        together = posting.amount if before is None else before + posting.amount
        sums[posting.spend] = together
        if before is not None:
            reading.problems.extend(
                problem.at_row(number)
                for problem in announced.problems_with_spend(
                    union=reading.union,
                    spend=posting.spend,
                    category=posting.category,
                    amount=together,
                    on=reading.today,
                )
            )
