"""Questions about emergencies: which hold, what they change, what is left of the cap."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from django.db.models import Sum

from commonweal.commons.charter import queries as charter
from commonweal.commons.charter import services as charter_services
from commonweal.commons.charter import words as charter_words
from commonweal.commons.ledger import queries as ledger
from commonweal.commons.people import queries as people
from commonweal.core.vf.measure import Measure
from commonweal.core.vf.problems import NotFound, Problem
from commonweal.core.vf.units import UNITS
from commonweal.rooms.governance.errors import effects as says
from commonweal.rooms.governance.models import Emergency, RosterSeat
from commonweal.rooms.governance.words import powers as words

LIST_LIMIT = 100
_NUMBER = re.compile(r"(?:(?<![\d.,])-)?\d+(?:[.,]\d+)?")
_TWO = 2
#: Keys of the ledger's accounts that hold the union's own money begin so.
_OWN_MONEY = "purse:"


def list_emergencies(
    *, union: UUID, person: UUID, at: datetime
) -> tuple[words.EmergencyView, ...]:
    """List emergencies asked for, in force and over, newest first."""
    rows = Emergency.objects.filter(union_id=union).order_by("-asked_at")[:LIST_LIMIT]
    return tuple(emergency_view(row, person, at) for row in rows)


def get_emergency(
    *, union: UUID, emergency: UUID, person: UUID, at: datetime
) -> words.EmergencyView:
    """Return one emergency."""
    row = Emergency.objects.filter(union_id=union, id=emergency).first()
    if row is None:
        raise NotFound(Problem("emergency", says.NO_EMERGENCY))
    return emergency_view(row, person, at)


def list_in_force(*, union: UUID, at: datetime) -> tuple[words.EmergencyLine, ...]:
    """List emergencies that hold at a moment: one, or none."""
    rows = Emergency.objects.filter(union_id=union, declared_at__lte=at, ends_at__gt=at)
    return tuple(
        words.EmergencyLine(row.id, row.hazard, row.ends_at)
        for row in rows.order_by("declared_at")
        if row.ends_at is not None
    )


def state_of(row: Emergency, at: datetime) -> str:
    """Say how an emergency stands at a moment, whoever has acted or not."""
    if row.declared_at is None or row.ends_at is None:
        lapses = row.asked_at + timedelta(hours=words.LAPSES_HOURS)
        return "asked" if at < lapses else "lapsed"
    if row.reviewed_on is not None:
        return "reviewed"
    return "over" if at >= row.ends_at else "in_force"


def spent_of(row: Emergency) -> Measure:
    """Return what was spent under an emergency."""
    spent = row.uses.aggregate(spent=Sum("amount"))["spent"] or 0
    return Measure(int(spent), UNITS[row.currency])


def most_cap(*, union: UUID, on: date) -> Measure:
    """Return the most an emergency may spend: some per cent of what the union has."""
    unit = UNITS[charter.currency_of(union=union)]
    percent = charter.whole(union=union, key="emergency.cap_percent", on=on)
    held = sum(
        one.accounting_quantity.amount
        for one in ledger.list_accounts(union=union)
        if one.key.startswith(_OWN_MONEY)
        and one.accounting_quantity.unit.code == unit.code
    )
    return Measure(max(held, 0) * percent // 100, unit)


def is_on_roster(*, union: UUID, person: UUID, on: date) -> bool:
    """Say whether somebody is on the crisis roster on a day."""
    seats = RosterSeat.objects.filter(union_id=union, person_id=person)
    return seats.filter(from_day__lte=on, until__gte=on).exists()


def list_roster(*, union: UUID, on: date) -> tuple[tuple[UUID, str, date], ...]:
    """List who is on the crisis roster, and until when."""
    seats = RosterSeat.objects.filter(
        union_id=union, from_day__lte=on, until__gte=on
    ).order_by("until", "id")
    found = []
    for seat in seats:
        who = people.find_person(person=seat.person_id)
        found.append((seat.person_id, who.name if who else "", seat.until))
    return tuple(found)


def emergency_view(row: Emergency, person: UUID, at: datetime) -> words.EmergencyView:
    """Return an emergency as one person sees it."""
    on = people.local_day(union=row.union_id, at=at)
    signers = list(row.signers.all())
    n_roster = sum(one.on_roster for one in signers)
    n_more = min(words.DECLARE_NEEDS - len(signers), words.ROSTER_NEEDS - n_roster)
    state = state_of(row, at)
    return words.EmergencyView(
        id=row.id,
        hazard=row.hazard,
        state=state,
        changes=tuple(
            (
                key,
                charter_services.shown(union=row.union_id, key=key, value=value, on=on),
                charter_words.PARAMETERS[key].words,
            )
            for key, value in sorted(row.changes.items())
            if key in charter_words.PARAMETERS
        ),
        cap=Measure(row.cap, UNITS[row.currency]),
        spent=spent_of(row),
        hours=row.hours,
        asked_at=row.asked_at,
        declared_at=row.declared_at,
        ends_at=row.ends_at,
        decision=row.decision,
        n_signed=len(signers),
        n_more=0 if row.declared_at else max(n_more, 0),
        signed_by_me=any(one.person_id == person for one in signers),
        prolonged=tuple(
            (one.decision, one.until) for one in row.prolonged.order_by("until")
        ),
        uses=tuple(
            words.UseView(
                words=one.words,
                amount=Measure(one.amount, UNITS[row.currency]),
                day=one.day,
            )
            for one in row.uses.order_by("day", "noted_at")
        ),
        review_due=row.review_due,
        review=row.review,
        is_review_late=state == "over"
        and row.review_due is not None
        and row.review_due < on,
    )


def problem_with_prolonging(
    *, union: UUID, emergency: str, hours: int, on: date
) -> Problem | None:
    """Say why an emergency cannot go on for so many hours more, if it cannot."""
    try:
        row = Emergency.objects.filter(union_id=union, id=UUID(emergency)).first()
    except ValueError:
        row = None
    if row is None or row.declared_at is None or row.ends_at is None:
        return Problem("of", says.NO_EMERGENCY)
    most = charter.whole(union=union, key="emergency.most_days", on=on)
    latest = row.declared_at + timedelta(days=most)
    if row.ends_at + timedelta(hours=hours) > latest:
        facts = {"days": most, "day": latest.date().isoformat()}
        return Problem("hours", says.PROLONGED_TOO_FAR, facts)
    return None


def range_of(text: str) -> tuple[Decimal, Decimal] | None:
    """Return the two ends of a range written in words, such as “100 and 250”."""
    found = [Decimal(one.replace(",", ".")) for one in _NUMBER.findall(text)]
    if len(found) != _TWO:
        return None
    return min(found), max(found)
