"""What accepted plans have under way when a new plan begins.

Two things are carried over: what is still to happen between today and the first day,
and what was begun before the first day and goes on after it (a field that was sown).
Everything else that older plans promise ends when the new plan is accepted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from uuid import UUID

from commonweal.commons.ledger import queries as ledger
from commonweal.core.vf.actions import Action
from commonweal.core.vf.flows import Commitment, StockLine
from commonweal.rooms.planning.words import Carried, Span

_COMES = frozenset({Action.PRODUCE, Action.TRANSFER})
Sums = dict[tuple[UUID, int], Decimal]


def carried_over(
    *, union: UUID, spans: tuple[Span, ...], on: date, stock: Iterable[StockLine]
) -> Carried:
    """Add up what is under way, by kind and period of the new plan."""
    first = spans[0].first
    begun = {
        process.id
        for process in ledger.list_processes(union=union)
        if process.has_beginning is not None and process.has_beginning < first
    }
    things: Sums = {}
    effort: Sums = {}
    held: Sums = {}
    for promise in ledger.list_commitments(union=union, with_finished=False):
        kind, left = promise.resource_conforms_to, _left(promise)
        if promise.planned_within is None or kind is None or left <= 0:
            continue
        goes_on = (promise.input_of or promise.output_of) in begun
        for period in _periods(promise, spans, on, goes_on=goes_on):
            sums, amount = things, left if promise.action in _COMES else -left
            if promise.action is Action.WORK:
                sums, amount = effort, left
            elif promise.action is Action.USE:
                sums, amount = held, left
            sums[kind, period] = sums.get((kind, period), Decimal(0)) + amount
    return Carried(things=_possible(things, stock, spans), effort=effort, held=held)


def _left(promise: Commitment) -> Decimal:
    planned = promise.resource_quantity or promise.effort_quantity
    if planned is None:
        return Decimal(0)
    done = promise.fulfilled_quantity
    return planned.decimal - (done.decimal if done is not None else Decimal(0))


def _periods(
    promise: Commitment, spans: tuple[Span, ...], on: date, *, goes_on: bool
) -> Iterator[int]:
    """Yield the periods that a promise concerns; what is overdue concerns none."""
    due = promise.due
    if due is None or due < on:
        return
    if due < spans[0].first:
        if promise.action not in {Action.WORK, Action.USE}:
            yield 0
        return
    if not goes_on:
        return
    is_held = promise.action is Action.USE
    begins = promise.has_beginning if is_held else due
    for period, span in enumerate(spans):
        if span.days_within(begins, due):
            yield period


def _possible(
    things: Sums, stock: Iterable[StockLine], spans: tuple[Span, ...]
) -> Sums:
    """Promise no more than there is: a plan may fall behind, a store cannot."""
    here: dict[UUID, Decimal] = {}
    for line in stock:
        here[line.spec.id] = here.get(line.spec.id, Decimal(0)) + line.onhand.decimal
    found: Sums = {}
    for kind in sorted({kind for kind, _period in things}):
        left = here.get(kind, Decimal(0))
        for period in range(len(spans)):
            amount = max(things.get((kind, period), Decimal(0)), -left)
            left += amount
            if amount:
                found[kind, period] = amount
    return found
