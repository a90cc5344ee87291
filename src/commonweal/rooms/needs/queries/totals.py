"""What a union needs together, as stewards may see it: never one person's need.

Behind every amount stand at least as many people as the charter's smallest group;
below that a line says only whether the store covers it (H15).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from uuid import UUID

from commonweal.commons.charter import queries as charter
from commonweal.commons.ledger import queries as ledger
from commonweal.commons.people import queries as people
from commonweal.core.vf.flows import Specification, StockLine
from commonweal.core.vf.measure import Measure
from commonweal.rooms.needs import words
from commonweal.rooms.needs.models import Need
from commonweal.rooms.needs.queries import amounts

#: What a total looks ahead: what is needed in the coming week.
SPAN_DAYS = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class TotalView:
    """What is needed of a kind in a tier within a week.

    ``quantity`` and ``n_people`` are None when fewer people than the smallest group
    stand behind them. ``is_covered``: what is in store covers this line after the more
    urgent lines of the same kind.
    """

    kind: Specification
    tier: str
    is_wish: bool
    quantity: Measure | None
    n_people: int | None
    is_covered: bool


@dataclass(slots=True)
class _Sum:
    amount: Fraction
    people: set[UUID]


def list_totals(*, union: UUID, on: date) -> tuple[TotalView, ...]:
    """Return the union's needs for the coming week by kind and tier."""
    smallest = charter.whole(union=union, key="privacy.smallest_group", on=on)
    kinds = {kind.id: kind for kind in ledger.list_specifications(union=union)}
    sums = _sums(union, on)
    in_store = _in_store(ledger.list_stock(union=union, on=on))
    ranks = list(words.TIERS)
    ordered = sorted(
        sums,
        key=lambda key: (kinds[key[0]].name.casefold(), key[2], ranks.index(key[1])),
    )
    totals = []
    for key in ordered:
        kind, tier, is_wish = kinds[key[0]], key[1], key[2]
        steps = amounts.ceiling(sums[key].amount)
        left = in_store.get(kind.id, Fraction(0))
        in_store[kind.id] = max(Fraction(0), left - steps)
        is_shown = len(sums[key].people) >= smallest
        totals.append(
            TotalView(
                kind=kind,
                tier=tier,
                is_wish=is_wish,
                quantity=Measure(steps, kind.unit) if is_shown else None,
                n_people=len(sums[key].people) if is_shown else None,
                is_covered=left >= steps,
            )
        )
    return tuple(totals)


def _sums(union: UUID, on: date) -> Mapping[tuple[UUID, str, bool], _Sum]:
    here = {person.id for person in people.list_people(union=union)}
    span = amounts.Span(on, SPAN_DAYS)
    sums: dict[tuple[UUID, str, bool], _Sum] = defaultdict(
        lambda: _Sum(Fraction(0), set())
    )
    for need in Need.objects.filter(union=union, status="open"):
        amount = amounts.within(need, span)
        if need.person in here and amount > 0:
            one = sums[need.kind, need.tier, need.is_wish]
            one.amount += amount
            one.people.add(need.person)
    return sums


def _in_store(stock: tuple[StockLine, ...]) -> dict[UUID, Fraction]:
    """Return what is in store by kind, and by content, in smallest steps."""
    here: dict[UUID, Fraction] = defaultdict(Fraction)
    content_steps: dict[UUID, Fraction] = defaultdict(Fraction)
    for line in stock:
        here[line.spec.id] += line.onhand.amount
        for content, held in line.spec.contents.items():
            content_steps[content] += Fraction(line.onhand.decimal) * Fraction(held)
    kinds_of_contents = set(content_steps)
    if kinds_of_contents and stock:
        steps = {
            kind.id: kind.unit.steps
            for kind in ledger.list_specifications(union=stock[0].spec.union)
        }
        for content, units in content_steps.items():
            here[content] += units * steps.get(content, 1)
    return dict(here)
