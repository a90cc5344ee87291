"""One month of a union on one sheet: what came in, was made, used, shared out, lost.

Totals of the union by kind; never a person, never a circle. Pure: events in, lines out.
"""

from __future__ import annotations

import calendar
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from uuid import UUID

from commonweal.core.vf.actions import Action
from commonweal.core.vf.flows import EconomicEvent, Specification
from commonweal.core.vf.measure import Measure

#: Lines that fit on one printed sheet with head and picture.
LINES_PER_SHEET = 26

#: What happened, as columns of the sheet.
CAME_IN = "came_in"
MADE = "made"
USED = "used"
SHARED_OUT = "shared_out"
LOST = "lost"


@dataclass(frozen=True, slots=True)
class Month:
    """A month of the calendar."""

    first: date

    @property
    def last(self) -> date:
        """Its last day."""
        n_days = calendar.monthrange(self.first.year, self.first.month)[1]
        return self.first.replace(day=n_days)

    @property
    def before(self) -> Month:
        """The month before."""
        return Month(date.fromordinal(self.first.toordinal() - 1).replace(day=1))

    @property
    def after(self) -> Month:
        """The month after."""
        return Month(date.fromordinal(self.last.toordinal() + 1))


@dataclass(frozen=True, slots=True)
class Line:
    """What happened to one kind in the month; None where nothing did."""

    kind: UUID
    name: str
    came_in: Measure | None
    made: Measure | None
    used: Measure | None
    shared_out: Measure | None
    lost: Measure | None

    @property
    def weight(self) -> float:
        """How much moved, for choosing what must stand on the sheet."""
        amounts = (self.came_in, self.made, self.used, self.shared_out, self.lost)
        return sum(float(amount.decimal) for amount in amounts if amount is not None)


def lines(
    events: Iterable[EconomicEvent],
    *,
    kinds: Mapping[UUID, Specification],
    kind_of: Mapping[UUID, UUID],
) -> tuple[Line, ...]:
    """Add a month's events up by kind, in order of name.

    ``kind_of`` says which kind a resource is of, for events that name only the
    resource. Corrections carry their difference, so adding is enough.
    """
    sums: dict[tuple[UUID, str], Measure] = {}
    for event in events:
        column = column_of(event)
        amount = event.resource_quantity
        thing = event.resource_inventoried_as or event.to_resource_inventoried_as
        kind = event.resource_conforms_to or (thing and kind_of.get(thing))
        if column is None or amount is None or kind is None or kind not in kinds:
            continue
        before = sums.get((kind, column))
        sums[kind, column] = amount if before is None else before + amount
    moved: dict[UUID, dict[str, Measure]] = defaultdict(dict)
    for (kind, column), total in sums.items():
        if total.amount:
            moved[kind][column] = total
    found = (_line(kinds[kind], columns) for kind, columns in moved.items())
    return tuple(sorted(found, key=lambda line: line.name.casefold()))


def column_of(event: EconomicEvent) -> str | None:
    """Return the column an event belongs to, or None where nothing came or went."""
    if event.action is Action.CONSUME:
        return USED if event.input_of else SHARED_OUT
    return COLUMNS.get(event.action)


#: What is neither here moved nothing in or out; consuming is told apart by its process.
COLUMNS: Mapping[Action, str] = MappingProxyType(
    {Action.PRODUCE: MADE, Action.RAISE: CAME_IN, Action.LOWER: LOST}
)


def split(found: tuple[Line, ...]) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """Part the lines into those of the sheet and the rest, both by name.

    The sheet takes the kinds of which most moved, so that one page is enough.
    """
    if len(found) <= LINES_PER_SHEET:
        return found, ()
    most = sorted(found, key=lambda line: (-line.weight, line.name))[:LINES_PER_SHEET]
    chosen = {line.kind for line in most}
    return (
        tuple(line for line in found if line.kind in chosen),
        tuple(line for line in found if line.kind not in chosen),
    )


def _line(kind: Specification, columns: Mapping[str, Measure]) -> Line:
    return Line(
        kind=kind.id,
        name=kind.name,
        came_in=columns.get(CAME_IN),
        made=columns.get(MADE),
        used=columns.get(USED),
        shared_out=columns.get(SHARED_OUT),
        lost=columns.get(LOST),
    )
