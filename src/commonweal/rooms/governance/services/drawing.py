"""Deeds of drawing people: the crisis roster, and roles that nobody wants.

Drawn from everybody, in public, with a recorded seed (``lots``). A list that leaves
somebody out seats nobody. Whoever is drawn may hand the role back without a reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from commonweal.commons import deeds
from commonweal.commons.charter import queries as charter
from commonweal.commons.people import queries as people
from commonweal.commons.people import services as people_services
from commonweal.commons.people import words as people_words
from commonweal.commons.people.models import Person
from commonweal.core.vf import ids
from commonweal.core.vf.problems import NotFound, Problem, Refused
from commonweal.rooms.governance import permissions
from commonweal.rooms.governance.errors import effects as says
from commonweal.rooms.governance.models import Entry, Lottery, RosterSeat
from commonweal.rooms.governance.services import bodies, lots
from commonweal.rooms.governance.words import counts
from commonweal.rooms.governance.words import powers as words

ROSTER_MOST = 50


def begin_drawing(  # noqa: PLR0913 - what for, how many, who tells, by whom
    *,
    what_for: str,
    places: int,
    tellers: Sequence[UUID],
    union: UUID,
    by: UUID,
    key: str,
    at: datetime,
) -> UUID:
    """Begin a public lottery among all associates; nobody can be left out of the list."""
    everybody = people.list_associates(union=union)
    draft = counts.LotsDraft(
        what_for=what_for,
        labels=tuple(sorted(str(one.id) for one in everybody)),
        places=places,
        tellers=tuple(tellers),
    )
    return lots.begin_lots(draft=draft, union=union, by=by, key=key, at=at)


@deeds.deed
def seat_roster(*, lottery: UUID, union: UUID, by: UUID, at: datetime) -> int:
    """Seat who was drawn on the crisis roster for a quarter; returns how many."""
    permissions.require_associate(by=by, union=union, at=at)
    row, drawn = _drawn(lottery, union)
    on = people.local_day(union=union, at=at)
    for person in drawn[:ROSTER_MOST]:
        RosterSeat.objects.get_or_create(
            id=ids.id_from_key(row.id, f"roster:{person}"),
            defaults={
                "union_id": union,
                "person_id": person,
                "from_day": on,
                "until": on + timedelta(days=words.ROSTER_DAYS),
                "lots": row.id,
                "seed": row.seed,
            },
        )
    return len(drawn[:ROSTER_MOST])


@deeds.deed
def give_drawn_role(  # noqa: PLR0913 - which role, who was drawn, by which decision
    *,
    lottery: UUID,
    decision: int,
    duties: str,
    begins: date,
    ends: date,
    union: UUID,
    by: UUID,
    at: datetime,
) -> tuple[UUID, ...]:
    """Give a role without rights to who was drawn for it, as a decision said.

    The lottery's purpose is the role's name; the decision is one of the register.
    """
    permissions.require_associate(by=by, union=union, at=at)
    row, drawn = _drawn(lottery, union)
    if not Entry.objects.filter(union_id=union, number=decision).exists():
        raise Refused(Problem("decision", says.NO_DECISION, {"number": decision}))
    on = people.local_day(union=union, at=at)
    report_days = charter.whole(union=union, key="mandates.report_days", on=on)
    given = [
        people_services.give_by_decision(
            union=union,
            draft=people_words.MandateDraft(
                person=person,
                title=row.what_for,
                limit=(says.DRAWN_BY_LOT % {"seed": row.seed})[:200],
                duties=duties,
                begins=begins,
                ends=ends,
                report_days=report_days,
            ),
            body=bodies.assembly_of(union=union, at=at),
            decision=decision,
            key=f"drawn:{row.id}:{person}",
            at=at,
        ).id
        for person in drawn
    ]
    return tuple(given)


def _drawn(lottery: UUID, union: UUID) -> tuple[Lottery, list[UUID]]:
    """Return a lottery among everybody, and who was drawn and is still here."""
    row = Lottery.objects.filter(id=lottery, union_id=union).first()
    if row is None:
        raise NotFound(Problem("lottery", says.NO_LOTTERY))
    if row.drawn_at is None:
        raise Refused(Problem("lottery", says.NOT_DRAWN_YET))
    listed = set(row.labels)
    here = {str(one.id): one for one in people.list_associates(union=union)}
    before = Person.objects.filter(union=union, came_at__lte=row.begun_at)
    were_here = {str(one) for one in before.values_list("id", flat=True)}
    left_out = [here[key].name for key in here if key in were_here - listed]
    if left_out:
        raise Refused(Problem("lottery", says.LEFT_OUT, {"names": ", ".join(left_out)}))
    chosen = (row.result or {}).get("chosen", ())
    return row, [here[label].id for label in chosen if label in here]
