"""Deeds on what happened of a plan: something was made, something was bought."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from commonweal.commons import deeds
from commonweal.commons.ledger import queries as ledger_queries
from commonweal.commons.ledger import services as ledger
from commonweal.core.vf import ids
from commonweal.core.vf.actions import Action
from commonweal.core.vf.flows import (
    Commitment,
    EconomicEvent,
    EventDraft,
    StockLine,
)
from commonweal.core.vf.measure import Measure
from commonweal.core.vf.problems import NotFound, Refused
from commonweal.rooms.planning import errors, permissions
from commonweal.rooms.planning.queries import stores as queries
from commonweal.rooms.planning.services import stores
from commonweal.rooms.planning.translate import written
from commonweal.rooms.planning.words import StockDraft


@dataclass(frozen=True, slots=True, kw_only=True)
class HappenedDraft:
    """What happened of some promises, as written down.

    ``amounts`` is text by promise; an empty one says nothing about it. What was made
    or bought lies at ``place`` now, and is good until ``good_until`` if that is known.
    """

    amounts: Mapping[UUID, str]
    place: UUID
    good_until: Mapping[UUID, date] = field(default_factory=dict)


@deeds.deed
def note_happened(
    *, draft: HappenedDraft, union: UUID, by: UUID, key: str, at: datetime
) -> tuple[EconomicEvent, ...]:
    """Write down what was made, used up, worked or bought. Twice changes nothing.

    Nobody is named: what a person did is not recorded (I-11).
    """
    permissions.require_stores(by=by, union=union, at=at)
    promises = {
        promise.id: promise for promise in ledger_queries.list_commitments(union=union)
    }
    reading = written.begin(union=union, at=at)
    reading.place("place", draft.place)
    lines = list(_lines(draft, promises, reading))
    reading.finish()
    note = _Note(reading=reading, draft=draft, key=key, at=at)
    known = [note.find(promise) for promise, _amount in lines]
    if lines and all(known):
        return tuple(event for events in known for event in events)
    return tuple(
        event
        for promise, amount in sorted(lines, key=_outputs_last)
        for event in note.record(promise, amount)
    )


def _outputs_last(line: tuple[Commitment, Measure]) -> bool:
    return line[0].action is Action.PRODUCE


def _lines(
    draft: HappenedDraft,
    promises: Mapping[UUID, Commitment],
    reading: written.Reading,
) -> Iterator[tuple[Commitment, Measure]]:
    for commitment, text in draft.amounts.items():
        if not text.strip():
            continue
        promise = promises.get(commitment)
        if promise is None or promise.planned_within is None or _is_gift(promise):
            raise NotFound(errors.not_here("amounts"))
        kind = reading.kinds.get(promise.resource_conforms_to or written.NOWHERE)
        amount = reading.measure("amounts", text, kind)
        if amount is not None and amount.amount > 0:
            yield promise, amount


def _is_gift(promise: Commitment) -> bool:
    """Say whether it is a circle's share, which is handed over in rounds only."""
    return promise.action is Action.CONSUME and promise.input_of is None


@dataclass(slots=True)
class _Note:
    """Writes down one form's events, under keys of its own."""

    reading: written.Reading
    draft: HappenedDraft
    key: str
    at: datetime

    def find(self, promise: Commitment) -> tuple[EconomicEvent, ...]:
        """Return what this form recorded of a promise before."""
        found = queries.find_event(union=promise.union, key=self._event_key(promise, 0))
        return () if found is None else (found,)

    def record(self, promise: Commitment, amount: Measure) -> Iterable[EconomicEvent]:
        """Record what happened of a promise."""
        if promise.action is Action.CONSUME:
            return self._consume(promise, amount)
        if promise.action in {Action.PRODUCE, Action.TRANSFER}:
            return self._arrive(promise, amount)
        return (self._event(promise, amount, 0),)

    def _arrive(
        self, promise: Commitment, amount: Measure
    ) -> tuple[EconomicEvent, ...]:
        """Put what was made or bought into the store of its kind, place and day."""
        kind = promise.resource_conforms_to or written.NOWHERE
        draft = StockDraft(
            kind=kind,
            place=self.draft.place,
            amount=str(amount.decimal),
            expires_on=self.draft.good_until.get(promise.id),
        )
        line = self.reading.sure(stores.read_stock(draft, reading=self.reading))
        store = ledger.add_resource(draft=line.store, at=self.at).id
        if promise.action is Action.PRODUCE:
            return (self._event(promise, amount, 0, store=store),)
        # What comes from outside leaves no store of ours: it is passed on without one,
        # and the store it arrives in rises.
        bought = self._event(promise, amount, 0)
        risen = stores.raise_store(line, key=self._event_key(promise, 1), at=self.at)
        return bought, risen

    def _consume(self, promise: Commitment, amount: Measure) -> Iterator[EconomicEvent]:
        """Take from what goes bad first."""
        here = [
            line
            for line in ledger_queries.list_stock(union=promise.union)
            if line.spec.id == promise.resource_conforms_to
        ]
        for number, (line, part) in enumerate(_parts(here, amount)):
            yield self._event(promise, part, number, store=line.resource)

    def _event(
        self,
        promise: Commitment,
        amount: Measure,
        number: int,
        *,
        store: UUID | None = None,
    ) -> EconomicEvent:
        is_effort = promise.action is Action.WORK
        draft = EventDraft(
            key=self._event_key(promise, number),
            union=promise.union,
            action=promise.action,
            provider=promise.provider,
            receiver=promise.receiver,
            has_point_in_time=self.at,
            resource_quantity=None if is_effort else amount,
            effort_quantity=amount if is_effort else None,
            resource_conforms_to=promise.resource_conforms_to,
            resource_inventoried_as=store,
            input_of=promise.input_of,
            output_of=promise.output_of,
            fulfills=promise.id,
        )
        return ledger.record_event(draft=draft, at=self.at)

    def _event_key(self, promise: Commitment, number: int) -> str:
        short = ids.id_from_key(promise.id, f"{self.key}:{number}")
        return f"happened:{short}"


def _parts(
    here: Iterable[StockLine], amount: Measure
) -> Iterator[tuple[StockLine, Measure]]:
    """Part an amount over stores, as they come; refuse when there is too little."""
    left = amount
    for line in here:
        part = min(left, line.onhand)
        if part.amount > 0:
            yield line, part
            left -= part
    if left.amount > 0:
        raise Refused(errors.too_little(str(amount - left), str(amount)))
