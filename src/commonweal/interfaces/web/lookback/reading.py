"""What the pages of looking back read: months of events, names of things and circles."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from commonweal.commons.charter import queries as charter
from commonweal.commons.ledger import queries as ledger
from commonweal.commons.people import queries as people
from commonweal.core.vf.flows import EconomicEvent, Step, StockLine
from commonweal.interfaces.web.lookback import trail
from commonweal.interfaces.web.templatetags import words

#: Events read at a time, and in all for one month: beyond, the page says so.
BATCH = 1000
MOST_EVENTS = 50_000


def events_of(
    *, union: UUID, from_: date, until: date, most: int = MOST_EVENTS
) -> Iterator[EconomicEvent]:
    """Yield what happened on the days from_ … until, in order, batch by batch."""
    after = 0
    for _batch in range(most // BATCH):
        events = ledger.list_events(
            union=union, after_seq=after, limit=BATCH, from_=from_, until=until
        )
        yield from events
        if len(events) < BATCH:
            return
        after = events[-1].seq


def names_for(
    *, union: UUID, steps: tuple[Step, ...], stock: tuple[StockLine, ...], on: date
) -> trail.Names:
    """Read what everything along a way is called."""
    smallest = charter.whole(union=union, key="privacy.smallest_group", on=on)
    circles = people.list_circles(union=union)
    makes = any(step.kind == "process" for step in steps) or any(
        step.event and (step.event.input_of or step.event.output_of) for step in steps
    )
    processes = ledger.list_processes(union=union) if makes else ()
    return trail.Names(
        resources={line.resource: store_name(line) for line in stock},
        processes={process.id: process.name for process in processes},
        agents={circle.agent: circle.name for circle in circles}
        | {union: _("the union")},
        small=frozenset(c.agent for c in circles if c.n_people < smallest),
    )


def store_name(line: StockLine) -> str:
    """Say which store: the kind, where it is, and until when it is good."""
    parts = [line.name or line.spec.name]
    if line.place is not None:
        parts.append(line.place.name)
    if line.expires_on is not None:
        parts.append(_("until %(day)s") % {"day": words.day(line.expires_on)})
    return ", ".join(parts)
