"""The pen of the books: entries and the ledger's events, together or not at all.

Part of a deed. Writers of a union queue at the row of its books, so that the numbers of
entries have no gaps; then at the head of the ledger.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time
from uuid import UUID

from commonweal.commons.ledger import queries as ledger_queries
from commonweal.commons.ledger import services as ledger
from commonweal.core.vf import ids, laws
from commonweal.core.vf.actions import Action
from commonweal.core.vf.flows import (
    EconomicEvent,
    EventDraft,
    ResourceDraft,
    SpecificationDraft,
)
from commonweal.core.vf.measure import Unit
from commonweal.core.vf.problems import N_
from commonweal.rooms.purse.models import Books, Entry
from commonweal.rooms.purse.services import announcing
from commonweal.rooms.purse.translate.postings import Flow, Posting, flows_of
from commonweal.rooms.purse.translate.reading import Reading

#: So many entries go to the database together.
_AT_ONCE = 500
_MONEY = N_("Money, %(currency)s")
_OUTSIDE = N_("outside")


def write(
    postings: Sequence[Posting], *, reading: Reading, at: datetime
) -> tuple[Entry, ...]:
    """Write entries in order, each with a number, and what they are in the ledger."""
    if not postings:
        return ()
    union = reading.union
    first = _next_numbers(union, len(postings))
    chart = Chart(union, at)
    flows = [flows_of(one, _direction(one, reading)) for one in postings]
    drafts = [
        draft
        for posting, of_one in zip(postings, flows, strict=True)
        for draft in _drafts(posting, of_one, chart, reading)
    ]
    events = iter(ledger.record_events(drafts=drafts, at=at))
    rows = [
        _row(posting, reading, number, [next(events) for _ in of_one], at)
        for number, (posting, of_one) in enumerate(
            zip(postings, flows, strict=True), start=first
        )
    ]
    Entry.objects.bulk_create(rows, batch_size=_AT_ONCE)
    for posting in postings:
        _what_else(posting, union, at)
    return tuple(rows)


def _next_numbers(union: UUID, count: int) -> int:
    """Take numbers, holding the books until the deed ends; return the first."""
    Books.objects.get_or_create(union_id=union)
    books = Books.objects.select_for_update().get(union_id=union)
    first = books.n_entries + 1
    books.n_entries += count
    books.save(update_fields=["n_entries"])
    return first


def _direction(posting: Posting, reading: Reading) -> str:
    return (
        ""
        if posting.category is None
        else reading.categories[posting.category].direction
    )


def _what_else(posting: Posting, union: UUID, at: datetime) -> None:
    for commitment in posting.commitments:
        ledger.finish_commitment(union=union, commitment=commitment, at=at)
    if posting.tell:
        announcing.announce_afterwards(
            amount=posting.amount,
            category=posting.category,
            purse=posting.purse,
            day=posting.day,
            union=union,
            by=None,
            key=str(posting.id),
            at=at,
        )


def _row(
    posting: Posting,
    reading: Reading,
    number: int,
    events: Sequence[EconomicEvent],
    at: datetime,
) -> Entry:
    there = posting.to_amount
    return Entry(
        id=posting.id,
        union_id=reading.union,
        number=number,
        kind=posting.kind,
        day=posting.day,
        currency=posting.amount.unit.code,
        amount=posting.amount.amount,
        change=posting.change,
        account_id=posting.account,
        purse_id=posting.purse,
        to_account_id=posting.to_account,
        to_purse_id=posting.to_purse,
        to_currency="" if there is None else there.unit.code,
        to_amount=None if there is None else there.amount,
        category_id=posting.category,
        corrects_id=posting.corrects,
        event=events[0].id,
        second_event=events[1].id if len(events) > 1 else None,
        spend=posting.spend,
        commitment=posting.commitments[0] if posting.commitments else None,
        decision=_decision(posting, reading),
        at=at,
        note=posting.note,
        person_id=posting.person,
        typed_by=posting.typed_by,
        keep_until=posting.keep_until,
    )


def _decision(posting: Posting, reading: Reading) -> int | None:
    """Return which decision allowed it; what takes an entry back has the entry's."""
    category = reading.categories.get(posting.category) if posting.category else None
    found = reading.allowing.decision(
        kind=posting.kind,
        category="" if category is None else category.name,
        spend=posting.spend,
        named=posting.decision,
    )
    return found if found is not None else posting.decision


