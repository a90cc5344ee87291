"""The monthly sheet, read from the ledger and the plans."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from commonweal.commons.charter import queries as charter
from commonweal.commons.ledger import queries as ledger
from commonweal.commons.people import queries as people
from commonweal.interfaces.web import charts
from commonweal.interfaces.web.lookback import cover, month, reading


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that stands on the sheet."""

    of: month.Month
    lines: tuple[month.Line, ...]
    rest: tuple[month.Line, ...]
    cover: charts.Chart | None
    is_over: bool
    is_small: bool
    is_cut: bool


def month_report(*, person: people.PersonView, first: date, at: datetime) -> Sheet:
    """Add up one month of a union; in a very small one, not what people received."""
    page, union = month.Month(first), person.union
    today = people.local_day(union=union, at=at)
    smallest = charter.whole(union=union, key="privacy.smallest_group", on=today)
    events = list(reading.events_of(union=union, from_=page.first, until=page.last))
    kinds = {kind.id: kind for kind in ledger.list_specifications(union=union)}
    stock = ledger.list_stock(union=union, with_empty=True)
    kind_of = {line.resource: line.spec.id for line in stock}
    shown, rest = month.split(month.lines(events, kinds=kinds, kind_of=kind_of))
    return Sheet(
        of=page,
        lines=shown,
        rest=rest,
        cover=cover.of_month(person, page, at=at),
        is_over=page.last < today,
        is_small=people.count_associates(union=union) < smallest,
        is_cut=len(events) >= reading.MOST_EVENTS,
    )
