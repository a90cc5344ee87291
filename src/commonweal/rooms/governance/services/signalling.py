"""Deeds of hand signals and temperature checks: seen as numbers, then forgotten."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import F

from commonweal.commons import deeds
from commonweal.core.vf.problems import Problem, Refused
from commonweal.rooms.governance.errors import meetings as says
from commonweal.rooms.governance.models import (
    HandSignal,
    TemperatureCheck,
    TemperatureGiven,
)
from commonweal.rooms.governance.services import _meeting_pen as pen
from commonweal.rooms.governance.words import meetings as words


@deeds.deed
def signal(*, meeting: UUID, shown: str, union: UUID, by: UUID, at: datetime) -> None:
    """Show a hand signal instead of the one before; nothing takes the hand down."""
    seat = pen.sit(meeting=meeting, union=union, by=by, at=at)
    seat.require_open()
    seat.require_here()
    if not shown:
        seat.row.signals.filter(person_id=by).delete()
        return
    if shown not in words.SIGNALS:
        raise Refused(Problem("signal", says.UNKNOWN_SIGNAL))
    HandSignal.objects.update_or_create(
        meeting=seat.row, person_id=by, defaults={"signal": shown}
    )


@deeds.deed
def clear_signals(*, meeting: UUID, union: UUID, by: UUID, at: datetime) -> None:
    """Take all hands down."""
    seat = pen.sit(meeting=meeting, union=union, by=by, at=at)
    seat.require_card("facilitator", "mood")
    seat.row.signals.all().delete()


@deeds.deed
def open_temperature(*, meeting: UUID, union: UUID, by: UUID, at: datetime) -> None:
    """Ask for the temperature; the check before is forgotten."""
    seat = pen.sit(meeting=meeting, union=union, by=by, at=at)
    seat.require_card("facilitator", "mood")
    if seat.row.temperatures.filter(is_open=True).exists():
        raise Refused(Problem("", says.CHECK_GOES_ON))
    seat.row.temperatures.all().delete()
    TemperatureCheck.objects.create(meeting=seat.row)


@deeds.deed
def give_temperature(
    *, meeting: UUID, warmth: str, union: UUID, by: UUID, at: datetime
) -> None:
    """Answer, once: a number goes up, and apart from it stands that one has answered."""
    seat = pen.sit(meeting=meeting, union=union, by=by, at=at)
    seat.require_open()
    seat.require_here()
    check = seat.row.temperatures.filter(is_open=True).first()
    if check is None:
        raise Refused(Problem("", says.NO_CHECK))
    if warmth not in words.WARMTH:
        raise Refused(Problem("warmth", says.UNKNOWN_SIGNAL))
    if check.given.filter(person_id=by).exists():
        raise Refused(Problem("", says.GIVEN_ALREADY))
    TemperatureGiven.objects.create(check_of=check, person_id=by)
    TemperatureCheck.objects.filter(id=check.id).update(**{warmth: F(warmth) + 1})


@deeds.deed
def end_temperature(*, meeting: UUID, union: UUID, by: UUID, at: datetime) -> None:
    """End the check: the three numbers show; who answered is forgotten at once."""
    seat = pen.sit(meeting=meeting, union=union, by=by, at=at)
    seat.require_card("facilitator", "mood")
    check = seat.row.temperatures.filter(is_open=True).first()
    if check is None:
        return
    check.given.all().delete()
    check.is_open = False
    check.save(update_fields=["is_open"])