def _drafts(
    posting: Posting, flows: tuple[Flow, ...], chart: Chart, reading: Reading
) -> Iterator[EventDraft]:
    backs: tuple[UUID | None, ...] = posting.takes_back or (None, None)
    for number, (flow, back) in enumerate(zip(flows, backs, strict=False), start=1):
        unit = flow.amount.unit
        yield EventDraft(
            key=f"purse:{posting.id}:{number}",
            union=chart.union,
            action=Action.TRANSFER_ALL_RIGHTS,
            provider=chart.agent_of(flow.source),
            receiver=chart.agent_of(flow.target),
            has_point_in_time=moment_of(posting.day),
            resource_quantity=flow.amount,
            resource_conforms_to=chart.kind(unit),
            resource_inventoried_as=chart.resource(flow.source, unit, reading),
            to_resource_inventoried_as=chart.resource(flow.target, unit, reading),
            corrects=back,
        )


def moment_of(day: date) -> datetime:
    """Return a moment that is on this day in every time zone people live in."""
    return datetime.combine(day, time(12), UTC)


class Chart:
    """The ledger's accounts of money of one union; those missing are made when named."""

    def __init__(self, union: UUID, at: datetime) -> None:
        self.union = union
        self._at = at
        self._known = {
            one.key: one.id for one in ledger_queries.list_accounts(union=union)
        }
        self._kinds: dict[str, UUID] = {}
        self._outside = ids.id_from_key(union, "outside")
        self._has_outside = False

    def kind(self, unit: Unit) -> UUID:
        """Return the kind of thing that money of this currency is."""
        if unit.code not in self._kinds:
            self._kinds[unit.code] = self._kind(unit)
        return self._kinds[unit.code]

    def _kind(self, unit: Unit) -> UUID:
        draft = SpecificationDraft(
            key=f"money:{unit.code}",
            union=self.union,
            name=_MONEY % {"currency": unit.code},
            unit=unit,
            classified_as=("money",),
        )
        return ledger.add_specification(draft=draft, at=self._at).id

    def resource(self, key: str, unit: Unit, reading: Reading) -> UUID:
        """Return the ledger's account with this key."""
        if key not in self._known:
            draft = ResourceDraft(
                key=key,
                union=self.union,
                conforms_to=self.kind(unit),
                name=_name_of(key, reading),
                primary_accountable=self.agent_of(key),
                is_account=True,
            )
            self._known[key] = ledger.add_resource(draft=draft, at=self._at).id
        return self._known[key]

    def agent_of(self, key: str) -> UUID:
        """Return whose money this is: ours, or of those outside."""
        if key.startswith("category:"):
            if not self._has_outside:
                ledger.add_agent(
                    id=self._outside,
                    union=self.union,
                    kind="organization",
                    name=_OUTSIDE,
                    at=self._at,
                )
                self._has_outside = True
            return self._outside
        return self.union


def _name_of(key: str, reading: Reading) -> str:
    """Return a name for the ledger: kinds, and nothing that somebody typed about a person."""
    what, *parts = key.split(":")
    if what == "purse":
        account = reading.accounts[UUID(parts[0])]
        purse = reading.purses[UUID(parts[1])]
        return f"{account.kind} {parts[0][:8]}, {purse.kind} {parts[1][:8]}"
    if what == "category":
        name = reading.categories[UUID(parts[0])].name
        return f"{name}, {parts[1]}"[: laws.LONGEST_NAME]
    return f"{what}, {parts[0]}"
